"""Names of years, mandates and months beside a list, and of its older entries: parts of it that were not opened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from spiders.lists.controls import handler_of, is_hidden
from spiders.lists.elsewhere import is_table
from spiders.lists.links import absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.titles import fold, names_month, names_older, names_part
from spiders.lists.unused import sentences
from spiders.lists.unused.region import Region
from spiders.lists.unused.sign import Sign

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HAN_YEAR = re.compile(r"(?:二[〇○零0]|一九)[〇○零一二三四五六七八九]{2}")
_HAN_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)年?[-—–~至到]{1,2}((?:19|20)\d\d)(?!\d)")
MANDATE = re.compile(r"[一二三四五六七八九十]{1,3}届")
_NAMES = re.compile(
    r"[\[【(（·>»\s]{0,3}(?:"
    r"(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}年?度?|(?:19|20)\d\d年?度?(?:[-—–~至到]{1,2}(?:(?:19|20)\d\d)?年?)?(?:以前|之前|及以前|及之前)?(?:的)?(?:人民)?(?:政府)?(?:工作)?(?:报告|文件|信息)?"
    r"|第?[一二三四五六七八九十]{1,3}届(?:人大|人民代表大会|政府|人民政府)?(?:[一二三四五六七八九十]次会议)?(?:\(\d{4}[-—~年至\d]{0,10}\))?(?:政府)?(?:工作)?(?:报告)?"
    r")[\]】)）·>»\s+＋－−▲▼▾▸∨∧-]{0,3}"
)
_OF_OLDER = re.compile(r"目录|列表|一览|(历史|往年|更早|以前).{0,8}(信息|文件|报告|数据)")
_CALLED = re.compile(r"(?:javascript:)?(?:return\s)?\s*([\w$]+)\(", re.I)
_NODES: Final = "a, area, button, li, span, td, dd, dt, div, em, p, label, b, input, summary"
_RANGE: Final = 60  # years that a field offers
_LONGEST: Final = 24  # characters
_LONGEST_NOTE: Final = 40
_SEVERAL: Final = 3
_FEW: Final = 2


def parts(region: Region, script: Script) -> Iterator[Sign]:
    """Yield what names parts of the list by years, by mandates or by months."""
    together: dict[int, list[tuple[str, LexborNode]]] = defaultdict(list)
    months: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for node in region.nodes(_NODES):
        words = fold(_shown(node))
        if not 2 <= len(words) <= _LONGEST:
            continue
        target = absolute(node.attributes.get("href"), region.base)
        inner = node.css("a[href], [onclick]") if node.tag not in ("a", "area", "input") else []
        if any(one.mem_id != node.mem_id for one in inner):
            continue
        if node.tag == "summary" and node.parent is not None and node.parent.css_first("a[href]"):
            continue  # what it unfolds is in the page
        leads = target is not None or bool(handler_of(node)) or _is_named(node, script)
        table = target is not None and is_table(target) and _OF_OLDER.search(words)
        older = names_older(words) and (target is not None or region.stands_with_rows(node))
        if (table or older) and leads and target not in (region.page.url, region.page.start):
            mark = f"{words}|{target or handler_of(node)}"
            yield Sign("part", f"older entries are elsewhere: {words}", mark, target)
        elif _NAMES.fullmatch(words) and (named := names(words)):
            if target is not None:
                why, own = f"its part {words} was not read", region.is_of_list(target)
                yield Sign("part", why, f"{words}|{target}", target, named=named, own=own)
            elif (around := _around(node)) is not None:
                together[around.mem_id].append((words, node))
        elif names_month(words) and leads and (around := _around(node)) is not None:
            months[around.mem_id].append((words, target))
    for group in together.values():
        named = frozenset().union(*(names(words) for words, _ in group))
        shown = list(dict.fromkeys(words for words, _ in group))
        nodes = [node for _, node in group]
        if len(shown) >= _FEW and not (all(map(is_hidden, nodes)) or _only_shows(nodes[-1], script)):
            why = f"its parts were not opened: {', '.join(shown[:3])}"
            yield Sign("part", why, ",".join(shown), named=named, most=True)
    for of_year in months.values():
        if len({words for words, _ in of_year}) >= _SEVERAL:
            for words, target in of_year:
                yield Sign("part", f"its part {words} was not read", f"{words}|{target}", target)
    for link in sentences.within(region):
        if not sentences.is_site(link.url):
            why = f"older entries are elsewhere: {link.title[:_LONGEST_NOTE]}"
            yield Sign("part", why, f"{link.title}|{link.url}", link.url)
    if first := sentences.first_year(region.page):
        before = frozenset((str(first - 1),))
        yield Sign("part", f"it shows only rows since {first}, as it says", f"since {first}", named=before)
    yield from _drop_downs(region)


def _shown(node: LexborNode) -> str:
    if node.tag in ("input", "area"):
        return node.attributes.get("value" if node.tag == "input" else "alt") or ""
    return node.text(deep=True)


def _is_named(node: LexborNode, script: Script) -> bool:
    """Return whether code that binds clicks names an element by its id or class."""
    names = [
        f"#{node.attributes.get('id')}",
        *(f".{one}" for one in (node.attributes.get("class") or "").split()),
    ]
    binds = [code for code in script.codes if "click" in code]
    return any(f"{quote}{name}{quote}" in code for code in binds for name in names for quote in "\"'")


def of_rows(region: Region) -> Iterator[Sign]:
    """Yield the rows that are names of parts themselves: the topic sites of each year's sessions, 往年报告."""
    for node in region.rows:
        picture = node.css_first("img[alt]")
        words = (
            " ".join(node.text(deep=True).split()) or (picture.attributes.get("alt") if picture else "") or ""
        )
        target = absolute(node.attributes.get("href"), region.base)
        if target is not None and len(words) <= _LONGEST and names_part(words):
            yield Sign("part", f"its part {words} was not read", f"{words}|{target}", target)
        elif target is not None and names_older(words):
            yield Sign("part", f"older entries are elsewhere: {words}", f"{words}|{target}", target)


