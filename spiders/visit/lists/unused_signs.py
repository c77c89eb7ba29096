"""Open the account of a list beside whose rows something was left unused: only the whole visit knows what was read."""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from archive.warc.addresses import page_address
from archive.warc.outcomes import ABSENT, PRESENT
from spiders.lists.base import ListPage
from spiders.lists.titles import judge
from spiders.lists.unused.net import Read, has_steps, marks
from spiders.lists.unused.parts import names
from spiders.lists.unused.places import GAP
from spiders.lists.unused.sign import Sign
from spiders.visit.bounds import forbidden, related
from spiders.visit.lists import other_columns
from spiders.visit.requests import LeftAloneError, SiteRequests
from spiders.visit.time_limit import TooSlowError, time_limit

_MOST_PAGES: Final = 3  # pages of the site that show what stands on all of them
_MOST_WHYS: Final = 2  # signs that an account names
_MOST_NAMED: Final = 3
_SEVERAL: Final = 4  # years with a report, between which a gap is noted
_OTHER: Final = 2  # pages of a list; a place that a script fills is that of its pager, or of its rows
# How reading ends when the pager was used once more, and nothing new was shown.
_TRIED: Final = ("shows no further rows", "shows the same rows", "all declared rows are read")


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a visit: what was read of each, and for parts of lists (by year …) the list's own address and name.

    `candidates` are the links of each list that may be reports.
    """

    reads: Mapping[str, Read]
    roots: Mapping[str, str]
    parts: Mapping[str, str]
    candidates: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Known:
    """The addresses that a visit read, and the years and mandates that each list names, with its parts."""

    home: str
    addresses: Collection[str]
    named: Mapping[str, Collection[str]]


async def settle(visit: SiteRequests, lists: Lists) -> None:
    """Open the accounts of lists beside whose rows something was left unused, unless it stands on other pages, too."""
    known = _known(visit, lists)
    _note_gaps(visit.result.lists, lists)
    _note_repeated(visit.result.lists, lists)
    _close_parts(visit.result.lists, lists)
    left = []
    for account in visit.result.lists:
        read = lists.reads.get(account["url"])
        if read and read.only_parts and account["doubt"] == "full page":
            account |= {
                "state": "complete",
                "why": None,
                "doubt": None,
                "ended": "its rows are parts of the list",
            }
        read = read if account["state"] == "complete" else None
        if signs := [one for one in read.signs if not _is_accounted(one, account, known)] if read else []:
            left.append((account, signs))
    around = await _around(visit, lists) if left else set()
    shown = {url for read in lists.reads.values() for url in read.links}
    for account, signs in left:
        own = [
            one for one in signs if (one.own or one.mark not in around) and await _has_rows(visit, one, shown)
        ]
        if own:
            account |= {"state": "incomplete", "why": whys(own)}
    lacking = await other_columns.missing(visit, lists.reads, lambda url: _plain(url) in known.addresses)
    for account in visit.result.lists:
        if account["state"] == "complete" and (why := lacking.get(account["url"])):
            account |= {"state": "incomplete", "why": why}


def of_page(
    visit: SiteRequests, account: Mapping[str, Any], read: Read, around: Collection[str]
) -> list[Sign]:
    """Return the signs of a list that its scripts or a browser may follow, before the rest of the visit is known."""
    known = _Known(visit.site.homepage, _addresses(visit, ()), {account["url"]: read.named})
    kinds = ("step", "place", "request", "row", "rows")
    signs = [
        one
        for one in read.signs
        if (one.kind in kinds or (one.kind == "part" and one.target is None))
        and (one.own or one.mark not in around)
    ]
    return [one for one in signs if not _is_accounted(one, account, known)]


def whys(signs: Sequence[Sign]) -> str:
    """Return what is left unused, in words."""
    named = list(dict.fromkeys(one.why for one in signs))
    more = f"; {len(named) - _MOST_WHYS} more of the kind" if len(named) > _MOST_WHYS else ""
    return f"{'; '.join(named[:_MOST_WHYS])}{more}"


def _addresses(visit: SiteRequests, lists: Iterable[str]) -> set[str]:
    """Return what was requested, and the paths alone of what was obtained."""
    requested = [url.partition("#post-")[0] for url in (*visit.answers, *lists)]
    obtained = [url.partition("#post-")[0] for url, one in visit.answers.items() if one.outcome in PRESENT]
    return {*map(_plain, requested), *map(_path, obtained)}


def _note_gaps(accounts: Sequence[dict[str, Any]], lists: Lists) -> None:
    """Note in the account of each list which years in the middle of its reports have none.

    A government may never have published them, so that the account stays closed.
    """
    years: dict[str, set[int]] = defaultdict(set)
    for url, read in lists.reads.items():
        years[lists.roots.get(url, url)] |= read.reports
    for account in accounts:
        found = years.get(account["url"], set())
        missing = sorted({*range(min(found), max(found))} - found) if len(found) >= _SEVERAL else []
        if account["state"] == "complete" and 0 < len(missing) < len(found):
            account["ended"] += f"; no report of {', '.join(map(str, missing))} is listed"


def _note_repeated(accounts: Sequence[dict[str, Any]], lists: Lists) -> None:
    """Open the account of each list of which parts show the list's own rows again: how they were opened is not
    understood.

    One part may show what the list itself shows, which is the newest; so not one of years before those of its rows. No
    part counts whose name the rows have.
    """
    by_url = {account["url"]: account for account in accounts}
    repeated: dict[str, list[str]] = defaultdict(list)
    for url, title in lists.parts.items():
        root = lists.roots.get(url, url)
        part, own = lists.reads.get(url), lists.reads.get(root)
        if not (part and own and url in by_url and root in by_url) or names(title) <= own.named:
            continue
        if by_url[url]["rows"] == by_url[root]["rows"] > 0 and part.first and part.first == own.first:
            repeated[root].append(title)
    for root, titles in repeated.items():
        older = 0 < _newest(names(titles[0])) < _newest(lists.reads[root].named)
        if by_url[root]["state"] == "complete" and (len(titles) > 1 or older):
            why = f"its parts {', '.join(titles[:_MOST_NAMED])} show the same rows as the list itself"
            by_url[root] |= {"state": "incomplete", "why": why}


def _close_parts(accounts: Sequence[dict[str, Any]], lists: Lists) -> None:
    """Close the account of each full part of a single page if the list itself shows it whole, opened in place."""
    whole = {one["url"]: one for one in accounts if one["state"] == "complete" and one["pages"] > 1}
    for account in accounts:
        root = lists.roots.get(account["url"], account["url"])
        part, own = lists.reads.get(account["url"]), lists.reads.get(root)
        if account["doubt"] != "full page" or root == account["url"] or root not in whole:
            continue
        if part and own and part.first and part.first <= own.links:
            ended = "the list itself shows all of it"
            account |= {"state": "complete", "why": None, "doubt": None, "ended": ended}


def _newest(named: Iterable[str]) -> int:
    """Return the last year among years and mandates, 0 without one."""
    return max((int(one) for one in named if one.isdecimal()), default=0)


def _known(visit: SiteRequests, lists: Lists) -> _Known:
    named: dict[str, set[str]] = defaultdict(set)
    for url, read in lists.reads.items():
        named[lists.roots.get(url, url)] |= read.named
        named[lists.roots.get(url, url)] |= names(lists.parts.get(url, ""))
    return _Known(
        visit.site.homepage,
        _addresses(visit, lists.reads),
        {url: named[lists.roots.get(url, url)] for url in lists.reads},
    )


async def _around(visit: SiteRequests, lists: Lists) -> set[str]:
    """Return the marks of what stands on pages of the site that have nothing to do with its lists."""
    articles = [url for urls in lists.candidates.values() for url in urls]
    obtained = [
        answer
        for url in dict.fromkeys((visit.site.homepage, *articles))
        if (answer := visit.answers.get(url)) is not None and answer.outcome in PRESENT
    ]
    found: set[str] = set()
    for answer in obtained[:_MOST_PAGES]:
        page = ListPage(answer.url, await visit.text(answer, "article"), 1, answer.url)
        with contextlib.suppress(TooSlowError), time_limit():
            found |= marks(page)
    return found


async def _has_rows(visit: SiteRequests, sign: Sign, shown: Collection[str]) -> bool:
    """Return whether a sign is neither an address that another list shows nor a frame that was opened now and has
    neither an unknown report nor a pager."""
    if sign.kind == "held":
        return sign.target not in shown
    if sign.kind != "frame" or not sign.target:
        return True
    was_read = sign.target in visit.answers
    answer = None
    with contextlib.suppress(LeftAloneError):
        answer = None if forbidden(visit.site, sign.target) else await visit.get(sign.target, "list")
    if answer is None or answer.outcome not in PRESENT:
        return answer is None or answer.outcome not in ABSENT
    page = ListPage(answer.url, await visit.text(answer, "list"), 1, sign.target)
    try:
        with time_limit():
            listed = any(judge(link.title) == "report" and link.url not in shown for link in page.links)
            return listed or (not was_read and has_steps(page))
    except TooSlowError:
        return True


def _is_accounted(sign: Sign, account: Mapping[str, Any], known: _Known) -> bool:
    if sign.target and not related(known.home, sign.target):
        return True
    if sign.kind == "request" and _is_requested(sign.target or "", known):
        return True
    if sign.kind not in ("request", "frame") and sign.target and _plain(sign.target) in known.addresses:
        return True
    if sign.kind == "rows":
        return bool((sign.page or 0) <= account["rows"] + _surplus(account))
    if sign.kind in ("step", "place", "request"):
        number = sign.page or _OTHER
        gone = account["ended"].startswith(f"page {number}:")
        return _has_pages(number, account) or (gone and (sign.tried or sign.kind == "request"))
    if sign.named:
        missing = sign.named - set(known.named.get(account["url"], ()))
        return not missing or (sign.most and 2 * len(missing) <= len(sign.named))
    return False


def _surplus(account: Mapping[str, Any]) -> int:
    """Return how many rows a total may count too many, which the pages that were read have room for."""
    rows, pages = int(account["rows"]), int(account["pages"])
    room = pages * -(-rows // pages) - rows if pages > 1 else int(account["declared"]["pages"] == 1)
    return min(room, max(1, rows // 50))


def _has_pages(number: int, account: Mapping[str, Any]) -> bool:
    """Return whether as many pages of a list were read as a control names, or all that the list declares.

    The account itself compares declared pages with those that were read.
    """
    declared = account["declared"]
    if number <= account["pages"] or any(one in account["ended"] for one in _TRIED):
        return True
    within = account["pages"] == declared["pages"] or number <= (declared["pages"] or 0)
    return within or 0 < (declared["rows"] or 0) <= account["rows"]


def _is_requested(target: str, known: _Known) -> bool:
    """Return whether an address with the path of a script's request was requested, whatever fills its gaps."""
    path = _path(target)
    if GAP not in path:
        return path in known.addresses
    pattern = re.compile(".*".join(map(re.escape, path.split(GAP))))
    return any(pattern.fullmatch(one) for one in known.addresses)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"path {parts.netloc}{parts.path}"


def _plain(url: str) -> str:
    """Return an address without its fragment, its scheme and the name of an index page."""
    parts = urlsplit(page_address(url))
    path = parts.path
    name = path[path.rfind("/") + 1 :]
    if name.partition(".")[0].lower() in ("index", "default") and not parts.query:
        path = path[: len(path) - len(name)]
    return f"{parts.netloc}{path}{'?' if parts.query else ''}{parts.query}"
