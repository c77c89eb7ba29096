"""`fangzhi site new`, `site check` and `site list`: plain functions with typed results.

A look at a live site runs in a process of its own (spiders.look), for Scrapy's reactor starts only once
in a process.
"""

from __future__ import annotations

import datetime
import ipaddress
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.outcomes import PRESENT
from archive.payloads import PayloadError
from archive.warcread import captures, payload_at
from archive.warcrecords import WarcError
from parsers.decode import decode
from spiders import settings as operator
from spiders import sitefile
from spiders.families import FAMILIES
from spiders.families.base import ListPage
from spiders.middlewares.bounds import is_public
from spiders.settings import BEIJING
from spiders.sitefile import SiteFile
from spiders.titles import judge

RECORDED = "recorded"  # folder beside the site files: what the sites showed when they were looked at
DOCUMENTS = ("work_report", "livelihood_projects")


class LookError(Exception):
    """A site could not be looked at; `exit_code` as in the command line's contract."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of the site as the archive would hold it."""

    url: str
    title: str | None
    kind: str
    division_name: str | None
    review_year: int | None
    plan_year: int | None
    characters: int


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list of the site: how it was found, and how many of its links may be reports."""

    url: str
    kind: str
    found: str
    candidates: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A site file that was written from a live page, with the reasons."""

    id: str
    path: Path
    recorded: Path
    site: SiteFile
    why: tuple[str, ...]
    lists: tuple[FoundList, ...]
    samples: tuple[Sample, ...]
    problems: tuple[str, ...]


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


def listing(folder: Path) -> list[Row]:
    """All site files of a folder, unusable ones included. Raises SiteFileError without the folder."""
    rows = []
    for path in sitefile.site_paths(folder):
        try:
            site = sitefile.load(path)
        except sitefile.SiteFileError as error:
            rows.append(Row(path.stem, None, None, None, None, 0, str(error)))
            continue
        sources = len(site.lists) + len(site.reports)
        rows.append(Row(site.id, site.name, site.division, site.family, site.verified, sources))
    return rows


# -- site new --------------------------------------------------------------------------------------


def new(url: str, folder: Path, data: Path) -> Proposal:
    """Look at the site of `url`, write FOLDER/ID.yaml and what was seen. Raises LookError, SiteFileError.

    Nothing is asked: what could not be told from the pages is left out of the file.
    """
    typed = url if "://" in url else f"http://{url}"
    draft = _draft(typed)
    path = folder / f"{draft.id}.yaml"
    if path.exists():
        raise LookError(f"{path}: is there already; `fangzhi site check {draft.id}` tests it", 2)
    with tempfile.TemporaryDirectory(prefix="fangzhi-look-") as work:
        drafts = Path(work) / "drafts"
        drafts.mkdir()
        (drafts / path.name).write_text(render(draft), "utf-8")
        found = _look([draft.id], drafts, data, Path(work) / "warc", typed)[draft.id]
        if not found["lists"]:
            seen = found["left"] or "; ".join(found["problems"]) or "no list of reports was found"
            raise LookError(
                f"{draft.homepage}: {seen}; give the address of the report list itself: fangzhi site new LIST-ADDRESS",
                1,
            )
        site = _proposed(draft, found)
        folder.mkdir(parents=True, exist_ok=True)
        recorded = _keep(Path(work) / "warc", folder, draft.id)
        path.write_text(render(site, f"Written by `fangzhi site new {url}`."), "utf-8")
    lists = tuple(
        FoundList(one["url"], one["kind"], one["found"], len(found["candidates"].get(one["url"], ())))
        for one in found["lists"]
    )
    return Proposal(
        draft.id,
        path,
        recorded,
        site,
        tuple(found["family"]["why"]),
        lists,
        _samples(found),
        tuple(found["problems"]),
    )


