"""Choose the segmentation that agrees best with the numbers that a page announces and reads as projects.

Every way to divide the page is generated: by marks, lines, paragraphs, sentences, parts of sentences. None of them
decides whether it is the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from parsers.commitments.announcing.groups import is_tally
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists import uncounted
from parsers.commitments.numbering import signs
from parsers.commitments.segments import (
    beside,
    by_lines,
    by_sentences,
    fields,
    labelled,
    likeness,
    quoted,
    states,
)
from parsers.commitments.segments.parts import Segmentation
from parsers.text.patterns import lazy

_LEAST_ANNOUNCED = 0.6  # mean grade of a segmentation that has as many parts as announced
_LEAST_ALONE = 0.85  # of one that no number confirms
_LEAST_NUMBERED = 0.7  # of one whose parts numbers count
_FEWEST_ALONE = 4
_FEWEST_FIELDS = 3  # of projects under fields of life, as many as the text says
_LEAST_OF_ANNOUNCED = 0.6  # of sentences, which nothing but their words makes items
_OF_PROJECTS = lazy(r"实事|民生[^，。；]{0,4}(?:项目|工程)|民心工程|惠民[^，。；]{0,3}(?:项目|工程)")
_UNNUMBERED = ("sentences", "semicolons", "named sentences")
_MARKED = lazy(rf"(?:[（(]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[）)、.．](?!\d)|[{signs.ANY}])")
# Forms whose parts begin with a name: what is behind it reads as a project.
_BEHIND = {labelled.NAMED: labelled.body, labelled.FIELDS: labelled.field}
_FOR_LABELS = 0.1  # parts under labels have a category; cut at the same marks otherwise, they keep the label
_MOST_OF_PAGE = 0.6
_MOST_LINES = 400
_SHARE_ALONE = 0.35  # of the page's text


@lru_cache(maxsize=4)  # a page is read for its kind, for its years and for its promises
def best(text: str, lines: tuple[Line, ...], announced: tuple[int, ...]) -> tuple[Segmentation, ...]:
    """Return the segmentation of the page, in several parts where numbers beside them confirm each; () for none."""
    local = _beside_numbers(text, lines)
    named = [one for one in local if one.count in announced and one.group is None]
    if named:
        return (named[0],)
    whole = max(
        _candidates(text, lines, announced), key=lambda one: _score(text, one, announced), default=None
    )
    best_score = _score(text, whole, announced) if whole is not None else 0.0
    if whole is not None and best_score > 1:
        return (whole,)
    stated = tuple(one for one in local if one.group is not None or one.form == states.FORM)
    for several in (stated, _siblings(text, local, announced)):
        if several:
            return several
    if whole is not None and best_score > 0:
        return (whole,)
    alone = [
        one for one in local if len(one.parts) >= _FEWEST_ALONE and _OF_PROJECTS.search(text, *_around(one))
    ]
    return (max(alone, key=lambda one: len(one.parts)),) if alone else ()


_LEAST_OF_GROUP = 0.55


def groups(text: str, lines: tuple[Line, ...]) -> tuple[Segmentation, ...]:
    """Return the lists beside numbers whose sentence says how far they are, or that each say so themselves."""
    local = _beside_numbers(text, lines)
    return tuple(
        one
        for one in local
        if one.form == states.FORM
        or likeness.mean([text[part.at : part.end] for part in one.parts]) >= _LEAST_OF_GROUP
    )


def _around(one: Segmentation) -> tuple[int, int]:
    """Return where the words beside a list are that say what it lists."""
    return max(0, one.parts[0].start - 200), one.parts[-1].end + 40


def _siblings(text: str, local: Sequence[Segmentation], announced: Sequence[int]) -> tuple[Segmentation, ...]:
    """Return lists beside their numbers in one paragraph, which are the parts of one list: A等3项；B等5项。"""
    same = tuple(one for one in local if "\n" not in text[local[0].parts[0].start : one.parts[0].start])
    total = sum(len(one.parts) for one in same)
    if len(same) < 2 or (announced and not max(announced) / 2 <= total <= max(announced)):
        return ()
    return same


@lru_cache(maxsize=4)
def _beside_numbers(text: str, lines: tuple[Line, ...]) -> tuple[Segmentation, ...]:
    return _together(
        one
        for one in beside.find(text, list(lines))
        if not all(is_tally(text[part.at : part.end]) for part in one.parts)
    )


def _together(found: Iterator[Segmentation]) -> tuple[Segmentation, ...]:
    """Return the lists beside numbers that do not overlap, the longer first where two do."""
    kept: list[Segmentation] = []
    for one in sorted(found, key=lambda each: -len(each.parts)):
        span = (one.parts[0].start, one.parts[-1].end)
        if all(span[1] <= k.parts[0].start or k.parts[-1].end <= span[0] for k in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda each: each.parts[0].start))


def _uneven(words: Sequence[str]) -> bool:
    """Decide whether some of the paragraphs are sentences and others names, as in a list with reports below names."""
    stopped = sum(each.endswith(("。", "；", "！")) for each in words[:-1])
    return 0.15 * len(words) < stopped < 0.8 * len(words)


def _is_led_to_end(text: str, one: Segmentation) -> bool:
    """Decide whether sentences go on from words that announce them up to the end of the page: …以下8个方面：A。B。"""
    return text[one.parts[0].at - 1] in "：:" and not text[one.parts[-1].end :].strip()


def _is_led(text: str, one: Segmentation) -> bool:
    """Decide whether the line above the first part names projects and ends in a colon: 2023年民生实事项目："""
    above = text[: one.parts[0].start].rstrip()
    line = above[above.rfind("\n") + 1 :]
    return above.endswith(("：", ":")) and _OF_PROJECTS.search(line) is not None


_NAME_ALONE = lazy(r"[^，,。；;：:\d\n]{4,16}。")


def _named_paragraphs(text: str, one: Segmentation) -> bool:
    """Decide whether sentences stand in paragraphs that begin with a name: 强化就业服务。新增就业2万人。培训3千人。"""
    begins = [part for part in one.parts if part.start == 0 or text[part.start - 1] in "\n \t\u3000"]
    named = [part for part in begins if _NAME_ALONE.fullmatch(text[part.at : part.end].strip())]
    return len(named) > 1 and len(named) < len(one.parts)


def _one_of_paragraphs(text: str, one: Segmentation) -> bool:
    """Decide whether sentences are one of several paragraphs that each begin with a name or verdict: 教育加快发展。…"""
    first = text[one.parts[0].at : one.parts[0].end].strip()
    begin, end = one.parts[0].at, one.parts[-1].end
    if "\n" in text[begin:end].strip() or _NAME_ALONE.fullmatch(first) is None:
        return False
    others = (text[:begin] + text[end:]).split("\n")
    named = (_NAME_ALONE.match(line.strip()) for line in others)
    return sum(name is not None and len(name.string) > name.end() for name in named) > 1


def _score(text: str, one: Segmentation, announced: Sequence[int]) -> float:
    """Return how good a segmentation is; 0 and below for one that is no list of projects."""
    words = [text[part.at : part.end] for part in one.parts]
    behind = _BEHIND.get(one.form)
    grade = likeness.mean([behind(each) for each in words] if behind else words)
    if one.form in (*_UNNUMBERED, "paragraphs") and any(map(_MARKED.match, words)):
        return 0.0  # numbers count something else than these parts
    if one.form == "sentences" and (_named_paragraphs(text, one) or _one_of_paragraphs(text, one)):
        return 0.0
    if one.form == "semicolons" and 0 < sum("。" in each.rstrip("。 ") for each in words) * 2 < len(words):
        return 0.0
    if uncounted.classes(words) or (one.form == "paragraphs" and _uneven(words)):
        return 0.0
    numbers = {len(words), len({part.category for part in one.parts})}
    if numbers & set(announced):
        exact = len(words) in announced
        labels = _FOR_LABELS if one.form == labelled.PARTS else 0.0
        return (2.0 if exact else 1.0) + grade + labels if grade >= _LEAST_ANNOUNCED else 0.0
    if one.form == "fields by number":
        return 0.0
    share = sum(map(len, words)) / max(1, len(text))
    if one.form == states.FORM:
        share += sum(len(part.report or part.state or "") for part in one.parts) / max(1, len(text))
        fits = grade >= _LEAST_OF_GROUP and share >= _SHARE_ALONE
        return min(0.9, share) + 0.6 if fits and len(words) <= max(announced, default=len(words)) else 0.0
    if one.form == "names above":
        grade = sum(
            max(likeness.grade(each.split("\n")[0]), likeness.grade(each.split("\n")[-1])) for each in words
        )
        grade /= len(words)
    headed = len({part.category for part in one.parts} - {None}) > 1
    least = _SHARE_ALONE / 2 if headed else _SHARE_ALONE
    least_grade = _LEAST_ANNOUNCED if one.form == "names above" else _LEAST_ALONE
    if one.form in ("run on", labelled.NAMED, labelled.FIELDS) or (
        one.form == "endings" and _is_led(text, one)
    ):
        least_grade = _LEAST_NUMBERED
    cut = one.form == "sentences" and _is_led_to_end(text, one)
    fewest = _FEWEST_FIELDS if one.form == "fields" or cut else _FEWEST_ALONE
    if len(words) < fewest or grade < least_grade or share < least:
        return 0.0
    if announced and len(words) > max(announced):
        return 0.0
    # The page is nothing but their names and reports, or ends among them.
    some = cut or (one.form == "named sentences" and share >= _MOST_OF_PAGE)
    if (
        announced
        and one.form in _UNNUMBERED
        and len(words) < min(announced) * _LEAST_OF_ANNOUNCED
        and not some
    ):
        return 0.0  # sentences of news, some of which name projects
    if len(words) < _FEWEST_ALONE:
        return share / 2
    return min(0.9, share) + (0.5 if one.form in ("fields", "names above") else 0.0)


def _candidates(text: str, lines: Sequence[Line], announced: Sequence[int]) -> Iterator[Segmentation]:
    """Yield the segmentations of the lines of a page; `announced`: the numbers of projects that the page states."""
    kept = [line for line in lines if not line.tabbed and "\t" not in line.text][:_MOST_LINES]
    if kept:
        yield from by_lines.find(kept)
        yield from by_sentences.find(text, kept, announced)
        yield from fields.find(text, kept)
        yield from labelled.find(text, kept)
        yield from states.find(text, kept)
        yield from quoted.find(text, kept)
