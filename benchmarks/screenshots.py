"""Take the pictures of the documentation from an archive, with Debian's chromium.

`python -m benchmarks.screenshots --data DIR --out docs/images` serves DIR, visits the pages below and
writes one PNG each. It finds the document, edit and division in the archive, so any archive works;
the documentation's own pictures come from `fangzhi demo`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from json import loads
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
SERVE = """
import sys
from pathlib import Path
from archive.browse import serve
serve(Path(sys.argv[1]), port=0, announce=lambda address: print(address, flush=True))
"""


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """Serve an archive on a free port and yield its address."""
    with served(data) as (address, _):
        yield address


@contextmanager
def served(data: Path) -> Iterator[tuple[str, int]]:
    """Serve an archive on a free port and yield its address and the id of the server's process."""
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(data)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip().rstrip("/"), server.pid
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()


def pages(address: str) -> list[tuple[str, str]]:
    """Return (name, path) of the pages to show, found through the pages' own JSON."""

    def ask(path: str) -> Any:
        with urllib.request.urlopen(address + urllib.parse.quote(path, safe="/?&=.")) as answer:
            return loads(answer.read())

    front = ask("/index.json")
    edits = ask("/changes.json")["edits"]
    places = ask("/ledger.json")["divisions"]
    found = [
        ("front", "/"),
        ("questions", "/questions"),
        ("search", "/search?q=民生"),
        ("document", f"/document/{front['latest'][0]['id']}"),
        ("coverage", "/coverage"),
    ]
    if edits:
        found.append(("compare", f"/compare/{edits[0]['previous_id']}/{edits[0]['id']}"))
    found.append(("changes", "/changes"))
    if places:
        found.append(("ledger", f"/ledger?division={places[0]['code']}"))
        several = ",".join(place["code"] for place in places[:5])
        found.append(("side-by-side", f"/ledger?indicator=gdp&divisions={several}"))
        found.append(("figure", f"/figure?division={places[0]['code']}&indicator=gdp"))
        promises = {
            place["code"]: ask(f"/promises.json?division={place['code']}")["promises"] for place in places
        }
        answered = {
            code: sum(bool(row["answers"] or row["outcome"]) for row in rows)
            for code, rows in promises.items()
        }
        found.append(("promises", f"/promises?division={max(answered, key=lambda code: answered[code])}"))
    return found


def _shrink(picture: Path) -> None:
    """Store a picture with 128 colours: a third of the size, and text stays sharp."""
    with Image.open(picture) as full:
        small = full.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(picture, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="data folder with an archive.db")
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    parser.add_argument("--language", choices=("zh-CN", "en-GB"), default="zh-CN")
    chosen = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no chromium here: apt-get install chromium fonts-noto-cjk")
    chosen.out.mkdir(parents=True, exist_ok=True)
    with serving(chosen.data) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for suffix, size in (("", DESKTOP), ("-phone", PHONE)):
            page = browser.new_context(locale=chosen.language, viewport=size).new_page()  # type: ignore[arg-type]
            for name, path in pages(address):
                if suffix and name not in ("front", "document"):
                    continue
                answer = page.goto(address + path)
                if answer is None or answer.status != 200:
                    sys.exit(f"{path}: {answer.status if answer else 'no answer'}")
                picture = chosen.out / f"{name}{suffix}.png"
                page.screenshot(path=picture)
                _shrink(picture)
                print(picture)
        browser.close()


if __name__ == "__main__":
    main()
