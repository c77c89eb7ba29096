"""Lists and articles in XML that a style sheet shows (all invented)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from spiders.visit.lists import style_sheets
from tests.support.one_list import HOST, LIST, PAGES, ROWS, SIZE, Answered, numbers, read

SHEET = (
    "<?xml version='1.0' encoding='gb2312'?>"
    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
    "<xsl:output method='html'/>{0}<xsl:template match='/目录'><html><body><ul><xsl:for-each select='条目'><li>"
    "<a href='{{@编号}}.html'><xsl:value-of select='名'/></a> <xsl:value-of select='日'/></li></xsl:for-each></ul>"
    "<p>共<xsl:value-of select='@页数'/>页 <xsl:if test='@下一个'><a href='{{@下一个}}'>下一页</a></xsl:if></p>"
    "</body></html></xsl:template></xsl:stylesheet>"
)
INCLUDES = "<xsl:include href='/xsl/foot.xsl'/>"
FOOT = SHEET.partition("{0}")[0] + "<xsl:template match='页脚'/></xsl:stylesheet>"


def listed(number: int) -> str:
    entries = "".join(
        f"<条目 编号='x{7000 + n}'><名>松浦区政府工作报告（第{n}号）</名><日>2019-03-04</日></条目>"
        for n in numbers((number - 1) * SIZE)
    )
    after = f" 下一个='l{number + 1}.xml'" if number < PAGES else ""
    head = "<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='/xsl/l.xsl'?>"
    return f"{head}<目录 页数='{PAGES}'{after}>{entries}</目录>"


def site(sheet: str | None, foot: str | None = FOOT) -> Answered:
    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path.startswith("/xsl/"):
            return sheet if path == "/xsl/l.xsl" else foot
        number = 1 if path == LIST else int(path[7:-4]) if path.startswith("/zfbg/l") else 0
        return listed(number) if number else None

    return answered


@pytest.mark.parametrize("included", ["", INCLUDES])
def test_a_list_in_xml_is_read_as_its_style_sheet_shows_it(included: str) -> None:
    account, requested, links = read(site(SHEET.format(included)))
    assert (account.state, len(links)) == ("complete", ROWS), account.line()
    assert requested.count("/xsl/l.xsl") == 1


@pytest.mark.parametrize(
    "answered",
    [
        site(None),
        site(SHEET.format(INCLUDES), None),
        site("<not xml"),
        site(SHEET.replace("条目", "别的").format("")),
    ],
)
def test_a_list_without_a_sheet_that_shows_it_is_reported(answered: Answered) -> None:
    account, _, _ = read(answered)
    assert account.code in ("list_unread", "list_incomplete")


def made(page: str, sheet: str) -> str | None:
    return asyncio.run(style_sheets.shown(page, f"{HOST}/l.xsl", {f"{HOST}/l.xsl": sheet}))


def test_a_sheet_reads_no_files_and_ends_in_time() -> None:
    head = SHEET.partition("{0}")[0]
    end = "</xsl:template></xsl:stylesheet>"
    document = "<xsl:value-of select=\"document('/etc/hostname')\"/>"
    reads = f"{head}<xsl:template match='/'><p>a{document}</p>{end}"
    assert made("<x/>", reads) in (None, "<p>a</p>", "<p>a</p>\n")
    twice = "<xsl:call-template name='t'/>" * 2
    endless = f"{head}<xsl:template match='/'>{twice}</xsl:template><xsl:template name='t'>{twice}{end}"
    assert made("<x/>", endless) is None
    entity = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><x>&e;</x>"
    copied = (
        f"{head}<xsl:template match='/'><p><xsl:value-of select='x'/></p></xsl:template></xsl:stylesheet>"
    )
    assert (made(entity, copied) or "<p></p>").strip() in ("<p></p>", "<p>")


def test_other_pages_name_no_sheet() -> None:
    css = "<?xml version='1.0'?><?xml-stylesheet type='text/css' href='a.css'?><x/>"
    assert [
        style_sheets.named(one, HOST) for one in (css, "<html></html>", "<?xml version='1.0'?><rss/>", "")
    ] == [None] * 4
