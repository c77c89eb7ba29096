"""Which years a figure is of, in sentences with several. Cases: data/periods.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.read import read

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "periods.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
TERMS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "terms.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
HEAD = "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n"


@pytest.mark.parametrize(("text", "values"), CASES, ids=range(len(CASES)))
def test_periods(text: str, values: str) -> None:
    record = read((HEAD + text.replace("\\n", "\n") + "\n").encode(), source="x.txt")
    found = sorted(f"{i.value:g}@{i.period}" for i in record.indicators)
    assert found == sorted(values.split())


@pytest.mark.parametrize(("heading", "text", "values"), TERMS, ids=range(len(TERMS)))
def test_a_term_of_five_years(heading: str, text: str, values: str) -> None:
    title = "云溪区2017年政府工作报告\n各位代表：\n一、过去五年工作回顾\n"
    body = (title if heading.startswith("一") else f"{title}五年来，工作取得成效。\n{heading}\n") + text
    record = read((body.replace("\\n", "\n") + "\n").encode(), source="x.txt")
    found = sorted(f"{i.value:g}@{i.period}:{i.kind}" for i in record.indicators)
    assert found == sorted(values.split())
