"""Articles that only send the browser on: by meta refresh, or by a script (`/jump.html?target=…`)."""

from __future__ import annotations

import re
from typing import Final

from spiders.lists.base import ListPage
from spiders.lists.elsewhere import SENDS_ON, SHORT, forwarded
from spiders.lists.scripts.javascript import Script

_WORDS: Final = 150  # visible characters; a page that sends the browser on says no more than that it does


def target_of(url: str, text: str) -> str | None:
    """Return where a page without content sends the browser, on whatever host; None for a page with content."""
    if len(text) > SHORT or not SENDS_ON.search(text):
        return None
    page = ListPage(url, text, 1, url)
    body = page.tree.body
    scripts = "".join(node.text(deep=True) for node in page.tree.css("script, style"))
    seen = len(re.sub(r"\s", "", body.text(deep=True))) if body else 0
    if seen - len(re.sub(r"\s", "", scripts)) > _WORDS:
        return None
    return forwarded(page, Script(page.tree, url), any_host=True)
