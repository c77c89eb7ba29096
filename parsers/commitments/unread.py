"""Report lists of counted projects and tables of them of which fewer projects were read.

Applies to pages of every kind: otherwise news and work reports would lose a list without a problem.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.commitments import announced_number
from parsers.commitments.announcing import led_by_form, things
from parsers.commitments.grid import flat, headed, roles, rows
from parsers.commitments.headings.lines import body_lines
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.signs import number
from parsers.page import Page
from parsers.record import Commitment, Problem
from parsers.text.flat import BLANK
from parsers.text.patterns import lazy

# A sentence or headline that counts projects, and right behind it the first number of a list.
_LED = lazy(
    rf"(?<![第\d.．/之-])(?P<count>{signs.NUMBER})\s?(?:大|余)?(?:[件项个]|类(?![共，,]{{0,2}}\d)|个?方面)(?![月人])(?P<what>[^，,。；;：:、\d\n]{{0,12}})"
    rf"(?P<rest>[^。；;：:\n]{{0,40}})(?P<stop>[：:。\s])\s*(?={led_by_form.FIRST}|[1一]\n)"
)
# How each match of _LED ends. Few sentences lead to a list: this is looked for first.
_BEGINS_LIST = lazy(rf"[：:。{BLANK}]\s*(?={led_by_form.FIRST}|[1一]\n)")
# Such words lead to a list, whatever else the sentence says; so does 第一件
_LEADS = lazy(r"如下|以下|下列|具体|分别|包括")
_FIRST_OF_ALL = lazy(r"\s*第一[件项]")
# 一年来，办成12件民生实事: what goes on behind that is a summary
_SAYS_DONE = lazy(r"已|全部|办成|办结|完成|兑现|落地见效|落实到位")
# 一是要倒排工期: what a meeting demands is not a project
_DEMANDED = lazy(
    r"\s*[（(]?[一二1①⑴⒈❶㈠第其]{1,2}[）)]?[.．、，：:件项是]{0,2}\s?(?:要|必须|务必|应当?|压实|严把|严格|切实|狠抓|统一)"
)
_MEETING = lazy(r"会议|要求|强调|指出|调研|调度")
_WEAKLY = lazy(r"\s*[（(]?[一二1①⑴⒈❶㈠第其]{1,2}[）)]?[.．、，：:件项是]{0,2}\s?(?:加强|强化|提高|坚持|落实)")
_THINGS = lazy(r"实事|民生(?:项目|工程|事项)|民心(?:工程|项目)|惠民(?:工程|项目|实事)|[大好]事$")
_OTHERS = lazy(r"候选|征集|征求|建议|备选|督查|问题|措施|原则|要求|机制|特点")
_NAMED = lazy(r"民生|实事|惠民")
_FEWEST = 3
_MOST = 40  # of such sentences in a text
_MOST_SIGNS = 2000  # a work report has about 200
_MOST_TABLES = 100
_NEAR = 20
# The beginning of each match of _THINGS; its count is at most so many characters before or behind it.
_SIGN = lazy(r"[实民惠大好](?:(?<=[实大好])事|(?<=民)[生心]|(?<=惠)民)")
_BEFORE, _BEHIND, _LONGEST = 24, 8, 120


@dataclass(frozen=True, slots=True)
class _Announced:
    count: int
    start: int
    end: int


def problems(page: Page, found: Sequence[Commitment], reported: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return a problem for each list that a text leads to of which fewer projects were read than it says.

    Where another problem speaks of the same place, there is none.
    """
    if things.NAMED.search(page.text) is None:
        return ()
    each = {one.start: one for one in (*_led_to(page.text), *_tables(page))}
    lists = [each[start] for start in sorted(each)]
    stated = [(one.start or 0, one.end or 0) for one in reported if one.code in _CODES]
    whole = announced_number.numbers_read(found)
    missing = []
    for one, stop in zip(lists, [*sorted(each)[1:], len(page.text)], strict=False):
        read = [promise for promise in found if one.start <= promise.start < stop]
        if len(read) >= one.count or one.count in whole | announced_number.numbers_read(read):
            continue
        if any(start <= one.end and one.start <= max(end, start) for start, end in stated):
            continue
        detail = f"the text announces {one.count}, {len(read)} could be distinguished"
        missing.append(Problem("items_unclear", detail, one.start, one.end))
    return tuple(missing)


_CODES = ("items_unclear", "commitments_miscounted")


def _led_to(text: str) -> Iterator[_Announced]:
    """Yield the sentences that count projects and lead to a numbered list."""
    for led in itertools.islice(_sentences(text), _MOST):
        words = led["what"] + led["rest"]
        before = text[max(0, led.start() - _NEAR) : led.start()]
        count = number(led["count"])
        named = _THINGS.search(led["what"]) or _THINGS.search(before[-8:] + led["what"])
        if named is None or count is None or count < _FEWEST or _OTHERS.search(words) or "候选" in before:
            continue
        if not _leads_on(text, led):
            continue
        yield _Announced(count, led.start(), led.end())


def _leads_on(text: str, led: re.Match[str]) -> bool:
    """Decide whether the numbers behind a sentence that counts projects can be theirs."""
    if _DEMANDED.match(text, led.end()) is not None:
        return False
    begin = between.behind_last(text, 0, led.start(), "\n")
    if _MEETING.search(text, max(begin, led.start() - 60), led.start()) and _WEAKLY.match(text, led.end()):
        return False
    if led["stop"] in "：:":
        return True
    words = led["what"] + led["rest"]
    if _LEADS.search(words) is not None or _FIRST_OF_ALL.match(text, led.end()) is not None:
        return True
    begin = between.behind_last(text, 0, led.start(), "\n")
    return _SAYS_DONE.search(text[max(begin, led.start() - _NEAR) : led.start()] + words) is None


def _sentences(text: str) -> Iterator[re.Match[str]]:
    """Yield the counts near a word for livelihood projects: those of a whole report take a tenth of its time."""
    after = 0
    for sign in itertools.islice(_SIGN.finditer(text), _MOST_SIGNS):
        if sign.end() + _BEHIND < after:
            continue
        begin, end = max(after, sign.start() - _BEFORE), sign.end() + _LONGEST
        if _BEGINS_LIST.search(text, begin, end) is None:
            continue
        for led in _LED.finditer(text, begin, end):
            if led.start() > sign.end() + _BEHIND:
                break
            after = led.end()
            yield led


def _tables(page: Page) -> Iterator[_Announced]:
    """Yield the tables with a column of projects whose head calls them so; their rows are the number."""
    grids: list[list[rows.Row]] = (
        [rows.of_markup(page.text, table) for table in page.tables] if page.format != "text" else []
    )
    if not grids and "\t" in page.text:
        grids = [flat.of_lines(page.text, lines) for lines in headed.flat_tables(body_lines(page.text))]
    for grid in grids[:_MOST_TABLES]:
        if len(grid) <= _FEWEST or not headed.is_head(grid[0]):
            continue
        named = any(
            roles.of(cell.text) in ("name", "content") and _NAMED.search(cell.text) for cell in grid[0]
        )
        if not named:
            continue
        numbered = sum(bool(row and rows.ORDINAL.match(row[0].text)) for row in grid[1:])
        if numbered >= _FEWEST:
            yield _Announced(numbered, grid[0][0].start, grid[0][-1].end)
