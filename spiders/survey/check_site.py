"""`fangzhi site check`: whether known sites are still as their files describe them; `fangzhi site list`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.warc.addresses import page_address
from archive.warc.outcomes import PRESENT
from archive.warc.payloads import PayloadError
from archive.warc.reader import captures, payload_at
from archive.warc.records import WarcError
from archive.wording import counted
from parsers.text.decode import decode
from spiders.config import sitefile, sitefolders
from spiders.config.settings import BEIJING
from spiders.config.sitefile import SiteFile
from spiders.lists.base import ListPage, PageRequest
from spiders.rendering.rendition import Rendition
from spiders.survey.launch import RECORDED, Sample, record, samples, survey
from spiders.survey.new_site import is_rendered, render, rendered_evidence
from spiders.survey.verdict import judge
from spiders.visit import candidates


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of checking a site file.

    `result` and `detail` are the verdict; `ok`: it fits, and its assertions are true; `verified`: the file was marked
    verified; `written`: the file that was written, for a site whose lists were found by this check; `again`: the crawl
    hours ended before the site was judged.
    """

    id: str
    ok: bool
    result: str
    detail: str
    verified: bool
    written: str | None
    family: str | None
    why: tuple[str, ...]
    candidates: int
    years: dict[str, list[int]]
    requests: int
    samples: tuple[Sample, ...]
    added: tuple[str, ...]
    vanished: tuple[str, ...]
    problems: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `site list`; `error` if the file can't be used."""

    id: str
    name: str | None
    division: str | None
    family: str | None
    verified: datetime.date | None
    sources: int
    error: str | None = None


def listing(folders: Sequence[Path]) -> list[Row]:
    """Return all site files in force, including unusable ones. Raises SiteFileError for a missing folder."""
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


def check(
    ids: Sequence[str], folders: Sequence[Path], own: Path, data: Path
) -> Generator[Checked, None, None]:
    """Visit known sites as their files describe them, many at once; yield each when it is done.

    One that works is marked verified today, in the folder `own`; for a file without a list, one is searched for.
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
    good: set[str] = set()

    def keep(name: str, warc: Path) -> None:
        if name in good:
            record(warc, own, name)

    for name, found in survey(texts, data, new=False, keep=keep):
        wider = with_lists(sites[name], found)
        one = _checked(wider or sites[name], found, own, written=wider is not None)
        if one.verified:
            good.add(name)
            mark_verified(render(wider) if wider else texts[name], own / f"{name}.yaml")
        yield one


def with_lists(site: SiteFile, found: Mapping[str, Any]) -> SiteFile | None:
    """Return the file of a site without lists, with those that were found and the evidence; None if none was found."""
    if site.lists or not found["lists"]:
        return None
    evidence = [
        f"{one['url']} is {one['name']}: {one['found']}; "
        f"{counted(len(found['candidates'].get(one['url'], ())), 'link')} may be reports"
        for one in found["lists"]
    ]
    evidence += [f"{host} is part of the site: {why}" for host, why in found["hosts"].items()]
    evidence += rendered_evidence(found)
    evidence += [f"{url} is not read: {why}" for url, why in found["unread"].items()]
    values = {
        **site.model_dump(),
        "family": found["family"]["family"],
        "lists": [{"url": one["url"], "kind": one["kind"]} for one in found["lists"]],
        "render": "lists" if site.render or is_rendered(found) else None,
        "hosts": [*site.hosts, *(host for host in found["hosts"] if host not in site.hosts)],
        "evidence": [*site.evidence, *evidence],
    }
    return SiteFile.model_validate(values)


def _checked(site: SiteFile, found: Mapping[str, Any], folder: Path, *, written: bool) -> Checked:
    links = [link for links in found["candidates"].values() for link in links]
    wrong = []
    least, most = site.assertions.min_reports, site.assertions.max_reports
    if site.lists and least is not None and len(links) < least:
        wrong.append(f"assertions.min_reports: {least}, but {counted(len(links), 'link')} may be reports")
    if site.lists and most is not None and len(links) > most:
        wrong.append(f"assertions.max_reports: {most}, but {counted(len(links), 'link')} may be reports")
    verdict = judge(site, found)
    problems = [*found["problems"], *wrong]
    if verdict is not None and not verdict.fits:
        problems.append(f"{verdict.result}: {verdict.detail}")
    before = None if written else recorded_links(site, folder / RECORDED / f"{site.id}.warc.gz")
    family = found["family"] or {"family": None, "why": ()}
    verified = verdict is not None and verdict.works and not wrong
    return Checked(
        site.id,
        verdict is not None and verdict.fits and not wrong,
        verdict.result if verdict else "not judged",
        verdict.detail if verdict else str(found["left"]),
        verified,
        str(folder / f"{site.id}.yaml") if verified else None,
        family["family"],
        tuple(family["why"]),
        len(links),
        found["years"],
        found["requests"],
        samples(found),
        tuple(link for link in links if link not in before) if before is not None else (),
        tuple(link for link in before if link not in links) if before is not None else (),
        tuple(problems),
        again=verdict is None,
    )


def recorded_links(site: SiteFile, path: Path) -> list[str] | None:
    """Return the links to reports on a site's recorded list pages; None if none were recorded."""
    if not path.is_file():
        return None
    starts = {page_address(entry.url): entry for entry in site.lists}
    links: list[str] = []
    start_of: dict[str, str] = {}
    requested: dict[str, PageRequest] = {}  # by address: how each page names the next one
    for capture in captures(path):
        if capture.fields is None or capture.fields.role != "list" or capture.fields.outcome not in PRESENT:
            continue
        start = next(
            (url for url in (capture.url, capture.fields.via, start_of.get(capture.url)) if url in starts),
            None,
        )
        if start is None:
            continue
        start_of[capture.url] = start
        try:
            payload = payload_at(path, capture.position.offset)
        except (WarcError, PayloadError):
            continue
        entry = starts[start]
        if capture.record_type == "conversion":
            listings = [listing for _, listing in Rendition.from_json(payload.data).pages()]
        else:
            text = decode(payload.data, payload.content_type).text
            url = capture.url.partition("#post-")[0]
            page = ListPage(url, text, 1, entry.url, requested.get(capture.url))
            listings = [candidates.read_list(site, page, entry)]
            if (following := listings[0].following) is not None:
                requested[following.address] = following
                start_of.setdefault(following.address, start)
        shown = [link for listing in listings for link in listing.links]
        links += [link.url for link in shown if candidates.may_be_report(site, link, entry)]
    return list(dict.fromkeys(links))


def mark_verified(text: str, path: Path) -> None:
    """Write a site file marked as verified today."""
    path.parent.mkdir(parents=True, exist_ok=True)
    today = datetime.datetime.now(BEIJING).date().isoformat()
    marked, count = re.subn(r"(?m)^verified:.*$", f"verified: {today}", text)
    path.write_text(marked if count else f"{text.rstrip()}\nverified: {today}\n", "utf-8")
