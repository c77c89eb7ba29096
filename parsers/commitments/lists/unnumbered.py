"""Take apart one sentence whose parts nothing counts: by ；, 、, commas, quotation marks, or verbs."""

from __future__ import annotations

from parsers.commitments.lists import uncounted
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.pieces import Piece
from parsers.commitments.numbering.signs import number
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_SHORTEST = 4  # characters of a name that ； and 、 separate in one sentence
_SHORTEST_BUILT = 6  # 新建中学1所
_QUOTED = lazy(r"[“\"]([^”\"]{2,60})[”\"]")
_QUOTED_BOOK = lazy(r"《([^》]{2,60})》")
# …，为我市2023年民生实事项目: what they are made, after the last of them.
_MADE = lazy(
    r"[，,](?:作为|列为|成为|列入|被?确定为|为|是|均|共|总|计划|(?:上述|以上|这些)[^，,；;]{0,6}项目|项目|涵盖|涉及|惠及|覆盖|这|其中|旨在|全部|并|将|备受|深受|引发|受到|事关|关系)[^；;]{0,80}$"
)
_ETC = lazy(
    rf"等(?!\s?\d{{1,4}}\s?[所处家条座栋村户名亩公万辆台套盏])\s?({signs.NUMERALS}|[{signs.NUMERALS}]{{2,3}}|\d{{1,3}})?\s?(?:大|件|项|个|类)?[^、；;，,]{{0,24}}$"
)
_ETC_OF_ALL = lazy(
    rf"等\s?(?:[{signs.NUMERALS}]{{1,3}}|\d{{1,3}})?\s?[大余]?(?:[件项个类]|个?方面)?(?:重点)?(?:民生|惠民|为民|便民)?办?(?:实事|工程|项目|事项|工作|任务|内容){{0,2}}。?"
)
# A、B和C等，从出行到就业…: what the sentence says of them all
_ETC_BEFORE = lazy(r"(?<=[\u3400-\u9fff”\"）)])等(?=[，,])")
_JOINT = lazy(r"(?<=[^、，,；;])(?:以及|和|及|与)(?=[^、，,；;]{3,})")
_PROJECT = lazy(rf"(?:{uncounted.PROJECT_WORDS}|[)”）])$")
_ACT = lazy(rf"(?:{uncounted.ACTS}|为|加快|实现|强化|推行|推动|加强|改善|扩大|保障|补齐|健全)")
# A thing that is built, and the verb behind the last of several: 垃圾站、公厕新建改建
_FACILITY = lazy(r"(?:站|所|场|园|路|厕|桥|厂|校|院|馆|室|点|河|沟|渠|街|巷|管网|设施|中心|市场)$")
_VERBS = r"(?:新建|改建|改造|建设|整治|修缮|提升|扩建|维修|维护|更新|管护|保洁|治理|升级)"
_VERB = lazy(_VERBS)
_VERB_BEHIND = lazy(rf"{_VERBS}{{1,2}}(?:项目|工程)?$")
_NO_ACT = ("免费", "为")  # 扩大免费体检、免费接种范围
_OTHERS = lazy(r"^(?:其他|其余|另外|剩余|其它|上述|以上|另有|还有|目前)")
# A part of a sentence that names no project: how far things are, and where.
_REPORTS = lazy(r"(?:截至|其中|预计|累计|目前|超额|其他地区|惠及|涉及|占|完成率|总投资)")
_LONGEST = 4000  # characters of one sentence
_FEWEST_BETWEEN = 3  # parts between ； before the first 。
_LEAST_BEYOND = 0.5  # mean grade of those behind it
# …；4个进展顺利，分别为…: the next group of the same sentence.
_NEXT_GROUP = lazy(
    r"[；;，,](?=\s?(?:另有|还有|其余|另外)?\s?(?:\d{1,3}|[一二三四五六七八九十两]{1,3})\s?[个项件][^，。；、\d]{2,14}[，,：:（(])"
    r"|[；;](?=[^；;。：:\d]{2,16}(?:\d{1,3}|[一二三四五六七八九十两]{1,3})\s?[个项件][^；;。：:]{0,8}(?:[：:]|[，,](?:分别|具体|主要|依次)(?:是|为|有)|[，,]即))"
    # …；其余24个子项正在推进: what is said of all others
    r"|[；;](?=\s?(?:其余|剩余|余下|其他|另外)的?\s?(?:\d{1,3}|[一二三四五六七八九十两]{1,3})\s?[个项件][^，,；;。]{4,24}(?:[，,]|。?$))"
)


