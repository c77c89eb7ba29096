"""docs/reading.md says what the parsers do: its examples are read, its codes are those that occur."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from parsers.read import read
from parsers.record import Record
from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "reading.md"
_BLOCK = re.compile(r"^```(document|html|review|plan|promises)( gbk)?\n(.*?)^```$", re.M | re.S)
_HEAD = ["云溪区2021年政府工作报告", "各位代表：", "现在，我代表区人民政府向大会报告工作，请予审议。"]
_REVIEW, _PLAN = "一、2020年工作回顾", "二、2021年工作安排"
_TOLD = re.compile(r'(?:\b(?:Problem|_refused|_problem)\(\s*|^\s*\((?=[^\n]*, _[A-Z]))"([a-z_]+)"', re.M)


@dataclass(frozen=True, slots=True)
class Example:
    line: int
    block: str
    encoding: str
    passage: list[str]
    expected: list[dict[str, Any]]


def examples() -> Iterator[Example]:
    """Yield examples of a block: lines of text, then lines of JSON, repeated."""
    document = DOCUMENT.read_text("utf-8")
    for match in _BLOCK.finditer(document):
        block, encoding = match[1], (match[2] or " utf-8").strip()
        at = document.count("\n", 0, match.start()) + 1
        # A sentence under a heading is a passage of its own; a document has many lines.
        single = block in ("review", "plan")
        passage: list[str] = []
        expected: list[dict[str, Any]] = []
        for number, line in enumerate(match[3].splitlines(), at + 1):
            if line.startswith("{"):
                expected.append(json.loads(line))
                continue
            if passage and (single or expected):
                yield Example(number - 1, block, encoding, passage, expected)
                passage, expected = [], []
            passage.append(line)
        yield Example(at, block, encoding, passage, expected)


EXAMPLES = list(examples())


def text_of(example: Example) -> str:
    if example.block == "review":
        return "\n".join([*_HEAD, _REVIEW, *example.passage, _PLAN, "继续努力。"])
    if example.block == "plan":
        return "\n".join([*_HEAD, _REVIEW, "各项工作取得进展。", _PLAN, *example.passage])
    return "\n".join(example.passage)


def fits(found: Any, expected: Any) -> bool:
    """Decide whether a value has all that is expected: an object's named fields, a list's items in order."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            key in found and fits(found[key], value) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(fits, found, expected))
    return bool(found == expected)


WHAT: dict[str, Callable[[dict[str, Any]], list[dict[str, Any]]]] = {
    "review": lambda record: record["indicators"],
    "plan": lambda record: record["indicators"],
    "promises": lambda record: record["commitments"],
}


def record_of(example: Example) -> Record:
    return read(text_of(example).encode(example.encoding), source="docs/reading.md")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"line {e.line}")
def test_example(example: Example) -> None:
    record = record_of(example).as_dict()
    if example.block in WHAT:
        found = WHAT[example.block](record)
        assert fits(found, example.expected), found
    else:
        for expected in example.expected:
            assert fits(record, expected), {key: record[key] for key in expected}


def test_every_subject_has_examples() -> None:
    assert len(EXAMPLES) > 40
    assert {e.block for e in EXAMPLES} == {"document", "html", "review", "plan", "promises"}


def test_a_false_example_is_noticed() -> None:
    example = next(e for e in EXAMPLES if e.block == "review" and e.expected)
    found = WHAT["review"](record_of(example).as_dict())
    assert not fits(found, [{**example.expected[0], "value": -1}, *example.expected[1:]])
    assert not fits(found, example.expected[1:])


def test_the_problems_are_those_that_occur() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "parsers").rglob("*.py"))
    occurring = {code for source in sources for code in _TOLD.findall(source)}
    table = DOCUMENT.read_text("utf-8").partition("\n## Problems")[2].partition("\n## ")[0]
    assert occurring == set(re.findall(r"^\| `([a-z_]+)` \|", table, re.M))
