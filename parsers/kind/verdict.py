"""What a page was found to be, and why."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.record import Kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind and the short reasons for it."""

    kind: Kind
    why: tuple[str, ...]
