"""Count what a reading got right against hand-made gold, by field and by kind of trap.

The conventions are those of the development set's about.md: magnitudes with a direction become
signed values, `gdp_growth` becomes `gdp` + `growth`, `report_year` is the plan year, and what gold
calls `other` is not compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from parsers.record import Indicator, Record

KINDS = {"gwr": "work_report", "livelihood": "livelihood_projects", "negative": "other"}
LEVELS = {"district": {"county", "zone"}, "prefecture": {"prefecture"}, "province": {"province"}}

# The labels of 2026-11-20 cover the codes of 0.1, without shares. benchmarks.statistics measures the rest.
FIRST_CODES = frozenset(
    {
        "gdp", "primary_value_added", "secondary_value_added", "services_value_added", "industrial_value_added",
        "industrial_output", "general_public_budget_revenue", "tax_revenue", "fixed_asset_investment",
        "retail_sales", "foreign_capital", "domestic_capital", "import_export", "exports",
        "disposable_income_all", "disposable_income_urban", "disposable_income_rural", "unemployment_rate",
        "new_jobs", "energy_intensity", "population", "forest_cover", "air_quality_days", "pm25", "cpi",
        "urbanisation_rate", "enterprises_new", "high_tech_firms_new",
    }
)  # fmt: skip

# Codes of 0.1 that named two series and since 0.2 name only one of them (codes.tsv).
PARTED = {
    "tax_revenue": "tax_collections",
    "services_value_added": "modern_services_value_added",
    "unemployment_rate": "surveyed_unemployment_rate",
}

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass
class Score:
    """Counts behind one ratio, and what was missed."""

    right: int = 0
    asked: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Return the share of right answers; 1 if nothing was asked."""
        return self.right / self.asked if self.asked else 1.0


class Scores:
    """All scores of a run, by metric (`indicators.recall`) and by trap."""

    def __init__(self) -> None:
        self.metrics: dict[str, Score] = defaultdict(Score)
        self.traps: dict[str, Score] = defaultdict(Score)

    def mark(self, metric: str, right: bool, miss: str, traps: Iterable[str] = ()) -> None:
        """Count one answer under its metric and under every trap it had to pass."""
        for score in (self.metrics[metric], *(self.traps[trap] for trap in traps)):
            score.asked += 1
            score.right += right
            if not right:
                score.misses.append(miss)


def plain(text: str | None) -> str:
    """Normalize text for comparison: NFKC, without white space and Markdown's bold marks."""
    if text is None:
        return ""
    return "".join(unicodedata.normalize("NFKC", text.replace("**", "")).split())


def score_page(
    scores: Scores, page: Mapping[str, Any], gold: Mapping[str, Any] | None, record: Record
) -> None:
    """Count one development page: always the kind, the rest where gold exists."""
    name = page["id"]
    wanted = KINDS[page["kind"]]
    why = "; ".join(record.why)
    scores.mark(
        "kind",
        record.kind == wanted,
        f"{name}: {record.kind}, not {wanted} ({why})",
        [f"kind: {page['kind']}"],
    )
    score_spans(scores, name, record)
    if gold is None:
        return
    _score_metadata(scores, gold, record)
    score_headings(scores, gold, record)
    score_indicators(scores, gold, record)
    score_commitments(scores, gold, record)


def _score_metadata(scores: Scores, gold: Mapping[str, Any], record: Record) -> None:
    name = gold["id"]
    report = record.kind == "work_report"
    scores.mark(
        "title",
        plain(record.title) == plain(gold["title"]),
        f"{name}: {record.title!r}, not {gold['title']!r}",
    )
    division = record.division
    scores.mark(
        "division",
        division is not None
        and division.full_name.endswith(gold["region"])
        and division.level in LEVELS[gold["level"]],
        f"{name}: {division}, not {gold['region']} ({gold['level']})",
    )
    for ours, theirs in (
        ("delivered_date", "delivered_date"),
        ("meeting", "meeting"),
        ("speaker", "speaker"),
        ("speaker_role", "speaker_role"),
        ("review_year", "review_year"),
        ("plan_year", "report_year"),
    ):
        if not report and ours.endswith("_year"):
            continue
        value, wanted = getattr(record, ours), gold[theirs]
        same = plain(str(value)) == plain(str(wanted))
        seen_in = gold["visible_in"].get(ours)
        traps = [f"metadata seen in the {seen_in}"] if seen_in else []
        scores.mark(ours, same, f"{name}: {value!r}, not {wanted!r}", traps)
        if wanted is None:
            scores.mark("not invented", value is None, f"{name}: {ours} {value!r} was invented")


