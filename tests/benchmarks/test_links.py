"""The labelled pairs of promises and answers: what is accepted is right."""

from __future__ import annotations

from benchmarks.links import answered, labelled


def test_no_accepted_link_is_wrong() -> None:
    accepted = [right for link, right in labelled() if link.accepted]
    assert accepted
    assert all(accepted)
    assert sum(accepted) * 2 > answered()
