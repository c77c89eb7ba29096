"""A report in a file beside its page, and nights on which the file can't be obtained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.store import Archive
from flows.pipeline import crawl_process
from flows.pipeline.hold_back import Facts, Wait, decide
from flows.pipeline.night import Night, shards
from flows.pipeline.selection import select
from parsers.read import read as parse
from parsers.record import Problem, Record
from tests.support import oldsite
from tests.support.archive import rows
from tests.support.oldsite import AS_PDF, OldSite, Page

ARTICLE, FILE = oldsite.path(AS_PDF), oldsite.file(AS_PDF)
BROKEN = Page(b"busy", status=500)
VERSIONS = "SELECT cause, completeness, text LIKE '%向大会报告工作%' FROM versions ORDER BY id"
WHOLE = ("published", "whole", 1)
CAUSES = "SELECT cause, completeness FROM versions ORDER BY id"
ISSUES = "SELECT code, closed_at IS NULL FROM issues WHERE code IN ('file_missing', 'unreadable')"


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> Iterator[OldSite]:
    monkeypatch.setattr(oldsite, "YEARS", range(AS_PDF, AS_PDF + 1))
    with oldsite.served(oldsite.site()) as served:
        yield served


def put(old: OldSite, **pages: Page) -> None:
    old.pages = {
        **old.pages,
        **{{"article": ARTICLE, "file": FILE}[name]: page for name, page in pages.items()},
    }


def night(old: OldSite, folder: Path) -> list[str]:
    """Run a night; return the lines that need a person."""
    data, selection = (
        folder / "data",
        select(folder / "data", old.write(folder / "sites"), (), everything=True),
    )
    with Archive.open(data, holder="nightly") as archive:
        one = Night(archive, data, selection)
        results = [
            crawl_process.crawl(shard, data=data, sites=selection.folder, run=one.run)
            for shard in shards(selection, here=True)
        ]
        one.take_in()
        while one.read_batch():
            pass
        attention: list[str] = one.finish(results)[0]["attention"]
    return attention


@pytest.mark.ci
def test_a_report_without_text_on_its_page_needs_a_person_once(old: OldSite, tmp_path: Path) -> None:
    put(old, article=Page(oldsite.article(AS_PDF, [])))
    (line,) = night(old, tmp_path)
    assert "1 document without text, such as " in line and ARTICLE in line
    assert rows(tmp_path / "data", ISSUES) == [("unreadable", 1)]
    assert night(old, tmp_path) == []
    put(old, article=Page(oldsite.article(AS_PDF, oldsite.report(AS_PDF))))
    assert night(old, tmp_path) == []
    assert rows(tmp_path / "data", ISSUES) == [("unreadable", 0)]


@pytest.mark.ci
def test_a_file_obtained_a_night_late_is_not_an_edit(old: OldSite, tmp_path: Path) -> None:
    whole = old.pages[FILE]
    put(old, file=BROKEN)
    night(old, tmp_path)
    assert rows(tmp_path / "data", VERSIONS) == []
    assert rows(tmp_path / "data", ISSUES) == [("file_missing", 1)]
    put(old, file=whole)
    night(old, tmp_path)
    assert rows(tmp_path / "data", VERSIONS) == [WHOLE]
    assert rows(tmp_path / "data", ISSUES) == [("file_missing", 0)]


@pytest.mark.ci
def test_a_page_that_changes_while_its_file_fails_keeps_its_text(old: OldSite, tmp_path: Path) -> None:
    whole, page = old.pages[FILE], old.pages[ARTICLE]
    night(old, tmp_path)
    put(old, file=BROKEN, article=Page(page.body.replace(b"</body>", "浏览次数：12</body>".encode())))
    night(old, tmp_path)
    assert rows(tmp_path / "data", VERSIONS) == [WHOLE]
    put(old, file=whole, article=Page(page.body.replace(b"</body>", "浏览次数：15</body>".encode())))
    night(old, tmp_path)
    assert rows(tmp_path / "data", VERSIONS) == [WHOLE]
    assert rows(tmp_path / "data", "SELECT returns, gone_since FROM pages") == [(0, None)]
    assert rows(tmp_path / "data", ISSUES) == [("file_missing", 0)]


@pytest.mark.ci
def test_a_file_that_every_page_offers_holds_none_of_them_up(
    old: OldSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oldsite, "YEARS", range(2014, 2017))
    guide = "<a href='/guide.pdf'>指南</a></body>".encode()
    empty = {oldsite.path(year): Page(oldsite.article(year, [])) for year in oldsite.YEARS}
    pages = {**oldsite.site(), **empty, "/guide.pdf": Page(b"%PDF-1.4", "application/pdf")}
    old.pages = {path: Page(page.body.replace(b"</body>", guide)) for path, page in pages.items()}
    night(old, tmp_path)
    assert rows(tmp_path / "data", "SELECT DISTINCT code FROM issues") == [("unreadable",)]
    assert [version[1] for version in rows(tmp_path / "data", VERSIONS)] == ["empty"] * 3


@pytest.mark.ci
@pytest.mark.parametrize("damage", ["cut", "page"])
def test_a_damaged_file_is_not_an_edit(old: OldSite, tmp_path: Path, damage: str) -> None:
    whole = old.pages[FILE]
    body = {
        "cut": whole.body[: len(whole.body) // 2],
        "page": "<html><body><p>系统正在维护，请稍后再试。</p></body></html>".encode(),
    }[damage]
    put(old, file=Page(body))
    night(old, tmp_path)
    assert rows(tmp_path / "data", VERSIONS) == []
    assert rows(tmp_path / "data", ISSUES) == [("file_missing", 1)]
    put(old, file=whole)
    night(old, tmp_path)
    put(old, file=Page(body))
    night(old, tmp_path)
    assert rows(tmp_path / "data", VERSIONS) == [WHOLE]
    put(old, file=whole)
    night(old, tmp_path)
    assert rows(tmp_path / "data", VERSIONS) == [WHOLE]
    assert rows(tmp_path / "data", "SELECT returns, gone_since FROM pages") == [(0, None)]
    assert set(rows(tmp_path / "data", ISSUES)) == {("file_missing", 0)}


@pytest.mark.ci
def test_a_file_that_stays_damaged_is_what_is_published(old: OldSite, tmp_path: Path) -> None:
    put(old, file=Page("<html><body><p>系统正在维护，请稍后再试。</p></body></html>".encode()))
    for versions in (0, 1, 1):
        night(old, tmp_path)
        assert len(rows(tmp_path / "data", VERSIONS)) == versions
    assert WHOLE not in rows(tmp_path / "data", VERSIONS)
    assert ("file_missing", 0) in rows(tmp_path / "data", ISSUES)


@pytest.mark.ci
def test_a_page_that_stays_empty_is_an_edit_on_the_second_night(old: OldSite, tmp_path: Path) -> None:
    put(old, article=Page(oldsite.article(AS_PDF, oldsite.report(AS_PDF))))
    night(old, tmp_path)
    put(old, article=Page(oldsite.article(AS_PDF, [])))
    for expected in ([WHOLE], [WHOLE, ("edited", "empty", 0)]):
        night(old, tmp_path)
        assert rows(tmp_path / "data", VERSIONS) == expected


@pytest.mark.ci
def test_an_answer_that_breaks_off_is_an_edit_only_on_the_second_night(old: OldSite, tmp_path: Path) -> None:
    whole = Page(oldsite.article(AS_PDF, oldsite.report(AS_PDF)))
    cut = Page(whole.body[: whole.body.index("二、".encode())])
    for page, causes, waits in (
        (whole, ["published"], []),
        (cut, ["published"], [("unreadable", 1)]),
        (whole, ["published"], [("unreadable", 0)]),
        (cut, ["published"], [("unreadable", 1)]),
        (cut, ["published", "edited"], [("unreadable", 0)]),
    ):
        put(old, article=page)
        night(old, tmp_path)
        assert [cause for cause, _ in rows(tmp_path / "data", CAUSES)] == causes
        assert rows(tmp_path / "data", ISSUES)[-1:] == waits


FILLED = (
    "<div id='c'>正在加载…</div>"
    "<script>$.getJSON('/api/doc?id=7', function (r) { $('#c').html(r.body); });</script>"
)


@pytest.mark.ci
def test_a_text_that_a_script_fills_in_is_read_watched_and_held_back_without_it(
    old: OldSite, tmp_path: Path
) -> None:
    put(old, article=Page(oldsite.article(AS_PDF, [], FILLED)))
    (line,) = night(old, tmp_path)
    assert ARTICLE in line and "script" in line
    assert rows(tmp_path / "data", CAUSES) == []
    assert rows(tmp_path / "data", ISSUES) == [("unreadable", 1)]
    lines = oldsite.report(AS_PDF)
    seen: list[tuple[str, str]] = [("published", "whole")]
    for text, causes in (
        (lines, seen),
        (lines, seen),
        ([*lines[:-2], lines[-1]], [*seen, ("edited", "whole")]),
    ):
        body = "".join(f"<p>{one}</p>" for one in text)
        old.pages["/api/doc?id=7"] = Page(json.dumps({"body": body}).encode(), "application/json")
        assert night(old, tmp_path) == []
        assert rows(tmp_path / "data", CAUSES) == causes
        assert rows(tmp_path / "data", ISSUES) == [("unreadable", 0)]
    del old.pages["/api/doc?id=7"]  # a night on which the text can't be obtained is no removal
    night(old, tmp_path)
    assert rows(tmp_path / "data", CAUSES) == [("published", "whole"), ("edited", "whole")]


@pytest.mark.ci
def test_a_file_that_is_gone_leaves_a_page_without_text(old: OldSite, tmp_path: Path) -> None:
    put(old, file=Page(b"<html><body>404</body></html>", status=404))
    night(old, tmp_path)
    assert [version[0] for version in rows(tmp_path / "data", VERSIONS)] == ["published"]
    assert WHOLE not in rows(tmp_path / "data", VERSIONS)


@pytest.mark.ci
def test_a_file_behind_a_redirect_is_read_with_its_page(old: OldSite, tmp_path: Path) -> None:
    elsewhere = "/download/7013.pdf"
    old.pages = {**old.pages, elsewhere: old.pages[FILE]}
    put(old, file=Page(b"", status=302, location=elsewhere))
    for _ in range(2):
        night(old, tmp_path)
        assert rows(tmp_path / "data", VERSIONS) == [WHOLE]
    assert rows(tmp_path / "data", "SELECT count(*) FROM pages") == [(1,)]


@pytest.mark.ci
def test_a_night_cut_off_before_the_file_is_read_when_it_was_gone_on_with(
    old: OldSite, tmp_path: Path
) -> None:
    """Another command that opens the archive in between does not touch the captures of the running crawl."""
    data, sites = tmp_path / "data", old.write(tmp_path / "sites", more="max_requests: 3\n")
    selection = select(data, sites, (), everything=True)
    with Archive.open(data, holder="nightly") as archive:
        one = Night(archive, data, selection)
        (shard,) = shards(selection, here=True)
        crawl_process.crawl(shard, data=data, sites=sites, run=one.run)
        assert one.take_in([shard]) == 0
        other = archive.start_run("ingest", {})
        assert archive.incoming(other) == []
        assert ARTICLE in old.requested and FILE not in old.requested
    night(old, tmp_path)
    assert rows(data, VERSIONS) == [WHOLE]
    assert rows(data, ISSUES) == []
    assert rows(data, "SELECT count(*) FROM captures WHERE role = 'article'") == [(1,)]


@pytest.mark.ci
def test_a_page_with_damaged_bytes_is_not_an_edit(old: OldSite, tmp_path: Path) -> None:
    lines = oldsite.report(AS_PDF)
    whole = Page(oldsite.article(AS_PDF, lines))
    damaged = Page(whole.body.replace(b"</p>", b"\xc3\x28\xff\xfe\xe4\xb8</p>"))
    deep = Page(whole.body.replace(b"</body>", b"<div>" * 100_000 + b"</body>"))
    put(old, article=deep)
    night(old, tmp_path)
    assert rows(tmp_path / "data", VERSIONS) == []
    assert rows(tmp_path / "data", ISSUES) == [("unreadable", 1)]
    put(old, article=whole)
    night(old, tmp_path)
    for page in (damaged, damaged, deep, whole):
        put(old, article=page)
        night(old, tmp_path)
        assert rows(tmp_path / "data", VERSIONS) == [WHOLE]
        still_open = [row for row in rows(tmp_path / "data", ISSUES) if row[1]]
        assert still_open == ([] if page is whole else [("unreadable", 1)])
    # Damaged bytes hide no edit.
    edited = oldsite.article(AS_PDF, [*lines[:6], lines[6].replace("新修的山路", "新修的铁路"), *lines[7:]])
    put(old, article=Page(edited.replace(b"</p>", b"\xff</p>", 3)))
    night(old, tmp_path)
    assert [version[0] for version in rows(tmp_path / "data", VERSIONS)] == ["published", "edited"]


def record(completeness: str = "whole", text: str = "各位代表：全年收入8.2亿元。", *codes: str) -> Record:
    read = parse(f"<p>{text}</p>".encode(), source="a.html", content_type="text/html")
    problems = tuple(Problem(code, "invented") for code in codes)
    return replace(read, completeness=completeness, text=text, problems=problems)


FILE_WAIT, TEXT_WAIT = "file_missing", "unreadable"


@pytest.mark.parametrize(
    ("read", "facts", "code"),
    [
        (record(), Facts(live=True), None),
        (record(), Facts(live=True, missing=("http://a.test/f.pdf",)), FILE_WAIT),
        (record(), Facts(live=True, damaged=("http://a.test/f.pdf",)), FILE_WAIT),
        (record("empty", ""), Facts(live=False, shown="原文"), None),
        (record("empty", ""), Facts(live=True), None),
        (record("empty", ""), Facts(live=True, shown="原文"), TEXT_WAIT),
        (record("empty", ""), Facts(live=True, shown="原文", repeated=True), None),
        (record("empty", ""), Facts(live=True, filled=True), TEXT_WAIT),
        (record("excerpt", "正在加载…"), Facts(live=True, filled=True, repeated=True), TEXT_WAIT),
        (record("empty", "", "too_deep"), Facts(live=True), TEXT_WAIT),
        (record("empty", "", "too_deep"), Facts(live=True, repeated=True), None),
        (record("empty", "", "too_deep"), Facts(live=True, shown="原文", repeated=True), TEXT_WAIT),
        (record("empty", "", "broken_file"), Facts(live=True, has_files=True), None),
        (record("whole", "全年收入8.2亿元。\ufffd"), Facts(live=True, shown="全年收入8.2亿元。"), TEXT_WAIT),
        (record("whole", "全年收入8.3亿元。\ufffd"), Facts(live=True, shown="全年收入8.2亿元。"), None),
        (
            record("truncated_end", "全年收入8.2亿元。\n新修"),
            Facts(live=True, shown="全年收入8.2亿元。新修道路。谢谢大家！"),
            TEXT_WAIT,
        ),
        (
            record("truncated_end", "全年收入8.2亿元。"),
            Facts(live=True, shown="全年收入8.2亿元。谢谢大家！", repeated=True),
            None,
        ),
        (
            record("truncated_end", "全年收入8.3亿元。"),
            Facts(live=True, shown="全年收入8.2亿元。谢谢大家！"),
            None,
        ),
        (record("truncated_end", "全年收入8.2亿元。新修"), Facts(live=True), None),
        (
            record("whole", "全年收入8.2亿元。谢谢大家！"),
            Facts(live=True, shown="全年收入8.2亿元。谢谢大家！附件：名单"),
            None,
        ),
    ],
)
def test_a_decision_follows_from_the_facts(read: Record, facts: Facts, code: str | None) -> None:
    decision = decide(read, facts)
    assert (decision.code if isinstance(decision, Wait) else None) == code


def test_a_report_with_a_missing_page_waits_whatever_its_source() -> None:
    record = replace(
        parse(b"<p>x</p>", source="http://x.example/a.html"),
        problems=(Problem("report_continues", "page 1 of 3, next: http://x.example/a_2.html"),),
    )
    assert decide(record, Facts(in_pages=True)) == Wait(
        "report_continues", "page 1 of 3, next: http://x.example/a_2.html"
    )
    assert not isinstance(decide(record, Facts()), Wait)  # a single saved file: no other page will come
