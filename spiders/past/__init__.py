"""Past years: deep visits, web archives, WARC files of other tools."""
