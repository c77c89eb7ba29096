"""Derive the expected morning reports from the farm: each event once, on the first night that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from archive.queries.status import missing_years

PAGE_EVENTS = {"edited": "edited", "removed": "gone", "soft404": "gone"}
# New reports, redesigns, white space and page chrome are no news for a person.
UNAVAILABLE = "unavailable"
Event = tuple[str, str]


class Expected:
    """The farm's nights, followed in order, with the events of each."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._away: set[str] = set()
        self._without_reports: set[str] = set()
        self._unseen: dict[str, list[Mapping[str, Any]]] = {}
        self._reports: dict[str, dict[int, str]] = {}
        self._overdue: set[tuple[str, int]] = set()

    def night(self, truth: Mapping[str, Mapping[str, Any]]) -> Counter[Event]:
        """Return the events of the next night, (kind, page address or site id), with their counts."""
        events: Counter[Event] = Counter()
        for site_id, site in truth.items():
            changes = self._unseen.setdefault(site_id, [])
            changes += site["changes"]
            if site["blocked"]:
                events[UNAVAILABLE, site_id] += site_id not in self._away
                self._away.add(site_id)
                continue
            events["healed", site_id] += site_id in self._away
            self._away.discard(site_id)
            for change in changes:
                if kind := PAGE_EVENTS.get(change["type"]):
                    events[kind, change["url"]] += 1
            # A site's moves of one night are one line.
            events["moved", site_id] += any(change["type"] == "moved" for change in changes)
            changes.clear()
            # A column that shows no report is an issue (`column_unknown`) until it shows one.
            none = all(report["kind"] != "work_report" for report in site["reports"])
            events["issue", site_id] += none and site_id not in self._without_reports
            events["healed", site_id] += not none and site_id in self._without_reports
            (self._without_reports.add if none else self._without_reports.discard)(site_id)
            self._see(site_id, site)
        overdue = set(self._due())
        events += _sites("overdue", overdue - self._overdue)
        events += _sites("arrived", self._overdue - overdue)
        self._overdue = overdue
        return +events

    def _see(self, site_id: str, site: Mapping[str, Any]) -> None:
        for report in site["reports"] if site["official"] else ():
            if report["kind"] == "work_report" and report["plan_year"]:
                self._reports.setdefault(site_id, {})[report["plan_year"]] = report["published_date"]

    def _due(self) -> Iterable[tuple[str, int]]:
        for site_id, reports in self._reports.items():
            prompt = [day for year, day in reports.items() if day.startswith(f"{year}-")]
            for year in missing_years(reports, prompt, self._today):
                if year > max(reports):
                    yield site_id, year


def _sites(kind: str, pairs: set[tuple[str, int]]) -> Counter[Event]:
    return Counter({(kind, site): 1 for site, _ in pairs})


def reported(news: Iterable[Mapping[str, Any]]) -> Counter[Event]:
    """Return the morning reports' news as events."""
    events: Counter[Event] = Counter()
    for one in news:
        kind = UNAVAILABLE if one["kind"] in ("failed", "challenged") else one["kind"]
        page = kind in PAGE_EVENTS.values()
        events[kind, one["about"] if page else one["site"]] += 1
    return events
