"""Lists that the form of what follows shows; all pages are invented and were labelled before they were read."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from parsers.read import read

_REPORT = (
    "云溪区2023年政府工作报告\n——2023年1月10日在云溪区第八届人民代表大会第三次会议上\n云溪区区长　柳如川\n各位代表：\n"
    "现在，我代表区人民政府向大会报告工作，请予审议。\n一、2022年工作回顾\n一年来，经济稳步增长，各项工作取得进展。\n二、2023年工作安排\n"
)
_END = "\n各位代表，让我们同心协力，为建设美好家园而努力奋斗！"
_PAGES = json.loads(Path(__file__).parents[1].joinpath("data", "lists_by_form.json").read_text("utf-8"))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip("。;,.、")


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page["text"].split("\n")[0][:12])
def test_a_list_is_read_by_its_form(page: dict[str, object]) -> None:
    """`promises`: texts (several that are right, apart by |) with their statuses ("" for any)."""
    text = str(page["text"]).replace("REPORT+", _REPORT).replace("+END", _END)
    record = read(text.encode(), source="page.html" if "<td" in text else "page.txt")
    assert page["kind"] in (None, record.kind)
    wanted = page["promises"]
    assert isinstance(wanted, list)
    assert len(record.commitments) == len(wanted), [one.text for one in record.commitments]
    for found, (texts, statuses) in zip(record.commitments, wanted, strict=True):
        read_texts = {
            _bare(found.text),
            _bare(found.text.split("\n")[0]),
        }  # a name above its lines, or with them
        assert read_texts & {_bare(each) for each in texts.split("|")}
        assert not statuses or found.status in statuses.split()


def test_a_report_to_a_committee_about_projects_is_their_list() -> None:
    text = (
        "主任、各位副主任、各位委员：\n受区人民政府委托，现将2023年民生实事项目完成情况报告如下，请予审议。\n"
        "1.新建幼儿园3所。已建成3所。\n2.改造小区12个。已完成改造12个。\n3.加装电梯20部。已完工18部，2部正在安装。"
    )
    record = read(text.encode(), source="page.txt", title="关于云溪区2023年民生实事项目完成情况的报告")
    assert record.kind == "livelihood_projects"
    assert [one.status for one in record.commitments] == ["completed", "completed", "partly"]
    other = read(
        text.replace("民生实事项目", "预算").encode(), source="page.txt", title="关于2023年预算完成情况的报告"
    )
    assert other.kind == "other"


def test_names_above_related_links_are_not_a_menu() -> None:
    text = "2024年云溪区三件民生实事\n新建老年食堂\n改造背街小巷\n加装住宅电梯\n相关链接：往年清单"
    assert "加装住宅电梯" in read(text.encode(), source="page.txt").text
