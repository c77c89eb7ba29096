"""The results of `verify`: each damage found, and how much was checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that differs from what was written: its kind, its place (file and offset, or table and id), details."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Tally:
    """How much was checked; `read_again` counts versions that were read again from their captures.

    `unsettled` counts divisions whose ledgers the next run computes again, after an upgrade or a run that ended early.
    While there is one, no ledger is compared.
    """

    files: int = 0
    records: int = 0
    captures: int = 0
    versions: int = 0
    spans: int = 0
    rows: int = 0
    read_again: int = 0
    unsettled: int = 0
