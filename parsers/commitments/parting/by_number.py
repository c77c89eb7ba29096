"""How far projects are that sentences call by their numbers: 第1、2件已完成；第3—5件正在推进；其余进度滞后。"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.commitments import status
from parsers.commitments.numbering import signs
from parsers.commitments.outcome import due
from parsers.record import Commitment, Status
from parsers.text.patterns import lazy

_ONE = rf"(?:\d{{1,2}}|[{signs.NUMERALS}]{{1,3}})"
_ITEM = rf"第?[（(]?{_ONE}[）)]?"
_NUMBERS = rf"{_ITEM}(?:[件项]?\s?(?:以?及|[、，,和与至到—\-－~～])\s?{_ITEM}){{0,30}}"
_THINGS = r"(?:民生|惠民|为民)?(?:实事|项目|工程|任务|事项){0,2}"
_CALLED = lazy(
    rf"(?:(?<=[，,。；;：:\n\s])|(?<=其中)|(?<=目前)|^)(?:其中|目前)?[，,]?(?:"
    rf"(?:序号|编号)(?:分别)?(?:为|是)?(?P<listed>{_NUMBERS})(?:的{_THINGS}|号?{_THINGS})"
    rf"|(?=第)(?P<counted>{_NUMBERS})[件项号](?![^，,。；;]{{0,6}}[如下：:]$){_THINGS}"
    rf"|(?P<others>(?:其余|其他|剩余|余下)(?:的)?(?P<n>{signs.NUMBER})?(?:[件项个](?!目))?{_THINGS})(?=[^，,。；;\d]))"
)
# What is asked for or aimed at, and no report: 第3、4件请于11月底前完成
_AHEAD = lazy(rf"(?:{due.INTENDED}|请|须|需|要|应|务必|必须|可|由|在?于?[^，,。；;]{{0,10}}(?<!目)(?<!提)前)")
_RANGE = lazy(rf"(?P<first>{_ONE})[）)]?[件项]?\s?(?P<to>[至到—\-－~～])?")
_STOPS = lazy(r"[。；;\n]")
_NEAR = 1500  # characters above or below a list in which such sentences stand
_FEWEST = 3
_LONGEST_SAID = 80


def say(found: Sequence[Commitment], text: str) -> list[Commitment]:
    """Return the commitments with the states that sentences around their list give to their numbers.

    Each number must be one of the list's, and no two projects have the same. What is not called and
    has no state of its own is unstated: its words are what is to be done (建成公园), since others are reported below.
    """
    numbers = [signs.value(one.ordinal) for one in found]
    if len(found) < _FEWEST or None in numbers or len(set(numbers)) < len(numbers):
        return list(found)
    if any(one.outcome for one in found):
        return list(found)
    around = (
        text[max(0, found[0].start - _NEAR) : found[0].start],
        text[found[-1].end : found[-1].end + _NEAR],
    )
    said = next(filter(None, (_said(words, {each for each in numbers if each}) for words in around)), None)
    if said is None:
        return list(found)
    return [_with(one, said.get(number or 0)) for one, number in zip(found, numbers, strict=True)]


def _with(one: Commitment, said: tuple[str, Status] | None) -> Commitment:
    if said is not None:
        return replace(one, status_text=said[0], status=said[1])
    return one if one.status_text else replace(one, status="unstated")


def _said(words: str, numbers: set[int]) -> dict[int, tuple[str, Status]] | None:
    """Return what the sentences say of each number; None where they call no two, or another list's."""
    found: dict[int, tuple[str, Status]] = {}
    calls = list(_CALLED.finditer(words))
    for call, after in itertools.zip_longest(calls, calls[1:]):
        stop = _STOPS.search(words, call.end())
        end = min(stop.start() if stop else len(words), after.start() if after else len(words))
        clause = words[call.end() : end].strip(" ，,、的：:\u3000")
        meaning = status.judge(clause, "")
        if _AHEAD.match(clause) or meaning == "unstated" or len(clause) > _LONGEST_SAID:
            continue
        if call["others"]:
            called = numbers - set(found)
            wanted = signs.number(call["n"]) if call["n"] else len(called)
            if not found or wanted != len(called):
                continue
        else:
            called = set(_numbers(call["listed"] or call["counted"]))
        if not called <= numbers or called & set(found):
            return None
        found |= dict.fromkeys(called, (clause, meaning))
    return found if len(found) > 1 else None


def _numbers(words: str) -> Iterator[int]:
    """Yield the numbers that words list, those between the ends of a range too: 1、3—5"""
    begun: int | None = None
    for each in _RANGE.finditer(words):
        value = signs.value(each["first"]) or 0
        yield from range(begun + 1 if begun is not None else value, value + 1)
        begun = value if each["to"] else None
