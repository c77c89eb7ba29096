"""Read a page of livelihood projects again by every segmentation, where what was read does not agree with the page.

The readers of headings, tables and announcing sentences are fast and know their forms. Where they read nothing, or
another number of projects than the page announces, every other way to divide the page is compared.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments import announced_number, better, make
from parsers.commitments.headings.lines import Line, body_lines
from parsers.commitments.headings.words import DONE, RUNNING
from parsers.commitments.lists import items, progress, regions
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import between
from parsers.commitments.outcome import due, openings
from parsers.commitments.parting import behind_bodies, below, by_mark, in_line, named, said_and_done, spaced
from parsers.commitments.parts import Item
from parsers.commitments.segments import choose, labelled, likeness, states
from parsers.commitments.segments.parts import Part, Segmentation
from parsers.page import Page
from parsers.record import Commitment
from parsers.text.patterns import lazy

_TITLE = 60
_FIRST_PART = 600
# Said before the list: 承诺的10件惠民实事全面完成
_ALL_DONE = lazy(
    r"(?=[一七三九二五八六十四全各实所民\d])(?:"
    r"(?:实事|民生[^，。；]{0,4}(?:项目|工程))[^。；]{0,6}(?P<done>(?:全面|全部|如期|圆满|均已|均实现)[^。；]{0,6}(?:完成|兑现|办结|交卷))"
    r"|(?:所有|全部|各项|各个|各(?=项目)|(?<![\d中有])[一二三四五六七八九十\d]{1,3}[个件项])(?:实事|民生)?(?:项目|工程|任务)(?P<all>(?:均|都|全部|已|如期|按期){1,3}(?:完成|竣工|办结))"
    r")"
)
# What is aimed at, or is not so: 确保民生实事项目全部完成, 尚未全部完成
_AIM = lazy(
    r"(?:确保|力争|争取|保证|保障|推动|推进|促进|要求|(?:(?<![重主需])要|将|计划)(?![^，,。]{0,4}的)|务必|必须|未|没有|没能|能否|是否)[^，,。；;！!\n]{0,24}$"
)
_BASE = lazy(r"后|[^，,。；;：:\n]{0,20}的?基础上")  # 在全面完成省定实事的基础上
_BEFORE = 24


def read(page: Page, found: list[Commitment], years: make.Years) -> list[Commitment]:
    """Return the promises of the best segmentation, or `found` where none is better."""
    announced = announced_number.announced(page)
    found = _with_other_groups(page, found, announced, years)
    part = announced_number.is_part(announced_number.without_group(page.text, found), announced)
    fits = part or announced_number.numbers_read(found) & set(announced) or not announced
    labels = labelled.kept_in([one.text for one in found])
    doubted = labels or _says_nothing(page, found) or (not announced and _in_one_place(page.text, found))
    if (found and fits and not doubted and not part) or better.has_fields(found, fits=bool(fits)):
        return found
    lines = body_lines(page.text)
    chosen = choose.best(page.text, tuple(lines), tuple(announced))
    if len(chosen) == 1 and better.inside_one(found, chosen[0]):
        return _commitments(page, lines, chosen[0], years)
    again = [one for each in chosen for one in _commitments(page, lines, each, years)]
    if found and fits and part:
        others = [one for one in again if one.end <= found[0].start or one.start >= found[-1].end]
        good = likeness.mean([one.text for one in others]) >= better.GOOD
        return sorted([*found, *others], key=lambda one: one.start) if good else found
    sorts = len({one.status_text for one in found}) > 1  # into groups, and not all in one: 现公开招标
    if labels and len(again) == len(found) and not (sorts and better.loses_states(again, found)):
        return again  # the same parts, with their labels as categories
    if len(chosen) > 1 and len(again) > len(found):
        return again  # each part has as many projects as the number beside it
    if any(each.form.startswith("fields") for each in chosen) and len(found) < len(again) <= max(
        announced, default=len(again)
    ):
        return again
    parted = any(each.form == states.FORM for each in chosen) and _parts(again, found)
    if not parted and not better.is_better(page.text, again, found, announced):
        return found
    whole = {id(one) for one in announced_number.without_group(page.text, found)}
    named = [one for one in found if id(one) not in whole and not _is_read_in(again, one)]
    reported = {better.plain(one.text): one for one in found if one.outcome is not None}
    again = [reported.get(better.plain(one.text), one) for one in again]
    return sorted([*again, *named], key=lambda one: one.start)


def _parts(again: Sequence[Commitment], found: Sequence[Commitment]) -> bool:
    """Decide whether each promise that was read is several of `again`, which each have their own state: A、B."""
    stated = bool(found) and all(one.status != "unstated" for one in again)
    return (
        stated
        and all(sum(other.text in one.text for other in again) > 1 for one in found if "、" in one.text)
        and any("、" in one.text for one in found)
    )


def _is_read_in(again: Sequence[Commitment], one: Commitment) -> bool:
    """Decide whether a project that a sentence names is read as another list's, or stands inside of one."""
    name = better.plain(one.text)
    return any(
        name in better.plain(other.text) or (other.start < one.end and one.start < other.end)
        for other in again
    )


