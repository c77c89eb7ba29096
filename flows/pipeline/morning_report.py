"""The morning report: what a person must look at after a night, each thing reported once, on its day.

No threshold on a site is fixed: a site's failures are compared with its own last nights, the days of its
reports with its own earlier years, the free disk with what this archive's nights use.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

from archive.clock import minute
from archive.queries import night_facts
from archive.queries.night_facts import Edit, Facts, OpenIssue, Seen, Standing
from archive.wording import counted

Kind = Literal[
    "fixity", "disk", "failed", "challenged", "assertion", "issue", "overdue", "edited", "reverted", "gone",
    "returned", "moved", "arrived", "healed",
]  # fmt: skip
ORDER: Final[tuple[Kind, ...]] = (
    "fixity", "disk", "failed", "challenged", "assertion", "issue", "overdue", "edited", "reverted", "gone",
    "returned", "moved", "arrived", "healed",
)  # fmt: skip

# Changed wording without a figure, date or name in it weighs 0.2 (archive/record/changes.py).
DEFAULT_WEIGHT: Final = 0.3
# A disk is low if it has no room for this many nights; the database grows about as much as the WARC files.
NIGHTS_AHEAD: Final = 30
_DATABASE_SHARE = 2
_LEAST_FREE = 1_000_000_000
# Up to this many things of one kind are listed one by one.
_SHOWN = 20
_FAILURES: Final = ("crawl_failed", "crawl_problem", "site_left_alone", "site_file", "notification")
_FIXITY: Final = ("damaged_capture", "fixity")


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened; `about` is the page's or the subject's address, where there is one."""

    kind: Kind
    site: str | None
    about: str | None
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: " + (f"{self.site}: {self.text}" if self.site else self.text)


@dataclass(frozen=True, slots=True)
class Morning:
    """A night's news in order of weight, how many sites it visited, and what counts as reported from then on."""

    run: int
    sites: int
    news: tuple[News, ...]
    standing: Standing

    @property
    def headline(self) -> str:
        """Return the one-line summary of the report."""
        older = len(self.standing.issues) - sum(1 for one in self.news if one.kind in _FROM_ISSUES)
        known = f"; {older} known before {'is' if older == 1 else 'are'} still open" if older > 0 else ""
        context = f"run {self.run}, {counted(self.sites, 'site')} visited{known}"
        return (
            f"{counted(len(self.news), 'thing')} to look at ({context})"
            if self.news
            else f"no news ({context})"
        )

    def lines(self) -> list[str]:
        """Return the headline and a line for each thing; beyond 20 of one kind the rest is counted."""
        lines = [self.headline]
        for kind, group in groupby(self.news, key=lambda one: one.kind):
            items = list(group)
            lines += [str(one) for one in items[:_SHOWN]]
            if len(items) > _SHOWN:
                lines.append(f"{kind}: {len(items) - _SHOWN} more like these")
        return lines

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form, which the run's summary has under `morning`."""
        return {
            "lines": self.lines(),
            "news": [asdict(one) for one in self.news],
            "standing": asdict(self.standing),
        }


_FROM_ISSUES: Final = ("fixity", "failed", "challenged", "assertion", "issue")


def morning(
    db: sqlite3.Connection, folder: Path, run: int, today: date, weight: float = DEFAULT_WEIGHT
) -> Morning:
    """Return the report on a nightly run. `db` is an archive's connection, `folder` its data folder."""
    return report(night_facts.read(db, folder, run, today), weight)


def report(facts: Facts, weight: float = DEFAULT_WEIGHT) -> Morning:
    """Return what is new in the facts; pure. Edits lighter than `weight` (0 to 1) are left to the list of changes."""
    before = facts.before
    new_issues = [issue for issue in facts.issues if issue.id not in before.issues]
    failing_issues = {issue.site for issue in facts.issues if issue.code == "site_left_alone"}
    partly = [one for one in facts.failing if one.site not in failing_issues]
    failing = {one.site for one in partly if one.site in before.failing or one.addresses > one.usual}
    unvisited = {site for site in before.failing if site not in facts.visited}
    healed = [s for s in before.failing if s not in unvisited | failing | failing_issues]
    low = disk_low(facts.free, facts.growth)
    overdue = [pair for pair in facts.overdue if pair not in before.overdue]
    arrived = [pair for pair in before.overdue if pair not in facts.overdue]
    news = [
        *(_issue(issue) for issue in new_issues),
        *(News("fixity", None, None, line) for line in facts.damaged if line not in before.damaged),
        *(_partly(one) for one in partly if one.site in failing and one.site not in before.failing),
        *(_edit(edit) for edit in facts.edits if edit.weight >= weight),
        *_reverts(facts),
        *_pages("gone", facts.gone, "present {}, absent now"),
        *_pages("returned", facts.returned, "there again; was absent {}"),
        *_moved(facts.moved),
        *_years("overdue", overdue, "no report yet for {}, though it is due by the site's own calendar"),
        *_years("arrived", arrived, "the report for {} is there"),
        *(_healed(issue) for issue in facts.closed),
        *(News("healed", site, None, "all its addresses respond as usual") for site in healed),
    ]
    if low and not before.disk_low:
        news.append(News("disk", None, None, _disk(facts.free, facts.growth)))
    standing = Standing(
        issues=tuple(issue.id for issue in facts.issues),
        failing=tuple(sorted(failing | unvisited)),
        overdue=facts.overdue,
        damaged=facts.damaged,
        disk_low=low,
    )
    news.sort(key=lambda one: ORDER.index(one.kind))
    return Morning(facts.run, len(facts.visited), tuple(news), standing)


