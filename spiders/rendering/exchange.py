"""The requests that a rendered page makes, and their answers, as plain values independent of the browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from spiders.lists.base import PageRequest


class RenderError(Exception):
    """The page could not be rendered; the message is one line."""


@dataclass(frozen=True, slots=True)
class PartRequest:
    """A request of a rendered page: what is requested, and the headers that its scripts set."""

    page: PageRequest
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Served:
    """The answer to a request: the address that answered (after redirects), status, decoded body and Content-Type."""

    url: str
    status: int
    body: bytes
    content_type: str | None


# Returns the reason as text if the request is not made or has no answer.
Load = Callable[[PartRequest], Awaitable[Served | str]]
