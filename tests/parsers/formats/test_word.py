"""Word files as they occur, and what Word shows of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from parsers.formats import open_page
from parsers.formats.files import docx as reader

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def document(*body: str, namespace: str = W) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{namespace}" xmlns:mc="{MC}"><w:body>'
        f"{paragraph(run('各位代表：'))}{''.join(body)}{paragraph(run('特此报告。'))}</w:body></w:document>"
    )


def package(xml: str, name: str = "word/document.xml", **more: str | bytes) -> bytes:
    """A Word file; `more` are further members by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{name}" ContentType="{KIND}"/></Types>'  # noqa: E501
        packed.writestr("[Content_Types].xml", types)
        packed.writestr("_rels/.rels", relations(("officeDocument", name)))
        packed.writestr(name, xml)
        for member, content in more.items():
            packed.writestr(member, content)
    return out.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    rows = (
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(rows)}</Relationships>'


def shown(*body: str, **more: str | bytes) -> list[str]:
    page = open_page(package(document(*body), **more))
    lines = page.text.split("\n")
    assert (lines[0], lines[-1]) == ("各位代表：", "特此报告。")
    return lines[1:-1]


# -- what Word shows


@pytest.mark.parametrize(
    "inside",
    [
        run("九九九", "<w:vanish/>"), run("九九九", '<w:vanish w:val="1"/>'),
        run("九九九", '<w:rStyle w:val="ghost"/>'),
        run("九九九", '<w:rStyle w:val="child"/>'), f"<w:del>{run('九九九')}</w:del>",
        "<w:del><w:r><w:delText>九九九</w:delText></w:r></w:del>", f"<w:moveFrom>{run('九九九')}</w:moveFrom>",
        f"<w:hyperlink><w:del>{run('九九九')}</w:del></w:hyperlink>", "<w:r><w:instrText>九九九</w:instrText></w:r>",
        f"<w:r><w:ruby><w:rt>{run('九九九')}</w:rt><w:rubyBase>{run('字')}</w:rubyBase></w:ruby></w:r>",
        run("九九九", "<w:strike/>"), run("九九九", '<w:dstrike w:val="true"/>'),
    ],
)  # fmt: skip
def test_what_word_does_not_show_is_not_read(inside: str) -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="child"><w:basedOn w:val="ghost"/></w:style></w:styles>'
    )
    (line,) = shown(paragraph(run("甲"), inside, run("乙")), **{"word/styles.xml": styles})
    assert "九" not in line and line[0] + line[-1] == "甲乙"


@pytest.mark.parametrize(
    "inside",
    [
        run("九九九", '<w:vanish w:val="0"/>'), f"<w:ins>{run('九九九')}</w:ins>",
        f"<w:moveTo>{run('九九九')}</w:moveTo>",
        f"<w:sdt><w:sdtContent>{run('九九九')}</w:sdtContent></w:sdt>", f"<w:smartTag>{run('九九九')}</w:smartTag>",
        f"<w:fldSimple>{run('九九九')}</w:fldSimple>", run("九九九", '<w:strike w:val="false"/>'),
    ],
)  # fmt: skip
def test_what_word_shows_is_read(inside: str) -> None:
    assert shown(paragraph(run("甲"), inside, run("乙"))) == ["甲九九九乙"]


def test_struck_out_words_are_counted() -> None:
    page = open_page(package(document(paragraph(run("完成"), run("450", "<w:strike/>"), run("480亿元。")))))
    assert "完成480亿元。" in page.text
    assert [(problem.code, problem.detail.split()[0]) for problem in page.problems] == [("struck_out", "3")]


def box(text: str) -> str:
    return f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"


def test_alternate_content_is_read_once_and_a_box_after_its_paragraph() -> None:
    alternate = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box('框中文字')}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box('框中文字')}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert shown(paragraph(run("前"), f"<w:r>{alternate}</w:r>", run("后"))) == ["前后", "框中文字"]
    older = f"<mc:Fallback>{paragraph(run('只有旧的'))}</mc:Fallback>"
    assert shown(f"<mc:AlternateContent><mc:Choice/>{older}</mc:AlternateContent>") == ["只有旧的"]


