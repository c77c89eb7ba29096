"""The present moment, in one place, so that a test can set another."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, UTC."""
    return datetime.now(UTC)
