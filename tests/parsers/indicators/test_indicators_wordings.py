"""The wordings under which reports give each code, and near misses. The cases are in data/wordings.tsv."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parsers.read import read

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "wordings.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
HEAD = "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n"
MARKED = re.compile(r"\[([^\]]+)\]")
OF_RESIDENTS = ("城市", "城镇", "农村", "乡村")  # 农村低保标准 has the code of its standard
NUMBER = re.compile(r"[\d.]+")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} {number}" for number, row in enumerate(ROWS, 1)])
def test_a_wording_has_its_code(row: list[str]) -> None:
    code, sentence = row
    text = MARKED.sub(r"\1", sentence)
    record = read(f"{HEAD}{text}。\n".encode(), source="x.txt")
    found = [(i.start, i.end, i.value, i.indicator, i.part) for i in record.indicators]
    shift = (record.text or "").index(text)
    for removed, match in enumerate(MARKED.finditer(sentence)):
        at, value = shift + match.start() - 2 * removed, float(NUMBER.match(match[1])[0])  # type: ignore[index]
        codes = [
            indicator if part in (None, *OF_RESIDENTS) or indicator == "other" else "of a part"
            for start, end, read_as, indicator, part in found
            if start <= at < end and read_as is not None and abs(read_as) == value
        ]
        assert set(codes) <= {"other", "of a part"} if code == "-" else codes == [code], (match[1], found)
