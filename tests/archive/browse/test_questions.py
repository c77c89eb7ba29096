"""`/questions`, `/figure`, and the rows of pages as CSV and Excel."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive.browse.pages.sheets import changes, coverage, figures, promises, search
from archive.browse.sheets import files
from archive.browse.sheets.sheet import About, Sheet, columns
from tests.support.browse_sample import build
from tests.support.browsing import Get, browsing

pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ANSWERS = (
    "/ledger{}?division=990102",
    "/ledger{}?indicator=gdp&divisions=yunxi",
    "/ledger{}?indicator=gdp&year=2020",
    "/figure{}?division=云溪区&indicator=gdp&year=2020",
    "/promises{}?year=2021&q=幼儿园",
    "/search{}?q=居民&division=云溪区&from=2021",
    "/changes{}?division=云溪区",
    "/coverage{}?division=990100",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def get(data: Path) -> Iterator[Get]:
    with browsing(data) as (fetch, _):
        yield fetch


def table(get: Get, path: str) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    body = get(path).content
    assert body.startswith(b"\xef\xbb\xbf"), "Excel needs the byte-order mark"
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def workbook(body: bytes) -> list[list[list[str]]]:
    """The cells of each sheet of a workbook, as text."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        sheets = []
        for name in names:
            lines = []
            for line in ElementTree.fromstring(book.read(name)).iter(f"{MAIN}row"):
                cells = ("".join(part.text or "" for part in cell.iter() if part.tag in (f"{MAIN}t", f"{MAIN}v"))
                         for cell in line)  # fmt: skip
                lines.append(list(cells))
            sheets.append(lines)
        return sheets


