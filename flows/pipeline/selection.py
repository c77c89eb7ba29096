"""Choose the sites of a night, and check that they may be crawled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.store import SiteRow
from flows.errors import CouldNotRunError, WrongUsageError
from flows.pipeline import notify
from spiders.config import settings as operator
from spiders.config import sitefile, sitefolders
from spiders.config.sitefile import SiteFile


@dataclass(frozen=True, slots=True)
class Selection:
    """The sites of a night, the folder of `--sites`, and one line for each file that can't be used."""

    folder: Path | None
    sites: Mapping[str, SiteFile]
    errors: tuple[str, ...]


def select(data: Path, sites: Path | None, only: Sequence[str], everything: bool) -> Selection:
    """Return the sites of a night. Raises WrongUsageError if none is left."""
    folders = sitefolders.in_force(sites, data)
    try:
        found = sitefolders.survey(folders, only or None)
    except sitefile.SiteFileError as error:
        raise WrongUsageError(str(error)) from error
    where = " and ".join(map(str, folders))
    if not found.sites and not found.errors:
        raise WrongUsageError(
            f"{where}: no site file there; `fangzhi site new URL{_options(data, sites)}` writes one"
        )
    chosen = {
        name: site for name, site in found.sites.items() if only or everything or site.verified is not None
    }
    if not chosen:
        raise WrongUsageError(
            found.errors[0]
            if found.errors
            else f"{where}: no site file is verified yet; "
            f"run `fangzhi site check --unverified{_options(data, sites)}` first (--only ID runs one unverified)"
        )
    return Selection(sites, chosen, found.errors)


def _options(data: Path, sites: Path | None) -> str:
    """Return the options with which the next command finds the same folders."""
    given = "" if data == Path("data") else f" --data {data}"
    return given if sites is None else f"{given} --sites {sites}"


def site_row(name: str, site: SiteFile) -> SiteRow:
    """Return the archive's row for a site file."""
    return SiteRow(name, site.name, site.division, site.homepage, site.family, site.priority)


def prepare(data: Path, selection: Selection) -> None:
    """Refuse, before anything is written, bad settings and a live crawl without a contact."""
    try:
        settings = operator.load(data)
        notify.load(data)  # report a mistake there before the night, not after it
        for site in selection.sites.values():
            for url in (site.homepage, *(entry.url for entry in site.lists), *site.reports):
                operator.require_contact(settings, url, data)
    except operator.ContactMissingError as error:
        raise CouldNotRunError(str(error)) from error
    except operator.SettingsError as error:
        raise WrongUsageError(str(error)) from error
