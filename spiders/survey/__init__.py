"""`site new` and `site check`: look at a live site and describe it."""
