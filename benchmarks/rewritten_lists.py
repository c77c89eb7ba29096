"""Rewrite the lists of the development set in ways that change nothing for a person, and see what is still read.

    python -m benchmarks.rewritten_lists [--show]

Each list of ../shared/devset/lists is rewritten in every way of `rewritings.WAYS` that suits it. Prints a row for each
way: lists, promises found before and after, and more that are none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks import lists
from benchmarks.rewritings import WAYS, WORDS, located
from benchmarks.scoring import Scores
from parsers.read import read

FOLDER: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "devset" / "lists"


def _scored(document: Mapping[str, Any], text: str, name: str) -> Scores:
    scores = Scores()
    source = f"{name}.html" if text.startswith("<html") else name
    lists.score_document(scores, document, read(text.encode(), source=source, title=document["title"]))
    return scores


def _relabelled(document: Mapping[str, Any], way: str) -> Mapping[str, Any]:
    """Return the labels with the words that a way puts for others."""
    if way not in WORDS:
        return document
    changed: Mapping[str, Any] = json.loads(json.dumps(document, ensure_ascii=False).replace(*WORDS[way]))
    return changed


@dataclass(slots=True)
class Tally:
    """What one way did: lists rewritten, promises found before and after, and what was read that is none, more."""

    documents: int = 0
    before: int = 0
    after: int = 0
    extra: int = 0


def measured(folder: Path = FOLDER) -> Iterator[tuple[str, str, int, int, int]]:
    """Yield (way, list, promises found before, after, more that are none) for each list that a way suits."""
    for document in json.loads((folder / "labels.json").read_text("utf-8")):
        if not document["promises"] or document["file"].endswith(".html"):
            continue
        text = (folder / "documents" / document["file"]).read_text("utf-8")
        whole = _scored(document, text, document["file"])
        one = located(document, text)
        for way, rewrite in WAYS.items():
            new = rewrite(one)
            if new is not None and new != text:
                scores = _scored(_relabelled(document, way), new, document["file"])
                extra = max(0, _extra(scores) - _extra(whole))
                yield way, document["id"], _found(whole), _found(scores), extra


def _found(scores: Scores) -> int:
    return scores.metrics["lists.recall"].right


def _extra(scores: Scores) -> int:
    score = scores.metrics["lists.precision"]
    return score.asked - score.right


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rewritten_lists")
    parser.add_argument("--show", action="store_true", help="name each list of which a way loses promises")
    options = parser.parse_args(arguments)
    if not FOLDER.is_dir():
        print(f"{FOLDER}: not there; the development set is needed", file=sys.stderr)
        return 2
    tallies = {way: Tally() for way in WAYS}
    for way, name, before, after, extra in measured():
        tally = tallies[way]
        tally.documents += 1
        tally.before += before
        tally.after += after
        tally.extra += extra
        if options.show and (after < before or extra):
            print(f"{way}: {name}: {after} of {before}, {extra} more that are none")
    print("| rewritten | lists | promises found before | after | share | more that are none |")
    print("|---|---:|---:|---:|---:|---:|")
    for way, tally in tallies.items():
        share = tally.after / max(1, tally.before)
        print(f"| {way} | {tally.documents} | {tally.before} | {tally.after} | {share:.3f} | {tally.extra} |")
    before, after = sum(t.before for t in tallies.values()), sum(t.after for t in tallies.values())
    print(f"| all | | {before} | {after} | {after / before:.3f} | {sum(t.extra for t in tallies.values())} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
