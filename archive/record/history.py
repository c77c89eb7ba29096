"""The history of one page, computed from its readings and sightings; pure, whatever order they arrived in.

A *reading* is one parser's result for one capture (with the attachments of that moment). A *sighting* is
a capture without a new body: the page was unchanged, or the server said that it does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

# A night's crawl of one site; its files are fetched after the article that links to them.
_NIGHT = timedelta(hours=12)
Cause = Literal["published", "edited", "parser"]


@dataclass(frozen=True, slots=True)
class Read:
    """One parser's result for one capture: capture id, time seen (UTC), payload digest, parser rank (0 = oldest).

    `version_id` is None if the parser found no document.
    """

    capture_id: int
    seen_at: str
    payload: str
    parser: int
    version_id: int | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A capture without a new body: whether the page is there, and the id of the capture that it repeats."""

    seen_at: str
    present: bool
    original_id: int | None = None


@dataclass(slots=True)
class VersionHistory:
    """A version in its page's history: its first reading, when it was seen, and the version before it."""

    version_id: int
    first: Read
    first_seen: str
    last_seen: str
    sightings: int = 1
    number: int = 0
    cause: Cause = "published"
    previous_id: int | None = None


@dataclass(slots=True)
class PageHistory:
    """A page's history; `current_id` is the version last seen; `returns` counts returns to an earlier body."""

    versions: dict[int, VersionHistory] = field(default_factory=dict)
    first_seen: str | None = None
    last_seen: str | None = None
    gone_since: str | None = None
    current_id: int | None = None
    returns: int = 0
    checked_at: str | None = None


def page_history(reads: Iterable[Read], sightings: Iterable[Sighting]) -> PageHistory:
    """Compute a page's history.

    A version counts as seen for as long as its bytes are served: a repeat (304, equal payload) extends the
    readings of the capture that it repeats. Only a "not there" answer makes a page gone, and only its return makes
    it present again. A version's cause is `parser` if an earlier parser read the same bytes differently, `edited`
    if an earlier capture was read differently, else `published`.
    """
    read = sorted(
        (r for r in reads if r.version_id is not None), key=lambda r: (r.seen_at, r.parser, r.payload)
    )
    history = PageHistory()
    moments: list[tuple[str, list[Read]]] = [
        (at, list(group)) for at, group in groupby(read, key=lambda r: r.seen_at)
    ]
    events: list[tuple[str, int, list[Read]]] = [(at, 0, group) for at, group in moments]
    for sighting in sightings:
        group = _repeated(moments, sighting) if sighting.present else []
        events.append((sighting.seen_at, 1 if sighting.present else 2, group))
    events.sort(key=lambda event: event[:2])
    sequence: list[int] = []
    for at, kind, group in events:
        history.checked_at = at
        if kind == 2:
            if history.first_seen is not None and history.gone_since is None:
                history.gone_since = at
            continue
        if not group:
            continue
        history.gone_since = None
        history.first_seen = history.first_seen or at
        history.last_seen = at
        for one in group:
            assert one.version_id is not None
            known = history.versions.get(one.version_id)
            if known is None:
                history.versions[one.version_id] = VersionHistory(one.version_id, one, at, at)
            elif known.last_seen != at:
                known.last_seen = at
                known.sightings += 1
        history.current_id = group[-1].version_id
        if history.current_id is not None and sequence[-1:] != [history.current_id]:
            sequence.append(history.current_id)
    history.returns = len(sequence) - len(set(sequence))
    for number, version in enumerate(
        sorted(history.versions.values(), key=lambda v: (v.first.seen_at, v.first.parser)), start=1
    ):
        version.number = number
        version.cause, version.previous_id = _cause(version.first, read)
    return history


def _repeated(moments: Sequence[tuple[str, list[Read]]], sighting: Sighting) -> list[Read]:
    """Return the readings that a repeat extends: the last before it, of the repeated capture if that is known."""
    before = [group for at, group in moments if at <= sighting.seen_at]
    after = next((at_group for at_group in moments if at_group[0] > sighting.seen_at), None)
    for group in reversed(before):
        same = [r for r in group if r.capture_id == sighting.original_id]
        if same:
            # The article was unchanged, but one of its attachments turned out to have changed minutes later.
            superseded = after and after[1][0].capture_id == sighting.original_id
            return [] if after and superseded and same_night(sighting.seen_at, after[0]) else same
    return before[-1] if before and sighting.original_id is None else []


def same_night(first: str, second: str) -> bool:
    """Return whether two moments (UTC text) belong to one night's crawl."""
    return datetime.fromisoformat(second) - datetime.fromisoformat(first) < _NIGHT


def _cause(first: Read, read: Sequence[Read]) -> tuple[Cause, int | None]:
    same_bytes = [
        r
        for r in read
        if r.payload == first.payload
        and r.version_id != first.version_id
        and (r.seen_at, r.parser) < (first.seen_at, first.parser)
    ]
    if same_bytes:
        return "parser", same_bytes[-1].version_id
    earlier = [r for r in read if r.seen_at < first.seen_at]
    if not earlier:
        return "published", None
    last = earlier[-1].seen_at
    candidates = [r for r in earlier if r.seen_at == last]
    by_same = [r for r in candidates if r.parser == first.parser]
    return "edited", (by_same or candidates)[-1].version_id
