"""Decide what a page is: a report, a list of promises, something else, or without content."""
