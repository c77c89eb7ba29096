"""What a cell is by its words alone, and how well it suits a column: numbers, times, bodies, states, words."""

from __future__ import annotations

from typing import Final, Literal

from parsers.commitments import bodies, status
from parsers.commitments.cells import bare
from parsers.commitments.grid.roles import Role
from parsers.commitments.outcome import due
from parsers.text.patterns import lazy

Kind = Literal["number", "time", "body", "perhaps_body", "state", "words"]
# `group`: a name merged over the rows below; `part`: of a project whose name stands in the column before
Column = Role | Literal["group", "next_group", "outer", "part", "bodies", "plan"] | None

_LONGEST_STATE: Final = 14
_REPORTS = lazy(r"已|正在|目前|完成|建成|竣工|开工|施工|截至|投用|累计|率达|未|启动|办理|招标")
_UNIT = lazy(r"[（(][^（()）]{1,6}[）)]$")
INNER = lazy(r"(?:\d{1,2}[.．、](?!\d)|[（(]?\d{1,2}[）)]|[①-⑳])\s*(?=\S)")  # of a part: 1.新建学校
_NEVER: Final = -9.0


def of(words: str) -> Kind:
    """Return what a cell is."""
    plain = "".join(words.split()).strip("*。；;")
    if bare.NUMBER.words.fullmatch(plain):
        return "number"
    if bare.TIME.words.fullmatch(plain) or (
        len(plain) <= _LONGEST_STATE and due.is_due(plain) and not bodies.is_body(plain)
    ):
        return "time"
    if bare.names_bodies(words.strip()):
        return "body"
    if bare.STATE.words.fullmatch(plain):
        return "state"
    if len(plain) <= _LONGEST_STATE and not INNER.match(plain) and status.judge(plain, "") != "unstated":
        return "state"
    return "perhaps_body" if bodies.is_body(words) else "words"


_BODIES: dict[Kind, float] = {
    "body": 3,
    "perhaps_body": 1.5,
    "words": -2,
    "number": _NEVER,
    "time": -4,
    "state": -5,
}
_SUITS: dict[str, dict[Kind, float]] = {
    "name": {"words": 2, "perhaps_body": 1.2, "body": -3, "number": _NEVER, "time": _NEVER, "state": -2},
    "part": {"words": 0.5, "perhaps_body": 0.3, "body": -3, "number": _NEVER, "time": -5, "state": -3},
    "group": {"words": 1, "perhaps_body": 0.5, "body": -3, "number": _NEVER, "time": -5, "state": -4},
    "content": {"words": 1.5, "number": 1, "time": 0.3, "perhaps_body": 0.2, "body": -3, "state": -0.5},
    "outcome": {"words": 1, "state": 2, "number": 1, "time": -0.5, "perhaps_body": -1, "body": -4},
    "status": {"state": 2.5, "number": 1.5, "words": -0.5, "time": -0.5, "perhaps_body": -2, "body": -4},
    "deadline": {"time": 2.5, "state": -0.5, "number": -1, "words": -1.5, "perhaps_body": -2, "body": -4},
    "money": {"number": 2, "words": -1.5, "time": -1, "state": -3, "perhaps_body": -3, "body": -4},
    "money_source": {"words": 1, "perhaps_body": 0.5, "body": -1, "number": 0, "time": -1, "state": -2},
    "place": {"words": 0.5, "perhaps_body": 1, "body": 0, "number": -3, "time": -3, "state": -3},
    "aside": {"words": 0.2, "number": 0.2, "time": 0.3, "perhaps_body": 0.2, "body": 0.3, "state": 0.5},
    "plan": {"words": 0.3, "number": 0.2, "time": 0.4, "perhaps_body": -1, "body": -3, "state": 0.4},
    "lead": _BODIES,
    "support": _BODIES,
    "bodies": _BODIES,
}  # fmt: skip
_SUITS |= {"category": _SUITS["group"], "next_group": _SUITS["group"], "outer": _SUITS["name"]}
_ABSENT: dict[str, float] = {"name": -3, "content": -0.6, "lead": -0.5, "outcome": -0.5, "group": 0, "next_group": 0,
    "part": 0, "outer": -1}  # fmt: skip
_ABSENT_ELSE: Final = -0.2


def suits(words: str, kind: Kind, column: Column) -> float:
    """Return how well a cell of a kind suits a column; below 0 where it hardly belongs there."""
    if column is None:
        return 0.0
    score = _SUITS[column][kind]
    if column in ("group", "next_group") and (INNER.match(words) or words.endswith(("。", "；", ";"))):
        return _NEVER
    if column in ("outer", "part"):
        inner = INNER.match(words) is not None
        return score + 0.5 if inner == (column == "part") else _NEVER
    if column == "outcome" and kind == "words" and _REPORTS.search(words):
        score += 0.6
    if column in ("name", "content") and kind == "words" and _REPORTS.match(words.lstrip()[:1]):
        score -= 0.3
    if column == "name" and _UNIT.search(words):
        score += 0.5
    return score


def absent(column: Column) -> float:
    """Return what it costs to leave a column without a cell."""
    return _ABSENT_ELSE if column is None else _ABSENT.get(column, _ABSENT_ELSE)
