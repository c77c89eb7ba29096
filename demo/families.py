"""The demo's publishing systems: addresses, lists and articles of each.

Modelled on what is publicly known of TRS WCM, Hanweb jcms, the system of 沙河口 and Guangdong's
provincial platform; no code or text here is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs, urlsplit

from demo import markup
from demo.districts import COLUMNS, Column, District, Document
from demo.pages import SHARE, View, metas, position, rows, shell

SLUGS: Mapping[Column, str] = {"reports": "zfgzbg", "livelihood": "msss", "news": "ywdt"}
Pages = Iterator[tuple[str, str]]  # path and page


@dataclass(frozen=True, slots=True)
class Family:
    """One system. `address` and `column` give paths, `lists` and `article` pages."""

    address: Callable[[District, Document], str]
    column: Callable[[District, Column], str]
    lists: Callable[[View, Column], Pages]
    article: Callable[[View, Document, str], str]
    hand: Callable[[str, bool], str]
    file: Callable[[District, Document], str]  # path of an attached PDF
    content_type: str  # as the server says it
    server: str


def _number(district: District, column: Column) -> int:
    return int(district.code) % 1000 * 10 + list(COLUMNS).index(column) + 1


def _chunks(view: View, column: Column) -> list[list[Document]]:
    shown, size = view.column(column), view.district.per_page
    return [shown[at : at + size] for at in range(0, len(shown), size)] or [[]]


def _list(view: View, column: Column, documents: Sequence[Document], pager: str) -> str:
    shown = f'<ul class="rows">\n{rows(view, documents)}\n</ul>\n<div class="pager">{pager}</div>'
    return shell(view, COLUMNS[column], position(view, column) + shown)


def _page_links(names: Sequence[str], number: int) -> str:
    """Return 首页 上一页 下一页 尾页 as links, `names` being the addresses of the pages in order."""
    wanted = (("首页", 0), ("上一页", number - 1), ("下一页", number + 1), ("尾页", len(names) - 1))
    return "".join(
        f'<a href="{escape(names[to])}">{label}</a>'
        if 0 <= to < len(names) and to != number
        else f"<span>{label}</span>"
        for label, to in wanted
    )


# -- TRS: a directory for each column, dated addresses, createPageHTML --


# The call that follows counts pages from 0, and page 2 is index_1.
PAGER = """function createPageHTML(total, current, name, suffix) {
  for (var n = 0; n < total; n++) {
    var text = '第' + (n + 1) + '页', file = n ? name + '_' + n + '.' + suffix : './';
    document.write(n == current ? '<span>' + text + '</span>' : '<a href="' + file + '">' + text + '</a>');
  }
}"""


def _trs_column(_: District, column: Column) -> str:
    return f"/zwgk/fdzdgknr/{SLUGS[column]}/" if column != "news" else "/xwzx/ywdt/"


def _trs_address(district: District, document: Document) -> str:
    day = document.stamp or document.published
    return f"{_trs_column(district, document.column)}{day:%Y%m}/t{day:%Y%m%d}_{document.number}.html"


def _trs_lists(view: View, column: Column) -> Pages:
    chunks, base = _chunks(view, column), view.column_address(column)
    for number, chunk in enumerate(chunks):
        call = f'createPageHTML({len(chunks)}, {number}, "index", "html");'
        pager = f"<script>\n//WCM置标\n{PAGER}\n{call}\n</script>"
        yield base if number == 0 else f"{base}index_{number}.html", _list(view, column, chunk, pager)


def _trs_article(view: View, document: Document, body: str) -> str:
    bar = (
        f'<div class="bar"><span>发布时间：{document.published}</span>　'
        f"<span>来源：{document.source}</span>　<span>浏览次数：{view.count(document.number, 17)}</span>　"
        "<span>字体：[ <a>大</a> <a>中</a> <a>小</a> ]</span>　"
        "<span>【<a>打印</a>】【<a>关闭</a>】</span></div>"
    )
    main = (
        f"{position(view, document.column, last='正文')}<h1>{escape(document.title)}</h1>\n{bar}\n"
        f'<div class="con"><div class="view TRS_UEDITOR trs_paper_default trs_word">\n{body}\n</div></div>\n'
        f'{SHARE}\n<div class="tools">扫一扫在手机打开当前页</div>'
    )
    return shell(view, document.title, main, metas(view, document))


# -- Hanweb: records in a data store, dataproxy.jsp for the further ones --


PROXY = "/module/web/jpage/dataproxy.jsp"
# Draws the records of the store, and requests those of another page from the proxy.
JPAGE = """
function $(id) {
  var box = document.querySelector('[id="' + id.slice(1) + '"]');
  return {jpage: function (o) {
    function draw(xml, current) {
      var store = new DOMParser().parseFromString(xml.trim(), 'text/xml');
      box.querySelector('ul').innerHTML = Array.from(store.querySelectorAll('record'),
        function (record) { return record.textContent; }).join('');
      box.querySelector('.pager').innerHTML = '共' + o.totalRecord + '条　第' + current + '/' + o.totalPage + '页　' +
        '<a href="javascript:void(0)">' + (current < o.totalPage ? '下一页' : '首页') + '</a>';
      box.querySelector('.pager a').onclick = function () {
        var n = current < o.totalPage ? current + 1 : 1, first = (n - 1) * o.perPage + 1;
        fetch(o.proxyUrl + '?columnid=' + o.columnid + '&unitid=' + o.unitid + '&webid=' + o.webid +
          '&startrecord=' + first + '&endrecord=' + (first + o.perPage - 1)).then(
          function (answer) { return answer.text(); }).then(function (text) { draw(text, n); });
      };
    }
    draw(document.getElementById('s' + o.unitid).text, 1);
  }};
}
"""


def _hanweb_column(district: District, column: Column) -> str:
    return f"/col/col{_number(district, column)}/index.html"


def _hanweb_address(district: District, document: Document) -> str:
    day = document.published
    folder = f"/art/{day.year}/{day.month}/{day.day}"
    return f"{folder}/art_{_number(district, document.column)}_{document.number}.html"


def _records(view: View, documents: Sequence[Document]) -> str:
    return "\n".join(f"<record><![CDATA[\n{rows(view, [document])}\n]]></record>" for document in documents)


def _hanweb_lists(view: View, column: Column) -> Pages:
    shown, size, number = view.column(column), view.district.per_page, _number(view.district, column)
    unit = number + 30000
    ids = f"columnid={number}&unitid={unit}"
    proxy = f"{PROXY}?page=1&webid=1&path=/&{ids}&permissiontype=0"
    store = (
        f'<datastore>\n<nextgroup><![CDATA[<a href="{proxy}"></a>]]></nextgroup>\n'
        f"<recordset>\n{_records(view, shown[:size])}\n</recordset>\n</datastore>"
    )
    total = -(-len(shown) // size)
    script = (
        f"$('#{unit}').jpage({{startrecord:1,webid:1,unitid:{unit},columnid:{number},perPage:{size},"
        f"totalRecord:{len(shown)},totalPage:{total},proxyUrl:'{PROXY}'}});"
    )
    main = (
        f'{position(view, column)}<div id="{unit}" class="default_pgContainer">'
        f'<ul class="rows"></ul><div class="pager"></div></div>\n'
        f'<script type="text/xml" id="s{unit}">{store}</script>\n<script>{JPAGE}{script}</script>'
    )
    yield view.column_address(column), shell(view, COLUMNS[column], main)


def dataproxy(view: View, query: str) -> str | None:
    """Return the response of a Hanweb site's dataproxy.jsp: records `startrecord` to `endrecord`, or page `page`."""
    values = {name: value[-1] for name, value in parse_qs(query).items()}
    number, first, last, page, size = (
        int(value) if re.fullmatch(r"[0-9]{1,9}", value := values.get(name, "")) else 0
        for name in ("columnid", "startrecord", "endrecord", "page", "perpage")
    )
    column = next((column for column in COLUMNS if _number(view.district, column) == number), None)
    if column is None:
        return None
    size = size or view.district.per_page
    first = first or (max(page, 1) - 1) * size + 1
    shown = view.column(column)
    records = _records(view, shown[first - 1 : last or first + size - 1])
    return (
        f"<datastore><totalrecord>{len(shown)}</totalrecord><totalpage>{-(-len(shown) // size)}</totalpage>"
        f"<recordset>\n{records}\n</recordset></datastore>"
    )


