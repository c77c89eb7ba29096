"""Sentences that each name a project and say how far it is: 计划新建公厕20座，现已建成12座；危桥改造已全部完工。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.commitments import status
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between
from parsers.commitments.outcome import due
from parsers.commitments.segments import forms, likeness
from parsers.commitments.segments.parts import Part, Segmentation
from parsers.text.patterns import lazy

FORM = "names and states"
_FEWEST = 4
_LEAST_NAME = 0.5
_LEAST_SURE = 0.6  # of the names, which read as projects by themselves
_LEAST_SHARE = 0.55  # of the sentences in which projects are named
_SHORTEST, _LONGEST = 4, 70
_LONGEST_BARE = 24  # of a name that only what is said of it shows to be one
# Words before the name: 另外，我市今年计划新建…, 在供水方面，
_BEFORE = lazy(
    r"(?:[^，,。；;：:\d]{0,12}(?:如下|情况)[：:]\s?|(?:另外|此外|同时|其中|截至[^，,。；;：:]{2,14}|目前|据了解|今年以来|今年)[，,]\s?|截至[^，,。；;：:]{2,14}[：:]\s?|其中|在?[^，,。；;：:\d]{2,20}(?:方面|领域)[，,：:]\s?"
    r"|全[市县区州](?=[\u3400-\u9fff]{4})|(?:我|全|本)?(?:市|县|区|州)(?:今年)?(?=计划|将|拟|准备|要|启动|新|改|建|完)|[^，,。；;：:\d]{2,4}(?:市|县|区)(?:今年)?(?=计划)"
    r"|(?:今年)?(?:计划|拟|准备)(?:要)?(?=[\u3400-\u9fff\d])|(?:将|要)(?=新|改|建|完)|[一二三四五六七八九十]{1,2}是)*"
)
# Where the words turn from a project to how far it is.
_TURN = lazy(
    r"(?:(?:现|目前|现在|至今|截至[^，,。；;]{2,14}[，,]?)(?:主体|土建|基础|工程)?)?(?:均|都|也)?(?:已经?(?!建成区)|正在|现正(?!在)|尚未|仍未|还未|完成(?=\d|任务|阶段|年度|全年|总|投资|既定|“|计划|[^，,。；;]{0,6}改造)|"
    r"(?:尚|仍|还)在(?=[^，,。；;]{2})|由于|因(?!地|人|此|为|病)(?=[^，,。；;]{2,16}(?:[，,]|$|停|暂|延|未))|至今|基本(?=完工|完成|竣工|建成)|主体(?:封顶|完工)|封顶|通过(?:竣工)?验收|处于|建成(?=投用|开放|通车|并|运营)|竣工|投入使用|(?:实际|累计|共)(?:完成|建成|新增|发放|改造|新建|培训)|(?:进展|推进)(?:顺利|缓慢|较慢)|(?:超额|提前|全部|全面|基本|按期|如期)完成)"
)
_NO_NAME = lazy(
    r"^一大?批|^一系列|^涉及|"
    r"实事|(?<!惠)民生(?:项目|工程)|^重点(?:工程|项目)|^(?:确保|力争|争取|保证|保障|务必|要|推动|促进|强化|坚持)|^(?:对|针对)[^，。]{0,16}(?:缓慢|滞后|问题|困难)|^(?:桩基|路基|路面|土石方|土建|基础|地基|设备|前期|征地|拆迁|招投?标|沥青|主体)|^\d{1,3}\s?[项件](?!目)|^(?:其中|各|全部|所有|民生|经济|全[市县区州](?!\d)|本[市县区]|会议|昨日|近日|这些|该|此|项目|工程|其余|剩余|预计|主体|累计|共|总|以上|上述|[市区县](?:委|政府|人大|政协|领导|长)|我们|记者|资金|投资|前期|部分|另有?|还有|有\d)|(?:政府|部门|领导|代表|公司|局|委员会|(?:部分|\d|大)[项个]?(?:子?项目|子项|工程|任务|实事))$"
)
# 20公里步行道, 老旧电梯30部: what is built and how much of it
_COUNTED = lazy(
    r"\d\s?(?:余|多)?(?:万|亿)?(?:个|所|座|条|处|家|套|栋|台|辆|间|公里|平方米|亩|盏|户|名|部|张)(?:[\u3400-\u9fff“]{2,}|$)"
)
# A name that ends with what it is, before its size or how far it is: 饮水工程完成管道铺设63千米
_NAME_ENDS = lazy(
    r"[^，,。；;：:\n]{2,40}?(?:工程|项目|行动)(?=(?:全长|总长|总投资|总建筑面积|占地|计划(?!生育)|规划|完成|基本(?:完|建|竣)|已|正在|正(?!在)|主体|预计|目前|累计|共(?!享|建)|投资|年度|年初|进展|进度|尚|仍|还|未|全面(?:完|竣|建|启|开)|全部|于|因|启动|开工|竣工|建成|通过|投入|处于|购置|安装|铺设|硬化|种植|新增|发放|培训|拆迁|进行|\d))"
)
_DONE_SO_FAR = lazy(r"^(?:现|目前)?(?:均)?已(?:[^，,。；;]{0,8}\d|全部|全面)")
# What was done for a project that its name ends before: 棚户区改造项目启动拆迁410户
_WORK = lazy(
    r"(?:启动|完成|购置|安装|铺设|硬化|种植|新增|发放|培训|拆迁|投入|(?:计划)?于)[^，,。；;]{0,16}(?:\d|并网|通车|开工|投用)|\d{1,2}月"
)
_QUOTED = lazy(r"“[^“”]{3,60}”(?:[^，,。；;：:、]{0,4}(?:项目|工程|行动))?(?![、，,；;。的等])")
# 路灯更新工程，更换灯具900盏，完成年度任务的100%: the first clause is a name
_NAME_CLAUSE = lazy(r"“?[^，,。；;：:、]{2,16}”?[^，,。；;：:、]{0,20}(?:工程|项目|行动)$")
_GOES_ON = lazy(
    r"^(?:现|目前|其中|另|预计|将|已|正在|并|累计|共|完成|尚|仍|总|占|为(?=全年|年度|计划|任务|目标|\d+[%％])|比|达|惠及|覆盖|涉及)"
)


def find(text: str, lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Yield the projects of all sentences, where most sentences of the page name one and say how far it is."""
    parts: list[Part] = []
    units = named = sure = 0
    for line in lines:
        if _OTHER_LIST.match(line.text):
            continue  # a paragraph on them
        for start, end in between.split(text, line.start, line.end, "。；;"):
            stopped = text[end - 1] in "。；;" or text[end : end + 1] == "。"
            end -= text[end - 1] in "。；;"
            if _OTHER_LIST.match(text, start, end):
                continue
            cut = not stopped and end == len(text.rstrip())  # the page ends inside the sentence
            found = [] if cut else list(_of_sentence(text, start, end))
            if not found and parts and _goes_on(text, parts[-1], start):
                parts[-1] = replace(parts[-1], report=text[parts[-1].end : end].strip(" ，,"))
            sure += sum(_reads_as_project(text[part.at : part.end]) for part in found)
            units += stopped or bool(found)
            named += bool(found)
            parts += found
            if not parts:
                units = 0  # what leads to the list
    parts = _once(text, parts)
    if len(parts) >= _FEWEST and sure >= len(parts) * _LEAST_SURE and named >= units * _LEAST_SHARE:
        yield Segmentation(FORM, tuple(parts))


