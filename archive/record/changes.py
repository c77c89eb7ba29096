"""Compare two texts passage by passage and figure by figure; pure functions.

Texts are compared passage by passage (a passage ends with 。！？； or its line). White space and the width
of characters are not compared at all. Within a changed passage its figures, units, modifiers, dates and
names are compared one by one: 7%左右 → 7%以上 is a change of a modifier, not of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

ChangeKind = Literal["digits", "unit", "modifier", "date", "name", "changed", "added", "removed"]

# How urgently a person should look at a change, from 0 to 1. Added and removed passages that contain figures get
# `_WITH_FIGURES` on top.
WEIGHTS: Final[dict[ChangeKind, float]] = {
    "digits": 1.0,
    "unit": 0.9,
    "modifier": 0.8,
    "date": 0.6,
    "name": 0.6,
    "removed": 0.4,
    "added": 0.3,
    "changed": 0.2,
}
_WITH_FIGURES = 0.2

_PASSAGE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]|[^。！？；!?;\n]+")
_BEFORE = "不低于|不少于|不高于|不超过|超过|突破|达到|力争|大约|接近|至少|最多|约|近|超|逾"
_AFTER = "左右|以上|以下|以内|上下"
_DIGITS = r"[-+－＋]?[\d０-９]{1,15}(?:[.．,，][\d０-９]{1,9}){0,4}"
_UNIT = (
    r"(?:个?百分点|[%％‰]|(?:[十百千万亿]{0,3})"
    r"(?:美元|元|人次|人|户|家|个|项|件|套|公里|平方米|平方公里|立方米|亩|吨|天|年|倍|米|座|所|张|名|条|处|辆|台|头|只|株"
    r"|公顷|度|位|起|宗)?)"
)
_ROLES = "区长|市长|县长|州长|旗长|盟长|省长|主席|主任|书记|局长|镇长|秘书长"
# The hundred commonest surnames (Ministry of Public Security, 2020) and compound ones.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟"
    "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
_ITEM = re.compile(
    rf"(?P<date>[\d０-９]{{4}}年[\d０-９]{{1,2}}月(?:[\d０-９]{{1,2}}日)?|[\d０-９]{{1,2}}月[\d０-９]{{1,2}}日)"
    rf"|(?P<figure>(?P<lead>(?:{_BEFORE}){{0,2}})(?P<number>{_DIGITS})(?P<unit>{_UNIT})(?P<trail>{_AFTER})?)"
    rf"|(?:{_ROLES})[ \u3000\u00a0]{{0,3}}(?P<name>(?:欧阳|司马|上官|诸葛|[{_SURNAMES}])[\u3400-\u9fff]{{1,2}})"
)
_ALIGNED = 0.5
_MOST_PAIRS = 2500


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; spans are half-open code point offsets into the earlier and the later text."""

    kind: ChangeKind
    before: str | None
    after: str | None
    weight: float
    before_start: int | None = None
    before_end: int | None = None
    after_start: int | None = None
    after_end: int | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a text, with the forms of it that are compared: folded text, and a figure's parts."""

    start: int
    end: int
    shown: str
    folded: str
    kind: str = ""
    parts: tuple[str, ...] = ()


def between(before: str, after: str) -> list[Change]:
    """Return the changes between two texts, in the order of the later one; empty if they differ in spacing only."""
    old, new = list(_passages(before)), list(_passages(after))
    found: list[Change] = []
    matcher = SequenceMatcher(None, [p.folded for p in old], [p.folded for p in new], autojunk=False)
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        for one, other in _pair(old[left:left_end], new[right:right_end]):
            if one is not None and other is not None:
                found += _finer(one, other)
                found.append(_change("changed", one, other))
            elif one is not None:
                found.append(_change("removed", one, None))
            elif other is not None:
                found.append(_change("added", None, other))
    return found


def ignored(before: str, after: str) -> int:
    """Count the passages that differ in white space or width of characters only."""
    old, new = list(_passages(before)), list(_passages(after))
    matcher = SequenceMatcher(None, [p.folded for p in old], [p.folded for p in new], autojunk=False)
    return sum(
        old[block.a + n].shown != new[block.b + n].shown
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    )


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _passages(text: str) -> Iterator[_Piece]:
    for match in _PASSAGE.finditer(text):
        shown = match.group().strip()
        if folded := _fold(shown):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield _Piece(start, start + len(shown), shown, folded)


def _items(passage: _Piece) -> list[_Piece]:
    """Return the figures, dates and names of a passage, in order."""
    found = []
    for match in _ITEM.finditer(passage.shown):
        kind = str(match.lastgroup) if match.lastgroup in ("date", "name") else "figure"
        start, end = match.span("date" if kind == "date" else "name" if kind == "name" else "figure")
        shown = passage.shown[start:end]
        parts: tuple[str, ...] = ()
        if kind == "figure":
            lead, number, unit, trail = (
                _fold(match.group(g) or "") for g in ("lead", "number", "unit", "trail")
            )
            parts = (number.replace(",", ""), unit, f"{lead}…{trail}")
        at = passage.start
        found.append(_Piece(at + start, at + end, shown, _fold(shown), kind, parts))
    return found


def _finer(before: _Piece, after: _Piece) -> Iterator[Change]:
    """Yield the changed figures, units, modifiers, dates and names of a passage that both texts contain."""
    old, new = _items(before), _items(after)
    matcher = SequenceMatcher(None, [i.folded for i in old], [i.folded for i in new], autojunk=False)
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag != "replace" or left_end - left != right_end - right:
            continue  # added and removed figures are reported with their passage
        for one, other in zip(old[left:left_end], new[right:right_end], strict=True):
            if one.kind == other.kind and one.folded != other.folded:
                yield _change(_kind_of(one, other), one, other)


def _kind_of(one: _Piece, other: _Piece) -> ChangeKind:
    if one.kind == "date":
        return "date"
    if one.kind == "name":
        return "name"
    if one.parts[0] != other.parts[0]:
        return "digits"
    return "unit" if one.parts[1] != other.parts[1] else "modifier"


def _change(kind: ChangeKind, before: _Piece | None, after: _Piece | None) -> Change:
    weight = WEIGHTS[kind]
    if kind in ("added", "removed") and any(
        item.kind == "figure" for piece in (before, after) if piece for item in _items(piece)
    ):
        weight += _WITH_FIGURES
    return Change(
        kind,
        before.shown if before else None,
        after.shown if after else None,
        round(weight, 2),
        before.start if before else None,
        before.end if before else None,
        after.start if after else None,
        after.end if after else None,
    )


def _pair(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[tuple[_Piece | None, _Piece | None]]:
    """Pair similar passages of a changed stretch, in order; an unpaired passage was removed or added.

    Finds the best pairing in order by dynamic programming. A stretch too long for that is paired by position.
    """
    if len(old) * len(new) > _MOST_PAIRS:
        for n in range(max(len(old), len(new))):
            one, other = (old[n] if n < len(old) else None), (new[n] if n < len(new) else None)
            if one and other and _alike(one, other) < _ALIGNED:
                yield one, None
                yield None, other
            else:
                yield one, other
        return
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_alike(one, other) for other in new] for one in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIGNED else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        both = i < len(old) and j < len(new) and alike[i][j] >= _ALIGNED
        if both and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
            continue
        if i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _alike(one: _Piece, other: _Piece) -> float:
    matcher = SequenceMatcher(None, one.folded[:400], other.folded[:400], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIGNED else 0.0
