"""Notice documents that a list no longer shows although their pages still exist, as after a redesign."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from archive.wording import counted
from spiders.visit.previous_crawls import KnownPage

_REMAINING: Final = 0.6  # of a list's known documents; with fewer of them and of new ones, the list lost some
_SEVERAL: Final = 2  # documents that must be missing


@dataclass(frozen=True, slots=True)
class Delisted:
    """Documents that a list no longer shows, in words; if they are `many`, whatever other rows it shows instead."""

    words: str
    many: bool


def delisted(
    known: Collection[KnownPage],
    shown: Mapping[str, Collection[str]],
    candidates: Mapping[str, Collection[str]],
) -> dict[str, Delisted]:
    """Return the lists that no longer show known documents, and what is missing, by the list's address.

    `known` are the documents whose pages still exist, `shown` the addresses of all links of each list, `candidates`
    those that may be documents. A list that shows as many documents at new addresses lost none.
    """
    everything = {url for urls in shown.values() for url in urls}
    of_list: dict[str, list[str]] = {url: [] for url in shown}
    for page in known:
        if owner := _owner(page, shown):
            of_list[owner].append(page.url)
    found = {}
    for url, documents in of_list.items():
        lost = [one for one in documents if one not in everything]
        present = len(documents) - len(lost) + len(set(candidates.get(url, ())) - set(documents))
        if present < len(documents):
            number = f"{len(lost)} of {counted(len(documents), 'known document')}"
            words = f"{number} {'is' if len(lost) == 1 else 'are'} no longer listed: {lost[0]}"
            many = len(lost) >= _SEVERAL and present < _REMAINING * len(documents)
            found[url] = Delisted(words, many)
    return found


def _owner(page: KnownPage, lists: Collection[str]) -> str | None:
    """Return the list that showed a document: the one whose address is most like that of the page that linked to it.

    Parameters may stand in another order on later pages.
    """
    if page.via is None:
        return None
    host = urlsplit(page.via).netloc
    same = [url for url in lists if urlsplit(url).netloc == host]
    return max(same, key=lambda url: _likeness(url, page.via or ""), default=None)


def _likeness(one: str, other: str) -> tuple[int, int, int]:
    """Return how alike two addresses are: in their paths, in their parameters, from their beginning."""
    a, b = urlsplit(one), urlsplit(other)
    parameters = set(parse_qsl(a.query, errors="surrogateescape")) & set(
        parse_qsl(b.query, errors="surrogateescape")
    )
    return _common(a.path, b.path), len(parameters), _common(one, other)


def _common(one: str, other: str) -> int:
    """Return how many characters two addresses share from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
