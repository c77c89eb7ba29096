"""Administrative divisions: GB/T 2260 codes by year, and the division that a page is about."""

from __future__ import annotations

from parsers.divisions.of_site import of_site_file, site_code
from parsers.divisions.subject import Evidence, Site, find
from parsers.divisions.table import Span, at, spans

__all__ = ["Evidence", "Site", "Span", "at", "find", "of_site_file", "site_code", "spans"]
