"""Readers of lists: rows, pagers, parts, interfaces, scripts, and the account of each list."""