def sentence(text: str, start: int, end: int, count: int | None, *, group: bool) -> list[Piece]:
    """Parts of one sentence that nothing counts; none where they can't be distinguished.

    `count` decides between the forms; without it only ；, quotation marks, and names of projects between 、
    are taken. `group`: the sentence says of each how far it is, and commas may part them.
    """
    last = min(end, start + _LONGEST)
    end = _stop(text, start, last)
    if count is not None:
        end = _past_stops(text, start, end, last, count)
    if group and (following := _NEXT_GROUP.search(text, start, end)):
        end = following.start()
    start, end = between.trimmed(text, start, end)
    whole = (start, end)
    made = _MADE.search(text, max(start, end - 110), end)
    shorter = (start, made.start()) if made and made.start() > start + 2 else whole
    named = _ETC_BEFORE.search(text, start, end) if count is not None else None
    first = [(start, named.start())] if named else []
    for begin, close in dict.fromkeys((*first, shorter, whole)):
        etc = _ETC.search(text, max(begin, close - 40), close)
        if etc is not None and "；" in text[begin:close] and not _ETC_OF_ALL.fullmatch(etc.group()):
            etc = None  # …；解决高氟等地区15万人饮水问题: said of the last project alone
        wanted = count
        if etc is not None and etc.start() > begin + 2:
            printed = number(etc.group(1)) if etc.group(1) else None
            if printed is None and count is None:
                continue  # 等: not all of them are named
            wanted, close = printed or count, etc.start()
        found = _by_form(text, begin, close, wanted, group=group)
        if found:
            names = text[found[0][1] - 1] not in "；;"
            return [Piece(None, a, a, _named_end(text, a, b) if names else b) for a, b in found]
    return []


def _past_stops(text: str, start: int, end: int, last: int, count: int) -> int:
    """Return where a list between ； ends whose items hold 。 themselves: A；B。…；C. It has as many as announced."""
    found = len(between.split(text, start, end, "；;"))
    if not _FEWEST_BETWEEN <= found < count:
        return end
    further = end
    while further < last:
        further = _stop(text, further, last)
        parts = between.split(text, start, further, "；;")
        if len(parts) >= count:
            more = [text[a:b] for a, b in parts[found:]]
            return further if len(parts) == count and likeness.mean(more) >= _LEAST_BEYOND else end
    return end


def _named_end(text: str, start: int, end: int) -> int:
    """Where a name ends that closes the sentence: before its 。"""
    return end - 1 if text[end - 1] == "。" else end


def _by_form(text: str, start: int, end: int, count: int | None, *, group: bool) -> list[tuple[int, int]]:
    semicolons = between.split(text, start, end, "；;")
    quoted = _quoted(text, start, end)
    names = between.split(text, start, end, "、")
    commas = between.split(text, start, end, "，,") if group else []
    both = between.split(text, start, end, "，,、") if group else []
    if any(_REPORTS.match(text, a, b) for a, b in both):
        commas = both = []
    forms = [form for form in (semicolons, quoted, names, commas, both) if len(form) > 1]
    if count is not None:
        return _by_count(text, start, end, count, forms, listed=not commas)
    if len(semicolons) >= 2:
        return semicolons
    if len(quoted) >= 2:
        return quoted
    projects = [piece for piece in names if _is_named_or_built(text[slice(*piece)].rstrip("。"))]
    if len(names) >= (2 if group else 3) and len(projects) * 10 >= len(names) * 7:
        return names
    if group and len(names) >= 2:
        return names
    return [(start, end)] if group and len(forms) == 0 and end - start <= 60 else []


def _is_named_or_built(words: str) -> bool:
    """Decide whether words end as a project's name does, or begin with what is done to what."""
    if _PROJECT.search(words) is not None:
        return True
    return len(words) >= _SHORTEST_BUILT and uncounted.reads_as_project(words)


def _by_count(
    text: str, start: int, end: int, count: int, forms: list[list[tuple[int, int]]], *, listed: bool
) -> list[tuple[int, int]]:
    """Return the parts by the form that gives as many as announced; names that the marks cut apart are joined."""
    if count == 1:
        return [(start, end)]
    semicolons, names = between.split(text, start, end, "；;"), between.split(text, start, end, "、")
    commas = between.split(text, start, end, "，,")
    if listed and _all_named(text, commas):
        forms = [*forms, commas]
    if len(semicolons) == count:
        return semicolons
    by_acts = [_by_acts(text, between.split(text, start, end, marks)) for marks in ("，,、", "、", "；;、")]
    if (acted := next((form for form in by_acts if len(form) == count), None)) is not None:
        return acted
    mixed = between.split(text, start, end, "；;、")
    if len(mixed) == len(names) or any(b - a < _SHORTEST or "，" in text[a:b] for a, b in mixed):
        mixed = []
    exact = next((form for form in [*forms, mixed] if len(form) == count), None)
    if exact is not None and (exact != names or _are_names(text, names)):
        return exact
    for form in (semicolons, names, mixed, [] if listed else commas):
        if len(opened := _verb_to_end(text, form, len(form) - count)) == count:
            return opened
        for parted in (_part_last(text, form), joined(text, form), _part_last(text, joined(text, form))):
            if len(parted) == count:
                return parted
        if len(together := _shared_verb(text, form, len(form) - count)) == count:
            return together
    if exact is not None:
        return exact
    others = [] if listed else [piece for piece in commas if not _OTHERS.match(text[slice(*piece)])]
    if others and len(others) == count:
        return others
    quoted = _quoted(text, start, end)
    return semicolons if len(semicolons) >= 3 else quoted if len(quoted) >= 3 else []


