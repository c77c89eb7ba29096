"""Lists that need more than their pages: script files, a run of their scripts with answers, a browser."""
