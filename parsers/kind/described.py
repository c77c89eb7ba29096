"""Recognise a page that describes the projects it counts, although they can't be separated into a list.

News of a list often has no numbers: 公布18项惠民实事 followed by sentences that each build or repair something, or by
names joined with 、. News that only speaks of a list describes how it was chosen, led or checked instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.commitments.numbering.signs import number
from parsers.kind import narrative
from parsers.text.patterns import lazy

_N: Final = r"(?:[一二三四五六七八九十两]{1,4}|[0-9]{1,3})"
_THINGS: Final = (
    r"(?:(?:民生|惠民|利民|便民|为民|民心|亲民)[^,。;:、0-9]{0,6}?(?:实事|项目|工程|事项)|实事(?:项目|工程)?|"
    r"(?<=件)[\"“]?(?:大|好|民心|暖心)事)"
)
# The sentence that counts the projects: 公布了18项惠民实事, 民生实事项目10件
_COUNTED: Final = lazy(
    r"(?=[一七三两为九二五八六十四惠民0-9])(?:"
    rf"(?P<before>{_N})(?:大|件|项|个|类)(?!领域)[^,。;:、0-9]{{0,12}}?{_THINGS}"
    rf"|(?:民生|惠民|为民|民心)[^,。;:、0-9]{{0,8}}?(?:实事|项目|工程|事项)(?:项目|工程)?(?:共|共有|共计|有)?(?P<after>{_N})(?:大|件|项|个)"
    r")"
)
_CANDIDATE: Final = lazy(r"候选|征集|征求|初选|建议项目|备选|提名")
_WHERE_COUNTED: Final = 1000  # characters; news states its subject within these

_VERB: Final = (
    r"(?:新建|改建|扩建|改扩建|续建|修建|建设|建成|打造|新增|增设|增加|改造|提升|整治|治理|修缮|维修|完善|实施|完成|开展|"
    r"推进|推动|提供|发放|培训|开通|开工|启动|竣工|铺设|安装|配备|配置|设立|创建|开设|举办|救助|补贴|资助|解决|扶持|帮助|落实|"
    r"硬化|绿化|亮化|美化|更新|优化|扩大|提高|加快|加强|推广|为|对|免费|投用|投入|筹集|拆除|疏通|疏浚|清淤|种植|组织|办理|覆盖|"
    r"保障|招聘|引进|建立|检查|检测|大修|新开|新辟|升级|惠及)"
)
_UNIT: Final = (
    r"(?:[万亿千百多余]?(?:个|所|座|处|条|家|户|人|套|公里|千米|米|平方|亩|公顷|台|辆|场|名|盏|张|栋|幢|部|间|件|项|对|口|只|"
    r"块|批|次|株|棵|吨|立方|千瓦|册|岁|路|眼|宗|站|片|段|期|㎡|村|元)|%)"
)
# What is done to how many of what: 新建停车位300个, 300户老人家庭改造
_DEED: Final = lazy(
    rf"{_VERB}[^。;\n]{{0,40}}?[0-9一二两三四五六七八九十百]{_UNIT}|[0-9]{_UNIT}[^。;\n]{{0,20}}{_VERB}"
)
_BEGINS: Final = lazy(
    rf"^(?:[一二三四五六七八九十]{{1,3}}是|[0-9]{{1,2}}[、.]|[(][0-9]{{1,2}}[)])?(?:全面|继续|持续|全力)?{_VERB}"
)
_NAMED: Final = lazy(
    r"(?:工程|项目|建设|改造|整治|治理|提升|行动|服务|全覆盖|一期|二期|续建|扩建|新建|中心|迁建|补助|保险|援助|安置)"
    r"[》”\"]?(?:[(][^()]{1,20}[)])?$"
)
# Sentences about how projects are chosen, led and checked.
_ABOUT: Final = lazy(
    r"[0-9]个?子项|[0-9]{1,3}[件项]\"?(?:民生|实事|惠民|因|未|按|完成|已|正|全部|进展)|等(?:多个|多|[0-9]{1,2}个?)?方面$|会议|代表|票决|督查|督导|责任|部门|单位|记者|市民|群众提|意见|建议|调研|视察|监督|完成率|各级|强调|指出|要求|表示|强化|机制"
)
_CLAUSES: Final = lazy(r"[。;!\n]")
_JOINED: Final = lazy(r"[^。;!\n:]{8,}")
_ETC: Final = lazy(r"(?:等|共)[0-9一二三四五六七八九十]{0,3}(?:个|项|大项|件)?.{0,30}$")
# 涉及改善办学条件、建设保障性住房等方面: what the projects are about
_FIELDS: Final = lazy(r"等(?:多|各|[0-9一二三四五六七八九十]{1,2})?(?:个|大)?(?:方面|领域)[^、]{0,12}$")
_INCLUDES: Final = lazy(r"^.{0,30}(?:包括|涵盖|包含|分别是|分别为|其中)")
_SHORTEST: Final = 5
_LONGEST: Final = 60
_LONGEST_NAME: Final = 40


def counts(lines: Sequence[str]) -> int | None:
    """Return how many of the projects counted near the beginning of a text it describes; None where they are few.

    `lines`: as `head.plain_lines` returns them.
    """
    text = "\n".join(lines)
    if "各位代表" in text:
        return None  # a report
    counted = next(_countings(text), None)
    if counted is None or narrative.of_economy(text):
        return None
    count, end = counted
    described, share = _described(text[end:])
    enough = (described >= 4 and described * 4 >= count) or (described == 3 and count <= 6)
    if share >= 0.55 and enough:
        return described
    named = _joined_names(text[end:])
    return named if named >= 4 and named * 5 >= count * 3 else None


def _countings(text: str) -> Iterator[tuple[int, int]]:
    for each in _COUNTED.finditer(text, 0, _WHERE_COUNTED):
        count = number(each["before"] or each["after"])
        if count and count > 1 and not _CANDIDATE.search(text, max(0, each.start() - 12), each.end() + 6):
            yield count, each.end()


def _described(text: str) -> tuple[int, float]:
    """Return how many clauses describe a project, and their share of the text."""
    whole = covered = found = 0
    for clause in dict.fromkeys(each.strip(" ,、:") for each in _CLAUSES.split(text)):
        if len(clause) < _SHORTEST:
            continue
        whole += len(clause)
        if _ABOUT.search(clause):
            continue
        begins = len(clause) <= _LONGEST and _BEGINS.match(clause) is not None
        named = len(clause) <= _LONGEST_NAME and _NAMED.search(clause) is not None
        if begins or named or _DEED.search(clause):
            covered += len(clause)
            found += 1
    return found, covered / max(1, whole)


def _joined_names(text: str) -> int:
    """Return how many names of projects sentences join with 、: 包括旧区改造工程、城市绿道建设…等8个大项."""
    total = 0
    for sentence in _JOINED.findall(text):
        names = [_ETC.sub("", _INCLUDES.sub("", name)).strip() for name in sentence.split("、")]
        names = [name for name in names if name]
        if (
            _FIELDS.search(sentence)
            or len(names) < 3
            or sum(map(len, names)) < 7 * len(names)
            or max(map(len, names)) > _LONGEST
        ):
            continue
        projects = sum(
            _NAMED.search(name) is not None
            or _BEGINS.match(name) is not None
            or _DEED.search(name) is not None
            for name in names
        )
        if projects * 10 >= len(names) * 6:
            total += len(names)
    return total
