"""`/robots.txt`: the deployment's own beside the archive, or one that lets the reading pages be found."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import Response

_USUAL = """User-agent: *
Disallow: /archive
Disallow: /-/
Disallow: /capture/
Disallow: /compare/
Disallow: /search
"""


async def view(datasette: Datasette) -> Response:
    """Answer with `robots.txt` of the data folder where the operator has put one there."""
    own = datasette.get_database("archive").file.parent / "robots.txt"
    return Response.text(own.read_text(encoding="utf-8") if own.is_file() else _USUAL)
