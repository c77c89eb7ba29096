"""One reading form for all the ways a figure is printed, with the way back to the text.

Width, script and spacing differ between sources: １２３２億元, 8.4％, 1 2.5 %, a number cut by a line's
end, pinyin set between the characters. The fold has one character for each that it keeps, so spans
found in it lead back to the text, which stays as published.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from parsers.text.patterns import lazy
from parsers.text.pinyin import PINYIN, TONE

_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0xFF01 + i) not in "，；：！（）＂＇＊［］｛｝"}
_MARKS = {
    "﹪": "%",
    "℅": "%",
    "﹒": ".",
    "•": "·",
    "∙": "·",
    "・": "·",
    "﹣": "-",
    "−": "-",
    "﹑": "、",
    "〝": "“",
    "〞": "”",
    "︰": "：",
    "∶": "：",
    "━": "—",
    "─": "—",
    "―": "—",
    "増": "增",  # the Japanese form, which fonts and input methods put for it
}
_TRADITIONAL = dict(
    zip(
        "國內產總億萬區縣財預稅農業資額費長個與單實際現達約過減計佔較戶進圓會價數鎮鄉從據標時間後來統劃規"
        "增營電餘對為爲於環質優續調類濟貿關將確爭開發務畝噸員動場戰術歲舊廣園漲連歷躍兩創穩徵輕聯體總設"
        "別據級經臺處給紙強勢擴張啟復顯著險轉這還運項顆願",
        "国内产总亿万区县财预税农业资额费长个与单实际现达约过减计占较户进元会价数镇乡从据标时间后来统划规"
        "增营电余对为为于环质优续调类济贸关将确争开发务亩吨员动场战术岁旧广园涨连历跃两创稳征轻联体总设"
        "别据级经台处给纸强势扩张启复显著险转这还运项颗愿",
        strict=True,
    )
)
FOLDS = {chr(k): chr(v) for k, v in _WIDTH.items()} | _MARKS | _TRADITIONAL
_FOLDED = lazy(f"[{''.join(map(re.escape, FOLDS))}]")

# Half-width marks beside Chinese characters, where a text is written with them throughout: 增长8%,其中A.B.
_HALF_WIDTH = lazy(
    r"[.,;\"](?:(?<=[\u4e00-\u9fff%‰）)”\"]\.)(?<![\n 第（(][一二三四五六七八九十]\.)"
    r"(?= ?(?:[\u4e00-\u9fff“\"《（(]|(?:19|20)\d\d年|\n|$))"
    r"|(?<=[\u4e00-\u9fff%‰）)”\"][,;])|(?<=\d[,;])(?!\d)"
    r"|(?<=\")(?P<quoted>[^\"\n，。,.;；]{1,24})\")"
)
_WIDE = {".": "。", ",": "，", ";": "；"}

_BLANK = " \u00a0\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff"
_DROP = lazy(rf"[{_BLANK}*\r\n][{_BLANK}*\r\n]*")  # the engine skips to a set, but not to one with a +
_PINYIN = lazy(rf"[{_BLANK}*\r\n]+|{PINYIN.pattern}")
_WIDE_THOUSANDS = lazy(r"，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")
_UNIT_AHEAD = lazy(
    r"[\d. ]{0,24}(?:[%‰万亿元人户家个天年吨倍亩米所套张座件项名次辆台顷条处克度]|美元|平方|公里|公顷|立方|千瓦)"
)
_DECIMALS = lazy(r"[\u4e00-\u9fff] ?\d{1,4}\.\d{1,2}$")
_REST_OF_DECIMALS = lazy(r"\d ?(?:[万亿]?[元美人吨亩]|亿|%)")
# A page's number between two halves of a sentence: on a line of its own, or between dashes (达到— 3 —120亿元).
_B = f"[{_BLANK}]"
_MARKED = rf"(?:[-—–·]{_B}?\d{{1,3}}{_B}?[-—–·]|第{_B}?\d{{1,3}}{_B}?页|\d{{1,3}}{_B}?页)"
_PAGE_NUMBER = lazy(
    rf"(?<=[\u4e00-\u9fff\d，、,.％%]){_B}*\n[{_BLANK}\r\n]*(?P<line>{_MARKED}|\d{{1,3}}(?={_B}*\n[{_BLANK}\r\n]*[\u4e00-\u9fff，、,%]))"
    rf"{_B}*\n[{_BLANK}\r\n]*(?=[^\n]{{8}})"
    rf"|(?<=[\u4e00-\u9fff，、])(?P<dashed>{_B}?[-—–]{_B}?\d{{1,3}}{_B}?[-—–]{_B}?)(?=[\u4e00-\u9fff\d])"
)
# Part of every match of _PAGE_NUMBER, and found in a fraction of the time as it begins with a set of characters.
_PAGE_SIGN = lazy(rf"[\n\r{_BLANK}—–-](?:[-—–·第]{_B}?)?\d{{1,3}}{_B}?(?:[-—–·页]|{_B}*\n)")
_HEADING = lazy(
    r"[\s\u3000*#]*(?:[一二三四五六七八九十]{1,3}[、是要]|[（(]|第[一二三四五六七八九十]|—|\d{1,2}(?:、|[.．](?!\d{1,3}[%％万亿倍]))|附|[|\t●▲■◆])"
)
_SOFT_END = lazy(r"[\u4e00-\u9fff\d，、,.％%（(“‘]")
_SOFT_START = lazy(r"[\u4e00-\u9fff\d，、。；,.;％%）)”’]")
_LINE_END = lazy(r"[\n|<](?:(?<=<)br ?/?>)?")
_NO_BARE_HEADING = lazy(r"[。；：\t]|\d(?!\d{0,3}年)|[，、,和与及的]$")
_A_FEW = 5  # characters
_CLOSED = "。！!；;：:”）)"
LONGEST_HEADING = 48
MINIMUM_LINE = 20  # a shorter line that ends without a mark is a heading or a cell, not a cut sentence


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text; `origin` leads an offset in it back to the text it was made from."""

    text: str
    cuts: tuple[int, ...]
    shifts: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """The offset in the published text of the character at `offset` of the fold."""
        return offset + self.shifts[bisect_right(self.cuts, offset)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The published half-open span of a non-empty span of the fold."""
        cuts, shifts = self.cuts, self.shifts
        return start + shifts[bisect_right(cuts, start)], end + shifts[bisect_right(cuts, end - 1)]


@lru_cache(maxsize=2)
def fold(text: str) -> Folded:
    """Fold a text: width and script by character, blanks and pinyin out, cut lines joined."""
    flat = _FOLDED.sub(lambda match: FOLDS[match[0]], _WIDE_THOUSANDS.sub(",", text))
    if _HALF_WIDTH.search(flat):
        flat = _HALF_WIDTH.sub(_widened, flat)
    if _PAGE_SIGN.search(flat) and _PAGE_NUMBER.search(flat):
        flat = _without_page_numbers(flat)
    pieces: list[str] = []
    cuts: list[int] = []
    shifts = [0]
    last, length = 0, 0
    drop = _PINYIN if TONE.search(flat) else _DROP
    for match in drop.finditer(flat):
        start, end = match.span()
        line_end = flat.find("\n", start, end)
        if line_end >= 0:
            if not _is_soft(flat, start, end):  # one line end stays, blanks around it go
                if line_end > start:
                    pieces.append(flat[last:start])
                    length += start - last
                    cuts.append(length)
                    shifts.append(shifts[-1] + line_end - start)
                    last = line_end
                start = line_end + 1
                if start == end:
                    continue
        elif _between_digits(flat, start, end) and ("*" in match[0] or not _one_number(flat, start, end)):
            continue
        pieces.append(flat[last:start])
        length += start - last
        cuts.append(length)
        shifts.append(shifts[-1] + end - start)
        last = end
    pieces.append(flat[last:])
    return Folded("".join(pieces), tuple(cuts), tuple(shifts))


def _widened(match: re.Match[str]) -> str:
    quoted: str | None = match["quoted"]
    return _WIDE[match[0]] if quoted is None else f"“{quoted}”"


def _without_page_numbers(flat: str) -> str:
    """Page numbers inside sentences as blanks, so that offsets stay."""
    parts, last = [], 0
    for match in _PAGE_NUMBER.finditer(flat):
        start, end = match.span("line" if match["line"] is not None else "dashed")
        if match["line"] is not None:
            before = flat[flat.rfind("\n", 0, match.start()) + 1 : match.start()]
            if "，" in before and not match["line"].strip().isdigit():
                start, end = (
                    match.span()
                )  # 增长9%，零售额达到 / — 3 — / 114亿元: one sentence, however short its lines
            elif len(before) < MINIMUM_LINE:
                continue  # a short line is a cell or a heading, and the number a cell
        parts += [flat[last:start], " " * (end - start)]
        last = end
    return "".join((*parts, flat[last:]))


def _between_digits(flat: str, start: int, end: int) -> bool:
    return start > 0 and end < len(flat) and flat[start - 1] in "0123456789." and flat[end] in "0123456789."


def _one_number(flat: str, start: int, end: int) -> bool:
    """Whether blanks between digits only space out one number: 1 2.5 %, 12 500 元."""
    if end - start > 1:
        return False
    left = start
    while left > 0 and flat[left - 1] in "0123456789":
        left -= 1
    if flat[start - 1] == "." or flat[end] == ".":
        return _UNIT_AHEAD.match(flat, end) is not None and flat[end + 1 : end + 5] != "年"
    if left > 0 and flat[left - 1] == ".":  # 完成36.5 9亿元, but not a row of cells: 12.5 46亿元
        written = _DECIMALS.search(flat, max(0, left - 8), start)
        return written is not None and start - left <= 2 and _REST_OF_DECIMALS.match(flat, end) is not None
    return start - left <= 3 and _UNIT_AHEAD.match(flat, end) is not None


def _is_soft(flat: str, start: int, end: int) -> bool:
    """Whether a line's end only cuts a sentence (PDF lines, page breaks)."""
    if start == 0 or end >= len(flat):
        return False
    begin = flat.rfind("\n", 0, start) + 1
    headed = _HEADING.match(flat, begin) is not None and "。" not in flat[begin:start]
    short = LONGEST_HEADING if headed else MINIMUM_LINE
    if start - begin < short or "\t" in flat[begin:start] or flat[end - 1] in " \u3000\t":
        return False
    return (
        _SOFT_END.match(flat, start - 1) is not None
        and _SOFT_START.match(flat, end) is not None
        and _HEADING.match(flat, end) is None
        and "。" not in flat[end - 1 : end]
        and not _is_bare_heading(flat, begin, start)
    )


def _is_bare_heading(flat: str, begin: int, end: int) -> bool:
    """Decide whether a line is a heading without a number: 锚定目标抓项目，“十四五”任务实现良好开局.

    In a text whose paragraphs are lines of their own, it is a short line without figures behind a closed one.
    """
    if end - begin > LONGEST_HEADING or _NO_BARE_HEADING.search(flat, begin, end) is not None:
        return False
    before = flat[:begin].rstrip()[-1:] if begin < 2 or flat[begin - 2] in _BLANK else flat[begin - 2]
    return before in _CLOSED and not _is_wrapped(flat)


@lru_cache(maxsize=2)
def _is_wrapped(flat: str) -> bool:
    """Decide whether a text's lines are cut at a width: a third of them end without a mark."""
    lines = [line for line in map(str.rstrip, flat.split("\n")) if len(line) > _A_FEW]
    return 3 * sum(1 for line in lines if line[-1] not in _CLOSED and not _HEADING.match(line)) > len(lines)


def line_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line ends and the next begins; the bars of a table in Markdown and <br> divide lines, too."""
    if "|" in text or "<" in text:
        yield from (m.span() for m in _LINE_END.finditer(text) if m[0] != "<")
    else:
        stop = text.find("\n")
        while stop >= 0:
            yield stop, stop + 1
            stop = text.find("\n", stop + 1)
    yield len(text), len(text)
