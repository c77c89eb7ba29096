"""Articles over several pages, in files, or filled by scripts."""
