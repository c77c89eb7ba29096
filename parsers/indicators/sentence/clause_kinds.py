"""What the tokens of a clause show it to be: of one item only, of a target, of a base year, of all the year."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.indicators.sentence.tokens import PERIOD_ROLES, Token

_COMPARES = frozenset({"与", "和", "同", "是", "为", "超过", "高于", "低于", "超", "好于"})


def is_of_one_item(tokens: Sequence[Token], index: int) -> bool:
    """Whether several years are said of one number only: 五年平均每年增长9%, 五年累计完成610亿元."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index].role == "several" and after is not None and after.role in ("average", "sum")


def is_of_target(tokens: Sequence[Token], index: int) -> bool:
    """Whether a year is that of the target behind it: 2021年目标1.3万人, but not 完成2021年目标的112%."""
    if tokens[index].role not in ("year", "this") or (index and tokens[index - 1].role not in ("say", "and")):
        return False
    rest = [
        t
        for t in tokens[index + 1 : index + 6]
        if t.role not in ("say", "rise", "fall", "about", "least", "most")
    ]
    return len(rest) > 1 and rest[0].role == "goal" and rest[1].role == "value"


def is_of_same_time(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number of the year before is given beside this year's: 去年同期完成43亿元, not 比去年同期增长6%."""
    if (
        tokens[index].role not in ("year", "last")
        or len(tokens) < index + 3
        or tokens[index + 1].text != "同期"
    ):
        return False
    compared = index > 0 and (
        tokens[index - 1].role in ("than", "beyond", "share") or tokens[index - 1].text in _COMPARES
    )
    after = tokens[index + 2]
    return (
        not compared
        and after.role not in ("than", "beyond", "flat")
        and not after.text.startswith(("的", "水平"))
    )


def is_of_all_year(tokens: Sequence[Token]) -> bool:
    """Whether a clause opens with 预计全年, 力争全年: it goes on about what 上半年 or 1—11月 was said of."""
    whole = tokens[0].text.endswith("全年") or (len(tokens) > 1 and tokens[1].text == "全年")
    return whole and tokens[0].role in ("estimate", "will")


def is_base(tokens: Sequence[Token]) -> bool:
    """Whether a clause only gives the base of the comparisons in the rest of the sentence: 与2015年相比, 较2015年."""
    if tokens[-1].text == "相比":
        return any(t.role in PERIOD_ROLES for t in tokens)
    return len(tokens) == 2 and tokens[0].text in ("比", "较") and tokens[1].role in ("year", "plan")


def names_another(tokens: Sequence[Token]) -> bool:
    """Decide whether a number of something unknown stands behind a name's own: 营收87亿元、利润总额5亿元."""
    roles = [token.role for token in tokens]
    at = next((i for i, role in enumerate(roles) if role == "and" and "value" in roles[:i]), None)
    return at is not None and roles[at + 1 : at + 2] == ["gap"] and "value" in roles[at:]