def _hanweb_article(view: View, document: Document, body: str) -> str:
    number = _number(view.district, document.column)
    bar = (
        f'<div class="bar"><table><tr><td>发布日期：{document.published}</td><td>信息来源：'
        f"<!--<$[信息来源]>begin-->{document.source}<!--<$[信息来源]>end--></td>"
        f"<td>浏览次数：{view.count(document.number, 9)}</td><td>字号：[ 大 中 小 ]</td></tr></table></div>"
        f'<script>var i_columnid="{number}"; var i_articleid="{document.number}";</script>'
    )
    main = (
        f'{position(view, document.column)}<h1>{escape(document.title)}</h1>\n{bar}\n<div class="con">'
        '<table style="font-size:inherit;line-height:inherit"><tr><td class="bt_content"><div id="zoom">'
        f'<!--ZJEG_RSS.content.begin--><meta name="ContentStart"/>\n{body}\n<meta name="ContentEnd"/>'
        "<!--ZJEG_RSS.content.end--></div></td></tr></table></div>\n"
        f'<div class="tools">【打印本页】【关闭窗口】</div>\n{SHARE}'
    )
    return shell(view, document.title, main, metas(view, document))


# -- the system of 沙河口: detail?id=, lists with pageNo --


def _detail_column(district: District, column: Column) -> str:
    cid = f"{_number(district, column):08x}{district.code}{'0' * 18}"
    return f"/web/{district.id[:3]}/information/list?cid={cid}"


