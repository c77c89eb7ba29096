"""Any list page, read by its content: rows in the page, rows from an interface, a frame with the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from spiders.lists import embedded
from spiders.lists.account import EMPTY_PLACE, NO_ROWS, USUAL_SIZES
from spiders.lists.base import Declared, Listing, ListPage, PageRequest, is_fragment
from spiders.lists.controls import (
    handler_of,
    is_disabled,
    is_hidden,
    is_more,
    is_next,
    is_symbol,
    last_number,
)
from spiders.lists.elsewhere import (
    feed_of,
    forwarded,
    framed,
    says_only_newest,
    whole_list,
    with_documents,
    with_frames,
)
from spiders.lists.interfaces import answers, details, next_rows, page_data, requests
from spiders.lists.interfaces.formats import answer_headers
from spiders.lists.links import Link, absolute, base_of, date_beside
from spiders.lists.pagers import attributes, in_page, next_page, place
from spiders.lists.pagers.functions import ANY, in_file
from spiders.lists.pagers.handlers import says_no_more
from spiders.lists.pagers.pager import Pager
from spiders.lists.pagers.running import use_controls
from spiders.lists.rows import declared, rows_of
from spiders.lists.scripted import (
    date_forms,
    held_rows,
    opened_rows,
    posted_rows,
    scripted_parts,
    search_forms,
)
from spiders.lists.scripted.row_controls import RowControls
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.page import RunningPage
from spiders.lists.side_rows import are_beside, frame_of, is_headed_apart

_OF_OTHERS: Final = "its rows may be those of another block"
_EMPTY = re.compile(
    r"暂无|没有(相关|找到|查询到|任何|发布)|无(相关|此类)?(数据|内容|信息|记录)|共\D{0,8}[^\d.]0\s?条|共0\s?条|正在建设|建设中"
)
_CODE = re.compile(
    r"\s*(//|/\*|;|\$\s*[(.]|jQuery\b|document\.|window\.|var\s|let\s|const\s|try\s*\{|if\s*\(|\(function|!function)"
)
_LOADING = re.compile(r"加载中|正在加载|loading|请稍候|数据读取中", re.I)


def read(page: ListPage) -> Listing:
    """Return the rows of a list page, the request for the next page, and the declared totals of the list."""
    page = with_documents(page)
    answer = answers.parse(page.text)
    if answer is not None:
        return answers.read(page, answer)
    if page.url != page.start and _CODE.match(
        page.text
    ):  # a script that adds rows: $('#list').append("<li>…")
        code = page.text.replace("</script", "<\\/script")
        page = replace(page, text=f"<body><script>{code}</script></body>")
    script = Script(page.tree, page.url, page.scripts)
    page = with_frames(page, script)
    rows = rows_of(page.tree, page.url)
    if not requests.names_pages(page, script) and (whole := _with_scripted_rows(page, script)):
        rows, page = _fuller((rows, page), whole)
        script = Script(page.tree, page.url, page.scripts)
    beside = page.number == 1 and are_beside(page, rows)
    doubtful = beside and _has_pager(page, script, rows)
    if beside and not doubtful and (frame := frame_of(page, rows)):
        return _with_frame(page, rows, frame)
    rows = [] if beside and not doubtful else rows
    rows = rows if date_forms.are_rows(page, rows) else []
    in_data, from_data = page_data.read(page, script) if rows else (Declared(), None)
    totals = declared(page.tree, script) | in_data | answer_headers.declared(page)
    pager = Pager(page, script, len(rows))
    links = tuple(page.links)
    dated = date_forms.of(page, script, len(rows))
    if dated and not rows:
        return Listing(tuple(one.link for one in dated), shown=0, posted=tuple(one.request for one in dated))
    if not rows and date_forms.is_month(page) and requests.mentioned(page, script) is None:
        return Listing(links, declared=Declared(0, None), shown=0)
    opened = posted_rows.of(page, rows)
    if opened.links:
        rows, links = list(opened.rows), (*links, *opened.links)
        pager = Pager(page, script, len(rows))
    if not rows and page.number == 1 and (listing := _without_rows(page, script, links, totals)):
        return listing
    if not rows and not is_fragment(page) and (shown := held_rows.when_run(page.url, script)):
        whole_page = replace(page, text=f"{page.text}{shown}")
        if rows := rows_of(whole_page.tree, page.url):
            page, links = whole_page, tuple(whole_page.links)
            totals = declared(page.tree, script) | totals
            pager = Pager(page, script, len(rows))
    following = next_page.find(pager)
    totals = pager.declared | totals
    if not rows and page.number == 1 and following is None:
        parts = scripted_parts.of(page, script)
        unread = replace(_unread(page, script, (*links, *parts.links)), posted=parts.posted)
        opening = embedded.undefined(page.tree, page.url, script)
        return replace(unread, undefined=opening) if opening else unread
    if following is None and rows and _may_continue(page, len(rows), totals):
        following = use_controls(pager)
        totals = pager.declared | totals
    if following is None and page.number == 1 and _needs_more(len(rows), totals):
        following = from_data or _other_rows(page, script)
    ended = following is None and not doubtful
    in_one = ended and page.number == 1 and bool(rows) and in_page.holds_all_pages(page, rows, totals)
    single = ended and (next_rows.is_whole_table(page.requested) or place.is_single(pager, totals) or in_one)
    unread_files = (single or place.shows_next(pager, totals)) and place.has_unread_files(page)
    if single and not unread_files:
        totals = Declared(None, 1)
    last = totals.pages is not None and page.number >= totals.pages
    if following is None and rows and is_fragment(page) and not last:
        following = next_rows.following(page, len(rows), totals)
    parts = scripted_parts.of(page, script)
    links = (*links, *parts.links, *(one.link for one in dated))
    control = _OF_OTHERS if doubtful else None
    posted = (*parts.posted, *opened.requests, *(one.request for one in dated))
    count = len(rows) or None
    lost = opened.lost or scripted_parts.unshown(page, parts, rows)
    if not (rows or lost) and page.number == 1 and following is not None:
        lost = NO_ROWS
    listing = Listing(links, declared=totals, shown=count, posted=posted, control=control, lost=lost)
    if following is not None:
        opening = embedded.undefined(page.tree, page.url, script)
        return replace(with_next(listing, following), opened_by=pager.opened_by, undefined=opening)
    if unread_files and following is None and not page.scripts:  # once they are read, it is certain
        return replace(listing, undefined=(ANY,))
    first = page.number == 1 and rows and _may_continue(page, len(rows), totals)
    if first and not pager.more and (on_other_page := whole_list(page, rows)):
        return with_next(Listing((), rows=False), on_other_page)
    more = None if in_one else next_page.unfollowed(pager)
    more = more or parts.more or says_only_newest(page, len(rows))
    if not more and page.number == 1 and (count := page_data.without_address(page, script, len(rows))):
        more = f"{count} entries in the page's data have no address"
    undefined = tuple(dict.fromkeys((*pager.undefined, *embedded.undefined(page.tree, page.url, script))))
    lacks = bool(more) or _may_lack(page, len(rows), totals) or (page.number == 1 and in_file(page))
    if not undefined and not pager.named and rows and lacks and not last:
        undefined = (ANY,)
    bare = page.number > 1 and totals == Declared() and (pager.remembered or not place.is_shown(pager))
    if page.number == 1 and totals == Declared():
        if place.is_empty(pager) or place.is_drawn(pager, rows):
            control = control or EMPTY_PLACE
        control = control or place.named_page(page, rows)
        control = control or scripted_parts.unopened(page, script, parts)
        control = control or place.numbers(page, script) or place.unused_control(pager, rows)
        if unread_files and place.shows_next(pager, totals):
            control = control or "its pager leads nowhere, and script files of the page were not obtained"
    undefined = undefined or ((ANY,) if control else ())
    return replace(listing, more=more, undefined=undefined, bare=bare, control=control)


def _has_pager(page: ListPage, script: Script, rows: Sequence[LexborNode]) -> bool:
    """Return whether a page with rows has a pager or states how many there are."""
    pager = Pager(page, script, len(rows))
    if declared(page.tree, script) != Declared() or place.is_shown(pager) or next_page.find(pager):
        return True
    return pager.declared != Declared() or pager.more is not None


def _with_frame(page: ListPage, rows: Sequence[LexborNode], frame: str) -> Listing:
    """Return the links of a page with the frame that has its list; a list of its own beside it may go on, too."""
    own = len(rows) in USUAL_SIZES and not is_headed_apart(page, rows[0])
    control = "the rows beside its frame may be a list of their own" if own else None
    return with_next(Listing(tuple(page.links), rows=False, control=control), PageRequest(frame))


def rows_in(page: ListPage, script: Script) -> tuple[list[LexborNode], ListPage]:
    """Return the rows of a page, also those that its scripts show, and the page as a browser shows it."""
    rows = rows_of(page.tree, page.url)
    whole = _with_scripted_rows(page, script)
    return _fuller((rows, page), whole) if whole else (rows, page)


def _fuller(
    sent: tuple[list[LexborNode], ListPage], shown: tuple[list[LexborNode], ListPage]
) -> tuple[list[LexborNode], ListPage]:
    """Return the rows that were sent or those that scripts show: those with dates beside them, or else the more."""
    if (
        len(shown[0]) < len(sent[0])
        and any(map(date_beside, shown[0]))
        and not any(map(date_beside, sent[0]))
    ):
        return shown  # a last page with a row or two, beside a menu
    return max(sent, shown, key=lambda read: len(read[0]))


def with_next(listing: Listing, following: PageRequest) -> Listing:
    """Return the listing with the request for its next page."""
    return replace(
        listing, next_url=following.url, next_body=following.body, next_type=following.media_type,
        details=following.details, pattern=following.pattern, headers=following.headers, counter=following.counter,
        identity=following.identity, searched=following.searched,
    )  # fmt: skip


def _with_scripted_rows(page: ListPage, script: Script) -> tuple[list[LexborNode], ListPage] | None:
    """Return the rows that scripts show, and the page as a browser shows it; None if there are none."""
    shown = embedded.links(page.tree, page.url, script)
    if not shown:
        return None
    whole = replace(page, text=f"{page.text}{held_rows.markup(shown)}")
    return [*rows_of(whole.tree, page.url), *opened_rows.beside(page.tree, page.url)], whole


def further_control(
    page: ListPage,
    running: RunningPage | None = None,
    rows: Sequence[LexborNode] | None = None,
    script: Script | None = None,
) -> str | None:
    """Return what is known of a usable control for further rows on a page: 下一页, 加载更多.

    With the running page, an element that neither has an address nor runs anything is no control; with its script, one
    that only says that there are none. `rows`: those of the page, if they are known.
    """
    base, controls = base_of(page.tree, page.url), RowControls(page.tree, page.url, rows)
    for node in page.tree.css("a, button, div, span, p, li, input")[:3000]:
        named = (is_more(node) and controls.has(node)) or (is_next(node) and not is_symbol(node))
        if not named or is_disabled(node) or is_hidden(node):
            continue
        leads = handler_of(node) or absolute(node.attributes.get("href"), base)
        if script is not None and says_no_more(script, node, handler_of(node)):
            continue
        if running is None or leads or running.has_handler(node):
            words = (node.attributes.get("value") or "") if node.tag == "input" else node.text(deep=True)
            return f"it has a control for further rows: {''.join(words.split())[:12]}"
    last = last_number(page.tree)
    return f"its pager has the numbers 1 to {last}" if last > page.number - (running is not None) else None


def _interface(page: ListPage, script: Script) -> PageRequest | None:
    """Return the interface that the page's scripts request, with the addresses that they build for its rows."""
    found = requests.requested(page, script)
    return replace(found, details=details.templates(page.tree, page.text, script)) if found else None


