"""Subjects of a sentence that a later number repeats: counted in the same unit, of another area, or what it grew to."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.indicators.copies import replace
from parsers.indicators.names import phrases
from parsers.indicators.names.phrases import Phrase
from parsers.indicators.names.units import CURRENCIES
from parsers.indicators.sentence.numbers import Number
from parsers.indicators.sentence.subject import Subject
from parsers.text.patterns import lazy

_A_RATE = lazy(r"(?:率|比重|占比|比例|份额|强度|浓度|指数)$")
_STAGES = "开工|竣工|完工|投产|落地|签约"
_STAGE = lazy(rf"(?:{_STAGES})$")
_STAGE_BEHIND = lazy(
    rf"(?:项目)?(?:已|实现|全部|顺利|正式|成功)*({_STAGES})(?:建设|投产|运营)?(?=[，。；、]|$)"
)


def of_stage(subjects: Sequence[Subject], number: Number, behind: str) -> Subject | None:
    """Return the projects that a number says how far they are of those before: 项目60个，其中35个落地."""
    stage = _STAGE_BEHIND.match(behind) if number.plain == "个" else None
    # 签约项目38个，总投资210亿元，21个已开工: the money is theirs
    things = [one for one in subjects if one.unit not in CURRENCIES]
    last = last_in(things, "个") if stage is not None else None
    if stage is None or last is None or not _STAGE.sub("", last.name).endswith("项目"):
        return None
    last = replace(last, start=number.end, end=number.end + stage.end(), code=None, joined=True)
    return replace(last, name=f"{stage[1]}项目", full="", new=True, said=stage[1])


def last_in(subjects: Sequence[Subject], unit: str) -> Subject | None:
    """Return the last subject if it is counted in `unit`; what it grew by may stand between."""
    for one in reversed(subjects):
        if one.unit == unit:
            return one
        if one.unit != "%":
            return None
    return None


def that_grew(subjects: Sequence[Subject], number: Number, phrase: Phrase) -> Subject | None:
    """Return the last subject where the number is the value that it grew to: 茶叶产量增长5%，达到3.8万吨."""
    if not subjects or phrase.noun or phrase.new or not phrase.have or number.plain in ("", "%"):
        return None
    last = subjects[-1]
    grew = last.unit == "%" and last.of is None and _A_RATE.search(last.name) is None
    return replace(last, new=False, code=None) if grew and last.code in (None, "other") else None


def of_next_area(
    subjects: Sequence[Subject], area: str | None, number: Number, phrase: Phrase
) -> Subject | None:
    """Return the subject of the area before for the area in hand: 高新区完成税收41亿元，望川新区完成37亿元."""
    noun = phrase.noun
    if not area or not noun.startswith(area) or not subjects:
        return None
    verb = noun.removeprefix(area)
    if verb:  # 高新区入驻企业120家、产值8亿元；科技城入驻80家
        same = (one for one in reversed(subjects) if one.unit == number.plain)
        last = next((one for one in same if verb in one.said or _own_name(one).startswith(verb)), None)
    else:
        last = last_in(subjects, number.plain) if phrase.text != noun else None
        if last is None and number.plain in CURRENCIES and subjects[-1].unit == "%":
            last = subjects[-1]  # 高新区产值增长8%，望川新区完成37亿元
    if last is None:
        return None
    name = _own_name(last)
    return replace(last, start=last.end - len(name), name=name, part=area)


def _own_name(subject: Subject) -> str:
    """Return a subject's name without the area that it begins with: 税收 of 望川新区完成税收."""
    if not subject.part or not subject.name.startswith(subject.part):
        return subject.name
    return phrases.before(subject.name[len(subject.part) :]).noun or subject.name
