"""The YAML site file: everything that the crawl must know about one government's website.

docs/sites.md documents the format for users. A file that can't be used is refused with one line that names the file,
the line and the key, and says what to do.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from spiders.config import yaml_lines
from spiders.config.settings import Certificate
from spiders.config.yaml_lines import Tree

ID_RULE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")

FamilyName = Literal[
    "trs", "guangdong", "gkmlpt", "hanweb", "jpaas", "ucap", "guangxi", "boda", "epoint", "kunming",
    "shahekou", "timestamp", "ankang", "lonsun", "jiangsu", "aggregator", "plain",
]  # fmt: skip


class SiteFileError(Exception):
    """A site file can't be used; the message is one line: file, line, key, and what to do."""


def _code(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _http(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("write a full address, such as http://www.example.gov.cn/zwgk/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or " " in value:
        raise ValueError("write a full address that starts with http:// or https://")
    return value


def _lines(value: object) -> object:
    return [value] if isinstance(value, str) else value


Url = Annotated[str, BeforeValidator(_http)]
DivisionCode = Annotated[str, BeforeValidator(_code), Field(pattern=r"^\d{6}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pages(_Part):
    """How to find the further pages of a list where the family's own way does not fit.

    `template` contains `{n}` for the page number and is resolved against the list's address.
    """

    kind: Literal["none", "next_link", "suffix", "query", "json"]
    template: str | None = None
    second: int = 2  # the number of page 2 in its address
    name: str | None = None  # query: the parameter with the page number
    items: str | None = None  # json: dotted path to the rows
    total: str | None = None  # json: dotted path to the number of rows
    title: str = "title"  # json: field names within a row
    url: str = "url"
    date: str = "date"

    @model_validator(mode="after")
    def _complete(self) -> Pages:
        missing = {
            "suffix": not self.template and "template",
            "query": not self.name and "name",
            "json": not (self.template and self.items) and "template and items",
        }.get(self.kind)
        if missing:
            raise ValueError(f"pages of kind {self.kind} need {missing}")
        if self.template is not None and "{n}" not in self.template:
            raise ValueError("template needs {n} in place of the page number")
        return self


class List(_Part):
    """A list page of the site: `reports` contains work reports, `livelihood` 民生实事, `mixed` both or others."""

    url: Url
    kind: Literal["reports", "livelihood", "mixed"] = "reports"
    pages: Pages | None = None


class Assertions(_Part):
    """What must be true after a night; a failed assertion opens an issue and is never ignored."""

    min_reports: int | None = Field(default=None, ge=0)
    max_reports: int | None = Field(default=None, ge=0)
    years: tuple[int, ...] = ()
    min_indicators: int | None = Field(default=None, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _span(cls, value: Any) -> Any:
        """Expand `years: 2014-2020` to every year from 2014 to 2020."""
        if isinstance(value, Mapping) and isinstance(value.get("years"), str):
            span = re.fullmatch(r"(\d{4})-(\d{4})", value["years"])
            if not span:
                raise ValueError("write years as 2014-2020 or as a list of years")
            return {**value, "years": list(range(int(span[1]), int(span[2]) + 1))}
        return value


class SiteFile(_Part):
    """One site. `id` is the file's name without `.yaml` and is not written in the file."""

    id: str
    name: str = Field(min_length=1)
    division: DivisionCode | None = None
    homepage: Url
    family: FamilyName
    preset: str | None = None
    lists: tuple[List, ...] = ()
    render: Literal["lists"] | None = None  # lists that no reader can close are rendered in a browser
    reports: tuple[Url, ...] = ()
    hosts: tuple[str, ...] = ()
    allow_private: bool = False
    old_tls: bool = False
    appearance: bool = False  # fetch the style sheets and pictures of its pages
    certificate: Certificate | None = None  # None: the setting of fangzhi.toml applies
    official: bool = True
    priority: int = Field(default=1, ge=1)  # among several sources of one division, 1 goes first
    selectors: Annotated[tuple[str, ...], BeforeValidator(_lines)] = ()  # CSS selectors of the body
    delay: float | None = Field(default=None, ge=0, le=600)
    max_pages: int = Field(default=30, ge=1, le=2000)
    max_requests: int | None = Field(default=None, ge=1)
    verified: datetime.date | None = None
    evidence: Annotated[tuple[str, ...], BeforeValidator(_lines)] = ()
    assertions: Assertions = Assertions()

    @model_validator(mode="after")
    def _has_sources(self) -> SiteFile:
        if not self.lists and not self.reports:
            raise ValueError("give lists (list pages) or reports (addresses of single reports)")
        for host in self.hosts:
            if not re.fullmatch(r"[a-z0-9.-]+(:\d+)?", host):
                raise ValueError(f"hosts: write {host!r} as a bare host name, such as www.example.gov.cn")
        return self

    def allowed_hosts(self) -> frozenset[tuple[str, int | None]]:
        """Return the (host, port) pairs that may be requested: those of the file's addresses and of `hosts`.

        Port None means the usual ports of http and https.
        """
        urls = (self.homepage, *(entry.url for entry in self.lists), *self.reports)
        return _places(urls, self.hosts)

    def allows(self, url: str) -> bool:
        """Return whether the exact host (and port) of `url` is one of the site's."""
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and not parts.username and _place(url) in self.allowed_hosts()
        )


@lru_cache(maxsize=256)  # needed several times for each link of a page
def _places(urls: tuple[str, ...], hosts: tuple[str, ...]) -> frozenset[tuple[str, int | None]]:
    return frozenset(_place(url) for url in (*urls, *(f"http://{host}" for host in hosts)))


def _place(url: str) -> tuple[str, int | None]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:  # an invalid port; no site has port -1
        port = -1
    return parts.hostname or "", None if port in (80, 443, None) else port


# -- reading files --


def _parse(text: str, file: str) -> Tree:
    try:
        return yaml_lines.parse(text)
    except yaml_lines.NotMappingError as error:
        raise SiteFileError(f"{file}:{error.line}: {error}") from None


@lru_cache(maxsize=32)
def _preset(name: str) -> Mapping[str, Any]:
    """Return the defaults that the sites of one province or prefecture share (spiders/presets/*.yaml)."""
    found = resources.files("spiders").joinpath("presets", f"{name}.yaml")
    if not re.fullmatch(r"[a-z0-9-]+", name) or not found.is_file():
        raise KeyError(name)
    loaded = _parse(found.read_text("utf-8"), f"presets/{name}.yaml").values
    assert isinstance(loaded, dict)
    return loaded


def presets() -> tuple[str, ...]:
    """Return the names of the presets, in order."""
    folder = resources.files("spiders").joinpath("presets")
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def parse(text: str, site_id: str, file: str) -> SiteFile:
    """Parse the site file in `text`; messages call it `file`. Raises SiteFileError."""
    if not ID_RULE.fullmatch(site_id):
        raise SiteFileError(
            f"{file}:1: name the file with small letters, digits and hyphens, such as shenhe.yaml"
        )
    tree = _parse(text, file)
    if "id" in tree.values:
        raise SiteFileError(f"{file}:{tree.lines[('id',)]}: id: leave it out; the id is the file's name")
    values = dict(tree.values)
    if preset := values.get("preset"):
        try:
            values = {**_preset(str(preset)), **values}
        except KeyError:
            line, known = tree.lines[("preset",)], ", ".join(presets())
            raise SiteFileError(f"{file}:{line}: preset: {preset!r} is unknown; known: {known}") from None
    try:
        return SiteFile.model_validate({**values, "id": site_id})
    except ValidationError as error:
        raise SiteFileError(f"{file}:{_message(error, tree)}") from None


def _message(error: ValidationError, tree: Tree) -> str:
    """Describe the first fault: line, key, what is wrong and what to do."""
    first = error.errors()[0]
    path = tuple(first["loc"])
    line = next((tree.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in tree.lines), 1)
    key = ".".join(str(part) for part in path)
    if first["type"] == "extra_forbidden":
        known = ", ".join(name for name in SiteFile.model_fields if name != "id")
        message = f"unknown key; known: {known}" if len(path) == 1 else "unknown key; see docs/sites.md"
    elif first["type"] == "missing":
        message = "missing; add it"
    else:
        message = first["msg"].removeprefix("Value error, ")
    return f"{line}: {key}: {message}" if key else f"{line}: {message}"


def load(path: Path) -> SiteFile:
    """Read one site file. Raises SiteFileError, also for a file that can't be read."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SiteFileError(f"{path}:1: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except OSError as error:
        raise SiteFileError(f"{path}: {error.strerror}; check the name and its permissions") from None
    return parse(text, path.stem, str(path))


def load_folder(folder: Path) -> dict[str, SiteFile]:
    """Read all site files of a folder, by id, in order of id. Raises SiteFileError at the first bad one."""
    return {path.stem: load(path) for path in site_paths(folder)}


def site_paths(folder: Path) -> list[Path]:
    """Return the paths of a folder's site files, in order. Raises SiteFileError if there is no such folder."""
    if not folder.is_dir():
        raise SiteFileError(f"{folder}: no such folder; give --sites a folder of site files")
    return sorted(
        path for path in folder.iterdir() if path.suffix == ".yaml" and not path.name.startswith(".")
    )


def shipped() -> Path:
    """Return the folder of the bundled site files."""
    return Path(__file__).resolve().parent.parent / "sites"
