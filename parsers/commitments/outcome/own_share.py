"""What was done as a share of the task (改造危桥82座，为任务的117%), or as a bare number beside the target's."""

from __future__ import annotations

from parsers.commitments.numbering import between
from parsers.record import Status
from parsers.text.patterns import lazy

_OWN_SHARE = lazy(
    r"[，,（(]\s?(?:已)?(?:为|是|占|达|达到|完成|超|超出|超过)(?:全年|年度|年初|年|原)?(?:的)?(?:总)?(?:计[划画]|任务|目标)(?:任务|目标)?(?:数|量|投资)?(?:的)?"
    r"(?:\d{1,4}(?:\.\d{1,3})?(?:[%％]|倍)|\d[\d.]{0,8}\s?(?:个百分点|[^\d，,。；;\s%％]{1,4}))[）)]?[。；;，,]?$"
)
_LONGEST = 40
# 省级补助资金已下达，占计划156%: a share of the money
_MONEY = lazy(r"(?:资金|经费)[^。；;]{0,16}(?:下达|拨付|到位)")


def find(text: str) -> str | None:
    """Return the words in which an item says at its end which share of its task was done; None for most items."""
    found = _OWN_SHARE.search(text[-_LONGEST:])
    sentence = text[between.behind_last(text, 0, len(text) - 1, "。；;") :]
    if _MONEY.search(sentence):
        return None
    return found.group().strip("，,。；;（(）) ") if found else None


_SHARE_ALONE = lazy(
    r"(?:已)?(?:为|占|达到?|完成)[^，,。；;\d]{0,12}(?:计[划画]|任务|目标|总量)[^，,。；;\d]{0,8}?\d{1,4}(?:\.\d{1,3})?[%％][。；;]?$"
)


def alone(report: str) -> bool:
    """Decide whether a report says nothing but which share of its task was done."""
    return _SHARE_ALONE.match(report.strip()) is not None


# A cell with nothing but a number, beside a target of the same form.
_NUMBER_ALONE = lazy(r"^(\d{1,9}(?:\.\d{1,4})?)$")
_AIM_ALONE = lazy(r"：(?:不低于|不少于|≥)?(\d{1,9}(?:\.\d{1,4})?)[^\d，,。；;]{0,6}$")
_AT_MOST = lazy(r"以下|以内|不超过|不高于|≤|(?<!不)低于|控制在|下降|降低|降至|压减")


def of_numbers(report: str, promise: str) -> Status | None:
    """Compare a report that is a bare number with the promise's; None where the report is anything else.

    It is compared with the number that ends the promise (a target's cell), or else with the only one in it; where
    there is none, or less is better, the number says nothing of how far the project is.
    """
    reached = _NUMBER_ALONE.match(report)
    if reached is None:
        return None
    aim = _AIM_ALONE.search(promise)
    counted = [aim.group(1)] if aim else _COUNTED.findall(promise)
    if len(counted) != 1 or _AT_MOST.search(promise):
        return "unstated"
    done, wanted = float(reached.group(1)), float(counted[0])
    if done < wanted:
        return "in_progress"
    return "exceeded" if done > wanted else "completed"


# A number with its unit, no year: 改造公厕20座
_COUNTED = lazy(r"(?<![\d.—-])(\d{1,9}(?:\.\d{1,4})?)\s?(?![\d.年月日号%％—-])[^\d\s，,。；;：:、（）()]")
_RATE_ALONE = lazy(r"\d{1,3}(?:\.\d{1,3})?")
_LEAST_RATE = 1.5  # a share of 1 (0.85) and one of 100 (0.85%) cannot be distinguished below it


def as_rate(cell: str) -> str:
    """Return a bare number below a head of shares (完成率) with its sign; "" where its scale is in doubt."""
    if _RATE_ALONE.fullmatch(cell) is None:
        return cell
    return f"{cell}%" if float(cell) > _LEAST_RATE else ""
