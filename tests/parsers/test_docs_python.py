"""The examples of docs/python.md give what the page says."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path

from parsers.read import read

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


def test_every_example_gives_what_the_page_says() -> None:
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 4
    runner = doctest.DocTestRunner()
    names: dict[str, object] = {}
    failures: list[str] = []
    for number, block in enumerate(blocks):
        test = doctest.DocTestParser().get_doctest(block, names, f"block {number}", str(PAGE), 0)
        runner.run(test, clear_globs=False, out=failures.append)
        names = test.globs
    assert not failures, "".join(failures)
    assert runner.summarize(verbose=False).attempted >= 8


def test_every_argument_is_described() -> None:
    described = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8").partition("## What it gives")[0]))
    assert set(inspect.signature(read).parameters) <= described
