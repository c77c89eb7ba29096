"""`/robots.txt`: the deployment's own file in the data folder, or one that allows only the reading pages."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import Response

_NOT_FOR_CRAWLERS = ("/archive", "/-/", "/capture/", "/compare/", "/search")


async def view(datasette: Datasette) -> Response:
    """Return the data folder's `robots.txt` if the operator has put one there, else ours."""
    own = datasette.get_database("archive").file.parent / "robots.txt"
    if own.is_file():
        return Response.text(own.read_text(encoding="utf-8"))
    paths = (f"Disallow: {datasette.urls.path(path)}" for path in _NOT_FOR_CRAWLERS)
    return Response.text("\n".join(("User-agent: *", *paths, "")))
