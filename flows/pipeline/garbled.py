"""Decide whether a text differs from an earlier one by damaged bytes alone: a pure function.

A proxy, a full disk or a broken template can put bytes into a page that encode no character. Each run of them is
read as U+FFFD, with a stray character or two around it. Such a page has no new content and is not an edit.
"""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\ufffd"
_STRAY = 4  # characters between two broken places that may be accidents of decoding
_EDGE = 2  # the same beside a broken place, at either end of undamaged text
_SLACK = 8  # characters of the earlier text that one broken place may have swallowed
_ENDS = 60  # the same at the beginning and the end, where a damaged headline is not recognised


def only_garbled(before: str, after: str) -> bool:
    """Return whether `after` is `before` with some places replaced by damaged characters.

    >>> only_garbled("增长5.2%。收入8元。", "增长5.2%。\ufffd(\ufffd收入8元。\ufffd")
    True
    >>> only_garbled("增长5.2%。收入8元。", "增长5.1%。\ufffd(\ufffd收入8元。\ufffd")
    False
    """
    old, new = _folded(before), _folded(after)
    if REPLACEMENT in old or REPLACEMENT not in new:
        return False
    at, slack = 0, _ENDS
    for piece in re.split(f"{REPLACEMENT}+", new):
        if len(piece) <= _STRAY:
            slack += len(piece)
            continue
        end = _end_of(piece, old, at, slack)
        if end is None:
            return False
        at, slack = end, _SLACK
    return len(old) - at <= max(slack, _ENDS)


def _end_of(piece: str, old: str, start: int, slack: int) -> int | None:
    """Return where a piece ends in the old text, not far behind `start` and ignoring its edges; None if absent."""
    for head in range(_EDGE + 1):
        for tail in range(_EDGE + 1):
            core = piece[head : len(piece) - tail]
            found = old.find(core, start, start + slack + len(core) + _EDGE)
            if found >= 0:
                return found + len(core)
    return None


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