def _detail_address(district: District, document: Document) -> str:
    return f"/web/{district.id[:3]}/information/detail?id={document.hex}"


def _detail_lists(view: View, column: Column) -> Pages:
    chunks, base = _chunks(view, column), view.column_address(column)
    names = [base, *(f"{base}&pageNo={number}" for number in range(2, len(chunks) + 1))]
    for number, chunk in enumerate(chunks):
        declared = f"共{len(view.column(column))}条　第{number + 1}/{len(chunks)}页　"
        yield names[number], _list(view, column, chunk, declared + _page_links(names, number))


def _detail_article(view: View, document: Document, body: str) -> str:
    gap = "&nbsp;" * 9
    main = (
        f"{position(view, document.column, '&gt;&gt;', '详细')}"
        f'<div class="bt">{escape(document.title)}</div>\n'
        f'<div class="bar">发布日期：{document.published}{gap}来源：{document.source}{gap}'
        '<a href="javascript:window.close()">【关闭】</a></div>\n'
        f'<div class="con detail_con">\n{body}\n</div>'
        f'<div class="tools">访问次数：{view.count(document.number, 5)}</div>'
    )
    return shell(view, document.title, main, metas(view, document))


# -- Guangdong's platform: content/post_N.html, absolute links, index_2.html --


def _post_column(district: District, column: Column) -> str:
    return f"/{district.id}/{'zwgk/' if column != 'news' else ''}{SLUGS[column]}/"


def _post_address(district: District, document: Document) -> str:
    return f"{_post_column(district, document.column)}content/post_{document.number}.html"


def _post_lists(view: View, column: Column) -> Pages:
    chunks, base = _chunks(view, column), view.column_address(column)
    names = [base, *(f"{base}index_{number}.html" for number in range(2, len(chunks) + 1))]
    for number, chunk in enumerate(chunks):
        declared = f"<span>共 {len(view.column(column))} 条</span> "
        yield urlsplit(names[number]).path, _list(view, column, chunk, declared + _page_links(names, number))


def _post_article(view: View, document: Document, body: str) -> str:
    bar = (
        f'<div class="bar">发布日期：{document.published}&nbsp;&nbsp;来源：{document.source}'
        f"&nbsp;&nbsp;【打印】【字体:<a>大</a> <a>中</a> <a>小</a>】"
        f"&nbsp;浏览次数:{view.count(document.number, 31)}</div>"
    )
    main = (
        f"{position(view, document.column)}<h1>{escape(document.title)}</h1>\n{bar}\n"
        f'<div class="con article-content"><div class="news_cont_d_wrap">\n{body}\n</div></div>\n'
        f'<div class="tools">打印 / 纠错</div>\n{SHARE}\n<div class="tools">扫一扫在手机打开当前页</div>'
    )
    return shell(view, document.title, main, metas(view, document))


FAMILIES: Mapping[str, Family] = {
    "trs": Family(
        _trs_address, _trs_column, _trs_lists, _trs_article, markup.word,
        lambda district, document: _trs_address(district, document).rpartition("/")[0]
        + f"/P0{document.published:%Y%m%d}{document.number:09d}.pdf",
        "text/html", "Apache",
    ),
    "hanweb": Family(
        _hanweb_address, _hanweb_column, _hanweb_lists, _hanweb_article, markup.plain,
        lambda district, document: f"/module/download/downfile.jsp?classid=0&filename={document.hex}.pdf",
        "text/html; charset=utf-8", "nginx",
    ),
    "shahekou": Family(
        _detail_address, _detail_column, _detail_lists, _detail_article, markup.breaks,
        lambda district, document: f"/web/{district.id[:3]}/file/download?name={document.hex}.pdf",
        "text/html;charset=GBK", "Apache-Coyote/1.1",
    ),
    "guangdong": Family(
        _post_address, _post_column, _post_lists, _post_article, markup.plain,
        lambda district, document: f"/attachment/0/{document.number // 1000}/{document.number}.pdf",
        "text/html", "*********",
    ),
}  # fmt: skip
