"""Full-text search over passages."""
