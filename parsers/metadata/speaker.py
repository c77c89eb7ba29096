"""Find the person who delivered a report, and the office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from parsers.kind.head import plain
from parsers.text.patterns import lazy

_OFFICE: Final = "(?:省长|市长|州长|盟长|县长|区长|旗长|专员|主席|主任)"
_RANK: Final = "(?:代理|常务副|代|副)?"
_NAME: Final = "[\u3400-\u9fff]{2,4}"
_LONG_NAME: Final = "[\u3400-\u9fff]{1,8}[·•‧・．][\u3400-\u9fff·•‧・．]{1,12}"
_WHO: Final = lazy(
    rf"(?P<role>{_RANK}{_OFFICE})(?:候选人)?(?:同志)?(?:[(][^()]{{1,10}}[)])?[:、·•?？]{{0,4}}(?:(?P<name>{_LONG_NAME}|{_NAME}?)"
    r"(?=$|[()0-9〇\[,。—]|二[〇○零]|一九|在|作|向|同志|委托|代表|所作|发布|宣读)|(?P<whole>[\u3400-\u9fff]{5,7})$)"
)
_REVERSED: Final = lazy(
    rf"^[(—]{{0,3}}(?P<name>{_LONG_NAME}|{_NAME})[(](?P<role>[^()]{{0,24}}{_RANK}{_OFFICE})[)]"
)
_ROLE_ONLY: Final = lazy(rf"(?P<role>{_RANK}{_OFFICE}):?$")
_ROLE_AT_END: Final = lazy(rf"{_RANK}{_OFFICE}$")
_BARE: Final = lazy(rf"^[(—]{{0,3}}(?:报告人:?|作报告人:?)?(?P<name>{_LONG_NAME}|{_NAME})[)]?$")
_REPORTER: Final = lazy(rf"报告人:(?P<name>{_LONG_NAME}|{_NAME})")
# （2024年1月18日 栾天猛）: in a title's brackets the name follows the date.
_BEHIND_DATE: Final = lazy(rf"日(?P<name>{_LONG_NAME}|{_NAME})[)]")

# ——2021年1月18日栾天猛在…会议上; 栾天猛区长在…会议上; 栾天猛 区长; a title's （栾天猛）.
_BEFORE_OCCASION: Final = lazy(
    rf"(?:日|^(?=.{{6,60}}报告$))(?P<name>{_LONG_NAME}|{_NAME})(?=在[^,。]{{2,40}}(?:会议|大会))"
)
_BEFORE_OFFICE: Final = lazy(
    rf"(?:^|[(—])(?P<name>{_NAME})(?P<role>{_RANK}{_OFFICE})(?=在|作|向|所作|$|[),。])"
)
_CLOSES_TITLE: Final = lazy(rf"报告[(](?P<name>{_LONG_NAME}|{_NAME})[)]$")
_STRAY: Final = lazy(r"(?<=[\u3400-\u9fff)])[A-Za-z][A-Za-z0-9]{1,3}$")

_NO_NAME: Final = lazy(
    r"各位|代表|同志|政府|工作|报告|会议|委员|人民|大会|致辞|讲话|目录|附件|摘要|全文|草案|稿|信箱|主持|名单|办公|有关|以上|助理|"
    r"节选|实录|图解|解读|文字|直播|版|[省市州盟县区旗]长|专员|[本选]$"
)
# The hundred most common surnames and the two-character ones: a name without an office must begin with one of them.
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"
    "向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单"
    "季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚"
    "娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查"
    "麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖"
    "练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯"
    "隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_PLACES: Final = ("区", "县", "旗", "盟", "府")
_DOUBLE: Final = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "夏侯",
    "东方",
    "令狐",
    "端木",
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person's name without spaces, and the office as written (代理区长 as 代区长)."""

    name: str
    role: str | None


def _office(written: str) -> str:
    match = _ROLE_AT_END.search(written)
    return (match[0] if match else written).replace("代理", "代")


def _is_name(name: str) -> bool:
    return not _NO_NAME.search(name)


def _has_surname(name: str) -> bool:
    if "·" in name or "•" in name:
        return True
    if name.startswith(_DOUBLE):
        return len(name) in (3, 4)
    return name[0] in _SURNAMES and len(name) in (2, 3)


def is_person(name: str) -> bool:
    """Decide whether characters are a person's name: they begin with a surname and hold no word that names lack."""
    return (
        _is_name(name)
        and _has_surname(name)
        and not name.endswith((*_PLACES, "市", "州", "省", "局", "办", "网"))
    )


def without_stray_letters(line: str) -> str:
    """Return a line without the letters that collection sites add to what they copy: 区长 栾天猛jgo."""
    return _STRAY.sub("", line)


def _in_line(line: str) -> Speaker | None:
    found = None
    for match in _WHO.finditer(line):
        name = (
            match["name"] or match["whole"]
        )  # 乌云其木格: a Mongolian or Manchu name is the rest of the line
        if line.startswith("委托", match.end()) or not _is_name(name):
            continue
        found = Speaker(name, _office(match["role"]))
    turned = _REVERSED.match(line)
    if found is None and turned and _is_name(turned["name"]):
        return Speaker(turned["name"], _office(turned["role"]))
    return found


def find(titles: Sequence[str], lines: Sequence[str]) -> Speaker | None:
    """Return the speaker named in the head's lines, else in a title."""
    lines = [without_stray_letters(plain(line)) for line in lines]
    for number, line in enumerate(lines):
        if found := _in_line(line):
            return found
        role = _ROLE_ONLY.search(line)
        name = _BARE.match(lines[number + 1]) if number + 1 < len(lines) else None
        if role and name and _is_name(name["name"]):
            return Speaker(name["name"], _office(role["role"]))
    for patterns in ((_REPORTER, _BARE), (_BEHIND_DATE, _BEFORE_OCCASION, _BEFORE_OFFICE)):
        for line in lines:
            if found := _without_office(line, patterns):
                return found
    for title in map(plain, titles):
        if found := _in_line(title):
            return found
        behind = _BEHIND_DATE.search(title)
        if behind and _is_name(behind["name"]):
            return Speaker(behind["name"], None)
        if found := _without_office(title, (_BEFORE_OCCASION, _BEFORE_OFFICE, _CLOSES_TITLE)):
            return found
    return None


def _without_office(line: str, patterns: Sequence[re.Pattern[str]]) -> Speaker | None:
    """Return a speaker found by position alone: the name must begin with a surname and not be a place's name."""
    for pattern in patterns:
        match = pattern.search(line)
        if match is None:
            continue
        name = match["name"]
        places = (*_PLACES, "市", "州", "省") if pattern is _BEFORE_OFFICE else _PLACES
        if _is_name(name) and _has_surname(name) and not name.endswith(places):
            role = match.groupdict().get("role")
            return Speaker(name, _office(role) if role else None)
    return None
