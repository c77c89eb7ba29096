"""Search finds what a reader types, exactly, as a scan of the passages would."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.search import index, indexing, relevance
from archive.search.index import Filters
from archive.search.passages import split
from tests.support.browse_sample import build


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(build(tmp_path_factory.mktemp("archive")) / "archive.db")
    yield database
    database.close()


def found(db: Database, query: str, filters: Filters | None = None) -> list[str]:
    hits = index.find(db.conn, query, filters or Filters())
    texts = dict(db.conn.execute("select search_key, text from passages").fetchall())
    return [texts[key] for key in hits.keys]


def test_every_two_character_word_is_found_as_by_a_scan(db: Database) -> None:
    texts = [text for (text,) in db.conn.execute("select text from passages")]
    chosen = random.Random(7)
    for _ in range(100):
        text = chosen.choice(texts)
        at = chosen.randrange(len(text) - 2)
        word = text[at : at + 2]
        if not all("一" <= character <= "鿿" for character in word):
            continue
        assert index.find(db.conn, word, limit=1).count == sum(word in other for other in texts), word


def test_a_number_is_matched_as_a_whole(db: Database) -> None:
    assert all("2.1%" in text for text in found(db, "2.1%"))
    assert found(db, "2.1%")
    assert not found(db, "1%")
    assert found(db, "４．７％") == found(db, "4.7%") != []


def test_all_words_are_required_and_punctuation_separates_them(db: Database) -> None:
    assert found(db, "渡口 居民")
    assert not found(db, "渡口 不存在的词")
    assert not found(db, "预算收入增长5.4%。溪畔 无此")
    assert not found(db, "意见请列")
    assert found(db, '"请予审议，并请"') == found(db, "请予审议;并请") != []
    assert index.words("居　民") == [["居"], ["民"]]


@pytest.mark.parametrize(
    "query", ["", "  ", "，。！", '"', '""', "“”", "-", "*", "(", "NOT", "a OR", "^x", ":"]
)
def test_any_query_can_be_run(db: Database, query: str) -> None:
    index.find(db.conn, query)


@given(st.text(max_size=40))
def test_no_query_breaks_the_expression(query: str) -> None:
    memory = Database(memory=True)
    memory.conn.execute(
        "create virtual table passages_fts using fts5(text, heading, facets, content='',"
        " tokenize=\"ascii tokenchars '.%|'\")"
    )
    memory.conn.execute("create table passage_spans (search_key integer primary key, under integer)")
    index.find(memory.conn, query, Filters(section=query, division=query, kind=query))
    memory.close()


@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="，：；（）！％\u3000 \n1234567890,.１２Ａb發发一鿿䶵\U00020bb7|‰", max_size=60),
    )
)
def test_tokens_have_the_right_offsets(text: str) -> None:
    end = 0
    for token, start, stop in index.tokens(text):
        assert end <= start < stop <= len(text)
        assert token
        end = stop
    assert index.indexed(text).split() == [token for token, _, _ in index.tokens(text)]


@given(
    st.text(alphabet="，；％ \n1234,.Ab新业!\U00020bb7|‰", max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_a_part_of_a_text_is_indexed_as_if_it_were_alone(text: str, first: int, second: int) -> None:
    start, end = sorted(min(at, len(text)) for at in (first, second))
    whole, part = index.indexed_parts(text, [(0, len(text)), (start, end)])
    assert (whole, part) == (index.indexed(text), index.indexed(text[start:end]))


def test_filters_restrict_the_results(db: Database) -> None:
    word = "居民"
    whole = len(found(db, word))
    assert len(found(db, word, Filters(division="990000"))) == whole
    assert len(found(db, word, Filters(division="990100"))) == whole
    assert len(found(db, word, Filters(division="990102"))) == whole
    assert not found(db, word, Filters(division="990103"))
    assert not found(db, word, Filters(division="980000"))
    assert 0 < len(found(db, word, Filters(first_year=2021, last_year=2021))) < whole
    assert not found(db, word, Filters(last_year=2019))
    assert not found(db, word, Filters(kind="livelihood_projects"))
    assert found(db, "幼儿园", Filters(kind="livelihood_projects"))
    assert 0 < len(found(db, word, Filters(section="民生实事"))) < whole


@pytest.mark.parametrize("most", [index.MOST_HITS, 3])
@pytest.mark.parametrize("section", ["民生", "工作", "回顾", "年", "民生 年", "无此标题", "，"])
def test_a_passage_is_found_by_each_word_of_the_heading_above_it(
    db: Database, section: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_HITS", most)
    wanted = [word for word in section.split() if word != "，"]
    rows = db.conn.execute(
        "select search_key, text, heading from passages order by search_key desc"
    ).fetchall()
    keys = [
        key
        for key, text, heading in rows
        if "居民" in text and all(word in (heading or "") for word in wanted)
    ]
    filters = Filters(section=section)
    assert index.find(db.conn, "居民", filters, order="newest").keys == tuple(keys[:20])
    assert index.find(db.conn, "居民", filters).count == min(len(keys), most + 1)
    assert index.find(db.conn, "居民", filters, order="newest", limit=2, offset=1).keys == tuple(keys[1:3])


def test_newest_report_comes_first(db: Database) -> None:
    hits = index.find(db.conn, "居民", order="newest")
    years = [
        db.conn.execute(
            "select plan_year from passages p join versions v on v.id = p.version_id where p.search_key = ?",
            [key],
        ).fetchone()[0]
        for key in hits.keys
    ]
    assert years == sorted(years, reverse=True)
    assert hits.order == "newest"


def test_the_best_passage_has_the_words_most_often_in_the_fewest_characters() -> None:
    memory = Database(memory=True)
    texts = {
        1: "渡口" + "旧石板路" * 30,
        2: "渡口修好了",
        3: "渡口连着渡口",
        4: "渡口修好了",
        5: "渡 口修好了",
    }
    memory.table("versions").insert_all({"id": n, "text": f"第{n}段：{text}"} for n, text in texts.items())
    memory.table("passage_spans").insert_all(
        {"search_key": 1000 + n, "version_id": n, "start": 4, "end": 4 + len(text), "first_byte": 10,
         "bytes": len(text.encode())}
        for n, text in texts.items()
    )  # fmt: skip
    keys = [1000 + n for n in texts]
    assert relevance.ordered(memory.conn, keys, ["渡口"]) == [1003, 1004, 1002, 1005, 1001]
    assert relevance.ordered(memory.conn, [], ["渡口"]) == []


def test_passages_cover_the_whole_text(db: Database) -> None:
    for version_id, text in db.conn.execute("select id, text from versions").fetchall():
        parts = db.conn.execute(
            'select text, start, "end" from passages where version_id = ? order by start', [version_id]
        ).fetchall()
        assert [part for part, _, _ in parts] == [text[start:end] for _, start, end in parts]
        assert "".join("".join(part.split()) for part, _, _ in parts) == "".join(text.split())


def test_long_paragraphs_are_cut_at_sentences() -> None:
    text = "水利兴修有成效。" * 200 + "\n" + "短段。"
    spans = list(split(text, []))
    assert len(spans) > 3
    assert all(text[span.end - 1] == "。" for span in spans)


def test_indexing_again_changes_nothing_and_removal_leaves_nothing(tmp_path: Path) -> None:
    db = Database(build(tmp_path) / "archive.db")
    before = index.find(db.conn, "居民").count
    with db.conn:
        indexing.index(db, 1)
    assert index.find(db.conn, "居民").count == before
    with db.conn:
        for (version_id,) in db.conn.execute("select id from versions").fetchall():
            indexing.remove(db, version_id)
    assert index.find(db.conn, "居民").count == 0
    assert db.conn.execute("select count(*) from passages").fetchone() == (0,)
    db.conn.execute("insert into passages_fts (passages_fts) values ('integrity-check')")
    db.close()


def test_versions_are_indexed_together_at_the_end_of_a_block_but_those_that_were_rolled_back(
    tmp_path: Path,
) -> None:
    db = Database(build(tmp_path) / "archive.db")
    before = index.find(db.conn, "居民").count
    (last,) = db.conn.execute("select max(id) from versions").fetchone()
    with db.atomic():
        for (version_id,) in db.conn.execute("select id from versions").fetchall():
            indexing.remove(db, version_id)
        with indexing.together(db):
            for version_id in (*range(1, last + 1), 1, last + 1):  # the last one was never stored
                indexing.index(db, version_id)
            assert index.find(db.conn, "居民").count == 0
    assert index.find(db.conn, "居民").count == before
    with pytest.raises(ZeroDivisionError), db.atomic(), indexing.together(db):
        indexing.remove(db, 1)
        indexing.index(db, 1)
        raise ZeroDivisionError
    assert index.find(db.conn, "居民").count == before
    db.conn.execute("insert into passages_fts (passages_fts) values ('integrity-check')")
    db.close()


def test_marks_show_the_words() -> None:
    text = "居 民收入，居民７.5％。"
    assert [text[a:b] for a, b in index.marks(text, "居民 7.5%")] == ["居 民", "居民７.5％"]


def test_traditional_and_simplified_script_match_each_other(db: Database) -> None:
    assert index.find(db.conn, "雲溪區").count == index.find(db.conn, "云溪区").count > 0
    assert [token for token, _, _ in index.tokens("區政府幹部發展")] == list("区政府干部发展")
