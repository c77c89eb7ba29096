"""The outcomes of a fetch, as docs/archive.md lists them (`captures.outcome`)."""

from __future__ import annotations

from typing import Literal, get_args

Outcome = Literal[
    "ok",
    "not_modified",
    "unchanged",
    "moved",
    "gone",
    "soft_404",
    "challenged",
    "blocked",
    "robots",
    "too_large",
    "error",
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

# Outcomes that show the page with a stored body: this capture's own, or an earlier one's.
PRESENT: frozenset[str] = frozenset({"ok", "not_modified", "unchanged"})
# Outcomes by which a server says that the page does not exist.
ABSENT: frozenset[str] = frozenset({"gone", "soft_404"})
# Outcomes that say nothing about the page: a later night may obtain it.
UNANSWERED: frozenset[str] = frozenset({"error", "challenged", "blocked"})

_BY_STATUS: dict[int, Outcome] = {
    200: "ok",
    203: "ok",
    304: "not_modified",
    404: "gone",
    410: "gone",
    412: "challenged",
    429: "challenged",
    521: "challenged",
    403: "blocked",
    451: "blocked",
}


def of_status(status: int) -> Outcome:
    """Return the outcome for an HTTP status; the crawl judges bodies (captcha, soft 404) itself.

    >>> of_status(301), of_status(410), of_status(500)
    ('moved', 'gone', 'error')
    """
    if 300 <= status < 400 and status not in (300, 304):
        return "moved"
    return _BY_STATUS.get(status, "error")


def destination(outcome: str, detail: str | None) -> str | None:
    """Return where a page that moved leads to, by the detail of its capture: a page may send browsers on by itself.

    >>> destination("moved", "to http://a.example/b.html; TLS 1.0"), destination("ok", None)
    ('http://a.example/b.html', None)
    """
    if outcome != "moved" or not (detail or "").startswith("to "):
        return None
    return (detail or "").removeprefix("to ").partition("; ")[0]
