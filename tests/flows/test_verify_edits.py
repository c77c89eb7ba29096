"""Every column of every table of the contract, changed in one row: `verify` names that row."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from archive.store import Archive
from archive.verify import Damage, Tally, verify
from flows.commands import ingest
from flows.output import Output
from flows.pipeline.readers.reading import read_for_check

HOST, OTHER = "http://www.yunxi.example", "http://www.copies.example"
REPORT = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="TRS_Editor"><h1>云溪区政府工作报告</h1><p>——{year}年1月20日在云溪区第五届人民代表大会第二次会议上</p>
<p>云溪区人民政府区长 郑一丁</p>
<p>各位代表：</p><p>现在，我代表区人民政府，向大会报告工作，请予审议。</p><p>一、{last}年工作回顾</p>
<p>全区地区生产总值增长{growth}%，一般公共预算收入完成{income}亿元，城镇新增就业4100人。</p>
<p>这一年，我们坚持把发展放在首位，补短板，惠民生，各项事业稳步推进，群众的获得感不断增强，社会大局保持稳定。{more}</p>
<p>二、{year}年工作安排</p><p>今年的主要预期目标是：地区生产总值增长{target}%左右，一般公共预算收入增长4%。</p>
<p>我们要扎实做好各项工作，办好群众身边的事，完成全年的目标任务。</p></div></body></html>"""
LIST = """<html><head><meta charset="utf-8"><title>云溪区{year}年民生实事项目{what}</title></head><body>
<div class="TRS_Editor"><h1>云溪区{year}年民生实事项目{what}</h1>
<p>1.新建社区食堂12个，解决老年人就餐问题。{one}</p><p>2.改造老旧小区35个，惠及居民8200户。{two}</p>
<p>3.新建口袋公园6个，方便群众休闲。{one}</p></div></body></html>"""
DONE = LIST.format(year=2021, what="完成情况", one="已完成。", two="正在推进。")
# What no digest and no computation confirms, with the reason; at most four.
EXCEPTIONS: dict[tuple[str, str], str] = {}
CONTRACT = {
    "sites": "id name division_code homepage platform",
    "divisions": "code name full_name level valid_from valid_to",
    "runs": "id kind started_at finished_at outcome summary",
    "captures": "id run_id site_id page_id url fetched_at status outcome payload_sha256 warc_file warc_offset etag"
    " last_modified",
    "pages": "id site_id document_id url source_kind first_seen last_seen gone_since withdrawn_at withdrawn_why",
    "documents": "id kind division_code review_year plan_year title",
    "versions": "id page_id number content_sha256 first_seen last_seen first_capture_id cause parser title text kind"
    " division_code division_name division_full_name division_level published_date delivered_date meeting speaker"
    " speaker_role source_org source_kind review_year plan_year completeness why",
    "sections": "version_id level heading start end",
    "indicators": "version_id indicator name measure kind value value_max unit value_si bound modifier year period"
    " scope start end of part unit_si value_max_si",
    "commitments": "version_id ordinal category text year status status_text outcome lead support quantities start end",
    "problems": "version_id code detail start end",
    "changes": "version_id previous_id kind before after weight",
    "ledger_indicators": "division_code indicator measure year unit_si target target_bound target_indicator_id estimate"
    " estimate_indicator_id actual actual_indicator_id",
    "ledger_commitments": "commitment_id outcome_id score accepted",
    "witnesses": "document_id indicator_a_id indicator_b_id",
    "issues": "run_id site_id code detail opened_at closed_at",
    "corrections": "version_id start end field read corrected person why",
}


