"""Separate the further pages of an article from its attached files, and put the pages in order."""

from __future__ import annotations

from collections.abc import Sequence

from archive.warc.captures import safe_uri
from parsers.hints import Attached
from spiders.visit import candidates


def split(
    url: str, data: bytes, content_type: str | None, beside: Sequence[Attached]
) -> tuple[tuple[Attached, ...], tuple[Attached, ...]]:
    """Return the further pages of an article in order, and the files attached to it.

    Both were captured as attachments of the article; a further page is one that the pager of the article, or of the
    page before it, leads to.
    """
    if not beside:
        return (), ()
    by_address = {safe_uri(one.name): one for one in beside if one.name}
    parts: list[Attached] = []
    waiting = candidates.further_pages(url, candidates.page_text(data, content_type))
    used: set[str] = set()
    while waiting:
        address = safe_uri(waiting.pop(0))
        if address in used:
            continue
        part = by_address.get(address)
        if part is None or part.name is None:
            break  # after a missing page, the text does not continue from here
        used.add(address)
        parts.append(part)
        waiting += candidates.further_pages(part.name, candidates.page_text(part.data, part.content_type))
    return tuple(parts), tuple(one for one in beside if one not in parts)
