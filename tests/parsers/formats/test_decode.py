"""Bytes to text: what sites declare, what they send, and what is reported when the two disagree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import read
from parsers.text.decode import decode, undecodable_places

TEXT = "临澜市云溪区二〇二一年政府工作报告：地区生产总值增长7%，镕、喆、㙍、〇。"
PAGE = f"<html><head>{{meta}}</head><body><p>{TEXT}</p></body></html>"


def _page(charset: str | None) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return PAGE.format(meta=meta)


@pytest.mark.parametrize(
    ("sent", "meta", "header"),
    [
        ("utf-8", "utf-8", "text/html; charset=utf-8"),
        ("utf-8", "utf-8", None),
        ("utf-8", None, None),
        ("utf-8", "gb2312", None),  # a template's leftover
        ("utf-8", None, "text/html; charset=GBK"),
        ("utf-8-sig", "gb2312", "text/html; charset=gb2312"),
        ("gb18030", "gb2312", "text/html; charset=gb2312"),
        ("gb18030", "GBK", None),
        ("gb18030", None, None),
        ("gb18030", "gb2312", "text/html; charset=utf-8"),
        ("gb18030", "utf-8", "text/html; charset=utf-8"),
        ("gb18030", None, "text/html; charset=ISO-8859-1"),
        ("utf-16", None, None),
    ],
)
def test_declared_or_not_the_text_is_read(sent: str, meta: str | None, header: str | None) -> None:
    html = _page(meta)
    decoded = decode(html.encode(sent), header)
    assert decoded.text == html
    assert decoded.problems == ()


def test_big5_is_read_where_it_is_declared() -> None:
    html = '<meta charset="big5"><p>臺北縣政府工作報告</p>'
    assert decode(html.encode("big5")).text == html


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_broken_bytes_stay_in_their_place(name: str) -> None:
    good = TEXT * 20
    data = good.encode(name)
    middle = len((TEXT * 10).encode(name))
    broken = data[:middle] + b"\xff\xff" + data[middle:]
    text = decode(broken, f"text/html; charset={name}").text
    assert text.replace("\ufffd", "") == good
    (problem,) = undecodable_places(text)
    assert problem.code == "undecodable"
    assert (problem.start, problem.end) == (len(TEXT * 10), len(TEXT * 10) + 2)


def test_undecodable_places_are_reported_in_the_body() -> None:
    data = (
        "<html><body><p>全区生产总值增长７％，".encode()
        + b"\xe4\xb8"
        + "完成投资三百亿元。</p></body></html>".encode()
    )
    record = read(data, source="x")
    (problem,) = [p for p in record.problems if p.code == "undecodable"]
    assert problem.start is not None
    assert problem.end is not None
    assert set(record.text[problem.start : problem.end]) == {"\ufffd"}


def test_nul_bytes_are_removed_and_reported() -> None:
    decoded = decode("各位代表：\0现在报告工作。\0".encode())
    assert decoded.text == "各位代表：现在报告工作。"
    assert [p.code for p in decoded.problems] == ["nul_bytes"]


def test_line_ends_are_line_feeds() -> None:
    assert decode("一\r\n二\r三\n".encode()).text == "一\n二\n三\n"


def test_an_unknown_encoding_is_ignored() -> None:
    assert decode(f'<meta charset="wingdings"><p>{TEXT}'.encode(), "text/html; charset=none").text.endswith(
        TEXT
    )


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=40)))
def test_any_bytes_are_read(data: bytes, content_type: str | None) -> None:
    decoded = decode(data, content_type)
    for problem in undecodable_places(decoded.text):
        assert problem.start is not None
        assert problem.end is not None
        assert set(decoded.text[problem.start : problem.end]) == {"\ufffd"}


@given(
    st.text(
        alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r\ufeff"), min_size=1
    )
)
def test_utf8_is_unchanged(text: str) -> None:
    assert decode(text.encode(), "text/plain; charset=utf-8").text == text


def test_utf8_with_many_damaged_places_is_not_gbk() -> None:
    data = "云溪区的事情，一件一件办好。".encode() + b"\xc3\x28\xff\xfe\xe4\xb8</p>"
    assert decode(data * 9).encoding == "utf-8"
    gbk = "云溪区的事情，一件一件办好。".encode("gb18030") + b"\xc3\x28\xff\xfe\xe4\xb8</p>"
    assert decode(gbk * 9).encoding == "gb18030"


REPORT = (
    "澄江区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议，并请各位委员提出意见。\n"
    "全区地区生产总值完成450亿元，增长2.1%；一般公共预算收入完成30.5亿元，下降4.7%。\n"
)


@pytest.mark.parametrize("mark", [False, True])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_are_read_with_and_without_a_mark(encoding: str, mark: bool) -> None:
    for text in (REPORT, REPORT * 500, f"<html><body><p>{REPORT}</p></body></html>"):
        data = (("\ufeff" if mark else "") + text).encode(encoding)
        assert (decode(data).text, decode(data).encoding) == (text, encoding)
        assert "450亿元" in read(data, source="x").text


@pytest.mark.parametrize("encoding", ["utf-7", "hz"])
def test_chinese_in_seven_bits_is_read(encoding: str) -> None:
    assert decode(REPORT.encode(encoding)).text == REPORT


@pytest.mark.parametrize(
    "data",
    [
        b"a+b+c costs +AbCd- and +EfGh- more, 1+1=2" * 20,
        b"~{ is a brace, ~{ another, ~{ a third" * 20,
        b"int a = b + c; x += +1; " * 50,
    ],
)
def test_plus_signs_and_tildes_are_not_seven_bit_chinese(data: bytes) -> None:
    assert decode(data).text.encode() == data


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_stray_nul_does_not_make_wide_characters(encoding: str) -> None:
    data = REPORT.encode(encoding)
    decoded = decode(data[:90] + b"\0" + data[90:])
    assert (decoded.text, decoded.encoding) == (REPORT, encoding)
