"""Invented reports and outcome lists of 云溪区, with the figures and promises in them."""

from __future__ import annotations

GROWTH = {2019: (7.5, 7.1), 2020: (7.0, 2.1), 2021: (6.5, 8.3), 2022: (7.0, None), 2023: (6.0, 5.2)}
REVENUE = {2019: (5.0, 5.4), 2020: (4.0, -4.7), 2021: (5.0, 9.8), 2022: (6.0, 3.1), 2023: (5.0, 4.6)}
PROMISES = (
    ("一", "教育", "新建公办幼儿园3所，新增学位900个。", "completed", "已完成", "建成3所，新增学位960个。"),
    ("二", "养老", "建设社区养老食堂12个。", "exceeded", "超额完成", "建成15个社区养老食堂。"),
    ("三", "交通", "打通断头路5条。", "partly", "部分完成", "完成3条，2条因征收推迟。"),
    ("四", "住房", "改造老旧小区20个。", "in_progress", "正在推进", "已开工18个。"),
    ("五", "环境", "新建口袋公园8座。", "unstated", None, None),
)


def report(plan_year: int, *, target: str | None = None) -> str:
    """An invented work report for a plan year: last year's growth reached, this year's aimed at."""
    year = plan_year - 1
    reached, money = GROWTH.get(year, (None, None))[1], REVENUE.get(year, (None, None))[1]
    aim = target or f"地区生产总值增长{GROWTH[plan_year][0]:g}%左右"
    figures = []
    if reached is not None:
        figures.append(f"全区地区生产总值增长{reached:g}%")
    if money is not None:
        figures.append(f"一般公共预算收入{'增长' if money >= 0 else '下降'}{abs(money):g}%")
    return "\n".join(
        [
            "政府工作报告",
            f"——{plan_year}年1月12日在云溪区第六届人民代表大会第{plan_year - 2018}次会议上",
            "云溪区人民政府区长 林知秋",
            "各位代表：",
            "现在，我代表区人民政府向大会报告工作，请予审议，并请列席人员提出意见。",
            f"一、{year}年工作回顾",
            f"过去一年，云溪区上下沉着应对，{'，'.join(figures) or '主要指标好于预期'}。"
            "溪畔的老纺织厂改成了书店和工坊，清晨的渡口重新热闹起来，居民收入稳步增加。",
            "（一）产业更有底气",
            "新引进精密陶瓷企业14家，规上工业企业达到126家。河东片区的柚子合作社第一次把果酱卖到了省外。",
            "（二）日子更有滋味",
            "改造雨污管网31公里，新添便民菜场4处，电梯加装做到了愿装尽装。城镇新增就业4200人。",
            f"二、{plan_year}年工作安排",
            f"今年发展的主要预期目标是：{aim}，一般公共预算收入增长{REVENUE[plan_year][0]:g}%，"
            "城镇新增就业4000人以上，单位能耗继续下降。",
            "（一）把产业链拉长",
            "围绕精密陶瓷和溪水旅游做文章，建设中试平台2个，扶持专精特新企业10家。",
            "（二）办好民生实事",
            "坚持居民点单、部门接单、代表评单，年内办成十件看得见的实事。",
            "（三）加强自身建设",
            "少开会、短开会，把更多时间留给街巷和田头。",
        ]
    )


def outcomes(year: int) -> str:
    """An invented outcome list of livelihood projects."""
    lines = [f"云溪区{year}年民生实事完成情况"]
    for ordinal, category, text, _, status_text, outcome in PROMISES:
        lines.append(f"{ordinal}、{category}：{text}{status_text or ''}{('。' + outcome) if outcome else ''}")
    return "\n".join(lines)
