"""The values that the metadata readers return."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.record import Completeness, Division, Problem, SourceKind


@dataclass(frozen=True, slots=True)
class Metadata:
    """A document's metadata; fields as in `parsers.record.Record`."""

    title: str | None = None
    division: Division | None = None
    published_date: str | None = None
    delivered_date: str | None = None
    meeting: str | None = None
    speaker: str | None = None
    speaker_role: str | None = None
    source_org: str | None = None
    source_kind: SourceKind = "unknown"
    review_year: int | None = None
    plan_year: int | None = None
    completeness: Completeness = "whole"
    problems: tuple[Problem, ...] = ()
