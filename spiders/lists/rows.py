"""Decide which links of a list page are its rows, and read the totals that it declares in words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.base import Declared, ListPage
from spiders.lists.beside.lines import line_of
from spiders.lists.beside.row_titles import NO_ROW, is_row_of_cells, title_beside, titled, year_before
from spiders.lists.beside.same_row import above_link, between
from spiders.lists.beside.side_boxes import links_beside
from spiders.lists.links import (
    DATE,
    TODAY,
    Link,
    absolute,
    base_of,
    is_plain,
    scripted_target,
)
from spiders.lists.scripts.javascript import Script
from spiders.lists.titles import judge, names_column

_VARIES = re.compile(
    r"[\w-]*alternat\w*|\d+|odd|even|first|last|current|active|hover|\b(?:on|cur|show|hide|hidden)\b|[-_]"
)
ARTICLE = re.compile(r"\d{4,}|[0-9a-f]{16,}|[?&]\w{0,20}id=", re.I)
_STEP = re.compile(
    r"(返回)?上一?级目录|Parent ?Directory"
    r"|[\[【(（<＜「]{0,2}(首页|末页|尾页|[上下前后][一二三五十\d]{0,3}[页组屏]|第?\d{1,4}页?"
    r"|更多|more|附件|下载|附件下载|pdf|docx?|word|wps|ofd)[\]】)）>＞」]{0,2}|[<>«»‹›.…\[\]\s]{1,4}",
    re.I,
)
_PAGER_STEP = re.compile(
    r"[\[【(（<＜「]{0,2}(首页|末页|尾页|最后一?页|[上下前后][一\d]{0,3}[页组屏]|第?\d{1,3}页?)[\]】)）>＞」]{0,2}"
    r"|[<>«»‹›.…\[\]\s]{1,4}"
)
_DAY = re.compile(r"(?<!\d)\d{1,2}-\d{1,2}(?!\d)")
MAX_ROWS: Final = 3000
_SERIAL = re.compile(r"[0-9a-f]{8,}|\d+")
_SHORT = 4
_YEAR = re.compile(r"(?:19|20)\d\d\s?年?度?")
_DATED: Final = 3  # the worth of a date beside a link
_OF_ROWS: Final = 3  # links to one address
_LONG = 10  # characters; navigation entries are shorter

_ROWS = (
    re.compile(r"共\s?(?:有|计)?\s?(\d{1,6})\s?(?:条|篇|个?记录|项|则|个信息)"),
    re.compile(r"总\s?(?:记录|条|信息|件|数据)\s?数?(?:为|是)?\s?[:：]?\s?(\d{1,6})"),
    re.compile(r"(?<![\d/第])(\d{1,6})\s?条(?:记录|信息|数据|结果)"),
    re.compile(r"(?<!\d)(\d{1,6})\s?个内容"),
    re.compile(r"(?<!\d)(\d{1,6})\s?条(?=\s?(?:第|共|\d{1,4}/|$))"),
)
_PAGES = (
    re.compile(r"(?:共|总)\s?(?:有|计)?\s?(\d{1,5})\s?页"),
    re.compile(r"总\s?页\s?数?\s?[:：]?\s?(\d{1,5})"),
    re.compile(r"第?\s?\d{1,5}\s?页?\s?/\s?共?\s?(\d{1,5})\s?页"),
    re.compile(
        r"(?<![\d/.-])\d{1,4}\s?/\s?(\d{1,4})(?=[<«‹\s]{0,4}(?:首页|上一?页|前一?页|下一?页|后一?页))"
    ),
    re.compile(r"(?:页次|页码|当前页?)\s?[:：]?\s?第?\s?\d{1,5}\s?页?\s?/\s?共?\s?(\d{1,5})"),
)
# How many rows a page shows, or a step takes, is no total: 每页10条, 后10条, 16-30条, 显示20条记录, 15条/页.
_PER_PAGE = re.compile(
    r"\d{1,6}\s?[-~—–至到]\s?\d{1,6}\s?[条篇项则]|(?:每\s?页|最[新近]|[前后上下再])\s?(?:显示|展示|加载)?\s?[:：]?\s?\d{1,4}\s?[条篇项则](?:记录|信息|数据|结果)?"
    r"|(?:显示|展示|加载)\s?\d{1,4}\s?[条篇项则](?:记录|信息|数据|结果)?|\d{1,4}\s?[条篇项则](?:\s?/\s?页|每页(?!\s?[\d:：显]))"
)
_BARE = re.compile(r"^\s?\d{1,4}\s?/\s?(\d{1,4})\s?$")
# Each text that one of the patterns above matches has one of these.
_COUNTED = re.compile(r"[条篇记项则信件数页个/]")
_TOTAL_ROWS = re.compile(
    r"(?:m_n)?(?:total_?(?:records?|count|rows?|num(?:ber)?|size|items?)|records?_?(?:count|total)|row_?count|allrows?"
    r"|infocount|datacount)",
    re.I,
)
_TOTAL_PAGES = re.compile(
    r"(?:m_n)?(?:total_?pages?(?:nums?|count)?|(?:pages?|pg)_?(?:count|total|sum)|count_?pages?|maxpages?|allpages?)",
    re.I,
)


def rows_of(tree: LexborHTMLParser, url: str) -> list[LexborNode]:
    """Return the links that are a list's rows: of the groups of similarly placed links, the most list-like one.

    A row's link has a title longer than a navigation entry, a date beside it, an article's address, or one in the
    list's own folder.
    """
    groups: dict[str, list[tuple[int, LexborNode]]] = defaultdict(list)
    # 政府工作报告 may be a row or another column.
    columns: dict[str, list[tuple[str, LexborNode]]] = defaultdict(list)
    targets: dict[str, list[str]] = defaultdict(list)
    base = base_of(tree, url)
    folder = url[: url.rfind("/") + 1] if url.count("/") > 3 else ""
    beside = links_beside(tree)
    nodes = [node for node in tree.css("a")[:MAX_ROWS] if node.mem_id not in beside]
    repeated = Counter(node.attributes.get("href") for node in nodes)
    for node in nodes:
        title = max(node.text(deep=True), node.attributes.get("title") or "", key=len)
        if not title.strip():
            picture = node.css_first("img[alt]")
            title = (picture.attributes.get("alt") if picture else None) or title_beside(node) or ""
        title = "".join((titled(node, title.strip()) or title).split())
        if 2 <= len(title) <= _SHORT and (year := year_before(node)):
            title = f"{year}年{title}"
        if len(title) < 2 or _STEP.fullmatch(title):
            continue
        if len(title) <= _LONG and repeated[node.attributes.get("href")] >= _OF_ROWS:
            continue  # the name of the column in each row: [政府工作报告] 2021年…
        target = absolute(node.attributes.get("href"), base) or absolute(scripted_target(node), base)
        if target is None or target == url:
            continue
        dated, place, verdict = _dated(node), _place(node), judge(title)
        if names_column(title) and not dated:
            if ARTICLE.search(target) and _shape(target) != _shape(url):  # and no column beside this one
                columns[place].append((target, node))
            continue
        targets[place].append(target)
        worth = (
            _DATED * dated
            + 2 * (verdict in ("report", "doubt") or (title[:4].isdecimal() and verdict == "vague"))
            + (len(title) >= _LONG)
            + (len(title) >= 6 and bool(ARTICLE.search(target)))
            + 2 * (bool(folder) and target.startswith(folder) and len(title) >= 6)
        )
        groups[place].append((worth, node))
    best = max(groups.values(), key=_worth, default=[])
    if all(
        _is_year(node) for _, node in best
    ):  # 2021年 2020年 2019年: the years of the list, beside its rows
        further = [one for one in groups.values() if _worth(one) >= max(2, len(one)) and one is not best]
        best = max(further, key=_worth, default=best)
    worth = _worth(best)
    # One short title alone is a stray link.
    if worth < max(2, len(best)):
        # The section 大会报告 of a topic site may have one row, 政府工作报告.
        named = [one for group in columns.values() for one in group]
        return [node for target, node in named if folder and target.startswith(folder)]
    place = _place(best[0][1])
    rows = _once_a_row([node for _, node in best], base)
    others = [
        node for group in groups.values() if group is not best for worth, node in group if worth >= _DATED
    ]
    shapes = set(map(_shape, targets[place])) if columns[place] else set()
    return (
        rows + between(rows, others) + [node for target, node in columns[place] if _shape(target) in shapes]
    )


def targets_of(page: ListPage) -> set[str]:
    """Return the addresses to which the rows of a page lead."""
    base = base_of(page.tree, page.url)
    found = (absolute(node.attributes.get("href"), base) for node in rows_of(page.tree, page.url))
    return {one for one in found if one}


def is_step(link: Link) -> bool:
    """Return whether a link leads to another page of a list by its words: 上一页, 末页, a number."""
    return _PAGER_STEP.fullmatch("".join(link.text.split())) is not None


def _is_year(node: LexborNode) -> bool:
    """Return whether a link is nothing but a year, and leads to a folder or a page of that year, not to an article."""
    target = (node.attributes.get("href") or "").partition("?")[0]
    return _YEAR.fullmatch(node.text(deep=True).strip()) is not None and target.endswith("/")


def _worth(group: Sequence[tuple[int, LexborNode]]) -> int:
    """Return how list-like a group of links is."""
    return sum(worth for worth, _ in group)


def _once_a_row(rows: list[LexborNode], base: str) -> list[LexborNode]:
    """Return the links without those that lead where the one before leads, in the same row: its number, then 查看."""
    kept: list[LexborNode] = []
    before: tuple[str | None, int] | None = None
    for node in rows:
        row = next((one for one in above_link(node) if one.tag in ("tr", "li", "dl")), None)
        here = (absolute(node.attributes.get("href"), base), row.mem_id) if row is not None else None
        if here is None or here[0] is None or here != before:
            kept.append(node)
        before = here
    return kept


def are_alike(page: ListPage, shown: int, links: Sequence[Link]) -> bool:
    """Return whether links may be further rows of a page's list: one is in a folder of its rows, but for numbers.

    True if the page has not the number of rows that is `shown`: its scripts show others.
    """
    base = base_of(page.tree, page.url)
    targets = [absolute(node.attributes.get("href"), base) for node in rows_of(page.tree, page.url)]
    folders = {_shape(one).rpartition("/")[0] for one in targets if one}
    known = len(targets) == shown and folders and links
    return not known or any(_shape(link.url).rpartition("/")[0] in folders for link in links)


def _shape(target: str) -> str:
    return _SERIAL.sub("0", target)


def _place(node: LexborNode) -> str:
    """Describe where in the page a link is: the tags above it, and the classes of those that contain rows."""
    parts: list[str] = []
    above: LexborNode | None = node
    for step in range(14):
        if above is None or above.tag in ("html", "-undef"):
            break
        name = above.attributes.get("class") if step > 1 else None
        parts.append(f"{above.tag}.{_VARIES.sub('', name).strip() if name else ''}")
        above = above.parent
    # Beside rows that end with <br>, links side by side are a menu or a pager.
    line = line_of(node)
    kind = "" if line is None or not line.one_of_several else ">line" if line.alone else ">beside"
    return ">".join(parts) + kind


def _dated(node: LexborNode) -> bool:
    if (line := line_of(node)) is not None:
        text = TODAY.sub("", line.text)
        return line.alone and bool(DATE.search(text) or _DAY.search(text))
    row = node.parent
    for _ in range(3):
        if row is None or (row.tag in NO_ROW and not is_row_of_cells(row, node)):
            return False
        text = row.text(deep=True)
        if len(text) > 300:
            return False
        text = TODAY.sub("", text)
        if DATE.search(text) or _DAY.search(text):
            return True
        row = row.parent
    return False


def declared(tree: LexborHTMLParser, script: Script) -> Declared:
    """Read the totals of the list, in words beside its pager or in variables of its scripts."""
    found = Declared()
    seen = 0
    for node in tree.css(
        "body, main, section, article, center, div, span, p, td, li, em, b, label, font, i, strong, a, dd, nav, form"
    ):
        seen += 1
        if seen > 6000:
            break
        text = _shown(node)
        if not any(map(str.isdigit, text)):
            continue
        # In an element with rows, 共4页 may be beside them in no element of its own.
        if len(text) > 160 or DATE.search(text):
            text = _direct(node)
        if len(text) > 240 or not any(map(str.isdigit, text)):
            continue
        text = " ".join(unicodedata.normalize("NFKC", text).split())
        if len(text) > 160 or not _COUNTED.search(text) or DATE.search(text):
            continue
        totals = _PER_PAGE.sub(" ", text)
        rows = next((int(m[1]) for p in _ROWS if (m := p.search(totals)) and _is_pager(text)), None)
        pages = next((int(m[1]) for p in _PAGES if (m := p.search(text)) and _is_pager(text)), None)
        if pages is None and (match := _BARE.match(text)):
            pages = int(match[1])
        found = found | Declared(rows, pages)
        if found.rows is not None and found.pages is not None:
            break
    return found | of_variables(script.variables)


def _direct(node: LexborNode) -> str:
    """Return the text that is in an element itself, not in another element within it."""
    return " ".join(one.text_content or "" for one in node.iter(include_text=True) if one.tag == "-text")


def _shown(node: LexborNode) -> str:
    """Return the text of an element without the code of scripts in it."""
    if is_plain(node) or node.css_first("script, style") is None:
        return node.text(deep=True, separator=" ")
    parts = [child.text_content or "" if child.tag == "-text" else _shown(child)
             for child in node.iter(include_text=True) if child.tag not in ("script", "style")]  # fmt: skip
    return " ".join(parts)


def _is_pager(text: str) -> bool:
    """Return whether a short text is a pager's: little is left without the usual words of pagers."""
    rest = re.sub(
        r"共|有|计|总|记录|条|篇|项|则|页|数|第|当前|为|信息|数据|首|末|尾|上|下|前|后|一|转到|跳转|到|至|每|显示|确定|去|次|码|GO"
        r"|[\d\W_]|个|本栏目|本|栏目|查询|结果|找到|您|搜索|以|下|合|相关|文章|内容|列表|ページ",
        "", text, flags=re.I,
    )  # fmt: skip
    return len(rest) <= 4


def of_variables(values: dict[str, object]) -> Declared:
    """Read the totals from variables of scripts or settings of a widget: `countPage`, `totalPageNums`."""
    rows = pages = None
    for name, value in values.items():
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if not isinstance(number, int) or isinstance(number, bool) or number > 999_999:
            continue
        name = name.lstrip("_$")
        if _TOTAL_PAGES.fullmatch(name):
            pages = number if pages is None else pages
        elif _TOTAL_ROWS.fullmatch(name):
            rows = number if rows is None else rows
    return Declared(rows, pages)