def test_a_table_in_a_cell_is_read_once_and_a_deleted_row_not() -> None:
    def cell(*inside: str) -> str:
        return f"<w:tc>{''.join(inside)}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(paragraph(run('内')))}</w:tr></w:tbl>"
    rows = (
        f"<w:tr>{cell(paragraph(run('一')), inner)}{cell(paragraph(run('二')))}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph(run('九')))}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(paragraph(run('三')))}{cell(paragraph(run('四')))}</w:tr></w:sdtContent></w:sdt>"
    )
    assert shown(f"<w:tbl>{rows}</w:tbl>") == ["一 内\t二", "三\t四"]


def test_a_cell_over_several_columns_has_their_number() -> None:
    def cell(text: str, width: int) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>{paragraph(run(text))}</w:tc>'

    page = open_page(package(document(f"<w:tbl><w:tr>{cell('甲', 2)}{cell('乙', 0)}</w:tr></w:tbl>")))
    assert [c.width for c in page.tables[0].rows[0]] == [2, 1]


# -- packages


def test_strict_names_are_the_same_elements() -> None:
    page = open_page(package(document(paragraph(run("乙")), namespace=STRICT)))
    assert page.text == "各位代表：\n乙\n特此报告。"
    assert page.problems == ()


@pytest.mark.parametrize(
    "more",
    [
        {"word/_rels/document.xml.rels": relations(("hyperlink", "NULL"), ("image", "../NULL"))},
        {"docProps/thumbnail.jpeg": b""},
        {
            "word/_rels/document.xml.rels": relations(("vbaProject", "vbaProject.bin")),
            "word/vbaProject.bin": b"\0",
        },
        {"word/_rels/document.xml.rels": "<no XML", "word/styles.xml": "<no XML"},
        {"word/styles.xml": b"\xff\xfe\x00"},
        {"customXml/item1.xml": "&&&"},
    ],
)
def test_parts_beside_the_text_may_be_missing_or_damaged(more: dict[str, str | bytes]) -> None:
    page = open_page(package(document(paragraph(run("乙"))), **more))
    assert page.text == "各位代表：\n乙\n特此报告。"


@pytest.mark.parametrize("name", ["word/document2.xml", "WORD/Document.xml", "word\\document.xml"])
def test_the_main_part_may_have_another_name(name: str) -> None:
    assert open_page(package(document(), name)).text == "各位代表：\n特此报告。"


def test_a_package_without_relationships_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", document())
    assert open_page(out.getvalue()).text == "各位代表：\n特此报告。"


def test_damaged_pictures_are_ignored_and_damaged_text_is_reported() -> None:
    data = package(document(paragraph(run("乙"))), **{"word/media/a.bin": b"picture" * 400})
    at = data.index(b"word/media/a.bin") + 20
    assert open_page(data[:at] + b"\xff\xff\xff" + data[at + 3 :]).problems == ()
    at = data.index(b"word/document.xml") + 60
    assert [p.code for p in open_page(data[:at] + b"\xff" * 8 + data[at + 8 :]).problems] == ["broken_file"]


def test_a_damaged_part_beside_the_text_is_reported() -> None:
    data = package(document(paragraph(run("乙"))))
    at = data.index(b"[Content_Types].xml") + 30
    page = open_page(data[:at] + b"\xff" * 8 + data[at + 8 :])
    assert page.text == "各位代表：\n乙\n特此报告。"
    assert [problem.code for problem in page.problems] == ["damaged_part"]


def test_damaged_xml_is_read_as_far_as_it_goes() -> None:
    page = open_page(package(document(paragraph(run("乙")))[:-40]))
    assert page.text.startswith("各位代表：\n乙")
    assert [problem.code for problem in page.problems] == ["broken_file"]


def test_a_decompression_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PART", 100_000)
    assert [p.code for p in open_page(package(document(paragraph(run("甲" * 200_000))))).problems] == [
        "too_large"
    ]


def test_entities_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "九"}">' for n in range(9))
    xml = document(paragraph(run("&e8;"))).replace("?>", f"?><!DOCTYPE d [{entities}]>", 1)
    assert "九" not in open_page(package(xml)).text
