"""Whether what is reported as done is the whole project, or a stage or one part of it while another is under way."""

from __future__ import annotations

from parsers.commitments.numbering import between
from parsers.commitments.outcome import words
from parsers.text.patterns import lazy

PENDING = lazy(
    r"(?=[,;。下主争仍任全公具内准前力办跨加动启在基处安完审对将尚工已序建开征待扎扫抓报拆招拟持推收改方施月有条桩正点现目确积稳筹继绿编节装计设评调谈还进选配采铺阶项预，；\d])(?:"
    r"待(?:建(?!成)|铺|装|改|修|拆|迁|批|验|招标)(?!费)|(?:施工|开挖|安装|铺设)[^，,。；;]{0,2}过半|跨年度?(?:实施|推进|建设)(?=[，,。；;]|$)(?!.*已(?:经)?(?:全部|全面|如期)?(?:竣工|完工|建成|完成))|主体[^，,。；;]{0,8}[一二三四五六七八九十\d]层(?![^，,。；;]*(?:用|工|成|封顶))|节点(?:任务|目标|计划)|阶段性?(?:任务|目标)|开展[^，。；]{0,6}施工|继续进行|(?:现|正|仍)继续|有序开展(?=[，,。；;]|$)|施工至|待[^，。；]{0,24}后[^，。；]{0,6}(?:开放|发放|执行|投用|投入使用|启用|交付|通车)|(?:具备条件|条件成熟)后|收尾|扫尾|进入[^，。；]{0,10}(?:审核|审批|评审|招标|设计|论证|装修|调试)(?:阶段|环节)(?![^。]{0,30}(?:竣工|建成|投入使用|投用|完工))|月开标|(?:主体|基础|装修|绿化|配套|内部|桩基)施工|正在|在建|施工中|(?:审核|审批|评审|报审|报批|设计|编制|招标|采购|办理|征收|拆迁|施工|安装|装修|铺设|铺装|调试|改造|公示|筹备|谈判)中(?![\u3400-\u9fff])|(?:尚|仍|还)在[\u3400-\u9fff]|处于[^，。；]{1,12}(?:阶段|环节|状态)|进入(?:收尾|尾声)|(?:选址|方案|点位|对象)(?:尚)?(?:未|待)定|推进中|建设中|进行中|(?:有序|加快|稳步|持续|扎实|积极|全力|抓紧)推进|开始(?:装饰|装修|铺设|安装)|已?(?:(?<!公)开工(?![作具])|(?<![行活劳互自变启流推])动工(?![作程具])|进场)|前期工作|准备(?:进场|开工|办理)|"
    r"计划于|计划(?!(?<=[较比原初定]计划)(?:工期)?提前(?![至到]))[^，。]{0,8}月|拟定?于|拟定?(?=\d{1,2}月)|将于|下一步|力争|办理[^，。]{0,12}手续|序时进度|预计[^，。]{0,12}(?:完成|完工|竣工|建成|投用|投入使用|开工|开园|开学|开业|开放|通车|启用|交付|运营)"
    r"|(?:计划|争取|拟|确保)(?:于|在|至|到)?(?:今年|本年|当年|明年|次年|\d{4}年)?(?:年[底末内]|月底|[上下]半年|[一二三四]季度|春节|国庆)[^，。；]{0,8}(?:完成|完工|竣工|建成|投用|投入|开工|开园|开放|通车|启用|交付)"
    r"|(?<![于在已\d])\d{1,2}月(?:份|底|初)?(?:启动|开始|开工)"
    r"|完成(?:了|约|近|超|总|的|工程量|工作量|总量|任务量){0,4}[一二三四五六七八九]成(?!立|功|果)|(?:完成|进度|任务|工程量)[^，,。；;]{0,4}(?:过半|近半|一半|大半)"
    r"|(?<!等)待[^，。；]{0,6}(?:施工|铺设|铺装|采购|审核|装修|调试|交付|安装|开工|建设|实施|完善|审批|招标|验收|投入|启用)"
    r"|(?:^|[，,；;。]|目前|现|项目|工程)正(?:落实|推进|建设|施工|改造|办理|筹备|安装|铺设|装修|实施|招标|抓紧|加快|积极|全力)"
    r"|已(?:全面|正式)?启动(?![^。；]{0,40}(?:完成|建成|投用))|(?:启动|进入)[^，。；]{0,6}招(?:投)?标"
    r")"
)
FINAL = lazy(
    r"竣工|投入使用|投用|建成|通车|开园|交付|全部(?:完成|完工)|通过(?:竣工)?验收|正式(?:启用|运营)|开学|启用"
)
# A stage done is not the project done: 已完成施工图设计, 主体完工.
STAGES = (
    r"(?:前期|立项|可研|设计(?!划)|图纸|招投?标|征地|拆迁|征收|选址|勘[察查探]|测绘|桩基|基础|主体|封顶|土建|"
    r"审批|报批|清单编制|预算|摸底|摸排|调研|路基|基坑|沟槽|土石?方|开挖|地基|场地?平整|场平|围挡|清表|垫层|打桩|支护|降水井|放线|"
    r"涵洞|墩柱|桥[墩台]|墩台|承台|箱梁|梁板|架梁|路床|管沟|围墙|墙体|砌体|钢结构|网架)"
)
STAGE = lazy(
    r"(?=[主前勘可围图土地场垫基完审封已开征打报拆招摸支放桩沟测清立设调路选降预涵墩桥承箱梁架管墙砌钢网])(?:"
    rf"完成[^，。；\n]{{0,14}}{STAGES}|{STAGES}[^，。；\n]{{0,10}}(?:完成|完工|封顶|浇筑完毕)|主体[^，。；\n]{{0,18}}封顶|已封顶"
    r")"
)
# A report that names the work under way and nothing that was done: 装饰工程施工, 图纸绘制中
AT_WORK = lazy(
    r"(?:(?:施工|装修|招投?标|报批|审批|备货|调试|收尾|浇筑|砌筑)(?:中|阶段)?"
    r"|[\u3400-\u9fff]{2}(?<![高初其集之空国附县区校镇乡村老命适居事目程件项务类个户所座家条一二三四五六七八九十])中)[。；;]?$"
)
_LATER = lazy(
    r"(?<![于在已\d])(?:\d{4}年)?\d{1,2}月(?:份|底|初)?前?(?:投用|投入使用|完工|竣工|建成|开园|通车|交付)"
)  # 主体完工，3月投用

