"""A page as published, reduced to what can't act: structure, text, its own styles, and archived pictures.

The result is built from listed elements and attributes with escaped text, so nothing in the page can become markup of
another kind. Scripts, frames, objects, form fields, links' targets and event handlers are never written.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.appearance import css
from parsers.appearance.css import Address
from parsers.formats.limits import refusal


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COPIED: Final = _names(
    "h1 h2 h3 h4 h5 h6 p div section article header footer nav main aside address hgroup ul ol li dl dt dd table "
    "caption colgroup col thead tbody tfoot tr td th br hr wbr b strong i em u s strike del ins sub sup small big tt "
    "blockquote q pre code kbd samp var cite dfn abbr mark time ruby rb rt rp span font center a img figure figcaption "
    "details summary fieldset legend label bdo bdi nobr"
)
_VOID: Final = _names("br hr wbr col img")
_OTHER_NAMES: Final = {"form": "div", "button": "span", "dir": "ul", "menu": "ul", "dialog": "div"}
LeftOut = Literal["scripts", "frames", "fields", "inlined", "other"]
_LEFT_OUT: Final[dict[str, LeftOut]] = {
    "script": "scripts", "iframe": "frames", "frame": "frames", "frameset": "frames", "object": "frames",
    "embed": "frames", "applet": "frames", "portal": "frames", "fencedframe": "frames", "input": "fields",
    "select": "fields", "textarea": "fields", "svg": "other", "math": "other", "audio": "other", "video": "other",
    "canvas": "other",
}  # fmt: skip
# Not shown by a browser either, or without anything of their own to show.
_SILENT: Final = _names(
    "noscript template meta base title head map area source track param datalist bgsound basefont"
)
_ATTRIBUTES: Final = _names("class id title lang dir align valign width height bgcolor color hidden")
_OWN_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "img": _names("alt border hspace vspace"),
    "td": _names("colspan rowspan nowrap"),
    "th": _names("colspan rowspan nowrap"),
    "table": _names("border cellpadding cellspacing rules frame"),
    "col": _names("span"),
    "colgroup": _names("span"),
    "font": _names("face size"),
    "ol": _names("start type reversed"),
    "ul": _names("type"),
    "li": _names("type value"),
    "hr": _names("size noshade"),
    "br": _names("clear"),
    "details": _names("open"),
    "body": _names("text topmargin leftmargin marginwidth marginheight"),
}
_DEEPEST: Final = 200
_LONGEST: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """A page that can be shown: its HTML, how many elements of each kind were left out, and whether it has styles.

    `left_out` counts `scripts`, `frames` (with embedded objects), `fields` of forms, pictures `inlined` as `data:`, and
    `other` (drawings, films).
    """

    html: str
    left_out: dict[LeftOut, int]
    styled: bool


def look(
    html: str, url: str, address: Address, default_style: str | None = None, icon: str | None = None
) -> Look | None:
    """Return a page published at `url`, with the addresses that `address` returns for its styles and pictures.

    `default_style` is the address of a style sheet for a page without styles. `icon` is the address of its icon: for a
    page that names none, browsers request /favicon.ico at the root of the host. Nesting beyond 200 levels is flattened.
    None is returned for a page that can't be parsed in reasonable time (`parsers.formats.limits`).
    """
    if refusal(html) is not None:
        return None
    tree = LexborHTMLParser(html[:_LONGEST])
    writer = _Writer(_base(tree, url), address)
    head, body = tree.head, tree.body
    if head is not None:
        writer.head(head)
    styles = "".join(writer.parts)
    writer.parts = []
    if body is not None:
        writer.children(body, 0)
    styled = writer.styled
    if not styled and default_style:
        styles = f'<link rel="stylesheet" href="{escape(default_style)}">'
    if icon:
        styles = f'<link rel="icon" href="{escape(icon)}">{styles}'
    # Without a doctype browsers lay a page out as those of the 1990s did, which old pages count on.
    doctype = "<!doctype html>" if "<!doctype" in html[:2000].lower() else ""
    title = tree.css_first("title")
    parts = (
        doctype,
        "<html", writer.attributes(tree.root) if tree.root is not None else "", ' data-archived="">',
        '<head><meta charset="utf-8">',
        f"<title>{escape(title.text() if title else '')}</title>", styles, "</head>",
        "<body", writer.attributes(body) if body is not None else "", ">", *writer.parts, "</body></html>",
    )  # fmt: skip
    return Look("".join(parts), writer.left_out, styled)


def _base(tree: LexborHTMLParser, url: str) -> str:
    """Return what the page's addresses are relative to: its own address, or its first `<base href>`."""
    for node in tree.css("base[href]"):
        return css.resolve(url, node.attributes.get("href") or "") or url
    return url


