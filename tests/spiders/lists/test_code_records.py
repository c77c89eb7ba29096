"""Hanweb's data stores whose records are code, and the groups of records that follow the page's."""

from __future__ import annotations

import pytest

from spiders.families import read
from spiders.lists.account import Account
from spiders.lists.base import Listing, ListPage

URL = "http://www.qinglan.example/col/col1101/index.html"
PROXY = "http://www.qinglan.example/module/jpage/dataproxy.jsp"
RECORDS = {
    "arrays": "<script>urls[i]='{u}';headers[i]=\"{t}\";year[i]='{y}';month[i]='02';day[i]='03';i++;</script>",
    "other names": "<script>lj[n]=\"{u}\"; bt[n]=\"{t}\"; fbrq[n]=\"{y}-02-03\"; n=n+1;</script>",
    "call": "<script>addRow('{y}7', '{u}', '{t}', '{y}-02-03');</script>",
    "pushed": "<script>links.push('{u}');titles.push('{t}');dates.push('{y}/02/03');</script>",
    "object": "{{\"id\": {y}7, \"url\": \"{u}\", \"title\": \"{t}\", \"date\": \"{y}-02-03\"}}",
    "elements": "<title>{t}</title><url>{u}</url><date>{y}-02-03</date>",
    "written": "<script>document.write(\"<li><a href='{u}'>{t}</a><span>{y}-02-03</span></li>\");</script>",
    "one text": "<script>data[k++]='{u}|{t}|{y}-02-03';</script>",
    "names with numbers": "<script>var u{y}='{u}', h{y}='{t}'; year[{y}]={y}; month[{y}]=2; day[{y}]=3;</script>",
    "escaped": "<script>rows[i] = {{a: '{e}', b: '{u}', c: '{y}-02-03'}};</script>",
}  # fmt: skip


def records(form: str, years: range) -> str:
    made = ""
    for year in years:
        title = f"青岚区{year}年政府工作报告"
        escaped = "".join(f"\\u{ord(one):04x}" for one in title)
        row = form.format(u=f"/art/{year}/2/3/art_1101_{year}7.html", t=title, y=year, e=escaped)
        made += f"<record><![CDATA[{row}]]></record>\n"
    return made


def store(form: str, years: range, after: str = "") -> str:
    group = f'<nextgroup><![CDATA[<a href="{after}"></a>]]></nextgroup>' if after else ""
    return f"<datastore>{group}<recordset>{records(form, years)}</recordset></datastore>"


def page(form: str, after: str = "") -> Listing:
    inside = store(form, range(2015, 2025), after).replace("</script>", "<\\/script>")
    loader = "<script>$('#7').jpage({totalRecord: 24, perPage: 5});</script>"
    text = f'<html><body><div id="7"><script type="text/xml">{inside}</script></div>{loader}</body></html>'
    return read("hanweb", ListPage(URL, text, 1, URL))


@pytest.mark.parametrize("name", RECORDS)
def test_records_that_are_code_are_rows(name: str) -> None:
    listing = page(RECORDS[name])
    found = [
        (link.title, (link.date or "").replace("/", "-").replace("-02-03", "-2-3")) for link in listing.links
    ]
    assert found == [(f"青岚区{year}年政府工作报告", f"{year}-2-3") for year in range(2015, 2025)]
    assert (listing.shown, listing.declared.rows, listing.unread) == (10, 24, None)


def test_the_next_group_is_read_where_the_store_names_it() -> None:
    listing = page(RECORDS["arrays"], f"{PROXY}?page=2&columnid=1101&unitid=7")
    assert listing.next_url == f"{PROXY}?page=2&columnid=1101&unitid=7"
    answer = store(
        RECORDS["arrays"],
        range(2005, 2015),
        "/module/jpage/dataproxy.jsp?page=3&amp;columnid=1101&amp;unitid=7",
    )
    second = read("hanweb", ListPage(listing.next_url, answer, 2, URL))
    assert (second.next_url, second.shown) == (f"{PROXY}?page=3&columnid=1101&unitid=7", 10)
    last = read(
        "hanweb", ListPage(f"{PROXY}?page=3&columnid=1101", store(RECORDS["call"], range(2001, 2005)), 3, URL)
    )
    assert (last.next_url, last.shown) == (None, 4)


def test_records_that_are_not_understood_are_reported() -> None:
    listing = page("<script>r(7{y}, q);</script>")
    assert listing.unread == "the 10 records in its data store are not understood"
    answer = store("<script>r(7{y}, q);</script>", range(2005, 2015))
    second = read("hanweb", ListPage(f"{PROXY}?startrecord=11&perpage=10", answer, 2, URL))
    assert second.unread == listing.unread


ROW = RECORDS["written"]
CLICKED = "<li onclick=\"go('{y}7')\">青岚区{y}年政府工作报告</li>"
LINE = "<record><![CDATA[<li class='line'></li>]]></record>"


@pytest.mark.parametrize(
    ("inside", "lost"),
    [
        (records(CLICKED, range(2015, 2018)), 3),
        (records(ROW, range(2015, 2016)).replace("报告", f"报告{'（节选）' * 1200}"), 1),
        (records(ROW, range(2015, 2017))[:-40], 1),  # cut off
        (LINE, 0),
    ],
)
def test_some_records_that_are_not_understood_leave_the_list_open(inside: str, lost: int) -> None:
    text = f"<datastore><recordset>{records(ROW, range(2018, 2025))}{inside}</recordset></datastore>"
    listing = read("hanweb", ListPage(URL, text, 1, URL))
    account = Account(URL)
    account.add(listing)
    account.end("no further page")
    said = f"{lost} of {listing.shown} records in its data store are not understood" if lost else None
    assert account.why == said
    assert account.code == ("list_incomplete" if lost else None)


@pytest.mark.parametrize(
    ("group", "open_"),
    [
        ("<![CDATA[<a href=\"javascript:next('b7')\"></a>]]>", True),
        ("<![CDATA[<a href='/module/jpage/more.jsp?after=b7&columnid=1101'></a>]]>", True),
        ("b7", True),
        ("<![CDATA[<a href=''></a>]]>", False),
        ("", False),
    ],
)
def test_a_next_group_that_is_not_understood_leaves_the_list_open(group: str, open_: bool) -> None:
    after = f"<nextgroup>{group}</nextgroup>"
    text = f"<datastore>{after}<recordset>{records(ROW, range(2018, 2025))}</recordset></datastore>"
    for url, number in ((URL, 1), (f"{PROXY}?page=3&columnid=1101", 3)):
        listing = read("hanweb", ListPage(url, text, number, URL))
        assert (listing.next_url, bool(listing.more)) == (None, open_), url


def test_a_next_group_without_markup_is_followed() -> None:
    group = "<nextgroup>/module/jpage/dataproxy.jsp?page=2&amp;columnid=1101</nextgroup>"
    text = f"<datastore>{group}<recordset>{records(ROW, range(2018, 2025))}</recordset></datastore>"
    assert read("hanweb", ListPage(URL, text, 1, URL)).next_url == f"{PROXY}?page=2&columnid=1101"
