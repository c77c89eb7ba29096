"""Check a run against the site files: open an issue for each failure, close it once the failure is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.queries.run_summary import rows
from archive.queries.site_facts import ReportFacts, had_reports, has_open, reports_of
from archive.record import issues
from archive.store import Archive
from archive.wording import counted
from flows.pipeline.crawl_process import ShardResult
from flows.pipeline.hold_back import NOT_FILLED, UNREADABLE
from flows.pipeline.list_advice import line_of
from parsers.record import READER_FAILED
from spiders.config.sitefile import Assertions, SiteFile
from spiders.lists.account import Account

FAILED_CRAWL = "crawl_failed"
LEFT_ALONE = "site_left_alone"
SITE_FILE = "site_file"
ASSERTION = "assertion"
CRAWL_PROBLEM = "crawl_problem"
COLUMN_UNKNOWN = "column_unknown"
LIST_CODES = ("list_incomplete", "list_unread")
# While one is open, a list may show reports that were not read.
UNCLEAR = (*LIST_CODES, UNREADABLE, READER_FAILED)


def check(
    archive: Archive,
    run: int,
    sites: Mapping[str, SiteFile],
    results: Sequence[ShardResult],
    file_errors: Sequence[str],
) -> list[str]:
    """Open and close issues by the crawl's results; return one line for each that needs a person now."""
    db = archive.db.conn
    refused = (f"{row['site'] or 'no site'}: {row['detail']}" for row in rows(db, run, "refused"))
    lines = [*file_errors, *(row["detail"] for row in rows(db, run, "damaged")), *refused]
    lines += _without_text(rows(db, run, "without_text"))
    lines += _not_filled(rows(db, run, "unreadable"))
    visits: dict[str, Mapping[str, object]] = {}
    with archive.transaction():
        for line in file_errors:
            archive.open_issue(run, None, SITE_FILE, line, about=Path(line.partition(".yaml")[0]).name)
        for result in results:
            visits.update(result.summary.get("sites", {}))
            about = f"shard {result.shard.number}"
            if result.error is not None:
                archive.open_issue(run, None, FAILED_CRAWL, result.error, about=about)
                lines.append(f"crawl of {about}: {result.error}")
            else:
                archive.close_issue(None, FAILED_CRAWL, about=about)
        for site in sorted(sites):
            archive.close_issue(None, SITE_FILE, about=site)
            if site not in visits:
                continue  # its shard failed, so nothing is known about the site tonight
            failed = visits[site].get("failed")
            if failed:
                archive.open_issue(run, site, FAILED_CRAWL, str(failed))
                lines.append(f"{site}: {failed}")
                continue  # the visit is incomplete: a missing page is no evidence
            archive.close_issue(site, FAILED_CRAWL)
            lines += _record_accounts(archive, run, site, visits[site])
            if not visits[site].get("left"):  # a visit that was cut short did not see every part of a list
                named = [entry.url for entry in sites[site].lists]
                _drop_accounts(archive, site, [*named, *_listed(visits[site])])
            left = visits.get(site, {}).get("left")
            lines += _column(
                archive,
                run,
                site,
                sites[site],
                unclear=bool(left) or has_open(archive.db.conn, site, UNCLEAR),
            )
            if left:
                archive.open_issue(run, site, LEFT_ALONE, str(left))
                lines.append(f"{site}: {left}")
                continue  # assertions are only checked after a complete visit
            archive.close_issue(site, LEFT_ALONE)
            problems = visits.get(site, {}).get("problems", ())
            lines += _crawl_problems(archive, run, site, problems if isinstance(problems, list) else [])
            broken = broken_assertions(sites[site].assertions, reports_of(archive.db.conn, site))
            for key in Assertions.model_fields:
                if detail := broken.get(key):
                    archive.open_issue(run, site, ASSERTION, detail, about=key)
                    lines.append(f"{site}: assertions.{key}: {detail}")
                else:
                    archive.close_issue(site, ASSERTION, about=key)
    return lines


