"""A list in a frameset: the frame with the rows, and the pager that another frame keeps for all its pages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Final

from archive.warc.outcomes import PRESENT
from spiders.lists.base import Declared, ListPage, PageRequest, is_page_name
from spiders.lists.controls import is_next
from spiders.lists.links import absolute, base_of, tree_of
from spiders.lists.rows import declared, rows_of
from spiders.lists.scripts.javascript import Script
from spiders.lists.titles import judge
from spiders.visit.bounds import forbidden
from spiders.visit.requests import SiteRequests
from spiders.visit.time_limit import time_limit

_FRAMESET = re.compile(r"<frameset\b", re.I)
_NUMBER = re.compile(r"[\[(第]{0,2}[2-9][\])页]{0,2}")
_MOST: Final = 8  # frames
_DEEPEST: Final = 2  # framesets within framesets
_LAST_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)(?=\D*$)")
_PARAMETER = re.compile(r"(?<=[?&])([^=&#]{1,40})=(\d{1,4})(?=&|#|$)")
# What stands around the list by its name: the head, the foot, the menu.
_AROUND = re.compile(
    r"(^|[^a-z])((top|left)?(menu|nav|navi|tree)|top|head(er)?|banner|logo|foot(er)?|bottom|copyright|left)"
    r"(frame|frm|page|bar|html?)?([^a-z]|$)",
    re.I,
)


@dataclass(slots=True)
class Frames:
    """What a list page is with its frames: the page with the rows, the pager of another frame, and what is lacking."""

    page: ListPage
    pager: str = ""
    lost: list[str] = field(default_factory=list)  # why a frame that may have the rows was not read


@dataclass(frozen=True, slots=True)
class _Frame:
    name: str
    address: str
    depth: int


async def whole(visit: SiteRequests, page: ListPage, beside: str) -> Frames:
    """Return the page with the rows and the pager of its other frame, and that pager for the list's later pages.

    A page that is no frameset is returned as it is, with the pager that was found before. A frame that is not obtained
    is a problem. Raises LeftAloneError and TooSlowError.
    """
    if page.number > 1:
        return Frames(replace(page, text=page.text + beside) if beside else page, beside)
    found = Frames(page, beside)
    if not _FRAMESET.search(page.text):
        return found
    frames = [frame async for frame in _frames(visit, page, found.lost)]
    visit.result.problems += [f"list {page.url}: {why}" for why in found.lost]
    if frames:
        with time_limit():
            names = {one.name for one, _ in frames}
            main = max(frames, key=lambda one: _worth(one[0], one[1], names))[1]
            found.pager = "".join(_pager(frame) for _, frame in frames if frame is not main)
            found.page = replace(main, text=main.text + found.pager)
    return found


def _worth(frame: _Frame, page: ListPage, names: set[str]) -> tuple[bool, bool, int]:
    """Return how likely a frame has the list: it shows reports, it is no menu, and the number of its rows."""
    rows = rows_of(page.tree, page.url)
    reports = any(judge(row.text(deep=True).strip()) == "report" for row in rows)
    led = sum((row.attributes.get("target") or "") in names - {frame.name, ""} for row in rows)
    return reports, not _AROUND.search(frame.name) and 2 * led <= len(rows), len(rows)


def counted_on(request: PageRequest | None, page: ListPage, declared: Declared) -> PageRequest | None:
    """Return the request for the page after this one of a list whose pager in another frame counts the clicks on it.

    Its script starts over on each page, and so leads to the second one again: behind `rows_2.htm` is `rows_3.htm`.
    """
    now = _number_in(page.url)
    if declared.pages is None or not 1 < page.number < declared.pages or now is None:
        return request
    start, end = now
    number = int(page.url[start:end])
    if number not in (page.number, page.number - 1):
        return request
    following = f"{page.url[:start]}{number + 1:0{end - start}}{page.url[end:]}"
    led = _number_in(request.url) if request is not None else None
    back = led is not None and request is not None and request.url[: led[0]] == page.url[:start]
    goes_back = (
        back and led is not None and request is not None and int(request.url[led[0] : led[1]]) <= number
    )
    return PageRequest(following) if request is None or goes_back else request


def _number_in(url: str) -> tuple[int, int] | None:
    """Return where an address has the number of a page: in a parameter for it, or as the last number of its path."""
    for match in _PARAMETER.finditer(url):
        if is_page_name(match[1]):
            return match.span(2)
    last = _LAST_NUMBER.search(re.split(r"[?#]", url, maxsplit=1)[0])
    return last.span() if last else None


async def _frames(
    visit: SiteRequests, page: ListPage, lost: list[str]
) -> AsyncIterator[tuple[_Frame, ListPage]]:
    """Yield the frames of a frameset with their pages, those of framesets in it too; add to `lost` what is missing."""
    waiting = _named(page, 0)
    seen = {page.url}
    while waiting:
        frame = waiting.pop(0)
        if frame.address in seen:
            continue
        if len(seen) > _MOST:
            lost.append(f"it has more than {_MOST} frames")
            return
        seen.add(frame.address)
        why = forbidden(visit.site, frame.address)
        answer = None if why else await visit.get(frame.address, "list", via=page.url)
        if answer is not None and answer.outcome in PRESENT:
            shown = replace(page, url=answer.url, text=await visit.text(answer, "list"))
            if frame.depth < _DEEPEST and _FRAMESET.search(shown.text):
                waiting = [*_named(shown, frame.depth + 1), *waiting]
            else:
                yield frame, shown
        elif not _AROUND.search(frame.name) and not _AROUND.search(frame.address.rpartition("/")[2]):
            outcome = why or ((answer.detail or answer.outcome) if answer else "not requested")
            lost.append(f"its frame {frame.address} was not obtained: {outcome}")


def _named(page: ListPage, depth: int) -> list[_Frame]:
    """Return the frames that a frameset names."""
    with time_limit():
        base = base_of(page.tree, page.url)
        return [
            _Frame(node.attributes.get("name") or "", address, depth)
            for node in page.tree.css("frame[src]")
            if (address := absolute(node.attributes.get("src"), base))
        ]


def _pager(frame: ListPage) -> str:
    """Return the body of a frame with a pager, its addresses made absolute; empty for other frames."""
    tree = tree_of(frame.text)
    nodes = tree.css("a, span, input, option, button")[:500]
    if tree.body is None:
        return ""
    named = any(is_next(node) or _NUMBER.fullmatch("".join(node.text(deep=True).split())) for node in nodes)
    if not (named or declared(tree, Script(tree, frame.url)) != Declared()):
        return ""
    for node in tree.css("a[href]"):
        if target := absolute(node.attributes.get("href"), frame.url):
            node.attrs["href"] = target
    scripts = "".join(node.html or "" for node in tree.css("head script"))
    return f"{scripts}<div class='page'>{tree.body.inner_html}</div>"
