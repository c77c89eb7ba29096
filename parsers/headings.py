"""Find the headings of a text, in lines of their own or run in, by numbering, markup, words and position."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from parsers.page import Mark, Table
from parsers.text.flat import FLAT, FLAT_OPENS
from parsers.text.patterns import lazy

_CN: Final = "一二三四五六七八九十百"
_PART, CHAPTER, SECTION, _DASH, _ARABIC, _BRACKET, _CIRCLE, _BOLD = range(8)
USUAL_LEVELS: Final = {
    _PART: 1,
    CHAPTER: 1,
    SECTION: 2,
    _DASH: 2,
    _ARABIC: 3,
    _BRACKET: 4,
    _CIRCLE: 5,
    _BOLD: 2,
}
_NUMBERING: Final = (
    (_PART, lazy(rf"第[{_CN}0-9]{{1,3}}(?:部分|章|篇|编)\s{{0,3}}[:：、]?")),
    (CHAPTER, lazy(rf"[{_CN}]{{1,3}}\s?[、﹑．.]")),
    (SECTION, lazy(rf"[(（〔]\s?[{_CN}]{{1,3}}\s?[)）〕]|[㈠-㈩]")),
    (_DASH, lazy(r"[—―─━－–-]{2,4}\s?(?=[\u3400-\u9fff“])")),
    (_BRACKET, lazy(r"[(（]\s?[0-9０-９]{1,3}\s?[)）]|[⑴-⒇]")),
    (_CIRCLE, lazy(r"[①-⑳]")),
    (_ARABIC, lazy(r"[0-9０-９]{1,3}\s?(?:、|[．.](?![0-9０-９]))")),
    (_ARABIC, lazy(rf"第[{_CN}]{{1,3}}[,，、](?=[\u3400-\u9fff])")),
)  # fmt: skip
_FIRST_CHARACTERS: Final = frozenset(
    _CN + "第(（〔—―─━－–-0123456789０１２３４５６７８９"
    "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)
_BULLETS: Final = " \t\r\u3000\u00a0*#>_·•▪◆●■"
# Lines without a number whose words make them headings.
_REVIEWS: Final = lazy(
    r"^[“”\"'0-9０-９〇○零一二三四五六七八九十至到—\-年度和与及上届本我区市县旗的政府过去时期间关于刚今后未来"
    r"主要工作经济社会发展成就总结回顾任务目标完成情况、 ]{2,40}"
    r"(?:工作回顾|的?回顾|工作总结|工作安排|工作部署|重点工作|主要工作|工作任务|主要任务|重点任务|工作思路|总体要求|预期目标|"
    r"奋斗目标|工作打算|工作计划|目标任务|目标和任务|工作建议|工作意见|工作重点)(?:和.{2,16})?$"
)
_ANNEX: Final = lazy(rf"^附[件表录注]?\s?(?:[{_CN}]{{1,2}}|[0-9０-９]{{1,2}})?\s?[:：]?$")
_ANNEX_NAMED: Final = lazy(
    rf"^附[件表录]\s?(?:[{_CN}]{{1,2}}|[0-9０-９]{{1,2}})\s?[:：\s]\s?[^0-9０-９\s].{{2,40}}$"
)
_ANNEX_LIST: Final = lazy(r"^附[件表录]\s?[:：]\s?\S")
_ARABIC_ITEM: Final = lazy(r"^[0-9０-９]{1,2}\s?[、．.]")
_GLOSSARY: Final = lazy(r"(?:名词|术语|词语|用语|有关|相关|报告》?).{0,12}(?:解释|注释|说明)$|^名词$|^注释$")
_CAPTION: Final = lazy(
    r"(?:实事|民生工程|民生项目|惠民工程).{0,16}(?:清单|一览表|目录|计划|情况|项目|实事|表|任务|安排)?(?:[(（].{1,16}[)）])?$"
)
_FIGURES: Final = lazy(
    r"^.{0,12}[12][0-9]{3}年.{0,24}(?:指标|数据|目标).{0,10}(?:情况|预期|目标|表|一览)$|(?:指标|目标)(?:完成情况|一览表|表)$"
)
_CATEGORY: Final = lazy(r"^【[^【】]{2,30}】$")
_SALUTATION: Final = lazy(r"^(?:各位|同志们|谢谢|主任、)")
_OCCASION: Final = lazy(
    r"会议上|次会议|[市区县省州盟旗]长|主任|[0-9]日[)）]?$|摄[)）]$|来源|作者|编辑|图片|^\S{1,3}$"
)
_FIGURE: Final = lazy(r"[0-9０-９]\s?(?:%|％|亿|万元|个百分点)")
_ENDS: Final = ("。", "；", ";", "，", ",", "！", "!", "：", ":", "、", "？", "?")
_LONGEST: Final = {_PART: 60, CHAPTER: 60, SECTION: 60, _DASH: 40, _ARABIC: 44, _BRACKET: 40, _CIRCLE: 40}
_LONGEST_RUN_IN: Final = _LONGEST | {_PART: 50, CHAPTER: 50, _ARABIC: 34, _BRACKET: 30, _CIRCLE: 30}


class _Line(NamedTuple):
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, the rank of its numbering (0 is the outermost), and the offset where it starts."""

    rank: int
    text: str
    start: int
    first: bool  # has the first number of its kind
    level: int | None = None  # where its words decide it, and not its rank


