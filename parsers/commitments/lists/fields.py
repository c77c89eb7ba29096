"""Projects under fields of life: names behind 医疗领域：, names side by side, and lines that are fields."""

from __future__ import annotations

import itertools

from parsers.commitments import bodies
from parsers.commitments.grid import roles
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists import uncounted
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import between
from parsers.commitments.parts import LABEL, OUTCOME
from parsers.text.patterns import lazy

_FIELD_NAME = lazy(r"[^，,。；;：:\d]{2,10}(?:领域|方面|类|保障)[：:]\s?([^，,。；;：:\d]{4,30})$")


def named(lines: tuple[Line, ...]) -> list[Node]:
    """Return names behind their fields of life, each above its paragraphs: 医疗领域：建强基层医院"""
    names = [_FIELD_NAME.match(line.text) for line in lines]
    heads = [at for at, name in enumerate(names) if name is not None]
    if len(heads) < 2 or any(b == a + 1 for a, b in itertools.pairwise([*heads, len(lines)])):
        return []
    found: list[Node] = []
    for line, name in zip(lines[heads[0] :], names[heads[0] :], strict=True):
        if name is None:
            found.append(Node(None, None, line.start, line))
        else:
            found.append(Node("mark", None, line.start + name.start(1), line.piece(name.start(1))))
    return found


_NAMES_LABEL = lazy(
    r"[【\[]?(?:主要|重点|实事|民生|具体|涉及|包含)*(?:项目|工程|实事)(?:名称)?[】\]]?[：:]?\s?(?=[\u3400-\u9fff“])"
)


def side_by_side(lines: tuple[Line, ...]) -> list[Node]:
    """Return names behind a label that comes again, several in a line: 【主要项目】危房改造、电梯加装"""
    labels = [_NAMES_LABEL.match(line.text) for line in lines]
    printed = [label.group().strip() for label in labels if label is not None]
    if len(printed) < 2 or len(set(printed)) > 1 or not printed[0].endswith(("】", "]", "：", ":")):
        return []
    found: list[Node] = []
    for line, label in zip(lines, labels, strict=True):
        if label is None:
            continue
        parts = between.split(line.text, label.end(), len(line.text), "、")
        found += [Node("mark", None, line.start + a, line.piece(a, b)) for a, b in parts]
    return found if len(found) > len(printed) else []


_RATING = lazy(
    r"[【\[（(]?(?:优秀|优|良好|良|较好|好|中等|一般|合格|基本合格|不合格|差|达标|不达标)(?:等次|档|等|项目)?[】\]）)]?[：:]\s?(?=\S)"
)


def rated(lines: tuple[Line, ...]) -> list[Node]:
    """Return the names behind their ratings, each rating above its names: 优秀：A、B / 良好：C

    Towns and offices that are rated are no projects: 优秀：城关镇、西河镇
    """
    labels = [_RATING.match(line.text) for line in lines]
    if len(labels) - labels.count(None) < 2:
        return []
    found: list[Node] = []
    for line, label in zip(lines, labels, strict=True):
        if label is None:
            continue
        found.append(Node("part", None, line.start, line.piece(0, len(label.group().strip()))))
        marks = "；;" if "；" in line.text[:-1] else "、"
        for a, b in between.split(line.text, label.end(), len(line.text.rstrip("。；;")), marks):
            name = line.piece(a, a + len(line.text[a:b].rstrip("；;")))
            found.append(Node("mark", None, name.start, name))
    names = [node.line.text for node in found if node.style == "mark"]
    no_projects = sum(bodies.is_body(name) and not uncounted.reads_as_project(name) for name in names)
    return found if no_projects * 2 < len(names) else []


_FIELD_LABEL = lazy(r"[【\[]?([^\s，。；;：:（()）【】\d]{2,10})[】\]]?\s*[：:]")
_IN_BRACKETS = lazy(r"【[^【】]+】|〖[^〖〗]+〗|\[[^\[\]]+\]|〔[^〔〕]+〕")
_LONGEST_CATEGORY = 16
_FEWEST_LABELS = 2
_FEWEST_ALONE = 3  # projects with one label each


def records(lines: tuple[Line, ...]) -> list[Node]:
    """Return projects that each have the same labelled lines below them: name / 责任单位：… / 进度安排：…

    A name is the line right above its first label; a short line above the name is a category. Three or more with
    one label below each are projects too: 改造危房300户。 / 完成情况：…
    """
    labelled = [_is_label(line) for line in lines]
    begun = [at for at, is_label in enumerate(labelled) if is_label and at and not labelled[at - 1]]
    runs = [at for at in begun if sum(labelled[at : at + _FEWEST_LABELS]) == _FEWEST_LABELS]
    if not runs and len(begun) >= _FEWEST_ALONE:
        runs = begun
    first = [_FIELD_LABEL.match(lines[at].text) for at in runs]
    if len(runs) < 2 or len({label.group(1) for label in first if label}) > 1:
        return []
    found: list[Node] = []
    for run, following in itertools.pairwise([*runs, len(lines) + 1]):
        above = lines[run - 2] if run > 1 and not labelled[run - 2] else None
        if above is not None and len(above.text) <= _LONGEST_CATEGORY and above.text[-1] not in "。；;，,":
            found.append(Node("part", None, above.start, above))
        name = _without_brackets(lines[run - 1])
        found.append(Node("mark", None, name.start, name))
        for at in range(run, min(following - 1, len(lines))):
            if not labelled[at] and not (at and labelled[at - 1] and not lines[at - 1].text.endswith("。")):
                break
            found.append(Node(None, None, lines[at].start, lines[at]))
    return found


def _without_brackets(line: Line) -> Line:
    """Return a line without the brackets around it: 【县城二水厂】"""
    if _IN_BRACKETS.fullmatch(line.text) is None:
        return line
    return line.piece(1, -1)


def _is_label(line: Line) -> bool:
    label = _FIELD_LABEL.match(line.text)
    return label is not None and roles.of_label(label.group(1)) not in (None, "name")


def is_field(words: str) -> bool:
    """Decide whether a line is a field of the project above it: 【完成情况】已完成218公里。"""
    return field_of(words) is not None or OUTCOME.match(words) is not None


def field_of(words: str) -> roles.Role | None:
    """Return the role of a line that is a field of the project above, None for any other: （二）责任单位：…"""
    label = LABEL.match(words)
    role = roles.of_label(label.group(1) or label.group(2)) if label else None
    return role if role not in (None, "name") else None
