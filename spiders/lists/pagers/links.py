"""Links and controls that lead to the next page of a list: by their name, their number, their address."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from spiders.lists.base import Declared, PageRequest, is_page_name
from spiders.lists.controls import handler_of, is_arrow, is_disabled, is_group, is_next, is_symbol
from spiders.lists.interfaces.formats import answer_headers
from spiders.lists.links import absolute
from spiders.lists.pagers import handlers, place
from spiders.lists.pagers.pager import Pager
from spiders.lists.scripts.running.dom.fields import is_submitting
from spiders.lists.titles import names_part

_OF_PAGES = re.compile(r"(?:共?\s?\d{1,6}\s?条?\s)?第?(\d{1,4})\s?页?\s?/\s?共?(\d{1,4})\s?页?")
_OTHER_WAY = re.compile("[上前尾末]")
_MANY: Final = 5  # rows, of a page that is counted by its rows
_SHORT: Final = 10  # characters
_MOST_CONTROLS: Final = 200
_STEPS: Final = 4  # first, previous, next, last
_UP: Final = 5  # from the picture of a step to the part of the page with all steps
_OF_PAGER: Final = 100  # characters, with the blanks between the steps
_COUNTED = re.compile(r"[a-zA-Z]{0,9}[_/-]?(?:\.\w{2,5})?(?:\?(?:\w+=\w+&)*\w*=)?(\d{1,4})(?:/|\.\w{2,5})?")


def linked(pager: Pager) -> PageRequest | None:
    """Follow a link to the next page that has an address: by its name, its number or its address."""
    readers = (by_name, by_number, by_pictures, by_address)
    found = next((found for reader in readers if (found := reader(pager))), None)
    return found if found and found != pager.page.requested and found.url != pager.page.url else None


def by_name(pager: Pager) -> PageRequest | None:
    """Follow a link named 下一页 that has an address, `<link rel=next>`, or the answer's header `Link`."""
    for node in pager.tree.css("a[href], area[href]"):
        if not is_next(node) or is_disabled(node):
            continue
        if (is_symbol(node) or is_group(node)) and pager.page.number + 1 in pager.numbers:
            continue  # beside numbers, » leads to the next group of them, or to the last page
        found = pager.request(node.attributes.get("href"))
        if found and is_arrow(node) and not _is_of_list(pager, found.url):
            continue
        if found and found.url != pager.page.url:
            return found
    link = pager.tree.css_first("link[rel=next]")
    found = pager.request(link.attributes.get("href")) if link else None
    return found or answer_headers.following(pager.page)


def _is_of_list(pager: Pager, target: str) -> bool:
    """Return whether an address is in the folder of the list's page and has a number that the page's has not."""
    own, other = urlsplit(pager.page.url), urlsplit(target)
    folder = own.path[: own.path.rfind("/") + 1]
    numbers = set(re.findall(r"\d+", f"{other.path[len(folder) :]}?{other.query}"))
    known = set(re.findall(r"\d+", f"{own.path[len(folder) :]}?{own.query}"))
    return other.netloc == own.netloc and other.path.startswith(folder) and bool(numbers - known)


def by_handler(pager: Pager) -> PageRequest | None:
    """Follow an element named 下一页 by its handler or by an attribute."""
    for node in pager.tree.css("a, button, span, li, input, img, div, td, p, i, em"):
        if (
            not is_next(node)
            or is_disabled(node)
            or (is_group(node) and pager.page.number + 1 in pager.numbers)
        ):
            continue
        if found := handlers.request_of(pager, node):
            return found
        handler = handler_of(node)
        runs = not handler and is_submitting(node) and handlers.runs_code(pager, node)
        if not (handler or runs) or handlers.says_no_more(pager.script, node, handler):
            continue
        if handler:
            pager.more = f"the next page is opened by a script: {handler[:120]}"
        else:
            pager.more = (
                f"a script runs before the button to the next page submits: {(node.html or '')[:120]}"
            )
    return None


def by_number(pager: Pager) -> PageRequest | None:
    """Follow bare numbers, 1 2 3 4 5 … 12: the one after this page's; the last is the declared number of pages."""
    numbers = pager.numbers
    following = numbers.get(pager.page.number + 1)
    if following is None and pager.dots is not None and pager.page.number - 1 in numbers:
        return handlers.request_of(pager, pager.dots) or pager.request(pager.dots.attributes.get("href"))
    neighbours = {pager.page.number - 1, pager.page.number + 1, pager.page.number + 2} & set(numbers)
    if following is None or not (neighbours - {pager.page.number + 1} or len(numbers) <= 2):
        return None
    last = max(numbers)
    if last < 1900 and pager.dots is None:
        pager.declared |= Declared(None, last)
    target = absolute(following.attributes.get("href"), pager.base) if following.tag == "a" else None
    if target:
        return PageRequest(target)
    if found := handlers.request_of(pager, following):
        return found
    if 1 < last <= place.parts_on_page(pager):
        pager.declared = replace(pager.declared, pages=1)
        return None
    pager.more = f"page {pager.page.number + 1} is opened by a script: {handler_of(following)[:120]}"
    return None


