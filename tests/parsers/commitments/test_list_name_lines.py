"""Names on lines of their own with a report below, and states in brackets behind names."""

from __future__ import annotations

import pytest

from parsers.read import read

NAMES = ("乡镇卫生院CT配备", "南门小学食堂改造", "县城第三水厂", "滨湖路步道")
REPORTS = (
    "目前6台设备已安装到位，2台正在调试。",
    "截至6月底，已改造12所，完成年度任务的80%。",
    "主体已完工，正在设备联调。",
    "5月1日已正式开放。",
)
HEAD = "某县2025年民生实事上半年进展\n某县今年实施4个民生实事项目，现将进展公布如下：\n"


def read_pairs(text: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.outcome) for one in read(text.encode(), source="x.txt").commitments]


@pytest.mark.parametrize(
    "form",
    ["{}\n{}\n", "【{}】\n进度：{}\n下一步：加快推进。\n", "▍{}\n最新进展：{}\n"],
)
def test_a_name_on_its_own_line_has_the_report_below(form: str) -> None:
    text = HEAD + "".join(form.format(name, report) for name, report in zip(NAMES, REPORTS, strict=True))
    found = read_pairs(text)
    assert [name for name, _ in found] == list(NAMES)
    assert [(outcome or "").rstrip("。") for _, outcome in found] == [one.rstrip("。") for one in REPORTS]


@pytest.mark.parametrize("state", ["〔已办结〕", "【已完成】", "【绿灯】", "（已办结）"])
def test_a_state_in_brackets_behind_a_name_is_not_in_its_text(state: str) -> None:
    names = "".join(f"{n}、{name}{state}\n" for n, name in zip("一二三四", NAMES, strict=True))
    text = "某县2024年民生实事项目办理情况\n2024年，县政府实施4件民生实事，办理情况如下：\n" + names
    record = read(text.encode(), source="x.txt")
    assert [one.text for one in record.commitments] == list(NAMES)
    assert {one.status for one in record.commitments} == {"unstated" if "灯" in state else "completed"}
