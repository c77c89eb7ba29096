"""Pinyin that converters of copied pages set behind characters: 經(jīng)濟(jì), 区（qū）."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from parsers.page import Page
from parsers.text.patterns import lazy

_TONES: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE: Final = f"[a-zü]{{0,6}}[{_TONES}][a-zü{_TONES}]*"
TONE: Final = lazy(f"[{_TONES}]")
PINYIN: Final = lazy(rf"[（(]{_SYLLABLE}[）)]|(?<![A-Za-z]){_SYLLABLE}")
"""Syllables with tone marks, with the brackets around them or without."""


def without_pinyin(page: Page) -> Page:
    """Return the page with its text and titles without pinyin, for readers that give no offsets.

    The page itself where its text has none. Marks and tables keep the offsets of the text as it was.
    """
    if TONE.search(page.text) is None:
        return page
    return replace(
        page,
        text=PINYIN.sub("", page.text),
        given_title=_stripped(page.given_title),
        page_title=_stripped(page.page_title),
    )


def _stripped(text: str | None) -> str | None:
    return None if text is None else PINYIN.sub("", text)
