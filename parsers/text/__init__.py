"""Text before it means anything: bytes, encodings, scripts, numbers, dates."""
