"""Numbers of one character (①, ⑴, ⒈, ❶, ㈠) and letters that count (a., B、), and what they mean."""

from __future__ import annotations

import unicodedata

from parsers.commitments.lists.regions import number

CIRCLED = "①-⑳❶-❿➀-➓"
DOTTED = "⒈-⒛"
BRACKETED = "⑴-⒇"
BRACKETED_CHINESE = "㈠-㈩"
ANY = CIRCLED + DOTTED + BRACKETED + BRACKETED_CHINESE


def value(printed: str | None) -> int | None:
    """Return the number that a printed ordinal means: 3 for 三, ③, ⑶ and c."""
    if not printed:
        return None
    if len(printed) == 1 and printed.isascii() and printed.isalpha():
        return ord(printed.lower()) - ord("a") + 1
    if len(printed) == 1 and unicodedata.category(printed) == "No":
        return int(unicodedata.numeric(printed))
    return number(printed)
