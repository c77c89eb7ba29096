"""What `verify` reports: one thing that is not as it was written, and how much was checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was written: what kind, where (file and offset, or table and id), and what."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Tally:
    """How much was checked; `read_again` are versions read again from their captures."""

    files: int = 0
    records: int = 0
    captures: int = 0
    versions: int = 0
    spans: int = 0
    rows: int = 0
    read_again: int = 0
