"""Verify the archive: check every record and every stored value against the captured bytes; change nothing."""

from __future__ import annotations

from archive.verify.check import verify
from archive.verify.damage import Damage, Tally
from archive.verify.reading import ReadAgain

__all__ = ["Damage", "ReadAgain", "Tally", "verify"]
