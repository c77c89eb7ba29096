"""The history of a promise through documents, its state, and the scoreboard."""

from __future__ import annotations

from dataclasses import replace

from archive.derive import promise_history
from archive.derive.promise_history import Statement, histories


def stated(
    id: int, text: str, status: str = "unstated", *, document: int = 1, date: str | None = None
) -> Statement:
    return Statement(id, document, document, 2021, text, status, date)


PLANNED = [stated(1, "新建码头2座", date="2021-01-20"), stated(2, "疏浚柳河9公里", date="2021-01-20")]


def test_a_promise_is_followed_from_its_plan_to_its_outcome() -> None:
    statements = [
        *PLANNED,
        stated(3, "新建码头2座", "in_progress", document=2, date="2021-06-30"),
        stated(4, "新建码头两座", "completed", document=3, date="2022-01-15"),
    ]
    quay, river = histories(statements, [(1, 4, 0.7), (1, 3, 0.9)])
    assert [(step.id, step.status) for step in quay.steps] == [
        (1, "unstated"),
        (3, "in_progress"),
        (4, "completed"),
    ]
    assert (quay.state, quay.status, quay.verdict) == ("reported", "completed", "kept")
    assert (river.state, river.status, river.verdict) == ("not_mentioned", "unstated", "unknown")


def test_without_an_outcome_list_the_state_is_unknown() -> None:
    assert {promise.state for promise in histories(PLANNED, [])} == {"no_outcome_list"}
    assert not promise_history.score(2021, histories(PLANNED, [])).outcome_list


def test_the_same_list_in_a_report_and_on_its_own_page_counts_once() -> None:
    copied = [stated(5, "新建码头2座。", document=4), stated(6, "疏浚柳河9公里。", document=4)]
    found = histories([*PLANNED, *copied], [])
    assert [[step.id for step in promise.steps] for promise in found] == [[1, 5], [2, 6]]


def test_like_projects_of_two_lists_are_no_copies() -> None:
    figures = [frozenset({(2.0, "座")}), frozenset({(3.0, "座")}), frozenset({(2.0, "座"), (9.0, "公里")})]
    texts = ["新建社区养老服务中心2座", "新建社区卫生服务中心3座", "新建社区养老服务中心2座，道路9公里"]
    first, other, longer = (
        replace(stated(at, text, document=at), figures=figures[at - 1]) for at, text in enumerate(texts, 1)
    )
    assert [len(promise.steps) for promise in histories([first, other], [])] == [1, 1]
    assert [len(promise.steps) for promise in histories([first, longer], [])] == [2]


def test_the_scoreboard_lists_the_promises_behind_each_number() -> None:
    statements = [
        *PLANNED,
        stated(3, "新建码头2座", "partly", document=2),
        stated(4, "种植行道树300棵", "cancelled", document=2),
    ]
    score = promise_history.score(2021, histories(statements, [(1, 3, 0.9)]))
    assert (score.promised, score.reported) == ((1, 2, 4), (1, 4))
    assert (score.kept, score.partly, score.not_kept, score.unknown) == ((), (1,), (4,), (2,))
    assert score.outcome_list


def test_parts_of_a_promise_have_a_status_together() -> None:
    statements = [
        *PLANNED,
        stated(3, "新建东码头", "completed", document=2, date="2022-01-15"),
        stated(4, "新建西码头", "in_progress", document=2, date="2022-01-15"),
        stated(5, "新建码头2座", "in_progress", document=3, date="2021-06-30"),
    ]
    quay, river = histories(statements, [(1, 3, 0.9), (1, 4, 0.9), (1, 5, 1.0)])
    assert (quay.status, quay.verdict, river.status) == ("partly", "partly", "unstated")
