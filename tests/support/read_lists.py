"""Compare the promises that are read of an invented list with the expected ones."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.read import read


def bare(text: str) -> str:
    """Return a promise without white space and without a stop at its end."""
    return "".join(text.split()).rstrip("。；;，,")


def check(text: str, wanted: Sequence[tuple[str, str]]) -> None:
    """Require the promises of a list and their statuses, in order; `A|B` permits either."""
    found = read(text.encode(), source="list.txt").commitments
    assert len(found) == len(wanted)
    for one, (words, status) in zip(found, wanted, strict=True):
        assert bare(one.text) in [bare(each) for each in words.split("|")]
        assert one.status in status.split("|"), one.text