def _goes_on(text: str, part: Part, start: int) -> bool:
    """Decide whether words without a name of their own go on with the report of the last part, behind its ；"""
    named = _NAME_CLAUSE.fullmatch(text, part.at, part.end) is not None
    return named and text[start - 1] in "；;" and text[part.end : start].strip(" ，,；;") == part.report


def _once(text: str, parts: Sequence[Part]) -> list[Part]:
    """Return the parts without those whose name stands before: A、B等2件已完成。… A项目投入资金680万元，…"""
    found: dict[str, Part] = {}
    for part in parts:
        found.setdefault(_KIND.sub("", text[part.at : part.end].strip("“” ")), part)
    return list(found.values())


_KIND = lazy(r"(?:项目|工程)$")


def _of_sentence(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield the projects of a sentence; what follows a project up to the next one is its report."""
    clauses = [
        part for clause in between.split(text, start, end, "，,") for part in _counted_each(text, *clause)
    ]
    together = [part for clause in clauses for part in _together(text, *clause)]
    if together:
        yield from together
        return
    names: list[tuple[int, int, int]] = []  # where a name begins and ends, where its report begins
    at = 0
    alone = False
    while at < len(clauses):
        a, b = clauses[at]
        before = _BEFORE.match(text, a, end)
        begin = before.end() if before else a
        if begin > b and at + 1 < len(clauses):
            at += 1
            continue  # 在供水方面，
        if not names and at + 1 < len(clauses) and _is_named_clause(text, begin, b, end):
            names.append((begin, b, clauses[at + 1][0]))
            alone = True
            break
        quoted = _QUOTED.match(text, begin, end)
        if quoted is not None and not names and quoted.end() < end and not _NO_NAME.search(quoted.group()):
            names.append((begin, quoted.end(), quoted.end()))
            break  # “A”已开展60场，…
        turn = _TURN.search(text, begin + _SHORTEST, b)
        ends = _NAME_ENDS.match(text, begin, end)
        if ends is not None and ends.end() < min(b, turn.start() if turn else b) and _is_name(ends.group()):
            names.append((begin, ends.end(), ends.end()))
        elif turn is not None and _is_name(text[begin : turn.start()]):
            names.append((begin, turn.start(), turn.start()))
        elif (
            turn is None
            and at + 1 < len(clauses)
            and _is_name(text[begin:b])
            and not _GOES_ON.match(text[begin:b])
            and (next_turn := _TURN.match(text, *clauses[at + 1])) is not None
            and next_turn.end() < clauses[at + 1][1]
        ):
            names.append((begin, b, clauses[at + 1][0]))
            at += 1
        at += 1
    for nth, (begin, close, report) in enumerate(names):
        until = names[nth + 1][0] if nth + 1 < len(names) else end
        words = text[report:until].strip(" ，,\t\u3000")
        stated = status.judge(words, text[begin:close]) != "unstated" or _DONE_SO_FAR.match(words)
        if stated or (alone and _counts(words)) or (close == report and _WORK.match(words)):
            yield Part(None, begin, begin, close, report=words)


def _is_named_clause(text: str, begin: int, close: int, end: int) -> bool:
    """Decide whether a sentence begins with a name alone and then says how far that project is."""
    if _NAME_CLAUSE.fullmatch(text, begin, close) is None or not _is_name(text[begin:close]):
        return False
    if likeness.grade(text[begin:close]) < _LEAST_NAME:
        return False
    report = text[close:end].strip(" ，,")
    return status.judge(report, text[begin:close]) != "unstated" or _counts(report)


_DIGIT = lazy(r"\d")
_AIMS = lazy(rf"{due.INTENDED}|{due.IN_TIME}|投资|规划|建设内容")


def _counts(report: str) -> bool:
    """Decide whether words behind a name alone count something, and aim at nothing: 每周开放5天，接待2万人次"""
    return _DIGIT.search(report) is not None and _AIMS.search(report) is None


# A工程、B工程以及C建设等工程均全面展开: how far all of them are
_TOGETHER = lazy(
    r"(?P<names>[^，,。；;：:\n]{2,40}(?:、[^，,。；;：:、\n]{2,40}){1,12}?)(?:等(?:\d{1,2}[个项件])?(?:子?项目|子项|工程|实事|工作)?)"
    r"(?P<far>(?:也|均|都|已|正|尚|未|全部|全面|进展|进度|推进|建设|稳步|有序|加快|顺利|按)[^，,。；;：:、\n]{1,16})[。；;]?"
)


_OTHER_LIST = lazy(r"(?:另外[，,])?(?:全?[市县区])?重点(?:工程|项目|建设项目)(?![^。]{0,30}(?:实事|民生))")
_LISTED = lazy(r"[（(][^（()）]*、|[有共]\d")  # 东区有3（A、B、C）


def _together(text: str, begin: int, end: int) -> Iterator[Part]:
    """Yield the projects that a clause names one after another and then says of all how far they are."""
    before = _BEFORE.match(text, begin, end)
    found = _TOGETHER.fullmatch(text, before.end() if before else begin, end)
    if found is None or _LISTED.search(found["names"]) or status.judge(found["far"], "") == "unstated":
        return
    spans = forms.part_joined(text, between.split(text, *found.span("names"), "、"))
    if len(spans) > 1 and all(_is_name(text[a:b]) for a, b in spans):
        yield from (Part(None, a, a, b, state=found["far"]) for a, b in spans)


_NAME_AND_COUNT = lazy(r"[^，,、。；;\d]{2,20}?已?完成\d[\d.]{0,8}[^，,、。；;\d]{1,6}$")


def _counted_each(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of a clause that each name a project and how much of it is done: A完成3条、B完成5个村."""
    parts = between.split(text, start, end, "、和")
    each = len(parts) > 1 and all(_NAME_AND_COUNT.match(text, a, b) for a, b in parts)
    return parts if each else [(start, end)]


def _is_name(words: str) -> bool:
    """Decide whether words before a report can be a project's name."""
    words = words.strip()
    if not _SHORTEST <= len(words) <= _LONGEST or _NO_NAME.search(words) or likeness.speaks_of_people(words):
        return False
    return likeness.grade(words) > 0 or len(words) <= _LONGEST_BARE


def _reads_as_project(words: str) -> bool:
    return likeness.grade(words) >= _LEAST_NAME or _COUNTED.search(words) is not None
