"""`fangzhi backfill`: past years of a site."""
