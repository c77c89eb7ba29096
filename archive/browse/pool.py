"""Separate threads for visitors' SQL, shared fairly among visitors, so that our own pages stay responsive."""

from __future__ import annotations

import asyncio
import ipaddress
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

visitor: ContextVar[str] = ContextVar("visitor", default="")
"""The network address of the current request."""

# Limits: running queries (in total, for each visitor) and waiting queries (in total, for each visitor).
THREADS = max(2, os.cpu_count() or 2)
THREADS_EACH = THREADS // 2
WAITING, WAITING_EACH = 48, 12
RETRY_SECONDS = 5


class BusyError(Exception):
    """Too many queries are running or waiting already, of this visitor or of all visitors."""


class VisitorPool:
    """Run visitors' queries: each visitor gets at most half of the threads, and the queues are bounded."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(THREADS, "visitors-sql")
        self._threads = asyncio.Semaphore(THREADS)
        self._own: dict[str, asyncio.Semaphore] = {}
        self._present: Counter[str] = Counter()

    def full(self, who: str) -> bool:
        """Return whether another query of `who` would be refused."""
        return self._present[who] >= THREADS_EACH + WAITING_EACH or self._present.total() >= THREADS + WAITING

    async def run(self, work: Callable[[], T]) -> T:
        """Run `work` in a thread of the pool and return its result. Raises BusyError."""
        who = visitor.get()
        if self.full(who):
            raise BusyError
        self._present[who] += 1
        own = self._own.setdefault(who, asyncio.Semaphore(THREADS_EACH))
        try:
            async with own, self._threads:
                return await asyncio.get_running_loop().run_in_executor(self._executor, work)
        finally:
            self._present[who] -= 1
            if not self._present[who]:
                del self._present[who], self._own[who]


def visitor_of(host: str) -> str:
    """Return the key of a visitor: an IPv4 address, or the /64 network of an IPv6 address.

    >>> visitor_of("192.0.2.7"), visitor_of("2001:db8:1:2:3::4"), visitor_of("testclient")
    ('192.0.2.7', '2001:db8:1:2::/64', 'testclient')
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))
