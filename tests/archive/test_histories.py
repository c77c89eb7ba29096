"""Any order of arrival gives the same history, and every history is consistent."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.history import Read, Sighting, page_history
from archive.store import Archive
from tests.support.archive import (
    EDITED,
    HOST,
    REPORT,
    TEXT,
    Night,
    dumped,
    read_all,
    take_all,
)


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take in four nights in turn: edits, an attachment, a vanished page, a return, a page without a document."""
    folder = tmp_path_factory.mktemp("straight")
    article, attached = f"{HOST}/2.html", f"{HOST}/2.pdf"
    scripts = [
        [(REPORT, TEXT, 200), (article, "见附件", 200), (attached, TEXT + "二", 200)],
        [(REPORT, EDITED, 200), (article, "", 304), (attached, TEXT + "三", 200)],
        [(REPORT, "", 304), (article, "", 404)],
        [(REPORT, TEXT, 200), (f"{HOST}/3.html", "新闻", 200)],
    ]
    for number, script in enumerate(scripts, start=1):
        with Night(folder, number) as night:
            for url, body, status in script:
                role, via = ("attachment", article) if url == attached else ("article", None)
                night.get(url, body, status=status, role=role, via=via)
        take_all(folder)
    return folder


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[1::4])
def test_any_order_of_arrival_gives_the_same_archive(
    straight: Path, tmp_path: Path, order: tuple[int, ...]
) -> None:
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("ingest", {})
        files = sorted((straight / "warc").iterdir())
        for number in order:
            shutil.copy(files[number], archive.warc)
            archive.take_in(run, archive.warc / files[number].name)
            if number % 2:
                read_all(archive, run)
        read_all(archive, run)
    assert dumped(tmp_path) == dumped(straight)


CAPTURES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "same", "gone"]), st.integers(1, 2), st.integers(0, 1)),
    min_size=1,
    max_size=8,
)


@given(CAPTURES)
def test_a_history_is_consistent(captures: list[tuple[str, int, int]]) -> None:
    reads: list[Read] = []
    sightings: list[Sighting] = []
    for at, (what, parser, read_as) in enumerate(captures):
        moment = f"2026-03-{at + 1:02d}"
        if what == "same":
            original = reads[-1].capture_id if reads else None
            sightings.append(Sighting(moment, True, original))
        elif what == "gone":
            sightings.append(Sighting(moment, False))
        else:
            reads.append(Read(at, moment, what, parser, 10 * "abc".index(what) + parser * read_as + 1))
    computed = page_history(reads, sightings)
    assert page_history(reads[::-1], sightings[::-1]) == computed
    assert sorted(v.number for v in computed.versions.values()) == list(range(1, len(computed.versions) + 1))
    for version in computed.versions.values():
        assert version.first_seen <= version.last_seen
        assert (version.cause == "published") == (version.previous_id is None)
        if version.previous_id is not None:
            before = computed.versions[version.previous_id]
            assert before.number < version.number
            if version.cause == "edited":
                assert before.first.payload != version.first.payload
    if reads:
        assert computed.current_id in computed.versions
        assert (computed.gone_since is not None) == _gone(captures)


def _gone(captures: list[tuple[str, int, int]]) -> bool:
    seen = [what for what, _, _ in captures]
    first = next(n for n, what in enumerate(seen) if len(what) == 1)
    return seen[first:][-1] == "gone"
