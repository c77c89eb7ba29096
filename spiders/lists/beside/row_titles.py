"""The title of a row whose link does not say it, but is called 查看 or shows an index number: it is beside the link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from parsers.text.han import HAN
from spiders.lists.titles import is_cut, judge, names_part

OPENS_ROW = re.compile(
    r"[\[【(（]?(点击)?(查看|阅读|浏览|打开|进入|详细|详情|下载)(详情|全文|原文|内容|正文|详细|信息|附件|文件)?[\]】)）>»]{0,3}"
    r"|[\[【(（]?(pdf|docx?|word|wps|ofd|view|detail)[\]】)）>»]{0,3}",
    re.I,
)
# What a link shows instead of its title: an index number 000014349/2019-00001, a document's 云政发〔2020〕1号, a date.
_NUMBER = re.compile(
    r"(?=.*\d)[\w()（）\[\]【】〔〕/\\.,:：*+＋—–-]{5,60}|(索引号|文号|编号|序号)?[:：]?[\w/〔〕()（）\[\]【】-]{0,20}"
    r"[〔\[（(【［]?(19|20)\d\d[〕\])）】］]?年?(第)?\d{1,4}号"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")
_REPORT = re.compile(
    r"(政府)?(工作)?报告(全文|原文|正文|文本|内容)?|(报告)?(全文|原文|正文|文本)"
)  # a column's heading
_SERIAL = re.compile(r"\d{1,4}[.、]?")
_HAN = re.compile(HAN)
_OFFICE = re.compile(
    r"(局|委|委员会|办公室|政府办|[区县市旗]政府|人民政府|中心|集团|公司|[镇乡]|街道|办事处|大队|所|院|部|厅|处|科)$"
)
_NAMED = re.compile(rf"{HAN}{{4}}")
_HEADING = re.compile(
    r"(信息|文件|公开|内容)?(名称|标题|题名|主题)|(文章|信息|文件|公文)?标题(名称)?|事项名称|名\s*称"
)
_LABEL = re.compile(r"^(信息|文件|公开|文章)?(名\s*称|标题|题名)\s*[:：]\s*")
# Parts of a page that are no row.
NO_ROW = frozenset(("ul", "ol", "table", "tbody", "body", "html", "nav", "main"))
_FILES: Final = frozenset(("附件", "附件下载", "原文件"))
_MAX_ROW: Final = 300  # characters
_MAX_CELLS: Final = 2000  # characters of a row of a table whose heading names the titles' column
_CELLS: Final = 8  # of an entry that is a list of its own
_MAX_CAPTION: Final = 60  # characters


def says_nothing(words: str) -> bool:
    """Return whether the words of a link say nothing of its document: 查看, an index number, a date.

    >>> [says_nothing(words) for words in ("查看", "11430000/2019-00012", "2019年政府工作报告", "2016-2020", "12")]
    [True, True, False, False, False]
    """
    words = "".join(words.split())
    if OPENS_ROW.fullmatch(words):
        return True
    if names_part(words):
        return False
    # A number with Chinese characters only as the number of a document.
    return _NUMBER.fullmatch(words) is not None and (not _HAN.search(words) or words.endswith("号"))


def title_beside(node: LexborNode) -> str | None:
    """Return the title in the row of a link or button that says nothing itself; None if the row has other links.

    In a table, the cell in the column that the heading calls 名称 or 标题; in one of years, the year and what the
    heading of the link's own column calls it: 2024年 | 第三次会议 | 报告全文.
    """
    if named := _of_year(node):
        return named
    for row in _rows(node):
        if named := _title_in(row) or _title_below(row):
            return _LABEL.sub("", named)
    return None


def titled(node: LexborNode, words: str) -> str | None:
    """Return the title beside a link whose words say nothing or are only a serial number in a table; else None."""
    if says_nothing(words):
        return title_beside(node)
    if _SERIAL.fullmatch(words):
        row = next((one for one in _rows(node) if one.tag == "tr"), None)
        cells = row.css("td, th") if row is not None else []
        # The numbers of a pager stand in cells, too, but beside no title.
        named = _title_in(row) if row is not None and len(cells) > 2 else None
        return named if named and judge(named) != "no" else None
    return None


def _rows(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around a link, from within, up to its row: that none of their other links names."""
    row = node.parent
    for _ in range(4):
        if row is None or (row.tag in NO_ROW and not is_row_of_cells(row, node)):
            return
        if len(row.text(deep=True)) > (_MAX_CELLS if row.tag == "tr" else _MAX_ROW) or not _is_alone(
            row, node
        ):
            return
        yield row
        row = row.parent


def is_row_of_cells(node: LexborNode, link: LexborNode) -> bool:
    """Return whether a list is one row, its entries the cells: `<ul><li>01</li><li>title</li><li>date</li></ul>`."""
    if node.tag not in ("ul", "ol") or node.parent is None:
        return False
    cells = 0
    for _ in node.iter():
        cells += 1
        if cells > _CELLS:
            return False
    return cells > 1 and _is_alone(node, link) and len(node.text(deep=True)) <= _MAX_ROW


def _is_alone(row: LexborNode, node: LexborNode) -> bool:
    """Return whether no other link or button of a row says where it leads, and none before this one leads elsewhere.

    So of 查看 and 下载, the first has the row's title.
    """
    own, here = _target(node), False
    for one in row.css("a[href], [onclick], button"):
        here = here or one.mem_id == node.mem_id
        words = "".join(one.text(deep=True).split())
        if _target(one) != own and not (here and (says_nothing(words) or words in _FILES)):
            return False
    return True