def score_headings(scores: Scores, gold: Mapping[str, Any], record: Record) -> None:
    """Count the headings of a page, wanted and found."""
    wanted = {_heading(item["text"]): item for item in gold["headings"]}
    found = {_heading(section.heading): section for section in record.sections}
    for text, item in wanted.items():
        scores.mark("headings.recall", text in found, f"{gold['id']}: {text}", [f"heading: {item['style']}"])
    for text, section in found.items():
        scores.mark("headings.precision", text in wanted, f"{gold['id']}: {text} (level {section.level})")


def _heading(text: str) -> str:
    return plain(text).rstrip("。.:;,!").lstrip("*")


Fact = tuple[str, str, str, float | None, str | None]


def _wanted_fact(item: Mapping[str, Any]) -> Fact:
    code = item["canonical"].removesuffix("_growth")
    value = item["value"]
    if value is not None and item["direction"] == "-":
        value = -value
    period = None if item["year"] is None else str(item["year"])
    return code, item["basis"], item["kind"], value, period


def _fact(indicator: Indicator) -> Fact:
    period = indicator.period or (str(indicator.year) if indicator.year is not None else None)
    return indicator.indicator, indicator.measure, indicator.kind, indicator.value, period


def score_indicators(scores: Scores, gold: Mapping[str, Any], record: Record) -> None:
    """Count the canonical figures of a page; what gold calls `other` is neither required nor wrong."""
    name = gold["id"]
    canonical = [item for item in gold["indicators"] if item["canonical"] != "other"]
    other = [_wanted_fact(item) for item in gold["indicators"] if item["canonical"] == "other"]
    corrupt = [item for item in canonical if (item["qualifier"] or "").startswith("CORRUPT")]
    left = Counter(_fact(indicator) for indicator in record.indicators if indicator.part is None)
    for item in canonical:
        fact = _wanted_fact(item)
        if not left[fact] and fact[0] in PARTED:
            fact = (PARTED[fact[0]], *fact[1:])
        hit = left[fact] > 0
        if hit:
            left[fact] -= 1
        scores.mark("indicators.recall", hit, f"{name}: {fact} in {item['evidence']!r}", _traps(item))
        scores.mark("indicators.precision", True, "") if hit else None
    for item in corrupt:
        code, measure, _, _, period = _wanted_fact(item)
        invented = [
            fact
            for fact in left.elements()
            if fact[:2] == (code, measure) and fact[4] == period and fact[3] is not None
        ]
        scores.mark("values not invented", not invented, f"{name}: {invented} for {item['evidence']!r}")
    seen = {_fact(indicator): indicator for indicator in record.indicators}
    for fact in left.elements():
        if (
            fact[0] not in FIRST_CODES
            or fact[1] == "share"
            or any(_same_but_code(fact, theirs) for theirs in other)
        ):
            continue
        indicator = seen[fact]
        clause = record.text[indicator.start : indicator.end]
        scores.mark("indicators.precision", False, f"{name}: {fact} from {clause!r}")


def _same_but_code(ours: Fact, theirs: Fact) -> bool:
    return ours[1:4] == theirs[1:4] or (ours[3] is None and theirs[3] is None and ours[2] == theirs[2])


