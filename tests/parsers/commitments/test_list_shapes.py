"""Lists in many shapes, labelled before the reader saw them; every place, number and sentence is invented.

`a|b`: either is right; `X||Y`: the promise is X or Y (a name, its content, or both).
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from parsers.commitments.announcing import announced
from parsers.commitments.status import judge
from parsers.read import read
from parsers.record import Commitment

SHAPES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "list_shapes.json").read_text("utf-8")
)


def plain(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split()).rstrip("。.;,、")


def texts(label: str) -> set[str]:
    ways = label.split("||")
    joined = {plain(a + b) for a in ways for b in ways if a != b}
    return {plain(way) for way in ways} | joined


def differences(wanted: dict[str, Any], found: Commitment) -> list[str]:
    wrong = []
    if found.status not in wanted["status"].split("|"):
        wrong.append(f"status {found.status}, wanted {wanted['status']}: {found.text}")
    if "outcome" in wanted:
        said = plain(found.status_text) + plain(found.outcome)
        fits = not found.outcome if wanted["outcome"] is None else plain(wanted["outcome"]) in said[:90]
        wrong += [] if fits else [f"outcome {found.outcome}, wanted {wanted['outcome']}"]
    for field in ("lead", "category"):
        if field in wanted and plain(wanted[field]) != plain(getattr(found, field)):
            wrong.append(f"{field} {getattr(found, field)}, wanted {wanted[field]}: {found.text}")
    return wrong


@pytest.mark.parametrize("shape", SHAPES, ids=[shape["id"] for shape in SHAPES])
def test_every_promise_of_a_list_is_found_and_nothing_else(shape: dict[str, Any]) -> None:
    source = "list.html" if shape.get("html") else "list.txt"
    record = read(shape["text"].encode(), source=source, title=shape.get("title"))
    assert record.kind in shape["kind"].split("|"), record.why
    for field in ("review_year", "plan_year"):
        assert getattr(record, field) == shape.get(field, getattr(record, field)), field
    left = list(record.commitments)
    wrong = []
    for wanted in shape["promises"]:
        ways = texts(wanted["text"])
        found = next((one for one in left if plain(one.text) in ways), None)
        if found is None:
            wrong.append(f"missing: {wanted['text']}")
            continue
        left.remove(found)
        wrong += differences(wanted, found)
    may = {plain(text) for text in shape.get("may_hold", ())}
    wrong += [f"extra: {one.text}" for one in left if plain(one.text) not in may]
    assert wrong == []


@pytest.mark.parametrize(
    ("promise", "report", "meaning"),
    [
        ("新建公园5个。", "已完工3个。", "partly|in_progress"),
        ("新建学校2所。", "1所已投入使用，1所主体封顶。", "partly|in_progress"),
        ("改造卫生院6所。", "6所卫生院已完工4所。", "partly|in_progress"),
        ("建设图书馆。", "已完成80%。", "in_progress"),
        ("安装路灯500盏。", "材料已采购到位，待施工。", "in_progress"),
        ("打通断头路2条。", "东风路已通车，建设路因拆迁受阻未打通。", "partly|delayed"),
        ("新建幼儿园3所。", "3所幼儿园预计9月开园。", "in_progress"),
        ("新建幼儿园3所。", "实际新建2所，核减1所。", "partly|in_progress"),
        ("硬化道路120公里。", "已硬化98公里，余下22公里春节前完工。", "partly|in_progress"),
        ("整治内涝点8处。", "完成7处整治，剩余1处未实施。", "partly"),
        ("建成养老中心1个。", "主体完工，2020年3月投用。", "in_progress"),
        ("新增停车位1000个。", "新增停车位1000个。", "completed"),
        ("新建食堂8家。", "已建成运营9家，超额完成1家。", "exceeded"),
    ],
)
@pytest.mark.parametrize(("settled", "running"), [(True, False), (False, True)])
def test_part_of_a_promise_is_never_called_completed(
    promise: str, report: str, meaning: str, settled: bool, running: bool
) -> None:
    assert judge(report, promise, settled=settled, running=running) in meaning.split("|")


def test_a_list_that_names_its_projects_is_recognised_as_one_that_may() -> None:
    """A report without such a sentence is not looked through for lists; the test is cheaper and must miss none."""
    texts = [shape["text"] for shape in SHAPES if not shape.get("html")]
    named = [text for text in texts if any(block.announcement.named for block in announced.find(text))]
    assert len(named) > 40
    assert [text for text in named if not announced.names_projects(text)] == []
    assert not announced.names_projects("我们完成5项改革，分别是：甲、乙。民生持续改善，建成公园3个。")
