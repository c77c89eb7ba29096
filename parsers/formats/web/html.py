"""Read HTML into a Page: find the container in lexbor's tree, read it, and take the rest as evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from parsers.families import FAMILIES, Family, recognise
from parsers.formats import limits, pager, pager_lines
from parsers.formats.blocks import Block, assemble, items_of
from parsers.formats.trim import trim
from parsers.formats.web import around, drawn_dates, finder, held, hidden
from parsers.formats.web.render import FILES, Rendered, render, render_html
from parsers.formats.web.survey import Element, Survey, survey
from parsers.formats.white_space import tidy
from parsers.hints import Hints
from parsers.page import Attachment, Page
from parsers.record import Problem
from parsers.text.patterns import lazy

_JSON = json.JSONDecoder()
_INLINE = ["span", "font", "em", "i", "u", "big", "small", "o\\:p", "ins", "label"]
_DROPPED = ["script", "style", "noscript", "template", "svg", "textarea"]
_ESCAPED = lazy(r"</(?:p|div|span|td)>|<br\s{0,2}/?>|<p[\s>]", re.I)


def open_html(text: str, *, url: str | None, hints: Hints) -> Page:
    """Return the Page of an HTML document; one beyond the limits is refused (`too_deep`, `too_large`)."""
    refusal = limits.refusal(text)
    if refusal is not None:
        return Page(text="", url=url, problems=(refusal,))
    family = FAMILIES.get(hints.family or "") or recognise(text, url)
    text = drawn_dates.drawn(text)
    tree = LexborHTMLParser(text)
    sheets, scripts = _sheets_and_scripts(tree)
    tree.strip_tags(_DROPPED)
    files = _linked_files(tree)
    struck = hidden.remove(tree, text, sheets, scripts)
    more = pager.read(text, tree, url)
    carried = script_body(text, family)
    place = _place(tree, family) if carried else None
    page = survey(tree)
    if page is None:
        return Page(text="", url=url)
    finder.weigh(page)
    metas = _metas(tree)
    unusable = tuple(s for s in hints.selectors if not _usable(s))
    container, certain = _container(tree, page, [s for s in hints.selectors if s not in unusable], family)
    script = carried if len(carried or "") > container.weight else None
    if script is None and container.weight < held.SHOWN_BODY:
        script = held.body(text, container.weight)
    # Lines before the element that a script fills are before the body.
    filled = page.element(place) if place is not None and script else None
    evidence = around.look(page, filled or container, metas)
    if stated := drawn_dates.stated(text, evidence.title):
        metas[drawn_dates.STATED] = stated
    opening = [] if certain or script else [element.node for element in finder.standfirst(container)]
    if not certain:
        finder.prune(container)
    container.node.unwrap_tags(_INLINE, delete_empty=False)  # a page from Word has thousands of spans
    rendered = _unescaped(render_html(script) if script else render([*opening, container.node]))
    blocks = rendered.blocks if certain or script else _bodied(rendered.blocks, metas.get("title", ""))
    kept = trim(pager_lines.cut(blocks), templated=not (certain or script))
    body, marks, tables = assemble(kept.body)
    return Page(
        text=body,
        marks=marks,
        tables=tables,
        items=items_of(kept.body),
        page_title=_first_named(evidence.title, kept.title),
        info=(*evidence.info, *kept.info),
        crumbs=evidence.crumbs or kept.crumbs,
        metas=metas,
        site_name=evidence.site_name,
        footer=(*kept.footer, *evidence.footer),
        url=url,
        attachments=_attachments(files, rendered),
        family=family.name if family else None,
        links=rendered.links,
        third_party=kept.third_party or evidence.third_party,
        expired=kept.expired or evidence.expired,
        problems=(
            *(Problem("bad_selector", f"not a CSS selector: {selector}") for selector in unusable),
            *hidden.problems(struck),
        ),
        pager=more,
    )


def _first_named(*titles: str | None) -> str | None:
    """Return the first title that names a document; if none does, the first that the template has."""
    found = [title for title in titles if title]
    return next((title for title in found if not around.is_of_site(title)), next(iter(found), None))


def _container(
    tree: LexborHTMLParser, page: Survey, selectors: Sequence[str], family: Family | None
) -> tuple[Element, bool]:
    """Return the body's element, and whether a selector found it (its first line is then not a template's title)."""
    for selector in selectors:
        chosen = _select(tree, page, selector)
        if chosen is not None:
            return chosen, True
    general = finder.find(page)
    for selector in family.selectors if family else ():
        chosen = _select(tree, page, selector)
        # A redesign reuses old names for other elements: the family's container must have most of the prose.
        if chosen is not None and chosen.weight >= 0.5 * general.weight:
            return chosen, True
    return general, False


def _bodied(blocks: list[Block], window: str) -> list[Block]:
    """Return a container's blocks after the page's title, without link lists at both ends."""
    start, end = 0, len(blocks)
    while start < end and blocks[start].linked * 10 >= len(blocks[start].text) * 9:
        start += 1
    while end > start and blocks[end - 1].linked * 10 >= len(blocks[end - 1].text) * 9:
        end -= 1
    for i, block in enumerate(blocks[start : min(end, start + 40)], start + 1):
        if len(block.text) >= 60 and not block.linked:
            break
        bare = "".join(block.text.split())
        if block.level in (1, 2) and len(bare) >= 5 and bare in "".join(window.split()):
            start = i
            break
    return blocks[start:end]


def _usable(selector: str) -> bool:
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError:
        return False
    return True


def _select(tree: LexborHTMLParser, page: Survey, selector: str) -> Element | None:
    """Return the element with the most prose among those that a selector matches; None if none has text."""
    elements = [page.element(node) for node in tree.css(selector)]
    return max((e for e in elements if e is not None), key=lambda e: e.weight, default=None)


def _place(tree: LexborHTMLParser, family: Family | None) -> LexborNode | None:
    """Return the empty element that the page's script fills with the body, with a text so that it has a line."""
    for selector in family.selectors if family and family.script_key else ():
        for node in tree.css(selector):
            if not node.text(deep=True).strip():
                node.insert_child("正文")
                return node
    return None


