"""Counted nouns for messages: "1 file", "2 files"."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun in the singular or plural.

    >>> counted(1, "new document"), counted(0, "file"), counted(3, "address", "addresses")
    ('1 new document', '0 files', '3 addresses')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
