"""The steps of a run: select, crawl, read, store, assert, report."""
