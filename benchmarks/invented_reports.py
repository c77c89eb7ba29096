"""Invented reports of every county and year, with pages, records and addresses, drawn from seeds."""

from __future__ import annotations

import random
from itertools import accumulate, pairwise

from archive.store import Reading
from parsers.divisions.table import spans
from parsers.record import Division, Indicator, Record, Section
from parsers.version import VERSION

YEARS = 22  # 2,850 counties × 22 years hold 60,000 documents
DISTRICTS = [s for s in spans() if s.valid_to is None and s.level == "county"]
_SENTENCES = 180


def _vocabulary() -> tuple[list[str], list[float]]:
    """Return invented words of two characters, and their cumulative frequencies.

    Characters are those of GB 2312, level 1. Both follow Zipf's law with Mandelbrot's offset: the first word is one in
    eighty, as 发展 in real reports, the last one in 250,000.
    """
    draw = random.Random(2312)
    characters = [
        bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)
    ]
    draw.shuffle(characters)
    frequencies = list(accumulate(1 / (rank + 20) for rank in range(len(characters))))
    drawn = draw.choices(characters, cum_weights=frequencies, k=100_000)
    words = list(dict.fromkeys(first + second for first, second in pairwise(drawn)))[:30_000]
    return words, list(accumulate(1 / (rank + 10) for rank in range(len(words))))


WORDS, FREQUENCIES = _vocabulary()


def text_of(seed: int, year: int) -> str:
    """Return an invented report of a district: sections, sentences and figures, drawn from a seed."""
    draw = random.Random(seed)

    def sentence() -> str:
        words = draw.choices(WORDS, cum_weights=FREQUENCIES, k=9)
        count, growth = int(draw.random() * 999), int(draw.random() * 200) / 10
        return f"{''.join(words[:4])}{count}项，{''.join(words[4:])}，同比增长{growth}%。"

    lines = [f"{DISTRICTS[seed // YEARS].full_name}{year}年政府工作报告"]
    for part in ("一、工作回顾", "二、主要任务"):
        lines.append(part)
        lines.extend(sentence() + sentence() + sentence() for _ in range(_SENTENCES // 6))
    return "\n".join(lines)


def page_of(text: str) -> bytes:
    """Return an invented report as a page."""
    title, *lines = text.split("\n")
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>".encode()


def record_of(reading: Reading) -> Record:
    """Return the record that a parser would make of an invented report, without reading it."""
    number = int(reading.url.rsplit("/", 1)[1].removesuffix(".html"))
    span = DISTRICTS[number // YEARS]
    year = 2006 + number % YEARS
    title, _, text = text_of(number, year).partition("\n")
    second = text.index("二、")
    figures = []
    at = 0
    for code in ("gdp", "retail_sales", "tax_revenue", "exports", "cpi", "new_jobs"):
        at = text.index("同比增长", at)
        end = text.index("%", at) + 1
        for kind, period in (("actual", year - 1), ("target", year)):
            value = float(text[at + 4 : end - 1])
            figures.append(
                Indicator(code, "某指标", "growth", "actual" if kind == "actual" else "target", value, None, "%",
                          "%", value, None, "point", None, period, str(period), None, None, None, at, end)
            )  # fmt: skip
        at = end
    return Record(
        parser=VERSION, source=reading.url, kind="work_report", why=("invented",), title=title,
        division=Division(span.code, span.name, span.full_name, span.level), published_date=f"{year}-02-01",
        delivered_date=None, meeting=None, speaker=None, speaker_role=None, source_org=None,
        source_kind="official", review_year=year - 1, plan_year=year, completeness="whole", text=text,
        sections=(Section(1, "一、工作回顾", 0, second), Section(1, "二、主要任务", second, len(text))),
        indicators=tuple(figures), commitments=(), problems=(),
    )  # fmt: skip


def url_of(number: int) -> str:
    """Return the address of an invented report."""
    return f"http://{DISTRICTS[number // YEARS].code}.example/zfgz/{number}.html"
