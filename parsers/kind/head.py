"""Read the head of a document: headline, meeting and speaker, up to the salutation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from parsers.page import Page
from parsers.text.patterns import lazy

_WIDE: Final = "（）：，；！？［］０１２３４５６７８９"
_WIDTHS: Final = tuple(zip(_WIDE, "():,;!?[]0123456789", strict=True))
_HAS_WIDE: Final = lazy(f"[{_WIDE}]")
_SALUTATION: Final = lazy(r"(?:各位|全体)(?:代表|委员|领导|同志)|同志们|代表们|主任、|主席、")
# In a text without line ends, the salutation or first sentence follows headline and speaker on one line.
_WITHIN: Final = lazy(
    r"(?=[全各同现])"
    r"(?<=.)(?:(?:各位|全体)(?:代表|委员|领导)[:,、!]|同志们[:,、!]|现在,?我(?:谨|现)?代表)"
)
_FIRST_PERSON: Final = lazy(r"我(?:谨|现)?(?:代表|受)|现在,?我代表|现将")
_MARKS: Final = "*#_> \t"
_COMMENT: Final = lazy(r"^<!--.{0,200}-->$")
# A head has few and short lines; a longer paragraph is part of the text.
_MOST_LINES: Final = 25
_LONGEST_LINE: Final = 110
_LONGEST_FLAT: Final = 160


def compact(text: str) -> str:
    """Return the text without white space (政 府 工 作 → 政府工作) and zero-width characters."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")


def plain(text: str) -> str:
    """Return `compact(text)` with full-width punctuation as ASCII and without Markdown marks at its ends."""
    return plain_width(compact(text)).strip(_MARKS)


@lru_cache(maxsize=4)
def plain_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text as `plain` returns them, without empty ones."""
    lines = ("".join(line.split()).strip(_MARKS) for line in _visible(text).split("\n"))
    return tuple(line for line in lines if line)


def plain_width(text: str) -> str:
    """Return full-width punctuation and digits as ASCII, one for one.

    A chain of `replace` is ten times as fast as `translate` here.
    """
    if _HAS_WIDE.search(text) is not None:
        for wide, narrow in _WIDTHS:
            text = text.replace(wide, narrow)
    return text


def _visible(text: str) -> str:
    return plain_width(text).replace("\u200b", "").replace("\ufeff", "")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document and the beginning of its text.

    `lines`: the head's lines as `plain` returns them; `opener`: the salutation and the sentence after it, empty
    if there is none; `lead`: the first paragraph of the text proper.
    """

    lines: tuple[str, ...]
    opener: str
    lead: str


def read(page: Page) -> Head:
    """Return the head of a page's text; a text that starts in mid-report has no lines and no opener."""
    lines: list[str] = []
    paragraphs = [line for line in plain_lines(page.text[:6000]) if not _COMMENT.match(line)]
    for number, line in enumerate(paragraphs):
        if _SALUTATION.match(line) or _FIRST_PERSON.search(line[:40]):
            rest = "".join(paragraphs[number : number + 3])
            return Head(tuple(lines), rest[:400], "".join(paragraphs[number + 1 : number + 6])[:1500])
        begun = _WITHIN.search(line, 0, _LONGEST_FLAT)
        if begun:  # a text without line ends: headline, meeting, speaker and salutation in one
            rest = line[begun.start() :] + "".join(paragraphs[number + 1 : number + 3])
            return Head((*lines, line[: begun.start()]), rest[:400], rest[:1500])
        if len(lines) == _MOST_LINES:
            break
        if len(line) > _LONGEST_LINE:
            if not _is_standfirst(paragraphs, number):
                break
            continue
        lines.append(line)
    return Head(_only_head(lines), "", "".join(paragraphs[:4])[:1500])


_STANDS_BEFORE: Final = 5  # lines of a head between a standfirst and the salutation
_SPEAKER_LINE: Final = lazy(
    r"会议上?\)?$|大会上?\)?$|[省市州盟县区旗]长[^,。]{0,8}$|主席[^,。]{0,8}$|专员[^,。]{0,8}$"
)


def _is_standfirst(paragraphs: list[str], number: int) -> bool:
    """Decide whether a long paragraph introduces the report: speaker and salutation stand right below."""
    below = paragraphs[number + 1 : number + 2 + _STANDS_BEFORE]
    ends = next((i for i, line in enumerate(below) if _SALUTATION.match(line)), 0)
    return any(_SPEAKER_LINE.search(line) for line in below[:ends])


NUMBERED: Final = lazy(r"[((]?[一二三四五六七八九十0-9]{1,3}[)、.．]|——(?![12一二])|[▲●■◆【①]")


def _only_head(lines: list[str]) -> tuple[str, ...]:
    """Return the lines up to the first heading, item or sentence, for a text without a salutation."""
    head: list[str] = []
    for line in lines:
        if NUMBERED.match(line) or line.endswith(("。", ";", "!")):
            break
        head.append(line)
    return tuple(head[:8])
