"""The pages and their routes; each module reads the data of one page."""

from __future__ import annotations

from typing import Any

from archive.browse.answers import page
from archive.browse.pages import (
    changes,
    coverage,
    data,
    divisions,
    feeds,
    home,
    problems,
    questions,
    robots,
    search,
)
from archive.browse.pages.figures import figure, ledger
from archive.browse.pages.promises import page as promises
from archive.browse.pages.sheets import changes as change_rows
from archive.browse.pages.sheets import coverage as coverage_rows
from archive.browse.pages.sheets import figures as figure_rows
from archive.browse.pages.sheets import promises as promise_rows
from archive.browse.pages.sheets import search as search_rows
from archive.browse.pages.texts import capture, capture_page, compare, document, version
from archive.browse.sheets.view import sheet

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
    (r"^/capture/(?P<id>[0-9]{1,15})/page$", capture_page.page),
    (r"^/capture/(?P<id>[0-9]{1,15})/file/(?P<file>[0-9]{1,15})$", capture_page.file),
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
    (r"^/questions(?:\.json)?$", page("questions.html", questions.read, kept=True)),
    (r"^/figure(?:\.json)?$", page("figure.html", figure.read)),
    # The rows of a page as a file: `/search.csv?…`, `/search.xlsx?…`.
    (r"^/search\.(?:csv|xlsx)$", sheet("search", search_rows.read)),
    (r"^/ledger\.(?:csv|xlsx)$", sheet("ledger", figure_rows.ledger)),
    (r"^/figure\.(?:csv|xlsx)$", sheet("figure_page", figure_rows.sources)),
    (r"^/promises\.(?:csv|xlsx)$", sheet("promises", promise_rows.read)),
    (r"^/changes\.(?:csv|xlsx)$", sheet("changes", change_rows.read)),
    (r"^/coverage\.(?:csv|xlsx)$", sheet("coverage", coverage_rows.read)),
    (r"^/robots\.txt$", robots.view),
]