def _lines(text: str) -> list[_Line]:
    lines = []
    at = 0
    for raw in text.split("\n"):
        body = raw.lstrip(_BULLETS)
        if body:
            lines.append(_Line(body.rstrip(_BULLETS), at + len(raw) - len(body)))
        at += len(raw) + 1
    return lines


class _Spans:
    """Spans that do not overlap, tested for rising offsets."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def hold(self, at: int) -> bool:
        if not self._spans:
            return False
        while self._next < len(self._spans) and self._spans[self._next][1] <= at:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= at


def find(text: str, marks: tuple[Mark, ...], tables: tuple[Table, ...]) -> list[Heading]:
    """Return the headings of a text in order, with the rank of their numbering and no level yet."""
    lines = _lines(text)
    in_table = _Spans((table.start, table.end) for table in tables)
    in_mark = _Spans((mark.start, mark.end) for mark in marks if not mark.run_in)
    run_ins = {mark.start: mark.end for mark in marks if mark.run_in}
    found: list[Heading] = []
    annexed = listing = False
    for number, line in enumerate(lines):
        is_marked = in_mark.hold(line.start)
        if in_table.hold(line.start):
            continue
        # 附件：1. 名词解释 / 2. 民生实事清单 … lists the annexes, which follow below.
        listing = listing and _ARABIC_ITEM.match(line.text) is not None
        listing = listing or (line.text[0] == "附" and _ANNEX_LIST.match(line.text) is not None)
        if listing:
            continue
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        heading = (
            _numbered(line, following, annexed)
            or _unnumbered(line, following, is_marked, not found and number < 6)
            or (_bold_sentence(line, run_ins[line.start]) if line.start in run_ins and not annexed else None)
        )
        if heading:
            annexed = annexed or _opens_annex(heading)
            found.append(heading)
        if len(line.text) >= _FLAT_LINE:
            found += _flat(line)
    return found


_COUNTED_PART: Final = _NUMBERING[0][1]


def _opens_annex(heading: Heading) -> bool:
    """Decide whether what follows a heading is appended to the report: 附件, 名词解释, a table; not 第二部分."""
    if heading.rank != _PART or _REVIEWS.match(heading.text):
        return False
    part = _COUNTED_PART.match(heading.text)
    words = "".join(heading.text[part.end() :].split()) if part else ""
    return (
        part is None or any(one.search(words) for one in (_GLOSSARY, _CAPTION, _FIGURES)) or words[:1] == "附"
    )


_FLAT_LINE: Final = 150  # characters; a shorter line did not lose its line ends


def _flat(line: _Line) -> list[Heading]:
    if not FLAT_OPENS.search(line.text):
        return []
    return [
        Heading(
            CHAPTER if m["heading"][1] == "、" else _PART,
            m["heading"],
            line.start + m.start("heading"),
            False,
        )
        for m in FLAT.finditer(line.text)
    ]


def _numbered(line: _Line, following: str, annexed: bool) -> Heading | None:
    if line.text[0] not in _FIRST_CHARACTERS:
        return None
    for rank, pattern in _NUMBERING:
        match = pattern.match(line.text)
        if not match:
            continue
        if annexed and rank in (_ARABIC, _DASH, _BRACKET, _CIRCLE):
            return None
        text = _whole(rank, line.text, match.end(), following) or _run_in(rank, line.text, match.end())
        if text is None:
            return None
        return Heading(rank, text, line.start, _is_first(match[0]))
    return None


def _is_first(number: str) -> bool:
    return re.sub(r"[^一二三四五六七八九十0-9０-９㈠⑴①]", "", number) in ("一", "1", "１", "㈠", "⑴", "①")


def _whole(rank: int, text: str, after: int, following: str) -> str | None:
    """Return the line's text if all of it is a heading."""
    rest = text[after:].strip()
    if not rest or len(text) > _LONGEST[rank] or "\t" in rest:
        return None
    bare = text.rstrip("。")
    if rank in (_PART, CHAPTER, SECTION):
        if bare.endswith(_ENDS) or "。" in bare:
            return None
        # （一）地区生产总值增长8%。: a target, not a heading
        return None if bare != text and _FIGURE.search(bare) else bare
    if text.endswith(_ENDS) or "。" in text or _FIGURE.search(text) or rank == _DASH:
        return None
    same = any(r == rank and p.match(following) for r, p in _NUMBERING)
    return None if same or not following or _TABLE_LIKE.match(following) else text


