"""Requests to the demo sites, and what their pages link to."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

HREF = re.compile(r'href="([^"]*)"')
SCRIPT = re.compile(r"<script>.*?</script>", re.S)
TAG = re.compile(r"<[^<>]*>")


def ask(
    url: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request(method, target, headers=dict(headers or {}))
    answer = connection.getresponse()
    found = answer.status, dict(answer.headers), answer.read()
    connection.close()
    return found


def page(url: str) -> str:
    _, _, body = ask(url)
    match = re.search(rb"charset=([\w-]+)", body)
    return body.decode("gb18030" if match and match[1].startswith(b"gb") else "utf-8")


def linked(url: str) -> set[str]:
    """The addresses behind a page's links."""
    return {
        urljoin(url, href.replace("&amp;", "&"))
        for href in HREF.findall(SCRIPT.sub("", page(url)))
        if not href.startswith("javascript")
    }


def squeezed(html: str) -> str:
    return "".join(TAG.sub("", html).replace("&nbsp;", "").split())
