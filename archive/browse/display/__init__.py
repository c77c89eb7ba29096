"""What pages are made of: text with its marks, charts, units, names, dates, citations; no request, no server."""
