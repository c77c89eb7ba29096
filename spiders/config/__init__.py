"""Site files and the operator's settings."""
