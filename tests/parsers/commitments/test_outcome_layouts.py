"""The same reports of the same projects, wherever a list puts them: one status each, and the promise alone as text.

All places and sentences are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from parsers.read import read

OTHERS = (
    ("改造老旧小区12个", "已全部完成。"),
    ("硬化农村公路30公里", "已建成并投入使用。"),
    ("新增公共停车位800个", "已竣工。"),
)
REPORTS = {
    "completed": (
        "已全部完成", "已建成6座并对外开放", "已于9月底竣工投用", "提前完成年度目标任务", "已按期完成，群众满意度高",
        "均已投入使用", "10月底已建成投用", "已落实到位",
    ),
    "in_progress": (
        "正在进行主体施工", "已开工建设，预计年底完工", "完成总工程量的60%", "完成前期手续，近日开工",
        "已完成招标，正在组织进场", "主体已封顶，正在内部装修", "达到序时进度", "目前已进入扫尾阶段",
    ),
    "delayed": ("因征地拆迁未完成，尚未开工", "因资金不到位，延期至明年", "未能按期完成", "进度滞后"),
    "cancelled": ("因规划调整，取消实施", "不具备条件，已停止实施", "无法实施", "经研究终止建设"),
}  # fmt: skip
HEAD = "望川县2023年民生实事完成情况\n"
Rows = Sequence[tuple[str, str]]


def each(form: str) -> Callable[[Rows], str]:
    return lambda rows: (
        HEAD + "".join(form.format(n=n, p=p, o=o, s=o.rstrip("。")) for n, (p, o) in enumerate(rows, 1))
    )


def table(rows: Rows) -> str:
    body = "".join(
        f"<tr><td>{n}</td><td>{p}</td><td>县住建局</td><td>{o}</td></tr>" for n, (p, o) in enumerate(rows, 1)
    )
    head = "<tr><td>序号</td><td>项目名称</td><td>责任单位</td><td>完成情况</td></tr>"
    return f"<html><body><h1>{HEAD}</h1><table>{head}{body}</table></body></html>"


LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "behind a label": each("{n}、{p}。\n完成情况：{o}\n"),
    "in the next paragraph": each("{n}、{p}。\n{o}\n"),
    "in the next sentence": each("{n}、{p}。{o}\n"),
    "in a bracket": each("{n}、{p}（{s}）。\n"),
    "behind a colon": each("{n}、{p}：{o}\n"),
    "behind a comma": each("{n}、{p}，{o}\n"),
    "behind the bodies": each("{n}、{p}。（责任单位：县住建局）{o}\n"),
    "in a table": table,
    "in a table of Markdown": lambda rows: each("| {n} | {p} | {o} |\n")(rows).replace(
        HEAD, HEAD + "\n| 序号 | 项目 | 进展情况 |\n|---|---|---|\n"
    ),
    "in cells parted by tabs": lambda rows: each("{n}\t{p}\t{o}\n")(rows).replace(
        HEAD, HEAD + "序号\t项目名称\t完成情况\n"
    ),
    "in a cell a line": lambda rows: each("{n}\n{p}\n{o}\n")(rows).replace(
        HEAD, HEAD + "序号\n项目名称\n完成情况\n"
    ),
}


@pytest.mark.parametrize("status", REPORTS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_report_has_one_status_wherever_it_stands(layout: str, status: str) -> None:
    for report in REPORTS[status]:
        text = LAYOUTS[layout]([("新建口袋公园6座", f"{report}。"), *OTHERS])
        source = "list.html" if text.startswith("<html") else "list.txt"
        found = read(text.encode(), source=source).commitments
        assert [one.text.rstrip("。") for one in found] == [
            "新建口袋公园6座",
            *(promise for promise, _ in OTHERS),
        ], report
        assert [one.status for one in found] == [status, "completed", "completed", "completed"], report
