"""Pages of one text: a document, a version with what was read in it, a comparison, a capture."""
