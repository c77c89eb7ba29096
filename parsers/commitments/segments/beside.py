"""Lists beside the number that counts them: A、B、C等6项, 有5项已完成，分别是…, 完成的项目有4个。A，…。B，…。

The number says how many parts there must be, whatever parts them and whatever words lead to them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace

from parsers.commitments import status
from parsers.commitments.announcing import groups
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between, pieces, signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.outcome import openings
from parsers.commitments.segments import best_form, forms, group_state, likeness, states
from parsers.commitments.segments.parts import GOES_ON, Part, Segmentation, marked, without_ends
from parsers.text.patterns import lazy

_FIELDS = r"(?:领域|方面|板块|行业)(?!的?(?:民生|惠民|为民)?实事)"  # 涉及教育、医疗等2个领域
_NUMBER = lazy(
    rf"(?<![第\d.．/之])({signs.NUMBER})\s?(?:(?:余)?(?:[大小子分]?[项件个类]|大(?=工程|实事|行动|项目|民生))(?![人月]|百分点|{_FIELDS})|(?<=有\d)(?=[（(]))"
)
# Words around the number that make it one of projects.
_THINGS = lazy(r"实事|民生|民心|惠民|项目|工程|任务|事项|大项|[项件]")
_LISTER = lazy(
    r"(?:分别|依次|具体|主要|其中|名单|内容)(?:是|为|有|包括|如下)?了?[：:，,]?|(?<=[，,。；])(?:[^，,。；：、]{0,8}(?:代表|委员)们?)?(?:对|将|把)|(?:包括|包含|涵盖|涉及)了?[：:，,]?|[：:，,。]|—{1,2}|即[：:]?|是(?!否)|为(?![了民])|有(?![序效关所些])|[（(]"
)
_TO_LIST = 60  # characters between a number and where its list begins
_BACK = 600  # characters of names before their number
_MOST = 40
_STATE = lazy(
    r"已|正在|完成|因(?!地)|由于|尚|未(?!来|成年)|基本(?=完|建|竣|达|成)|进入|处于|仍|停工|延期|暂缓|在建|将[于在]|计划[于在明次今年完建竣\d]|拟于|预计|力争"
)
_SHORTEST_NAME = 2
_AMONG = lazy(r"(?:民生)?(?:实事)?(?:项目|工程|任务)?(?:中|里|当中)[，,：:]")
_REST = ("其余", "剩余", "另", "余下", "其他")  # 其余2个正在收尾
_FEWEST = 2
_SURE = 0.8
_SURE_OF_SOME = 0.75  # mean grade of fewer names than most of those counted
_SURE_SORTED = 0.6  # of sentences behind words for how far they are
_LONGEST_SHORT_NAME = 12
# The next group: 正在推进4件。
_COUNTS_OTHERS = lazy(r"^[^，,、\d]{1,12}\d{1,3}\s?[项件个](?:子?项目|子项|实事|工程)?[。；;]?$")
_LONGEST_BARE = 30
_ETC = lazy(r"等(?:\d{1,2}个)?(?:子?项目|子项|工程|实事)(?P<far>[^，,。；;]{2,20})")
_FAR = lazy(
    r"完成|完工|竣工|建成|投用|投入使用|启动|开工|在建|推进|实施|施工|滞后|缓慢|[较偏]慢|较快|顺利|序时|落实|延期|取消|暂缓"
)
_ANOTHER_LIST = lazy(r"；|征集|征求|意见|建议|范围")
# 三季度陆续完成了A、B、C等9项工作
_COMPLETED = lazy(r"(?P<far>(?:陆续|已经?|先后|提前|累计|全部|全面|相继)完成)了?(?!的)(?=[\u3400-\u9fff“])")
_ETC_COUNTED = "等"  # A、B等5项: some of the five are named
_LEAST_NAMED = 0.6  # of those counted
_GOES_ON = ("其中", "分别", "具体", "它们", "主要")
_LEAST_SORTED = 0.3  # where the number is followed by words for how far they are
_FIELD = lazy(
    r"(?:^|[，,；;。：:、])\s?(?:[一二三四五六七八九十]{1,2}是)?在?([^，,；;。：:、\d]{2,16}(?:类|方面|领域))[，,：:]?(?:主要|具体)?(?:包括|涵盖|包含|有|是|为)?[：:]?$"
)
_NAME_FIRST = lazy(r"[^，,。；;：:\d]{2,30}(?=[，,：:])")
_SORTED = lazy(
    rf"(?P<far>{groups.FAR})的?(?:民生)?(?:子?项目|子项|实事|任务|工程|事项)(?:有|是|为|主要是|包括)?[，,：:]?\s?$"
)


def find(text: str, lines: list[Line]) -> Iterator[Segmentation]:
    """Yield, for each number of projects, the list before it or behind it that has as many parts."""
    for line in lines:
        if line.tabbed or "\t" in line.text:
            continue
        for counted in itertools.islice(_NUMBER.finditer(text, line.start, line.end), _MOST):
            count = number(counted.group(1))
            if count is None or not _FEWEST <= count <= 100:
                continue
            near = text[max(line.start, counted.start() - 20) : min(line.end, counted.end() + 24)]
            if _THINGS.search(near) is None:
                continue
            rest = _rest(text, line, counted.start(), counted.end(), count)
            if rest is not None:
                yield rest
                continue
            found = _before(text, line, counted.start(), counted.end(), count) or _behind(
                text, line, counted.start(), counted.end(), count
            )
            if found is not None and not likeness.VISITED.search(
                text, forms.sentence_start(text, found.parts[0].start), found.parts[0].end
            ):
                yield found
        yield from _sorted(text, line)
        yield from _uncounted(text, line)


def _rest(text: str, line: Line, at: int, behind: int, count: int) -> Segmentation | None:
    """Return the others of a list, each with how far it is: 其余3项中，A正在装修，B完成招标，C因资金缺口停工。"""
    opens = _AMONG.match(text, behind, line.end)
    if opens is None or not text[line.start : at].endswith(_REST):
        return None
    end = forms.sentence_end(text, opens.end(), line.end)
    clauses = between.split(text, opens.end(), end, "，,；;")
    turns = [_STATE.search(text, a + _SHORTEST_NAME, b) for a, b in clauses]
    parts = tuple(
        Part(None, a, a, turn.start(), report=text[turn.start() : b].rstrip("。"))
        for (a, b), turn in zip(clauses, turns, strict=True)
        if turn is not None and status.judge(text[turn.start() : b], "") != "unstated"
    )
    return Segmentation(states.FORM, parts, count) if len(parts) == len(clauses) == count else None


def _sorted(text: str, line: Line) -> Iterator[Segmentation]:
    """Numbers that run on behind words for how far projects are: 进度较慢的项目，一是A，二是B"""
    for style in pieces.MARKS[:5]:
        for first in itertools.islice(style.finditer(text, line.start, line.end), 10 * pieces.MOST_BEGUN):
            if signs.value(first.group(1)) != 1:
                continue
            lead = text[max(line.start, first.start() - 60) : first.start()]
            said = _SORTED.search(lead)
            if said is None or status.judge(said["far"], "") == "unstated":
                continue
            marks = pieces.in_order(style, text, first.start(), line.end, first)
            if len(marks) < _FEWEST:
                continue
            ended = pieces.with_ends(marks, forms.sentence_end(text, marks[-1].end(), line.end))
            parts = tuple(Part(mark.group(1), mark.start(), mark.end(), end) for mark, end in ended)
            yield Segmentation("sorted", without_ends(text, parts), len(parts), said["far"])
            return


def _uncounted(text: str, line: Line) -> Iterator[Segmentation]:
    """Names before words for how far they are, without a number: A、B、C等项目进度相对缓慢"""
    for etc in _ETC.finditer(text, line.start, line.end):
        far = etc["far"]
        if status.judge(far, "") == "unstated" or _FAR.search(far) is None:
            continue
        spans = forms.quoted_before(text, line.start, etc.start())
        if len(spans) < 3:
            begin = between.behind_last(text, line.start, etc.start(), "。；;：:，,")
            spans = between.split(text, begin, etc.start(), "、")
        if len(spans) < 3:
            continue
        words = [text[a:b] for a, b in spans]
        if all(2 <= len(each) <= _LONGEST_BARE for each in words) and likeness.mean(
            words
        ) >= best_form.least_grade(len(words)):
            parts = tuple(Part(None, a, a, b) for a, b in spans)
            yield Segmentation("names before", parts, len(parts), far)


def _before(text: str, line: Line, at: int, behind: int, count: int) -> Segmentation | None:
    """The names that stand before their number: 包括了A，B，C以及D十一项民生实事"""
    end = at - 1 if text[at - 1] in "等共计" else at
    if end <= line.start or text[end - 1] in "，,；;。：: " or text[:end].endswith(_REST):
        return None
    begin = between.behind_last(text, max(line.start, end - _BACK), end, "。！!？?；;：:")
    starts = [(begin, True)]
    starts += [(one.end(), one.group()[0] not in "，,是为有") for one in _LISTER.finditer(text, begin, end)]
    stop = min(forms.sentence_end(text, behind, line.end), forms.clause_end(text, behind, line.end))
    state = group_state.of_all(text[behind:stop], behind_names=True)
    least = _LEAST_SORTED if state is not None else best_form.least_grade(count)
    quoted = forms.quoted_before(text, begin, end)
    if len(quoted) == 1:
        quoted = between.split(text, *quoted[0], "、")  # “A、B、C”3件实事
    some = text[at - 1] == _ETC_COUNTED and 2 < len(quoted) < count  # “A”“B”“C”等12件
    if (len(quoted) == count or some) and likeness.mean([text[a:b] for a, b in quoted]) >= _LEAST_SORTED:
        return Segmentation("names before", tuple(Part(None, a, a, b) for a, b in quoted), count, state)
    leading = [
        one
        for one in group_state.LEADING.finditer(text, begin, end)
        if status.judge(one["far"], "") != "unstated"
    ]
    led = list(_COMPLETED.finditer(text, begin, end))
    starts += [(one.end(), True) for one in led]
    places = [(start, end, sure) for start, sure in starts]
    _, spans = best_form.find(text, [(one.end(), end, True) for one in leading], count, least)
    if not spans:
        _, spans = best_form.find(text, places, count, least)
    if not spans and state is not None and text[at - 1] == _ETC_COUNTED:
        usual = math.ceil(count * _LEAST_NAMED)
        tried = (
            best_form.find(text, places, fewer, least if fewer >= usual else _SURE_OF_SOME)[1]
            for fewer in range(count - 1, max(_FEWEST, count // 3), -1)
        )
        spans = next(filter(None, tried), [])
    if not spans:
        return None
    if state is None:
        state = next((one["far"] for one in (*leading, *led) if one.end() == spans[0][0]), None)
    category = _category(text[max(line.start, spans[0][0] - _TO_LIST) : spans[0][0]])
    parts = tuple(Part(None, a, a, b, category) for a, b in spans)
    return Segmentation("names before", group_state.give_each(text, parts, behind, line.end), count, state)


def _category(lead: str) -> str | None:
    """The field of life that words before names say they belong to: 在改善出行方面，包括…"""
    found = _FIELD.search(lead)
    return found.group(1) if found else None


def _behind(text: str, line: Line, at: int, behind: int, count: int) -> Segmentation | None:
    """The list that follows a number in its sentence, or in as many sentences."""
    found: list[tuple[float, Segmentation]] = []
    led = False
    last = min(
        line.end, behind + _TO_LIST + (count + 1) * best_form.LONGEST_PART
    )  # such a list ends before it
    for opens in _LISTER.finditer(text, behind, min(line.end, behind + _TO_LIST)):
        start = opens.end()
        if led and opens.group()[0] in "，,":
            continue  # a comma inside the list: 8件：A，B，…
        led = led or opens.group()[-1] in "：:括含盖"
        if _ANOTHER_LIST.search(text, behind, opens.start()):
            break  # 已完成的有3项；进展缓慢的是…（A、B、C）; 10件实事征集的范围包括：…
        parts = _sentences(text, line, start, count)
        grade = likeness.mean([text[p.at : p.end] for p in parts])
        if parts and grade >= _SURE_SORTED:
            group = _group(text, line, at, opens.start(), parts, count, "sentences behind")
            if grade >= _SURE or group.group is not None:
                return group
        if text[opens.start()] == "。" and not text.startswith(_GOES_ON, start):
            break
        bracket = opens.group()[-1] in "（("
        ends = [forms.close(text, start, last) if bracket else forms.clause_end(text, start, last)]
        if not bracket:
            ends.append(forms.sentence_end(text, start, last))
        if (values := group_state.respectively(text, start, max(ends))) is not None:
            ends.append(values)
        sure = opens.group()[-1] not in "，,。是为有"
        score, spans = best_form.find(
            text, [(start, end, sure) for end in ends], count, best_form.least_grade(count)
        )
        if spans and not best_form.FIELDS.search(text[slice(*spans[-1])].rstrip("。")):
            parts = tuple(marked(text, a, b) for a, b in spans)
            parts = group_state.give_each(text, parts, spans[-1][1], line.end)
            group = _group(text, line, at, opens.start(), without_ends(text, parts), count, "names behind")
            if group.group is None and bracket and text[ends[0]] in "）)":
                behind_bracket = text[ends[0] + 1 : forms.clause_end(text, ends[0] + 1, line.end)]
                group = replace(group, group=group_state.of_all(behind_bracket))
            found.append((score, group))
    return max(found, default=(0.0, None), key=lambda one: one[0])[1]


def _group(
    text: str, line: Line, at: int, until: int, parts: tuple[Part, ...], count: int, form: str
) -> Segmentation:
    begin = between.behind_last(text, line.start, at, "。；;")
    own = text[between.behind_last(text, begin, at, "，") : until].removeprefix("其余")
    before = None if text[line.start : at].endswith(_REST) else group_state.of_all(text[begin:until])
    return Segmentation(form, parts, count, group_state.of_all(own) or before)


def _sentences(text: str, line: Line, start: int, count: int) -> tuple[Part, ...]:
    """As many sentences as counted that each begin with a project's name: 技能培训，其中…。养老服务，…。

    One in three may be a short name that does not show that it is one: 望川桥加固。智慧停车。养老院建设。
    """
    parts: list[Part] = []
    at, bare = start, 0
    while at < line.end:
        end = forms.sentence_end(text, at, line.end)
        if parts and GOES_ON.match(text, at, end):
            parts[-1], at = replace(parts[-1], end=end), end
            continue
        if len(parts) == count:
            break
        words = text[at:end].strip()
        marked = next((m for style in pieces.MARKS if (m := style.match(text, at, end))), None)
        begin = marked.end() if marked else at
        name = _NAME_FIRST.match(text, begin, end)
        if not words or _COUNTS_OTHERS.search(words) or words.startswith(_GOES_ON):
            return ()
        if not parts and openings.opening(words.rstrip("。")) is not None:
            return ()  # 3个进展较快，超额完成序时进度。其中：A
        if name is None and likeness.grade(words) < 0.6:
            bare += 1
            if len(words) > _LONGEST_SHORT_NAME or bare * 3 > count or _FAR.search(words):
                return ()
        parts.append(Part(marked.group(1) if marked else None, at, begin, end))
        at = end
    return tuple(parts) if len(parts) == count and count > 2 else ()
