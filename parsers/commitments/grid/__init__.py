"""Promises in tables."""
