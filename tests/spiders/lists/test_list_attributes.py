"""Lists whose rows or next pages an attribute requests or holds, without a script of the page (all invented)."""

from __future__ import annotations

import html as escaping
import json
from collections.abc import Callable, Mapping

import pytest

from spiders.lists.account import Account
from tests.support.one_list import LIST, PAGES, ROWS, SIZE, Answered, html, li, numbers, read, record

Page = Callable[[int], str]


def items(page: int) -> str:
    return "".join(map(li, numbers((page - 1) * SIZE)))


def site(first: str, further: Page, path: str = "/piece") -> Answered:
    """A site with a list and the pieces that it requests, by number."""

    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        number = int(given.get("page", "0"))
        if asked == LIST and not given:
            return first
        return further(number) if asked == path and 1 <= number <= PAGES else None

    return answered


def behind(element: str) -> Page:
    """Rows with an element behind them that requests the next ones; N is their number."""
    return lambda page: items(page) + (element.replace("N", str(page + 1)) if page < PAGES else "")


REVEALED = behind("<li hx-get='/piece?page=N' hx-trigger='revealed' hx-swap='outerHTML'>…</li>")
BUTTON = behind("<button hx-get='/piece' hx-vals='{\"page\": N}'>加载更多</button>")
POSTED = behind("<a data-hx-post='/piece' data-hx-vals='{\"page\": \"N\"}'>下一页</a>")
FRAME = behind("<turbo-frame id='f' src='/piece?page=N' loading='lazy'></turbo-frame>")


def at_once(element: str) -> str:
    return html(f"<div>{element}</div><script src='/js/htmx.min.js'></script>")


