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


def made(page: str, sheet: str) -> style_sheets.Shown:
    return asyncio.run(style_sheets.shown(page, f"{HOST}/l.xsl", {f"{HOST}/l.xsl": sheet}))


def test_a_sheet_reads_no_files_and_ends_in_time() -> None:
    head = SHEET.partition("{0}")[0]
    end = "</xsl:template></xsl:stylesheet>"
    document = "<xsl:value-of select=\"document('/etc/hostname')\"/>"
    reads = f"{head}<xsl:template match='/'><p>a{document}</p>{end}"
    assert made("<x/>", reads).html in (None, "<p>a</p>", "<p>a</p>\n")
    twice = "<xsl:call-template name='t'/>" * 2
    endless = f"{head}<xsl:template match='/'>{twice}</xsl:template><xsl:template name='t'>{twice}{end}"
    assert made("<x/>", endless).html is None
    entity = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><x>&e;</x>"
    copied = (
        f"{head}<xsl:template match='/'><p><xsl:value-of select='x'/></p></xsl:template></xsl:stylesheet>"
    )
    shown = made(entity, copied)
    assert (shown.html or "").strip() == "<p>\ufffd</p>" and shown.lost == "unknown entities: &e;"
    external = "<!DOCTYPE x [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]><x>b</x>"
    shown = made(external, copied)
    assert (shown.html or "").strip() == "<p>b</p>" and shown.damaged


COPIED = (
    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:output method='html'/>"
    "<xsl:template match='/'><p><xsl:value-of select='x'/></p></xsl:template></xsl:stylesheet>"
)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<x>&nbsp;一&ldquo;三&rdquo;</x>", "<p>\xa0一“三”</p>"),
        (
            "<!DOCTYPE x [<!ENTITY co '松浦区'><!ENTITY is '&co;政府'>]><x>&is;&mdash;&co;</x>",
            "<p>松浦区政府—松浦区</p>",
        ),
        ("<x>a &lt; b &amp;nbsp; <![CDATA[&nbsp;]]></x>", "<p>a &lt; b &amp;nbsp; &amp;nbsp;</p>"),
    ],
)
def test_entities_are_characters(page: str, shown: str) -> None:
    found = made(page, COPIED)
    assert ((found.html or "").strip().replace("&nbsp;一", "\xa0一"), found.lost) == (shown, None)


def test_an_entity_that_only_another_file_declares_is_reported() -> None:
    found = made("<!DOCTYPE x SYSTEM 'x.dtd'><x>一&co;二</x>", COPIED)
    assert ((found.html or "").strip(), found.lost) == ("<p>一\ufffd二</p>", "unknown entities: &co;")


def test_what_a_sheet_makes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<r>{'<x>村村通</x>' * 30}</r>"
    each = "<xsl:for-each select='//x'><xsl:value-of select='.'/></xsl:for-each>"
    every = COPIED.replace("<xsl:value-of select='x'/>", each)
    assert style_sheets.transformed(page, HOST, {HOST: every}).html
    monkeypatch.setattr(style_sheets, "_LARGEST", 80)
    assert style_sheets.transformed(page, HOST, {HOST: every}) == (
        None,
        "its style sheet makes more than 80 characters",
        False,
    )


def test_entities_within_entities_are_bounded() -> None:
    nested = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 9))
    found = made(f"<!DOCTYPE x [<!ENTITY e0 'ha'>{nested}]><x>&e8;</x>", COPIED)
    assert found.damaged


def test_a_list_in_xml_that_is_cut_off_stays_open() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        whole = site(SHEET.format(""))(path, given)
        return whole[: whole.index("<条目 编号='x7020'")] if whole and path == "/zfbg/l2.xml" else whole

    account, _, links = read(answered)
    assert account.code == "list_incomplete" and "cut off" in (account.why or ""), account.line()
    assert len(links) >= SIZE


def test_other_pages_name_no_sheet() -> None:
    css = "<?xml version='1.0'?><?xml-stylesheet type='text/css' href='a.css'?><x/>"
    assert [
        style_sheets.named(one, HOST) for one in (css, "<html></html>", "<?xml version='1.0'?><rss/>", "")
    ] == [None] * 4
