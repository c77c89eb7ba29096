"""What the titles of a page exclude, and what its opening says that it is about."""

from __future__ import annotations

from typing import Final

from parsers.kind import genres
from parsers.text.patterns import lazy

# A committee hears each year how far the projects are: 受区政府委托，现将2023年民生实事项目完成情况报告如下
TO_COMMITTEE: Final = "report to a committee"


def about_projects(titles: list[str], opener: str) -> bool:
    """Decide whether the titles or an opening name livelihood projects."""
    return any(map(genres.names_livelihood, (*titles, opener)))


# What is reported is the projects, and not the year: 现将2024年民生实事办理情况报告如下
REPORTS_ON_PROJECTS: Final = lazy(
    r"(?:将|就|把)[^。;]{0,30}(?:实事|民生(?:项目|工程)|民心工程)[^。;]{0,24}(?:报告|汇报)"
    r"|(?:报告|汇报)[^。;,]{0,24}(?:实事|民生(?:项目|工程)|民心工程)"
)
OCCASION: Final = lazy(r"(?:[-—]{1,2}[^—]{0,16})?在[^—]{4,40}会议上(?:的|所?作)?|[(][^()]{0,60}[)]")


def ruled_out(titles: list[str]) -> str | None:
    """Return why the titles exclude a report; brackets and the meeting's name matter for drafts only."""
    for title in titles:
        bare = OCCASION.sub("", title) or title
        for reason, pattern in genres.NO_REPORT:
            if pattern.search(title if reason in _EVEN_IN_BRACKETS else bare):
                return reason
    return None


_EVEN_IN_BRACKETS: Final = frozenset({"draft for comment", "national report"})
