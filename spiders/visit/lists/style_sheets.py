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
from typing import Any, Final
from urllib.parse import urldefrag, urljoin

from lxml import etree

_HEAD: Final = 2000  # characters in which a page names its sheet
_LARGEST: Final = 4_000_000  # characters of a page or a sheet
_SECONDS: Final = 3  # of CPU
_MEMORY: Final = 1 << 30
_NO_ACCESS: Final = etree.XSLTAccessControl.DENY_ALL  # type: ignore[attr-defined]  # not in the stubs
_NOTHING: Final = "nothing"  # the element of a document that was not obtained
_NAMED = re.compile(r"<\?xml-stylesheet\b([^?]{1,500})\?>")
_VALUE = re.compile(r"""\b(type|href)\s*=\s*["']([^"']{1,300})["']""")
_DECLARED = re.compile(r"\A\s*<\?xml\b[^?]{0,200}\?>")
_INCLUDED = re.compile(r"""<\w{1,20}:(?:include|import)\b[^<>]{0,200}?\bhref\s*=\s*["']([^"']{1,300})["']""")


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


async def shown(page: str, address: str, sheets: Mapping[str, str]) -> str | None:
    """Return the HTML that a page's sheet makes of it; None if it makes nothing. `sheets` are texts by address."""
    if len(page) > _LARGEST or sum(map(len, sheets.values())) > _LARGEST:
        return None
    task = json.dumps([page, address, dict(sheets)])
    try:
        done = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-m", __name__], input=task.encode(), capture_output=True,
            timeout=4 * _SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    made = done.stdout.decode("utf-8", "replace")
    return made if done.returncode == 0 and made.strip() else None


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
    """Return an XML text without its declaration: the text is no longer in the encoding that it names."""
    return _DECLARED.sub("", text.lstrip("\ufeff"))


def transformed(page: str, address: str, sheets: Mapping[str, str]) -> str:
    """Return what the sheet at `address` makes of a page. Raises lxml's errors."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    parser.resolvers.add(_Known(sheets))
    sheet = etree.fromstring(_bare(sheets[address]), parser, base_url=address)
    transform = etree.XSLT(sheet, access_control=_NO_ACCESS)
    made = transform(etree.fromstring(_bare(page), parser))
    return str(etree.tostring(made, method="html", encoding="unicode"))


def _run() -> None:
    """Transform the page that is given on standard input, within bounds."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.buffer.write(transformed(*json.load(sys.stdin.buffer)).encode("utf-8", "replace"))


if __name__ == "__main__":
    _run()
