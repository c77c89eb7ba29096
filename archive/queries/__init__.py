"""Read-only questions about the archive: what is known, covered, healthy."""
