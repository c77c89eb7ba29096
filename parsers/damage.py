"""Report damaged places of published texts, never repaired, and what a second copy has in those places.

Kinds found on government pages: a middle dot or dash that became `?` (`7?22`, `暑期?社工`), mojibake, digits
destroyed by a faulty regex replacement (`１$1.$2％`) or never filled in (`××亿元`), a table of which only the
caption is left, a paragraph without its first characters. Spaced digits (`3211 家`) are not damage.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.page import Page
from parsers.record import Problem
from parsers.text.patterns import lazy

_MARKS = lazy(r"[?？][?？]*")
_WORD = lazy(r"[\u3400-\u9fff\d０-９A-Za-z]")
_OPENING, _CLOSING = "“‘《（(", "”’》）)"
_QUESTION_WORDS = lazy(
    r"吗|呢|么|怎|如何|为何|何[以时处为]|哪|谁|几|多少|是否|能否|可否|有没有|是不是|能不能|要不要|吧|难道|岂"
)
_SENTENCE = lazy(r"[。！!；;\n?？]")
_URL = lazy(r"(?:https?://|www\.)[!-~]+")
# Bytes of one encoding read as another: GBK replacement, uninitialised memory, UTF-8 as Latin-1 or Windows-1252.
_MOJIBAKE = lazy(
    r"(?=[斤锟烫屯ÃÂâãäåæçèéêëìíîï])(?:(?:锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯)+"
    r"|(?:[ÃÂâãäåæçèéêëìíîï][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}){2,})"
)
# UTF-8 read as GBK: ， 。 ： begin with 锛 and 銆, quotation marks with 鈥; three make a pattern.
_AS_GBK = lazy(r"[^\s，。]{0,40}[锛銆鈥][^\s，。]{0,40}")
_REPLACED = lazy("\ufffd+")
_PRIVATE = lazy(r"[\ue000-\uf8ff][\ue000-\uf8ff]*")  # the engine skips to a set, but not to one with a +
_BACKREFERENCE = lazy(
    r"[\d０-９]{1,12}\$\d(?:\.\$\d){0,4}[\d０-９]{0,12}[%％]?|\$\d(?:\.\$\d){1,4}[\d０-９]{0,12}[%％]?"
)
_UNFILLED = lazy(
    r"(?=[×xX＊*□■_＿])(?<![×xX＊*□■_＿])[×xX＊*□■_＿]{1,8}(?:[.．][×xX＊*□■\d]{1,8})?"
    r"(?=[万亿千百]{0,2}(?:元|美元|％|%|个百分点|人|公里|平方米|户|亩))"
)
_CAPTION = lazy(
    r"^[^。；，！？\t]{2,44}(?:一览表|汇总表|明细表|情况表|统计表|进度表|计划表|任务表|分解表|安排表|对照表|清单|附表)(?:[（(][^（）()]{0,20}[）)])?[：:]?$"
)
_CAPTION_WORD = lazy(r"表|清单")
_LINE = lazy(r"[^\n]+")
_NEAR = 400  # characters below its caption in which a table begins
_MOST_CAPTIONS = 60
_FOLLOWS = lazy(r"(?:见下表|如下表|下表所示)[^。\n]{0,6}[：:]$")
_NOTE = lazy(r"注释|名词|术语|解释|^附件|^附录|^附表|^各位代表|^主办|^版权|^责任编辑|^相关|ICP")
_HEADLESS = lazy(r"\n[ \t\u3000\u00a0]*([，。；：、？！）》”])")
_ENDED = "。！？”）》!?)"


def find(page: Page) -> tuple[Problem, ...]:
    """Return the damaged places of a page's text in order.

    Codes: `lost_character`, `mojibake`, `replacement_character`, `private_use_character`,
    `destroyed_digits`, `missing_table`, `lost_beginning`. What the decoder has reported is not reported twice.
    """
    reported = [(p.start, p.end) for p in page.problems if p.start is not None and p.end is not None]
    found = [
        problem
        for problem in (*_in_text(page.text), *_headless(page.text), *_missing_tables(page))
        if not any(start <= (problem.start or 0) < end for start, end in reported)
    ]
    return tuple(sorted(found, key=lambda problem: problem.start or 0))


def _in_text(text: str) -> Iterator[Problem]:
    for start, end in _lost(text):
        yield _problem("lost_character", text, start, end)
    if _SIGNS.search(text) is None:
        return
    for code, pattern, signs in _PATTERNS:
        if not signs or any(sign in text for sign in signs):
            for match in pattern.finditer(text):
                yield _problem(code, text, *match.span())
    if text.count("锛") + text.count("銆") + text.count("鈥") > 2:
        for match in _AS_GBK.finditer(text):
            yield _problem("mojibake", text, *match.span())


# Problem code, pattern, and characters without any of which the pattern cannot match (empty: always tried).
_PATTERNS = (
    ("mojibake", _MOJIBAKE, "锟拷烫屯ÃÂâãäåæçèéêëìíîï"),
    ("replacement_character", _REPLACED, "\ufffd"),
    ("private_use_character", _PRIVATE, ""),
    ("destroyed_digits", _BACKREFERENCE, "$"),
    ("destroyed_digits", _UNFILLED, "×xX＊*□■_＿"),
)
# What every match of these patterns holds; most texts have none of it.
_SIGNS = lazy(f"[{re.escape(''.join(signs for _, _, signs in _PATTERNS))}\ue000-\uf8ff锛銆鈥]")


def _problem(code: str, text: str, start: int, end: int) -> Problem:
    return Problem(code, " ".join(text[max(0, start - 8) : end + 8].split()), start, end)


def _lost(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of question marks that do not end a question: between digits, inside a name, in rows."""
    if "?" not in text and "？" not in text:
        return
    urls: list[tuple[int, int]] | None = None
    for match in _MARKS.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        between_digits = before.isdigit() and after.isdigit()
        if "？" in match.group():
            if between_digits:
                yield start, end
            continue
        if urls is None:
            urls = [found.span() for found in _URL.finditer(text)]
        if any(a <= start < b for a, b in urls):
            continue
        inside = (_WORD.match(before) or before in _CLOSING) and (_WORD.match(after) or after in _OPENING)
        opens = before != "" and before in _OPENING and _WORD.match(after)
        if (
            between_digits
            or end - start > 2
            or (((before and after and inside) or opens) and not _is_question(text, start))
        ):
            yield start, end


