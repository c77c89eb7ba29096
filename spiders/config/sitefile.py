"""The YAML site file: all that the crawl must know of one government's website.

The format is documented for people in docs/sites.md. A file that can't be used is refused with one
line that names the file, the line and the key, and says what to do.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from spiders.config.settings import Certificate

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
    """How the further pages of a list are found where the family's own way does not fit.

    `template` has `{n}` for the page's number and is resolved against the list's address.
    """

    kind: Literal["none", "next_link", "suffix", "query", "json"]
    template: str | None = None
    second: int = 2  # the number that stands for page 2
    name: str | None = None  # query: the parameter that holds the page's number
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
            raise ValueError("template needs {n} where the page's number stands")
        return self


class List(_Part):
    """A list page of the site: `reports` holds work reports, `livelihood` 民生实事, `mixed` anything."""

    url: Url
    kind: Literal["reports", "livelihood", "mixed"] = "reports"
    pages: Pages | None = None


class Assertions(_Part):
    """What must hold after a night; a broken one opens an issue, it is never absorbed."""

    min_reports: int | None = Field(default=None, ge=0)
    max_reports: int | None = Field(default=None, ge=0)
    years: tuple[int, ...] = ()
    min_indicators: int | None = Field(default=None, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _span(cls, value: Any) -> Any:
        """`years: 2014-2020` is every year from 2014 to 2020."""
        if isinstance(value, Mapping) and isinstance(value.get("years"), str):
            span = re.fullmatch(r"(\d{4})-(\d{4})", value["years"])
            if not span:
                raise ValueError("write years as 2014-2020 or as a list of years")
            return {**value, "years": list(range(int(span[1]), int(span[2]) + 1))}
        return value


class SiteFile(_Part):
    """One site. `id` is the file's name without `.yaml` and stands nowhere in the file."""

    id: str
    name: str = Field(min_length=1)
    division: DivisionCode | None = None
    homepage: Url
    family: FamilyName
    preset: str | None = None
    lists: tuple[List, ...] = ()
    reports: tuple[Url, ...] = ()
    hosts: tuple[str, ...] = ()
    allow_private: bool = False
    old_tls: bool = False
    certificate: Certificate | None = None  # None: as fangzhi.toml says
    official: bool = True
    priority: int = Field(default=1, ge=1)  # among several sources of one division, 1 goes first
    selectors: Annotated[tuple[str, ...], BeforeValidator(_lines)] = ()  # CSS, of the body
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
        """(host, port) pairs that may be asked: those of the addresses in the file and under `hosts`.

        Port None stands for the usual ports of http and https.
        """
        urls = [self.homepage, *(entry.url for entry in self.lists), *self.reports]
        return frozenset(_place(url) for url in [*urls, *(f"http://{host}" for host in self.hosts)])

    def allows(self, url: str) -> bool:
        """Whether the exact host (and port) of `url` is one of the site's."""
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and not parts.username and _place(url) in self.allowed_hosts()
        )


def _place(url: str) -> tuple[str, int | None]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:  # a port that is no number: no site's
        port = -1
    return parts.hostname or "", None if port in (80, 443, None) else port


# -- reading files --


@dataclass(frozen=True, slots=True)
class _Tree:
    """YAML as plain values, and the line (from 1) of each key path."""

    values: Any
    lines: dict[tuple[str | int, ...], int]


def _plain(
    node: yaml.Node | None, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]
) -> Any:
    if node is None:
        return None
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = yaml.SafeLoader("").construct_object(key_node)
            where = (*path, key)
            lines[where] = key_node.start_mark.line + 1
            if key in found:
                raise yaml.MarkedYAMLError(
                    problem=f"{key}: stands here twice; keep one", problem_mark=key_node.start_mark
                )
            found[key] = _plain(value_node, where, lines)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines) for i, item in enumerate(node.value)]
    return yaml.SafeLoader("").construct_object(node)


def _parse(text: str, file: str) -> _Tree:
    lines: dict[tuple[str | int, ...], int] = {}
    try:
        values = _plain(yaml.compose(text, Loader=yaml.SafeLoader), (), lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SiteFileError(f"{file}:{line}: {error.problem or 'not YAML'}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise SiteFileError(f"{file}:1: not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(values, dict):
        raise SiteFileError(f"{file}:1: a site file is a list of `key: value` lines; see docs/sites.md")
    return _Tree(values, lines)


@lru_cache(maxsize=32)
def _preset(name: str) -> Mapping[str, Any]:
    """Defaults that the sites of one province or prefecture share (spiders/presets/*.yaml)."""
    found = resources.files("spiders").joinpath("presets", f"{name}.yaml")
    if not re.fullmatch(r"[a-z0-9-]+", name) or not found.is_file():
        raise KeyError(name)
    loaded = _parse(found.read_text("utf-8"), f"presets/{name}.yaml").values
    assert isinstance(loaded, dict)
    return loaded


def presets() -> tuple[str, ...]:
    """The names of the presets, in order."""
    folder = resources.files("spiders").joinpath("presets")
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def parse(text: str, site_id: str, file: str) -> SiteFile:
    """The site file in `text`; `file` is how messages name it. Raises SiteFileError."""
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
        raise SiteFileError(f"{file}:{_told(error, tree)}") from None


def _told(error: ValidationError, tree: _Tree) -> str:
    """The first fault: line, key, what is wrong and what to do."""
    first = error.errors()[0]
    path = tuple(first["loc"])
    line = next((tree.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in tree.lines), 1)
    key = ".".join(str(part) for part in path)
    if first["type"] == "extra_forbidden":
        known = ", ".join(name for name in SiteFile.model_fields if name != "id")
        told = f"unknown key; known: {known}" if len(path) == 1 else "unknown key; see docs/sites.md"
    elif first["type"] == "missing":
        told = "missing; add it"
    else:
        told = first["msg"].removeprefix("Value error, ")
    return f"{line}: {key}: {told}" if key else f"{line}: {told}"


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
    """All site files of a folder by id, in order of id. Raises SiteFileError at the first bad one."""
    return {path.stem: load(path) for path in site_paths(folder)}


def site_paths(folder: Path) -> list[Path]:
    """The site files of a folder, in order. Raises SiteFileError where there is no such folder."""
    if not folder.is_dir():
        raise SiteFileError(f"{folder}: no such folder; give --sites a folder of site files")
    return sorted(
        path for path in folder.iterdir() if path.suffix == ".yaml" and not path.name.startswith(".")
    )


def shipped() -> Path:
    """The folder of the site files that come with the project."""
    return Path(__file__).resolve().parent.parent / "sites"
