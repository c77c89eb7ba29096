"""Find outcomes whose words and quantities disagree: 已全部完成，新建公园18个, where 20 were promised.

Both stay in the record: the words or the quantities decide the status, and a problem says that a person should compare
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.commitments import quantities
from parsers.commitments.outcome import openings
from parsers.record import Commitment, Problem, Status

_DONE: frozenset[Status] = frozenset({"completed", "exceeded"})
# 已安装970台，新风系统在招标中: work that goes on, or a part that is done, may name all that was promised.
_NOT_DONE: frozenset[Status] = frozenset({"delayed", "cancelled"})


def find(commitments: Iterable[Commitment]) -> Iterator[Problem]:
    """Yield an `outcome_conflict` for each commitment done by its words and not by its quantities, or the reverse."""
    for one in commitments:
        if one.outcome is None:
            continue
        compared = quantities.compare(one.text, one.outcome)
        said = one.status if one.status in _DONE else openings.opening(one.outcome) or one.status
        if (compared == "fewer" and said in _DONE) or (compared in _ENOUGH and said in _NOT_DONE):
            detail = f"by its words the outcome is {said}, by its quantities {_AMOUNT[compared]}"
            yield Problem("outcome_conflict", detail, one.start, one.end)


_ENOUGH = {"equal": "as many as promised", "more": "more than promised"}
_AMOUNT = {"fewer": "fewer than promised", **_ENOUGH}
