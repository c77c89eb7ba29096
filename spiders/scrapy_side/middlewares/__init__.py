"""What every request and answer passes on its way: bounds, replay, conditions, capture.

They leave what they found out of an answer in `request.meta["answer"]`, an `Answer`.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.warc.captures import Role

ORDER = {
    "spiders.scrapy_side.middlewares.bounds.Bounds": 610,
    "spiders.scrapy_side.middlewares.replay.Replay": 620,
    "spiders.scrapy_side.middlewares.conditional.Conditional": 630,
    "spiders.scrapy_side.middlewares.capture.CaptureToWarc": 890,
}


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why an address is asked (`request.meta["purpose"]`): for which site, as what, and who linked it."""

    site: str
    role: Role
    home: str
    via: str | None = None
    title: str | None = None
    listed: str | None = None
    chain: tuple[str, ...] = ()  # the addresses of this redirect chain so far, this one last
    whole: bool = False  # ask for the page itself, whatever is remembered of it


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking: the outcome of the contract, and the decoded body where there is one.

    `not_modified` and a replayed `unchanged` have none: it stands in the archive. `replayed`: an earlier
    process of this run had asked. `latency` is in seconds.
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
