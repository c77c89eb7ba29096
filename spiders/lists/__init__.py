"""Read the list pages of any platform: rows, pagers, declared totals, and the account of what was read."""