def script_body(text: str, family: Family | None) -> str | None:
    """Return the HTML of a body that a script contains as JSON."""
    key = f'"{family.script_key if family and family.script_key else "content"}"'
    best = ""
    at = text.find(key)
    while at >= 0:
        colon = text.find(":", at + len(key), at + len(key) + 8)
        quote = text.find('"', colon, colon + 8) if colon > 0 else -1
        if quote > 0:
            try:
                value, _ = _JSON.raw_decode(text, quote)
            except json.JSONDecodeError:
                value = ""
            if len(value) > len(best):
                best = value
        at = text.find(key, at + len(key))
    return best if len(best) > 40 and ("<" in best or "。" in best) else None


def _sheets_and_scripts(tree: LexborHTMLParser) -> tuple[str, str | None]:
    """Return the text of a page's style sheets and scripts; None for the scripts if the page loads script files."""
    sheets = "\n".join(node.text(deep=True) for node in tree.css("style"))
    if not sheets or tree.css_first("script[src]") is not None:
        return sheets, None
    return sheets, "\n".join(node.text(deep=True) for node in tree.css("script"))


def _linked_files(tree: LexborHTMLParser) -> dict[str, Attachment]:
    """Return files linked from anywhere on the page, also in hidden lists, each URL once."""
    found: dict[str, Attachment] = {}
    for node in tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if href not in found and FILES.search(href):
            found[href] = Attachment(href, tidy(node.text()))
    for node in tree.css("iframe[src], embed[src]"):
        source = (node.attributes.get("src") or "").strip()
        if source not in found and FILES.search(source):
            found[source] = Attachment(source, "")
    return found


def _attachments(linked: dict[str, Attachment], rendered: Rendered) -> tuple[Attachment, ...]:
    """Return files linked from the body, then those linked elsewhere on the page, each URL once."""
    found = {a.url: a for a in rendered.attachments}
    return tuple((found | {url: a for url, a in linked.items() if url not in found}).values())


def _unescaped(rendered: Rendered) -> Rendered:
    """Read text that shows tags as HTML: it was escaped twice.

    In Markdown tables pasted into a page, `<br>` in a cell remains text.
    """
    shown = "\n".join(b.text for b in rendered.blocks)
    tagged = len(_ESCAPED.findall(shown[:20000])) >= 2
    if tagged and not shown.startswith("|") and "\n|" not in shown and limits.refusal(shown) is None:
        return render_html(shown)
    return rendered


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[name][content]"):
        attributes = node.attributes
        name, content = (
            (attributes.get("name") or "").strip().lower(),
            (attributes.get("content") or "").strip(),
        )
        if name and content:
            found.setdefault(name, content)
    title = tree.css_first("title")
    if title is not None:
        found.setdefault("title", tidy(title.text()))
    return found
