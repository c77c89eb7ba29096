"""Digits of other scripts: `\\d` and `int` know 660 of them, a Chinese document means none as a figure.

٤٢ (Arabic-Indic), ४२ (Devanagari), 𝟒𝟐 (mathematical) come from damaged fonts and hostile pages. They stay in the text
as published; the readers of content see a sign of the same length in their place that is neither digit nor letter.
Full-width digits (４２) are folded on purpose where figures are read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import Final

from parsers.page import Page
from parsers.record import Problem

_OTHER: Final = re.compile(r"[^\D0-9０-９]")
# The blocks that hold them, as all others left out: found in a fifth of the time, and Chinese prose has none of these.
_OTHER_SCRIPT: Final = re.compile("[^\x00-\u065f\u2000-\ua61f\uac00-\uffff]")
_RUN: Final = re.compile(r"[^\D0-9０-９]+")
_MOST_TOLD: Final = 100
_SIGN: Final = "\u00a4"


def without_other_digits(page: Page) -> Page:
    """Return the page with a sign in place of each digit of another script; the page itself where it has none.

    Each run of them in the text is a problem `other_digits`: a figure may stand there that was not read.
    """
    shown = (page.text, *page.strings())
    found = {char for text in shown if _OTHER_SCRIPT.search(text) for char in _OTHER.findall(text)}
    if not found:
        return page
    runs = islice(_RUN.finditer(page.text), _MOST_TOLD)
    problems = tuple(
        Problem("other_digits", f"digits of another script: {match[0][:20]}", *match.span()) for match in runs
    )
    plain = page.translated(dict.fromkeys(map(ord, found), _SIGN))
    return replace(plain, problems=(*page.problems, *problems))