_ENDED = lazy(
    r"已(?:经)?(?:全部|全面|如期|按期|提前)(?:建成|完成|完工|竣工)(?:[^，,。；;]{0,4}(?:交付|验收))?$"
    r"|^(?!.*(?:计划|预计|拟|将|力争|确保|待|争取|未)).*\d{1,2}月(?:份|\d{1,2}日|底|初)?(?:完成|通过)(?:竣工|综合|交工)?验收$"
    r"|全部(?:更换|安装|整改|改造|建设|配备|发放)?(?:到位|完成|完工|竣工)[^，,。；;]{0,6}$"
    r"|^(?:圆满|全面|如期|顺利)*完成了?(?:(?:全年|年度|年初|当年|既定|预定|预期|[省市县区州旗]定)的?){1,2}(?:目标|任务|计划){1,2}$"
)
STATEMENT = lazy(r"[^。；;\n]+")
_DATED_STEP = lazy(
    r"\d{1,2}月(?:\d{1,2}日|底|初|份|中旬|上旬|下旬)?[^，,。；;]{0,4}(?:完成|封顶|开工|启动|动工|进场)"
)
CLAUSE = lazy(r"[^，,。；;\n]+")
# Where the words begin that say that something is done; what is before them names it.
_DONE_FROM = lazy(
    r"(?:现已|目前已|现在已|[均都也]?已(?:经)?|[均都]|全部|全面|如期|按期|提前|正式|顺利)*"
    r"(?:完成|竣工|完工|建成|投入|投用|通车|开园|交付|开学|启用|通过|安装到位)"
)
# Words that name no part of a project: 目前，该项目已全部完成
_WHOLE = lazy(
    r"(?:截至|目前|现在|现|于|至|到|自|(?:19|20)\d\d年|\d{1,2}月(?:\d{1,2}日|底|初|末|中旬|上旬|下旬|份)?|[年月]底|年内|[当同]年|该|本|此|各|整个|全部|所有|上述|以上|"
    r"[一二三四五六七八九十\d]{0,3}[项个]|项目|工程|任务|工作|建设|施工|改造|内容|目标|主体|整体|总体|经|并|后|\s)*"
)
_GENERIC = lazy(r"(?:建设|项目|工程|改造|工作|任务|施工)+$")
# 已完成。其中厕所改造正在收尾。
_EXCEPT = lazy(r"(?:其中|仅|只有|除|尚|剩余|其余|另有|还有)[^。；;]{0,24}?")