_TABLE_LIKE: Final = lazy(r"^[^\s。]{0,12}$")


def _run_in(rank: int, text: str, after: int) -> str | None:
    """Return a paragraph's first sentence if it is short, has no figure and is followed by more text."""
    stop = text.find("。", after, after + _LONGEST_RUN_IN[rank] + 1)
    if stop < 0 or stop == after:
        return None
    sentence = text[:stop].rstrip("*")
    rest = text[stop + 1 :].strip("* \u3000")
    if len(rest) < 6 or _FIGURE.search(sentence) or "；" in sentence or ";" in sentence or "：" in sentence:
        return None
    if rest.startswith(
        ("（牵头", "(牵头", "牵头", "（责任", "(责任", "责任", "完成情况", "（主办", "(主办", "主办")
    ):
        return None
    return sentence


def _unnumbered(line: _Line, following: str, marked: bool, top: bool) -> Heading | None:
    text = line.text
    if len(text) > 60 or text.endswith(_ENDS) or _SALUTATION.match(text) or "\t" in text:
        return None
    squeezed = "".join(text.split())
    if _ANNEX.match(squeezed) or _ANNEX_NAMED.match(text):
        return Heading(_PART, text, line.start, True)
    if _CATEGORY.match(text):
        return Heading(CHAPTER, text, line.start, False)
    if len(text) <= 40 and (_REVIEWS.match(squeezed) or _GLOSSARY.search(squeezed)):
        return Heading(_PART, text, line.start, True)
    if len(text) <= 40 and (_CAPTION.search(squeezed) or _FIGURES.search(squeezed)):
        return Heading(_PART, text, line.start, True)
    if marked and not _OCCASION.search(squeezed):
        return Heading(_BOLD, text, line.start, False, 1 if top or "工作报告" in squeezed else None)
    return None


def _bold_sentence(line: _Line, end: int) -> Heading | None:
    """Return the bold sentence that a paragraph begins with: 综合实力稳步提升。地区生产总值达到…"""
    sentence = line.text[: end - line.start].rstrip("。 ")
    numbered = line.text[0] in _FIRST_CHARACTERS and any(p.match(line.text) for _, p in _NUMBERING)
    if (
        numbered
        or len(sentence) < 4
        or _FIGURE.search(sentence)
        or _SALUTATION.match(sentence)
        or "。" in sentence
    ):
        return None
    return Heading(_BOLD, sentence, line.start, False)
