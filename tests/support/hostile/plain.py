"""Hostile plain text, Markdown and encodings."""

from __future__ import annotations

import codecs
import random
from collections.abc import Iterator

from tests.support.hostile.samples import GOOD, Named

# Codecs that Python has and no page can be in, and none at all.
_CHARSETS = (
    "utf-7", "idna", "punycode", "hex", "zlib", "rot13", "base64", "unicode_escape", "\x00", "x" * 20, "undefined",
)  # fmt: skip


def _with(text: str) -> bytes:
    return (GOOD + text + "\n各位代表，让我们共同奋斗！\n").encode()


def text() -> Iterator[Named]:
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


def markdown() -> Iterator[Named]:
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


def encodings() -> Iterator[Named]:
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
