"""Crash or warn, never absorb: what a site file asserts is checked after every night."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.queries.site_facts import ReportFacts
from archive.store import Archive
from flows.pipeline import assertions
from flows.pipeline.crawl_process import Shard, ShardResult
from spiders.config import sitefile
from spiders.config.sitefile import Assertions
from spiders.lists.account import Account
from tests.spiders.lists.test_list_subtraction import INTERFACES, ROWS, SERVERS, TOTALS, half, walk, without

REPORTS = [ReportFacts("2020年报告", 2020, 12), ReportFacts("2021年报告", 2021, 3)]
SITE = """\
name: 青岫县人民政府
homepage: http://127.0.0.1:9/
family: trs
lists:
  - url: http://127.0.0.1:9/zfgzbg/
allow_private: true
"""


@pytest.mark.parametrize(
    ("wanted", "broken"),
    [
        ({}, set()),
        ({"min_reports": 2, "max_reports": 2, "years": "2020-2021", "min_indicators": 3}, set()),
        ({"min_reports": 3}, {"min_reports"}),
        ({"max_reports": 1}, {"max_reports"}),
        ({"years": [2019, 2020]}, {"years"}),
        ({"min_indicators": 4}, {"min_indicators"}),
    ],
)
def test_what_is_broken(wanted: dict[str, object], broken: set[str]) -> None:
    assert set(assertions.broken_assertions(Assertions.model_validate(wanted), REPORTS)) == broken


def test_a_broken_assertion_opens_an_issue_and_a_healed_one_closes_it(tmp_path: Path) -> None:
    def night(
        archive: Archive, text: str, left: str | None = None, problems: tuple[str, ...] = ()
    ) -> list[str]:
        site = sitefile.parse(text, "qingxiu", "qingxiu.yaml")
        archive.load_sites([])
        archive.db.execute("INSERT OR IGNORE INTO sites (id, name) VALUES ('qingxiu', '青岫')")
        run = archive.start_run("nightly", {})
        result = ShardResult(
            Shard(0, ("qingxiu",)), 0, {"sites": {"qingxiu": {"left": left, "problems": [*problems]}}}, None
        )
        lines = assertions.check(archive, run, {"qingxiu": site}, [result], ())
        archive.finish_run(run, "ok", {})
        return [line for line in lines if "no report was found" not in line]  # the archive holds none

    def open_issues(archive: Archive) -> list[tuple[str, str]]:
        rows = archive.db.execute(
            "SELECT code, about FROM issues WHERE closed_at IS NULL AND code != 'column_unknown' ORDER BY code, about"
        )
        return [tuple(row) for row in rows]

    strict = SITE + "assertions:\n  min_reports: 1\n"
    with Archive.open(tmp_path, "test") as archive:
        assert night(archive, strict) == ["qingxiu: assertions.min_reports: 0 reports, at least 1 expected"]
        assert open_issues(archive) == [("assertion", "min_reports")]
        # A site that could not be visited closes no issue.
        assert night(archive, SITE, left="challenged: status 412") == ["qingxiu: challenged: status 412"]
        assert open_issues(archive) == [("assertion", "min_reports"), ("site_left_alone", "")]
        assert night(archive, SITE) == []
        assert open_issues(archive) == []
        # An empty list is one open issue until it has entries again.
        for _ in range(2):
            assert night(archive, SITE, problems=("list /a/: no links",)) == ["qingxiu: list /a/: no links"]
            assert open_issues(archive) == [("crawl_problem", "list /a/: no links")]
        assert night(archive, SITE) == []
        assert open_issues(archive) == []


def test_a_site_without_a_list_that_shows_reports_says_so_until_it_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    single = SITE.replace(
        "lists:\n  - url: http://127.0.0.1:9/zfgzbg/\n", "reports: [http://127.0.0.1:9/a.html]\n"
    )
    lists = SITE.replace("zfgzbg/\n", "msss/\n    kind: livelihood\n")
    with Archive.open(tmp_path, "test") as archive:
        archive.db.execute("INSERT INTO sites (id, name) VALUES ('qingxiu', '青岫')")
        cut_short: dict[str, object] = {"left": "challenged: status 412"}
        unread = Account("http://127.0.0.1:9/zfgzbg/")
        unread.end("no further page")
        not_read: dict[str, object] = {"lists": [unread.as_dict()]}
        read: dict[str, object] = {"lists": [unread.as_dict() | {"state": "complete", "why": None}]}
        for text, archived, visit, said in (
            (single, [], {}, "no list of reports is known"),
            (lists, [], {}, "no list of reports is known"),
            (SITE, [], {}, "no report was found on http://127.0.0.1:9/zfgzbg/"),
            (SITE, [], cut_short, ""),
            (SITE, REPORTS, {}, None),
            (SITE, [], not_read, None),
            (SITE, [], read, "no report was found on http://127.0.0.1:9/zfgzbg/"),
            (SITE, REPORTS, {}, None),
            (SITE, [], cut_short, None),
            (single, REPORTS, {}, "no list of reports is known"),
        ):
            monkeypatch.setattr(assertions, "had_reports", lambda db, site, found=archived: bool(found))
            site = sitefile.parse(text, "qingxiu", "qingxiu.yaml")
            run = archive.start_run("nightly", {})
            result = ShardResult(Shard(0, ("qingxiu",)), 0, {"sites": {"qingxiu": visit}}, None)
            lines = assertions.check(archive, run, {"qingxiu": site}, [result], ())
            archive.finish_run(run, "ok", {})
            codes = archive.db.execute(
                "SELECT code FROM issues WHERE closed_at IS NULL AND code = 'column_unknown'"
            ).fetchall()
            assert codes == ([] if said is None else [("column_unknown",)])
            assert not said or any(said in line for line in lines)


def nights(archive: Archive, accounts: list[Account | None]) -> list[set[str]]:
    """Record the account of one list night by night; return the open issues after each (None: the site left us)."""
    found = []
    site = sitefile.parse(SITE.replace("zfgzbg/", "msss/"), "qingxiu", "qingxiu.yaml")
    for account in accounts:
        run = archive.start_run("nightly", {})
        visit = {"lists": [account.as_dict()]} if account else {"left": "challenged: status 412", "lists": []}
        result = ShardResult(Shard(0, ("qingxiu",)), 0, {"sites": {"qingxiu": visit}}, None)
        assertions.check(archive, run, {"qingxiu": site}, [result], ())
        archive.finish_run(run, "ok", {})
        rows = archive.db.execute("SELECT code FROM issues WHERE closed_at IS NULL AND code LIKE 'list_%'")
        found.append({row[0] for row in rows})
    return found


@pytest.mark.parametrize("name", SERVERS)
def test_what_a_list_loses_is_an_issue_on_that_night_until_it_heals(name: str, tmp_path: Path) -> None:
    """The list is a part of the site's list (a year): the site file does not name it."""
    server = SERVERS[name]
    lost = without(server, r"<script>.*?</script>" if name in INTERFACES else r'<div class="page">.*?</div>')
    with Archive.open(tmp_path, "test") as archive:
        archive.db.execute("INSERT INTO sites (id, name) VALUES ('qingxiu', '青岫')")
        open_ones = nights(archive, [walk(server), walk(lost), None, walk(lost), walk(server)])
    code = {"list_unread"} if name in INTERFACES else {"list_incomplete"}
    assert open_ones == [set(), code, code, code, set()]


