"""The current time, in one place so that tests can replace it, and times in China's time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))  # one time for the whole country, without summer time since 1991


def now() -> datetime:
    """Return the current time, UTC."""
    return datetime.now(UTC)


def minute(moment: str) -> str:
    """Return a UTC time as day and minute in China, with the UTC instant beside it.

    >>> minute("2026-12-31T16:00:01.000Z")
    '2027-01-01 00:00 (2026-12-31T16:00Z)'
    """
    return f"{datetime.fromisoformat(moment).astimezone(CHINA):%Y-%m-%d %H:%M} ({moment[:16]}Z)"