def part_unfinished(report: str) -> bool:
    """Decide whether one part of a project is under way although another part is done.

    书屋选址待定。影院已全部完成。 A later sentence that names no part speaks of the whole: 目前，项目已全部完成。
    """
    sentences = [found.group() for found in STATEMENT.finditer(report)]
    for at, sentence in enumerate(sentences):
        clauses = CLAUSE.findall(sentence)
        done_parts = [_part_done(clause) for clause in clauses]
        named = [part for part in done_parts if part]
        under_way = [n for n, clause in enumerate(clauses) if PENDING.search(clause)]
        if under_way and any(part for part in done_parts[under_way[-1] + 1 :]) and "" not in done_parts:
            return True  # 二期正在招标，一期已全部完工
        if not (under_way or STAGE.search(sentence)) or FINAL.search(sentence) or named or "" in done_parts:
            continue
        after = [part for later in sentences[at + 1 :] for part in map(_part_done, CLAUSE.findall(later))]
        parts = [part for part in after if part is not None]
        if parts and all(part and part not in sentence for part in parts):
            return True
    return False


def rest_unfinished(report: str) -> bool:
    """Decide whether a report that opens with a bare status excepts a part of the project from it."""
    return any(
        PENDING.search(found.group()) is not None or words.AHEAD.search(found.group()) is not None
        for found in STATEMENT.finditer(report)
        if _EXCEPT.match(found.group().strip()) is not None
    )


_DONE_BEFORE = lazy(
    r"(?:完成(?!投资)|竣工|完工|建成|投入使用|投用|通车|开园|交付|开学|启用|到位)(?![^，,。；;]{0,6}后)"
)
_NOT_YET = lazy(r"将|预计|拟|力争|未|部分|大部")


def ahead(report: str) -> bool:
    """Decide whether the end lies ahead (竣工后方可投用), and nothing before that says that the thing is made.

    已完工，即将开放 is done.
    """
    found = words.AHEAD.search(report)
    return found is not None and not any(
        _DONE_BEFORE.search(clause)
        and not (STAGE.search(clause) or PENDING.search(clause) or _NOT_YET.search(clause))
        for clause in CLAUSE.findall(report[: found.start()])
    )


def planned_end(report: str) -> bool:
    """Decide whether a month is one in which the project is to be done: 主体完工，3月投用

    Steps with their months before it (3月完成设计，9月竣工) are history.
    """
    found = _LATER.search(report)
    return found is not None and _DATED_STEP.search(report, 0, found.start()) is None


def ended(report: str) -> bool:
    """Decide whether the last clause says that all is done."""
    clauses = CLAUSE.findall(report)
    finish = list(_FINISHED_ON.finditer(report)) or list(_BEGUN_AND_ENDED.finditer(report))
    if (
        finish
        and PENDING.search(report, finish[-1].end()) is None
        and STAGE.search(report, finish[-1].end()) is None
    ):
        return True
    return bool(clauses) and _ENDED.search(clauses[-1]) is not None


# 11月8日正式启用, and nothing of a plan before the day.
_FINISHED_ON = lazy(
    r"(?:^|(?<=[，,。；;于在已]))(?:\d{4}年|今年)?\d{1,2}月(?:\d{1,2}日|底)[^，,。；;\d]{0,4}(?:正式|全面|同时|顺利)?[^，,。；;\d]{0,6}(?:竣工|完工|建成|启用|投用|投入使用|通车|开园|开学|开放|交付|开业|营业|运营|并网|供水|通水|供暖)"
)


# 6月动工，12月完工: its beginning and its end
_BEGUN_AND_ENDED = lazy(
    r"\d{1,2}月[^，,。；;\d]{0,3}(?:开工|动工|启动|进场)[^，,。；;]{0,6}[，,；;]\s*(?:同年|当年|(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日|底|初|份|中旬|上旬|下旬)?"
    r"(?:正式|全面|全部|顺利|如期)*(?:竣工|完工|建成|启用|投用|投入使用|通车|开园|开学|开放|交付|开业|运营|通水)(?![^。]*(?:预计|计划|将|力争|拟))"
)


def part_named(clause: str) -> str:
    """Return the part of the project that a clause says is done, "" for the whole: 南段已完工"""
    return _named(clause)