def _traps(item: Mapping[str, Any]) -> list[str]:
    evidence, qualifier = item["evidence"], item["qualifier"] or ""
    tests = {
        "destroyed digits": qualifier.startswith("CORRUPT"),
        "no number, in words": item["value"] is None and not qualifier.startswith("CORRUPT"),
        "table row": "\t" in evidence,
        "full-width figures": bool(re.search(r"[０-９％．]", evidence)),
        "estimate": item["kind"] == "estimate",
        "target": item["kind"] == "target",
        "range": item.get("value_max") is not None,
        "a fall": item["direction"] == "-",
        "several years": isinstance(item["year"], str),
        "分别": "分别" in evidence,
        "growth before level": bool(re.search(r"增长[^，]*，达", evidence)),
        "threshold": any(word in qualifier for word in ("突破", "超", "以上", "以下", "以内", "左右")),
        "other base": any(word in qualifier for word in ("剔除", "同口径", "可比")),
    }
    return [trap for trap, holds in tests.items() if holds] or ["plain clause"]


def score_commitments(scores: Scores, gold: Mapping[str, Any], record: Record) -> None:
    """Count the promises of a page, their statuses and bodies; if gold has none, any promise is wrong."""
    name = gold["id"]
    left = list(record.commitments)
    for item in gold["commitments"]:
        hit = next((c for c in left if plain(c.text) == plain(item["text"])), None)
        trap = ["commitment: list" if item["lead"] or item["co"] else "commitment: outcome table"]
        scores.mark("commitments.recall", hit is not None, f"{name}: {item['text']!r}", trap)
        if hit is None:
            continue
        left.remove(hit)
        scores.mark("commitments.precision", True, "")
        for metric, ours, theirs in (
            ("commitments.status", hit.status_text, item["status"]),
            ("commitments.lead", hit.lead, item["lead"]),
            ("commitments.support", hit.support, item["co"]),
        ):
            scores.mark(metric, plain(ours) == plain(theirs), f"{name}: {ours!r}, not {theirs!r}")
    for extra in left:
        trap = [] if gold["commitments"] else ["commitment: none there"]
        scores.mark("commitments.precision", False, f"{name}: {extra.text!r} is none", trap)
    if not gold["commitments"]:
        scores.mark(
            "commitments.none where none", not record.commitments, f"{name}", ["commitment: none there"]
        )


def score_spans(scores: Scores, name: str, record: Record) -> None:
    """Count the spans whose characters hold the value they stand for."""
    text = record.text
    for indicator in record.indicators:
        clause = text[indicator.start : indicator.end]
        wide = unicodedata.normalize(
            "NFKC", clause
        )  # cells of a row stay separate, spaced-out digits are joined
        figures = [float(n) for form in (wide, plain(clause)) for n in _NUMBER.findall(form.replace(",", ""))]
        held = bool(clause) and (
            indicator.value is None
            or not figures
            or any(abs(n - abs(indicator.value)) < 1e-9 for n in figures)
        )
        scores.mark("spans", held, f"{name}: {indicator.name} {indicator.value} not in {clause!r}")
    for commitment in record.commitments:
        held = plain(commitment.text) in plain(text[commitment.start : commitment.end])
        scores.mark("spans", held, f"{name}: {commitment.text!r}")
    for section in record.sections:
        held = plain(section.heading) in plain(text[section.start : section.end])
        scores.mark("spans", held, f"{name}: {section.heading!r}")
    for problem in record.problems:
        if problem.start is not None and problem.end is not None:
            held = 0 <= problem.start <= problem.end <= len(text)
            scores.mark("spans", held, f"{name}: {problem}")


def gram_f1(ours: str, theirs: str, n: int = 4) -> float:
    """Return the F1 of the multisets of character n-grams, after NFKC and without white space; 0 to 1."""
    a, b = (_grams(plain(text), n) for text in (ours, theirs))
    if not a or not b:
        return float(a == b)
    both = (a & b).total()
    return 2 * both / (a.total() + b.total())


def _grams(text: str, n: int) -> Counter[str]:
    return Counter(text[i : i + n] for i in range(len(text) - n + 1))
