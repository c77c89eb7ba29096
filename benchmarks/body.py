"""Compare body text and speed with trafilatura, readability-lxml, resiliparse and gne: same pages, one run, one core.

    python -m benchmarks.body [FOLDER] [--memory DOCUMENTS]

FOLDER holds pages as `*.html` and their hand-cleaned text as `*.body.txt` (default: the development
set beside the checkout). An extractor that is not installed is named and skipped; benchmarks/others.txt
says how to install them. Times are CPU milliseconds per page, the best of five rounds.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import resource
import time
import warnings
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from benchmarks.scoring import gram_f1
from parsers import read, read_page
from parsers.formats import open_page

Extractor = Callable[[bytes], str]
ROUNDS = 5


def _ours(data: bytes) -> str:
    return open_page(data).text


def _trafilatura(data: bytes) -> str:
    import trafilatura

    return trafilatura.extract(data) or ""


def _readability(data: bytes) -> str:
    import readability

    html = readability.Document(_decoded(data)).summary()
    return BeautifulSoup(html, "lxml").get_text("\n")


def _resiliparse(data: bytes) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(_decoded(data), main_content=True))


def _gne(data: bytes) -> str:
    import gne

    return str(gne.GeneralNewsExtractor().extract(_decoded(data)).get("content", ""))


def _decoded(data: bytes) -> str:
    """These three take text; they get it correctly decoded, and the decoding is not timed."""
    from parsers.text.decode import decode

    return decode(data).text


OTHERS: dict[str, tuple[str, Extractor]] = {
    "trafilatura": ("trafilatura", _trafilatura),
    "readability-lxml": ("readability", _readability),
    "resiliparse": ("resiliparse", _resiliparse),
    "gne": ("gne", _gne),
}


def milliseconds(work: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for page in pages:
            work(page)
        best = min(best, time.process_time() - start)
    return 1000 * best / len(pages)


def compare(folder: Path) -> dict[str, object]:
    """Return F1 and time of each extractor, and the cost of the complete record."""
    truths = sorted(folder.glob("*.body.txt"))
    pages = [path.with_suffix("").with_suffix(".html").read_bytes() for path in truths]
    texts = [path.read_text(encoding="utf-8") for path in truths]
    rows: dict[str, object] = {
        "pages": len(pages),
        "mean KB": round(sum(map(len, pages)) / len(pages) / 1024),
    }
    for name, (module, work) in {"fangzhi": ("parsers", _ours), **OTHERS}.items():
        if importlib.util.find_spec(module) is None:
            rows[name] = "not installed"
            continue
        scores = [gram_f1(work(page), truth) for page, truth in zip(pages, texts, strict=True)]
        rows[name] = {
            "mean F1": round(sum(scores) / len(scores), 4),
            "least F1": round(min(scores), 4),
            "ms": round(milliseconds(work, pages), 2),
        }
    rows["fangzhi, whole record"] = {"ms": round(milliseconds(lambda page: read(page, source="x"), pages), 2)}
    rows["BeautifulSoup on lxml, tree alone"] = {
        "ms": round(milliseconds(lambda page: BeautifulSoup(page, "lxml"), pages), 2)
    }
    return rows


def long_report(folder: Path) -> dict[str, object]:
    """Time a report of about 20,000 characters: reading it after cleaning, and parsing its page into a tree."""
    report = min(
        folder.glob("*_20*.txt"), key=lambda path: abs(len(path.read_text(encoding="utf-8")) - 20_000)
    )
    lines = [line.strip() for line in report.read_text(encoding="utf-8").splitlines() if line.strip()]
    body = "".join(
        f'<p style="text-indent:2em"><span style="font-size:16pt">{escape(line)}</span></p>\n'
        for line in lines
    )
    html = f"<html><head><title>政府工作报告</title></head><body><div id='zoom'>{body}</div></body></html>".encode()
    page = open_page(html)
    return {
        "characters": len(page.text),
        "reading ms": round(milliseconds(lambda _: read_page(page, source="x"), [html]), 2),
        "tree ms": round(milliseconds(lambda data: BeautifulSoup(data, "lxml"), [html]), 2),
    }


def memory(folder: Path, documents: int) -> list[str]:
    """Print peak resident memory after each tenth of the documents."""
    pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    lines = []
    for number in range(1, documents + 1):
        read(pages[number % len(pages)], source="x")
        if number % max(1, documents // 10) == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            lines.append(f"{number} documents: peak {peak} MB")
    return lines


def main() -> None:
    here = Path(__file__).resolve().parent.parent.parent / "shared" / "devset"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=here / "html")
    parser.add_argument("--memory", type=int, metavar="DOCUMENTS")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    if arguments.memory:
        print("\n".join(memory(arguments.folder, arguments.memory)))
        return
    print(json.dumps(compare(arguments.folder), indent=1, ensure_ascii=False))
    reports = arguments.folder.parent / "fulltext"
    if reports.is_dir():
        print(json.dumps({"a long report": long_report(reports)}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
