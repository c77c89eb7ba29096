"""Projects that only a form which comes again shows: names with one last word, paragraphs that end alike."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from parsers.commitments.announcing import groups
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import between
from parsers.commitments.outcome import openings
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_ENDING = lazy(r"(项目|工程|行动|计划)。?$")
_WHOLE_LIST = lazy(r"实事|民生项目|\d\s?[个件项]")
_CAPTION = lazy(r"^[△▲▽▼]")
_LED = lazy(r"(?:责任|牵头|主办|承办|实施|落实)(?:单位|部门)[：:][^。；;：:]{2,60}[。；;]?$")
_STOPS = ("；", ";", "。")
_LONGEST_NAME = 30
_LONGEST_HEAD = 24
_FEWEST = 4
_GOOD = 0.8


def find(lines: Sequence[Line]) -> list[Node]:
    """Return the lines with the projects among them, by the first of the forms that comes again; [] for none."""
    for form in (_same_ending, _each_led, _between_semicolons, _stopped):
        if nodes := form(lines):
            return nodes
    return []


def under_states(lines: Sequence[Line]) -> list[Node]:
    """Return the short lines below headings that say how far those under each are: 绿榜（已完成）： / 泵站更新

    Two headings or more, with nothing but names below each; the last group ends before the first sentence.
    """
    heads = [at for at, line in enumerate(lines) if groups.of_heading(line.text) is not None]
    if len(heads) < 2 or any(line.tabbed for line in lines):
        return []
    below = range(heads[-1] + 1, len(lines))
    last = next((at for at in below if _is_sentence(lines[at].text)), len(lines))
    if any(b == a + 1 for a, b in itertools.pairwise([*heads, last])):
        return []
    names = [at for at in range(heads[0], last) if at not in heads]
    words = [lines[at].text for at in names]
    if any(len(each) > _LONGEST_ITEM or _is_sentence(each) or _names_several(each) for each in words):
        return []
    return [
        Node("mark" if at in names else None, None, line.start, line) for at, line in enumerate(lines[:last])
    ]


_LONGEST_ITEM = 60


def _is_sentence(words: str) -> bool:
    return "。" in words[:-1] or (words.endswith("。") and ("，" in words or len(words) > _LONGEST_NAME))


def _names_several(words: str) -> bool:
    return "、" in words and words.endswith("。")


_SUBJECT = lazy(r"关于(?!印发|做好|开展|请|报送|召开)([^，,。；;：:]{3,40})(?:方面|情况|工作)?。\s?(?=\S{4})")


def subjects(lines: Sequence[Line]) -> list[Node]:
    """Return paragraphs that each begin with what they are about, three or more: 关于农村改厕10万户。已完成…"""
    names = [_SUBJECT.match(line.text) for line in lines]
    about = [at for at, name in enumerate(names) if name is not None]
    if len(about) < 3:
        return []
    return [
        Node(None, None, line.start, line)
        if name is None
        else Node("mark", None, line.start + name.start(1), line)
        for line, name in zip(lines[about[0] :], names[about[0] :], strict=True)
    ]


def is_caption(line: Line) -> bool:
    """Decide whether a line is what stands under a picture: △新建的车站"""
    return _CAPTION.match(line.text) is not None and not line.text.endswith(_STOPS)


def _same_ending(lines: Sequence[Line]) -> list[Node]:
    """Return names that end in one word, each above the lines on it: 学校建设项目 / 建成小学10所"""
    lines = [line for line in lines if not _CAPTION.match(line.text)]
    heads = [
        at
        for at, line in enumerate(lines)
        if len(line.text) <= _LONGEST_NAME and _ENDING.search(line.text) and not _WHOLE_LIST.search(line.text)
    ]
    endings = {at: ending.group(1) for at in heads if (ending := _ENDING.search(lines[at].text))}
    usual = Counter(endings.values()).most_common(1)
    heads = [at for at in heads if endings[at] == usual[0][0]]
    if len(heads) < _FEWEST or heads[-1] + 1 == len(lines):
        return []
    if any(b == a + 1 for a, b in itertools.pairwise(heads)):
        return []
    return [
        Node("mark" if at in heads else None, None, line.start, line)
        for at, line in enumerate(lines)
        if at >= heads[0]
    ]


def _each_led(lines: Sequence[Line]) -> list[Node]:
    """Return paragraphs that each end with who leads; short lines between them are categories."""
    items = [(end := _LED.search(line.text)) is not None and end.start() >= _FEWEST for line in lines]
    first = items.index(True) if any(items) else 0
    if sum(items) < _FEWEST - 1 or sum(items) * 10 < (len(items) - first) * 6:
        return []
    return _under_heads(lines, items)


def _stopped(lines: Sequence[Line]) -> list[Node]:
    """Return paragraphs that end in 。 below short lines without a stop, where nearly all of them read as projects."""
    while lines and _is_head(lines[-1]):
        lines = lines[:-1]
    items = [line.text.endswith("。") for line in lines]
    heads = [not item and len(line.text) <= _LONGEST_HEAD for item, line in zip(items, lines, strict=True)]
    begin = next((at for at in range(1, len(lines)) if items[at] and heads[at - 1]), None)
    if begin is None:
        return []
    while begin and heads[begin - 1]:
        begin -= 1
    run = range(begin, len(lines))
    if not all(items[at] or heads[at] for at in run):
        return []
    own = [lines[at].text for at in run if items[at]]
    groups = sum(items[at] and heads[at - 1] for at in run if at)
    if len(own) < _FEWEST + 2 or groups < 2 or groups * 2 > len(own) or likeness.mean(own) < _GOOD:
        return []
    return _under_heads(lines[begin:], items[begin:])


def _between_semicolons(lines: Sequence[Line]) -> list[Node]:
    """Return the parts between ； of paragraphs that each have three or more, below short lines: A3座；B8公里；…"""
    parts = [between.split(line.text, 0, len(line.text), "；;") for line in lines]
    full = [at for at, each in enumerate(parts) if len(each) >= _FEWEST - 1]
    words = [lines[at].text[a:b] for at in full for a, b in parts[at]]
    if len(full) < 2 or len(words) < 2 * _FEWEST or likeness.mean(words) < _GOOD:
        return []
    if any("。" in each.rstrip("。") for each in words):
        return []
    found: list[Node] = []
    for at in range(full[0], full[-1] + 1):
        line = lines[at]
        before = lines[at - 1] if at else None
        if at not in full:
            continue
        if before is not None and at - 1 not in full and _is_head(before):
            found.append(Node("part", None, before.start, before))
        for a, b in parts[at]:
            piece = line.piece(a, b)
            found.append(Node("mark", None, piece.start, piece))
    return found


def _is_head(line: Line) -> bool:
    return len(line.text) <= _LONGEST_HEAD and line.text[-1] not in "。；;，,！!？?"


def _under_heads(lines: Sequence[Line], items: Sequence[bool]) -> list[Node]:
    """Return items as projects and the last short line before each group of them as their category."""
    found: list[Node] = []
    for at, (line, item) in enumerate(zip(lines, items, strict=True)):
        if item:
            found.append(Node("mark", None, line.start, line))
        elif _is_head(line) and at + 1 < len(items) and items[at + 1]:
            number = _HEAD_NUMBER.match(line.text)
            found.append(Node("part", None, line.start + (number.end() if number else 0), line))
    return found


_HEAD_NUMBER = lazy(r"0\d[ \t\u3000]+(?=[\u3400-\u9fff])")  # 01  城市更新


def divided(lines: list[Line], first: int, count: int) -> list[Line]:
    """Return as many parts between ； as announced of lines that all end in ；, up to the one that ends in 。"""
    found: list[Line] = []
    used = 0
    for line in lines[first : first + count]:
        if not line.text.endswith(_STOPS) or "。" in line.text[:-1]:
            return []
        cuts = [0, *(at + 1 for at, c in enumerate(line.text) if c in "；;"), len(line.text)]
        for a, b in itertools.pairwise(cuts):
            if words := line.text[a:b].strip():
                begin = line.text.index(words, a)
                found.append(line.piece(begin, begin + len(words)))
        used += 1
        if line.text.endswith("。"):
            break
    return found if len(found) == count > used and count > 2 else []


# 实施渡口改造工程，任务目标是改造渡口12个。截至目前，…: the name, and what was to be done
_NAME_FIRST = lazy(
    r"[^，,。；;]{2,45}(?:[，,。]\s*(?:(?:年度|全年|今年|任务|建设|工作|具体){0,2}(?:目标(?:任务)?[是为：:]?|计划))[^。]{2,160})?。\s*"
)
_NOTHING = lazy(r"[…·.。\s]+")


def reported(text: str, lines: Sequence[Line]) -> list[Node]:
    """Return paragraphs that each name a project and say how far it is: 农村公路改造。已完成8公里。…"""
    lines = [line for line in lines if not _NOTHING.fullmatch(line.text)]
    names = [_NAME_FIRST.match(line.text) for line in lines]
    about = [
        name is None and _WHOLE_LIST.search(line.text) is not None
        for name, line in zip(names, lines, strict=True)
    ]
    lines = [line for line, other in zip(lines, about, strict=True) if not other]
    names = [name for name, other in zip(names, about, strict=True) if not other]
    telling = [
        name is not None and openings.reports(text, line.start + name.end(), line.end)
        for name, line in zip(names, lines, strict=True)
    ]
    first = telling.index(True) if any(telling) else len(telling)
    if sum(telling) < 3 or sum(telling) < 0.8 * (len(telling) - first):
        return []
    return [
        Node("mark" if at >= first and name is not None else None, None, line.start, line)
        for at, (line, name) in enumerate(zip(lines, names, strict=True))
    ]


# 建成食堂2个。目前，…; 建成中医馆9家。该项目已完成。
_SO_FAR = lazy(
    r"[^。；;\n]{6,160}。\s*(?:(?:目前|截至[^，,。；;]{2,14}|现)[，,]|(?:该|此)?项目已(?:全部|全面)?(?:完成|完工)。)"
)
_SHARE_REPORTED = 0.8  # of the lines from the first such paragraph on that are no heads


def reported_so_far(lines: tuple[Line, ...]) -> list[Node]:
    """Return paragraphs that each hold a promise and then say how far it is, three or more, below heads or not."""
    items = [_SO_FAR.match(line.text) is not None for line in lines]
    first = items.index(True) if any(items) else 0
    others = [line for line, item in zip(lines[first:], items[first:], strict=True) if not item]
    reported = sum(items)
    if reported < 3 or sum(not _is_head(line) for line in others) > reported * (1 - _SHARE_REPORTED):
        return []
    first -= first > 0 and _is_head(lines[first - 1])
    return _under_heads(lines[first:], items[first:])


# A number that runs on inside a line, or a line that ends inside a sentence: it is no item by itself.
_BROKEN = lazy(r"[；;：:。](?:[二三四五六七八九十]{1,2}是|[（(][2-9二三四五六七八九][）)]|[②-⑳])|[，,、]$")


def broken(lines: Sequence[Line]) -> bool:
    """Decide whether lines break inside what they list."""
    return sum(_BROKEN.search(line.text) is not None for line in lines) > 1
