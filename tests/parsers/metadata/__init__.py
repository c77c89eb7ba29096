"""Kind, title, division, dates and years of a document."""
