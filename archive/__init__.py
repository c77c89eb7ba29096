"""Storage: raw captures in WARC files, and what was read from them in one SQLite database."""
