"""The words of words.tsv: what they mean at the beginning of a report, and anywhere in it."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import cast

from parsers.record import Status
from parsers.text.patterns import lazy

_OF_WHAT = r"(?:截至[^，,。；;]{1,20}[，,])?(?:该|本)?(?:项目|工程|工作|任务|目标|事项)?"
_LEAD_IN = (
    r"目前|现|现已|已经|已|均已|均|全部|全面|完全|全部已|如期|按期|按时|提前|圆满|顺利|较好|很好|"
    r"总体|基本上|共|都已|业已|年内|全年|年度|建设|动态"
)


def _load() -> dict[str, tuple[tuple[Status, str], ...]]:
    """Return the rows of words.tsv by place, in their order: what is said first in the table decides."""
    rows: dict[str, list[tuple[Status, str]]] = {"opening": [], "anywhere": [], "promise": []}
    text = files(__package__).joinpath("words.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            meaning, place, _, words, _ = line.split("\t")
            rows[place].append((cast(Status, meaning), words))
    return {place: tuple(found) for place, found in rows.items()}


_WORDS = _load()


def _opening(status: Status, words: str) -> re.Pattern[str]:
    lead_in = f"正|{_LEAD_IN}" if status == "in_progress" else _LEAD_IN  # 正落实 is not yet 落实
    return lazy(f"{_OF_WHAT}(?:{lead_in}){{0,5}}(?:{words})")


_HEAD_PATTERNS = tuple((status, _opening(status, words)) for status, words in _WORDS["opening"])


def _anywhere(meaning: Status) -> re.Pattern[str]:
    return lazy("|".join(words for status, words in _WORDS["anywhere"] if status == meaning))


CANCELLED, DELAYED, ADJUSTED = _anywhere("cancelled"), _anywhere("delayed"), _anywhere("adjusted")
EXCEEDED, PARTLY = _anywhere("exceeded"), _anywhere("partly")
AHEAD = _anywhere("in_progress")
_TO_REMOVE = lazy("|".join(words for _, words in _WORDS["promise"]))
_REMOVED = lazy(r"取消|撤销|终止|中止")
LONGEST_OPENING = 80  # characters in which an opening status stands


def opens(text: str) -> Status | None:
    """Return the status that a text opens with; None where it opens with no word of status."""
    return next((status for status, pattern in _HEAD_PATTERNS if pattern.match(text[:LONGEST_OPENING])), None)


def removed(promise: str, said: str) -> bool:
    """Decide whether words that elsewhere give a project up say that it is done: 已取消, of 取消收费12项."""
    return _REMOVED.search(said) is not None and _TO_REMOVE.search(promise) is not None


def without_brackets(text: str) -> str:
    """Return a printed status without the brackets around it."""
    return text.strip("（(【[）)】] \n")