# What leads to a thing and is not the thing.
_STEPS_ONLY = lazy(
    r"奠基|场平|三通一平|封顶|(?:可研|初设|设计|手续|审批|立项|环评|用地)[^，,。；;]{0,10}(?:办结|完成|批复|通过)|列入[^，,。；;]{0,16}(?:项目|计划|盘子|库)|"
    r"提交[^，,。；;]{0,8}申请|初评|初验|受理|挂网"
)
_THING_PROMISED = lazy(r"建成|建设|新建|改建|扩建|建立|创建|创成|完成|投用|投入使用|启用|开园|开学|通车")
_THING_DONE = lazy(
    r"竣工|完工|投入使用|投入运营|投用|建成|通车|开园|开学|开馆|开业|并网|交付|启用|(?:正式|对外|向)[^，,。；;]{0,6}开放|全部(?:完成|到位)|通过[^，,。；;初]{0,8}(?:验收|评审|考核)|获评|命名|授牌"
)


def final(report: str) -> bool:
    """Decide whether a report says that the thing is finished, and not only a stage of it: 主体工程全部完工 is one."""
    return any(
        FINAL.search(clause) is not None and (STAGE.search(clause) is None or _STAGE_THEN_ALL.search(clause))
        for clause in CLAUSE.findall(report)
    )


# 主体完工并交付使用
_STAGE_THEN_ALL = lazy(
    r"(?:完成|完工|竣工|封顶)(?:并|且)(?:已|正式|全面|同步|如期|顺利)*(?:交付使用|投入使用|投入运营|投用|通车|启用|开园|开学)(?=[，,。；;]|$)"
)


def only_steps(report: str, promise: str) -> bool:
    """Decide whether a report of a thing to be built names steps towards it alone: 举行奠基仪式"""
    return (
        _STEPS_ONLY.search(report) is not None
        and _THING_PROMISED.search(promise) is not None
        and _STEPS_ONLY.search(promise) is None
        and _THING_DONE.search(report) is None
    )


def _part_done(clause: str) -> str | None:
    """Return what a clause says is done: "" for the whole project, None where it says of nothing that it is done."""
    return None if FINAL.search(clause) is None and _ENDED.search(clause) is None else _named(clause)


def _named(clause: str) -> str:
    found = _DONE_FROM.search(clause)
    words = clause[: found.start()] if found else clause
    return "" if _WHOLE.fullmatch(words) else _GENERIC.sub("", words).strip()


# What the last sentence says of the project as a whole, behind sentences on what it consists of.
_OF_WHOLE_LAST = lazy(
    r"。\s*(?:目前[，,]?)?(?:该|本)(?:项目|工程)(?P<says>(?:现?已|均已)(?:于[^，,。；;]{2,12})?(?:全部|全面|顺利)?"
    r"(?:完成|完工|竣工|建成)[^，,。；;]{0,10}(?:[，,并][^。；;]{0,16})?)。?$"
)


def of_whole_at_end(report: str) -> str | None:
    """Return what the last sentence says of the whole project, where that is done; None where it says nothing so."""
    found = _OF_WHOLE_LAST.search(report)
    return found["says"] if found and not PENDING.search(found["says"]) else None


# What follows the end of the work is no work: 已全部完工，正在组织验收。 已建成投用。下一步将做好决算。
_PAPERWORK = lazy(
    r"(?P<end>(?:(?:已|均|全部|全面)[^，,。；;]{0,8}?(?:完工|竣工|建成|投用|投入使用|全部完成|完成(?:施工|建设|改造|安装))|(?:施工|建设|改造|安装)(?:已|均|全部)*完成)[^，,。；;]{0,4}(?:[（(][^（()）]{0,200}[）)])?)"
    r"[，,。；;]\s*(?:目前|现|下一步)?[，,]?(?:[^，,。；;]{0,12}?)(?:正在|正|将|推动|抓紧|有序)[^，,。；;]{0,10}?(?:验收|结算|决算|审计|评审|移交|归档)[^，,。；;]{0,8}[。；;]?$"
)


def without_paperwork(report: str) -> str:
    """Return a report without what it says of the papers behind the end of the whole work: 已全部完工，正在组织验收."""
    found = _PAPERWORK.search(report)
    if found is None:
        return report
    clause = between.behind_last(report, 0, found.start(), "，,。；;")
    return report if STAGE.search(report[clause : found.end("end")]) else report[: found.end("end")]
