"""Read the scripts of a page without running them: tokens, values, calls."""
