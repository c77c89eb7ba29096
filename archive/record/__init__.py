"""What the archive records: runs, captures, pages, versions, documents, issues."""
