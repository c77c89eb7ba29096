"""Measure reading accuracy on the development set, by field and by kind of trap, against floors.

    python -m benchmarks.evaluate [--misses] [--raise-floors] [--devset FOLDER]

Exit 1 if any figure is below its floor in floors.json, 2 if the development set is
missing. `--raise-floors` raises floors to this run's figures where these are higher; nothing lowers a floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import lists, statistics
from benchmarks.scoring import Scores, gram_f1, score_page
from parsers.read import read
from parsers.record import Record

HERE = Path(__file__).resolve().parent
DEVSET = HERE.parent.parent / "shared" / "devset"
FLOORS = HERE / "floors.json"
TOLERANCE = 1e-9


def evaluate(devset: Path) -> Scores:
    """Read every development page and hand-cleaned HTML page, and count."""
    scores = Scores()
    for path in sorted((devset / "pages").glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        gold_path = devset / "gold" / path.name
        gold = json.loads(gold_path.read_text("utf-8")) if gold_path.exists() else None
        score_page(scores, page, gold, read_slice(page))
    lists.score(scores, devset / "lists")
    for path, body in html_pages(devset):
        record = read(path.read_bytes(), source=path.name)
        f1 = gram_f1(record.text, body)
        scores.mark("body pages with 4-gram F1 >= 0.95", f1 >= 0.95, f"{path.name}: {f1:.3f}")
    if (devset / "statistics").is_dir():
        statistics.score(scores, devset / "statistics")
    return scores


def read_slice(page: Mapping[str, str]) -> Record:
    """Read a page of the set as `fangzhi parse NNN.txt --title …` would."""
    return read(
        page["text"].encode(), source=f"{page['id']}.txt", url=page.get("url"), title=page.get("page_title")
    )


def html_pages(devset: Path) -> list[tuple[Path, str]]:
    """Return HTML pages with the body that a person cleaned."""
    pairs = []
    for path in sorted((devset / "html").glob("*.html")):
        body = path.with_suffix(".body.txt")
        if body.exists():
            pairs.append((path, body.read_text("utf-8")))
    return pairs


def body_f1(devset: Path) -> dict[str, float]:
    """Return the mean 4-gram F1 of the body text over the hand-cleaned pages: ours, and installed rivals'."""
    finders = {"fangzhi": _ours, **_others()}
    pages = html_pages(devset)
    return {
        name: sum(gram_f1(finder(path), body) for path, body in pages) / len(pages)
        for name, finder in finders.items()
    }


def _ours(path: Path) -> str:
    return read(path.read_bytes(), source=path.name).text


def _others() -> dict[str, Callable[[Path], str]]:
    found: dict[str, Callable[[Path], str]] = {}
    try:
        import trafilatura

        found["trafilatura"] = lambda path: trafilatura.extract(path.read_bytes()) or ""
    except ImportError:
        pass
    try:
        import lxml.html
        import readability

        found["readability-lxml"] = lambda path: str(
            lxml.html.fromstring(readability.Document(_decoded(path)).summary()).text_content()
        )
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        found["resiliparse"] = lambda path: str(extract_plain_text(_decoded(path), main_content=True))
    except ImportError:
        pass
    try:
        from gne import GeneralNewsExtractor

        found["gne"] = lambda path: str(GeneralNewsExtractor().extract(_decoded(path))["content"])
    except ImportError:
        pass
    return found


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def fallen(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return one line for each floor that a figure is below, or that was not measured."""
    lines = []
    for name, floor in sorted(floors.items()):
        figure = figures.get(name)
        if figure is None:
            lines.append(f"{name}: not measured, floor {floor:.4f}")
        elif figure < floor - TOLERANCE:
            lines.append(f"{name}: {figure:.4f}, floor {floor:.4f}")
    return lines


def raised(figures: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """Return the floors after a run: the higher of the old floor and the figure (rounded down to 4 places)."""
    names = sorted({*figures, *floors})
    reached = {name: int(figures[name] * 10_000) / 10_000 for name in figures}
    return {name: max(floors.get(name, 0.0), reached.get(name, 0.0)) for name in names}


def main(argv: list[str] | None = None) -> int:
    """Measure, print, compare with the floors; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    parser.add_argument("--raise-floors", action="store_true", help="pin what this run reached where higher")
    parser.add_argument("--devset", type=Path, default=DEVSET)
    options = parser.parse_args(argv)
    if not (options.devset / "pages").is_dir():
        print(f"no development set at {options.devset}", file=sys.stderr)
        return 2
    scores = evaluate(options.devset)
    bodies = body_f1(options.devset)
    figures = {name: score.ratio for name, score in scores.metrics.items()}
    figures["body 4-gram F1, mean"] = bodies["fangzhi"]
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
    report(scores, bodies, floors, misses=options.misses)
    lines = fallen(figures, floors)
    for line in lines:
        print(f"below its floor: {line}", file=sys.stderr)
    if options.raise_floors:
        FLOORS.write_text(json.dumps(raised(figures, floors), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 1 if lines else 0


def report(scores: Scores, bodies: Mapping[str, float], floors: Mapping[str, float], *, misses: bool) -> None:
    """Print the tables, and every miss on request."""
    print(f"{'field':<38}{'right':>6} of {'asked':<6}{'ratio':>7}{'floor':>8}")
    for name, score in sorted(scores.metrics.items()):
        floor = f"{floors[name]:.3f}" if name in floors else "-"
        print(f"{name:<38}{score.right:>6} of {score.asked:<6}{score.ratio:>7.3f}{floor:>8}")
        if misses:
            for miss in score.misses:
                print(f"    {miss}")
    print(f"\n{'kind of trap':<38}{'right':>6} of {'asked':<6}{'ratio':>7}")
    for name, score in sorted(scores.traps.items()):
        print(f"{name:<38}{score.right:>6} of {score.asked:<6}{score.ratio:>7.3f}")
    print("\nbody text, mean 4-gram F1 over the hand-cleaned pages")
    for name, figure in sorted(bodies.items(), key=lambda pair: -pair[1]):
        print(f"{name:<38}{figure:>24.3f}")


if __name__ == "__main__":
    sys.exit(main())
