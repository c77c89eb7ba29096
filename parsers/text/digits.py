"""Hide digits of other scripts, which `\\d` and `int` accept, from the readers of content.

٤٢ (Arabic-Indic), ४२ (Devanagari), 𝟒𝟐 (mathematical) come from damaged fonts and hostile pages; a Chinese document
does not write figures with them. They remain in the text as published; the readers of content see a sign of the same
length that is neither digit nor letter. Full-width digits (４２) are read as the digits that they are.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Final

from parsers.page import Page
from parsers.record import Problem
from parsers.text.patterns import lazy

_WIDE: Final = "０１２３４５６７８９"
_NARROW: Final = str.maketrans(_WIDE, "0123456789")
_OTHER: Final = lazy(r"[^\D0-9０-９]")
# The Unicode blocks that contain them, as the complement of all others: five times as fast, and Chinese prose has no
# such character.
_OTHER_SCRIPT: Final = lazy("[^\x00-\u065f\u2000-\ua61f\uac00-\uffff]")
_RUN: Final = lazy(r"[^\D0-9０-９]+")
_MOST_REPORTED: Final = 100
_SIGN: Final = "\u00a4"


def with_narrow_digits(page: Page) -> Page:
    """Return the page with ASCII digits for full-width ones; the page itself if there is none."""
    shown = (page.text, *page.strings())
    wide = any(digit in text for digit in _WIDE for text in shown)
    return page.translated(_NARROW) if wide else page


def without_other_digits(page: Page) -> Page:
    """Return the page with a sign in place of each digit of another script; the page itself if there is none.

    Each run of them in the text is a problem `other_digits`: it may be a figure that was not read.
    """
    shown = (page.text, *page.strings())
    found = {char for text in shown if _OTHER_SCRIPT.search(text) for char in _OTHER.findall(text)}
    if not found:
        return page
    runs = islice(_RUN.finditer(page.text), _MOST_REPORTED)
    problems = tuple(
        Problem("other_digits", f"digits of another script: {match[0][:20]}", *match.span()) for match in runs
    )
    plain = page.translated(dict.fromkeys(map(ord, found), _SIGN))
    return replace(plain, problems=(*page.problems, *problems))