def answered(url: str, date: str, page: str | None, *, status: str = "200 OK", more: str = "") -> bytes:
    body = (page or "").encode()
    http = f'HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nETag: "{len(body)}"\r\n'
    http += f"Last-Modified: Mon, 01 Feb 2021 08:00:00 GMT\r\n{more}\r\n"
    block = http.encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{date}-{url[-12:]}>\r\n"
    head += f"WARC-Target-URI: {url}\r\nWARC-Date: {date}T02:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def report(year: int, growth: str, target: str, more: str = "") -> str:
    return REPORT.format(
        title=f"{year}年云溪区政府工作报告",
        year=year,
        last=year - 1,
        growth=growth,
        income="38.2",
        target=target,
        more=more,
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that has a row of everything: edits, copies that disagree, ledgers, corrections, a withdrawal."""
    folder = tmp_path_factory.mktemp("edits")
    sites, data = folder / "sites", folder / "data"
    sites.mkdir()
    data.mkdir()
    for name, host in (("yunxi", HOST), ("copies", OTHER)):
        (sites / f"{name}.yaml").write_text(
            f"name: 云溪区\ndivision: \"430603\"\nhomepage: {host}/\nfamily: plain\nlists:\n"
            f"  - url: {host}/list.html\n    kind: reports\nverified: 2026-11-01\n"
            f"official: {'true' if name == 'yunxi' else 'false'}\n", "utf-8"
        )  # fmt: skip
    nights = [
        ("yunxi", [
            answered(f"{HOST}/2019.html", "2021-02-02", report(2019, "7.1", "8")),
            answered(f"{HOST}/2021.html", "2021-02-02", report(2021, "2.1", "6")),
            answered(f"{HOST}/plan.html", "2021-02-02", LIST.format(year=2021, what="", one="", two="")),
        ]),
        ("yunxi", [
            answered(f"{HOST}/2022.html", "2022-02-02", report(2022, "5.8", "6.5")),
            answered(f"{HOST}/done.html", "2022-02-02", DONE),
            answered(f"{HOST}/old.html", "2022-02-02", None, status="301 Moved", more="Location: /2022.html\r\n"),
        ]),
        ("copies", [
            answered(f"{OTHER}/2022.html", "2022-02-03", report(2022, "5.6", "6.5", "\ufffd\ufffd亿元项目开工。")),
        ]),
        ("yunxi", [
            answered(f"{HOST}/2021.html", "2022-02-04", report(2021, "2.3", "6")),
            answered(f"{HOST}/plan.html", "2022-02-04", None, status="404 Not Found"),
        ]),
    ]  # fmt: skip
    for number, (site, records) in enumerate(nights):
        path = folder / f"night{number}.warc.gz"
        path.write_bytes(b"".join(records))
        ingest.command(data, sites, Output(quiet=True), [path], url=None, site=site, title=None)
    with closing(sqlite3.connect(data / "archive.db")) as db:
        version, start, end, text = db.execute(
            'SELECT i.version_id, i.start, i."end", substr(v.text, i.start + 1, i."end" - i.start) FROM indicators i'
            " JOIN versions v ON v.id = i.version_id WHERE i.indicator = 'gdp' AND i.kind = 'actual' LIMIT 1"
        ).fetchone()
    (data / "corrections.yaml").write_text(
        f"- {{version: {version}, span: [{start}, {end}], words: {text!r}, kind: indicators, field: value, value: 2.2,"
        " wrong: misprint, by: 李校, day: 2026-11-02, why: 纸本, indicator: gdp}\n", "utf-8"
    )  # fmt: skip
    with Archive.open(data, holder="test") as archive:
        archive.load_divisions()
        run = archive.start_run("nightly", {})
        with archive.transaction():
            archive.open_issue(run, "yunxi", "assertion", "2 of at least 3", about="reports")
            archive.open_issue(run, None, "corrections", "an entry", about="")
            archive.close_issue(None, "corrections", about="")
        archive.withdraw(f"{HOST}/done.html", "by request")
        archive.withdraw(f"{HOST}/done.html", None)
        archive.withdraw(f"{HOST}/2019.html", "by request")
        archive.finish_run(run, "ok", {"fetched": 0})
    return data


def found(data: Path) -> list[Damage]:
    return list(verify(data, Tally(), read_again=partial(read_for_check, data / "warc")))


def test_the_archive_is_sound_and_has_a_row_of_everything(sound: Path) -> None:
    assert found(sound) == []
    with closing(sqlite3.connect(sound / "archive.db")) as db:
        empty = [table for table in CONTRACT if not db.execute(f"SELECT 1 FROM {table}").fetchone()]
    assert empty == []
    assert len(EXCEPTIONS) <= 4


def _other(db: sqlite3.Connection, table: str, column: str, value: object, kind: str) -> list[object]:
    """Values to try in place of one: another row's, then an invented one."""
    others = [
        one for (one,) in db.execute(f'SELECT DISTINCT "{column}" FROM {table} WHERE "{column}" IS NOT ?', (value,))
        if one is not None
    ]  # fmt: skip
    invented: object = (
        7919 if kind == "INTEGER" else 791.9 if kind == "REAL" else f"{value}改" if value else "改"
    )
    words = {
        "completeness": "excerpt",
        "source_kind": "unknown",
        "cause": "parser",
        "outcome": "error",
        "level": "zone",
    }
    return [*([words[column]] if column in words else []), *others[:1], invented]


@pytest.mark.ci
@pytest.mark.parametrize("table", CONTRACT)
def test_an_edit_of_any_column_is_noticed_and_its_row_named(sound: Path, tmp_path: Path, table: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(sound, data)
    path = data / "archive.db"
    original = path.read_bytes()
    missed = []
    for column in CONTRACT[table].split():
        if (table, column) in EXCEPTIONS:
            continue
        path.write_bytes(original)
        with closing(sqlite3.connect(path)) as db, db:
            kind = {row[1]: row[2] for row in db.execute(f"PRAGMA table_info({table})")}[column]
            row, value, identity = db.execute(
                f'SELECT rowid, "{column}", id FROM {table} ORDER BY "{column}" IS NULL, rowid DESC LIMIT 1'
            ).fetchone()
            place = _place(db, table, row)
            for other in _other(db, table, column, value, kind):
                try:
                    db.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (other, row))
                except sqlite3.IntegrityError:
                    continue  # a CHECK or a UNIQUE: try the next
                break
            else:
                raise AssertionError(f"{table}.{column}: nothing else fits")
            place |= _place(db, table, row if column != "id" else other)
        names = {damage.where for damage in found(data)}
        if not names & {f"{table} {identity}", f"{table} {other}", *place}:
            missed.append((column, value, other, sorted(names)[:6]))
    assert missed == []


def _place(db: sqlite3.Connection, table: str, row: object) -> set[str]:
    """Other names that a row goes by: a capture by its place in the file, what was read of a version by the version."""
    if table == "captures":
        file, offset = db.execute(
            "SELECT warc_file, warc_offset FROM captures WHERE rowid = ?", (row,)
        ).fetchone()
        return {f"{file} at {offset}"}
    if table == "witnesses":
        return {f"conflicts {row}"}
    if table in ("sections", "indicators", "commitments", "problems", "changes", "corrections"):
        (version,) = db.execute(f"SELECT version_id FROM {table} WHERE rowid = ?", (row,)).fetchone()
        return {f"versions {version}"}
    return set()
