"""`fangzhi site check`: whether known sites still are as their files say; `fangzhi site list`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.warc.outcomes import PRESENT
from archive.warc.payloads import PayloadError
from archive.warc.reader import captures, payload_at
from archive.warc.records import WarcError
from parsers.decode import decode
from spiders.config import sitefile, sitefolders
from spiders.config.settings import BEIJING
from spiders.config.sitefile import SiteFile
from spiders.families.base import ListPage
from spiders.survey.launch import RECORDED, Sample, record, samples, survey
from spiders.visit import candidates

DOCUMENTS = ("work_report", "livelihood_projects")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a site file came to; `problems` is empty where all is well."""

    id: str
    ok: bool
    family: str | None
    why: tuple[str, ...]
    candidates: int
    samples: tuple[Sample, ...]
    added: tuple[str, ...]
    vanished: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `site list`; `error` where the file can't be used."""

    id: str
    name: str | None
    division: str | None
    family: str | None
    verified: datetime.date | None
    sources: int
    error: str | None = None


def listing(folders: Sequence[Path]) -> list[Row]:
    """All site files in force, unusable ones included. Raises SiteFileError for a missing folder."""
    rows = []
    for path in sitefolders.paths(folders).values():
        try:
            site = sitefile.load(path)
        except sitefile.SiteFileError as error:
            rows.append(Row(path.stem, None, None, None, None, 0, str(error)))
            continue
        sources = len(site.lists) + len(site.reports)
        rows.append(Row(site.id, site.name, site.division, site.family, site.verified, sources))
    return rows


def check(ids: Sequence[str], folders: Sequence[Path], own: Path, data: Path) -> list[Checked]:
    """Look at known sites as their files say; one that passes is marked verified today, in the folder `own`.

    Raises SurveyError, SiteFileError.
    """
    paths = sitefolders.paths(folders)
    for name in ids:
        if name not in paths:
            raise sitefile.SiteFileError(
                f"{folders[-1]}: no site file {name}.yaml; `fangzhi site list` shows those that are there"
            )
    sites = {name: sitefile.load(paths[name]) for name in ids}
    texts = {name: paths[name].read_text("utf-8") for name in ids}
    checked: dict[str, Checked] = {}

    def keep(name: str, warc: Path) -> None:
        if checked[name].ok:
            record(warc, own, name)

    for name, found in survey(texts, data, new=False, keep=keep):
        checked[name] = _checked(sites[name], found, own)
        if checked[name].ok:
            mark_verified(texts[name], own / f"{name}.yaml")
    return [checked[name] for name in ids]


def _checked(site: SiteFile, found: dict[str, Any], folder: Path) -> Checked:
    problems = list(found["problems"])
    if found["left"]:
        problems.append(f"left alone: {found['left']}")
    links = [link for links in found["candidates"].values() for link in links]
    if site.lists and not links:
        problems.append("no list shows a link with the title of a report")
    read = samples(found)
    if read and not any(sample.kind in DOCUMENTS for sample in read):
        problems.append(f"none of {len(read)} articles that were read is a report or a livelihood list")
    if not read:
        problems.append("no article could be read")
    family = found["family"]
    if family and family["family"] not in (site.family, "plain") and site.family != "plain":
        problems.append(f"family: the pages look like {family['family']} ({'; '.join(family['why'])})")
    least, most = site.assertions.min_reports, site.assertions.max_reports
    if site.lists and least is not None and len(links) < least:
        problems.append(f"assertions.min_reports: {least}, but {len(links)} links may be reports")
    if site.lists and most is not None and len(links) > most:
        problems.append(f"assertions.max_reports: {most}, but {len(links)} links may be reports")
    before = recorded_links(site, folder / RECORDED / f"{site.id}.warc.gz")
    added = tuple(link for link in links if link not in before) if before is not None else ()
    vanished = tuple(link for link in before if link not in links) if before is not None else ()
    return Checked(
        site.id, not problems, family["family"] if family else None, tuple(family["why"]) if family else (),
        len(links), read, added, vanished, tuple(problems),
    )  # fmt: skip


def recorded_links(site: SiteFile, path: Path) -> list[str] | None:
    """The links to reports on the list pages that were recorded of a site; None where none were."""
    if not path.is_file():
        return None
    starts = {entry.url.partition("#")[0]: entry for entry in site.lists}
    links: list[str] = []
    asked: dict[str, str] = {}
    for capture in captures(path):
        if capture.fields is None or capture.fields.role != "list" or capture.fields.outcome not in PRESENT:
            continue
        start = next(
            (url for url in (capture.url, capture.fields.via, asked.get(capture.url)) if url in starts), None
        )
        if start is None:
            continue
        asked[capture.url] = start
        try:
            payload = payload_at(path, capture.position.offset)
        except (WarcError, PayloadError):
            continue
        entry = starts[start]
        page = ListPage(capture.url, decode(payload.data, payload.content_type).text, 1, entry.url)
        links += [
            link.url
            for link in candidates.read_list(site, page, entry).links
            if candidates.may_be_report(site, link, entry)
        ]
    return list(dict.fromkeys(links))


def mark_verified(text: str, path: Path) -> None:
    """Write a site file with the mark that it was verified today."""
    path.parent.mkdir(parents=True, exist_ok=True)
    today = datetime.datetime.now(BEIJING).date().isoformat()
    marked, count = re.subn(r"(?m)^verified:.*$", f"verified: {today}", text)
    path.write_text(marked if count else f"{text.rstrip()}\nverified: {today}\n", "utf-8")
