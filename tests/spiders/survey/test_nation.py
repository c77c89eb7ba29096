"""Which home pages a survey covers, and the journal of its progress."""

from __future__ import annotations

from pathlib import Path

import pytest

from spiders.config import sitefile
from spiders.config.sitefile import SiteFileError
from spiders.survey import nation
from spiders.survey.journal import Journal
from spiders.survey.nation import Home


@pytest.mark.ci
def test_the_bundled_table_has_a_usable_address_for_every_division() -> None:
    homes = nation.homepages()
    assert len(homes) > 3000 and len({home.code for home in homes}) == len(homes)
    made, bad = nation.drafts(homes, {})
    assert bad == [] and len(made) == len(homes)
    assert {home.code[:2] for home in nation.below(homes, "21")} == {"21"}
    assert nation.below(homes, "all") == homes
    assert [home.code for home in nation.below(homes, "210204")] == ["210204"]
    assert nation.below(homes, "210200") == nation.below(homes, "2102")
    assert nation.below(homes, "99") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code\tname\n", ":1: the first line"),
        ("code\tname\thomepage\n21\tx\thttp://x.example/\n", ":2: write code"),
        ("code\tname\thomepage\n210204\tx\n", ":2: write code"),
    ],
)
def test_a_wrong_table_is_one_line(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "homes.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(SiteFileError, match=words):
        nation.homepages(path)


def test_two_divisions_on_one_host_are_two_sites_and_a_bad_address_waits() -> None:
    homes = [
        Home("990101", "甲区", "http://www.yunxi.example/jia/"),
        Home("990102", "乙区", "http://www.yunxi.example/yi/"),
        Home("990103", "丙区", "http://ftp server/"),
        Home("990104", "丁区", "http://www.dingqu.example/"),
    ]
    text = 'name: x\ndivision: "990199"\nhomepage: http://d.example/\nfamily: trs\nreports: [http://d.example/a]\n'
    taken = {"dingqu-example": sitefile.parse(text, "dingqu-example", "x.yaml")}
    made, bad = nation.drafts(homes, taken)
    assert list(made) == ["yunxi-example", "yunxi-example-990102", "dingqu-example-990104"]
    assert made["yunxi-example"][1].reports == ("http://www.yunxi.example/jia/",)
    assert [(one.code, one.result, one.fits) for one in bad] == [("990103", "unreachable", False)]


def test_a_journal_survives_being_cut_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path, "code")
    for number in range(3):
        journal.add({"code": str(number), "name": "甲区"})
    journal.add({"code": "1", "name": "乙区"})  # a later row with the same key replaces the earlier one
    whole = path.read_bytes()
    assert [row["name"] for row in Journal(path, "code").rows.values()] == ["甲区", "甲区", "乙区"]
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        rows = Journal(path, "code").rows
        assert len(rows) == min(3, whole[:cut].count(b"\n"))
        Journal(path, "code").add({"code": "9", "name": "x"})
        assert len(Journal(path, "code").rows) == len(rows) + 1
