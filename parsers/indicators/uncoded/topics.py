"""Whose a share is where its name does not say: 民营经济保持活力，增加值占比60%; 民生支出达110亿元，支出占比80%."""

from __future__ import annotations

from parsers.indicators.copies import replace
from parsers.indicators.names.naming import Naming
from parsers.indicators.sentence.numbers import Number
from parsers.indicators.sentence.subject import Subject
from parsers.indicators.uncoded import rules
from parsers.indicators.uncoded.shares import BARE, SHARE_NAME, spoken_of


class Sharing(Naming):
    """Finds whose the share of a bare name is, and what a bound and the share itself say twice."""

    def outdone(self, subject: Subject, number: Number) -> None:
        """Leave out a bound that the number behind it makes exact: 占比首次突破50%，达50.6%."""
        last = self.out.figures[-1] if self.out.figures else None
        if (
            last is None
            or last.name != (subject.start, subject.end)
            or last.bound != "at_least"
            or last.at is None
        ):
            return
        if last.measure == "share" and last.value is not None and last.value <= number.amount.value:
            self.out.figures.pop()
            self.out.rules.append((last.at[0], rules.BEFORE))

    def of_the_topic(self, subjects: list[Subject]) -> list[Subject]:
        """Return whose a bare name is: 民生支出达110亿元，支出占比80%; 民营经济保持活力，增加值占比60%."""
        subject = subjects[0] if len(subjects) == 1 else None
        bare = SHARE_NAME.sub("", subject.name) if subject is not None else ""
        if subject is None or subject.part is not None or bare not in BARE:
            return subjects
        same = (
            one for one in reversed(self.subjects) if len(one.name) > len(bare) and one.name.endswith(bare)
        )
        if (one := next(same, None)) is not None:
            return [replace(subject, name=one.name, full="", part=one.part, joined=True)]
        topic = spoken_of(self.text, self.start, subject.start)
        return [replace(subject, part=topic, joined=True)] if topic is not None else subjects

    def share_of_topic(self, at: int, whole: str) -> Subject | None:
        """The industry that the clause before speaks of: 高新技术产业发展势头强劲，占规上工业总产值的比重达64%."""
        owner = self.force.of("增加值", at)
        if owner is None or not owner.name:
            return None
        industry = owner.name
        start = self.text.rfind(industry, 0, at)
        name = industry + next((one for one in ("总产值", "增加值") if whole.endswith(one)), "")
        return Subject(start, start + len(industry), name, part=self.area, joined=True)
