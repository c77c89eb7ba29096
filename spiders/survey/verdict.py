"""The verdict on a surveyed site: it works, something is missing, or why it can't be crawled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from spiders.config.sitefile import SiteFile
from spiders.visit.lists.rendered_lists import needs_browser

Result = Literal[
    "works", "works, no livelihood list", "works, no list of reports", "incomplete", "moved", "challenged", "blocked",
    "unreachable", "changed platform", "no reports found",
]  # fmt: skip
DOCUMENTS: Final = ("work_report", "livelihood_projects")
# Worst first: by how much a person has to do before the site can be crawled.
WORST_FIRST: Final[tuple[Result, ...]] = (
    "unreachable", "blocked", "challenged", "moved", "changed platform", "no reports found", "incomplete",
    "works, no list of reports", "works, no livelihood list", "works",
)  # fmt: skip
_RECENT: Final = 2  # years within which a division has a report
FITTING: Final[tuple[Result, ...]] = ("works", "works, no livelihood list")
WORKING: Final[tuple[Result, ...]] = (*FITTING, "works, no list of reports")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result, and the details that a person should know."""

    result: Result
    detail: str

    @property
    def fits(self) -> bool:
        """Return whether the site can be crawled and its list of reports was read to its end."""
        return self.result in FITTING

    @property
    def works(self) -> bool:
        """Return whether what the file names was read, even without a list of reports."""
        return self.result in WORKING


def judge(site: SiteFile, found: Mapping[str, Any]) -> Verdict | None:
    """Judge the survey of a site by its file; None if the crawl hours ended before."""
    documents = [one for one in found["samples"] if one["kind"] in DOCUMENTS]
    left = found["left"]
    if left and found["out_of_budget"] and "hours" in left:
        return None
    if not documents and (refused := _refused(found)):
        return refused
    open_accounts = [one for one in found["accounts"] if one["state"] != "complete"]
    words = "; ".join(f"{one['url']}: {one['why'] or one['state']}" for one in open_accounts)
    if not documents and any(needs_browser(one["why"]) for one in open_accounts):
        return Verdict("incomplete", words)
    if changed := _changed(site, found, bool(documents)):
        return changed
    if not documents:
        why = "; ".join(found["problems"][:2]) or "no list and no article of a report was found"
        return Verdict("no reports found", why)
    if left:
        return Verdict("incomplete", left)
    if open_accounts:
        return Verdict("incomplete", words)
    kinds = {entry.kind for entry in site.lists}
    if not kinds & {"reports", "mixed"} or ("reports" not in kinds and not found["years"].get("reports")):
        return Verdict(
            "works, no list of reports", "column_unknown: only addresses of single reports are known"
        )
    of_reports = [found["candidates"].get(entry.url) for entry in site.lists if entry.kind != "livelihood"]
    if not found["years"].get("reports") and not any(of_reports) and not site.reports:
        return Verdict("works, no list of reports", "column_unknown: no list shows a report")
    listed = (found["candidates"].get(entry.url) for entry in site.lists if entry.kind == "livelihood")
    if not found["years"].get("livelihood") and not any(listed):
        return Verdict("works, no livelihood list", spans("reports", found["years"].get("reports", [])))
    named = (spans(kind, years) for kind, years in sorted(found["years"].items(), reverse=True))
    return Verdict("works", "; ".join(filter(None, named)))


def _refused(found: Mapping[str, Any]) -> Verdict | None:
    """Return the verdict on a site without any document if the server's answers explain it."""
    left = found["left"] or ""
    if found["moved"]:
        return Verdict("moved", f"to {found['moved']}")
    if left.startswith("challenged") or found["home_outcome"] == "challenged":
        return Verdict("challenged", left or found["home_detail"] or "the home page is a challenge")
    if left.startswith("blocked") or found["home_outcome"] == "blocked":
        return Verdict("blocked", left or found["home_detail"] or "the home page is refused")
    if left or found["home_outcome"] not in ("ok", "not_modified", "unchanged"):
        return Verdict("unreachable", left or f"home page: {found['home_detail'] or found['home_outcome']}")
    return None


def _changed(site: SiteFile, found: Mapping[str, Any], documents: bool) -> Verdict | None:
    """Return the verdict on a known site that shows another platform, or nothing of what its file names."""
    family = found["family"]
    if family and site.family != "plain" and family["family"] not in (site.family, "plain"):
        return Verdict(
            "changed platform",
            f"the file says {site.family}, the pages look like {family['family']} ({'; '.join(family['why'])})",
        )
    named = [*(entry.url for entry in site.lists), *site.reports]
    if named and not documents and not found["samples"] and not any(found["candidates"].values()):
        gone = "; ".join(found["problems"][:2])
        return Verdict("changed platform", f"nothing that the file names exists any more ({gone})")
    return None


def ends_early(years: list[int], present: int) -> str | None:
    """Return what to look for where no report of the last years was found; None if there is one, or none at all.

    >>> ends_early([2016, 2018], 2026), ends_early([2018, 2025], 2026)
    ('the newest report is of 2018: if the division still exists, look for a column with later ones', None)
    """
    if not years or max(years) >= present - _RECENT:
        return None
    return f"the newest report is of {max(years)}: if the division still exists, look for a column with later ones"


def spans(kind: str, years: list[int]) -> str:
    """Return years in words, with consecutive years as ranges.

    >>> spans("reports", [2014, 2015, 2016, 2018]), spans("livelihood lists", [])
    ('reports of 2014-2016, 2018', '')
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    words = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"{kind} of {words}" if words else ""
