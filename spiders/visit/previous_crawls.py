"""What the archive knows from earlier nights, opened read-only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from archive.queries.known import Address, Known
from archive.warc.captures import safe_uri
from archive.warc.payloads import PayloadError
from archive.warc.reader import payload_at, response_at
from archive.warc.records import WarcError

# Fixed by the contract. archive.store has it too, but takes half a second to import (2026-11).


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page that carries a document, to be requested again tonight; `via` linked to it, `outcome` is the last one."""

    url: str
    title: str | None = None
    listed: str | None = None
    via: str | None = None
    outcome: str = "ok"


class PreviousCrawls:
    """The addresses of some sites as the archive has them; empty for an archive that does not exist yet."""

    def __init__(self, known: Known, warc: Path, sites: Iterable[str]) -> None:
        self._warc = warc
        self._addresses = {site: known.addresses(site) for site in sites}
        self._by_url = {url: address for found in self._addresses.values() for url, address in found.items()}
        self._files: dict[str, bool] = {}

    @classmethod
    def open(cls, folder: Path, warc: Path, sites: Iterable[str]) -> Self:
        """Open the archive in a folder, with its bodies in `warc`. Raises sqlite3.Error if it can't be read."""
        with Known.open(folder) as known:
            return cls(known, warc, sites)

    def last(self, url: str) -> Address | None:
        """Return what is known of an address of these sites, if its body can be read from disk."""
        address = self._by_url.get(safe_uri(url))
        if address is None or address.position is None or address.reference is None:
            return None
        name = address.position.file
        if name not in self._files:
            self._files[name] = (self._warc / name).is_file()
        return address if self._files[name] else None

    def known(self, url: str) -> Address | None:
        """Return what is known of an address of these sites, whether or not it has a body."""
        return self._by_url.get(safe_uri(url))

    def appearance_files(self, site: str) -> int:
        """Return how many addresses of a site were requested as style sheets or pictures."""
        return sum(address.role == "appearance" for address in self._addresses.get(site, {}).values())

    def body(self, url: str) -> tuple[bytes, str | None] | None:
        """Return the last decoded body of an address and its Content-Type; None if it can't be read."""
        address = self.last(url)
        if address is None or address.position is None:
            return None
        try:
            payload = payload_at(self._warc / address.position.file, address.position.offset)
        except (WarcError, PayloadError):
            return None
        return payload.data, payload.content_type

    def headers(self, url: str) -> tuple[tuple[str, str], ...]:
        """Return the headers of the last answer with a body; none if it can't be read."""
        address = self.last(url)
        if address is None or address.position is None:
            return ()
        try:
            return tuple(response_at(self._warc / address.position.file, address.position.offset).headers)
        except (WarcError, PayloadError):
            return ()

    def pages(self, site: str) -> list[KnownPage]:
        """Return the pages of a site that carry documents, including those that are gone: they may come back.

        A page that moved is requested at its present address.
        """
        found = self._addresses.get(site, {}).values()
        return [
            KnownPage(a.url, a.title, a.listed, a.via, a.outcome)
            for a in found
            if a.role == "article" and a.verdict == "document" and a.page in (None, a.url)
        ]

    def is_negative(self, url: str) -> bool:
        """Return whether the page at `url` was read before and is neither a report nor a livelihood list."""
        address = self._by_url.get(safe_uri(url))
        return address is not None and address.role == "article" and address.verdict == "negative"
