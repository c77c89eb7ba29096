"""How a report begins: with a sentence that is nothing but a status, or with words for how far something is."""

from __future__ import annotations

from parsers.commitments.outcome import counted, halted, percentages, words
from parsers.record import Status
from parsers.text.patterns import lazy

# A status sentence of its own, with nothing in it but the status.
_BARE = lazy(
    r"[（(【\[]?(?:目前|现|该项目|项目|此项工作|任务|已|已经|均已|全部|全面|如期|按期|按时|提前|圆满|顺利|基本|部分|超额|超出|超过|或者?|大幅|远远|远|大大|较好|未|尚未|持续|正在|有序|稳步|加快|"
    r"正常|长期|年度|目标|建设|办理|工作|实施|达到|达|序时|进度|进行|调整|取消|延期|暂缓|推迟|推进|中|完成|完工|竣工|办结|落实|坚持|任务|了|率|为|"
    r"[:：]|\d{1,3}(?:\.\d{1,3})?[%％]){1,12}[）)】\]]?[。！!；;]?(?:\n|$|(?<=[。！!；;）)】\]]))"
)
_REPORTS = lazy(
    r"(?:今年以来|年初以来|[上下]半年|[前第][一二三四]季度|[\d一二三四五六七八九十]{1,2}[-—至][\d一二三四五六七八九十]{1,3}月份?|截至|目前|现已|已经?|均已|全部已?|共|累计|实际|全年|全部|超额|提前|如期|基本|正在|尚未|未能|该?(?:项目|工程|任务)已?|全年已?)"
    r"[^。；\n]{0,40}?(?:完成|建成|竣工|完工|投|开|发放|新增|改造|实施|推进|施工|办|达|惠及|启用|通车|建设|修建|铺设|安装|资助|培训|更新|更换|清淤|整治|加固|硬化|帮扶|封顶)"
    r"|(?:因|受|由于)[^。；，,\n]{1,24}[，,][^。；\n]{0,24}?(?:已|未|延|暂|推迟|取消|调整|终止)"
)


def bare(report: str) -> str | None:
    """Return the status sentence at the beginning of a report when it holds nothing but the status."""
    found = _BARE.match(report[: words.LONGEST_OPENING])
    if found is None:
        return None
    printed = found.group().strip()
    if words.opens(words.without_brackets(printed)) is None and percentages.SHARE.search(printed) is None:
        return None
    return printed


def reports(text: str, start: int, end: int) -> bool:
    """Decide whether the sentence at `start` says how far something is: 已…, 截至目前…, 因…，延至…"""
    if _REPORTS.match(text, start, end) is not None:
        return True
    stop = text.find("。", start, end)
    sentence = text[start : stop + 1 if stop >= 0 else end].lstrip()
    return (
        words.opens(sentence) not in (None, "completed")
        or halted.judge(sentence) is not None
        or (words.ADJUSTED.search(sentence) is not None)
    )


def opening(report: str) -> Status | None:
    """Return the status that a report begins with, if its first clause is nothing but a status: 已完成，…"""
    first = counted.CLAUSES.match(report.strip())
    return words.opens(words.without_brackets(first[0])) if first and bare(first[0]) else None
