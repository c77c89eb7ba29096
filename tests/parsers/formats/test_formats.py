"""Files of each format, made here: text, Markdown, DOCX, PDF, and what is refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from parsers import Attached, Hints, read
from parsers.formats import open_page
from tests.support.compound import compound
from tests.support.pdf import pdf

REPORT = ("政府工作报告", "各位代表：", "现在，我代表云溪区人民政府，向大会报告工作，请予审议。")


def _codes(data: bytes) -> list[str]:
    return [problem.code for problem in open_page(data).problems]


# -- text


def test_template_lines_of_extracted_text_are_removed() -> None:
    text = "\n".join((
        "无障碍辅助浏览工具条", "首页 > 政务公开 > 工作报告", "工作报告", "2021年云溪区政府工作报告",
        "2021年02月03日来源:云溪区人民政府办公室", "[字体: ] 打印", "", *REPORT, "让我们携手奋进！", "",
        "主办:云溪区人民政府 承办:云溪区人民政府办公室", "技术支持单位:云溪区大数据中心",
        "政府网站标识码:9900990004 ICP备案号:澜ICP备00000001号-3",
    ))  # fmt: skip
    page = open_page(text.encode())
    assert page.text.split("\n") == [*REPORT, "让我们携手奋进！"]
    assert page.page_title == "2021年云溪区政府工作报告"
    assert page.crumbs == ("首页", "政务公开", "工作报告")
    assert page.info[0].startswith("2021年02月03日")
    assert len(page.footer) == 3


def test_a_sentence_cut_by_a_page_break_is_one_line() -> None:
    text = (
        "▲新建公园。\n\n"
        "完成情况：完成。共投入四百余万元，在全区三十五个社区同步推进建设，开设了\n\n"
        "240 余个活动点位，服务七千名居民。\n\n"
        "▲改造小区。\n\n完成情况：完成。\n"
    )
    assert open_page(text.encode()).text.split("\n") == [
        "▲新建公园。",
        "完成情况：完成。共投入四百余万元，在全区三十五个社区同步推进建设，开设了240 余个活动点位，服务七千名居民。",
        "▲改造小区。",
        "完成情况：完成。",
    ]


def test_a_table_with_a_cell_a_line_has_its_rows() -> None:
    text = "2014年民生实事\n序号\n\t项目\n\t牵头单位\n1\n\t新建公园。\n\t住建局\n2\n\t改造小区。\n\t \n"
    page = open_page(text.encode())
    assert page.text.split("\n") == [
        "2014年民生实事",
        "序号\t项目\t牵头单位",
        "1\t新建公园。\t住建局",
        "2\t改造小区。\t",
    ]
    (table,) = page.tables
    assert [[page.text[c.start : c.end] for c in row] for row in table.rows][1] == [
        "1",
        "新建公园。",
        "住建局",
    ]


# -- Markdown


def test_markdown_marks_are_markup() -> None:
    text = (
        "---\ntitle: 2016年报告\n---\n\n# 政府工作报告\n\n"
        "<!-- 插图说明，不是正文 -->\n\n**一、工作回顾**\n\n各位**代表**，增长5%。\n\n"
        "| **序号** | 项目 |\n| --- | :---: |\n| 1 | 已完成。<br>（1）新建3所。 |\n"
    )
    page = open_page(text.encode())
    assert page.format == "markdown"
    assert page.metas == {"title": "2016年报告"}
    assert page.text.split("\n") == [
        "政府工作报告", "一、工作回顾", "各位代表，增长5%。", "序号\t项目", "1\t已完成。 （1）新建3所。",
    ]  # fmt: skip
    assert [(page.text[m.start : m.end], m.level) for m in page.marks] == [
        ("政府工作报告", 1),
        ("一、工作回顾", None),
    ]
    assert len(page.tables[0].rows) == 2


def test_damaged_digits_are_not_markdown() -> None:
    assert (
        open_page("# 报告\n年均增长１$1.$2％，共２*３套。".encode()).text
        == "报告\n年均增长１$1.$2％，共２*３套。"
    )


# -- DOCX


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading("一、工作回顾", 1)
    paragraph = document.add_paragraph("地区生产总值增长")
    paragraph.add_run("5.")
    paragraph.add_run("2%。")
    table = document.add_table(rows=3, cols=3)
    for at, text in enumerate(("序号", "项目", "完成情况")):
        table.cell(0, at).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    table.cell(1, 1).text, table.cell(1, 2).text = "新建公园", "完成"
    table.cell(2, 1).text, table.cell(2, 2).text = "改造小区", "完成"
    document.add_paragraph("特此报告。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx() -> None:
    page = open_page(_docx())
    assert page.format == "docx"
    assert page.text.split("\n") == [
        "一、工作回顾", "地区生产总值增长5.2%。", "序号\t项目\t完成情况", "1\t新建公园\t完成",
        "\t改造小区\t完成", "特此报告。",
    ]  # fmt: skip
    assert [m.level for m in page.marks] == [1]


def test_a_decompression_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (65 << 20))
    assert _codes(out.getvalue()) == ["too_large"]


# -- PDF

LINE = "全区坚持稳中求进，扎实推动高质量发展，各项工作都取得了新的成效，居民收入"  # 36 characters


def test_pdf_lines_become_paragraphs() -> None:
    pages = [
        [(116, "一、工作回顾"), (116, LINE[:34]), (92, LINE), (92, "稳步增长。"), (116, LINE[:34])],
        [(92, "继续向好。"), (116, "二、工作安排")],
    ]
    data = pdf([[(x, 740 - 20 * i, t) for i, (x, t) in enumerate(lines)] + [(280, 40, f"— {n} —")]
                for n, lines in enumerate(pages, 1)])  # fmt: skip
    page = open_page(data)
    assert page.text.split("\n") == [
        "一、工作回顾", LINE[:34] + LINE + "稳步增长。", LINE[:34] + "继续向好。", "二、工作安排",
    ]  # fmt: skip


def test_pages_missing_from_a_damaged_pdf_are_reported() -> None:
    data = pdf([[(92, 700, f"第{n}项。本年完成投资三百亿元。")] for n in range(1, 4)])
    assert _codes(data) == []
    page = open_page(data.replace(b"/Kids[6 0 R 8 0 R", b"/Kids[6 0 R\x00\x00\x00 \x00R"))
    assert page.text.startswith("第1项")
    assert [(problem.code, problem.detail) for problem in page.problems] == [
        ("broken_file", "1 of 3 pages can't be found")
    ]
    assert _codes(data.replace(b"/Pages 2 0 R", b"/Pages 9\x000 R")) == ["broken_file"]


def test_running_heads_are_removed() -> None:
    body = "本年完成投资三百亿元。"
    data = pdf(
        [[(92, 800, "云溪年鉴2021"), (116, 700, f"第{n}项。{body}"), (280, 40, str(n))] for n in range(1, 5)]
    )
    assert open_page(data).text.split("\n") == [f"第{n}项。{body}" for n in range(1, 5)]


def test_an_item_number_at_a_pages_edge_is_not_a_page_number() -> None:
    pages = [["33", "新建口袋公园十二处。"], ["区城管局", "34"], ["改造老旧小区。", "35", "新增学位。"]]
    for foot in ("— {} —", "{}"):
        data = pdf([[(92, 700 - 20 * i, text) for i, text in enumerate(page)] + [(280, 40, foot.format(n))]
                    for n, page in enumerate(pages, 1)])  # fmt: skip
        assert open_page(data).text.split("\n") == [text for page in pages for text in page]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{n}行文字写满整行没有空余" for n in range(14)]
    right = [f"右栏第{n}行文字写满整行没有空余" for n in range(14)]
    lines = [(60, 740 - 20 * n, text) for n, text in enumerate(left)]
    lines += [(310, 740 - 20 * n, text) for n, text in enumerate(right)]
    text = open_page(pdf([lines])).text.replace("\n", "")
    assert text == "".join(left) + "".join(right)


def test_a_scan_has_no_text_layer() -> None:
    assert _codes(pdf([[], []])) == ["no_text_layer"]


def test_a_page_in_xml_that_is_cut_off_is_reported() -> None:
    head = "<?xml version='1.0' encoding='utf-8'?>\n<?xml-stylesheet type='text/xsl' href='/a.xsl'?>\n<报告 id='7'>"
    whole = f"{head}<p>各位代表：</p><p>过去一年，全区经济平稳运行。</p></报告>\n<!-- 7 -->\n"
    assert _codes(whole.encode()) == []
    for end in ("</报告>", "运行。"):
        assert _codes(whole[: whole.index(end)].encode()) == ["broken_file"]


def test_a_broken_pdf_is_reported() -> None:
    data = pdf([[(92, 700, "各位代表：")]])
    assert _codes(data[: len(data) // 3]) == ["broken_file"]
    assert _codes(b"%PDF-1.7\n" + b"\x80" * 500) == ["broken_file"]


# -- refused


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "binary"),
        (bytes(range(256)) * 10, "binary"),
        (b"PK\x03\x04" + b"\x11" * 200, "binary"),
        (compound("WordDocument"), "needs_conversion"),
        (compound("Workbook"), "binary"),
        (compound("EncryptedPackage", "EncryptionInfo"), "encrypted"),
        (compound(), "broken_file"),
        (compound("WordDocument")[:8] + bytes(range(256)) * 20, "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "binary"),
        (b"<html><head><title>only a title</title></head><body></body></html>", "empty"),
        (b"{\\rtf1\\ansi}", "needs_conversion"),
        ("各位代表。".encode() * 1_000_000, "too_large"),
        (b"<div>" * 100_000 + "各位代表。".encode(), "too_deep"),
    ],
)
def test_refused_with_a_clear_problem(data: bytes, code: str) -> None:
    record = read(data, source="x")
    assert [p.code for p in record.problems] == [code]
    assert (record.kind, record.completeness, record.text) == ("other", "empty", "")


# -- attachments

ANNOUNCED = (
    "<html><body><div><p>现将云溪区政府工作报告予以公布，全文见附件。</p></div></body></html>".encode()
)


def test_the_attached_file_is_the_document() -> None:
    report = "\n".join((*REPORT, *(f"{n}、完成投资三百亿元，增长百分之五。" for n in range(20)))).encode()
    record = read(ANNOUNCED, source="x", attachments=[Attached(report, "text/plain", "报告")])
    assert record.text.startswith("政府工作报告\n各位代表")
    assert record.kind == "work_report"


def test_an_attachment_that_cannot_be_read_is_reported() -> None:
    record = read(ANNOUNCED, source="x", attachments=[Attached(pdf([[]]))])
    assert "全文见附件" in record.text
    assert "no_text_layer" in [p.code for p in record.problems]


# -- what a site file says

TWO = (
    "<html><body><div class='a'><p>甲栏目的说明文字，长长一段，介绍本栏目，说明用途，提示注意事项。</p></div>"
    "<div class='b'><p>各位代表：</p><p>现在报告工作。</p></div></body></html>"
).encode()


def test_a_sites_selector_comes_first() -> None:
    assert open_page(TWO, hints=Hints(selectors=(".gone", ".b"))).text == "各位代表：\n现在报告工作。"


def test_an_invalid_selector_is_reported() -> None:
    page = open_page(TWO, hints=Hints(selectors=("p[", ".b")))
    assert page.text == "各位代表：\n现在报告工作。"
    assert [p.code for p in page.problems] == ["bad_selector"]


def test_radicals_in_a_pdf_are_read_as_the_characters_they_show() -> None:
    assert (
        open_page(pdf([[(92, 700, "政府⼯作报告，为⼈⺠服务⸺⽤⼼办事")]])).text
        == "政府工作报告，为人民服务——用心办事"
    )


def test_a_heading_is_not_joined_to_the_next_line() -> None:
    lines = [
        "（一）坚持稳中求进总基调，全力以赴稳增长促改革，经济运行质量持续提升",
        "全区生产总值增长百分之五。",
        "为十二户家庭投保“特殊家庭",
        "护理补贴保险”，挂牌",
        "5",
    ]
    assert open_page("\n\n".join(lines).encode()).text.split("\n") == [*lines[:2], lines[2] + lines[3], "5"]