def _is_question(text: str, at: int) -> bool:
    """Decide whether the unfinished sentence before `at` is a question."""
    before = _SENTENCE.split(text[max(0, at - 60) : at])[-1]
    return _QUESTION_WORDS.search(before) is not None


def _headless(text: str) -> Iterator[Problem]:
    """Yield paragraphs that begin with a stop or closing mark although the paragraph above is complete."""
    for match in _HEADLESS.finditer(text):
        if text[max(0, match.start() - 40) : match.start()].rstrip()[-1:] in _ENDED:
            yield _problem("lost_beginning", text, *match.span(1))


def _missing_tables(page: Page) -> Iterator[Problem]:
    """Yield captions of a table or list that is missing below them."""
    text = page.text
    if _CAPTION_WORD.search(text) is None:
        return
    lines = [match for match in _LINE.finditer(text) if not match.group().isspace()]
    captions = 0
    for number, line in enumerate(lines):
        raw = line.group()
        if len(raw) > 80 or captions > _MOST_CAPTIONS or not ("表" in raw or "清单" in raw):
            continue
        words = raw.strip().strip("*# ")
        if not (_CAPTION.match(words) or _FOLLOWS.search(words)):
            continue
        captions += 1
        below = lines[number + 1].group().strip().strip("*# ") if number + 1 < len(lines) else ""
        if below and not _NOTE.search(below) and not _CAPTION.match(below):
            continue
        if any(line.end() < table.end and table.start < line.end() + _NEAR for table in page.tables):
            continue
        if _named_again(words, lines[number + 1 :]) or _in_index(lines, number):
            continue
        start = line.start() + raw.index(words)
        yield Problem("missing_table", words, start, start + len(words))


def _named_again(words: str, below: list[re.Match[str]]) -> bool:
    name = re.sub(r"^\d{1,2}\s*[.．、]\s*", "", words)
    return any(name in line.group() for line in below)


def _in_index(lines: list[re.Match[str]], number: int) -> bool:
    """Decide whether a line belongs to a list of annexes (附件：1.… 2.…)."""
    words = lines[number].group().strip()
    if words.startswith(("附件", "附：", "附:")):
        return True
    above = [line.group().strip() for line in lines[max(0, number - 8) : number]]
    return re.match(r"\d{1,2}\s*[.．、]", words) is not None and any(
        line.startswith(("附件：", "附件:")) for line in above
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A damaged place of a text, the undamaged place in a witness, and the witness's characters there."""

    start: int
    end: int
    witness_start: int
    witness_end: int
    reading: str


_CONTEXT = 10  # characters without white space, on each side
_LEAST = 3
_MOST_PLACES = 400  # a text with more damage is not compared
_LONGEST = 12  # characters that a witness may have in a damaged place


def compare(text: str, witness: str) -> tuple[Reading, ...]:
    """Return what a witness has where a text is damaged: spans in both, and the witness's characters.

    Both sides are compared without white space and after NFKC, so full-width punctuation matches ASCII
    punctuation. A place is returned only if the characters around it occur exactly once in the witness
    and the witness is undamaged there.
    """
    damaged = sorted((p.start or 0, p.end or 0) for p in _in_text(text))[:_MOST_PLACES]
    if not damaged:
        return ()
    ours, theirs = _Folded(text), _Folded(witness)
    bad = [(p.start or 0, p.end or 0) for p in _in_text(witness)]
    found = []
    for number, (start, end) in enumerate(damaged):
        left = damaged[number - 1][1] if number else 0
        right = damaged[number + 1][0] if number + 1 < len(damaged) else len(text)
        before = ours.between(left, start)[-_CONTEXT:]
        after = ours.between(end, right)[:_CONTEXT]
        if len(before) < _LEAST and len(after) < _LEAST:
            continue
        place = theirs.place(before, after)
        if place is None or any(a < place[1] and place[0] < b for a, b in bad):
            continue
        found.append(Reading(start, end, *place, witness[place[0] : place[1]]))
    return tuple(found)


class _Folded:
    """A text after NFKC and without white space, with offsets into the original."""

    def __init__(self, text: str) -> None:
        kept = [(c, at) for at, c in enumerate(text) if not c.isspace()]
        folded = [(f, at) for c, at in kept for f in unicodedata.normalize("NFKC", c)]
        self.text = "".join(f for f, _ in folded)
        self.at = [at for _, at in folded]

    def between(self, start: int, end: int) -> str:
        """Return the folded characters of an original span."""
        return self.text[bisect_left(self.at, start) : bisect_left(self.at, end)]

    def place(self, before: str, after: str) -> tuple[int, int] | None:
        """Return the original span between two contexts that occur once, close to each other."""
        hits: list[tuple[int, int]] = []
        at = self.text.find(before)
        while at >= 0 and len(hits) < 2:
            begin = at + len(before)
            stop = self.text.find(after, begin, begin + _LONGEST + len(after))
            if stop > begin:
                hits.append((self.at[begin], self.at[stop - 1] + 1))
            at = self.text.find(before, at + 1)
        return hits[0] if len(hits) == 1 else None