def disk_low(free: int, growth: int) -> bool:
    """Return whether `free` bytes are too few for a month of nights that write `growth` bytes of WARC each.

    >>> disk_low(50_000_000_000, 100_000_000), disk_low(5_000_000_000, 100_000_000)
    (False, True)
    """
    return free < max(_LEAST_FREE, NIGHTS_AHEAD * _DATABASE_SHARE * growth)


def _disk(free: int, growth: int) -> str:
    nights = (
        f"enough for {free // (_DATABASE_SHARE * growth)} nights like the last ones" if growth else "too few"
    )
    return f"{free / 1e9:.1f} GB free, {nights}"


def _issue(issue: OpenIssue) -> News:
    return News(_kind(issue), issue.site, issue.about or None, _issue_text(issue))


def _kind(issue: OpenIssue) -> Kind:
    if issue.code in _FIXITY:
        return "fixity"
    if issue.code in _FAILURES:
        return "challenged" if issue.detail.startswith("challenged") else "failed"
    return "assertion" if issue.code.startswith("assert") else "issue"


def _issue_text(issue: OpenIssue) -> str:
    subject = "" if not issue.about or issue.about in issue.detail else f"{issue.about}: "
    code = "" if issue.code in _FAILURES or issue.code in _FIXITY else f"{issue.code}: "
    return f"{code}{subject}{issue.detail}"


def _healed(issue: OpenIssue) -> News:
    return News(
        "healed",
        issue.site,
        issue.about or None,
        f"no longer: {_issue_text(issue)} (since {_minute(issue.opened_at)})",
    )


def _partly(one: night_facts.Failing) -> News:
    count = f"{counted(one.addresses, 'address', 'addresses')} without a usable answer"
    usual = f", at most {one.usual} in its last nights" if one.usual else ""
    detail = f"{one.outcome}, {one.detail}" if one.detail else one.outcome
    return News("failed", one.site, one.url, f"{count}{usual}; first {one.url} ({detail})")


def _edit(edit: Edit) -> News:
    more = f" and {counted(edit.changes - 1, 'more change')}" if edit.changes > 1 else ""
    words = f"{_short(edit.before)} → {_short(edit.after)}"
    where = f"/compare/{edit.previous_id}/{edit.version_id}"
    return News(
        "edited", edit.site, edit.url, f"unconfirmed: {edit.title}: {words}{more}  {edit.url}  {where}"
    )


def _reverts(facts: Facts) -> Iterable[News]:
    """Report a page that returns to its earlier text once, one that flips again as flapping, and then no more."""
    for one in facts.reverts:
        where = f"{one.url}  /compare/{one.previous_id}/{one.version_id}"
        if one.returns == 1:
            yield News("reverted", one.site, one.url, f"{one.title}: shows its earlier text again  {where}")
        elif one.returns == 2:
            flapping = "goes back and forth between texts (flapping); it is not reported again"
            yield News("reverted", one.site, one.url, f"{one.title}: {flapping}  {where}")


def _pages(kind: Kind, pages: Sequence[Seen], words: str) -> Iterable[News]:
    for page in pages:
        yield News(
            kind, page.site, page.url, f"{page.title}: {words.format(_minute(page.detail))}  {page.url}"
        )


def _moved(pages: Sequence[Seen]) -> Iterable[News]:
    """Report one line a site: a migration moves all its pages in one night."""
    for site, group in groupby(sorted(pages, key=lambda p: (p.site or "", p.url)), key=lambda p: p.site):
        moved = list(group)
        first = moved[0]
        more = f", and {len(moved) - 1} more; check the site file's lists" if len(moved) > 1 else ""
        yield News("moved", site, first.url, f"{first.title}: {first.url} → {first.detail}{more}")


def _years(kind: Kind, pairs: Sequence[tuple[str, int]], words: str) -> Iterable[News]:
    for site, group in groupby(pairs, key=lambda pair: pair[0]):
        years = [year for _, year in group]
        span = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        yield News(kind, site, None, words.format(span))


def _short(words: str | None, most: int = 60) -> str:
    if not words:
        return "(nothing)"
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _minute(moment: str | None) -> str:
    """Write a moment as readers in China date it, with the UTC instant beside it."""
    return minute(moment) if moment else "never"