def _with_other_groups(
    page: Page,
    found: list[Commitment],
    announced: Sequence[int],
    years: make.Years,
) -> list[Commitment]:
    """Return the promises with those of further groups, where some groups were read: 已完成3项：… 在建2项：…"""
    if not found or any(one.status == "unstated" for one in found):
        return found
    if len(found) >= max(announced, default=0 if any(one.lead for one in found) else len(found) + 1):
        return found
    lines = body_lines(page.text)
    for each in choose.groups(page.text, tuple(lines)):
        begin, end = each.parts[0].start, each.parts[-1].end
        if any(one.start < end and begin < one.end for one in found):
            continue
        more = _commitments(page, lines, each, years)
        known = {better.plain(one.text) for one in found}
        if any(one.status == "unstated" or better.plain(one.text) in known for one in more):
            continue
        if not announced or len(found) + len(more) <= max(announced):
            found = sorted([*found, *more], key=lambda one: one.start)
    return found


def all_done(page: Page) -> str | None:
    """Return the words of the title or the text's first part that say that all projects are done: 实事全面完成"""
    title = page.given_title or page.page_title or ""
    for text, end in ((title, len(title)), (page.text, min(len(page.text), _FIRST_PART))):
        for said in _ALL_DONE.finditer(text, 0, end):
            before = text[max(0, said.start() - _BEFORE) : said.start("done" if said["done"] else "all")]
            sentence = between.behind_last(text, 0, said.start(), "。；;！\n")
            if due.EARLIER.search(text, sentence, said.end()):
                continue  # 去年的8件实事已全部完成，今年…
            clause = between.behind_last(text, sentence, said.start(), "，,：:")
            if said["all"] and "、" in text[clause : said.start()]:
                continue  # A、B3个项目已全部完成: so many of them
            if _AIM.search(before) is None and _BASE.match(text, said.end()) is None:
                return said["done"] or said["all"]
    return None


def _says_nothing(page: Page, found: Sequence[Commitment]) -> bool:
    """Decide whether a page of progress says of none of its projects how far it is, as they were read."""
    title = page.given_title or page.page_title or page.text[:_TITLE].split("\n", 1)[0]
    return DONE.search(title) is not None and all(one.status == "unstated" for one in found)


def _in_one_place(text: str, found: Sequence[Commitment]) -> bool:
    """Decide whether all projects were read in less than a third of the page."""
    return bool(found) and (found[-1].end - found[0].start) * 3 < len(text)


def _commitments(page: Page, lines: Sequence[Line], one: Segmentation, years: make.Years) -> list[Commitment]:
    """Return the promises of a segmentation, read as those of any other list."""
    text = page.text
    nodes = [node for part in one.parts for node in _nodes(text, lines, part)]
    listed, _ = items.read_nodes(text, nodes)
    by_start = {part.start: part for part in one.parts}
    for item in listed:
        part = by_start.get(item.start)
        item.category = part.category if part else item.category
        item.group = (part.state if part else None) or one.group
        item.outcome = (part.report if part else None) or item.outcome
        if one.group is not None and one.form == "sentences behind":
            _name_first(text, item)
    title = regions.title_of(page)
    done = (
        (one.group is not None and not due.is_due(one.group))
        or DONE.search(title) is not None
        or (years.plan is None and all_done(page) is not None)
        or (years.review is not None and years.plan is None)
    )
    if one.form == "names above":
        reported = [openings.reports(text, item.lines[-1].start, item.lines[-1].end) for item in listed]
        for item in listed:
            below.lines_above(text, item, done=done or sum(reported) * 2 > len(listed))
        below.cut_report(text, listed)
    _divide(text, listed, done=done, group=one.group)
    past = done or any(item.outcome is not None for item in listed)
    if done and one.group is None and not any(item.outcome for item in listed):
        make.read_as_reports(text, listed)
    year = years.of(past=past)
    running = RUNNING.search(title) is not None and "完成情况" not in title
    return [make.commitment(text, item, year, settled=done, running=running) for item in listed]


def _name_first(text: str, item: Item) -> None:
    """Part the name that a sentence of a group begins with from what follows it: 养老服务，其中…"""
    comma = text.find("，", *item.text)
    if comma > 0:
        item.outcome = item.outcome or text[comma + 1 : item.text[1]].strip()
        item.text = (item.text[0], comma)


def _divide(text: str, listed: list[Item], *, done: bool, group: str | None) -> None:
    """Part promises from their outcomes as in lists under a heading."""
    behind_bodies.after_bodies(text, listed, done=done)
    below.below(text, listed, done=done)
    said_and_done.part(text, listed)
    named.quoted(text, listed, done=done)
    spaced.last_column(text, listed, done=done)
    if group is not None or progress.shares_each(text, listed):
        progress.divide(text, listed, group)
    elif done:
        in_line.run_in(text, listed)
    by_mark.part(text, listed, done=done)
    in_line.by_comma(text, listed, done=done)


def _nodes(text: str, lines: Sequence[Line], part: Part) -> list[Node]:
    """Return a part as the reader of items takes it: its first line with the number, and the lines that go on."""
    within = [line for line in lines if part.start < line.end and line.start < part.end]
    style = "mark" if part.ordinal is None else "first"
    if len(within) < 2:
        return [Node(style, part.ordinal, part.at, Line(part.start, part.end, text[part.start : part.end]))]
    first = Line(part.start, within[0].end, text[part.start : within[0].end])
    return [
        Node(style, part.ordinal, part.at, first),
        *(
            Node(
                None,
                None,
                line.start,
                Line(line.start, min(line.end, part.end), text[line.start : part.end][: len(line.text)]),
            )
            for line in within[1:]
        ),
    ]