def _target(node: LexborNode) -> str | int:
    return node.attributes.get("href") or node.mem_id


def _title_in(row: LexborNode) -> str | None:
    if row.tag == "tr":
        cells = row.css("td, th")
        at = _named_column(row, len(cells))
        if at is not None and (words := _whole(cells[at])) and not says_nothing(words):
            return words
        if len(row.text(deep=True)) > _MAX_ROW:
            return None
    parts = [_whole(one) if one.tag in ("td", "th") else _own(one) for one in row.css("*")]
    named = [one for one in parts if _NAMED.search(one) and not says_nothing(one)]
    reports = [one for one in named if judge(one) in ("report", "doubt")]
    titles = reports or [one for one in named if not _OFFICE.search(one)] or named
    return max(titles, key=len) if titles else None


def _title_below(row: LexborNode) -> str | None:
    """Return the title in the next row of a table: `<tr><td>名称</td><td>…</td></tr>` of an entry with several rows."""
    below = row.next if row.tag == "tr" else None
    while below is not None and below.tag == "-text":
        below = below.next
    if below is None or below.tag != "tr" or below.css_first("a[href]") is not None:
        return None
    cells = [_whole(one) for one in below.css("td, th")]
    at = next((i for i, one in enumerate(cells) if _HEADING.fullmatch(one.rstrip(":： "))), None)
    return cells[at + 1] if at is not None and at + 1 < len(cells) else None


def _whole(cell: LexborNode) -> str:
    """Return the words of a cell, or the whole title that an attribute has where they are cut."""
    words = " ".join(cell.text(deep=True).split())
    given = next(
        (
            one.attributes.get("title") or ""
            for one in (cell, *cell.css("[title]"))
            if one.attributes.get("title")
        ),
        "",
    )
    given = " ".join(given.split())
    return (
        given if given and not says_nothing(given) and (is_cut(words) or len(given) >= len(words)) else words
    )


def _own(node: LexborNode) -> str:
    words, given = (
        " ".join((one or "").split()) for one in (node.text(deep=False), node.attributes.get("title"))
    )
    return (
        given if given and not says_nothing(given) and (is_cut(words) or len(given) > len(words)) else words
    )


def _of_year(node: LexborNode) -> str | None:
    """Return the title of a document in a table of years, by the year of its row and the heading of its column."""
    cell: LexborNode | None = node.parent
    while cell is not None and cell.tag in ("span", "p", "div", "b", "strong"):
        cell = cell.parent
    row = cell.parent if cell is not None and cell.tag in ("td", "th") else None
    headings = _headings(row) if row is not None and row.tag == "tr" else []
    if row is None or cell is None or not headings:
        return None
    cells = row.css("td, th")
    at = next((n for n, one in enumerate(cells) if one.mem_id == cell.mem_id), -1)
    year = next(
        (found for one in cells if (found := _YEAR.fullmatch("".join(one.text(deep=True).split())))), None
    )
    if len(cells) != len(headings) or at < 0 or year is None or not _REPORT.fullmatch(headings[at]):
        return None
    return f"{year[1]}年{'政府工作报告' if _is_of_reports(row) else headings[at]}"


def _is_of_reports(row: LexborNode) -> bool:
    """Return whether the words above a row's table name the reports of the government: 历年政府工作报告一览表."""
    table: LexborNode | None = row
    while table is not None and table.tag != "table":
        table = table.parent
    caption = table.css_first("caption") if table is not None else None
    above = table.prev if table is not None else None
    while above is not None and above.tag in ("-text", "-comment"):
        above = above.prev
    words = "".join(one.text(deep=True) for one in (caption, above) if one is not None)
    return "政府工作报告" in words and len(words) <= _MAX_CAPTION


def _named_column(row: LexborNode, cells: int) -> int | None:
    """Return which cell of a row has the title, by the heading of its table."""
    names = _headings(row)
    if len(names) != cells:
        return None
    return next((at for at, name in enumerate(names) if _HEADING.fullmatch(name)), None)


def _headings(row: LexborNode) -> list[str]:
    """Return the headings of the columns of a row's table; none for the row of the headings itself."""
    table: LexborNode | None = row
    while table is not None and table.tag != "table":
        table = table.parent
    first = table.css_first("tr") if table is not None else None
    headings = first.css("th, td") if first is not None and first.mem_id != row.mem_id else []
    return ["".join(one.text(deep=True).split()) for one in headings]


def year_before(node: LexborNode) -> str | None:
    """Return the year that the row of a short link names before it: `2024年 | 全文 | 解读`."""
    row = node.parent
    for _ in range(3):
        if row is None or row.tag in ("ul", "ol", "table", "tbody", "body", "html", "div"):
            return None
        text = row.text(deep=True)
        if len(text) > _MAX_ROW:
            return None
        if match := re.match(r"\s*((?:19|20)\d\d)\s*年度?\s*(?![\d月-])", text):
            return match[1]
        row = row.parent
    return None


def part_beside(node: LexborNode) -> str | None:
    """Return the year or mandate beside a picture that opens it: `▶ 2024年`; None if its row says anything else."""
    row = node.parent
    for _ in range(3):
        if row is None or row.tag in NO_ROW:
            return None
        if words := "".join(row.text(deep=True).split()):
            return words if names_part(words) else None
        row = row.parent
    return None
