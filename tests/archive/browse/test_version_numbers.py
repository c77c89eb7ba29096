"""`/version/ID` accounts for every number of the text."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.browse.pages.texts import numbers
from archive.browse.words import say
from parsers.indicators.uncoded import rules
from parsers.version import VERSION
from tests.support.browse_sample import build
from tests.support.browsing import browsing

pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")

TEXT = (
    "云溪区2021年政府工作报告\n一、2020年工作回顾\n地区生产总值增长5.1%，高于全市1.2个百分点。新增学位300个。"
    "某种比值为7.5%。\n"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = build(tmp_path_factory.mktemp("numbers"))
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        db.execute(
            "update versions set parser = ?, text = ?, kind = 'work_report' where id = 1", [VERSION, TEXT]
        )
        db.execute("delete from sections where version_id = 1")
    return folder


def test_each_number_is_read_left_out_by_a_rule_or_undecided(data: Path) -> None:
    with browsing(data) as (get, _):
        found = get("/version/1.json").json()["numbers"]
        assert found["read"] == 2
        assert {"rule": "percentage points", "count": 1} in found["left_out"]
        left_out = sum(row["count"] for row in found["left_out"])
        assert found["all"] == found["read"] + left_out + found["undecided"]
        (number,) = [row for row in found["undecided_numbers"] if row["text"] == "7.5"]
        assert TEXT[number["start"] : number["end"]] == "7.5"
        page = get("/version/1?lang=en").text
        assert f"/version/1?at={number['start']}-{number['end']}#at" in page
        assert "2 read as statistics" in page
        assert "A difference in percentage points" in page


def test_a_version_of_another_parser_has_no_account_and_says_so(data: Path) -> None:
    with browsing(data) as (get, _):
        assert get("/version/2.json").json()["numbers"] is None
        assert "fangzhi reparse" in get("/version/2?lang=en").text


def test_a_withdrawn_text_has_no_account() -> None:
    assert numbers.account({"text": None, "parser": VERSION}) is None


def test_every_rule_has_words_in_both_languages() -> None:
    named = [value for key, value in vars(rules).items() if key.isupper() and isinstance(value, str)]
    for rule in named:
        if rule not in (rules.UNDECIDED, rules.OTHER_KIND):
            assert say("zh", f"rule.{rule}") != rule
            assert say("en", f"rule.{rule}")[0].isupper()
