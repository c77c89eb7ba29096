"""Articles that a page's scripts show leaf by leaf in one place: 下一页 is used until nothing new is shown."""

from __future__ import annotations

import time
from typing import Final

from selectolax.lexbor import LexborNode

from parsers.formats.web import held
from spiders.lists.base import ListPage
from spiders.lists.controls import handler_of, is_disabled, is_next, is_symbol
from spiders.lists.links import absolute, tree_of
from spiders.lists.pagers.functions import ANY
from spiders.lists.scripts.running.dom.drawing import MARK
from spiders.visit.articles.played_articles import AT_ONCE, PlayedArticle, answer
from spiders.visit.articles.rendition import page_of, without_marks
from spiders.visit.lists.script_files import with_files
from spiders.visit.requests import SiteRequests
from spiders.visit.time_limit import SECONDS, TooSlowError, time_limit

_MOST_LEAVES: Final = 60
_MOST_RUNS: Final = 3 * _MOST_LEAVES
_MAX_CPU: Final = 10.0  # seconds for one article
_CONTROLS: Final = "button, a, span, div, li, input, img, em, i"
_HERE: Final = "@@fangzhi-leaves@@"


class LeafedArticle(PlayedArticle):
    """An article's page with a control for the next leaf of its text."""

    def turn_leaf(self) -> bool:
        """Use the control for the next leaf; return whether there is one that a script has bound."""
        world = self._running.world
        for node in self.shown(1).tree.css(_CONTROLS)[:4000]:
            bound = handler_of(node) or self._running.has_handler(world.original(node))
            if bound and _leads_on(node, self._base):
                self.click(node)
                return True
        return False


def has_control(url: str, html: str) -> bool:
    """Return whether a page has a control 下一页 that is no link, so that only a script can act on it."""
    if "页" not in html and "next" not in html.lower():
        return False
    return any(_leads_on(node, url) for node in tree_of(html).css(_CONTROLS)[:4000])


def _leads_on(node: LexborNode, base: str) -> bool:
    return (
        is_next(node)
        and not is_symbol(node)
        and not is_disabled(node)
        and absolute(node.attributes.get("href"), base) is None
    )


async def leaves(visit: SiteRequests, url: str, sent: str) -> tuple[str | None, bool]:
    """Return a page with all leaves of its text, and whether there are several; the page is None if one is missing.

    Raises LeftAloneError.
    """
    page = await with_files(visit, ListPage(url, sent, 1, url), (ANY,))
    answers: dict[str, str | None] = {}
    found: list[tuple[str, str]] = []
    whole, ended = sent, False
    played: LeafedArticle | None = (
        None  # the running page; without it, it is used again from its first leaf on
    )
    started = time.process_time()
    try:
        for _ in range(_MOST_RUNS):
            with time_limit(min(SECONDS, _MAX_CPU - (time.process_time() - started))):
                if played is None:
                    played = LeafedArticle(page, answers)
                    turned = all(played.turn_leaf() for _ in found if not played.pending)
                else:
                    turned = played.turn_leaf()
                shown = None if played.pending else played.written()
                if not (found or played.pending):
                    whole = played.html()
            if shown is None:
                for request in played.pending[:AT_ONCE]:
                    answers[request.address] = await answer(visit, request, url)
                played = None
                continue
            text = without_marks(shown[1])
            ended = not turned or not text or text in [without_marks(one) for _, one in found]
            if ended or len(found) >= _MOST_LEAVES:
                break
            found.append(shown)
    except TooSlowError as error:
        visit.result.problems.append(f"{url}: {error}")
    if len(found) < 2:
        return None, False
    if not ended or None in answers.values() or not held.is_body("\n".join(text for _, text in found)):
        return None, True
    tree = tree_of(whole)
    place = tree.css_first(f"[{MARK}='{found[0][0]}']") if found[0][0] else None
    if place is None:
        return None, True
    place.insert_before(_HERE)
    place.decompose()
    texts = "\n".join(text for _, text in found)
    return page_of(sent, [(tree.html or "").replace(_HERE, f"<div>{texts}</div>")]), True
