"""Find a page's main text by where its sentences are, for pages of any CMS."""

from __future__ import annotations

import re

from parsers.formats import chrome
from parsers.formats.web.survey import Element, Line, Survey
from parsers.text.patterns import lazy

_CHROME_TAGS = frozenset(("nav", "footer", "aside"))
# A class or id whose words (English or pinyin) show that an element is not body text.
_ASIDE = lazy(
    r"(?:^|[\s_-])(?:foot(?:er)?|copyright|nav(?:bar|igation)?|menu|bread(?:crumb)?s?|crumbs?|side(?:bar)?|share|bdshare|"
    r"comments?|pinglun|related?|relevant|recommend|tuijian|hot(?:news)?|login|search|toolbar|prevnext|disclaimer|"
    r"ads?|adv|advert(?:s|ising|isement)?|adbox|guanggao|sponsor(?:ed)?|promo(?:tion)?|newsletter|subscribe)"
    r"(?:$|[\s_-]|\d)",
    re.I,
)
_PROSE = lazy(r"[，。；：！？、,;]")
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "blockquote"))
# Elements that do not contain a whole text: a paragraph, a part of a table.
_PARTS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "thead", "tr", "li", "ul", "ol", "dl")
)
_HEADLINES = ("h1", "h2")
_OPENING = ("p", "blockquote")
_STANDFIRST = 20  # least characters of prose in a standfirst
_SHARE = 0.85
_NAMED_SHARE = 0.6
_LEAF_SHARE = 0.97  # an element without blocks in it may be one paragraph among several


def weigh(page: Survey) -> None:
    """Set each element's weight to the prose in it; asides count only if they have most of the prose."""
    for element in page.elements.values():
        parent = element.parent
        element.aside = parent is not None and (parent.aside or _is_aside(element))
    weights = [(line.element, _weight(line)) for line in page.lines]
    total = sum(weight for _, weight in weights)
    if sum(weight for element, weight in weights if not element.aside) < 0.3 * total:
        for element in page.elements.values():
            element.aside = False
    for element, weight in weights:
        if not element.aside:
            element.weight += weight
    for element in reversed(page.elements.values()):
        if element.parent is not None:
            element.parent.weight += element.weight


def find(page: Survey) -> Element:
    """Return the lowest element with nearly all the prose of a weighed page."""
    at = page.root
    while True:
        best = max(at.children, key=lambda e: e.weight, default=None)
        if best is None or best.weight <= 0:
            break
        share = _SHARE if best.children else _LEAF_SHARE
        if best.weight < (_NAMED_SHARE if _apart(best) else share) * at.weight:
            break
        at = best
    while at.parent is not None and at.tag in _PARTS:
        at = at.parent
    return at


def _apart(element: Element) -> bool:
    """Decide whether an element differs in id and class from its siblings: a region, not one of several sections."""
    own = _name(element)
    siblings = element.parent.children if element.parent is not None else ()
    return (
        bool(own)
        and bool(element.children)
        and all(
            _name(other) not in ("", own) for other in siblings if other is not element and other.weight > 0
        )
    )


def _name(element: Element) -> str:
    attributes = element.node.attributes
    return re.sub(r"\d+", "", f"{attributes.get('id') or ''} {attributes.get('class') or ''}").strip()


def standfirst(container: Element) -> list[Element]:
    """Return the opening paragraphs between a headline and the container.

    They are in the container's parent, below a heading or a header that holds one, each by itself or in a box of
    nothing but paragraphs, and have at most two fifths of the container's prose.
    """
    parent = container.parent
    if parent is None:
        return []
    found: list[Element] = []
    headed = False
    for sibling in parent.children:
        if sibling is container:
            break
        if sibling.tag in _HEADLINES or (sibling.tag == "header" and _holds_headline(sibling)):
            headed, found = True, []
        elif (
            headed
            and (sibling.tag in _OPENING or (sibling.tag in ("div", "section") and _only_paragraphs(sibling)))
            and not sibling.aside
            and sibling.weight >= _STANDFIRST
        ):
            found.append(sibling)
    return found if sum(e.weight for e in found) <= 0.4 * max(container.weight, 1) else []


def _only_paragraphs(element: Element) -> bool:
    return all(child.tag in _OPENING and not child.children for child in element.children)


def _holds_headline(element: Element) -> bool:
    inside = (one for child in element.children for one in (child, *child.children))
    return any(one.tag in _HEADLINES for one in inside)


def prune(container: Element) -> None:
    """Remove the asides inside a container from the tree."""
    pending = list(container.children)
    while pending:
        element = pending.pop()
        if element.aside:
            element.node.decompose()
        else:
            pending += element.children


def _is_aside(element: Element) -> bool:
    if element.tag in _CHROME_TAGS:
        return True
    if element.tag in _LEAVES:
        return False
    attributes = element.node.attributes
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return len(names) > 1 and len(names) < 200 and _ASIDE.search(names) is not None


def _weight(line: Line) -> float:
    text = line.text
    own = len(text) - line.linked
    if own < 2 or line.linked > own:
        return 0.0
    if own < 12 or _PROSE.search(text) is None:
        return own * 0.1
    return 0.0 if len(text) < 300 and chrome.is_chrome(text) else own
