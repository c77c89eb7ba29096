"""Pages in XML that a style sheet (XSLT 1.0) turns into what a reader sees: lists and articles of older systems.

The sheet is code of the site's: it runs in a process of its own, with little memory and time, without files or network.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html import unescape
from html.entities import html5
from typing import Any, Final, NamedTuple
from urllib.parse import urldefrag, urljoin

from lxml import etree

_HEAD: Final = 2000  # characters in which a page names its sheet
_LARGEST: Final = 4_000_000  # characters of a page or a sheet, and of what it makes
_SECONDS: Final = 3  # of CPU
_PATIENCE: Final = 60  # seconds: a loaded machine takes longer
_MEMORY: Final = 1 << 30
_NO_ACCESS: Final = etree.XSLTAccessControl.DENY_ALL  # type: ignore[attr-defined]  # not in the stubs
_NOTHING: Final = "nothing"  # the element of a document that was not obtained
_NAMED = re.compile(r"<\?xml-stylesheet\b([^?]{1,500})\?>")
_VALUE = re.compile(r"""\b(type|href)\s*=\s*["']([^"']{1,300})["']""")
_DECLARED = re.compile(r"\A\s*<\?xml\b[^?]{0,200}\?>")
_INCLUDED = re.compile(r"""<\w{1,20}:(?:include|import)\b[^<>]{0,200}?\bhref\s*=\s*["']([^"']{1,300})["']""")
_DTD = re.compile(r"<!DOCTYPE\b[^\[>]{0,1000}(?:\[(?P<inside>[^\]]{0,20000})\]\s{0,20})?>")
_ENTITY = re.compile(r"""<!ENTITY\s+(?P<name>[\w.-]{1,60})\s+["']""")
# What is no text is passed over.
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|&(?P<name>[A-Za-z_][\w.-]{0,60});", re.S
)
_OF_XML: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_UNKNOWN: Final = "\ufffd"


class Shown(NamedTuple):
    """What a sheet makes of a page: HTML, None if it makes nothing; and what of the page or sheet was not read.

    `damaged`: the page or its sheet is no whole XML.
    """

    html: str | None
    lost: str | None = None
    damaged: bool = False


def named(text: str, url: str) -> str | None:
    """Return the address of the style sheet that a page in XML names; None for any other page.

    >>> named('<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="a.xsl"?><x/>', "http://a.cn/b/1.xml")
    'http://a.cn/b/a.xsl'
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if not head.startswith("<?xml"):
        return None
    for match in _NAMED.finditer(head):
        given = dict(_VALUE.findall(match[1]))
        if given.get("type", "text/xsl").endswith(("xsl", "xml", "xslt")) and "href" in given:
            return _target(given["href"], url)
    return None


def included(sheet: str, url: str) -> Iterator[str]:
    """Yield the addresses of the sheets that a sheet includes."""
    for match in _INCLUDED.finditer(sheet):
        if target := _target(match[1], url):
            yield target


def _target(href: str, url: str) -> str | None:
    target = urldefrag(urljoin(url, unescape(href).strip()))[0]
    return target if target.startswith(("http://", "https://")) else None


async def shown(page: str, address: str, sheets: Mapping[str, str]) -> Shown:
    """Return the HTML that a page's sheet makes of it. `sheets` are texts by address."""
    if len(page) > _LARGEST or sum(map(len, sheets.values())) > _LARGEST:
        return Shown(None, f"more than {_LARGEST} characters")
    task = json.dumps([page, address, dict(sheets)])
    try:
        done = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-m", __name__], input=task.encode(), capture_output=True,
            timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Shown(None, f"it takes longer than {_SECONDS} seconds")
    if done.returncode != 0:
        return Shown(None)
    return Shown(*json.loads(done.stdout))


class _Known(etree.Resolver):
    """Answers for the sheets that were obtained; everything else is empty, so that nothing is read from elsewhere."""

    def __init__(self, sheets: Mapping[str, str]) -> None:
        super().__init__()
        self._sheets = sheets

    def resolve(self, system_url: str, public_id: str, *context: Any) -> Any:
        """Return the text of a sheet."""
        known = self._sheets.get(system_url)
        text = f"<{_NOTHING}/>" if known is None else _bare(known)
        return self.resolve_string(text, context[0], base_url=system_url)


def _bare(text: str) -> str:
    """Return an XML text as lxml reads it, without its declaration: it is no longer in the encoding that it names."""
    return expanded(_DECLARED.sub("", text.lstrip("\ufeff")))[0]


def expanded(text: str) -> tuple[str, list[str]]:
    """Return an XML text with the entities of HTML as characters, and the names of those that are not known.

    Those that the text itself declares stay. What an external file declares is not known: it becomes U+FFFD, which
    the parsers report.

    >>> expanded("<p>a&nbsp;b &amp; <![CDATA[&nbsp;]]>&co;</p>")
    ('<p>a\xa0b &amp; <![CDATA[&nbsp;]]>\ufffd</p>', ['co'])
    """
    dtd = _DTD.search(text[: 4 * _HEAD])
    inside = (dtd["inside"] or "") if dtd else ""
    kept = _OF_XML | {match["name"] for match in _ENTITY.finditer(inside)}
    unknown: list[str] = []

    def known(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None or name in kept:
            return match[0]
        if (value := html5.get(f"{name};")) is not None:
            return "".join(f"&#{ord(one)};" if one in "<&>\"'" else one for one in value)
        unknown.append(name)
        return _UNKNOWN

    start = dtd.end() if dtd else 0
    return text[:start] + _REFERENCE.sub(known, text[start:]), list(dict.fromkeys(unknown))


def transformed(page: str, address: str, sheets: Mapping[str, str]) -> Shown:
    """Return what the sheet at `address` makes of a page. Raises lxml's errors."""
    names = [f"&{name};" for one in (page, *sheets.values()) for name in expanded(one)[1]]
    unknown = f"unknown entities: {', '.join(names[:5])}" if names else None
    parser = _parser(sheets)
    sheet = etree.fromstring(_bare(sheets[address]), parser, base_url=address)
    damage = _damage("its style sheet", parser)
    transform = etree.XSLT(sheet, access_control=_NO_ACCESS)
    parser = _parser(sheets)
    source = etree.fromstring(_bare(page), parser)
    damage = damage or _damage("its XML", parser)
    html = str(etree.tostring(transform(source), method="html", encoding="unicode"))
    if len(html) > _LARGEST:
        return Shown(None, f"its style sheet makes more than {_LARGEST} characters")
    return Shown(html if html.strip() else None, damage or unknown, damage is not None)


def _parser(sheets: Mapping[str, str]) -> etree.XMLParser:
    """Return a parser that reads what it can, and nothing from elsewhere."""
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, recover=True)  # type: ignore[arg-type]  # not in the stubs
    parser.resolvers.add(_Known(sheets))
    return parser


def _damage(what: str, parser: etree.XMLParser) -> str | None:
    """Return what a parser could not read; prefixes without a namespace lose nothing."""
    errors = [
        one
        for one in parser.error_log
        if one.level_name in ("ERROR", "FATAL") and one.domain_name != "NAMESPACE"
    ]
    return (
        f"{what} is damaged or cut off: {errors[0].message.strip()} (line {errors[0].line})"
        if errors
        else None
    )


def _run() -> None:
    """Transform the page that is given on standard input, within bounds."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.write(json.dumps(transformed(*json.load(sys.stdin.buffer))))


if __name__ == "__main__":
    _run()
