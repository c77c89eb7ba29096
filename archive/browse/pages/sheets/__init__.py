"""The rows behind the pages, for CSV and Excel: more of them than a page shows, each with its source and address."""