def site_id(url: str) -> str:
    """An id from a host: what names the place, without www, gov and cn.

    >>> site_id("http://www.yunxi.gov.cn/"), site_id("http://zwgk.yunxi.gov.cn/"), site_id("http://127.0.0.1:80/")
    ('yunxi', 'zwgk-yunxi', '127-0-0-1-80')
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    labels = host.split(".")
    if not _is_address(host):
        labels = [label for label in labels if label not in ("www", "gov", "cn", "com", "org", "net")]
    name = "-".join([*labels, *([str(parts.port)] if parts.port else [])])
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "site"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _draft(typed: str) -> SiteFile:
    """A site file that only says where to look: the home page's host, with and without www."""
    parts = urlsplit(typed)
    host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    home = f"{parts.scheme}://{parts.netloc}/"
    values: dict[str, Any] = {"name": host or typed, "homepage": home, "family": "plain", "reports": [typed]}
    if host and not _is_address(host) and host != "localhost":
        values["hosts"] = [other + port]
    if host == "localhost" or not is_public(host):
        values["allow_private"] = True
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return sitefile.parse(text, site_id(typed), typed)


def _proposed(draft: SiteFile, found: dict[str, Any]) -> SiteFile:
    samples = found["samples"]
    third_party = sum(one["source_kind"] == "third_party" for one in samples)
    official = found["family"]["family"] != "aggregator" and 2 * third_party <= len(samples)
    codes = Counter(one["division"] for one in samples if one["division"])
    division = None
    if official and codes and 2 * codes.most_common(1)[0][1] > len(samples):
        division = codes.most_common(1)[0][0]
    names = Counter(one["division_name"] for one in samples if one["division"] == division and division)
    name = f"{names.most_common(1)[0][0]}人民政府" if names else found["name"] or draft.name
    evidence = [f"family: {word}" for word in found["family"]["why"]]
    evidence += [
        f"{one['url']} is {one['name']}: {one['found']}; "
        f"{len(found['candidates'].get(one['url'], ()))} links may be reports"
        for one in found["lists"]
    ]
    home = found["home"]
    asked = {urlsplit(url).netloc for url in (home, *(one["url"] for one in found["lists"]))}
    values = {
        **draft.model_dump(exclude={"hosts", "reports"}),
        "name": name,
        "division": division,
        "homepage": home,
        "family": found["family"]["family"],
        "lists": [{"url": one["url"], "kind": one["kind"]} for one in found["lists"]],
        "hosts": [host for host in draft.hosts if host in asked and host != urlsplit(home).netloc],
        "official": official,
        "verified": datetime.datetime.now(BEIJING).date(),
        "evidence": evidence,
    }
    return SiteFile.model_validate(values)


def render(site: SiteFile, head: str = "") -> str:
    """A site file as YAML text, keys in the order in which docs/sites.md explains them."""
    lines = [f"# {head} docs/sites.md explains each key."] if head else []
    values = site.model_dump(mode="json", exclude_defaults=True, exclude={"id", "lists"})
    values["verified"] = site.verified.isoformat() if site.verified else None
    order = [name for name in SiteFile.model_fields if name in values or name == "lists"]
    for name in order:
        if name == "lists":
            if site.lists:
                lines.append("lists:")
            for entry in site.lists:
                told = entry.model_dump(mode="json", exclude_defaults=True)
                first, *rest = told.items()
                lines.append(f"  - {first[0]}: {_scalar(first[1])}")
                lines += [f"    {key}: {_scalar(value)}" for key, value in rest]
        elif isinstance(values[name], list):
            lines.append(f"{name}:")
            lines += [f"  - {_scalar(item)}" for item in values[name]]
        else:
            lines.append(f"{name}: {_scalar(values[name])}")
    return "\n".join(lines) + "\n"


