"""Promises in lists and sentences."""
