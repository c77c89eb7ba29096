"""Body text compared with texts cleaned by others, arbitrary bytes, and growth of time with the input's size."""

from __future__ import annotations

import hashlib
import re
import time
import unicodedata
import urllib.request
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import Attached, read
from parsers.formats import open_page
from parsers.record import Record
from tests.support.farm import farm
from tests.support.growth import grows_in_step


def _grams(text: str) -> Counter[str]:
    bare = "".join(text.split())
    return Counter(bare[i : i + 4] for i in range(len(bare) - 3))


def _f1(text: str, truth: str) -> float:
    a, b = _grams(text), _grams(truth)
    return 2 * (a & b).total() / max(1, a.total() + b.total())


@pytest.mark.shared
def test_general_pages(shared: Path) -> None:
    """Ten Chinese pages cleaned by hand; the best of the others has a mean of 0.92."""
    scores = {
        truth.name: _f1(
            open_page(truth.with_suffix("").with_suffix(".html").read_bytes()).text,
            truth.read_text(encoding="utf-8"),
        )
        for truth in sorted((shared / "devset" / "html").glob("*.body.txt"))
    }
    assert len(scores) == 10
    assert sum(scores.values()) / len(scores) >= 0.985, scores
    assert min(scores.values()) >= 0.9, scores


def _fold(text: str) -> str:
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return hashlib.sha256(bare.encode()).hexdigest()


def _fetch(url: str) -> tuple[bytes, str | None]:
    with urllib.request.urlopen(url, timeout=300) as answer:
        return answer.read(), answer.headers.get("Content-Type")


@pytest.mark.shared
@pytest.mark.farm
@pytest.mark.parametrize("night", [1, 3, 4])
@pytest.mark.ci
def test_farm_bodies_are_equal(shared: Path, tmp_path: Path, night: int) -> None:
    """Every report of the farm, in each family, markup, encoding and file format, before and after a redesign."""
    wrong, seen = [], 0
    with farm(shared, tmp_path) as server:
        server.night(night)
        for site in server.truth(night).values():
            for report in site["reports"] if not site["blocked"] else ():
                if night != 1 and report["attachment_url"]:
                    continue  # the same file every night
                seen += 1
                for url, record in _read(report):
                    if _fold(record.text) != report["fold_sha256"]:
                        wrong.append((site["id"], report["key"], url, len(record.text), report["body_chars"]))
    assert seen >= 20
    assert wrong == []


def _read(report: dict[str, Any]) -> list[tuple[str | None, Record]]:
    """The record with the page's address (a family's selectors), and without it."""
    data, content_type = _fetch(report["url"])
    attached = [Attached(*_fetch(report["attachment_url"]))] if report["attachment_url"] else []
    return [
        (url, read(data, source="farm", url=url, content_type=content_type, attachments=attached))
        for url in ((report["url"],) if attached else (report["url"], None))
    ]


# -- any bytes

_PIECES = st.sampled_from((
    b"<div>", b"</div>", b"<p>", b"</p>", b"<table><tr><td rowspan=2>", b"</td></tr></table>", b"<br>",
    b"<a href='x.pdf'>", b"<!--", b"-->", b"<b>", b"<h2>", b"<script>", b'"content":"', b"&lt;p&gt;", b"\t", b"\n\n",
    b"| ", b"**",
    b"# ", b"---\n", "一、工作回顾".encode(), "地区生产总值增长5.2%，".encode(), "各位代表：".encode(),
    "完成。".encode(), "▲新建公园。".encode(),
    "来源：区政府办".encode(), "当前位置：首页 > ".encode(),
    "主办：区政府".encode(), "政府工作报告".encode("gb18030"),
    b"\xff", b"\0", b"\xe4\xb8", b"%PDF-1.4\n1 0 obj\n", b"PK\x03\x04word/", b"\xef\xbb\xbf", b"\xff\xfe",
))  # fmt: skip