def _by_acts(text: str, form: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the parts, those without a verb joined to the one before, where nearly all begin with what is done.

    新建公厕5座、改造小区3个，建设一批公园、绿道: the last two are one.
    """
    begins = [_ACT.match(text, a, b) is not None and not text.startswith(_NO_ACT, a) for a, b in form]
    if len(form) < 3 or not begins[0] or all(begins) or sum(begins) * 10 < len(begins) * 7:
        return []
    return _joined_where(form, [not begun for begun in begins])


def _joined_where(form: list[tuple[int, int]], joins: list[bool]) -> list[tuple[int, int]]:
    """Return the parts, each of those that `joins` marks joined to the one before."""
    found: list[tuple[int, int]] = []
    for is_joined, (a, b) in zip(joins, form, strict=True):
        if is_joined:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


def _shared_verb(text: str, form: list[tuple[int, int]], excess: int) -> list[tuple[int, int]]:
    """Return the parts, those joined that share a verb (垃圾站、公厕新建), where as many do as there are too many."""
    if not 0 < excess <= 3:
        return []
    shared = {
        at
        for at, (a, b) in enumerate(form[:-1])
        if _FACILITY.search(text[a:b])
        and not _VERB.search(text[a:b])
        and _VERB_BEHIND.search(text[slice(*form[at + 1])].rstrip("。；;"))
    }
    return _joined_where(form, [at - 1 in shared for at in range(len(form))]) if len(shared) == excess else []


_PUSHES = lazy(r"(?:(?:深入|全面|持续|大力|扎实)?(?:推进|开展|实施|推动|加强|完善|做好)|加快)")


def _verb_to_end(text: str, form: list[tuple[int, int]], excess: int) -> list[tuple[int, int]]:
    """Return the parts, those joined that a verb opens and a later one closes as a project: 推进油烟、噪声整治行动

    Only where as many do so as there are too many, and the one between them has no verb of its own.
    """
    if not 0 < excess <= 2:
        return []
    found: list[tuple[int, int]] = []
    joined_parts = 0
    for a, b in form:
        words = text[a:b].rstrip("。；;")
        before = text[slice(*found[-1])] if found else ""
        closes = _PROJECT.search(words) is not None and _ACT.match(words) is None
        if found and closes and _PUSHES.match(before) and not _PROJECT.search(before):
            found[-1] = (found[-1][0], b)
            joined_parts += 1
        else:
            found.append((a, b))
    return found if joined_parts == excess else []


def _are_names(text: str, form: list[tuple[int, int]]) -> bool:
    """Whether the parts end as names of projects do; where none does, they begin with what is done."""
    ends = sum(_PROJECT.search(text[a:b].rstrip("。")) is not None for a, b in form)
    return ends == len(form) or ends * 2 < len(form)


def _all_named(text: str, form: list[tuple[int, int]]) -> bool:
    return len(form) > 2 and all(
        _PROJECT.search(text[a:b].rstrip("。")) or _ACT.match(text, a, b) for a, b in form
    )


def _stop(text: str, start: int, end: int) -> int:
    """The end of the sentence: its first 。 outside brackets and quotation marks."""
    depth = 0
    for at in range(start, end):
        c = text[at]
        if c in between.OPENING:
            depth += 1
        elif c in between.CLOSING:
            depth = max(0, depth - 1)
        elif c in "。！!" and depth == 0:
            return at + 1
    stop = text.find("。", start, end)
    return stop + 1 if stop >= 0 else end


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words inside quotation marks where the sentence is hardly anything else."""
    for pattern in (_QUOTED, _QUOTED_BOOK):
        found = [(m.start(1), m.end(1)) for m in pattern.finditer(text, start, end)]
        within = sum(b - a for a, b in found) + 2 * len(found)
        if len(found) > 1 and within * 10 >= (end - start) * 8:
            return found
    return []


def _part_last(text: str, form: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last two names parted at 和 or 以及."""
    if not form:
        return form
    a, b = form[-1]
    joints = list(_JOINT.finditer(text, a, b))
    if not joints:
        return form
    return [*form[:-1], (a, joints[-1].start()), (joints[-1].end(), b)]


def joined(text: str, form: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names in which a 、 stands themselves, joined up to the next word that ends a project's name."""
    found: list[tuple[int, int]] = []
    open_at: int | None = None
    for a, b in form:
        begin = a if open_at is None else open_at
        if _PROJECT.search(text[a:b].rstrip("。；;")):
            found.append((begin, b))
            open_at = None
        else:
            open_at = begin
    return found if open_at is None else []