def by_pictures(pager: Pager) -> PageRequest | None:
    """Follow a pager whose steps are pictures without words beside 1/4: first, previous, next and last page, in order.

    On the first page the first two lead nowhere.
    """
    seen: set[int] = set()
    for picture in pager.tree.css("a[href] img"):
        found = None  # the outermost part of the page that shows only the steps and their number
        node = picture.parent
        for _ in range(_UP):
            node = node.parent if node is not None else None
            if node is None or node.mem_id in seen:
                continue
            seen.add(node.mem_id)
            text = node.text(deep=True).strip()
            if len(text) <= _OF_PAGER and (match := _OF_PAGES.fullmatch(" ".join(text.split()))):
                found = (node, match)
        if found is None:
            continue
        node, match = found
        steps = [
            one for one in node.css("a[href]") if one.css_first("img") and not one.text(deep=True).strip()
        ]
        if not steps or len(steps) > _STEPS or int(match[1]) != pager.page.number:
            continue
        pager.declared |= Declared(None, int(match[2]))
        if pager.page.number >= int(match[2]):
            return None
        at = 0 if pager.page.number == 1 else len(steps) // 2
        return pager.request(steps[at].attributes.get("href"))
    return None


def by_address(pager: Pager) -> PageRequest | None:
    """Follow a short link whose address is this page's with the next number: `index_2.html`, `?page=2`, `/2/`."""
    for node in pager.tree.css("a[href]"):
        picture = node.css_first("img[alt]")
        text = "".join(
            (node.text(deep=True) or (picture.attributes.get("alt") if picture else "") or "").split()
        )
        target = absolute(node.attributes.get("href"), pager.base)
        if target is None or names_part(text) or len(text) > _SHORT or is_disabled(node):
            continue
        if _is_next_address(pager, target) and not _OTHER_WAY.search(text):
            return PageRequest(target)
    return None


def by_effect(pager: Pager) -> PageRequest | None:
    """Follow a short control, whatever it is called, whose handler opens this page's address with the next number."""
    for node in pager.tree.css("[onclick], a[href^='javascript:' i]")[:_MOST_CONTROLS]:
        text = "".join(node.text(deep=True).split())
        if len(text) > _SHORT or _OTHER_WAY.search(text) or names_part(text) or is_disabled(node):
            continue
        handler = handler_of(node)
        found = handlers.request_of(pager, node) if handler else None
        if found is not None and (_is_next_address(pager, found.url) or _posts_next(pager, found)):
            return found
    return None


def _is_next_address(pager: Pager, target: str) -> bool:
    """Return whether an address is this page's with the next number, or as many rows, behind the list's own name."""
    number = number_in(pager.page.start, target)
    before = number_in(pager.page.start, pager.page.url) if pager.page.number > 1 else None
    if number is None or number == (1 if before is None else before) + 1:
        return number is not None
    # Or the number of rows before the page: `/list/20`, `?start=40`.
    many = pager.rows >= _MANY and (before or 0) % pager.rows == 0
    return many and number == (before or 0) + pager.rows


def number_in(start: str, target: str) -> int | None:
    """Return the number behind a list's own name in an address: `index_2.html`, `?page=2`, `/2/`; None without one.

    >>> number_in("http://a.cn/gz/index.html", "http://a.cn/gz/index_2.html"), number_in("http://a.cn/l", "http://a.cn/l/20")
    (2, 20)
    >>> number_in("http://a.cn/list.php?tid=15", "http://a.cn/list.php?tid=2") is None  # another column
    True
    """
    own = re.sub(r"(index|default|list)?\.\w{2,5}$", "", start.partition("?")[0])
    match = _COUNTED.fullmatch(target[len(own) :]) if target.startswith(own) else None
    if match is None:
        return None
    ours, theirs = dict(parse_qsl(urlsplit(start).query)), dict(parse_qsl(urlsplit(target).query))
    name = next(reversed(theirs), "")
    other = name in ours and not is_page_name(name) and ours[name] not in ("0", "1")
    return None if other else int(match[1])


def _posts_next(pager: Pager, request: PageRequest) -> bool:
    """Return whether a form that is posted to the list's own place has the next page's number in a field for it."""
    if request.body is None or urlsplit(request.url).path not in (
        urlsplit(pager.page.url).path,
        urlsplit(pager.page.start).path,
    ):
        return False
    return any(
        is_page_name(name) and value == str(pager.page.number + 1) for name, value in parse_qsl(request.body)
    )
