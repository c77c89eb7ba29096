"""Lists of like blocks, whichever marks count them and whichever mark parts a project from its report.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Commitment

PROJECTS = ("新建公厕12座", "改造压缩站4座", "新增托位80个", "硬化道路9公里", "更换路灯300盏", "修缮公园2处")
REPORTS = (
    "12座公厕全部建成开放。",
    "4座压缩站改造完工，11月底投入运行。",
    "新增托位92个，超额完成任务。",
    "硬化道路9公里，全线通车。",
    "因管线迁改滞后，更换路灯180盏。",
    "东园已开放，西园正在施工。",
)
STATES = ["completed", "completed", "exceeded", "completed", "delayed", "partly"]


def commitments(text: str) -> tuple[Commitment, ...]:
    record = read(text.encode(), source="list.txt")
    assert record.kind == "livelihood_projects"
    return record.commitments


@pytest.mark.parametrize(
    "form",
    [
        "{n}.{words}\n", "（{c}）{words}\n", "【{n}】{words}\n", "[{n}] {words}\n", "0{n} | {words}\n",
        "0{n}丨{words}\n", "0{n}\n{words}\n", "NO.{n}\n{words}\n", "Part {n}\n{words}\n", "PART 0{n}\n{words}\n",
        "—{n}—\n{words}\n",
        "第{c}件\n{words}\n", "第{c}件事：{words}。\n", "第{n}项：{words}。\n", "项目{c}：{words}。\n",
        "实事{n}：{words}\n", "#{n} {words}\n", "{f}、{words}\n", "▍{words}\n", "◎ {words}\n\n",
        "❀{words}\n", "★ {words}\n", "➢{words}\n",
    ],
)  # fmt: skip
def test_any_mark_counts_the_items(form: str) -> None:
    lines = "".join(
        form.format(n=n, c="一二三四五六"[n - 1], f="壹贰叁肆伍陆"[n - 1], words=words)
        for n, words in enumerate(PROJECTS, 1)
    )
    found = commitments(f"云溪区2024年6件民生实事项目\n{lines}")
    assert [one.text.rstrip("。") for one in found] == list(PROJECTS)
    assert {one.status for one in found} == {"unstated"}


@pytest.mark.parametrize(
    "form",
    [
        "{n}.{words}\n{report}\n", "0{n}\n{words}\n{report}\n", "{words}\n{report}\n", "■ {words}\n　　{report}\n",
        "【{words}】{report}\n", "〖{words}〗{report}\n", "「{words}」{report}\n", "“{words}”：{report}\n",
        "{words}——{report}\n", "{n}.{words}→{report}\n", "· {words}｜{report}\n", "✔ {words}：{report}\n",
        "{n}.{words}：{report}\n", "{n}.{words}。{report}\n", "承诺：{words}\n兑现：{report}\n",
        "目标：{words}\n结果：{report}\n",
        "{n}.{words}\n年度目标：{words}\n当前进展：{report}\n", "第{n}件事：{words}。{report}\n",
    ],
)  # fmt: skip
def test_any_mark_parts_a_project_from_its_report(form: str) -> None:
    lines = "".join(
        form.format(n=n, words=words, report=report)
        for n, (words, report) in enumerate(zip(PROJECTS, REPORTS, strict=True), 1)
    )
    found = commitments(f"云溪区2023年6件民生实事完成情况\n{lines}")
    assert [one.text.rstrip("。") for one in found] == list(PROJECTS)
    assert [one.status for one in found] == STATES


def test_a_class_before_a_colon_is_no_project() -> None:
    found = commitments(
        "云溪区2023年4件民生实事完成情况\n1.教育：新建学校2所，已投用。\n2.卫生：新建医院1所，已开诊。\n3.交通：硬化道路9公里，已通车。\n"
        "4.养老：新增床位80张，已启用。\n"
    )
    assert not {one.text for one in found} & {"教育", "卫生", "交通", "养老"}


def test_signs_of_two_lines_count_nothing() -> None:
    found = commitments(
        "云溪区2024年4件民生实事项目\n★公园效果图\n1.新建公厕12座。\n2.改造压缩站4座。\n★施工现场\n3.新增托位80个。\n4.硬化道路9公里。\n"
    )
    assert [one.ordinal for one in found] == ["1", "2", "3", "4"]