def _only_shows(node: LexborNode, script: Script) -> bool:
    """Return whether a click on a name runs code of the page that only shows and hides what is there."""
    handler = handler_of(node)
    if not (handler and (name := _CALLED.match(handler)) and script.function(name[1]) is not None):
        return False
    effects, calls = script.running.clicked(node, handler)
    return not (effects.opened or effects.submitted or effects.written or calls)


def names(text: str) -> frozenset[str]:
    """Return the years and mandates that a text names.

    >>> sorted(names("2016-2018年")), sorted(names("第十七届人大")), sorted(names("二〇一八年"))
    (['2016', '2017', '2018'], ['十七届'], ['2018'])
    """
    found = {*YEAR.findall(text), *MANDATE.findall(text)}
    found |= {one.translate(_HAN_DIGITS) for one in _HAN_YEAR.findall(text)}
    for first, last in _SPAN.findall(text):
        found |= {str(year) for year in range(int(first), min(int(last), int(first) + 30) + 1)}
    return frozenset(found)


def in_attributes(rows: Sequence[LexborNode]) -> frozenset[str]:
    """Return the years by which a script may show and hide rows: in the classes and ids of the elements around them."""
    found: set[str] = set()
    for row in rows:
        above: LexborNode | None = row
        for _ in range(4):
            if above is None or above.tag in ("body", "html"):
                break
            for name, value in above.attributes.items():
                if name in ("id", "class") or name.startswith("data-"):
                    found |= set(YEAR.findall(value or ""))
            above = above.parent
    return frozenset(found)


def _drop_downs(region: Region) -> Iterator[Sign]:
    for node in region.nodes("input[min][max]"):
        first, last = (node.attributes.get(name) or "" for name in ("min", "max"))
        if YEAR.fullmatch(first) and YEAR.fullmatch(last) and 0 < int(last) - int(first) < _RANGE:
            every = frozenset(str(year) for year in range(int(first), int(last) + 1))
            mark = f"years {node.attributes.get('name')} {node.attributes.get('id')}"
            yield Sign(
                "part", f"its field for a year was not used: {first} to {last}", mark, named=every, most=True
            )
    for node in region.nodes("select, datalist"):
        shown = [fold(one.text(deep=True)) for one in node.css("option")]
        named = [one for one in shown if _NAMES.fullmatch(one) and names(one)]
        if len(set(named)) >= _FEW:
            every = frozenset().union(*map(names, named))
            why = f"its drop-down list was not used: {', '.join(named[:3])}"
            mark = f"select {node.attributes.get('name')} {','.join(named)}"
            yield Sign("part", why, mark, named=every, most=True)


def _around(node: LexborNode) -> LexborNode | None:
    """Return the element in which a name stands beside others of its kind."""
    around = node.parent
    while around is not None and around.tag in ("li", "a", "span", "td", "dd", "em", "b", "details"):
        around = around.parent
    return around
