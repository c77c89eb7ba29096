"""Read-only queries about the archive: known addresses, coverage, health."""
