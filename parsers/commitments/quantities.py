"""The numbers in a promise: how many of what."""

from __future__ import annotations

import re
import unicodedata

from parsers.record import Quantity

_UNIT = (
    r"万平方米|万平方公里|平方公里|平方米|立方米|万立方米|公里|千米|延米|米|㎡|万亩|亩|公顷|万元|亿元|元|亿|万吨|吨|万人次|人次|万人|人|万名|名|万户|户|"
    r"万套|套|间|所|个|座|处|条|台|辆|家|张|盏|部|场次|场|件|项|批次|批|次|例|对|栋|幢|棵|株|片|眼|口|枚|枪|根|组|平米|平|班次|课时|万个|万件|万次|"
    r"万例|%|％|期|门|艘|具|支|杆|块|册|万册|份|天|小时|个月|头|孔|村"
)
_NUMBER = re.compile(
    rf"(?<![\d.．\-—~－])(?P<value>\d[\d,，]{{0,14}}(?:[.．]\d{{1,6}})?)\s?[余多]?(?P<unit>{_UNIT})"
    r"(?:以上|以下|左右|以内)?"
    r"(?P<what>[^\s\d，,。；;：:、（）()！!“”《》及和与并%％]{2,14})?"
)
_BEFORE = re.compile(r"[^\s\d，,。；;：:、（）()！!“”《》]{2,16}$")
_VERBS = re.compile(
    r"^(?:计划|力争|继续|全年|新建成?|改建|扩建|改扩建|新增加?|增加|增设|建设|建成|完成|实施|启动|开展|举办|组织|提供|打通|打造|改造|提升|更新|升级|发放|"
    r"培训|创建|引进|投入|购买|配备|安装|为|对|向|将|达到?|不少于|不低于|超过|约|至少|共|各)+"
)
_NO_THING = re.compile(r"^(?:以上|以下|左右|以内|的$|左|以|不|并|且|力争|实现|达到?)")
_TAIL = re.compile(r"(?:不少于|不低于|达到?|超过|约|至|为|共|至少|增至)+$")


def find(text: str) -> tuple[Quantity, ...]:
    """Every number with a unit in a promise; full-width digits read, `what` the noun beside it."""
    folded = unicodedata.normalize("NFKC", text)
    found = []
    for match in _NUMBER.finditer(folded):
        value = float(match["value"].replace(",", "").replace("，", "").replace("．", "."))
        found.append(Quantity(value, match["unit"], _what(folded, match)))
    return tuple(found)


def _what(text: str, match: re.Match[str]) -> str | None:
    after = match["what"]
    if after and not _NO_THING.match(after):
        return after.removeprefix("的") or None
    before = _BEFORE.search(text[max(0, match.start() - 16) : match.start()])
    if before is None:
        return None
    what = _TAIL.sub("", _VERBS.sub("", before.group()))
    return what or None
