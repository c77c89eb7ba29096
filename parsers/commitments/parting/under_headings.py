"""Part promises from their reports in a list that headings sort by how far projects are: 二、滞后项目：1.A，因…停工"""

from __future__ import annotations

import re

from parsers.commitments import quantities, status
from parsers.commitments.lists import progress
from parsers.commitments.lists.progress import BEFORE_COMMA, BEFORE_PART
from parsers.commitments.numbering.between import OF_NAME
from parsers.commitments.parting import in_line
from parsers.commitments.parts import Item
from parsers.text.patterns import lazy

# A project's name before how far it is: 农村危房改造：竣工206户，户户通过验收
_BEFORE_COLON = lazy(rf"{OF_NAME}{{3,24}}[：:]\s*(?=\S)")
_RATE = lazy(
    r"[，,]\s*(?=(?:目标|任务|总体)?完成率(?:为|达到?|已达)?\d)|(?<=[造设训程务升化治])(?=完成率(?:为|达到?)?\d)"
)
_BEFORE_SPACE = lazy(r"[^，,。；;：:\d\s]{3,24}[ \u3000]+(?=\S)")
_REASON = lazy(r"[，,]\s*(?=实际|因(?!地)|由于|受(?!益)|目前|尚未|仍未|截至|正在)")
_CLAUSE_FIRST = lazy(r"[^，,。；;：:]{3,30}[，,]\s*(?=\S)")
# What is to come of a project, or belongs to it: 新建学校2所，新增学位900个
_PURPOSE = lazy(
    r"惠及|方便|解决|新增|新建|提升|改善|满足|实现|力争|确保|计划|拟|预计|\d{1,2}月底?前|年[底内]|并|同时|为|使|让|其中"
)
# 东环路拓宽完成拆迁60%: nothing stands between the name and how far it is
_NAME_AND_STATE = lazy(
    r"[^，,。；;：:\d\s]{3,24}?(?:[^，,。；;：:]{1,24}?)??(?=(?:已(?!建成区)|正在|完成(?!率)|尚未|未(?!来|成年|婚)|主体|处于|进入|启动|(?:征[地迁收拆]{1,2}|拆迁|招商|招标|设计|手续|审批|选址|资金|用地)[^，,。；;：:]{0,3}(?:未|尚|无|没|受|滞|缓|不)|因(?!地)|预计|完成率))"
)
# “老旧小区改造项目”已完成招标, where all names are in quotation marks
_QUOTED_FIRST = lazy(
    r"“[^“”]{2,40}”(?:[^，,。；;：:“”计完已实]{0,4}(?:项目|工程|行动)(?!量)|(?![^，,：:]*(?:已|正|完|尚|未|主体|因|全部|均))[^，,。；;：:“”\d]{1,12}(?=[，,：:]))?"
    r"[，,：:]?\s?(?=[^，,。；;、“”])"
)
_FIRST_SENTENCE = lazy(r"[^。；;\n]{3,60}[。；;]\s*(?=\S)")
_SAYS_SO = lazy(r"完成|竣工|任务|目标|计划|全部|已|未|达到|提到|进度|验收")
# What says nothing of what came of a project: money, those whom it serves, who does it
_ASIDE = lazy(
    r"^(?:(?:项目|工程)?(?:计划|预计|估算|概算)?总?投资|(?:预计|可|将)?(?:惠及|受益|服务)|(?:建设)?(?:内容|地点|规模|性质|年限)|"
    r"(?:项目|工程|任务|工作)?由[^，,。；;]{2,20}(?:承担|负责|牵头|实施|承建))[^，,。；;]{0,30}[。；;]?$"
)
_FEWEST_NAMED = 2


def part(text: str, listed: list[Item]) -> None:
    """Part what was promised from its report in a list that headings sort by how far projects are.

    The second sentence is the report where it says so, or where the heading says that the project is not done; and
    what follows a name and ： or ，, where nearly all items are so.
    """
    grouped = [item for item in listed if item.group is not None and not item.itself and item.outcome is None]
    if quoted_names(text, grouped):
        return
    _second_sentences(text, grouped)
    rest = [item for item in grouped if item.outcome is None]
    named = [(item, one) for item in rest if (one := _BEFORE_COLON.match(text, *item.text))]
    said = sum(_says_how_far(_behind(text, item, one)) for item, one in named)
    if len(named) * 10 >= len(rest) * 8 and len(named) >= _FEWEST_NAMED and said * 2 >= len(named):
        _cut_each(text, named)
        return
    _cut_each(text, [(item, one) for item in rest if (one := _RATE.search(text, *item.text))])
    _names_of_unfinished(text, [item for item in grouped if _is_unfinished(item)])