def over_nights(folder: Path, *accounts: Account | None) -> list[set[str]]:
    """Return the open issues of a list after each night."""
    with Archive.open(folder, "test") as archive:
        archive.db.execute("INSERT INTO sites (id, name) VALUES ('qingxiu', '青岫')")
        return nights(archive, [*accounts])


@pytest.mark.parametrize("name", SERVERS)
def test_half_of_all_rows_is_an_issue_on_that_night_until_they_are_back(name: str, tmp_path: Path) -> None:
    server = SERVERS[name]
    code = {"list_incomplete"}
    found = over_nights(tmp_path, walk(server), walk(half(server)), None, walk(half(server)), walk(server))
    assert found == [set(), code, code, code, set()]


@pytest.mark.parametrize("name", SERVERS)
def test_a_list_without_its_totals_is_read_whole(name: str, tmp_path: Path) -> None:
    """The pages of a widget are then known only by their number: its function is used until no new rows come."""
    server = SERVERS[name]
    account = walk(without(server, TOTALS))
    assert (account.rows, account.state) == (ROWS, "complete")
    assert over_nights(tmp_path, walk(server), account, walk(server)) == [set(), set(), set()]


@pytest.mark.parametrize("name", [name for name in SERVERS if name != "numbers"])
def test_without_totals_and_pager_the_loss_is_an_issue_until_it_heals(name: str, tmp_path: Path) -> None:
    server = SERVERS[name]
    lost = without(without(server, TOTALS), r"<script>.*?</script>|<div class=\"page\">.*?</div>")
    found = over_nights(tmp_path, walk(server), walk(lost), walk(lost), walk(server))
    assert found[0] == found[3] == set() and found[1] == found[2] and len(found[1]) == 1
