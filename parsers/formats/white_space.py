"""Collapse white space in a line as browsers do."""

from __future__ import annotations

from parsers.formats.blocks import EDGES
from parsers.text.patterns import lazy

# The engine skips quickly to a set at the beginning of a pattern, but not to one with a + or behind a lookbehind.
_SPACE = lazy(r"[ \t\n\f][ \t\n\f]*")
_WRAP = lazy(
    r"[ \t\n](?<=[\u2e80-\u9fff\uff00-\uffef“”‘’—…][ \t\n])(?:(?<=\n)|(?<=[ \t])[ \t]{0,39}\n)\s{0,200}"
    r"(?=[\u2e80-\u9fff\uff00-\uffef“”‘’—…])"
)


def tidy(text: str) -> str:
    """Collapse white space as browsers do; a line break of the source between Chinese characters is dropped."""
    if "\n" in text:
        text = _WRAP.sub("", text)
    if "  " in text or "\n" in text or "\t" in text or "\f" in text:
        text = _SPACE.sub(" ", text)
    return text.strip(EDGES)
