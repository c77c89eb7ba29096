"""Hostile HTML."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.hostile.samples import GOOD, Named


def html() -> Iterator[Named]:
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
