"""Part a name from its report at the mark that stands between them in nearly all items: 新建公厕12座→12座全部建成"""

from __future__ import annotations

from parsers.commitments.lists import uncounted
from parsers.commitments.numbering.between import EDGE
from parsers.commitments.parting import brackets
from parsers.commitments.parts import Item
from parsers.text.patterns import lazy

_FEWEST = 3
_NEARLY_ALL = 0.8
_MOST = 0.6
_HALF = 0.5
_CLASS = 4  # characters: 教育, 住房保障
# A name between marks of its own, before an arrow or a stroke, before a colon, on a line of its own; the surest first.
_NO_AIM = r"(?!(?:年度|全年|今年|本年){0,2}(?:目标|计划|任务|拟|将))(?=\S)"
_FORMS = (
    lazy(r"[“「『〖［【《](?P<name>[^”」』〗］】》\n]{2,40})[”」』〗］】》]\s*[：:，,—-]{0,2}\s*" + _NO_AIM),
    lazy(r"(?P<name>[^→⇒➜➔｜丨|\n]{2,60}?)\s*[→⇒➜➔｜丨|]\s*" + _NO_AIM),
    lazy(r"(?P<name>[^：:。；;，,\n]{2,40})[：:]\s*" + _NO_AIM),
    lazy(r"(?P<name>[^：:。；;，,\n]{4,40})\n\s*" + _NO_AIM),
)


def part(text: str, items: list[Item], *, done: bool) -> None:
    """Part the items of a list, where nearly all have the same mark between a project and its report.

    A class and its project (教育：新建学校2所) are no project and its report: most names read as projects, and say
    nothing of how far they are; most of what follows does. Where nearly all of it does, any longer name is a
    project's, and the list need not be called one of things done (`done`).
    """
    if len(items) < _FEWEST or any(item.outcome is not None or item.group is not None for item in items):
        return
    for form in _FORMS:
        found = [(item, cut) for item in items if (cut := form.match(text, *item.text)) is not None]
        if len(found) < _NEARLY_ALL * len(items):
            continue
        names = [cut["name"] for _, cut in found]
        rests = [text[cut.end() : item.text[1]] for item, cut in found]
        reporting = sum(map(brackets.tell_how_far, rests))
        sure = (
            reporting >= _NEARLY_ALL * len(found)
            and sum(map(brackets.come_of_it, rests)) >= _MOST * len(found)
            and sum(len(name) > _CLASS for name in names) >= _NEARLY_ALL * len(found)
        )
        projects = sum(map(uncounted.reads_as_project, names))
        if (
            reporting < _MOST * len(found)
            or not (sure or (done and projects >= _HALF * len(found)))
            or any(map(brackets.come_of_it, names))
        ):
            continue
        for item, cut in found:
            item.outcome = text[cut.end() : item.text[1]].strip(EDGE)
            item.text = cut.span("name")
        return
