"""Browsing the archive: Datasette with our pages, templates and metadata.

`app(data_dir)` builds the application, `serve(data_dir, …)` serves it over HTTP until it is stopped.
"""

from archive.browse.server import NoAddressError, app, serve

__all__ = ["NoAddressError", "app", "serve"]