@pytest.mark.parametrize("address", ANSWERS)
def test_each_answer_is_a_page_a_csv_a_workbook_and_json(get: Get, address: str) -> None:
    page = get(address.format(""), accept_language="zh")
    assert page.status_code == 200
    for ending in (".xlsx", ".csv", ".json"):
        query = address.partition("?")[2]
        links = re.findall(rf'href="(/[a-z]+{re.escape(ending)}\?[^"]*)"', page.text)
        assert links, f"no link to {ending}"
    source = re.search(r'<a href="(/archive/[^"]*)">数据表</a>', page.text)
    assert source and get(html.unescape(source[1])).status_code == 200, "the rows that it comes from"
    for ending in (".xlsx", ".csv", ".json"):
        assert get(address.format(ending)).status_code == 200, query
    rows = table(get, address.format(".csv"))
    assert rows
    shown, about = workbook(get(address.format(".xlsx"), accept_language="zh").content)
    assert len(shown) == len(rows) + 1
    explained = {line[1]: line[2] for line in about if len(line) == 3}
    assert set(rows[0]) <= set(explained), "every column is explained"
    for row in rows:
        assert row["address"] == "" or get(row["address"].removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize("address", ANSWERS)
def test_the_links_of_an_answer_keep_its_question(get: Get, address: str) -> None:
    page = get(address.format(""), accept_language="en").text
    link = re.search(r'href="(/[a-z]+\.csv\?[^"]*)"', page)
    assert link
    assert table(get, link[1].replace("&amp;", "&")) == table(get, address.format(".csv"))


def test_a_figure_keeps_its_unit_bound_sentence_and_source(get: Get) -> None:
    rows = table(get, "/ledger.csv?indicator=gdp&divisions=990102&from=2021&to=2021")
    (target,) = (row for row in rows if row["side"] == "target")
    assert (target["value"], target["unit"], target["bound"]) == ("6.5", "%", "about")
    assert target["words"] == "地区生产总值增长6.5%左右"
    assert target["source_url"] == "http://www.yunxi.invalid/zwgk/bg/t20210112_1.html"
    assert target["words"] in get(target["address"].removeprefix("http://localhost")).text


def test_every_statement_of_a_figure_is_listed_with_its_text(get: Get) -> None:
    rows = table(get, "/figure.csv?division=云溪区&indicator=gdp&year=2020")
    values = {(row["side"], row["value"], row["source_kind"], row["in_ledger"]) for row in rows}
    assert ("actual", "2.1", "official", "1") in values
    assert ("actual", "2.7", "third_party", "0") in values, "a copy that disagrees is not left out"
    page = get("/figure?division=云溪区&indicator=gdp&year=1999", accept_language="en").text
    assert "No archived text states this figure" in page and "year=2020" in page


def test_a_file_holds_more_than_a_page_shows(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.browse.pages import search as results
    from archive.browse.pages.promises import page

    monkeypatch.setattr(page, "PAGE_SIZE", 2)
    monkeypatch.setattr(results, "PAGE_SIZE", 1)
    assert len(get("/promises.json?year=2021&status=&lang=en").json()["promises"]) == 2
    assert len(table(get, "/promises.csv?year=2021")) == 5
    assert len(get("/search.json?q=居民").json()["passages"]) == 1
    assert len(table(get, "/search.csv?q=居民")) > 3


def test_what_changed_on_a_page_is_found_by_its_address(get: Get) -> None:
    page = "www.yunxi.invalid/zwgk/bg/t20220112_1.html"
    for typed in (page, f"http://{page}", f"https://{page}/", f"HTTP://{page}#top"):
        (row,) = table(get, f"/changes.csv?url={typed.replace('#', '%23')}")
        assert (row["before"], row["after"]) == ("7%左右", "7%以上")
    other = "http://www.yunxi.invalid/zwgk/bg/t20210112_1.html"
    assert table(get, f"/changes.csv?url={other}") == []
    assert "正文共 1 种" in get(f"/changes?url={other}", accept_language="zh").text
    assert "本馆没有这个网址" in get("/changes?url=http://nowhere.invalid/", accept_language="zh").text


@pytest.mark.parametrize(
    "path",
    ["/ledger.csv", "/promises.xlsx", "/figure.csv?division=云溪区", "/search.csv?q=", "/search.xlsx?q=，"],
)
def test_a_file_of_everything_is_refused_with_what_to_do(get: Get, path: str) -> None:
    answer = get(path, accept_language="zh")
    assert answer.status_code == 400
    assert "请" in answer.text


def test_the_forms_offer_names_not_codes(get: Get) -> None:
    page = get("/questions", accept_language="zh").text
    for action in ("/ledger", "/promises", "/search", "/changes", "/coverage", "/figure"):
        assert f'action="{action}"' in page and f'formaction="{action}.xlsx"' in page
    assert '<option value="gdp">地区生产总值</option>' in page or "selected>地区生产总值" in page
    assert get("/questions.json").json()["years"] == [2021]


def test_scripts_of_other_sites_may_read_data_but_not_pages(get: Get) -> None:
    for path in ("/data.json", "/ledger.csv?division=990102", "/archive/panel.json", "/changes.atom"):
        assert get(path, origin="https://notebook.example").headers["access-control-allow-origin"] == "*", (
            path
        )
    for path in ("/", "/data", "/capture/7?download"):
        assert "access-control-allow-origin" not in get(path).headers, path


def test_a_workbook_says_what_it_is_and_how_to_cite_it(get: Get) -> None:
    dataset = get("/data.json").json()
    _, about = workbook(get("/ledger.xlsx?division=990102", accept_language="en").content)
    facts = {line[0]: line[1] for line in about if len(line) == 2}
    assert facts["Dataset"] == dataset["identifier"] and facts["As of"] == dataset["as_of"]
    assert facts["Licence"] == "CC-BY-4.0" and facts["How to cite"] == dataset["citation"]["gbt7714"]
    assert facts["Address"] == "http://localhost/ledger?division=990102"


ABOUT = About("", "", "", "", "", "")


def test_a_text_is_never_a_formula() -> None:
    texts = ["=HYPERLINK(1)", "+1", "-x", "@a", " =1", "一般公共预算"]
    sheet = Sheet(("words", "value"), [{"words": text, "value": -4.7} for text in texts])
    body = files.csv_file(sheet).decode("utf-8-sig").splitlines()[1:]
    assert body == [
        "'=HYPERLINK(1),-4.7",
        "'+1,-4.7",
        "'-x,-4.7",
        "'@a,-4.7",
        "' =1,-4.7",
        "一般公共预算,-4.7",
    ]
    book = files.excel_file(sheet, ABOUT, "zh")
    assert [line[0] for line in workbook(book)[0][1:]] == texts
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_workbook_takes_any_characters_and_lengths() -> None:
    odd = "\x01控制\x0b符𠀀" + "长" * 40_000
    sheet = Sheet(("words", "address", "in_ledger"), [{"words": odd, "address": "javascript:alert(1)",
                                                        "in_ledger": True}], more=True)  # fmt: skip
    body = files.excel_file(sheet, ABOUT, "en")
    (_, line), about = workbook(body)
    assert line[0].endswith("长…") and len(line[0]) < 32_800
    assert line[2] == "1"
    assert any("Only the first 1 rows" in cell for row in about for cell in row)
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert not [name for name in parts.namelist() if name.endswith("sheet1.xml.rels")], (
            "no link to a script"
        )


def test_every_column_of_every_file_is_described() -> None:
    used = {*figures.LEDGER_COLUMNS, *figures.FIGURE_COLUMNS, *promises.COLUMNS, *search.COLUMNS,
            *changes.COLUMNS, *coverage.COLUMNS}  # fmt: skip
    assert used == set(columns()), "columns.tsv has neither too few nor too many"
