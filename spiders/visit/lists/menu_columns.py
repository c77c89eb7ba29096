"""Columns that a menu opens by requests, without links: each is known by the request that its name makes.

In the tree of a disclosure directory, branches are asked for when they are clicked, and leaves fill a part of the page.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from archive.warc.outcomes import PRESENT
from parsers.text.han import HAN
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.controls import handler_of, is_hidden, is_more, is_next, is_previous
from spiders.lists.links import absolute
from spiders.lists.pagers.functions import ANY
from spiders.lists.played import Played
from spiders.lists.scripted.side_effects import of as side_effect
from spiders.lists.scripted.side_effects import of_address
from spiders.lists.titles import names_column
from spiders.visit.bounds import forbidden
from spiders.visit.lists.script_files import with_files
from spiders.visit.requests import SiteRequests
from spiders.visit.time_limit import TooSlowError, time_limit

_NAME = re.compile(rf"{HAN}{{2,14}}")
_NODES: Final = "li, span, a, em, i, b, dt, dd, p, div, h3, h4"
_TOOLS = re.compile(
    r"搜索|检索|登录|注册|打印|关闭|收藏|分享|返回|顶部|字号|无障碍|长者|提交|重置|展开|收起|邮箱|微信|微博"
)
_FEW: Final = 2  # entries of a menu
_MOST_BRANCHES: Final = 16
_MOST_COLUMNS: Final = 8
_MOST_RUNS: Final = 60
_MAX_CPU: Final = 10.0  # seconds for one page
_DEEP: Final = 3
_ROUNDS: Final = 6  # of answers, for one path
_MOST_NODES: Final = 3000


async def opened(visit: SiteRequests, page: ListPage) -> list[tuple[str, str]]:
    """Return the names and addresses of the columns that the clicks on a page's menu ask for. Raises LeftAloneError."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    waiting: list[tuple[str, ...]] = [()]
    answers: dict[str, str | None] = {}
    base: ListPage | None = None
    started = time.process_time()
    for _ in range(_MOST_RUNS):
        if not waiting or len(found) >= _MOST_COLUMNS or time.process_time() - started > _MAX_CPU:
            break
        path = waiting.pop(0)
        base = base or await with_files(visit, page, (ANY,))
        try:
            played = await _followed(visit, base, path, answers)
            if played is None:
                continue
            with time_limit():
                names = [name for name in _entries(played, base) if name not in seen]
        except TooSlowError:
            break
        if not path and len(names) < _FEW:
            break
        asked = played.used[-1] if path and played.used else None
        if path and names_column(path[-1]):
            if asked and "#post-" not in asked and urlsplit(asked).netloc == urlsplit(page.url).netloc:
                found[path[-1]] = asked
            continue
        for name in names:
            seen.add(name)
            branches = sum(not names_column(one[-1]) for one in waiting if one)
            if names_column(name):
                waiting.insert(0, (*path, name))
            elif len(path) < _DEEP and branches < _MOST_BRANCHES:
                waiting.append((*path, name))
    return list(found.items())


async def _followed(
    visit: SiteRequests, base: ListPage, path: tuple[str, ...], answers: dict[str, str | None]
) -> Played | None:
    """Return the page after clicks on the entries of a path, with all answers; None if one is missing."""
    for _ in range(_ROUNDS):
        with time_limit():
            played = Played(base, answers)
            for name in path:
                node = next((one for one in _nodes(played, base) if _words(one) == name), None)
                if node is None or played.pending:
                    break
                played.click(node)
        if not played.pending:
            return played
        for request in played.pending[:2]:
            answers[request.address] = await _text(visit, request, base)
    return None


def _entries(played: Played, base: ListPage) -> Iterator[str]:
    for node in _nodes(played, base):
        yield _words(node)


def _nodes(played: Played, base: ListPage) -> Iterator[LexborNode]:
    """Yield the entries of menus on a page as it is now: short names without an address that a click acts on."""
    for node in played.shown(1).tree.css(_NODES)[:_MOST_NODES]:
        words = _words(node)
        if not _NAME.fullmatch(words) or _TOOLS.search(words) or is_hidden(node):
            continue
        if absolute(node.attributes.get("href"), base.url) or side_effect("", "", words):
            continue
        if is_next(node) or is_previous(node) or is_more(node):
            continue
        if handler_of(node) or played.acts_on(node):
            yield node


def _words(node: LexborNode) -> str:
    return "".join(node.text(deep=True).split())


async def _text(visit: SiteRequests, request: PageRequest, page: ListPage) -> str | None:
    if forbidden(visit.site, request.url) or request.body is not None or of_address(request.url):
        return None
    answer = await visit.get(request.address, "list", via=page.url, headers=request.headers)
    return await visit.text(answer, "list") if answer and answer.outcome in PRESENT else None
