"""What a clause says of how far projects are: all that a number counts (其中5项已完成), or each (分别为35%、40%)."""

from __future__ import annotations

from dataclasses import replace

from parsers.commitments import status
from parsers.commitments.announcing import groups
from parsers.commitments.numbering import between
from parsers.commitments.segments.parts import Part
from parsers.text.patterns import lazy

# Which projects a clause speaks of, before how far they are: 等小项已提前完成
_SUBJECT = lazy(r"^.*(?:、|等(?=[^、]{0,4}[项个件]))")
_COUNT_FIRST = lazy(
    r"^\s?(?:其中|有|还有|另有)?\s?(?:\d{1,3}|[一二三四五六七八九十两]{1,3})\s?[项个件](?![月人])"
)
_KIND = lazy(r"^(?:子|大)?(?:项目|项|工程|任务)(?:已经|均|也)?(?=.)")
_OTHERS = lazy(r"(?:其余|剩余|其他|其它|另外|另有|余下)")
_STATE_LENGTH = 40
_EXCEPT = lazy(r"除.*外$")  # 除体育馆项目延期外
# How many there are to be, and not how far they are: 共安排8件民生实事
_CHOSEN = lazy(
    r"\s?(?:[今去]年|全年|(?:19|20)\d\d年|共|总共|一共|累计|实际)*(?:安排|确定|计划|推出|列入|承诺|票决|选出|产生)(?:了|实施|办好|办理)?\s?[一二三四五六七八九十\d]{1,3}\s?[项件个大]"
)
_ANOTHER_COUNT = lazy(r"\d\s?[项件个](?:子?项目|子项|实事|工程|任务)?(?![月人])")


# 提前完成的有A、B2项: words before the names
LEADING = lazy(
    rf"(?:(?<=[，,；;。：:])|^|其中|目前)(?P<far>{groups.FAR}|低于(?:序时|时序)进度)的(?:子?项目|子项|实事|任务|工程)?(?:有|是|为|包括)[：:]?"
)


def of_all(words: str, *, behind_names: bool = False) -> str | None:
    """Return the first clause that says how far all of them are, up to what is said of the others.

    `behind_names`: the words follow the names and their number, so that a further number counts others.
    """
    for at, clause in enumerate(words[:200].replace("；", "，").replace("。", "，").split("，")[:3]):
        if _EXCEPT.match(clause) or _CHOSEN.match(clause):
            continue
        if _OTHERS.match(clause) or (behind_names and at and _ANOTHER_COUNT.search(clause)):
            return None
        clause = _KIND.sub("", _SUBJECT.sub("", _COUNT_FIRST.sub("", clause)))[-_STATE_LENGTH:]
        if status.judge(clause, "") != "unstated":
            return clause.strip()
    return None


_RESPECTIVELY = lazy(
    r"(?:(?:完成|开工|投资|任务|工程|形象|总体|项目)?(?:完成)?(?:率|进度|比例|情况))?(?:已)?分别(?:已)?(?:为|达到?|完成|是)[：:]?\s?(?=\d)"
)
_NEAR_NAMES = 12  # characters between the names and these words
_LONGEST_LIST = 200


def respectively(text: str, start: int, end: int) -> int | None:
    """Return where the names end that such words follow; None where there are none."""
    found = _RESPECTIVELY.search(text, start, end)
    return found.start() if found else None


def give_each(text: str, parts: tuple[Part, ...], at: int, end: int) -> tuple[Part, ...]:
    """Return the parts with the values that follow them, where there is one for each."""
    found = _RESPECTIVELY.search(text, at, min(end, at + _LONGEST_LIST))
    if found is None or found.start() > at + _NEAR_NAMES:
        return parts
    stops = [place for stop in "，；;。" if (place := text.find(stop, found.end(), end)) >= 0]
    values = between.split(text, found.end(), min(stops, default=end), "、和及")
    if len(values) != len(parts):
        return parts
    return tuple(replace(part, report=text[a:b]) for part, (a, b) in zip(parts, values, strict=True))