READ: dict[str, Answered] = {
    "htmx when revealed": site(html(REVEALED(1)), REVEALED),
    "htmx with values": site(html(BUTTON(1)), BUTTON),
    "htmx by post": site(html(POSTED(1)), POSTED),
    "htmx at once": site(at_once("<div hx-get='/piece?page=1' hx-trigger='load'></div>"), REVEALED),
    "frames of Turbo": site(html(FRAME(1)), FRAME),
    "a frame of Turbo at once": site(at_once("<turbo-frame src='/piece?page=1'></turbo-frame>"), FRAME),
    "an included fragment": site(at_once("<include-fragment src='/piece?page=1'></include-fragment>"), REVEALED),
    "an included file": site(at_once("<div w3-include-html='/piece?page=1'></div>"), REVEALED),
    "an object": site(at_once("<object type='text/html' data='/piece.html?page=1'></object>"),
                      lambda n: html(behind("<a href='?page=N'>下一页</a>")(n)), "/piece.html"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_list_of_pieces_is_read_to_its_end(name: str) -> None:
    account, requested, links = read(READ[name])
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
    assert len(requested) == len(set(requested))


DRAWN = "<template x-for='r in rows'><a :href='r.href' x-text='r.subject'></a></template>"
LOAD = "fetch('/piece?page=' + this.p).then(r => r.json()).then(d => { this.rows = d.rows; this.pages = d.pages; })"
COMPONENTS = {
    "Alpine": f"<div x-data=\"{{rows: [], p: 1, load() {{ {LOAD} }}}}\" x-init='load()'>{DRAWN}</div>",
    "Alpine with a name": f"<div x-data='docs'>{DRAWN}</div><script>document.addEventListener('alpine:init', () => "
    f"Alpine.data('docs', () => ({{rows: [], p: 1, init() {{ {LOAD} }}}})));</script>",
    "petite-vue": f"<div v-scope=\"{{p: 1, rows: [], load() {{ {LOAD} }}}}\" @vue:mounted='load()'>{DRAWN}</div>",
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_request_of_an_elements_own_component_is_made(name: str) -> None:
    first = html(COMPONENTS[name])
    account, _, links = read(site(first, lambda page: json.dumps(held(page), ensure_ascii=False)))
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


def held(page: int, totals: bool = True) -> dict[str, object]:
    rows = [record(n) | {"day": f"2019-03-{n % 28 + 1:02d}"} for n in numbers((page - 1) * SIZE)]
    return {"rows": rows} | ({"page": page, "pages": PAGES} if totals else {})


def in_attribute(value: object) -> str:
    return f"<div id='app' data-page='{escaping.escape(json.dumps(value, ensure_ascii=False))}'></div>"


def streamed(value: object) -> str:
    text = json.dumps(f"7:{json.dumps(['$', 'ul', None, value], ensure_ascii=False)}\n", ensure_ascii=False)
    return f"<script>self.__next_f.push([1,{text}])</script>"


HELD = {
    "an attribute": lambda value: in_attribute({"component": "List", "props": value}),
    "a stream of React": streamed,
}


@pytest.mark.parametrize("name", HELD)
def test_rows_that_a_page_holds_are_read_and_its_totals_count(name: str) -> None:
    account, _, links = read(site(html(HELD[name](held(4))), lambda _: ""))
    assert len(links) == 8 and account.code == "list_incomplete" and "4 pages declared" in (account.why or "")
    account, _, links = read(site(html(HELD[name](held(4, totals=False))), lambda _: ""))
    assert (len(links), account.state) == (8, "complete")


def test_links_among_streamed_elements_are_rows() -> None:
    links = [
        {"href": record(n)["href"], "children": ["松浦区", f"{2010 + n}年政府工作报告"]} for n in range(7)
    ]
    rows = [["$", "li", n, {"children": ["$", "a", None, link]}] for n, link in enumerate(links)]
    assert len(read(site(html(streamed({"children": rows})), lambda _: ""))[2]) == 7


def test_a_described_list_is_read_but_no_breadcrumb() -> None:
    entries = [{"@type": "ListItem", "url": record(n)["href"], "name": record(n)["subject"],
                "datePublished": "2019-03-01"} for n in range(7)]  # fmt: skip
    for kind, found in (("ItemList", 7), ("BreadcrumbList", 0)):
        described = json.dumps({"@type": kind, "itemListElement": entries}, ensure_ascii=False)
        page = html(f"<script type='application/ld+json'>{described}</script>")
        assert len(read(site(page, lambda _: ""))[2]) == found


def test_documents_within_frames_are_read() -> None:
    def framed(page: int) -> str:
        following = f"<a href='{LIST}?page={page + 1}' target='_parent'>下一页</a>" if page < PAGES else ""
        return html(f"<iframe srcdoc='{escaping.escape(items(page) + following)}'></iframe>")

    account, _, links = read(site(framed(1), framed, LIST))
    assert (account.state, len(links)) == ("complete", ROWS)


def reported(element: str) -> Account:
    return read(site(html(items(1) + element), lambda _: None))[0]


@pytest.mark.parametrize(
    "element",
    [
        "<li hx-get='/piece?after=x7' hx-trigger='revealed'>…</li>",
        "<button hx-get='https://other.example/piece?page=2'>加载更多</button>",
        "<button data-u='/piece'>加载更多</button>",
    ],
)
def test_further_rows_that_an_attribute_only_mentions_are_reported(element: str) -> None:
    assert reported(element).code == "list_incomplete"


def test_a_block_that_is_loaded_beside_the_list_is_no_further_page() -> None:
    assert reported("<div hx-get='/weather?city=7' hx-trigger='load'></div>").state == "complete"
    assert reported("<turbo-frame src='/hot' id='hot'></turbo-frame>").state == "complete"


def test_a_server_that_remembers_its_readers_is_reported() -> None:
    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        following = "<a href='?act=next'>下一页</a>"
        return html(items(2 if given else 1) + following) if asked == LIST else None

    account, requested, _ = read(answered)
    assert account.code == "list_incomplete" and len(requested) == 3


def test_a_last_page_whose_next_leads_to_itself_is_the_end() -> None:
    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        page = int(given.get("page", "1"))
        return (
            html(items(min(page, 2)) + "<a href='?page=2'>下一页</a>") if asked == LIST and page < 3 else None
        )

    assert read(answered)[0].state == "complete"


ASIDE = "<aside><button hx-get='/piece?page=2'>加载更多</button></aside>"
HEADED = "<div><h3>热点</h3><button hx-get='/piece?page=2'>加载更多</button></div>"
LINKED = (
    "<div><a href='/hot/1.html'>某某新闻报道一则</a><button hx-get='/piece?page=2'>加载更多</button></div>"
)


@pytest.mark.parametrize("block", [ASIDE, HEADED, LINKED])
def test_another_blocks_button_is_not_the_lists(block: str) -> None:
    first = html(f"<ul class='list'>{items(1)}</ul>{block}")
    _, requested, links = read(
        site(first, lambda _: "<ul><li><a href='/zfbg/x9.html'>热点新闻一则</a></li></ul>")
    )
    assert not [one for one in requested if "/piece" in one] and len(links) == SIZE


@pytest.mark.parametrize("element", [
    "<div hx-post='/user/subscribe' hx-trigger='load'></div>",
    "<div hx-post='/piece' hx-vals='{\"page\": 1}' hx-trigger='load'></div>",
    "<div hx-get='/doc/delete.do?id=3' hx-trigger='load'></div>",
    "<button hx-get='/user/fav.do?page=2'>加载更多</button>",
    "<button hx-post='/comment/add' hx-vals='{\"p\": 2}'>更多</button>",
    "<button hx-post='/piece' hx-vals='{\"id\": 7}'>更多</button>",  # it does not count
])  # fmt: skip
def test_nothing_is_requested_that_changes_the_server(element: str) -> None:
    for body in (element, f"<ul class='list'>{items(1)}</ul>{element}"):
        _, requested, _ = read(site(html(body), lambda _: ""))
        named = ("/user/", "/piece", "/doc/", "/comment/")
        assert LIST in requested and not [one for one in requested if one.startswith(named)]
