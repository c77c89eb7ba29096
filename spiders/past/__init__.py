"""Past years: deeper visits, web archives, WARC files of other tools."""
