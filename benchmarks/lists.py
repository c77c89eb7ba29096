"""Measure reading accuracy on the lists of livelihood projects of the development set (devset/lists/about.md).

A promise is found when its text, or another that its label allows, equals the text that was read, ignoring white
space, width and the final punctuation, or if one contains the other and is less than a tenth longer.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.scoring import Scores
from parsers.read import read
from parsers.record import Commitment, Record

_LIKE = 0.9
_OUTCOME_LENGTH = 60
_BOTH_LENGTH = 90
_ENDS = "。.;；,，、"


def score(scores: Scores, folder: Path) -> None:
    """Read every labelled page of `folder` and count under `lists.…`; nothing if the folder does not exist."""
    labels = folder / "labels.json"
    if not labels.exists():
        return
    for document in json.loads(labels.read_text("utf-8")):
        path = folder / "documents" / document["file"]
        score_document(scores, document, read(path.read_bytes(), source=path.name, title=document["title"]))


def score_document(scores: Scores, document: Mapping[str, Any], record: Record) -> None:
    """Count the correct values of one page's record."""
    name = document["id"]
    scores.mark("lists.kind", allows(document["kind"], record.kind), f"{name}: {record.kind}")
    division = record.division.full_name if record.division else None
    for field, value in (
        ("division", division),
        ("review_year", record.review_year),
        ("plan_year", record.plan_year),
    ):
        if document[field] != "SKIP":
            scores.mark(f"lists.{field}", allows(document[field], value), f"{name}: {value}")
    left = list(record.commitments)
    for promise in sorted(document["promises"], key=lambda promise: bool(promise.get("optional"))):
        _promise(scores, name, promise, left)
    for commitment in left:
        scores.mark("lists.precision", False, f"{name}: {commitment.text[:60]}")


def _promise(scores: Scores, name: str, promise: Mapping[str, Any], left: list[Commitment]) -> None:
    fits = [one for one in left if _fit(promise, one)]
    if promise.get("optional"):
        if fits:
            left.remove(max(fits, key=lambda one: _fit(promise, one)))
        return
    if not fits and promise.get("subs"):
        parts = [next((one for one in left if _alike(sub, one.text)), None) for sub in promise["subs"]]
        if None not in parts:
            for part in parts:
                if part is not None:
                    left.remove(part)
            scores.mark("lists.recall", True, "")
            return
    miss = f"{name}: {promise['text'][:60]}"
    scores.mark("lists.recall", bool(fits), miss)
    if not fits:
        return
    found = max(fits, key=lambda one: (_fit(promise, one), allows(promise["ordinal"], one.ordinal)))
    left.remove(found)
    scores.mark("lists.precision", True, "")
    scores.mark("lists.text exact", _fit(promise, found) == 2, miss)
    for field in ("status", "ordinal", "category", "lead"):
        value = getattr(found, field)
        if promise[field] != "SKIP":
            scores.mark(f"lists.{field}", allows(promise[field], value), f"{miss}: {value}")
    if promise["outcome"] != "SKIP":
        scores.mark("lists.outcome", _outcome(promise, found), f"{miss}: {found.outcome}")


def _outcome(promise: Mapping[str, Any], found: Commitment) -> bool:
    got = _squeezed(found.outcome)
    if promise["outcome"] is None:
        return not got
    if promise.get("outcome_null_ok") and not got:
        return True
    both = _squeezed(found.status_text) + got
    wanted = [promise["outcome"], *promise.get("outcome_alts", [])]
    return any(_squeezed(o) in got[:_OUTCOME_LENGTH] or _squeezed(o) in both[:_BOTH_LENGTH] for o in wanted)


def allows(label: object, value: object) -> bool:
    """Decide whether a label (`a|b`: either; `null`: none; SKIP: any) allows a value."""
    if label == "SKIP":
        return True
    if label is None:
        return value is None
    options = [_squeezed(option) for option in str(label).split("|")]
    return ("null" if value is None else _squeezed(str(value))) in options


def _fit(promise: Mapping[str, Any], commitment: Commitment) -> int:
    return max(_alike(text, commitment.text) for text in [promise["text"], *promise.get("alts", [])])


def _alike(wanted: str, read_text: str) -> int:
    """Return 2 for equal texts, 1 if one contains the other and is hardly longer, otherwise 0."""
    a, b = _squeezed(wanted).rstrip(_ENDS), _squeezed(read_text).rstrip(_ENDS)
    if not a or not b:
        return 0
    if a == b:
        return 2
    shorter, longer = sorted((a, b), key=len)
    return int(shorter in longer and len(shorter) / len(longer) > _LIKE)


def _squeezed(text: str | None) -> str:
    folded = unicodedata.normalize("NFKC", (text or "").replace("*", "").replace("\u200b", ""))
    return "".join(folded.split())
