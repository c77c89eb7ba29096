"""Parsers: pure functions from bytes and text to the frozen values of a record."""

from parsers.hints import Attached, Hints
from parsers.read import read, read_page
from parsers.version import VERSION

__all__ = ["VERSION", "Attached", "Hints", "read", "read_page"]
