"""`fangzhi site check --all|--unverified` and `site survey`: many sites at once, resumable at any moment."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Final

from archive.wording import counted
from flows.commands import site_tables
from flows.commands.progress import Progress
from flows.commands.site import stopped
from flows.errors import NEEDS_A_PERSON, WrongUsageError
from flows.output import Output
from spiders.config import sitefile, sitefolders
from spiders.config.settings import SettingsError
from spiders.survey import check_site, nation
from spiders.survey.journal import Journal
from spiders.survey.launch import SurveyError

CHECK: Final = "site-check"  # .md and .json in the data folder; .jsonl during a check
SURVEY: Final = "site-survey"
CHECK_COLUMNS = ("id", "result", "detail", "requests")
SURVEY_COLUMNS = ("code", "name", "result", "detail", "homepage", "path")


def check_many(data: Path, sites: Path | None, output: Output, *, everything: bool) -> int:
    """Check all site files, or those not verified yet; return 1 if one does not fit.

    A check that was stopped resumes: its list of sites and the finished rows are in DATA/site-check.jsonl.
    """
    folders, own = sitefolders.in_force(sites, data), sitefolders.own_folder(sites, data)
    journal = Journal(data / f"{CHECK}.jsonl", "id")
    head = journal.rows.pop("", None)
    try:
        found = sitefolders.survey(folders)
        for line in found.errors:
            output.warn(line)
        ids = [name for name, site in found.sites.items() if everything or site.verified is None]
        batch = {"id": "", "folders": [str(folder) for folder in folders], "everything": everything}
        if head is None or {**head, "ids": None} != {**batch, "ids": None}:
            journal.end()
            journal.rows.clear()
            journal.add({**batch, "ids": ids})
            journal.rows.pop("")
        else:
            ids = head["ids"]
            output.say(f"resuming: {len(journal.rows)} of {counted(len(ids), 'site')} done before")
        waiting = [name for name in ids if name not in journal.rows and name in found.sites]
        again = 0
        with Progress(output) as progress:
            progress("checking sites", len(ids) - len(waiting), len(ids))
            with closing(check_site.check(waiting, folders, own, data)) as checked:
                for one in checked:
                    if one.again:
                        again += 1
                        continue
                    journal.add(asdict(one))
                    progress("checking sites", len(journal.rows), len(ids))
    except SurveyError as error:
        raise stopped(error) from error
    except (sitefile.SiteFileError, SettingsError) as error:
        raise WrongUsageError(str(error)) from error
    rows = [journal.rows[name] for name in ids if name in journal.rows]
    site_tables.write(data / CHECK, "Check of the site files", rows, CHECK_COLUMNS)
    site_tables.show(output, rows, CHECK_COLUMNS)
    if again:
        output.warn(
            f"the hours of fangzhi.toml ended before {counted(again, 'site')}; the same command resumes"
        )
    else:
        journal.end()
    output.say(f"written: {data / CHECK}.md, {data / CHECK}.json")
    summary = {"command": "site check", "data": str(data), "counts": site_tables.counts(rows), "sites": rows}
    output.summary({**summary, "waiting": again})
    return 0 if not again and not found.errors and all(row["ok"] for row in rows) else NEEDS_A_PERSON


def survey(
    data: Path, sites: Path | None, output: Output, codes: Sequence[str],
    *, homes: Path | None, most: int | None, minutes: float | None, retry: bool,
) -> int:  # fmt: skip
    """Onboard every division below the codes from its home page; return 1 while one of them waits for a person.

    Each finished division is a line of DATA/site-survey.jsonl, from which the same command resumes.
    """
    folders, own = sitefolders.in_force(sites, data), sitefolders.own_folder(sites, data)
    journal = Journal(data / f"{SURVEY}.jsonl", "code")
    try:
        table = nation.homepages(homes)
        chosen = {home.code: home for code in codes for home in _below(table, code)}
        waiting = [
            home for home in chosen.values()
            if home.code not in journal.rows or (retry and not journal.rows[home.code]["fits"])
        ]  # fmt: skip
        rest = waiting[most:] if most is not None else []
        again = _survey(waiting[:most], journal, own, data, output, folders, minutes, len(chosen))
    except SurveyError as error:
        raise stopped(error) from error
    except (sitefile.SiteFileError, SettingsError) as error:
        raise WrongUsageError(str(error)) from error
    done = [journal.rows[code] for code in chosen if code in journal.rows]
    site_tables.write(data / SURVEY, "Survey of home pages", list(journal.rows.values()), SURVEY_COLUMNS)
    site_tables.show(output, [row for row in done if not row["fits"]], SURVEY_COLUMNS[:4])
    fitting = sum(row["fits"] for row in done)
    left = len(chosen) - len(done)
    output.say(
        f"{counted(len(chosen), 'division')}: {fitting} fitting and verified, {len(done) - fitting} waiting for a "
        f"person, {left} not surveyed yet"
    )
    output.say(f"written: {data / SURVEY}.md, {data / SURVEY}.json, site files in {own}")
    if again or rest or left:
        output.warn(f"{counted(left, 'division')} not surveyed yet; the same command resumes")
    output.summary(
        {
            "command": "site survey", "data": str(data), "divisions": len(chosen), "fitting": fitting,
            "left": left, "counts": site_tables.counts(done), "sites": site_tables.worst_first(done),
        }
    )  # fmt: skip
    return 0 if fitting == len(chosen) else NEEDS_A_PERSON


def _survey(
    waiting: Sequence[nation.Home], journal: Journal, own: Path, data: Path, output: Output,
    folders: Sequence[Path], minutes: float | None, whole: int,
) -> bool:  # fmt: skip
    """Survey the divisions until the minutes or the hours end; return whether any are left."""
    taken = sitefolders.survey(folders).sites
    made, bad = nation.drafts(waiting, taken)
    for one in bad:
        journal.add(nation.as_row(one))
    began = time.monotonic()
    before = whole - len(made)
    with (
        Progress(output) as progress,
        closing(nation.survey_divisions(made, own, data)) as surveyed,
    ):
        progress("surveying divisions", before, whole)
        for done, row in enumerate(surveyed, 1):
            if row is None:  # outside the hours, visits that have begun are abandoned too
                return True
            journal.add(nation.as_row(row))
            progress("surveying divisions", before + done, whole)
            if minutes is not None and time.monotonic() - began > minutes * 60:
                return done < len(made)
    return False


def _below(table: list[nation.Home], code: str) -> list[nation.Home]:
    found = nation.below(table, code) if code == "all" or (code.isdecimal() and 2 <= len(code) <= 6) else []
    if not found:
        raise WrongUsageError(
            f"{code}: no home page is known below it; give a code such as 21, 2102 or 210204, or `all`"
        )
    return found
