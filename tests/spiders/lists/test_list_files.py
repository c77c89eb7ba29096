"""Lists whose rows are in files: compressed data that a script unpacks, spreadsheets with addresses (invented)."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Mapping

import pytest
import xlsxwriter

from spiders.lists.interfaces.formats import compressed, spreadsheets
from tests.support.one_list import HOST, LIST, ROWS, Answered, html, li, numbers, read, read_with_parts

BOX = "<div id='box' data-from='/d/all.bin'></div>"
DRAW = (
    "function draw(d) { var box = document.querySelector('#box'); d.all.forEach(function (r) {"
    " var a = document.createElement('a'), p = document.createElement('p'); a.href = d.at + r[0] + d.ext;"
    " a.textContent = r[1]; p.append(a, r[2]); box.append(p); }); }"
)
UNPACKING = {
    "a stream": "(async () => { const r = await fetch(box.dataset.from); const s = r.body.pipeThrough("
                "new DecompressionStream('gzip')); draw(JSON.parse(await new Response(s).text())); })();",
    "a stream of a Blob": "fetch(box.dataset.from).then(r => r.arrayBuffer()).then(b => new Response("
                          "new Response(b).body.pipeThrough(new DecompressionStream('gzip'))).json()).then(draw);",
    "pako": "fetch(box.dataset.from).then(r => r.arrayBuffer()).then(b => draw(JSON.parse(pako.inflate("
            "new Uint8Array(b), {to: 'string'}))));",
    "pako and a decoder": "fetch(box.dataset.from).then(function (r) { return r.arrayBuffer(); }).then(function (b) {"
                          " draw(JSON.parse(new TextDecoder('utf-8').decode(pako.ungzip(new Uint8Array(b))))); });",
}  # fmt: skip


def packed(how: str) -> bytes:
    data = json.dumps({
        "at": "/zfbg/x", "ext": ".html",
        "all": [[7000 + n, f"松浦区政府工作报告（第{n}号）", "2019-03-04"] for n in range(ROWS)],
    }).encode()  # fmt: skip
    if how == "gzip":
        return gzip.compress(data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("all.json", data)
    return out.getvalue()


def compressed_list(script: str, data: bytes | None) -> Answered:
    def answered(path: str, _: Mapping[str, str]) -> str | bytes | None:
        if path == LIST:
            return html(f"{BOX}<script>var box = document.getElementById('box'); {DRAW} {script}</script>")
        return data if path == "/d/all.bin" else None

    return answered


@pytest.mark.parametrize("name", UNPACKING)
def test_rows_in_a_compressed_file_are_read_as_its_script_shows_them(name: str) -> None:
    account, requested, links = read(compressed_list(UNPACKING[name], packed("gzip")))
    assert (account.state, len(links)) == ("complete", ROWS), account.line()
    assert requested.count("/d/all.bin") == 1


def test_a_compressed_file_that_is_damaged_is_reported() -> None:
    for data in (packed("gzip")[:-40], b"\x1f\x8b\x08broken", None):
        account, _, _ = read(compressed_list(UNPACKING["pako"], data))
        assert account.code == "list_unread"


def test_files_are_unpacked_within_bounds() -> None:
    assert json.loads(compressed.unpacked(packed("zip")))["ext"] == ".html"
    bomb = gzip.compress(b" " * (17 << 20))
    assert compressed.unpacked(bomb) == bomb
    assert compressed.unpacked(zlib.compress(b"x")) == zlib.compress(b"x")


def test_what_an_archive_says_of_its_size_is_not_believed() -> None:
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            archive.writestr("all.json", b" " * (17 << 20))
        assert compressed.unpacked(out.getvalue()) == out.getvalue()


def test_all_members_of_a_gzip_file_are_its_content() -> None:
    assert compressed.unpacked(gzip.compress(b"[1,") + gzip.compress(b"2]")) == b"[1,2]"


def test_one_long_text_in_every_cell_is_no_page() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at in range(400):
            sheet.write_string(at, 0, "政" * 32_000)
    assert spreadsheets.as_page(out.getvalue()) is None


ADDRESSES = ("behind the title", "in a column", "in a formula", "none")


def workbook(where: str, dates: bool = True) -> bytes:
    """A workbook with the rows of the list on two sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, part in (("近年", range(8, 30)), ("早年", range(30, ROWS))):
            sheet = book.add_worksheet(name)
            sheet.write_row(
                0, 0, ["序号", "文件名称", "发布日期", "网址"][: 4 if where == "in a column" else 3]
            )
            for at, n in enumerate(part, 1):
                title, address = f"松浦区政府工作报告（第{n}号）", f"/zfbg/x{7000 + n}.html"
                sheet.write_number(at, 0, at)
                sheet.write_string(at, 1, title)
                if where == "behind the title":
                    sheet.write_url(at, 1, f"{HOST}{address}", string=title)
                if where == "in a column":
                    sheet.write_string(at, 3, address)
                if where == "in a formula":
                    sheet.write_formula(at, 1, f'=HYPERLINK("{address}","{title}")', None, title)
                sheet.write_number(at, 2, 43500 + n, day)
    return out.getvalue()


def with_workbook(data: bytes | None) -> Answered:
    newest = f"<ul>{''.join(map(li, numbers(0, 8)))}</ul><p>全部文件见：<a href='/up/ml.xlsx'>历年文件目录.xlsx</a></p>"

    def answered(path: str, _: Mapping[str, str]) -> str | bytes | None:
        return html(newest) if path == LIST else data if path == "/up/ml.xlsx" else None

    return answered


@pytest.mark.parametrize("where", ADDRESSES[:3])
def test_the_entries_of_a_spreadsheet_are_rows(where: str) -> None:
    accounts, _, links = read_with_parts(with_workbook(workbook(where)))
    assert [one.state for one in accounts] == ["complete"] * 2, accounts[-1].line()
    assert len(links) == ROWS and accounts[-1].rows == ROWS - 8


def test_days_of_a_spreadsheet_are_dates() -> None:
    page = spreadsheets.as_page(workbook(ADDRESSES[0])) or ""
    assert "<td>2019-02-13</td>" in page and "<td>43509</td>" not in page


@pytest.mark.parametrize(
    "data", [workbook(ADDRESSES[3]), workbook(ADDRESSES[0])[:2000], b"\xd0\xcf\x11\xe0old", None]
)
def test_a_spreadsheet_without_addresses_or_not_readable_is_reported(data: bytes | None) -> None:
    accounts, _, _ = read_with_parts(with_workbook(data))
    assert accounts[-1].code in ("list_unread", "list_incomplete")
