"""Compare the figures that pages show with their sentences, without the parsers: number, unit, sign, bound, year.

`python -m benchmarks.shown_figures --data DIR` serves DIR, reads ledgers, comparisons, rankings, sources of figures and
texts in Chinese and English as HTML, follows each figure's link, and looks in the linked clause for the number with its
unit, for a word of falling and for the words of a bound. It prints every figure that it can't confirm, and the counts.
"""

from __future__ import annotations

import argparse
import html
import re
import sqlite3
import sys
import unicodedata
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.screenshots import serving

# Own words, not those of parsers/indicators/words.tsv: the comparison must not share the reader's mistakes.
_BEFORE = {
    "about": ("约", "近", "大约", "接近"),
    "at_least": ("不低于", "不少于", "超过", "超", "突破", "至少", "高于"),
    "at_most": ("不超过", "不高于", "控制在", "低于"),
}
_AFTER = {"about": ("左右", "上下"), "at_least": ("以上", "多", "余"), "at_most": ("以内", "以下", "之内")}
_SHOWN = {"约": "about", "不低于": "at_least", "不高于": "at_most", "about": "about", "at least": "at_least",
          "at most": "at_most"}  # fmt: skip
_FALL = re.compile(r"(?:下降|减少|负增长|降低|回落|下跌|压缩|压减|降)(?!至|到|为|税|费|低至|低到)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LINK = re.compile(
    r'(?:<span class="bound">(?P<bound>[^<]*)</span>\s*)?'
    r'<a href="/version/(?P<version>\d+)\?at=(?P<start>\d+)-(?P<end>\d+)#at">(?P<value>-?[\d.]+[^<]*)</a>'
)
_POINT = re.compile(
    r'<a href="/version/(?P<version>\d+)\?at=(?P<start>\d+)-(?P<end>\d+)#at"[^>]*>\s*<title>(?P<title>[^<]*)</title>'
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as a page shows it, and where its link leads."""

    page: str
    value: str
    bound: str
    version: int
    start: int
    end: int
    year: int | None


def figures_of(page: str, text: str) -> Iterator[Shown]:
    """Yield the figures of a page: cells of tables, and points of charts, which bear their words as a title."""
    for found in _LINK.finditer(text):
        bound = _SHOWN.get(html.unescape(found["bound"] or "").strip(), "point")
        yield Shown(page, html.unescape(found["value"]), bound, int(found["version"]), int(found["start"]),
                    int(found["end"]), None)  # fmt: skip
    for found in _POINT.finditer(text):
        title = html.unescape(found["title"])
        words = re.search(
            r"(?P<year>\d{4}) \S+ (?:(?P<bound>约|不低于|不高于|about|at least|at most) )?(?P<value>.+)",
            title,
        )
        if words:
            yield Shown(page, words["value"], _SHOWN.get(words["bound"] or "", "point"), int(found["version"]),
                        int(found["start"]), int(found["end"]), int(words["year"]))  # fmt: skip


def fault(shown: Shown, clause: str, years: set[int]) -> str | None:
    """Return what a clause does not confirm of a shown figure, None if it confirms all of it."""
    sentence = unicodedata.normalize("NFKC", clause).replace(",", "").replace(" ", "")
    value = unicodedata.normalize("NFKC", shown.value)
    found = re.fullmatch(r"(-?)([\d.]+)(?:–(-?)([\d.]+))?(.*)", value)
    if not found:
        return "not a number"
    sign, low, _, high, unit = found.groups()
    first = [match for match in _NUMBER.finditer(sentence) if float(match[0]) == float(low)]
    last = [match for match in _NUMBER.finditer(sentence) if float(match[0]) == float(high or low)]
    if not first or not last:
        return "number"
    units = [re.compile(rf"(余|多)?{re.escape(unit.strip())}").match(sentence, match.end()) for match in last]
    ended = next((match for match in units if match), None)
    if ended is None:
        return "unit"
    before = sentence[: first[0].start()]
    if (bool(_FALL.search(before[-10:])) or before.endswith("-")) != (sign == "-"):
        return "sign"
    near = re.sub(r"超[百千万亿]+[元吨]?", "", before[-6:])
    said = {name for name, words in _BEFORE.items() if any(near.endswith(word) for word in words)}
    said |= {name for name, words in _AFTER.items() if sentence.startswith(words, ended.end())}
    said |= {"at_least"} if ended[1] else set()
    if high is None and (shown.bound != "point" or said) and shown.bound not in said:
        return f"bound: shown {shown.bound}, beside the number {', '.join(sorted(said)) or 'nothing'}"
    if shown.year is not None and years and shown.year not in years:
        return f"year {shown.year}"
    return None


def pages(db: sqlite3.Connection) -> list[str]:
    """Return the pages to read: every kind of page that shows figures with links."""
    places = [row[0] for row in db.execute(
        "SELECT DISTINCT coalesce(division_code, division_name) FROM ledger_indicators ORDER BY 1 LIMIT 6"
    )]  # fmt: skip
    common = [row[0] for row in db.execute(
        "SELECT indicator FROM ledger_indicators GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 5")]  # fmt: skip
    (year,) = db.execute(
        "SELECT max(year) FROM ledger_indicators WHERE actual_indicator_id IS NOT NULL"
    ).fetchone()
    found = [f"/ledger?division={place}" for place in places]
    found += [f"/ledger?indicator={code}&divisions={','.join(places)}" for code in common]
    found += [f"/ledger?indicator={code}&year={year}" for code in common[:3]]
    return found + [f"/figure?division={places[0]}&indicator={code}" for code in common[:3]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="data folder with an archive.db")
    parser.add_argument("--list", action="store_true", help="print every figure with its clause")
    chosen = parser.parse_args()
    counts: Counter[str] = Counter()
    faults = []
    with serving(chosen.data) as address, closing(sqlite3.connect(chosen.data / "archive.db")) as db:
        addresses = pages(db)
        for path, language in ((path, language) for path in addresses for language in ("zh", "en")):
            url = address + urllib.parse.quote(path, safe="/?&=,")
            request = urllib.request.Request(url, headers={"Accept-Language": language})
            with urllib.request.urlopen(request) as answer:
                text = answer.read().decode()
            for shown in figures_of(f"{path} ({language})", text):
                words, review, plan = db.execute(
                    "SELECT substr(text, ?, ?), review_year, plan_year FROM versions WHERE id = ?",
                    [shown.start + 1, shown.end - shown.start, shown.version],
                ).fetchone()
                why = fault(shown, words, {year for year in (review, plan) if year})
                counts[language] += 1
                if chosen.list:
                    print(shown.page, shown.bound, shown.value, shown.year or "", "|", words)
                if why:
                    faults.append(
                        f"{shown.page}: {shown.bound} {shown.value} {shown.year or ''}: {why}: {words}"
                    )
    print(*faults, sep="\n")
    print(
        f"{sum(counts.values())} figures shown on {len(addresses)} pages in 2 languages: {len(faults)} not confirmed"
    )
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
