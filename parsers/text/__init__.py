"""Text below the level of meaning: bytes, encodings, scripts, numbers, dates."""
