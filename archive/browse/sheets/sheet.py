"""A sheet: rows under named columns, and what its readers must know about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from archive.browse.rows import LANGUAGE, Arguments, Row
from archive.browse.words import Language

MOST: Final = 20_000
"""Most rows of a sheet; a longer one is cut and says so."""

LINKS: Final = frozenset({"address", "outcome_address"})
"""Columns with addresses that Excel shows as links; the others are text, since each link costs a workbook time."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in CSV and JSON, width in characters, label and meaning in both languages."""

    name: str
    width: int
    labels: tuple[str, str]
    meanings: tuple[str, str]

    def label(self, language: Language) -> str:
        """Return the heading shown to people."""
        return self.labels[language == "en"]

    def meaning(self, language: Language) -> str:
        """Return what the values mean, with their unit."""
        return self.meanings[language == "en"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that answer a question; `more` says that there are more than the sheet holds."""

    names: tuple[str, ...]
    rows: Sequence[Row]
    more: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns in order."""
        return tuple(columns()[name] for name in self.names)


@dataclass(frozen=True, slots=True)
class About:
    """What a sheet says about itself: its heading, its own address, the dataset, and how to cite it."""

    title: str
    address: str
    dataset: str
    as_of: str
    licence: str
    citation: str


@lru_cache(maxsize=1)
def columns() -> dict[str, Column]:
    """Return every column that a sheet may have, by name."""
    text = resources.files("archive.browse.sheets").joinpath("columns.tsv").read_text(encoding="utf-8")
    found = {}
    for line in text.splitlines():
        name, width, zh, en, meaning_zh, meaning_en = line.split("\t")
        found[name] = Column(name, int(width), (zh, en), (meaning_zh, meaning_en))
    return found


def language_of(arguments: Arguments) -> Language:
    """Return the reader's language, which the view of a file adds to the arguments."""
    return "en" if arguments[LANGUAGE] == "en" else "zh"
