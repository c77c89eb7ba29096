"""`fangzhi site new`: write a site file from a live page."""

from __future__ import annotations

import datetime
import ipaddress
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.wording import counted
from parsers.divisions import table
from spiders.config import sitefile
from spiders.config.settings import BEIJING
from spiders.config.sitefile import SiteFile
from spiders.survey.launch import Sample, SurveyError, record, samples, survey
from spiders.survey.verdict import Verdict, judge
from spiders.visit.bounds import is_public
from spiders.visit.lists.rendered_lists import needs_browser


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list of the site: how it was found, and how many of its links may be reports."""

    url: str
    kind: str
    found: str
    candidates: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A site file that was written from a live page, with the reasons; `verdict` is its verdict."""

    id: str
    path: Path
    recorded: Path
    site: SiteFile
    verdict: Verdict
    why: tuple[str, ...]
    lists: tuple[FoundList, ...]
    years: dict[str, list[int]]
    samples: tuple[Sample, ...]
    problems: tuple[str, ...]


def new(url: str, folder: Path, data: Path) -> Proposal:
    """Survey the site of `url`, write FOLDER/ID.yaml and the captures. Raises SurveyError, SiteFileError.

    There are no questions to the user: what could not be read from the pages is left out of the file.
    """
    made = draft(url)
    path = folder / f"{made.id}.yaml"
    if path.exists():
        raise SurveyError(f"{path}: exists already; `fangzhi site check {made.id}` tests it", 2)
    recorded: list[Path] = []

    def keep(name: str, warc: Path) -> None:
        if found["lists"] or found["single"]:
            recorded.append(record(warc, folder, name))

    found: dict[str, Any] = {}
    for _, one in survey({made.id: render(made)}, data, new=True, keep=keep):
        found.update(one)
    site = proposed(made, found)
    if site is None:
        if found["left"]:
            raise SurveyError(f"{made.homepage}: {str(found['left']).rstrip('.')}; no file was written", 1)
        moved = f"it moved to {found['moved']}" if found["moved"] else ""
        seen = moved or "; ".join(found["problems"]) or "no list of reports was found"
        again = "give the address of the report list itself: fangzhi site new LIST-ADDRESS"
        raise SurveyError(f"{made.homepage}: {seen}; {again}", 1)
    verdict = judge(site, found) or Verdict("incomplete", str(found["left"]))
    if verdict.result == "no reports found":  # no night may visit it and find that all is well
        site = site.model_copy(update={"verified": None})
    path.write_text(render(site, f"Written by `fangzhi site new {url}`."), "utf-8")
    lists = tuple(
        FoundList(one["url"], one["kind"], one["found"], len(found["candidates"].get(one["url"], ())))
        for one in found["lists"]
    )
    return Proposal(
        made.id, path, recorded[0], site, verdict, tuple(found["family"]["why"]), lists, found["years"],
        samples(found), tuple(found["problems"]),
    )  # fmt: skip


