"""Logs as JSON lines with FANGZHI_LOG=json: one object a line on stderr, with run, site and URL.

Without it nothing is logged: the archive's own tables are the log of what happened.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, TextIO

from archive.warc.captures import utc_text

VARIABLE: Final = "FANGZHI_LOG"
FIELDS: Final = ("run", "site", "url", "outcome", "status", "code")
_FAILED: Final = frozenset({"challenged", "blocked", "too_large", "error"})
_CAPTURES: Final = (
    "SELECT id, site_id, url, outcome, status, detail FROM captures WHERE run_id = ? AND id > ? ORDER BY id"
)
logger = logging.getLogger("fangzhi")


class JsonLines(logging.Formatter):
    """Format a log record as one JSON object: `time` (UTC), `level`, `logger`, `message` and its `FIELDS`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without its line break."""
        values: dict[str, object] = {
            "time": utc_text(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        values |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            values["exception"] = self.formatException(record.exc_info)
        return json.dumps(values, ensure_ascii=False, default=str)


def requested(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the environment requests JSON lines."""
    return environment.get(VARIABLE) == "json"


def enable(stream: TextIO) -> None:
    """Send all logging of this process to `stream` as JSON lines, from `info` upwards for our own."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    logger.setLevel(logging.INFO)


def captures(db: sqlite3.Connection, run: int, after: int) -> int:
    """Log the captures of a run with ids above `after`; return the last id, for the next call."""
    for number, site, url, outcome, status, detail in db.execute(_CAPTURES, (run, after)).fetchall():
        level = logging.WARNING if outcome in _FAILED else logging.INFO
        more = {"run": run, "site": site, "url": url, "outcome": outcome, "status": status}
        logger.log(level, "%s", detail or outcome, extra=more)
        after = number
    return after


def news(run: int, items: list[dict[str, str | None]]) -> None:
    """Log a morning's news (`Morning.as_dict()["news"]`)."""
    for item in items:
        more = {"run": run, "site": item["site"], "url": item["about"], "code": item["kind"]}
        logger.warning("%s", item["text"], extra=more)
