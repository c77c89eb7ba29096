"""The rows of a page as a file for a spreadsheet: CSV, or Excel with units, sources and permanent addresses."""
