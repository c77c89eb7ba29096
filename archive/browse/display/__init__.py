"""Parts of pages: text with its marks, charts, units, names, dates, citations; independent of request and server."""
