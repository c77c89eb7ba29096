"""Run a page's scripts in a small interpreter of our own, with bounds, to see where its controls lead."""
