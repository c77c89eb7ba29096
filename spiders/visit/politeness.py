"""Politeness: robots.txt, pauses between requests, Retry-After, and when a site is left alone."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from protego import Protego

MAX_CRAWL_DELAY = 60.0  # seconds; a longer one would use up the whole night for one site
# A Crawl-delay may have a unit behind it (2秒, 5 seconds); Protego reads only bare numbers.
_DELAY = re.compile(r"^([ \t]*crawl-delay[ \t]*:[ \t]*\d+(?:\.\d+)?)[^\d.\n][^\n]*$", re.I | re.M)
_BREATH = 0.005  # seconds; a server may still count a request whose answer has just arrived
FAILURES = 4  # requests in a row without a usable answer, after which a site is left alone
REFUSALS = 3  # the same for 403 and 451


PRODUCT_TOKEN = "fangzhi"  # our name in robots.txt; the user agent begins with it
_AGENT = re.compile(r"^([ \t\ufeff]*user-?agent[ \t]*:)[ \t]*([^#\r\n]*)", re.I | re.M)
_TOKEN = re.compile(r"[A-Za-z_-]+")
_OTHERS = "0"  # Protego matches any part of a user agent; ours does not contain this


@dataclass(slots=True)
class Robots:
    """The rules of one host (RFC 9309): a missing robots.txt (4xx) allows everything."""

    rules: Protego

    @classmethod
    def parse(cls, text: str) -> Robots:
        """Return the rules of a robots.txt for our product token, or else those for all."""
        return cls(Protego.parse(_AGENT.sub(_for_us, _DELAY.sub(r"\1", text))))

    @property
    def site_maps(self) -> tuple[str, ...]:
        """Return the addresses of its `Sitemap` lines."""
        return tuple(self.rules.sitemaps)

    def allows(self, url: str) -> bool:
        """Return whether the address may be requested."""
        return self.rules.can_fetch(url, PRODUCT_TOKEN)

    @property
    def delay(self) -> float:
        """Return the pause required by Crawl-delay or Request-rate, in seconds; 0 without either."""
        rate = self.rules.request_rate(PRODUCT_TOKEN)
        wished = [
            self.rules.crawl_delay(PRODUCT_TOKEN) or 0.0,
            rate.seconds / rate.requests if rate else 0.0,
        ]
        return min(max(wished), MAX_CRAWL_DELAY)


def _for_us(line: re.Match[str]) -> str:
    """Write a user-agent line so that it names us, everyone, or someone else (RFC 9309, 2.2.1: whole tokens)."""
    name = line[2].strip()
    token = _TOKEN.match(name)
    if name == "*":
        return line[0]
    return f"{line[1]} {PRODUCT_TOKEN if token and token[0].lower() == PRODUCT_TOKEN else _OTHERS}"


@dataclass(slots=True)
class Patience:
    """Decide when one site is left alone for the night; `out_of_budget`: only because of the limit or the hours."""

    max_requests: int
    max_seconds: float
    requests: int = 0
    failures: int = 0
    refusals: int = 0
    started: float = field(default_factory=time.monotonic)
    why: str | None = None
    out_of_budget: bool = False

    def leave(self, why: str, out_of_budget: bool = False) -> None:
        """Leave the site alone for the rest of the night; the first reason is kept."""
        if self.why is None:
            self.why, self.out_of_budget = why, out_of_budget

    def may_request(self) -> bool:
        """Return whether another request may be made tonight."""
        if self.requests >= self.max_requests:
            self.leave(f"budget of {self.max_requests} requests used up", out_of_budget=True)
        if time.monotonic() - self.started > self.max_seconds:
            self.leave(f"budget of {self.max_seconds / 60:g} minutes used up", out_of_budget=True)
        return self.why is None

    def note(self, outcome: str, detail: str | None) -> None:
        """Count an answer."""
        self.failures = self.failures + 1 if outcome == "error" else 0
        self.refusals = self.refusals + 1 if outcome == "blocked" else 0
        if outcome == "challenged":
            self.leave(f"challenged: {detail}")
        elif self.failures >= FAILURES:
            self.leave(f"no usable answer {FAILURES} times in a row: {detail}")
        elif self.refusals >= REFUSALS:
            self.leave(f"blocked {REFUSALS} times in a row: {detail}")


def retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a Retry-After header requires (RFC 9110, 10.2.3: seconds or a date), or None.

    >>> retry_after("120", 0.0), retry_after("soon", 0.0)
    (120.0, None)
    """
    if value is None:
        return None
    text = value.strip()
    if text.isdecimal() and len(text) < 8:
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (TypeError, ValueError):
        return None


class Throttle:
    """Pause between requests to a host, and make one request to a host at a time.

    A pause begins when the answer arrives, so that the server, too, never sees a shorter one than it requires. The
    pause is never below its floor and follows AutoThrottle's rule (Scrapy's documentation): the mean of the last
    pause and the latency of the answer. Scrapy's own extension would go below a Crawl-delay.
    """

    def __init__(self, ceiling: float = 30.0) -> None:
        self._ceiling = ceiling
        self._floors: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._free_at: dict[str, float] = {}
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def set_floor(self, host: str, seconds: float) -> None:
        """Set the shortest pause between an answer of `host` and the next request, in seconds."""
        self._floors[host] = max(seconds, self._floors.get(host, 0.0))
        if host in self._free_at:
            self._free_at[host] += max(0.0, self._floors[host] - self._pauses.get(host, 0.0))
        self._pauses[host] = max(self._floors[host], self._pauses.get(host, 0.0))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the host's turn and hold it."""
        async with self._turns[host]:
            await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - time.monotonic()))
            yield

    def answered(self, host: str, latency: float) -> None:
        """Note that an answer arrived after `latency` seconds; hosts without a floor have no pause."""
        floor = self._floors.get(host, 0.0)
        if floor:
            slower = min(self._ceiling, (self._pauses.get(host, floor) + latency) / 2)
            self._pauses[host] = max(floor, slower)
        self._free_at[host] = time.monotonic() + max(self._pauses.get(host, 0.0), _BREATH)
