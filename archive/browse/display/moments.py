"""Show times to readers: governments and our pages use China's time, the archive stores UTC."""

from __future__ import annotations

import datetime

_CHINA = datetime.timezone(datetime.timedelta(hours=8))


def day(moment: str | None) -> str:
    """Return the day of a UTC time in China; a plain date unchanged; a dash for None.

    >>> day("2026-11-01T17:02:00Z"), day("2021-01-20"), day(None)
    ('2026-11-02', '2021-01-20', '—')
    """
    return _local(moment).strftime("%Y-%m-%d") if moment and len(moment) > 10 else moment or "—"


def minute(moment: str | None) -> str:
    """Return day and minute of a UTC time in China."""
    return _local(moment).strftime("%Y-%m-%d %H:%M") if moment and len(moment) > 10 else moment or "—"


def _local(moment: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(_CHINA)
