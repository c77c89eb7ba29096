"""Invented lists, by the signs that they are read by."""