def site_id(url: str) -> str:
    """Return an id from a host: what names the place, without www, gov and cn.

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


def draft(url: str, name: str | None = None) -> SiteFile:
    """Return a site file with only the starting point: the home page's host, with and without www.

    Raises SiteFileError for text that is not an address.
    """
    typed = url if "://" in url else f"http://{url}"
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
    return sitefile.parse(text, name or site_id(typed), typed)


def proposed(draft: SiteFile, found: dict[str, Any], division: str | None = None) -> SiteFile | None:
    """Return the site file for what was found; None if there was neither a list nor a report.

    `division` is the site's code if it is known; otherwise the reports decide.
    """
    if not found["family"] or not (found["lists"] or found["single"]):
        return None
    read = found["samples"]
    third_party = sum(one["source_kind"] == "third_party" for one in read)
    official = found["family"]["family"] != "aggregator" and 2 * third_party <= len(read)
    named = {(one["division_name"], one["division"]) for one in read if one["division"]}
    names = Counter(one["division_name"] for one in read if one["division"])
    full_name, count = names.most_common(1)[0] if names else ("", 0)
    if division is None and official and 2 * count > len(read):
        division = present_code(full_name, max(code for name, code in named if name == full_name))
    name = f"{full_name}人民政府" if division and full_name else found["name"] or draft.name
    evidence = [f"family: {word}" for word in found["family"]["why"]]
    evidence += [
        f"{one['url']} is {one['name']}: {one['found']}; "
        f"{len(found['candidates'].get(one['url'], ()))} links may be reports"
        for one in found["lists"]
    ]
    evidence += [f"{host} is part of the site: {why}" for host, why in found["hosts"].items()]
    evidence += rendered_evidence(found)
    evidence += [f"{url} is not read: {why}" for url, why in found["unread"].items()]
    searched = found["former"].items() - {(url, found["former"].get(url)) for url in found["unread"]}
    evidence += [
        f"{url} was searched for older reports: it is called {name}" for url, name in sorted(searched)
    ]
    evidence += [f"report seen: {url}" for url in found["single"]]
    home = found["home"]
    used = {urlsplit(url).netloc for url in (home, *(one["url"] for one in found["lists"]))}
    hosts = [host for host in draft.hosts if host in used and host != urlsplit(home).netloc]
    values = {
        **draft.model_dump(exclude={"hosts", "reports"}),
        "name": name,
        "division": division,
        "homepage": home,
        "family": found["family"]["family"],
        "lists": [{"url": one["url"], "kind": one["kind"]} for one in found["lists"]],
        "render": "lists" if is_rendered(found) else None,
        "reports": found["single"],
        "hosts": [*hosts, *(host for host in found["hosts"] if host not in hosts)],
        "official": official,
        "verified": datetime.datetime.now(BEIJING).date(),
        "evidence": evidence,
    }
    return SiteFile.model_validate(values)


def rendered_evidence(found: Mapping[str, Any]) -> list[str]:
    """Return why lists are rendered in a browser, one line each; empty if none is."""
    return [
        f"{one['url']} is rendered: {one['rendered']}; a browser shows {counted(one['rows'], 'row')}"
        for one in found["accounts"]
        if one["rendered"]
    ]


def is_rendered(found: Mapping[str, Any]) -> bool:
    """Return whether a list was read in a browser, or would have been if the browser extra were installed."""
    lacking = any(needs_browser(found["unread"].get(one["url"])) for one in found["lists"])
    return lacking or bool(rendered_evidence(found))


def present_code(full_name: str, code: str) -> str:
    """Return the code that a division has today; its old reports may have one from before a merger.

    >>> present_code("江苏省南通市崇川区", "320602"), present_code("辽宁省大连市沙河口区", "210204")
    ('320613', '210204')
    """
    present = [span.code for span in table.spans() if span.full_name == full_name and span.valid_to is None]
    return code if code in present or not present else present[0]


def render(site: SiteFile, head: str = "") -> str:
    """Return a site file as YAML text, keys in the order in which docs/sites.md explains them."""
    lines = [f"# {head} docs/sites.md explains each key."] if head else []
    values = site.model_dump(mode="json", exclude_defaults=True, exclude={"id", "lists"})
    values["verified"] = site.verified.isoformat() if site.verified else None
    order = [name for name in SiteFile.model_fields if name in values or name == "lists"]
    for name in order:
        if name == "lists":
            if site.lists:
                lines.append("lists:")
            for entry in site.lists:
                given = entry.model_dump(mode="json", exclude_defaults=True)
                first, *rest = given.items()
                lines.append(f"  - {first[0]}: {_scalar(first[1])}")
                lines += [f"    {key}: {_scalar(value)}" for key, value in rest]
        elif isinstance(values[name], list):
            lines.append(f"{name}:")
            lines += [f"  - {_scalar(item)}" for item in values[name]]
        else:
            lines.append(f"{name}: {_scalar(values[name])}")
    return "\n".join(lines) + "\n"


def _scalar(value: Any) -> str:
    """Return a value in YAML's flow style, plain if that can't be misread."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff./:-]*[\w/]", value):
        return (
            value
            if ": " not in value and value not in ("null", "true", "false", "yes", "no")
            else json.dumps(value)
        )
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    return json.dumps(value, ensure_ascii=False)
