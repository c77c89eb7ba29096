"""What the survey of a site found: its columns, its reports, and articles that were read as samples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from parsers.record import Record
from spiders.lists.links import Link
from spiders.survey.columns import Column
from spiders.survey.detect_family import Detected


@dataclass(frozen=True, slots=True)
class Sample:
    """An article that was fetched and read: what the archive would store of it."""

    url: str
    title: str | None
    kind: str
    why: str
    division: str | None
    division_name: str | None
    review_year: int | None
    plan_year: int | None
    source_kind: str
    characters: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A column that was read: its entries with titles of documents, the doubtful ones, and the number of entries.

    `unread` is why its rows could not be read.
    """

    column: Column
    documents: dict[str, Link]
    doubtful: dict[str, Link]
    entries: int
    proven: bool = False  # an entry was read and is a report
    unread: str | None = None


@dataclass(slots=True)
class Found:
    """The result of the survey of a site.

    `candidates` are the links of each list that may be reports; `years` the plan years that their titles name, by kind;
    `single` reports that no list shows; `hosts` further hosts that the file must permit, and why; `moved` the target of
    a home page that redirects beyond the site's hosts; `accounts` what each list declares and how much of it was read;
    `unread` columns named after documents whose rows could not be read, and earlier sites without a column, and why;
    `former` the names of the earlier sites that were searched, by address.
    """

    home: str
    name: str | None = None
    family: Detected | None = None
    lists: list[Column] = field(default_factory=list)
    single: list[str] = field(default_factory=list)
    hosts: dict[str, str] = field(default_factory=dict)
    candidates: dict[str, list[str]] = field(default_factory=dict)
    years: dict[str, list[int]] = field(default_factory=dict)
    accounts: list[dict[str, Any]] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: str | None = None
    out_of_budget: bool = False
    moved: str | None = None
    home_outcome: str | None = None
    home_detail: str | None = None
    requests: int = 0


def sample_of(record: Record, url: str) -> Sample:
    """Return what the archive would store of an article."""
    division = record.division
    return Sample(
        url, record.title, record.kind, "; ".join(record.why), division.code if division else None,
        division.full_name if division else None, record.review_year, record.plan_year,
        record.source_kind, len(record.text),
    )  # fmt: skip
