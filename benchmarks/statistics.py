"""Measure the reading of every statistic (devset/statistics) for `make eval`, and by theme.

    python -m benchmarks.statistics

A label is met by an indicator whose span covers the label's value and whose value equals it; one indicator meets one
label. Optional labels are neither required nor wrong. `a/b` in kind or period: either is right.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.scoring import Scores
from parsers.indicators.account import UNDECIDED, account
from parsers.read import read
from parsers.record import Indicator, Record

DEVSET = Path(__file__).resolve().parent.parent.parent / "shared" / "devset" / "statistics"
_WINDOW = 1500
_RUN = 8
_TOLERANCE = 1e-6
Label = dict[str, Any]


def score(scores: Scores, folder: Path = DEVSET) -> None:
    """Read the documents of the statistics set and count the labels, the figures read and the correct ones."""
    for name, labels in _documents(folder).items():
        path = folder / labels[0]["file"]
        data = path.read_bytes()
        record = read(data, source=path.name, file_title=_title(path))
        _score(scores, name, data.decode("utf-8"), labels, record, _list_of(folder, name))


def _title(path: Path) -> str | None:
    stem = path.stem.rpartition("_")[0] or path.stem
    return stem if any("\u4e00" <= c <= "\u9fff" for c in stem) else None


def _documents(folder: Path) -> dict[str, list[Label]]:
    found: dict[str, list[Label]] = defaultdict(list)
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        found[label["doc"]].append(label)
    return found


def _list_of(folder: Path, name: str) -> tuple[int, int]:
    """Return where a document's appended livelihood list is: its figures are not part of the set."""
    for line in (folder / "lists.tsv").read_text("utf-8").splitlines():
        doc, start, end = line.split("\t")
        if doc == name:
            return int(start), int(end)
    return 0, 0


def _score(
    scores: Scores, name: str, text: str, labels: list[Label], record: Record, listed: tuple[int, int]
) -> None:
    place = _Places(text, record.text)
    pairs = []
    for n, label in enumerate(labels):
        span = place.there(label["char_start"], label["char_end"])
        for q, figure in enumerate(record.indicators):
            if span and figure.start <= span[0] and span[1] <= figure.end + 1 and _equal(figure, label):
                fit = (
                    figure.indicator != label["proposed_code"],
                    not _measure(figure, label),
                    label["optional"],
                )
                pairs.append((*fit, figure.end - span[1], figure.end - figure.start, n, q))
    met: dict[int, int] = {}
    used: set[int] = set()
    for *_, n, q in sorted(pairs):
        if n not in met and q not in used:
            met[n] = q
            used.add(q)
    for n, label in enumerate(labels):
        if label["optional"]:
            continue
        miss = f"{name}: {label['text']} {label['name']}"
        scores.mark("statistics read", n in met, miss, [f"theme {label['theme']}"])
        scores.mark(f"statistics read, {label['measure']}s", n in met, miss)
        if name.startswith("w_"):
            scores.mark("statistics read, whole reports", n in met, miss)
        if n in met:
            _fields(scores, record.indicators[met[n]], label, miss)
    for q, figure in enumerate(record.indicators):
        back = place.back(figure.start, figure.end)
        if figure.value is None or (back is not None and listed[0] <= back < listed[1]):
            continue
        kind = "other" if figure.indicator == "other" else "coded"
        scores.mark(
            f"statistics precision, {kind}", q in used, f"{name}: {figure.name} {figure.value} {figure.unit}"
        )
    for fate in account(record):
        scores.mark("numbers decided", fate.rule != UNDECIDED, f"{name}: {fate.text} in {fate.clause}")


def _fields(scores: Scores, figure: Indicator, label: Label, miss: str) -> None:
    wanted = label["proposed_code"]
    where = "code where one fits" if wanted != "other" else "other where none fits"
    scores.mark(
        f"statistics {where}", figure.indicator == wanted, f"{miss}: {figure.indicator}, not {wanted}"
    )
    scores.mark("statistics measure", _measure(figure, label), f"{miss}: {figure.measure}")
    scores.mark("statistics kind", figure.kind in label["kind"].split("/"), f"{miss}: {figure.kind}")
    right = str(figure.period) in str(label["period"]).split("/")
    scores.mark("statistics period", right, f"{miss}: {figure.period}, not {label['period']}")


def _measure(figure: Indicator, label: Label) -> bool:
    return figure.measure == label["measure"] or (label["measure"], figure.measure) == ("share", "ratio")


def _equal(figure: Indicator, label: Label) -> bool:
    return figure.value is not None and abs(figure.value - label["value"]) < _TOLERANCE


class _Places:
    """Map offsets of a published text to the record's text and back, skipping what one side lacks."""

    def __init__(self, published: str, read_text: str) -> None:
        flat, self._origin = _flat(published)
        other, self._target = _flat(read_text)
        self._there = _aligned(flat, other)
        self._back = {b: a for a, b in self._there.items()}
        self._flat_of = _places(self._origin)
        self._flat_to = _places(self._target)

    def there(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span in the record's text of a published span."""
        found = [self._there[k] for i in range(start, end) for k in self._flat_of[i] if k in self._there]
        return (self._target[found[0]], self._target[found[-1]] + 1) if found else None

    def back(self, start: int, end: int) -> int | None:
        """Return the published offset of a span of the record's text."""
        found = (self._back[k] for i in range(start, end) for k in self._flat_to[i] if k in self._back)
        first = next(found, None)
        return None if first is None else self._origin[first]


def _flat(text: str) -> tuple[str, list[int]]:
    pairs = [(k, i) for i, c in enumerate(text) for k in unicodedata.normalize("NFKC", c) if not k.isspace()]
    return "".join(k for k, _ in pairs), [i for _, i in pairs]


def _places(origins: Iterable[int]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for k, i in enumerate(origins):
        found[i].append(k)
    return found


def _aligned(one: str, other: str) -> dict[int, int]:
    found: dict[int, int] = {}
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            found[i] = j
            i, j = i + 1, j + 1
            continue
        steps = (s for n in range(1, _WINDOW) for s in ((n, 0), (0, n)))
        fits = ((a, b) for a, b in steps if one[i + a : i + a + _RUN] == other[j + b : j + b + _RUN] != "")
        a, b = next(fits, (1, 1))
        i, j = i + a, j + b
    return found


def main() -> int:
    """Print the table by theme, as docs/reading.md has it."""
    if not DEVSET.is_dir():
        print(f"no statistics set at {DEVSET}", file=sys.stderr)
        return 2
    scores = Scores()
    score(scores)
    for name, one in sorted({**scores.metrics, **scores.traps}.items()):
        print(f"| {name} | {one.right} of {one.asked} | {100 * one.ratio:.1f}% |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
