"""The history of a promise through the documents that mention it; pure.

A promise may appear in a plan list, in the report that the list is appended to, in progress notices and in the
outcome list of the next year. Its history has one step for each of them, by date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import Final, Literal

from archive.derive import promises
from archive.derive.promises import Item

State = Literal["reported", "not_mentioned", "no_outcome_list"]
Verdict = Literal["kept", "partly", "not_kept", "unknown"]

_VERDICTS: Final[dict[str, Verdict]] = {
    "completed": "kept",
    "exceeded": "kept",
    "partly": "partly",
    "in_progress": "partly",
    "adjusted": "partly",
    "delayed": "not_kept",
    "cancelled": "not_kept",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One commitment as a document states it."""

    id: int
    version_id: int
    document_id: int
    year: int
    text: str
    status: str
    date: str | None
    ordinal: str | None = None
    figures: frozenset[tuple[float, str]] = frozenset()

    @property
    def reports(self) -> bool:
        """Return whether it states the promise's progress."""
        return self.status != "unstated"


@dataclass(slots=True)
class Promise:
    """A promise with its history: the statement that made it, then each further statement by date."""

    steps: list[Statement]
    state: State = "no_outcome_list"
    scores: dict[int, float] = field(default_factory=dict)  # of linked statements, by their ids

    @property
    def first(self) -> Statement:
        """Return the first statement, whose words are shown for the promise."""
        return self.steps[0]

    @property
    def status(self) -> str:
        """Return the status that was reported last; of a document that reports on its parts, that of all together."""
        last = next((step.version_id for step in reversed(self.steps) if step.reports), None)
        return together({step.status for step in self.steps if step.reports and step.version_id == last})

    @property
    def verdict(self) -> Verdict:
        """Return whether it was kept, as far as was reported."""
        return _VERDICTS.get(self.status, "unknown")


def together(statuses: Set[str]) -> str:
    """Return the status of a promise whose parts have these.

    >>> together({"completed", "in_progress"}), together({"completed", "exceeded"}), together(set())
    ('partly', 'completed', 'unstated')
    """
    if len(statuses) < 2:
        return next(iter(statuses), "unstated")
    if statuses <= {"completed", "exceeded"}:
        return "completed"
    return "delayed" if statuses <= {"delayed", "cancelled"} else "partly"


def histories(statements: Sequence[Statement], links: Iterable[tuple[int, int, float]]) -> list[Promise]:
    """Group the statements of one division and year into promises.

    `links` are accepted pairs (promise, outcome, score). Copies of one list are linked here and count once. A promise
    without a report is `not_mentioned` if a document reports on others of its year, else `no_outcome_list`.
    """
    known = {statement.id: statement for statement in statements}
    joined: dict[int, list[int]] = defaultdict(list)
    scores: dict[int, float] = {}
    taken: set[int] = set()
    for promise_id, outcome_id, score in links:
        if promise_id in known and outcome_id in known:
            joined[promise_id].append(outcome_id)
            scores[outcome_id] = score
            taken.add(outcome_id)
    copies = _copies([s for s in statements if not s.reports])
    gathered: list[Promise] = []
    for statement in statements:
        if statement.id in taken or statement.id in copies:
            continue
        same = [copy for copy, original in copies.items() if original == statement.id]
        ids = dict.fromkeys(i for one in (statement.id, *same) for i in (one, *joined[one]))
        steps = sorted(
            (known[i] for i in ids), key=lambda s: (s.id != statement.id, s.reports, s.date or "", s.id)
        )
        gathered.append(Promise(steps, scores={i: scores[i] for i in ids if i in scores}))
    reporting = any(statement.reports for statement in statements)
    for promise in gathered:
        if promise.status != "unstated":
            promise.state = "reported"
        elif reporting:
            promise.state = "not_mentioned"
    return gathered


def _copies(planned: Sequence[Statement]) -> dict[int, int]:
    """Return the promises that another document states already: the copy's id → the id of that statement.

    The document with the most promises is taken as the original.
    """
    by_document: dict[int, list[Statement]] = defaultdict(list)
    for statement in planned:
        by_document[statement.document_id].append(statement)
    documents = sorted(by_document.values(), key=lambda found: (-len(found), found[0].id))
    originals: list[Statement] = []
    found: dict[int, int] = {}
    for document in documents:
        linked = promises.copies([_item(s) for s in document], [_item(s) for s in originals])
        found.update(linked)
        originals += [statement for statement in document if statement.id not in linked]
    return found


def _item(statement: Statement) -> Item:
    return Item(statement.id, statement.text, statement.figures, statement.ordinal)


@dataclass(frozen=True, slots=True)
class Score:
    """The numbers of promises of a division and year by verdict, with the statements behind each number."""

    year: int
    promised: tuple[int, ...]
    reported: tuple[int, ...]
    kept: tuple[int, ...]
    partly: tuple[int, ...]
    not_kept: tuple[int, ...]
    unknown: tuple[int, ...]
    outcome_list: bool  # whether a document that reports on promises of the year is archived


def score(year: int, found: Sequence[Promise]) -> Score:
    """Count one division's promises of one year by verdict; keep the ids of the promises behind each number."""

    def ids(verdict: Verdict) -> tuple[int, ...]:
        return tuple(promise.first.id for promise in found if promise.verdict == verdict)

    return Score(
        year=year,
        promised=tuple(promise.first.id for promise in found),
        reported=tuple(promise.first.id for promise in found if promise.state == "reported"),
        kept=ids("kept"),
        partly=ids("partly"),
        not_kept=ids("not_kept"),
        unknown=ids("unknown"),
        outcome_list=any(promise.state != "no_outcome_list" for promise in found),
    )