def _without_text(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a line for each site with documents whose pages have no text in them."""
    pages: dict[str, list[str]] = {}
    for row in found:
        pages.setdefault(row["site"] or "no site", []).append(row["url"])
    return [
        f"{site}: {counted(len(urls), 'document')} without text, such as {urls[0]}; a script may fill the page"
        for site, urls in pages.items()
    ]


def _not_filled(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a line for each site with reports that wait because a script fills in their text."""
    pages: dict[str, list[str]] = {}
    for row in found:
        if row["detail"] == NOT_FILLED:
            pages.setdefault(row["site"] or "no site", []).append(row["url"])
    return [
        f"{site}: the text of {counted(len(urls), 'report')}, such as {urls[0]}, was not obtained: "
        "a script or a frame fills it in"
        for site, urls in pages.items()
    ]


def _column(archive: Archive, run: int, site: str, file: SiteFile, *, unclear: bool) -> list[str]:
    """Open an issue for a site without a known list of reports, or whose lists never showed one.

    Its next report would not be found. `unclear`: the visit ended early, or something of the site was not read and is
    an issue of its own, so that what the lists did not show is no evidence.
    """
    named = [entry.url for entry in file.lists if entry.kind in ("reports", "mixed")]
    if named and (unclear or had_reports(archive.db.conn, site)):
        if not unclear:
            archive.close_issue(site, COLUMN_UNKNOWN, about="lists")
        return []
    if named:
        found = f"no report was found on {', '.join(named[:3])}"
    else:
        found = f"no list of reports is known, only the addresses of {counted(len(file.reports), 'single report')}"
    detail = f"{found}; `fangzhi site check {site}` looks for one"
    archive.open_issue(run, site, COLUMN_UNKNOWN, detail, about="lists")
    return [f"{site}: {detail}"]


def _crawl_problems(archive: Archive, run: int, site: str, problems: Sequence[str]) -> list[str]:
    """Open an issue for each problem of a site's crawl, and close those that no longer occur."""
    known = archive.db.execute(
        "SELECT about FROM issues WHERE site_id = ? AND code = ? AND closed_at IS NULL", (site, CRAWL_PROBLEM)
    ).fetchall()
    for (about,) in known:
        if about not in problems:
            archive.close_issue(site, CRAWL_PROBLEM, about=about)
    for problem in problems:
        archive.open_issue(run, site, CRAWL_PROBLEM, problem, about=problem)
    return [f"{site}: {problem}" for problem in problems]


def _record_accounts(archive: Archive, run: int, site: str, visit: Mapping[str, Any]) -> list[str]:
    """Record the list accounts of a site's crawl; return one line for each incomplete list.

    A list that was read completely closes its issues. An account that is still open (the visit was cut short) opens
    and closes nothing. Runs inside the caller's transaction.
    """
    lines: list[str] = []
    accounts = [Account.from_dict(values) for values in visit.get("lists", ())]
    for account in accounts:
        account.compare(issues.usual_rows(archive.db, site, account.url))
        if visit.get("left") and account.state != "complete":
            account.state = "open"  # the visit was cut short, so the list was not read to its end
        issues.enter_list(archive.db, run, site, account.as_dict())
        if account.state == "open":
            continue
        for code in LIST_CODES:
            if code == account.code:
                archive.open_issue(run, site, code, line_of(account), about=account.url)
                lines.append(f"{site}: {code}: {account.url}: {line_of(account)}")
            else:
                archive.close_issue(site, code, about=account.url)
    return lines


def _listed(visit: Mapping[str, Any]) -> list[str]:
    """Return the addresses of the lists that a visit read, parts of lists (a year, a mandate) included."""
    return [one["url"] for one in visit.get("lists", ())]


def _drop_accounts(archive: Archive, site: str, urls: Sequence[str]) -> None:
    """Delete the accounts and close the issues of lists that neither the site file nor the visit names any more."""
    issues.forget_lists(archive.db, site, list(urls))
    open_ones = archive.db.execute(
        "SELECT code, about FROM issues WHERE site_id = ? AND closed_at IS NULL AND code IN (?, ?)",
        (site, *LIST_CODES),
    ).fetchall()
    for code, about in open_ones:
        if about not in urls:
            archive.close_issue(site, code, about=about)


def broken_assertions(wanted: Assertions, reports: Sequence[ReportFacts]) -> dict[str, str]:
    """Return the assertions that fail: key of the assertion → what was found."""
    broken = {}
    count = len(reports)
    if wanted.min_reports is not None and count < wanted.min_reports:
        broken["min_reports"] = f"{counted(count, 'report')}, at least {wanted.min_reports} expected"
    if wanted.max_reports is not None and count > wanted.max_reports:
        broken["max_reports"] = f"{counted(count, 'report')}, at most {wanted.max_reports} expected"
    missing = sorted(set(wanted.years) - {report.plan_year for report in reports})
    if missing:
        broken["years"] = "no report for " + ", ".join(map(str, missing))
    if wanted.min_indicators is not None:
        poor = [report for report in reports if report.indicators < wanted.min_indicators]
        if poor:
            found = ", ".join(
                f"{report.title or report.plan_year} has {report.indicators}" for report in poor[:5]
            )
            broken["min_indicators"] = f"{found}; at least {wanted.min_indicators} figures a report expected"
    return broken
