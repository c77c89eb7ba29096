"""Percentages that say how far a project is: 完成率85%, 占任务的92%, 覆盖率92.5%."""

from __future__ import annotations

import re

from parsers.record import Status
from parsers.text.patterns import lazy

SHARE = lazy(
    r"(?=[任完工应建形总投整施目计进])"
    r"(?:完成率|完成度|完成比例|(?:工程|建设|形象|总|投资|施工|整体){0,3}进度|工程量|任务|目标|计划|投资|应[发付补兑])(?:已|数|量)*"
    # 占计划60个的68.3%
    r"(?:\d{1,6}(?:\.\d{1,3})?[^\s，,。；;、\d%％]{1,3}(?=的))?(?:的|达到?|约|为|完成|超过|[:：]){0,3}"
    r"(\d{1,4}(?:\.\d{1,3})?)[%％]"
)
_SHARE_BEFORE = lazy(
    r"(\d{1,4}(?:\.\d{1,3})?)[%％](?:的)?(?:总|主体)?(?:工程量|工程|进度|建设任务|任务|投资)"
)
# 为年度任务的1.2倍
_TIMES = lazy(r"(?:任务|目标|计划)(?:任务|目标)?(?:数|量)?的?(?P<times>\d{1,3}(?:\.\d{1,3})?)倍")
ALONE = lazy(r"(\d{1,4}(?:\.\d{1,3})?)%(?:$|(?=[（(，,；;。\s]))")
AFTER_DONE = lazy(r"(\d{1,4}(?:\.\d{1,3})?)[%％]")  # 已完成80%。
# 主体已建成，安装完成70%。
AT_THE_END = lazy(r"完成(?:了|约)?(\d{1,2}(?:\.\d{1,3})?)%(?:以上|左右)?[。；;]?$")
_ALL_OF_THEM = lazy(r"所有|全部|全覆盖|100%")
_RATE = lazy(r"(?:覆盖|完成|建档|普及|安装|改造|达标|通达|受理)率[^，,。；;\d]{0,4}(\d{1,2}(?:\.\d{1,3})?)%")


def short_of_all(text: str, promise: str) -> bool:
    """Decide whether a rate below 100% is reported of what was to be done for all: 覆盖率92.5%"""
    return _ALL_OF_THEM.search(promise) is not None and _RATE.search(text) is not None


# 截至9月底，累计完成总工程量70.8%: what follows tells of places or parts
_OF_WHOLE = lazy(
    r"(?:(?:截至|截止)[^，,。；;]{1,14}[，,]?|目前[，,]?|现|已|累计|共|总体|工程){0,5}完成(?:了|年度|全年|总|全部|计划){0,2}(?:工程量|工程进度|工程|建设任务|任务|工作量|进度)的?"
    r"(?P<share>\d{1,2}(?:\.\d{1,3})?)[%％]"
)


def of_whole(text: str, promise: str) -> Status | None:
    """Return the status by the share of the whole that a report begins with; None where it is not below 100%."""
    found = _OF_WHOLE.match(text)
    return meaning(found["share"], promise) if found else None


def of_task(text: str, promise: str) -> Status | None:
    """Return the status by a share of the task; the whole of the money, spent, says nothing of the thing."""
    if (found := SHARE.search(text) or _SHARE_BEFORE.search(text)) is not None:
        printed = found.group(1)
        if float(printed) >= 100 and _another_short(text, found.end(), promise):
            return "in_progress"
    elif (found := _TIMES.search(text)) is not None:
        printed = f"{float(found['times']) * 100:g}"
    else:
        return None
    spent = _of_money(text[max(0, found.start() - _NEAR) : found.end()], promise)
    return None if spent and float(printed) >= 100 else meaning(printed, promise)


# …的100%、80.5%: the shares of what was named before
_NEXT_SHARE = lazy(r"[、，,]\s?(\d{1,4}(?:\.\d{1,3})?)[%％]")


def _another_short(text: str, end: int, promise: str) -> bool:
    """Decide whether less than the whole was done of a further part of the task: 完成任务的100%；…完成任务的77%"""
    beside = _NEXT_SHARE.match(text, end)
    further = [] if beside is None else [beside]
    further += [
        one
        for one in SHARE.finditer(text, end)
        if not _of_money(text[max(0, one.start() - _NEAR) : one.end()], promise)
    ]
    short = any(meaning(one.group(1), promise) == "in_progress" for one in further)
    return short or _OTHER_BEGUN.search(text, end) is not None


# 城区管网，占任务的100%；农村管网，7个镇已全部开工: another part is only begun
_OTHER_BEGUN = lazy(
    r"[；;](?![^；;。]*(?:完工|竣工|建成|投用|投入使用))[^；;。]*(?:已|均|全部){1,3}(?:开工|动工|启动)(?!前)"
)


# What is spent or lent, where something else was promised: 贷款发放为计划的1.5倍
_MONEY = lazy(r"(?:投资|资金|贷款|经费|拨款)[^。；;]*$")
_GIVES = lazy(r"(?:发放|补[贴助]|资助|筹集|投放)[^，,。；;]*元")  # 发放补贴200万元
_NEAR = 16


def _of_money(words: str, promise: str) -> bool:
    """Decide whether the sentence that ends words speaks of money of which the promise says nothing.

    Without a promise beside it the words are the promise: 发放贷款560万元，是目标的1.4倍. What is invested is none.
    """
    found = _MONEY.search(words)
    if found is None or found.group()[:2] in promise or _GIVES.search(promise) is not None:
        return False
    return bool(promise or "投资" in words)


def meaning(printed: str, promise: str) -> Status:
    """Return what a share of the task means: 100, or the share that was promised, is the whole."""
    percent = float(printed)
    if percent == 100 or re.search(rf"(?<![\d.]){re.escape(printed)}[%％]", promise):
        return "completed"
    return "exceeded" if percent > 100 else "in_progress"
