"""Fetching: site files, platform families, and the one spider that writes WARC files."""
