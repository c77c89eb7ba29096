"""The pages and their routes; each module reads the data of one page."""

from __future__ import annotations

from typing import Any

from archive.browse.answers import page
from archive.browse.pages import (
    capture,
    changes,
    compare,
    coverage,
    data,
    divisions,
    document,
    feeds,
    home,
    ledger,
    problems,
    promises,
    robots,
    search,
    version,
)

ROUTES: list[tuple[str, Any]] = [
    (r"^/(?:index)?(?:\.json)?$", page("front.html", home.read, kept=True)),
    (r"^/search(?:\.json)?$", page("results.html", search.read)),
    (r"^/document/(?P<id>[0-9]{1,15})(?:\.json)?$", page("document.html", document.read)),
    (r"^/version/(?P<id>[0-9]{1,15})(?:\.json)?$", page("version.html", version.read)),
    (
        r"^/compare/(?P<left>[0-9]{1,15})/(?P<right>[0-9]{1,15})(?:\.json)?$",
        page("compare.html", compare.read),
    ),
    (r"^/capture/(?P<id>[0-9]{1,15})(?:\.json)?$", capture.view),
    (r"^/ledger(?:\.json)?$", page("ledger.html", ledger.read, kept=True)),
    (r"^/divisions\.json$", page("", divisions.find, kept=True)),
    (r"^/promises(?:\.json)?$", page("promises.html", promises.read, kept=True)),
    (r"^/changes(?:\.json)?$", page("edits.html", changes.read, kept=True)),
    (r"^/changes\.atom$", feeds.changes),
    (r"^/new\.atom$", feeds.new),
    (r"^/coverage(?:\.json)?$", page("coverage.html", coverage.read, kept=True, beside=coverage.beside)),
    (r"^/data(?:\.json)?$", page("data.html", data.read, kept=True, beside=data.beside)),
    (r"^/data/(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,99})$", data.download),
    (r"^/search\.atom$", feeds.matches),
    (r"^/document/(?P<id>[0-9]{1,15})\.atom$", feeds.document),
    (r"^/problems(?:\.json)?$", page("doubts.html", problems.read)),
    (r"^/robots\.txt$", robots.view),
]
