"""Choose the form in which a span has as many parts as counted and they read best as projects."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments.segments import forms, likeness
from parsers.text.patterns import lazy

# A、B等方面: fields of life, and no projects
FIELDS = lazy(r"等[^，。、]{0,4}(?:方面|领域|内容)[^，。、]{0,4}$")
_LED_BY_OTHER_WORDS = 1.2
_LEAST_SURE = 0.45
_LEAST_CLAUSES = 0.6
# A part of a list has no end of a sentence, no words that lead to a list, and no number of a further list in it.
_INNER_STOP = lazy(
    r"\d\s?[项件个]大?(?:重点)?(?:民生|实事|惠民|为民|民心)|^[^，,、]{0,16}前\d{1,2}个月$|^\s*\d{1,3}\s?(?:[项件]|个(?=项目|实事|民生|工程|子项|已|正|[，,]))|^[将预计划于在\s]{0,4}\d{1,2}月(?:底|初|中|份|\d)|(?:涉及|分为|分成|[的已]有)\s?\d|\d\s?[项个件][^，,、]{0,8}中[，,]?$|^[^\d，,、]{1,8}\d{1,3}\s?[项件]$|\d\s?[项件](?:进[度展]|已|正|尚|未|均|完成|滞后|基本)|[；;。](?=.)|包括|涵盖|包含|分别(?:是|有|为[：:])|如下|等\s?\d{1,3}\s?[个项件]|\d{1,3}\s?个(?:子|大)项|(?:方面|领域|类)，"
)
_LEADS = lazy(r"(?:分别|依次|具体|主要|其中)?(?:是|为|有|包括)?[：:，,]?\s*")
LONGEST_PART = 160  # characters of a part


def find(
    text: str, spans: Sequence[tuple[int, int, bool]], count: int, least: float
) -> tuple[float, list[tuple[int, int]]]:
    """Return the parts, as many as counted, that read best as projects: from a sure beginning, by one mark."""
    found: list[tuple[float, list[tuple[int, int]]]] = []
    for start, end, sure in dict.fromkeys(spans):
        for parts in forms.of(text, start, end):
            if len(parts) != count and not _nearly(text, parts, count):
                continue
            words = [text[a:b] for a, b in parts]
            if any(forms.is_cut(each) or forms.is_no_name(each) for each in words):
                continue
            if any(
                len(each.strip()) < 2 or len(each) > LONGEST_PART or _INNER_STOP.search(each)
                for each in words
            ) or (any(map(likeness.speaks_of_people, words)) or FIELDS.search(words[-1])):
                continue
            grade = likeness.mean(words)
            if count > 3 and grade < _LEAST_CLAUSES and text[parts[0][1]] in "，,":
                continue  # clauses of a sentence, which anything may have as many of
            if grade >= (least if count > 3 or not sure else min(least, _LEAST_SURE)):
                mixed = sum("，" in each for each in words) / count
                # 全区20个项目中，A、B、C: what goes before the first name
                mixed += _LED_BY_OTHER_WORDS * ("，" in words[0] and not any("，" in e for e in words[1:]))
                led = _LEADS.match(text, *parts[0])
                first = (led.end() if led else parts[0][0], parts[0][1])
                first = (forms.behind_place(text, first, [text[a:b] for a, b in parts[1:]]), first[1])
                found.append((grade + 0.4 * sure - 0.5 * mixed, [first, *parts[1:]]))
    best, chosen = max(found, default=(0.0, []), key=lambda one: one[0])
    return best, [(a, forms.before_close(text, a, b)) for a, b in chosen]


def _nearly(text: str, parts: list[tuple[int, int]], count: int) -> bool:
    """Decide whether a long list between ； has nearly as many parts as counted, of which some name two things."""
    return len(parts) > 8 and 0 < count - len(parts) <= count // 10 and text[parts[0][1] - 1] in "；;"


def least_grade(count: int) -> float:
    """The more parts there are, the less likely it is that they are as many by chance."""
    return 0.55 if count < 4 else 0.45 if count < 7 else 0.3
