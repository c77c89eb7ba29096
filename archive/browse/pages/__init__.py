"""The pages: each module reads what one page shows; here are their addresses."""

from __future__ import annotations

from typing import Any

from archive.browse.answers import page
from archive.browse.pages import capture, document, front, results, robots, version

ROUTES: list[tuple[str, Any]] = [
    (r"^/(?:index)?(?:\.json)?$", page("front.html", front.read)),
    (r"^/search(?:\.json)?$", page("results.html", results.read)),
    (r"^/document/(?P<id>[0-9]+)(?:\.json)?$", page("document.html", document.read)),
    (r"^/version/(?P<id>[0-9]+)(?:\.json)?$", page("version.html", version.read)),
    (r"^/capture/(?P<id>[0-9]+)(?:\.json)?$", capture.view),
    (r"^/robots\.txt$", robots.view),
]
