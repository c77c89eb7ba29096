"""`fangzhi site survey`: onboard every division below a code from its home page.

The home pages are those of spiders/sites/homepages.tsv (addresses from a public list of 2022-2026, unverified).
"""

from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from spiders.config.settings import BEIJING
from spiders.config.sitefile import SiteFile, SiteFileError
from spiders.survey.launch import survey
from spiders.survey.new_site import draft, present_code, proposed, render, site_id
from spiders.survey.verdict import Verdict, judge

HEADINGS = ["code", "name", "homepage"]


@dataclass(frozen=True, slots=True)
class Home:
    """A division and the address of its government's home page."""

    code: str
    name: str
    homepage: str


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The result of the survey of a division; `path` is the site file that was written, verified if it fits."""

    code: str
    name: str
    homepage: str
    id: str
    result: str
    detail: str
    fits: bool
    years: dict[str, list[int]]
    requests: int
    path: str | None
    at: str


def homepages(path: Path | None = None) -> list[Home]:
    """Return the home pages in the order of their codes. Raises SiteFileError for a table that can't be read."""
    name = str(path) if path else "spiders/sites/homepages.tsv"
    try:
        source = path if path else resources.files("spiders").joinpath("sites", "homepages.tsv")
        lines = source.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SiteFileError(f"{name}: {error}") from None
    rows = [line.split("\t") for line in lines]
    if not rows or rows[0] != HEADINGS:
        raise SiteFileError(f"{name}:1: the first line must be {', '.join(HEADINGS)}, with tabs between")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(HEADINGS) or len(row[0]) != 6 or not row[0].isdecimal():
            raise SiteFileError(
                f"{name}:{number}: write code (six digits), name and address, with tabs between"
            )
    return sorted((Home(*row) for row in rows[1:]), key=lambda home: home.code)


def below(homes: Sequence[Home], code: str) -> list[Home]:
    """Return the divisions at or below a code such as 21, 2102, 210000 or 210204, or `all`.

    >>> rows = [Home("210203", "a", ""), Home("210204", "b", ""), Home("220102", "c", "")]
    >>> [home.name for home in below(rows, "2102")], [home.name for home in below(rows, "210000")]
    (['a', 'b'], ['a', 'b'])
    """
    if code == "all":
        return list(homes)
    prefix = code
    while len(prefix) > 2 and prefix.endswith("00") and len(prefix) % 2 == 0:
        prefix = prefix[:-2]
    return [home for home in homes if home.code.startswith(prefix)]


def drafts(
    homes: Sequence[Home], taken: Mapping[str, SiteFile]
) -> tuple[dict[str, tuple[Home, SiteFile]], list[Surveyed]]:
    """Return the drafts by site id, and the rows of those whose address can't be used.

    An id that another division's site has gets the division's code.
    """
    made: dict[str, tuple[Home, SiteFile]] = {}
    bad = []
    for home in homes:
        try:
            name = site_id(home.homepage if "://" in home.homepage else f"http://{home.homepage}")
            if name in made or (name in taken and taken[name].division not in (None, home.code)):
                name = f"{name}-{home.code}"
            made[name] = home, draft(home.homepage, name)
        except (SiteFileError, ValueError) as error:
            bad.append(_row(home, "", Verdict("unreachable", f"not an address: {error}"), {}, 0, None))
    return made, bad


def survey_divisions(
    made: Mapping[str, tuple[Home, SiteFile]], folder: Path, data: Path
) -> Generator[Surveyed | None, None, None]:
    """Survey the sites of some divisions, many at once; yield each when it is done, None if the hours ended.

    A file is written for what was found, and marked verified if it fits. Raises SurveyError.
    """
    texts = {name: render(one) for name, (_, one) in made.items()}
    for name, found in survey(texts, data, new=True):
        home, one = made[name]
        site = proposed(one, found, home.code)
        verdict = judge(site or one, found)
        if verdict is None:
            yield None
            continue
        if verdict.works and (other := _other(home, found)):
            verdict = Verdict("incomplete", f"its reports are of {other}, not of {home.name}")
        path = None
        if site is not None:
            if not verdict.fits:
                site = site.model_copy(update={"verified": None})
            path = folder / f"{name}.yaml"
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(render(site, f"Written by `fangzhi site survey {home.code}`."), "utf-8")
        yield _row(home, name, verdict, found["years"], found["requests"], path)


def _other(home: Home, found: Mapping[str, Any]) -> str | None:
    """Return the division of most of the reports, if it is not the one whose home page it is."""
    named = [one["division_name"] for one in found["samples"] if one["division"]]
    codes = {one["division_name"]: one["division"] for one in found["samples"] if one["division"]}
    if not named:
        return None
    most = max(set(named), key=named.count)
    ours = present_code(most, codes[most]) == home.code or most.endswith(home.name)
    return None if ours or 2 * named.count(most) <= len(found["samples"]) else most


def _row(
    home: Home, name: str, verdict: Verdict, years: dict[str, list[int]], requests: int, path: Path | None
) -> Surveyed:
    now = datetime.datetime.now(BEIJING).isoformat(timespec="seconds")
    return Surveyed(
        home.code, home.name, home.homepage, name, verdict.result, verdict.detail, verdict.fits, years,
        requests, str(path) if path else None, now,
    )  # fmt: skip


def as_row(one: Surveyed) -> dict[str, Any]:
    """Return a row of the journal."""
    return asdict(one)