def _needs_more(shown: int, totals: Declared) -> bool:
    return (
        (totals.rows is not None and totals.rows > shown)
        or (totals.pages is not None and totals.pages > 1)
        or totals == Declared()
    )


def _may_lack(page: ListPage, shown: int, totals: Declared) -> bool:
    """Return whether the page shows fewer rows than the list has, or as many as pages of lists usually show."""
    if totals.rows is not None or totals.pages is not None:
        return _may_continue(page, shown, totals)
    return page.number == 1 and shown in USUAL_SIZES


def _may_continue(page: ListPage, shown: int, totals: Declared) -> bool:
    """Return whether a list may go on after this page, so that its controls are worth using."""
    if totals.pages is not None:
        return page.number < totals.pages
    return totals.rows is None or page.number > 1 or shown < totals.rows


def _other_rows(page: ListPage, script: Script) -> PageRequest | None:
    """Return the interface with a list's further rows, if the page shows only the first ones.

    None if nothing is known of what the scripts send to it.
    """
    found = _interface(page, script)
    values = [value for _, value in next_rows.parameters_of(found)] if found else []
    return found if found and found.address != page.url and (any(values) or not values) else None


def _without_rows(
    page: ListPage, script: Script, links: tuple[Link, ...], totals: Declared
) -> Listing | None:
    """Read a page without rows: they are in an interface or a frame, or the list is empty; else return None."""
    if target := forwarded(page, script):
        return with_next(Listing((), rows=False), PageRequest(target))
    if following := _interface(page, script):
        parts = scripted_parts.of(page, script)
        control = further_control(page, rows=())
        if control is None and place.has_empty(page.tree):
            control = EMPTY_PLACE
        control = control or scripted_parts.unopened(page, script, parts)
        listing = Listing(parts.links, rows=False, declared=totals, posted=parts.posted, control=control)
        return with_next(listing, following)
    if piece := attributes.included(page):
        return with_next(Listing((), rows=False), piece)
    if frame := framed(page):
        return with_next(Listing((), rows=False), PageRequest(frame))
    if feed := feed_of(page):
        return with_next(Listing((), rows=False), PageRequest(feed))
    whole = search_forms.of(page) if page.url == page.start else None
    if whole is not None and whole.address != page.requested.address:
        return with_next(Listing((), rows=False), whole)
    text = page.tree.body.text(deep=True) if page.tree.body else ""
    if _EMPTY.search(text) and not _LOADING.search(text):
        return Listing(links, declared=Declared(0, None), shown=0)
    return None


def _unread(page: ListPage, script: Script, links: tuple[Link, ...]) -> Listing:
    if page.url != page.start and is_fragment(page):
        why = f"its rows are filled by a script; the answer to its request {page.url} is not understood"
        return Listing(links, shown=0, unread=why)
    if named := requests.mentioned(page, script):
        why = f"its rows are filled by a script; the page requests {named}"
        return Listing(links, shown=0, unread=why, undefined=(ANY,))
    return Listing(links, shown=0, unread=NO_ROWS, undefined=(ANY,))
