"""Read and write captures in WARC files, one record at a time."""
