"""Administrative divisions: GB/T 2260 codes by year, and finding the one that a page is about."""
