"""A site with one list, read to its end without a network: it answers by path and parameters."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.lists.account import Account
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.visit import Visit

HOST = "http://www.songpu.example"
LIST = "/zfbg/"
SIZE, ROWS = 13, 47
PAGES = 4
Answered = Callable[[str, Mapping[str, str]], str | bytes | None]
Headers = Callable[[str, Mapping[str, str]], tuple[tuple[str, str], ...]]


def record(n: int) -> dict[str, object]:
    return {"no": 7000 + n, "subject": f"松浦区政府工作报告（第{n}号）", "href": f"/zfbg/x{7000 + n}.html"}


def li(n: int) -> str:
    return f'<li><a href="/zfbg/x{7000 + n}.html">松浦区政府工作报告（第{n}号）</a><i>2019-03-{n % 28 + 1:02d}</i></li>'


def numbers(first: int, count: int = SIZE) -> list[int]:
    return list(range(max(0, first), min(ROWS, first + count)))


def rows(page: int) -> str:
    return "<ul class='list'>" + "".join(map(li, numbers((page - 1) * SIZE))) + "</ul>"


def html(body: str) -> str:
    return f"<html><body><ul class='nav'><li><a href='/'>首页</a></li></ul>{body}<p>主办：松浦区</p></body></html>"


def read(
    answered: Answered, address: str = LIST, *, home: bool = False, headers: Headers = lambda *_: ()
) -> tuple[Account, list[str], set[str]]:
    """Read the list of a site that answers by path and parameters (query and form): account, requests, rows found.

    `home`: the visit also obtains the home page; `headers`: those of each answer.
    """
    accounts, requested, links = _read(answered, parts=False, address=address, home=home, headers=headers)
    return accounts[0], requested, links


def read_with_parts(answered: Answered) -> tuple[list[Account], list[str], set[str]]:
    """Read the list with its parts (years, mandates); each has an account."""
    return _read(answered, parts=True)


def _read(
    answered: Answered,
    parts: bool,
    address: str = LIST,
    home: bool = False,
    headers: Headers = lambda *_: (),
) -> tuple[list[Account], list[str], set[str]]:
    requested: list[str] = []
    links: set[str] = set()

    async def fetch(url: str, purpose: Purpose) -> Answer:
        requested.append(url.removeprefix(HOST))
        body = purpose.post.body or "" if purpose.post else ""
        given = json.loads(body) if body.startswith("{") else dict(parse_qsl(body, keep_blank_values=True))
        at = urlsplit(url)
        values = {name: str(value) for name, value in given.items()}
        asked = {**dict(parse_qsl(at.query)), **values}
        text = answered(at.path, asked)
        if text is None:
            return Answer(url, "gone", 404)
        if isinstance(text, bytes):
            return Answer(url, "ok", 200, text, "application/octet-stream")
        kind = "text/html" if "<" in text[:1] else "application/json"
        return Answer(
            url, "ok", 200, text.encode(), f"{kind}; charset=utf-8", headers=headers(at.path, asked)
        )

    text = f"name: 松浦区\nhomepage: {HOST}/\nfamily: plain\nlists: [{{url: '{HOST}{address}'}}]\n"
    site = sitefile.parse(text, "songpu", "songpu.yaml")
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    previous = PreviousCrawls.open(Path("/nowhere"), Path("/nowhere"), ["songpu"])
    visit = Visit(site, Settings(contact="archive@example.org"), previous, fetcher)

    async def walk() -> None:
        if home:
            await visit.get(site.homepage, "home")
        if parts:
            links.update([link.url async for link, _ in visit.links(site.lists[0]) if "/zfbg/x" in link.url])
            await visit.settle_unused()
            return
        async for _, listing in visit.pages(site.lists[0]):
            links.update(link.url for link in listing.links if "/zfbg/x" in link.url)
        await visit.settle_unused()

    asyncio.run(walk())
    return [Account.from_dict(one) for one in visit.result.lists], requested, links


def api(script: str, path: str, first: Callable[[Mapping[str, str]], int], pack: Callable[[list[int]], object],
        before: str = "<table id='t'></table>") -> Answered:  # fmt: skip
    """A page whose script requests the rows from `path`; `first` is the first row that a request asks for."""

    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        if asked == LIST:
            return html(f"{before}<script>{script}</script>")
        if asked != path or given.get("lm", "9") != "9":
            return None
        return json.dumps(pack(numbers(first(given))), ensure_ascii=False)

    return answered


def pages(pager: Callable[[int], str], address: str, first: int = 1) -> Answered:
    """A site of pages at `address` ({n}), the first also at LIST, with what `pager` writes below the rows."""
    pattern = re.escape(address).replace(re.escape("{n}"), r"(\d+)")

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        whole = path + "".join(f"?{k}={v}" for k, v in given.items())
        match = re.fullmatch(pattern, whole)
        number = int(match[1]) + 1 - first if match else 1 if whole == LIST else 0
        return html(rows(number) + pager(number)) if 1 <= number <= PAGES else None

    return answered


def offset(name: str) -> Callable[[Mapping[str, str]], int]:
    return lambda given: int(given[name])


def counted(name: str, start: int = 1) -> Callable[[Mapping[str, str]], int]:
    return lambda given: (int(given[name]) - start) * SIZE


def total(found: list[int]) -> object:
    return {"total": ROWS, "rows": [record(n) for n in found]}
