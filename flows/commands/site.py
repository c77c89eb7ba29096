"""`fangzhi site new | check | list`: write site files from live pages, test them, list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from archive.wording import counted
from flows.errors import NEEDS_A_PERSON, CommandError, CouldNotRunError, WrongUsageError
from flows.output import Output
from spiders.config import settings, sitefile, sitefolders
from spiders.survey import check_site, new_site
from spiders.survey.check_site import Checked
from spiders.survey.launch import Sample, SurveyError
from spiders.survey.verdict import ends_early, spans


def new(data: Path, sites: Path | None, output: Output, url: str) -> int:
    """Write a site file from a live page; return 1 if something is missing or was not read."""
    if "://" in url and not url.lower().startswith(("http://", "https://")):
        raise WrongUsageError(f"URL: give an address that starts with http:// or https://, not {url!r}")
    folder = sitefolders.own_folder(sites, data)
    with output.step(f"looking at {url}"):
        try:
            found = new_site.new(url, folder, data)
        except SurveyError as error:
            raise stopped(error) from error
        except (sitefile.SiteFileError, settings.SettingsError) as error:
            raise WrongUsageError(str(error)) from error
        except OSError as error:
            raise CouldNotRunError(f"{folder} can't be written: {error.strerror}") from error
    output.say(f"{found.site.name}: family {found.site.family}")
    for line in found.why:
        output.say(f"    {line}")
    for one in found.lists:
        output.say(f"list ({one.kind}, {one.candidates} possible reports, {one.found}): {one.url}")
    if found.site.render:
        output.say("render: lists: a browser shows rows that no reader of ours can obtain")
    _samples(output, found.samples)
    for kind, words in (("reports", "reports"), ("livelihood", "livelihood lists")):
        output.say(
            f"{words} found: {spans('years', found.years.get(kind, [])).removeprefix('years of ') or 'none'}"
        )
    if old := ends_early(found.years.get("reports", []), datetime.now(settings.BEIJING).year):
        output.say(f"    {old}")
    output.say(f"written: {found.path}")
    for line in found.problems:
        output.warn(f"not read: {line}")
    if found.verdict.fits:
        output.say(f"{found.id}: fitting ({found.verdict.result})")
    else:
        output.warn(f"{found.id}: not fitting: {found.verdict.result}: {found.verdict.detail}")
    output.summary({"command": "site new", **asdict(found), "site": found.site.model_dump(mode="json")})
    return 0 if found.verdict.fits and not found.problems else NEEDS_A_PERSON


def check(data: Path, sites: Path | None, output: Output, ids: Sequence[str]) -> int:
    """Check known sites against their files; return 1 if one no longer fits."""
    folders, own = sitefolders.in_force(sites, data), sitefolders.own_folder(sites, data)
    with output.step(f"looking at {', '.join(ids)}"):
        try:
            checked = list(check_site.check(ids, folders, own, data))
        except SurveyError as error:
            raise stopped(error) from error
        except (sitefile.SiteFileError, settings.SettingsError) as error:
            raise WrongUsageError(str(error)) from error
    for one in checked:
        output.say(_verdict(one))
        for line in one.problems:
            output.warn(f"{one.id}: {line}")
        _samples(output, one.samples)
    output.summary({"command": "site check", "sites": [asdict(one) for one in checked]})
    return 0 if all(one.ok for one in checked) else NEEDS_A_PERSON


def show(data: Path, sites: Path | None, output: Output) -> int:
    """List all site files; return 1 if one can't be used."""
    try:
        rows = check_site.listing(sitefolders.in_force(sites, data))
    except sitefile.SiteFileError as error:
        raise WrongUsageError(str(error)) from error
    if not rows:
        output.say("no site file there; `fangzhi site new URL` writes one")
    for row in rows:
        if row.error:
            output.warn(row.error)
        else:
            verified = f"verified {row.verified}" if row.verified else "not verified"
            output.say(f"{row.id}  {row.division or '-'}  {row.family}  {verified}  {row.name}")
    output.summary({"command": "site list", "sites": [asdict(row) for row in rows]})
    return NEEDS_A_PERSON if any(row.error for row in rows) else 0


def _verdict(one: Checked) -> str:
    links = counted(one.candidates, "possible report")
    return f"{one.id}: {one.result}; family {one.family or 'unknown'}, {links}"


def _samples(output: Output, samples: Sequence[Sample]) -> None:
    for sample in samples:
        years = f"review {sample.review_year or '-'}, plan {sample.plan_year or '-'}"
        output.say(f"    {sample.kind}: {sample.title} ({sample.division_name or 'no division'}, {years})")


def stopped(error: SurveyError) -> CommandError:
    """Return the error that ends a command whose survey could not be done."""
    stop = CommandError(str(error))
    stop.exit_code = error.exit_code
    return stop