def quoted_names(text: str, listed: list[Item]) -> bool:
    """Part projects from their reports behind their names in quotation marks; False where not all have one."""
    quoted = [(item, one) for item in listed if (one := _QUOTED_FIRST.match(text, *item.text))]
    if not quoted or len(quoted) < len(listed):
        return False
    _cut_each(text, quoted)
    return True


def _second_sentences(text: str, grouped: list[Item]) -> None:
    """Give items their second sentence as outcome, where it says how far they are or counts what the first counts."""
    stopped = sum(in_line.NAME_FIRST.match(text, *item.text) is not None for item in grouped)
    alike = stopped >= max(_FEWEST_NAMED, len(grouped) * 0.8)
    for item in grouped:
        first = _FIRST_SENTENCE.match(text, *item.text)
        if first is None or _is_aside(_behind(text, item, first)):
            continue
        full_stop = first.group().rstrip()[-1] == "。"
        may_turn = full_stop or in_line.TURNS_TO.match(text, first.end(), item.text[1])
        if alike or _is_unfinished(item) or (may_turn and _says_how_far(_behind(text, item, first))):
            _cut(text, item, first.end())  # not 就业：发放贷款3亿元；新增就业9千人，失业者已清零
    if sum(item.outcome is not None for item in grouped) * 2 <= len(grouped):
        return
    for item in grouped:  # 安装呼叫器500户。安装500户。 beside others with their reports
        first = None if item.outcome else _FIRST_SENTENCE.match(text, *item.text)
        if first is not None and quantities.compare(first.group(), _behind(text, item, first)) is not None:
            _cut(text, item, first.end())


def _names_of_unfinished(text: str, unfinished: list[Item]) -> None:
    """Part the names of unfinished projects from how far these are, by the first form that all of them have."""
    unparted = [item for item in unfinished if item.outcome is None]
    turns = [(item, one) for item in unparted if (one := _NAME_AND_STATE.match(text, *item.text))]
    if len(turns) == len(unparted):
        for item, one in turns:
            _cut(text, item, _end_of_name(one))
        return
    clauses = [(item, one) for item in unparted if (one := BEFORE_COMMA.match(text, *item.text))]
    if len(clauses) < len(unparted):
        clauses = _first_clauses(text, unparted, unfinished)
    if len(clauses) == len(unparted):
        _cut_each(text, clauses)
        return
    for item in unparted:
        if (one := _REASON.search(text, *item.text) or _BEFORE_SPACE.match(text, *item.text)) is not None:
            _cut(text, item, one.end())


def _behind(text: str, item: Item, found: re.Match[str]) -> str:
    """Return the words of an item behind what was found in it."""
    return text[found.end() : item.text[1]]


def _cut(text: str, item: Item, at: int) -> None:
    """Give an item as its outcome what stands from a place on; the whole of a bracket at its end that holds the place.

    增设车位60个（经费20万元，因规划调整暂缓）
    """
    start, end = item.text
    opened = max(text.rfind("（", start, at), text.rfind("(", start, at))
    if opened <= start or max(text.rfind("）", opened, at), text.rfind(")", opened, at)) > 0:
        progress.cut(text, item, at)
    elif text[end - 1] in "）)":
        item.text, item.outcome = (start, opened), text[opened + 1 : end - 1].strip()


def _cut_each(text: str, found: list[tuple[Item, re.Match[str]]]) -> None:
    for item, one in found:
        _cut(text, item, one.end())


def _first_clauses(
    text: str, unparted: list[Item], unfinished: list[Item]
) -> list[tuple[Item, re.Match[str]]]:
    """Find the first clauses of unfinished projects, of which at least a third say behind it how far they are.

    加装电梯60部，已开工38部；二次供水改造，泵房更新完成46%: numbers may be in the name.
    """
    found = [(item, one) for item in unparted if (one := _CLAUSE_FIRST.match(text, *item.text))]
    behind = [_behind(text, item, one) for item, one in found]
    said = len(unfinished) - len(unparted) + sum(map(_says_how_far, behind))
    aims = any(_PURPOSE.match(words) or _is_aside(words) for words in behind)
    return [] if aims or len(unfinished) < _FEWEST_NAMED or said * 3 < len(unfinished) else found


def _end_of_name(found: re.Match[str]) -> int:
    """Return where a name ends that goes before what is counted of the project and how far that is."""
    part = BEFORE_PART.match(found.string, found.start(), found.end())
    return part.end() if part else found.end()


def _is_unfinished(item: Item) -> bool:
    return status.judge(item.group, "") not in ("completed", "exceeded", "unstated")


def _is_aside(words: str) -> bool:
    return _ASIDE.match(words.strip()) is not None and status.judge(words, "") == "unstated"


def _says_how_far(words: str) -> bool:
    return status.judge(words, "") != "unstated" or _SAYS_SO.search(words) is not None
