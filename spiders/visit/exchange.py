"""A request's purpose and its answer, as plain values independent of Scrapy."""

from __future__ import annotations

import errno
import traceback
from dataclasses import dataclass
from pathlib import Path

from archive.warc.captures import Role
from spiders.lists.base import PageRequest


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why an address is requested: for which site, in which role, and which page linked to it."""

    site: str
    role: Role
    home: str
    via: str | None = None
    title: str | None = None
    listed: str | None = None
    chain: tuple[str, ...] = ()  # the addresses of this redirect chain so far, this one last
    whole: bool = False  # request the page itself, without the validators of an earlier crawl
    post: PageRequest | None = None  # the form to post; the requested address is then its identity
    headers: tuple[tuple[str, str], ...] = ()  # that the scripts of a rendered page set


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one request: the outcome of the contract, and the decoded body if there is one.

    `not_modified` and a replayed `unchanged` have no body: it is in the archive. `replayed`: an earlier process of
    this run made the request. `latency` is in seconds.
    """

    url: str
    outcome: str
    status: int | None
    body: bytes = b""
    content_type: str | None = None
    location: str | None = None
    retry_after: str | None = None
    detail: str | None = None
    replayed: bool = False
    latency: float | None = None
    headers: tuple[tuple[str, str], ...] = ()  # those that speak of further rows of a list


DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG)  # errors of a full or failing disk


def failure(error: BaseException) -> str:
    """Return an exception in one line: its type, its message and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    words = " ".join(str(error).encode("utf-8", "replace").decode().split())[:200]
    return f"{type(error).__name__}: {words}{place}"
