"""Find numbers in a form of a page's own that count its lines: 1：…, 【1】…, <1>…, 便民实事·一…"""

from __future__ import annotations

import itertools
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import signs
from parsers.text.patterns import lazy

_FEWEST = 3
# Up to eight characters, a number, marks: each line of a list has the same ones.
_FORM = lazy(
    rf"(?P<before>[^\d\s，。；、：:,;|{signs.NUMERALS}]{{0,8}}?)(?P<number>\d{{1,3}}|[{signs.NUMERALS}]{{1,4}}|[{signs.FORMAL}]{{1,3}})"
    r"(?P<behind>(?:[件项](?:[实好大]?事|项目|工程)?)?\s?(?:[^\w\s%％‰℃+，,]|丨)(?:[^\w\s\"“《（(%‰+]|\s?(?=\S))|(?<=[#№]\d)\d?\s)\s*(?=[^\d\s])"
)
# Words before a number are those of what is counted; 附件1：, 图1：and 问题一：count something else.
_COUNTED = lazy(
    r"\W*$|第$|.*(?:实事|好事|大事|要事|项目|工程|事项|任务|行动|心愿|承诺|清单)\W*$|\W*(?:NO|No|no|№)\W*$"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line's number as printed and where its words begin."""

    ordinal: str
    at: int


def find(lines: tuple[Line, ...]) -> dict[int, Numbered]:
    """Return the lines that numbers of one form count from 1 on without a gap, by their starts; three or none."""
    forms: dict[tuple[str, bool, str], list[tuple[int, int, Numbered]]] = defaultdict(list)
    for line in lines:
        form = _FORM.match(line.text)
        if form is None or not _COUNTED.match(form["before"]):
            continue
        value = signs.value(form["number"])
        if value is not None:
            key = (form["before"], form["number"].isdigit(), form["behind"].strip())
            forms[key].append((value, line.start, Numbered(form["number"], line.start + form.end())))
    counted: dict[int, Numbered] = {}
    for found in forms.values():
        values = [value for value, _, _ in found]
        whole = values[0] == 1 and all(b in (1, a + 1) for a, b in itertools.pairwise(values))
        if whole and max(values) >= _FEWEST:
            counted |= {start: numbered for _, start, numbered in found}
    return counted


def signs_of(lines: tuple[Line, ...]) -> dict[int, int]:
    """Return where the words of lines begin that one and the same sign opens, three or more, by their starts: ▍新建…"""
    opened: dict[str, dict[int, int]] = defaultdict(dict)
    for line in lines:
        sign = line.text[0]
        words = line.text[1:].lstrip("\ufe0f \t\u3000")
        if not sign.isascii() and unicodedata.category(sign) in _SIGNS and words and words[0].isalnum():
            opened[sign][line.start] = line.start + len(line.text) - len(words)
    return {start: at for found in opened.values() if len(found) >= _FEWEST for start, at in found.items()}


_SIGNS = ("So", "Sm", "Sk")
