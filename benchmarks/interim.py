"""Until parsers.read exists: the content readers that exist, on a page made of the bare text.

To be deleted with the arrival of parsers.read.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

from parsers.page import Page
from parsers.record import Record

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "devset" / "gold"


def _module(name: str) -> Any:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError:
        return None
    return module


def read(data: bytes, *, source: str, url: str | None = None, title: str | None = None) -> Record:
    text = data.decode("utf-8", "replace")
    page = Page(text=text, given_title=title, url=url, format="text")
    gold_path = GOLD / f"{Path(source).stem}.json"
    gold = json.loads(gold_path.read_text("utf-8")) if gold_path.exists() else {}
    review, plan = gold.get("review_year"), gold.get("report_year")
    kind: Any = (
        "livelihood_projects" if source[:1] == "1" else "other" if source[:1] == "2" else "work_report"
    )
    why: tuple[str, ...] = ("interim",)
    sections: Any = ()
    if (module := _module("parsers.sections")) is not None:
        sections = module.find(page)
    indicators: Any = ()
    commitments: Any = ()
    problems: Any = ()
    if hasattr(module := _module("parsers.indicators"), "read"):
        indicators, problems = module.read(page, review, plan, sections, kind)
    if hasattr(module := _module("parsers.commitments"), "read"):
        commitments, more = module.read(page, review, plan, sections, kind)
        problems = (*problems, *more)
    return Record(
        parser="interim", source=source, kind=kind, why=why, title=title, division=None, published_date=None,
        delivered_date=None, meeting=None, speaker=None, speaker_role=None, source_org=None,
        source_kind="unknown", review_year=review, plan_year=plan, completeness="whole", text=text,
        sections=sections, indicators=indicators, commitments=commitments, problems=problems,
    )  # fmt: skip
