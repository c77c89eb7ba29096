"""Hanweb jcms: the column page embeds its first records, dataproxy.jsp returns the others; also JPaaS.

On sites with encrypted ids, deep pages are empty (54 bytes, study of 2026): only the embedded records are dependable,
and an empty answer ends the list.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Final
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

from parsers.text import han
from parsers.text.han import HAN
from spiders.families.family import Family, sign
from spiders.families.guangdong import as_object
from spiders.lists import reader
from spiders.lists.account import USUAL_SIZES
from spiders.lists.base import Declared, Listing, ListPage, with_query
from spiders.lists.interfaces.formats import code_records
from spiders.lists.interfaces.records import links_of
from spiders.lists.links import Link, anchors

_ARTICLE = re.compile(r"/art/\d{4}/(\d{1,2}/\d{1,2}/)?art_[0-9a-f]+(_\d+)?\.html$")
_RECORD = re.compile(r"<record>(.{0,4000}?)</record>", re.S)
_BEGUN = re.compile(r"<record>")
_TAGS = re.compile(r"<[^<>]{1,500}>")
_SAYS: Final = 4  # characters of Chinese in a record with a title
_CALL = re.compile(r"\.jpage\(\s{0,4}\{([^{}]{1,1000})\}")
_SETTING = re.compile(r"(\w{1,40})[\"']?\s{0,4}:\s{0,4}[\"']?([\w./-]{1,100})")
_PROXY = re.compile(r"[\w./-]{0,100}dataproxy\.jsp\?[\w./=&;-]{1,600}")
_GROUP_NAMED = re.compile(r"<nextgroup>(.{0,900}?)</nextgroup>", re.I | re.S)
_ADDRESS = re.compile(
    r"""\shref=["']([^"']{5,600})["']|([\w./-]{0,100}dataproxy\.jsp\?[^\s"'<>\]]{1,600})""", re.I
)
_GROUP = re.compile(r"(?:^|&)page=(\d{1,6})(?:&|$)")
_TOTAL = re.compile(
    r"<totalrecord>(\d{1,7})</totalrecord>|totalRecord[\"']?\s{0,4}[:=]\s{0,4}[\"']?(\d{1,7})", re.I
)


def _records(text: str, url: str) -> tuple[int, list[Link], int]:
    """Return the number of records in a data store, their links, and how many records with a title have none.

    Older stores have code instead of markup. A record that is too long, or is cut off, has none either.
    """
    records = [record.replace("<![CDATA[", "").replace("]]>", "") for record in _RECORD.findall(text)]
    records = [html.unescape(one) if one.lstrip().startswith("&lt;") else one for one in records]
    broken = len(_BEGUN.findall(text)) - len(records)
    for markup in (str, code_records.markup):
        found = [anchors(markup(record), url) for record in records]
        if links := [link for one in found for link in one]:
            lost = sum(not one and _says(record) for one, record in zip(found, records, strict=True))
            return len(records) + broken, links, lost + broken
    links = links_of([code_records.values(record) for record in records], url)
    lost = sum(map(_says, records)) - len(links) if records else 0
    return len(records) + broken, links, max(0, lost) + broken


def _says(record: str) -> bool:
    """Return whether a record has words: one without may only draw a line."""
    return han.count(_TAGS.sub("", record)) >= _SAYS


def read_hanweb(page: ListPage) -> Listing:
    """Read a column page (the embedded store, then the proxy from the next record on) or an answer of the proxy."""
    total_match = _TOTAL.search(page.text)
    total = int(total_match[1] or total_match[2]) if total_match else None
    count, links, lost = _records(page.text, page.start)
    unread = None if links or not count else f"the {count} records in its data store are not understood"
    left = f"{lost} of {count} records in its data store are not understood" if lost and links else None
    group, unknown = _next_group(page.text, page.url)
    if "dataproxy.jsp" in urlsplit(page.url).path:
        read = Listing(tuple(links), declared=Declared(total, None), shown=count, unread=unread, lost=left)
        if group:
            return replace(read, next_url=group)
        if _GROUP.search(urlsplit(page.url).query) and not re.search(r"startrecord=", page.url):
            return replace(read, more=unknown)  # the last group
        first = int((re.search(r"startrecord=(\d{1,7})", page.url) or ("", "1"))[1])
        size = int((re.search(r"perpage=(\d{1,7})", page.url) or ("", str(count)))[1])
        last = first + size - 1
        more = count >= size > 0 and (total is None or last < total)
        following = _from_record(page.url, last + 1, size) if more else None
        return replace(read, next_url=following)
    if not count:
        called = _called(page)
        return Listing(tuple(page.links), called, rows=False) if called else reader.read(page)
    proxy = _PROXY.search(html.unescape(page.text))
    more = proxy is not None and (total is None or count < total)
    following = _from_record(urljoin(page.url, proxy[0]), count + 1, count) if proxy and more else None
    following = group or following
    whole = total is not None and count >= total
    return Listing(
        tuple(links), following, declared=Declared(total, None), shown=count, unread=unread, lost=left,
        more=None if following or whole else unknown,
    )  # fmt: skip


def _next_group(text: str, url: str) -> tuple[str | None, str | None]:
    """Return the address of the next group of records, if the store names it by its number, from 2 on; or else that
    it names something that is not understood.

    Number 1 stands in stores whose script counts records: it adds `startrecord` and `endrecord`.
    """
    named = _GROUP_NAMED.search(html.unescape(text))
    words = " ".join(re.sub(r"<!\[CDATA\[|\]\]>", "", named[1]).split()) if named else ""
    match = _ADDRESS.search(words)
    address = (match[1] or match[2]) if match else ""
    number = _GROUP.search(urlsplit(address).query)
    if number:
        return (urljoin(url, address) if int(number[1]) > 1 else None), None
    if not re.search(r"\w", address or _TAGS.sub("", words)):
        return None, None
    return None, f"its data store names a next group that is not understood: {words[:120]}"


def _called(page: ListPage) -> str | None:
    """Return the proxy's address for the first records, if the page only calls `jpage({…})` to load them."""
    call = _CALL.search(page.text)
    settings = {key.lower(): value for key, value in _SETTING.findall(call[1])} if call else {}
    if not (settings.get("proxyurl") and settings.get("columnid") and settings.get("unitid")):
        return None
    query = {"col": "1", "webid": settings.get("webid", "1"), "path": settings.get("path", "/")}
    query |= {"columnid": settings["columnid"], "unitid": settings["unitid"]}
    query |= {"sourceContentType": "1", "permissiontype": "0"}
    size = int(settings.get("perpage", "15")) if settings.get("perpage", "15").isdecimal() else 15
    return _from_record(f"{urljoin(page.url, settings['proxyurl'])}?{urlencode(query)}", 1, size)


def _from_record(proxy: str, first: int, size: int) -> str:
    """Return the proxy's address for `size` records from number `first` on (from 1)."""
    base = urlunsplit(
        (*urlsplit(proxy)[:3], re.sub(r"(^|&)page=\d*", "", urlsplit(proxy).query).strip("&"), "")
    )
    return with_query(base, startrecord=str(first), endrecord=str(first + size - 1), perpage=str(size))


HANWEB = Family(
    "hanweb",
    _ARTICLE,
    read_hanweb,
    signs=(
        sign(r"<datastore>|dataproxy\.jsp", 4, "an embedded <datastore> with dataproxy.jsp"),
        sign(
            r"/art/\d{4}/(\d{1,2}/\d{1,2}/)?art_[0-9a-f]+",
            4,
            "article addresses like /art/2021/1/28/art_1_2.html",
        ),
        sign(r"/col/col\d+/index\.html", 3, "column addresses like /col/col11213/index.html"),
        sign(r"ZJEG_RSS|i_columnid", 2, "Hanweb's comments or i_columnid"),
    ),
    owns=re.compile(r"<datastore>|dataproxy\.jsp", re.I),
)


# -- JPaaS --

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_QUERY_DATA = re.compile(r"querydata\s{0,4}=\s{0,4}\"(\{[^\"{}]{10,1000}\})\"", re.I)
_ROW = re.compile(
    rf"<(?:li|tr|dd|a)\b[^<>]{{0,300}}>\s{{0,20}}(?:<[^<>]{{0,300}}>\s{{0,20}}){{0,5}}[^<>]{{0,20}}{HAN}{{6}}"
)
PAGE_SIZE = 50


def read_jpaas(page: ListPage) -> Listing:
    """Read a column page (its links and the parameters of the interface) or an answer of it (HTML in JSON)."""
    if _UNIT in page.url:
        data = as_object(page.text).get("data")
        fragment = str(data.get("html") or "") if isinstance(data, dict) else ""
        links = anchors(fragment, page.start)
        number = int((re.search(r"pageNo%22%3A(\d{1,6})", page.url) or ("", "1"))[1])
        # A server may have its own size of pages.
        following = _unit_page(page.url, number + 1) if len(links) in {*USUAL_SIZES, PAGE_SIZE} else None
        says = not links and (not isinstance(data, dict) or _ROW.search(fragment) is not None)
        unread = f"the rows in the answer of {page.url} are not understood" if says and number == 1 else None
        return Listing(tuple(links), following, shown=len(links), unread=unread)
    if parameters := _QUERY_DATA.search(html.unescape(page.text)):
        values = as_object(parameters[1].replace("'", '"'))
        query = "&".join(
            f"{key}={quote(str(value), safe='')}" for key, value in values.items() if key != "paramJson"
        )
        return Listing(tuple(page.links), _unit_page(urljoin(page.url, f"{_UNIT}?{query}"), 1), rows=False)
    return reader.read(page)


def _unit_page(url: str, number: int) -> str:
    base = re.sub(r"&paramJson=[^&]*", "", url)
    return (
        base
        + "&paramJson="
        + quote(json.dumps({"pageNo": number, "pageSize": PAGE_SIZE}, separators=(",", ":")))
    )


JPAAS = Family(
    "jpaas",
    _ARTICLE,
    read_jpaas,
    signs=(sign(r"jpaas-publish-server", 8, "calls of jpaas-publish-server"),),
    owns=re.compile(r"jpaas-publish-server"),
)
