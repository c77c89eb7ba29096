"""WARC files: captures in and out, one record at a time."""