class _Writer:
    def __init__(self, base: str, address: Address) -> None:
        self._base, self._address = base, address
        self.parts: list[str] = []
        self.left_out: dict[LeftOut, int] = {}
        self.styled = False

    def head(self, head: LexborNode) -> None:
        """Write the styles of a page's head, and count what else it has."""
        for child in head.iter(include_text=False):
            tag = (child.tag or "").lower()
            if tag in ("style", "link") or tag in _LEFT_OUT:
                self._element(child, tag, 0)

    def children(self, node: LexborNode, depth: int) -> None:
        """Write what an element contains."""
        for child in node.iter(include_text=True):
            tag = (child.tag or "").lower()
            if tag == "-text":
                self.parts.append(escape(child.text_content or "", quote=False))
            elif not tag.startswith("-"):
                self._element(child, tag, depth)

    def _element(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag in _LEFT_OUT:
            self._leave_out(_LEFT_OUT[tag])
        elif tag in _SILENT:
            return
        elif tag == "style":
            self._style(node)
        elif tag == "link":
            self._link(node)
        elif depth >= _DEEPEST:
            self.parts.append(escape(node.text() or "", quote=False))
        else:
            name = _OTHER_NAMES.get(tag, tag if tag in _COPIED else "span")
            self.parts.append(f"<{name}{self.attributes(node)}>")
            if name not in _VOID:
                self.children(node, depth + 1)
                self.parts.append(f"</{name}>")

    def attributes(self, node: LexborNode) -> str:
        """Return the attributes of an element that only describe how it looks."""
        tag = (node.tag or "").lower()
        allowed = _ATTRIBUTES | _OWN_ATTRIBUTES.get(tag, frozenset())
        written: list[str] = []
        for name, value in node.attributes.items():
            text: str | None = None
            if name in allowed:
                text = value or ""
            elif name == "style":
                text = css.rewrite(value or "", self._base, self._address)
            elif name == "background" or (name == "src" and tag == "img"):
                url = css.resolve(self._base, value or "")
                text = self._address("picture", url) if url else None
                if (value or "").lstrip()[:5].lower() == "data:":
                    self._leave_out("inlined")
            if text is not None:
                written.append(f' {name}="{escape(text)}"')
        return "".join(written)

    def _leave_out(self, kind: LeftOut) -> None:
        self.left_out[kind] = self.left_out.get(kind, 0) + 1

    def _style(self, node: LexborNode) -> None:
        sheet = css.rewrite(node.text(deep=True) or "", self._base, self._address)
        self.styled = True
        self.parts.append(f"<style{self._media(node)}>{sheet}</style>")

    def _link(self, node: LexborNode) -> None:
        kinds = (node.attributes.get("rel") or "").lower().split()
        if "stylesheet" not in kinds or "alternate" in kinds:
            return
        url = css.resolve(self._base, node.attributes.get("href") or "")
        sheet = self._address("stylesheet", url) if url else None
        if sheet:
            self.styled = True
            self.parts.append(f'<link rel="stylesheet" href="{escape(sheet)}"{self._media(node)}>')

    def _media(self, node: LexborNode) -> str:
        media = node.attributes.get("media")
        return f' media="{escape(media)}"' if media else ""
