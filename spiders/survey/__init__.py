"""`site new`, `site check` and `site survey`: visit a live site and describe it."""
