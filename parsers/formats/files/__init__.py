"""PDF and Word files."""
