"""Remove what a browser does not show: hidden by an attribute, an inline style, or a style sheet without scripts.

Hidden: the attribute `hidden`, `display: none`, `visibility: hidden|collapse` and `content-visibility: hidden` in any
case and spacing, a closed `<dialog>`. A hidden element with most of the page's text is read: a script shows it, for
instance when the page has loaded. A rule of a style sheet applies only if the page loads no script file and its own
scripts do not name the class or id; otherwise it may be a tab or a folded text. Struck-out text (`<del>`, `<s>`,
`<strike>`, `line-through`) is shown as withdrawn, and is not read either. White text on white, text outside the
window, and type too small to see may be mistakes of layout, so they are read. So are the panes of a text that tabs
select (`parsers.formats.web.panes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.formats.web import panes
from parsers.record import Problem
from parsers.text.patterns import lazy

STRUCK = ("del", "s", "strike")
_HIDING = {"display": ("none",), "visibility": ("hidden", "collapse"), "content-visibility": ("hidden",)}
_SIGNS = ("none", "hidden", "collapse", "\\")
_CANDIDATES = (
    '[hidden], [style*="none" i], [style*="hidden" i], [style*="collapse" i], [style*="\\\\"], '
    "dialog:not([open])"
)
_STRUCK = 'del, s, strike, [style*="line-through" i]'
_ESCAPE = lazy(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.S)
_KEYWORD = lazy(r"([a-z-]+)\s*(!\s*important)?\s*\Z")
_SIMPLE = lazy(r"[a-z0-9]{0,10}([.#])([\w-]{1,60})\Z", re.I)
_MOST_RULES = 3000
_MOST_SHOWN = 20  # nested hidden elements that are read because most of the text is in them
_MOST_STRUCK = 0.2  # of the page's text


def hides(style: str) -> bool:
    """Decide whether an inline style hides its element by the rules of CSS: the last valid declaration applies."""
    style = style.lower()
    return any(sign in style for sign in _SIGNS) and any(
        value in _HIDING[name] for name, value in _declared(style).items()
    )


def strikes(style: str) -> bool:
    """Decide whether an inline style strikes out its element's text."""
    return "line-through" in style.lower()


def _declared(style: str) -> dict[str, str]:
    """Return the value in force of each property that can hide: the last valid one, `!important` ones first."""
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in _plain(style).split(";"):
        name, _, value = declaration.partition(":")
        keyword = _KEYWORD.match(value.strip()) if name.strip() in _HIDING else None
        if keyword and (keyword[2] or name.strip() not in important):
            found[name.strip()] = keyword[1]
            important |= {name.strip()} if keyword[2] else set()
    return found


def _plain(css: str) -> str:
    """Return style text without comments and escapes; a comment without an end extends to the end."""
    parts, at = [], 0
    while (start := css.find("/*", at)) >= 0:
        parts.append(css[at:start])
        end = css.find("*/", start + 2)
        at = end + 2 if end >= 0 else len(css)
    plain = "".join((*parts, css[at:]))
    return _ESCAPE.sub(_unescaped, plain) if "\\" in plain else plain


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else ord(match[2])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def remove(tree: LexborHTMLParser, html: str, sheets: str, scripts: str | None) -> int:
    """Remove hidden and struck-out elements from a page's tree; return the number of struck-out characters.

    `sheets`: the text of its style elements; `scripts`: that of its scripts, None if it loads script files.
    """
    hidden = {node.mem_id: node for node in tree.css(_CANDIDATES) if _is_hidden(node)}
    hidden |= {node.mem_id: node for node in _by_sheet(tree, sheets, scripts)}
    struck = {node.mem_id: node for node in tree.css(_STRUCK) if _is_struck(node)}
    body = tree.body
    if body is None or not (hidden or struck):
        return 0
    for pane in panes.of(tree, html) if hidden else ():
        hidden.pop(pane.mem_id, None)
    whole = _size(body)
    kept = 0
    for key, node in list(hidden.items()):
        size = _size(node) if kept < _MOST_SHOWN else 1
        if not size or size * 2 > whole:
            kept += bool(size)
            del hidden[key]
    count = sum(map(_size, _outermost(struck)))
    if count > whole * _MOST_STRUCK:  # a tag without an end tag
        struck, count = {}, 0
    for node in _outermost(hidden | struck):
        node.decompose()
    return count


def problems(struck: int) -> tuple[Problem, ...]:
    """Return a problem with the number of struck-out characters, if any."""
    return (Problem("struck_out", f"{struck} characters that are struck out are not read"),) if struck else ()


def _outermost(nodes: dict[int, LexborNode]) -> list[LexborNode]:
    """Return the nodes that are not inside others: removing them removes the others."""
    inside: dict[int, bool] = {}
    found = []
    for key, node in nodes.items():
        way: list[int] = []
        at = node.parent
        while at is not None and at.mem_id not in inside and at.mem_id not in nodes:
            way.append(at.mem_id)
            at = at.parent
        within = at is not None and (at.mem_id in nodes or inside[at.mem_id])
        inside.update(dict.fromkeys(way, within))
        if not within:
            inside[key] = True
            found.append(node)
    return found


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or (node.tag == "dialog" and "open" not in attributes):
        return True
    return hides(attributes.get("style") or "")


def _is_struck(node: LexborNode) -> bool:
    return node.tag in STRUCK or strikes(node.attributes.get("style") or "")


def _by_sheet(tree: LexborHTMLParser, sheets: str, scripts: str | None) -> Iterator[LexborNode]:
    """Yield the elements that a rule of the page's own style sheets hides and no other rule or script shows."""
    if scripts is None or not any(sign in sheets.lower() for sign in _SIGNS):
        return
    names: dict[tuple[str, str], bool] = {}
    for selectors, declarations in _rules(sheets):
        for selector in selectors.split(","):
            simple = _SIMPLE.match(selector.strip())
            if simple:
                hiding = hides(declarations)
                names[simple[1], simple[2]] = hiding and names.get((simple[1], simple[2]), True)
            elif "display" in declarations or "visibility" in declarations:  # for a state, such as .tab.on
                names |= dict.fromkeys(re.findall(r"([.#])([\w-]{1,60})", selector), False)
    for (mark, name), hiding in names.items():
        if hiding and name not in scripts:
            yield from tree.css(f'[id="{name}"]' if mark == "#" else f'[class~="{name}"]')


def _rules(sheets: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of unconditional rules: not of those inside `@media` and the like."""
    css = _plain(sheets)
    depth, at, selectors = 0, 0, ""
    for number, brace in enumerate(re.finditer("[{}]", css)):
        if number > 2 * _MOST_RULES:
            return
        if brace[0] == "{":
            if depth == 0:
                selectors = css[at : brace.start()].strip()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and not selectors.startswith("@"):
                yield selectors, css[at : brace.start()].lower()
        at = brace.end()


def _size(node: LexborNode) -> int:
    return len(node.text(deep=True).strip())
