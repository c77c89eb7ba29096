"""Who leads and who supports: 牵头单位：…, （主办：…，协办：…）, …牵头，…协助办理."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.commitments.numbering.between import CLOSES, OPENS
from parsers.text.patterns import lazy

_ORG_END = (
    r"(?:局|办|委|厅|院|处|站|所|队|会|部|室|中心|街道|街道办|公司|集团|联|署|府|镇|乡|村|学校|大学|医院|银行|党校|法院|新区|园区|开发区|管委会|"
    r"指挥部|总队|支队|大队|联社|供销社|单位|部门|县|区|市|旗|社区)"
)
_ORG = lazy(rf"^[^，。；;：:!！?？]{{0,60}}{_ORG_END}(?:等(?:单位|部门)?)?(?:[（(][^（）()]{{1,20}}[）)])?$")
# An ending that only a body has: a bracket without label or verb (（区教育局）) needs one.
_SURE = lazy(
    r"(?:局|委|厅|办|办事处|街道|政府|管委会|公司|集团|妇联|残联|工会|团委|红十字会|大队|支队|总队|中心"
    r"|办公室|联合会|供销社|委[^，。；]{2,4}部|(?<!居民)(?<!村民)委员会)(?:等(?:单位|部门)?)?$"
)
# 各开发区, 各有关部门: all bodies of a kind
_ALL_OF_A_KIND = lazy(r"各")
_LEADS = r"(?:牵头|主办|承办|主责|主管|责任|负责|办理|实施|落实|建设|推进|承担)"
_SUPPORTS = r"(?:协办|配合|协助|协同|协作|参与|参加|共同(?!牵头)|会同)"
_UNIT = r"(?:单位|部门|主体|处室|科室)"
# What may stand before a colon, as in 牵头责任单位：区水利局 and 配合实施单位：各镇街.
LEAD_LABEL = rf"(?:第一)?{_LEADS}{{1,2}}{_UNIT}(?:及责任人)?|牵头|主办|承办|责任|单位|部门"
SUPPORT_LABEL = rf"(?:{_SUPPORTS}{{1,2}}{_LEADS}?|{_LEADS}{_SUPPORTS}){_UNIT}?(?:及责任人)?"
_LABEL = lazy(
    r"(?=[主共办协参实承牵负责配落建推会])"
    rf"(?:(?P<support>{SUPPORT_LABEL})|(?P<lead>{_LEADS}{{1,2}}{_UNIT}(?:及责任人)?|(?:牵头|主办|承办|主责|责任|负责|办理|实施){{1,2}}))\s*[:：]"
)
_VERB = lazy(
    r"(?P<who>[^，,；;。]{2,120}?)(?P<verb>共同牵头|牵头(?:办理|负责|落实|实施)?|主办|承办|具体负责|负责|协助(?:办理|落实)?|协办|配合(?:办理|落实)?|参与)$"
)
# 12月底前完成, 2024年6月底
_DUE = lazy(
    r"(?:计划|预计|力争|于|在)*(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|份|初|中旬|下旬|上旬)?|年底|年内|全年|[上下]半年|第?[一二三四]季度)(?:以?前|底)*"
    r"(?:完成|建成|竣工|投用|完工|实施|启动|开工|投入使用)?"
)
_DIGIT = lazy(r"\d")
_SUPPORT_VERBS = ("协", "配", "参")


_PERSON = lazy(r"[\u3400-\u9fff]{2,3}")


def without_person(text: str) -> str:
    """Return a body without the name of its head behind it, as below 牵头单位及负责人: 区民政局 张某某"""
    first, *rest = text.split()[:3] or [text]
    persons = rest and all(_PERSON.fullmatch(word) and not _ORG.match(word) for word in rest)
    return first if persons and _SURE.search(first) else text


def is_body(text: str) -> bool:
    """Whether a short text reads as names of government bodies and nothing else."""
    text = without_person(text)
    parts = [part for part in re.split(r"[、\s，,；;]+", text.strip()) if part]
    if not parts or len(text) > 200 or _DIGIT.search(text):
        return False
    return sum(bool(_ORG.match(part)) for part in parts) * 2 > len(parts)


def parse(text: str) -> tuple[str | None, str | None] | None:
    """(lead, support) as written in a cell or bracket; None where the text names no bodies."""
    text = text.strip().strip("。；;，,")
    if not text:
        return None
    labels = list(_LABEL.finditer(text))
    if labels and labels[0].start() == 0:
        return _by_label(text, labels)
    by_verb = _by_verb(text)
    if by_verb is not None:
        return by_verb
    names = re.split(r"[、，,；;]", text)
    sure = any(map(_SURE.search, (names[0], names[-1]))) or any(map(_ALL_OF_A_KIND.match, names))
    return (text, None) if sure and is_body(text) else None


# 〔主办：区教育局　协办：区住建局〕新建中学1所
_BEFORE = lazy(
    rf"[{OPENS}]([^{OPENS}{CLOSES}：:]{{2,8}}[：:][^{OPENS}{CLOSES}]{{2,120}})[{CLOSES}]\s*(?=[^\s。；;])"
)


def before(words: str) -> tuple[tuple[str | None, str | None], int] | None:
    """Return the bodies that a bracket in front of a promise names, and where the promise begins behind it."""
    found = _BEFORE.match(words)
    named = parse(found.group(1)) if found else None
    return (named, found.end()) if found and named else None


def _by_label(text: str, labels: list[re.Match[str]]) -> tuple[str | None, str | None]:
    found: dict[str, str] = {}
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        role = "support" if label["support"] else "lead"
        value = text[label.end() : end].strip(" \t\u3000\n，,；;。")
        value = re.sub(r"负责$", "", value) if role == "lead" else value
        if value:
            found[role] = f"{found[role]}、{value}" if role in found else value
    return found.get("lead"), found.get("support")


def _by_verb(text: str) -> tuple[str | None, str | None] | None:
    lead: str | None = None
    support: str | None = None
    led = any(word in text for word in ("牵头", "主办"))
    for part in re.split(r"[，,；;]", text):
        if _DUE.fullmatch(part.strip()):
            continue
        found = _VERB.match(part.strip())
        if found is None:
            return None
        who, verb = found["who"].strip(), found["verb"]
        if not is_body(who) and not who.startswith("各") and not who.endswith(("单位", "部门")):
            return None
        if verb.startswith(_SUPPORT_VERBS) or (verb.endswith("负责") and led and "牵头" not in verb):
            support = f"{support}、{who}" if support else who
        else:
            lead = f"{lead}、{who}" if lead else who
    return (lead, support) if lead or support else None


# 由县水利局牵头，…; 由镇公路站负责的道路硬化项目; what follows may be a part of the work alone (由社区负责管理)
_BY = lazy(
    r"(?:^|(?<=[，,。；;：:”]))由(?P<who>[^，,。；;：:由为]{3,24}?)(?:牵头|主办|承办|承建|负责)(?:组织|负责)?(?:实施|建设|承建|落实)?"
    r"(?=的|[，,。；;]|$|[\u3400-\u9fff]{0,12}\d)(?![^，,。；;]{0,6}(?:管理|监管|监督|运营|管护|维护|验收|资金|经费|日常|考核|协调))"
)


def in_words(text: str) -> str | None:
    """Return who leads by the words of a promise itself; None where they name nobody, or for a part of the work."""
    found = _BY.search(text)
    return found["who"] if found and is_body(found["who"]) else None


# …，由县城投公司负责实施。: nothing stands behind who leads
_BY_AT_END = lazy(
    r"[，,。；;]\s*(?:该项目|项目|此项工作)?由(?P<who>[^，,。；;：:由为]{3,40}?)(?:牵头|主办|承办|承建|负责)(?:组织|负责)?(?:实施|建设|承建|落实|办理)?[。；;]?$"
)


def end_before(text: str, start: int, end: int) -> int:
    """Return where a promise ends before words that say nothing but who leads it; its end where none do."""
    found = _BY_AT_END.search(text, max(start, end - _LONGEST_BY), end)
    if found is None or found.start() <= start or not is_body(found["who"]):
        return end
    return found.start() + (text[found.start()] in "。；;")


_LONGEST_BY = 60
# A heading that is nothing but a body, and no place (a street, a town) in which something is built: 区教育局（3件）
_ALONE = lazy(
    r"[^，,。；;：:\d\s（）()“”]{1,20}(?:局|委|厅|办|办公室|政府|管委会|集团|公司|妇联|残联|总工会|团委|红十字会|委员会)[：:]?"
)


def leads_alone(text: str) -> bool:
    """Decide whether a line is nothing but the name of a body that can lead what stands below it."""
    return _ALONE.fullmatch(text.strip()) is not None


# 县教育局：…; a centre or a street may be what is built.
LED = lazy(
    rf"([^，,。；;：:\d\s{OPENS}{CLOSES}]{{1,16}}(?:局|委|厅|办|办事处|政府|管委会|集团|公司|妇联|残联|总工会|团委|委员会)(?:、[^，,。；;：:\d\s（）()]{{2,16}})?)"
    r"[：:]\s*(?=\S)"
)


def lead_each(text: str, items: Sequence[tuple[int, int]]) -> bool:
    """Decide whether the items of a list each begin with the body that leads them: 县水利局：维修水库3座。"""
    led = sum(LED.match(text, start, end) is not None for start, end in items)
    return led >= 3 and led * 10 >= len(items) * 7
