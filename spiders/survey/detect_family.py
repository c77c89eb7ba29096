"""Detect which platform family made a site, by the content of its pages and never by a vendor's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from spiders.families import FAMILIES
from spiders.families.family import Family
from spiders.lists.links import anchors
from spiders.visit.bounds import related

_ELSEWHERE = re.compile(r"(?<=\shref=[\"'])(https?://[^\"'<>\s]{1,1000})", re.I)
ENOUGH = 3  # the weight of signs below which a site counts as `plain`


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that was fetched: its address and its source."""

    url: str
    html: str


@dataclass(frozen=True, slots=True)
class Detected:
    """The family, the signs that support it, and the runner-up, if there is one."""

    family: str
    why: tuple[str, ...]
    second: str | None = None


def detect(pages: Sequence[Seen], reports: Sequence[str] = ()) -> Detected:
    """Judge by the signs of each family on the pages, and by how many of the `reports`' addresses fit it.

    Every page has the same weight: pass only pages that matter.
    """
    shown = [_shown(page) for page in pages]
    scores: dict[str, tuple[int, list[str]]] = {}
    for name, family in FAMILIES.items():
        why = [sign.words for sign in family.signs if any(map(sign.pattern.search, shown))]
        weight = sum(sign.weight for sign in family.signs if sign.words in why)
        fitting = sum(_fits(family, url) for url in reports)
        if weight and reports and 2 * fitting > len(reports):
            weight += 3
            why.append(f"{fitting} of {len(reports)} reports have the family's addresses")
        scores[name] = (weight, why)
    ranking = sorted((name for name in scores if scores[name][0]), key=lambda name: -scores[name][0])
    if not ranking or scores[ranking[0]][0] < ENOUGH:
        return Detected("plain", ("no sign of a platform family was found",), ranking[0] if ranking else None)
    best = ranking[0]
    return Detected(best, tuple(scores[best][1]), ranking[1] if len(ranking) > 1 else None)


def _shown(page: Seen) -> str:
    """Return the text in which signs are searched: the source, the page's address, and its links in full.

    Comments and links to other sites do not show which system made the page.
    """
    own = [link.url for link in anchors(page.html, page.url) if related(page.url, link.url)]
    elsewhere = _ELSEWHERE.sub(
        lambda link: link[0] if related(page.url, link[1]) else "", _without_comments(page.html)
    )
    return "\n".join((elsewhere, page.url, *own))


def _without_comments(html: str) -> str:
    """Return a source without its comments, in linear time; `<!--[if` and a comment without an end are kept."""
    parts, done, at = [], 0, html.find("<!--")
    while at >= 0:
        if html.startswith("[", at + 4):
            at = html.find("<!--", at + 4)
            continue
        end = html.find("-->", at + 4)
        if end < 0:
            break
        parts.append(html[done:at])
        done = end + 3
        at = html.find("<!--", done)
    return "".join((*parts, html[done:]))


def _fits(family: Family, url: str) -> bool:
    parts = urlsplit(url)
    return bool(family.article.search(parts.path + (f"?{parts.query}" if parts.query else "")))
