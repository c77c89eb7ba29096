"""Projects that running text names with their share of completion: A已完成8个（53%），B正在施工（75%）."""

from __future__ import annotations

from parsers.commitments.numbering import between
from parsers.commitments.numbering.pieces import Piece
from parsers.text.patterns import lazy

# A share in brackets closes each project; before it the words that turn from its name to how far it is.
_SHARE = lazy(r"[（(]\s?(?:完成率?|占[^，,（()）]{0,10})?\d{1,3}(?:\.\d{1,2})?\s?[%％]\s?[）)]")
_TURN = lazy(
    r"(?=(?:目前|现|均|全部|累计)?(?:已(?!建成区)|正在|完成(?!率)|尚未|未(?!成年)|处于|进入|主体|开工|建成(?!区)|竣工|完工|启动))"
)
_LAST_SHARE = lazy(r"[（(]\s?(\d{1,3}(?:\.\d{1,2})?)\s?[%％]\s?[）)][。；;]?$")
_BETWEEN = "，,、；;。：: \t\u3000"
_ASIDE = lazy(r"^(?:其中|剩余|其余|另外|这|预计|以上)[^，,：:]{0,24}[，,：:]\s?")
_BREAKS = lazy(r"[。；;：:\n]|[，,](?=[^，,。；;：:]{0,3}(?:\d+项|预计|其中))")
_LONGEST = 120
_FEWEST = 3


def find(text: str, start: int, end: int) -> list[tuple[Piece, tuple[int, int]]]:
    """Return the projects of a paragraph, each with the span of its report; none where it names fewer than three so.

    A name begins behind the last project's share, or behind the last 。；：, and ends where its report begins.
    """
    found: list[tuple[Piece, tuple[int, int]]] = []
    last = start
    for share in _SHARE.finditer(text, start, end):
        begin = max(last, share.start() - _LONGEST)
        stops = [stop.end() for stop in _BREAKS.finditer(text, begin, share.start())]
        begin = stops[-1] if stops else begin
        begin = _to_last_clause(text, begin, share.start())
        last = share.end()
        while begin < share.start() and text[begin] in _BETWEEN:
            begin += 1
        if (aside := _ASIDE.match(text[begin : share.start()])) is not None:
            begin += aside.end()
        turn = _TURN.search(text, begin + 3, share.start())
        if turn is not None:
            name_end = turn.start() - (text[turn.start() - 1] in "，,")
            found.append((Piece(None, begin, begin, name_end), (turn.start(), share.end())))
    return found if len(found) >= _FEWEST else []


# 技能培训完成目标任务的111%、送戏下乡完成任务的120%: no bracket closes them
_NAME_AND_SHARE = lazy(
    r"(?:其中[，,]?)?(?P<name>(?![^，,。；;、\d]{0,12}(?:收入|投资|产值|总额|资金|税收|支出|增速)(?:已|均|累计|完成|达))[^，,。；;、：:\d]{4,30}?)"
    r"(?P<report>(?:已|均|累计|实际)?(?:完成|达到?)了?[^，,。；;、：:\d]{0,12}\d[\d.]{0,6}[%％])[。；;]?"
)


_LEADS = lazy(
    r"(?:(?:其中|目前|[^，,。；;、\d]{0,16}(?:实事|项目|工程)中|截[至止][^，,。；;、]{2,12}|[^，,。；;、\d]{0,8}(?:半年|季度))[，,：:])+"
)


def in_sentences(text: str, start: int, end: int) -> list[tuple[Piece, tuple[int, int]]]:
    """Return the projects of sentences that are nothing but names and their shares, three or more each."""
    found: list[tuple[Piece, tuple[int, int]]] = []
    for begin, stop in between.split(text, start, end, "。；;"):
        lead = _LEADS.match(text, begin, stop)
        spans = between.split(text, lead.end() if lead else begin, stop, "、，,")
        parts = [_NAME_AND_SHARE.fullmatch(text, a, b) for a, b in spans]
        named = [part for part in parts if part is not None]
        if len(named) >= _FEWEST and len(named) == len(parts):
            found += [
                (Piece(None, part.start("name"), *part.span("name")), part.span("report")) for part in named
            ]
    return found


def unfinished(report: str) -> bool:
    """Decide whether a report ends with a share below 100%: 已送230场（87%）."""
    share = _LAST_SHARE.search(report[-16:].rstrip())
    return share is not None and float(share.group(1)) < 100


def _to_last_clause(text: str, begin: int, end: int) -> int:
    """Return where the last clause that has both a name and its report begins: 这3项已完成，A已建成2个（50%）."""
    comma = max(text.rfind("，", begin, end), text.rfind(",", begin, end))
    while comma >= 0:
        if (turn := _TURN.search(text, comma + 1, end)) is not None and turn.start() > comma + 4:
            return comma + 1
        comma = max(text.rfind("，", begin, comma), text.rfind(",", begin, comma))
    return begin
