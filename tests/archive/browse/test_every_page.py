"""What holds for every page of `fangzhi serve`: languages, errors, paths, what can't be opened."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest

from archive import browse
from archive.database.readonly import NoArchiveError
from archive.database.schema import open_database
from archive.errors import NewerSchemaError, NotAnArchiveError
from tests.support.browse_sample import build
from tests.support.browsing import PAGES, Get, browsing

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_page_answers_in_both_languages_and_as_json(get: Get, path: str, language: str) -> None:
    page = get(path, accept_language=language)
    assert page.status_code == 200
    assert page.headers["content-language"] == language
    assert ("Quiet edits" in page.text) == (language == "en")
    assert "&amp;amp;" not in page.text  # a link escaped twice loses its parameters
    address, _, query = path.partition("?")
    answer = get(f"{'/index' if address == '/' else address}.json?{query}")
    assert answer.headers["content-type"].startswith("application/json")
    assert isinstance(answer.json(), dict)


def test_a_choice_of_language_is_remembered(get: Get) -> None:
    chosen = get("/?lang=en", accept_language="zh")
    assert chosen.headers["content-language"] == "en"
    assert "lang=en" in chosen.headers["set-cookie"]
    assert get("/", accept_language="zh", cookie="lang=en").headers["content-language"] == "en"


@pytest.mark.parametrize("accepted", ["en;q=²", "en;q=.", "en;q=1e999", ";;,,q=", "*"])
def test_an_odd_accept_language_is_not_an_error(get: Get, accepted: str) -> None:
    assert get("/coverage", accept_language=accepted.encode("latin-1")).status_code == 200


def test_a_missing_page_is_reported_in_the_readers_language(get: Get) -> None:
    for path in ("/nothing", "/version/99999", "/archive/nothing"):
        page = get(path, accept_language="zh")
        assert page.status_code == 404
        assert "没有这一页" in page.text
        assert "not found" not in page.text.lower()


@pytest.mark.parametrize("bound", ["from", "to"])
def test_a_year_out_of_range_is_not_a_server_error(get: Get, bound: str) -> None:
    count = get("/search.json?q=居民").json()["count"]
    found = get(f"/search.json?q=居民&{bound}=999999999999999")
    assert (found.status_code, found.json()["count"]) == (200, 0 if bound == "from" else count)


@pytest.mark.parametrize("path", ["/version/1?at=9", "/version/1?at=20-5", "/search?q=a&from=x"])
def test_wrong_arguments_are_reported(get: Get, path: str) -> None:
    assert get(path).status_code == 400


@pytest.mark.parametrize(
    "path", ["/version/999", "/document/999.json", "/capture/999", "/nothing", "/version/abc"]
)
def test_a_missing_row_is_a_404(get: Get, path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize("path", ["/ledger", "/promises", "/coverage", "/changes", "/search"])
def test_an_unknown_division_is_reported_with_suggestions(get: Get, path: str) -> None:
    page = get(f"{path}?division=云西&q=居民", accept_language="zh").text
    assert "没有名为“云西”的区划" in page
    near = get(f"{path}?division=yunx&q=居民", accept_language="en").text
    assert "did you mean" in near.lower() and "division=990102" in near
    assert "没有名为" not in get(f"{path}?division=yunxi&q=居民", accept_language="zh").text


def test_a_page_number_beyond_the_last_shows_the_last_page(get: Get) -> None:
    found = get("/search.json?q=居民&page=999").json()
    assert found["page"] == found["pages"] == 1
    assert found["passages"] == get("/search.json?q=居民").json()["passages"]


@pytest.mark.parametrize(
    "path",
    [
        "/-/databases.json",
        "/archive.json?sql=select+*+from+pragma_database_list",
        "/archive.json?sql=select+*+from+pragma_database_list()",
        "/-/versions.json",
        "/-/plugins.json?all=1",
        "/-/settings.json",
        "/-/threads.json",
        "/-/metadata.json",
        "/capture/8",
        "/archive/captures.json",
        "/nothing",
    ],
)
def test_no_response_reveals_a_path_of_the_server(get: Get, data: Path, path: str) -> None:
    answer = get(path).text
    assert str(data) not in answer
    assert str(data.parent) not in answer
    assert str(Path(browse.__file__).parent.parent) not in answer


def test_browsing_sees_what_the_writer_writes_and_cannot_write(tmp_path: Path) -> None:
    data = build(tmp_path)
    with browsing(data) as (get, datasette):
        before = get("/index.json").json()["numbers"]["documents"]
        with closing(open_database(data)) as writer, writer.conn:
            writer.conn.execute("insert into documents (key, kind) values ('new', 'work_report')")
        assert get("/index.json").json()["numbers"]["documents"] == before + 1
        with pytest.raises(PermissionError):
            datasette.get_database("archive").connect(write=True)


def test_a_port_in_use_is_a_typed_error(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(browse.NoAddressError, match=str(port)):
            browse.serve(data, port=port)


def test_without_an_archive_there_is_nothing_to_serve(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError):
        browse.app(tmp_path)


def test_an_archive_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    data = build(tmp_path)
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('fangzhi', 'later', 'x')"
        )
    with pytest.raises(NewerSchemaError):
        browse.app(data)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "archive.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(NotAnArchiveError):
        browse.app(tmp_path / "other")


def test_a_division_without_a_code_is_addressed_by_its_name(tmp_path: Path) -> None:
    data = build(tmp_path)
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute(
            "update documents set division_code = null, division_name = '海东省云岭高新区' where id = 1"
        )
    with browsing(data) as (get, _):
        assert (
            get("/ledger.json?division=海东省云岭高新区").json()["division"]["full_name"]
            == "海东省云岭高新区"
        )
        names = [row["division_name"] for row in get("/coverage.json").json()["rows"]]
        assert "海东省云岭高新区" in names
        assert get("/search.json?q=居民&division=无此地").json()["count"] == 0
