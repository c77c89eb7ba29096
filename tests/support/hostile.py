"""Documents that are made to hang, to break or to fool a reader, a function a format; none of them is large itself.

Written from the formats' specifications, not from our code: what each of them should give is a record, within limits.
"""

# ruff: noqa: E501 -- objects of PDF and XML read worse when they are cut

from __future__ import annotations

import base64
import codecs
import gzip
import io
import random
import zipfile
import zlib
from collections.abc import Iterator

from tests.support.compound import compound

Named = tuple[str, bytes]
# Codecs that Python has and no page can be in, and none at all.
_CHARSETS = (
    "utf-7", "idna", "punycode", "hex", "zlib", "rot13", "base64", "unicode_escape", "\x00", "x" * 20, "undefined",
)  # fmt: skip

# More than half a second of CPU each; the last three reach the limits.
SLOW = (
    "d-paragraphs", "d-runs", "h-cells", "p-bomb", "p-fax", "p-kids-many", "p-lines", "p-map-range", "p-map-ranges",
    "p-object-stream", "p-operands", "p-rectangles", "p-saves", "p-strings", "p-widths", "p-ascii85", "p-contents-list",
    "p-forms-doubling",
)  # fmt: skip

GOOD = (
    "澄江区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议，并请各位委员提出意见。\n"
    "一、2020年工作回顾\n全区地区生产总值完成450亿元，增长2.1%；一般公共预算收入完成30.5亿元。\n"
    "二、2021年工作安排\n地区生产总值增长6%左右。\n"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def documents() -> Iterator[Named]:
    """Yield every document with a name that describes its fault."""
    for made in (_text(), _markdown(), _html(), _encodings(), _word(), _pdf(), _others()):
        yield from made


def _with(text: str) -> bytes:
    return (GOOD + text + "\n各位代表，让我们共同奋斗！\n").encode()


def _text() -> Iterator[Named]:
    n = 20_000
    yield "t-blanks", _with(" " * n)
    yield "t-tabs", _with("\t" * n)
    yield "t-wide-blanks", _with("\u3000" * n)
    yield "t-blanks-dash", _with(" " * n + "-")
    yield "t-dashes", _with("-" * n)
    yield "t-dashes-blanks", _with("--" + " " * n + "x")
    yield "t-blank-lines", _with("\n" * n)
    yield "t-cut-sentences", _with("，\n\n".join("甲" * 40 for _ in range(1500)))
    yield "t-open-quotes", _with("“" * n)
    yield "t-open-brackets", _with("（" * n)
    yield "t-closing-brackets", _with("）" * n)
    yield "t-digits", _with("1" * n)
    yield "t-digit-groups", _with("1,234" * (n // 5))
    yield "t-points", _with("1.1" * (n // 3))
    yield "t-chinese-digits", _with("一" * n)
    yield "t-units", _with("万亿" * (n // 2))
    yield "t-percents", _with("%" * n)
    yield "t-years", _with("2021年" * (n // 5))
    yield "t-dates", _with("2021年1月" * (n // 7))
    yield "t-gdp", _with("地区生产总值" * (n // 6))
    yield "t-gdp-figures", _with("地区生产总值完成1亿元，" * (n // 12))
    yield "t-no-stops", _with("地区生产总值增长5" * (n // 9))
    yield "t-colons", _with("：" * n)
    yield "t-headings", _with("\n".join(f"一、甲{k}" for k in range(6000)))
    yield "t-ordinals", _with("\n".join(f"（{k}）新建学校{k}所" for k in range(3000)))
    yield "t-table", _with("\n".join("甲\t乙\t丙" for _ in range(6000)))
    yield "t-one-row", _with("\t".join("甲" for _ in range(n // 2)))
    yield "t-questions", _with("7?2" * (n // 3))
    yield "t-dollars", _with("1$1.$2" * (n // 6))
    yield "t-crosses", _with("×" * n + "亿元")
    yield "t-mojibake", _with("锟斤拷" * (n // 3))
    yield "t-private", _with("\ue000" * n)
    yield "t-combining", _with("甲" + "\u0301" * n)
    yield "t-zero-width", _with("地\u200b" * (n // 2))
    yield "t-right-to-left", _with("\u202e" * n)
    yield "t-devanagari", _with("生产总值完成४५०亿元，增长१२%。" * 50)
    yield "t-mathematical", _with("生产总值完成𝟒𝟓𝟎亿元。" * 50)
    yield "t-superscripts", _with("生产总值完成²³¹亿元，增长①②%，共⑩项。" * 50)
    yield "t-roman", _with("ⅧⅨ" * 5000)
    yield "t-fractions", _with("½¾" * 5000)
    yield "t-one-character", "甲".encode()
    yield "t-only-title", "澄江区2021年政府工作报告".encode()
    yield "t-no-words", b"\n.\n,\n;\n" * 2000
    yield "t-list", _with("民生实事\n" + "".join(f"{k}.新建{k}处；" for k in range(5000)))


def _markdown() -> Iterator[Named]:
    n = 15_000
    yield "m-heading-blanks", _with("# 甲" + " " * n + "乙 #")
    yield "m-hashes", _with("#" * n)
    yield "m-pipes", _with("|" * n)
    yield "m-pipe-blanks", _with("| " * (n // 2) + "x")
    yield "m-rule-blanks", _with("# 甲\n|--" + " " * n + "x")
    yield "m-stars", _with("# 甲\n" + "*" * n)
    yield "m-bold-open", _with("# 甲\n" + "**甲" * (n // 3))
    yield "m-brackets", _with("# 甲\n" + "[" * n)
    yield "m-links", _with("# 甲\n" + "[甲](乙" * (n // 5))
    yield "m-images", _with("# 甲\n" + "![" * (n // 2))
    yield "m-comments", _with("# 甲\n" + "<!--" * (n // 4))
    yield "m-quotes", _with("# 甲\n" + "> " * (n // 2))
    yield "m-front-matter", ("---\n" + "a: b\n" * (n // 5)).encode()
    yield "m-underscores", _with("# 甲\n" + "_" * n)


def _html() -> Iterator[Named]:
    body = "".join(f"<p>{line}</p>" for line in GOOD.split("\n"))

    def page(inside: str, head: str = "") -> bytes:
        return f"<html><head>{head}</head><body><div>{body}{inside}</div></body></html>".encode()

    n = 10_000
    yield "h-deep", page("<div>" * n)
    yield "h-deep-inline", page("<b>" * 2900 + "甲")
    yield "h-fonts", page("<font color=red>" * 2500 + "<p>甲" * 200)
    yield (
        "h-formatting-times-paragraphs",
        page("<p>" + "".join(f"<b id={k}>" for k in range(1200)) + "</p><p>甲" * 1500),
    )
    yield "h-tables-in-tables", page("<table><tr><td>甲<td>" * 900)
    yield "h-spans", page("<table>" + "<tr><td rowspan=1000 colspan=1000>1<td>2" * 300 + "</table>")
    yield "h-rowspans", page("<table><tr>" + "<td rowspan=65000>1" * 500 + "<tr><td>2" * 500 + "</table>")
    yield "h-colspan", page("<table>" + "<tr><td colspan=99999999999999>1<td>2" * 50 + "</table>")
    yield "h-bad-spans", page("<table>" + "<tr><td colspan=-3 rowspan=٣>1<td rowspan=²>2" * 50 + "</table>")
    yield "h-cells", page("<table><tr>" + "<td>1" * n + "</table>")
    yield "h-attributes", page("<p " + " ".join(f"a{k}=1" for k in range(n)) + ">甲</p>")
    yield "h-attribute", page("<p title='" + "甲" * n + "'>甲</p>")
    yield "h-comment-attributes", page("<!--" + "<p a " * n + "-->")
    yield "h-comment-open", page("<!--" * n)
    yield "h-lt", page("<" * n)
    yield "h-entities", page("&amp" * n)
    yield "h-numeric-entities", page("&#99999999999999999999;&#xd800;&#0;" * 2000)
    yield "h-escaped-html", page("&lt;p&gt;" * n)
    yield "h-escaped-twice", page("&amp;lt;p&amp;gt;" * n)
    yield "h-links", page("".join(f"<a href='{k}.pdf'>附件{k}</a>" for k in range(n // 4)))
    yield "h-anchors-open", page("<a href=a.pdf>甲" * 2500)
    yield "h-hidden", page("<div hidden>甲" * 2500)
    yield "h-styles", page("<p style='display:none'>" * 2000 + "甲")
    yield "h-style-comments", page(f"<p style='{'/*' * n}display:none'>甲</p>")
    yield "h-style-escapes", page(f"<p style='{chr(92) * n}'>甲</p>")
    yield (
        "h-sheet",
        page(
            "<p class=a1>甲",
            "<style>" + "".join(f".a{k}{{display:none}}" for k in range(n // 4)) + "</style>",
        ),
    )
    yield "h-sheet-open", page("甲", "<style>" + "@media{" * n)
    yield "h-script-json", page("甲", "<script>" + '{"content":"<p>' * (n // 2) + "</script>")
    yield "h-metas", page("甲", "".join(f"<meta name=n{k} content=甲>" for k in range(n // 2)))
    yield "h-titles", page("甲", "<title>甲" * 2000)
    yield "h-breaks", page("<br>" * n)
    yield "h-lists", page("<ul><li>甲" * 1400)
    yield "h-select", page("<select>" * 2000 + "<option>甲" * 2000)
    yield "h-textarea", page("<textarea>" + "<p>甲" * n)
    yield "h-plaintext", page("<plaintext>" + "<p>甲</p>" * 2000)
    yield "h-frameset", b"<html><frameset>" + b"<frame src=a>" * 2000
    yield "h-svg", page("<svg><foreignObject><p>甲" * 900)
    yield "h-math", page("<math><mi><p>甲" * 900)
    yield "h-template", page("<template>" * 900 + "甲")
    yield "h-base", page("<a href=//[::1>甲</a><a href='http://[x'>乙</a>", "<base href='http://[::'>")
    yield "h-nul", page("<p>甲\0乙</p>" * 500)
    yield "h-controls", page("".join(map(chr, range(1, 32))) * 300)
    yield "h-refresh", page("甲", "<meta http-equiv=refresh content='0;url=//['>")
    yield "h-cut", page("甲")[:-20]
    yield "h-only-head", b"<html><head><title>\xe7\x94\xb2</title></head></html>"
    yield "h-nothing", b"<!doctype html>"
    yield "h-dates", page("<p>发布日期：2021-13-45 来源：" * 2000)
    yield "h-crumbs", page("<p>当前位置：" + "首页 > " * 5000)


def _encodings() -> Iterator[Named]:
    draw = random.Random(7)
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-7"):
        yield f"e-{name}", GOOD.encode(name)
        yield f"e-{name}-cut", GOOD.encode(name)[:-1]
    yield "e-utf-16-surrogates", codecs.BOM_UTF16_LE + b"\x00\xd8" * 5000
    yield "e-utf-32-beyond", codecs.BOM_UTF32_LE + b"\xff\xff\xff\x7f" * 2000
    yield "e-utf-7-open", b"<p>+" + b"A" * 50_000
    yield "e-random", draw.randbytes(50_000)
    yield "e-random-high", bytes(draw.randrange(128, 256) for _ in range(50_000))
    yield "e-half-gbk", GOOD.encode("gb18030") + GOOD.encode()
    yield "e-cut-utf-8", GOOD.encode()[:-2] + b"\xe5" * 3000
    yield "e-nuls", GOOD.encode() + b"\0" * 50_000
    yield "e-every-other-nul", bytes(k for c in GOOD.encode() for k in (c, 0))
    for charset in (
        "utf-7",
        "idna",
        "punycode",
        "hex",
        "zlib",
        "rot13",
        "base64",
        "unicode_escape",
        "\x00",
        "x" * 20,
        "undefined",
    ):
        yield (
            f"e-charset-{charset!r}",
            f"<html><meta charset='{charset}'><body><p>".encode() + GOOD.encode("gb18030"),
        )
    yield "e-xml-encoding", b"<?xml version='1.0' encoding='utf-7'?><html><body>" + GOOD.encode()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def _word() -> Iterator[Named]:
    def document(inside: str, start: str = "") -> bytes:
        lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in GOOD.split("\n"))
        return f"{start}<w:document {W}><w:body>{lines}{inside}</w:body></w:document>".encode()

    def package(inside: str, start: str = "", **more: bytes) -> bytes:
        return _zip(word__document_xml=document(inside, start), **more)

    good = package("")
    yield "d-good", good
    yield "d-bomb", _zip(word__document_xml=b"<w:t>" + b"0" * (80 << 20))
    yield "d-spaces", package("<w:p><w:r><w:t>" + " " * (4 << 20) + "</w:t></w:r></w:p>")
    yield "d-paragraphs", package("<w:p/>" * 200_000)
    yield "d-runs", package("<w:p>" + "<w:r><w:t>甲</w:t></w:r>" * 60_000 + "</w:p>")
    yield "d-deep-tables", package("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80)
    yield "d-deeper", package("<w:sdt>" * 5000 + "</w:sdt>" * 5000)
    box = "<w:p><w:r><w:pict><w:txbxContent>"
    yield "d-boxes", package(box * 60 + "<w:p/>" + "</w:txbxContent></w:pict></w:r></w:p>" * 60)
    entities = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10 if k else "lol"}">' for k in range(10))
    yield "d-entities", package("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", f"<!DOCTYPE d [{entities}]>")
    yield (
        "d-external",
        package(
            "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
    )
    yield "d-parameter", package("", '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]>')
    yield "d-utf-16", _zip(word__document_xml=document("").decode().encode("utf-16"))
    yield "d-no-document", _zip(word__styles_xml=b"<x/>")
    yield "d-empty-document", _zip(word__document_xml=b"")
    yield "d-other-root", _zip(word__document_xml=b"<html><body>" + GOOD.encode() + b"</body></html>")
    yield "d-no-namespace", _zip(word__document_xml=b"<document><body><p>x</p></body></document>")
    yield "d-not-xml", _zip(word__document_xml=b"\x89PNG" * 500)
    yield "d-two-documents", good + good
    yield "d-cut", good[:-40]
    yield "d-half", good[: len(good) // 2]
    yield "d-head", b"PK\x03\x04word/"
    yield "d-prefixed", b"\0" * 100 + good
    yield (
        "d-styles-circle",
        package(
            "",
            word__styles_xml=f'<w:styles {W}><w:style w:styleId="a"><w:basedOn w:val="a"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'.encode(),
        ),
    )
    yield (
        "d-styles-long",
        package(
            "",
            word__styles_xml=f"<w:styles {W}>".encode()
            + b"".join(
                f'<w:style w:styleId="s{k}"><w:basedOn w:val="s{k + 1}"/></w:style>'.encode()
                for k in range(20_000)
            )
            + b"</w:styles>",
        ),
    )
    yield (
        "d-rels-up",
        package(
            "",
            _rels__x=b"",
            **{
                "_rels/.rels": b'<R xmlns="x"><Relationship Type="/officeDocument" Target="../../../etc/passwd"/></R>'
            },
        ),
    )
    yield "d-members", _zip(word__document_xml=document(""), **{f"word/m{k}": b"" for k in range(3000)})
    flags = bytearray(good)
    for at in (flags.find(b"PK\x03\x04") + 6, flags.find(b"PK\x01\x02") + 8):
        flags[at] |= 1
    yield "d-encrypted", bytes(flags)
    sizes = bytearray(good)
    at = sizes.find(b"PK\x01\x02") + 24
    sizes[at : at + 4] = b"\xff\xff\xff\x7f"
    yield "d-size-lie", bytes(sizes)
    method = bytearray(good)
    for at in (method.find(b"PK\x03\x04") + 8, method.find(b"PK\x01\x02") + 10):
        method[at] = 99
    yield "d-method", bytes(method)
    for seed in range(6):
        draw = random.Random(seed)
        damaged = bytearray(good)
        for _ in range(12):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        yield f"d-damaged-{seed}", bytes(damaged)


def _pdf_of(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of numbered objects, with a cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(data), data)


def _pdf() -> Iterator[Named]:
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    head = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R>>"

    def one(contents: bytes, *more: bytes, page: bytes = head, tree: bytes = pages) -> bytes:
        return _pdf_of(catalog, tree, page, contents, font, *more)

    words = b"BT /F 12 Tf 50 700 Td (Gross product grew by 5 percent) Tj ET\n"
    yield "p-good", one(_stream(words))
    bomb = zlib.compress(b" " * (100 << 20))
    yield "p-bomb", one(_stream(bomb, b"/Filter/FlateDecode"))
    yield "p-bomb-twice", one(_stream(zlib.compress(bomb), b"/Filter[/FlateDecode/FlateDecode]"))
    hundred = b"[" + b"/FlateDecode" * 100 + b"]"
    yield "p-filters", one(_stream(zlib.compress(words), b"/Filter" + hundred))
    yield "p-run-length", one(_stream(b"\x81 " * 600_000, b"/Filter/RunLengthDecode"))
    yield (
        "p-run-length-flate",
        one(_stream(zlib.compress(b"\x81 " * 3_000_000), b"/Filter[/FlateDecode/RunLengthDecode]")),
    )
    yield "p-ascii85", one(_stream(b"z" * 3_000_000, b"/Filter/ASCII85Decode"))
    yield "p-ascii85-blanks", one(_stream(b" " * 200_000 + b"x", b"/Filter/ASCII85Decode"))
    yield "p-ascii-hex", one(_stream(b"20" * 200_000, b"/Filter/ASCIIHexDecode"))
    yield "p-lzw", one(_stream(bytes(range(256)) * 800, b"/Filter/LZWDecode"))
    yield "p-lzw-ones", one(_stream(b"\x80\x0b\x60\x50" + b"\xff" * 100_000, b"/Filter/LZWDecode"))
    yield "p-unknown-filter", one(_stream(words, b"/Filter/Nonsense"))
    predicted = b"/Filter/FlateDecode/DecodeParms<</Predictor %d/Columns %d/Colors %d/BitsPerComponent %d>>"
    for name, numbers in (
        ("columns", (12, 2_000_000_000, 1, 8)), ("colors", (12, 4, 999_999_999, 8)), ("zero", (12, 0, 0, 8)),
        ("negative", (12, -5, 1, 8)), ("tiff", (2, 2_000_000_000, 4, 8)), ("bits", (15, 5, 1, 7)),
    ):  # fmt: skip
        yield f"p-predictor-{name}", one(_stream(zlib.compress(words * 50), predicted % numbers))
    yield "p-jpeg", one(_stream(words, b"/Filter/DCTDecode"))
    yield (
        "p-fax",
        one(_stream(b"\0" * 20_000, b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 100000000>>")),
    )
    yield "p-contents-self", _pdf_of(catalog, pages, head, b"4 0 R", font)
    yield "p-contents-pair", _pdf_of(catalog, pages, head, b"6 0 R", font, b"4 0 R")
    yield "p-contents-list", one(b"[" + b"6 0 R " * 20_000 + b"]", _stream(words))
    yield "p-kids-self", one(_stream(words), tree=b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield (
        "p-kids-many",
        one(_stream(words), tree=b"<</Type/Pages/Kids[" + b"3 0 R " * 30_000 + b"]/Count 30000>>"),
    )
    yield "p-count", one(_stream(words), tree=b"<</Type/Pages/Kids[3 0 R]/Count 999999999999>>")
    yield "p-count-negative", one(_stream(words), tree=b"<</Type/Pages/Kids[3 0 R]/Count -1>>")
    yield "p-parent-self", one(_stream(words), page=b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>")
    for name, media in (
        ("words", b"[a b c d]"), ("huge", b"[0 0 99999999999999999999 1]"), ("short", b"[0 0]"),
        ("nan", b"[0 0 1e999 -1e999]"), ("self", b"3 0 R"), ("empty", b"[0 0 0 0]"),
    ):  # fmt: skip
        yield f"p-media-{name}", one(_stream(words), page=head.replace(b"[0 0 595 842]", media))
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R/Y %d 0 R>>>>"
    yield "p-form-self", one(_stream(b"/X Do\n"), _stream(b"/X Do\n", form % (6, 6)))
    doubling = [_stream(b"/X Do /Y Do\n", form % (k + 1, k + 1)) for k in range(6, 26)]
    yield "p-forms-doubling", one(_stream(b"/X Do\n"), *doubling, _stream(words))
    yield "p-operands", one(_stream(b"1 " * 300_000))
    yield "p-arrays", one(_stream(b"[" * 50_000))
    yield "p-dictionaries", one(_stream(words), b"<</A" * 20_000)
    yield "p-strings", one(_stream(b"(" * 200_000))
    yield "p-saves", one(_stream(b"q " * 200_000))
    yield "p-matrix", one(_stream(b"9e99 0 0 9e99 0 0 cm " * 2000 + words))
    yield "p-size", one(_stream(words.replace(b"12 Tf", b"99999999999 Tf")))
    yield "p-lines", one(_stream(b"0 0 m 9 9 l S\n" * 20_000))
    yield (
        "p-rectangles",
        one(_stream(b"".join(b"%d %d 9 9 re S\n" % (k % 60 * 9, k // 60 * 9) for k in range(3000)))),
    )
    yield "p-inline-image", one(_stream(b"BI /W 9 /H 9 ID " + b"x" * 200_000))
    maps = b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<0000><FFFF>endcodespacerange %s endcmap end"
    cid = (
        b"<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[8 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/S/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000%s>>",
    )
    for name, ranges in (
        ("range", b"1 beginbfrange<00000000><FFFFFFFF><0000>endbfrange"),
        ("ranges", b"100 beginbfrange" + b"<0000><FFFF><0000>" * 100 + b"endbfrange"),
        ("backwards", b"1 beginbfrange<FFFF><0000><0000>endbfrange"),
        ("cid", b"1 begincidrange<00000000><FFFFFFFF> 0 endcidrange"),
        ("long", b"1 beginbfchar<0001><" + b"4E00" * 20_000 + b">endbfchar"),
    ):  # fmt: skip
        objects = (_stream(words.replace(b"(Gross", b"<0001>Tj (Gross")),)
        yield (
            f"p-map-{name}",
            _pdf_of(
                catalog,
                pages,
                head.replace(b"5 0 R", b"6 0 R"),
                *objects,
                font,
                cid[0],
                _stream(maps % ranges),
                cid[1] % b"",
            ),
        )
    widths = b"/W[0 2000000000 500]"
    yield (
        "p-widths",
        _pdf_of(
            catalog,
            pages,
            head.replace(b"5 0 R", b"6 0 R"),
            _stream(words),
            font,
            cid[0],
            _stream(maps % b""),
            cid[1] % widths,
        ),
    )
    good = one(_stream(words))
    yield "p-xref-loop", good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % good.rindex(b"xref\n0"))
    yield "p-xref-count", good.replace(b"xref\n0 6", b"xref\n0 999999999")
    yield "p-startxref", good.replace(b"startxref\n", b"startxref\n99999999999999999999")
    yield "p-no-root", good.replace(b"/Root 1 0 R", b"")
    yield "p-root-self", good.replace(b"/Root 1 0 R", b"/Root 99 0 R")
    yield (
        "p-encrypt",
        good.replace(
            b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/P -1/O(x)/U(y)>>/ID[(a)(b)]"
        ),
    )
    yield (
        "p-encrypt-odd",
        good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 99/R 99/Length 99999999>>"),
    )
    for index, width in ((b"[0 2000000000]", b"[1 2 1]"), (b"[0 5]", b"[0 0 0]"), (b"[0 5]", b"[-1 2 1]"), (b"[5]", b"[1 2 1]"), (b"[0 5]", b"[99 99 99]")):  # fmt: skip
        table = _stream(
            zlib.compress(bytes(40)),
            b"/Type/XRef/Size 9/Root 1 0 R/Filter/FlateDecode/W%s/Index%s" % (width, index),
        )
        body = b"%PDF-1.5\n1 0 obj\n" + table + b"\nendobj\nstartxref\n9\n%%EOF"
        yield f"p-xref-stream-{index.decode()}-{width.decode()}", body
    packed = _stream(b"1 0 " * 100_000, b"/Type/ObjStm/N 999999999/First 10")
    yield "p-object-stream", b"%PDF-1.5\n1 0 obj\n" + packed + b"\nendobj\n%%EOF"
    yield "p-cut", good[:-60]
    yield "p-half", good[: len(good) // 2]
    yield "p-head", b"%PDF-1.4"
    for seed in range(10):
        draw = random.Random(seed)
        damaged = bytearray(good)
        for _ in range(20):
            damaged[draw.randrange(9, len(damaged))] = draw.randrange(256)
        yield f"p-damaged-{seed}", bytes(damaged)


def _others() -> Iterator[Named]:
    draw = random.Random(3)
    yield "o-gzip", gzip.compress(GOOD.encode())
    yield "o-gzip-bomb", gzip.compress(b"0" * (30 << 20))
    yield "o-ole-random", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + draw.randbytes(20_000)
    yield "o-ole-zeros", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20_000)
    yield "o-doc", compound("WordDocument")
    yield "o-doc-cut", compound("WordDocument")[:600]
    yield "o-xls", compound("Workbook")
    yield "o-locked", compound("EncryptedPackage")
    yield "o-rtf", b"{\\rtf1 " + b"{" * 20_000
    yield "o-rtf-bin", b"{\\rtf1\\bin999999999 x}"
    yield (
        "o-mht",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n--b--",
    )
    yield "o-xml-bomb", b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>]><l>&b;</l>"
    yield "o-base64", base64.b64encode(draw.randbytes(30_000))
    yield "o-json", b"[" * 50_000
    yield "o-json-text", b'{"content":"' + GOOD.encode().replace(b"\n", b"\\n") + b'"}'
    yield "o-zip", _zip(**{"a.txt": GOOD.encode()})
    yield "o-png", b"\x89PNG\r\n\x1a\n" + draw.randbytes(3000)
    yield "o-empty", b""
    yield "o-nul", b"\0"
    yield "o-mark", codecs.BOM_UTF8
    yield "o-mark-16", codecs.BOM_UTF16_LE
    yield "o-pdf-in-html", b"<html><body>%PDF-1.4\n" + GOOD.encode()
    yield "o-warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n"
