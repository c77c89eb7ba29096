"""What hostile documents of several formats are made of."""

from __future__ import annotations

Named = tuple[str, bytes]


GOOD = (
    "澄江区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议，并请各位委员提出意见。\n"
    "一、2020年工作回顾\n全区地区生产总值完成450亿元，增长2.1%；一般公共预算收入完成30.5亿元。\n"
    "二、2021年工作安排\n地区生产总值增长6%左右。\n"
)
