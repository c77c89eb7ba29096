"""Corrections by people: read from their file, applied over what the parsers read."""