def _scalar(value: Any) -> str:
    """A value in YAML's flow style; plain where that can't be misread."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff./:-]*[\w/]", value):
        return (
            value
            if ": " not in value and value not in ("null", "true", "false", "yes", "no")
            else json.dumps(value)
        )
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    return json.dumps(value, ensure_ascii=False)


# -- site check ------------------------------------------------------------------------------------


def check(ids: Sequence[str], folder: Path, data: Path) -> list[Checked]:
    """Look at known sites as their files say; a file that passes is marked verified today.

    Raises LookError, SiteFileError.
    """
    sites = {name: sitefile.load(folder / f"{name}.yaml") for name in ids}
    with tempfile.TemporaryDirectory(prefix="fangzhi-look-") as work:
        told = _look(list(ids), folder, data, Path(work) / "warc", None)
        checked = [_checked(sites[name], told[name], folder) for name in ids]
        for one in checked:
            if one.ok:
                _mark_verified(folder / f"{one.id}.yaml")
        if len(ids) == 1 and checked[0].ok:
            _keep(Path(work) / "warc", folder, ids[0])
    return checked


def _checked(site: SiteFile, found: dict[str, Any], folder: Path) -> Checked:
    problems = list(found["problems"])
    if found["left"]:
        problems.append(f"left alone: {found['left']}")
    links = [link for links in found["candidates"].values() for link in links]
    if site.lists and not links:
        problems.append("no list shows a link with the title of a report")
    samples = _samples(found)
    if samples and not any(sample.kind in DOCUMENTS for sample in samples):
        problems.append(f"none of {len(samples)} articles that were read is a report or a livelihood list")
    if not samples:
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
        len(links), samples, added, vanished, tuple(problems),
    )  # fmt: skip


def recorded_links(site: SiteFile, path: Path) -> list[str] | None:
    """The links to reports on the list pages that were recorded of a site; None where none were."""
    if not path.is_file():
        return None
    starts = {entry.url.partition("#")[0] for entry in site.lists}
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
        page = ListPage(capture.url, decode(payload.data, payload.content_type).text, 1, start)
        links += [
            link.url
            for link in FAMILIES[site.family].read(page).links
            if judge(link.title) != "no"
            and FAMILIES[site.family].is_article(link.url)
            and site.allows(link.url)
        ]
    return list(dict.fromkeys(links))


def _mark_verified(path: Path) -> None:
    today = datetime.datetime.now(BEIJING).date().isoformat()
    text = path.read_text("utf-8")
    marked, count = re.subn(r"(?m)^verified:.*$", f"verified: {today}", text)
    path.write_text(marked if count else f"{text.rstrip()}\nverified: {today}\n", "utf-8")


# -- the process that looks ------------------------------------------------------------------------


def _look(ids: Sequence[str], sites: Path, data: Path, warc: Path, typed: str | None) -> dict[str, Any]:
    try:
        settings = operator.load(data)
        for name in ids:
            operator.require_contact(settings, sitefile.load(sites / f"{name}.yaml").homepage, data)
    except operator.SettingsError as error:
        raise LookError(str(error), 3 if isinstance(error, operator.ContactMissingError) else 2) from error
    command = [
        sys.executable, "-m", "spiders.look", "--data", str(data), "--warc", str(warc), "--sites", str(sites),
        *(("--typed", typed) if typed else ()), *ids,
    ]  # fmt: skip
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        words = done.stderr.strip().splitlines()
        raise LookError(
            words[-1] if words else f"the look ended with {done.returncode}", done.returncode or 3
        )
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def _keep(warc: Path, folder: Path, name: str) -> Path:
    """Keep what was captured beside the site files."""
    target = folder / RECORDED / f"{name}.warc.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        for part in sorted(warc.glob("*.warc.gz")):
            with part.open("rb") as file:
                shutil.copyfileobj(file, out)
    return target


def _samples(found: dict[str, Any]) -> tuple[Sample, ...]:
    names = ("url", "title", "kind", "division_name", "review_year", "plan_year", "characters")
    return tuple(Sample(**{name: one[name] for name in names}) for one in found["samples"])