def _check_spans(record: Record) -> None:
    size = len(record.text)
    for part in (*record.sections, *record.indicators, *record.commitments):
        assert 0 <= part.start <= part.end <= size
    for problem in record.problems:
        if problem.start is not None:
            assert problem.end is not None
            assert 0 <= problem.start <= problem.end <= size


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.binary(max_size=300), st.lists(_PIECES, max_size=30).map(b"".join)))
def test_any_bytes_give_a_record(data: bytes) -> None:
    record = read(data, source="x")
    _check_spans(record)
    page = open_page(data)
    for mark in page.marks:
        assert page.text[mark.start : mark.end].strip()
    for table in page.tables:
        for row in table.rows:
            assert "\t".join(page.text[c.start : c.end] for c in row) == page.text[row[0].start : row[-1].end]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.text(alphabet="一二三政府工作报告各位代表，。；：（）(1)2%５３.-—▲\t\u3000 ", max_size=60),
        max_size=12,
    )
)
def test_reading_a_body_again_changes_nothing(lines: list[str]) -> None:
    """Reading a cleaned text changes nothing."""
    first = open_page("\n".join(lines).encode()).text
    assert open_page(first.encode()).text == first


# -- growth

_SENTENCE = "地区生产总值增长5.2%，完成投资三百亿元；"
GROWING: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "<html><body><div>" + f"<p>{_SENTENCE}</p>" * n + "</div></body></html>",
    "one line": lambda n: "<html><body><div><p>" + _SENTENCE * n + "</p></div></body></html>",
    "spaces": lambda n: (
        f"<html><body><p>{_SENTENCE}" + " \u3000\n" * n * 20 + f"{_SENTENCE}</p></body></html>"
    ),
    "lines of text": lambda n: (_SENTENCE + "\n") * n,
    "headings": lambda n: "一、工作\n" * n,
    "tabs": lambda n: "序号\n" + "\t项目\n" * n,
    "breadcrumbs": lambda n: "当前位置：" + "首页 > " * n + _SENTENCE,
    "stars": lambda n: "# 报告\n" + "**" * n * 8 + _SENTENCE,
    "brackets": lambda n: "# 报告\n" + "[a](" * n * 5 + _SENTENCE,
    "open comments": lambda n: "# 报告\n" + "<!--" * n * 5 + _SENTENCE,
    "pipes": lambda n: "# 报告\n" + "|-" * n * 8 + "\n" + _SENTENCE,
    "digits": lambda n: "增长" + "1" * n * 20 + "%。",
    "commas": lambda n: _SENTENCE + "1," * n * 10,
    "dashes": lambda n: "# 报告\n" + "-" * n * 20 + "x\n" + _SENTENCE,
    "front matter": lambda n: "---\n" + "a: b\n" * n,
    "escaped": lambda n: "<html><body><div>" + f"&lt;p&gt;{_SENTENCE}&lt;/p&gt;" * n + "</div></body></html>",
    "script": lambda n: (
        "<html><body><script>" + '"content":"' * n * 5 + f"</script><p>{_SENTENCE}</p></body></html>"
    ),
    "links": lambda n: "<html><body><div>" + f'<a href="1.html">{_SENTENCE}</a>' * n + "</div></body></html>",
    "cells": lambda n: (
        "<html><body><table><tr>" + f"<td>{_SENTENCE}</td>" * n + "</tr></table></body></html>"
    ),
    "rows": lambda n: (
        "<html><body><table>" + "<tr><td rowspan=9>1</td><td>二</td></tr>" * n + "</table></body></html>"
    ),
    "nested": lambda n: "<html><body>" + "<div>" * n + _SENTENCE + "</div>" * n,
}


def _seconds(data: bytes) -> float:
    start = time.process_time()
    read(data, source="x")
    return time.process_time() - start


@pytest.mark.parametrize("shape", GROWING)
def test_time_grows_with_size_and_no_faster(shape: str) -> None:
    """Four times the input takes four times as long, not sixteen (a generous bound: 9)."""
    assert grows_in_step(lambda n: _seconds(GROWING[shape](n).encode()), 250, 1000, 9)
