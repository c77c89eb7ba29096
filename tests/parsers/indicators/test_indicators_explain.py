"""The rules of figures explain themselves: every role has a meaning, a handler and an example that is run."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib.resources import files

import pytest

from parsers.indicators import explain
from parsers.indicators.names.lexicon import words
from parsers.indicators.sentence import predicates, roles


@pytest.mark.parametrize("module", [roles, explain])
def test_the_examples_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]  # a module, passed as a parameter
    assert result.attempted > 0
    assert result.failed == 0


def test_every_role_has_a_line_that_says_what_it_means() -> None:
    lines = (files("parsers.indicators") / "words.tsv").read_text("utf-8").splitlines()
    meant = {line[2:].partition(":")[0] for line in lines if line.startswith("# ") and ":" in line}
    assert set(words().values()) <= meant


def test_every_role_is_read_by_a_handler_or_where_it_stands() -> None:
    elsewhere = {"and", "each", "whole"}  # read by clauses and subjects, before the predicate
    suffixes = {"around", "above", "within", "between", "less"}  # belong to the number before them
    assert set(words().values()) - elsewhere - suffixes <= set(roles.HANDLERS) | set(predicates.PLACED)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "地区生产总值增长6%，高于全市1.2个百分点",
            "1.2个百分点: dropped because it is a difference in percentage points",
        ),
        ("地区生产总值是2015年的1.8倍", "1.8倍: dropped because it is a multiple of another value"),
        ("固定资产投资完成年度任务的107%", "107%: dropped because it is what a target was fulfilled by"),
        ("超100亿元的企业3家", "100亿元: dropped because a threshold"),
        (
            "地区生产总值首次突破300亿元，达304亿元",
            "300亿元: dropped because another figure of the sentence says it more exactly",
        ),
        ("地区生产总值、税收收入分别增长6%、7%和8%", "6%: dropped because 3 numbers for 2 names"),
        ("全区实施项目40个，固定资产投资超20亿元", "20亿元: dropped because it is what projects cost"),
        (
            "城镇登记失业率2.9%，远低于4%",
            "4%: dropped because another figure of the sentence says it more exactly",
        ),
    ],
)
def test_each_number_that_is_left_out_says_why(text: str, line: str) -> None:
    assert line in explain.explain(text)


def test_the_command_prints_tokens_and_numbers() -> None:
    command = [sys.executable, "-m", "parsers.indicators", "地区生产总值增长6%", "--review", "2019"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert out == [
        "name       地区生产总值  gdp",
        "rise       增长",
        "value      6%",
        "6%: kept, gdp growth actual 6 % 2019",
    ]
