"""Figures: what a report says of its division's economy, people and air, and for which year.

`read` is the entry point. The names are in lexicon.tsv, one line a name; the words around them in words.tsv.
"""

from parsers.indicators.context.promised import places, prose_chapters
from parsers.indicators.reader import read

__all__ = ["places", "prose_chapters", "read"]
