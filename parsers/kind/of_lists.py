"""Recognise a livelihood list: by the sentence, headline, title or table that announces it, or by all its signs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from parsers.commitments.announcing import announced
from parsers.commitments.announcing.announced import Block
from parsers.commitments.lists import blocks
from parsers.kind import described, evidence, excluded, genres, narrative, projects
from parsers.kind.captions import captions, carries_list
from parsers.kind.head import Head
from parsers.kind.projects import Listed
from parsers.kind.verdict import Verdict
from parsers.page import Page
from parsers.text.patterns import lazy


def by_announced_list(text: str, titles: list[str], lines: Sequence[str], head: Head) -> Verdict | None:
    """Recognise a list by a sentence that announces its projects, as in news, vote results and notices.

    A sentence followed by as many projects as it announces is enough; otherwise the list must be much of the text.
    """
    if any(genres.REPORT_TITLE.search(title) for title in titles) and not excluded.ruled_out(titles):
        return None
    named = [*titles, *lines[:3]]
    if any(genres.CALL.search(line) and not genres.CHOSEN.search(line) for line in named if len(line) <= 60):
        return None
    if any(pattern.search(t) for t in titles for reason, pattern in genres.NO_LIST if reason in _NEVER_LISTS):
        return None
    if not genres.names_livelihood("".join(lines)[:_WHERE_NAMED]):
        return None
    found = [
        block
        for block in announced.find(text)
        if blocks.counts(block, report=False)
        and not block.announcement.nested
        and not projects.of_suggestions(block.announcement.lead)
    ]
    exact = [one for one in found if (one.exact and _are_sure(one)) or one.cut]
    total = sum(block.items for block in found)
    share = sum(block.end - block.announcement.end for block in found) / max(1, len(text))
    groups = sum(block.announcement.group is not None for block in found)
    voted = any(
        one.items >= 3 and one.announcement.named and _VOTED.search(one.announcement.lead) for one in found
    )
    if exact or voted or (total >= 3 and (share >= 0.3 or groups >= 2)):
        return Verdict("livelihood_projects", (f"a sentence announces the projects, {total} items",))
    if projects.votes_on_names(text):
        return Verdict("livelihood_projects", ("a congress voted on the projects that a sentence names",))
    return None


def _are_sure(one: Block) -> bool:
    """Decide whether as many as announced surely are projects: three, what a vote chose, 10件实事中2件滞后，即A和B."""
    of_all = one.items > 1 and one.announcement.named and one.announcement.group is not None
    return one.items >= 3 or of_all or projects.is_voted(one)


_NEVER_LISTS: Final = frozenset({"explains projects", "ranks places", "acts on projects", "opinion"})
_VOTED: Final = lazy(
    r"(?:票决|表决|投票)[，,]?(?:产生|选?出|确定)|(?:票选|票决|投票|得票|计票)的?(?:结果|情况)?(?:公布|公示)?$"
    r"|(?:得分|评分|满意度|满意率|测评)[^，,。；;：:]{0,6}(?:居前|靠前|前列|较高|最高)的"
)
_WHERE_NAMED: Final = 3000  # characters; a page states the subject of its list within these


def by_caption(lines: Sequence[str], listed: Listed, head: Head) -> Verdict | None:
    """Recognise a list by the headline that its text begins with, even under the title of the report it is from."""
    short = itertools.takewhile(lambda line: len(line) <= 40, lines[:4])
    found = [line for line in captions(tuple(short)) if not genres.REPORT_TITLE.search(line)]
    first = head.opener[:180]
    reports = bool(first) and not (excluded.about_projects([], first) or _PUBLISHES.search(first))
    if not found or reports or genres.reads_as_news(lines) or listed.demanding:
        return None
    attached = genres.NOTICE.search(found[0]) is not None and not listed.unclear  # its list is a file
    if (listed.items >= 2 and narrative.names_a_list(found[0])) or (
        genres.LIST_WORDS.search(found[0]) and not attached
    ):
        return Verdict("livelihood_projects", (f"headline of a list: {found[0]}", f"{listed.items} items"))
    return None


# 现将6个项目的内容、实施单位公示如下: no report begins so
_PUBLISHES: Final = lazy(r"现将[^。]{0,16}项目[^。]{0,24}(?:公示|公布|公告)")


def by_list_title(titles: list[str], lines: Sequence[str], listed: Listed, head: Head) -> Verdict | None:
    """Recognise a list by a title that names livelihood projects, where the text is their list."""
    titles = [excluded.OCCASION.sub("", title) or title for title in titles]
    named = [t for t in titles if genres.names_livelihood(t) and not genres.REPORT_TITLE.search(t)]
    for title in named:
        for reason, pattern in genres.NO_LIST:
            if (
                pattern.search(title)
                and not carries_list(title, lines, listed, reason)
                and not (
                    (reason != "call for projects" or genres.CHOSEN.search(title))
                    and evidence.weigh(titles, listed).convinces
                )
            ):
                return Verdict("other", (f"title: {reason}",))
    if not named:
        return None
    of_list = any(map(narrative.names_a_list, named)) or (listed.reported + listed.stated) * 2 >= listed.items
    if (of_list and listed.items >= 2 and not listed.demanding) or any(
        genres.TABLE_HEAD.match(line) for line in lines[:30]
    ):
        return Verdict("livelihood_projects", ("title of a list", f"{listed.items} items"))
    if of_list and listed.unclear and not listed.items and _OF_TABLE.search(named[0]):
        return Verdict("livelihood_projects", ("title of a list", "its rows could not be separated"))
    attached = genres.NOTICE.search(named[0]) is not None and not listed.unclear  # its list is a file
    if genres.LIST_WORDS.search(named[0]) and not attached and not genres.reads_as_news(lines):
        return Verdict("livelihood_projects", ("title of a list",))
    return (
        by_evidence(titles, listed, head)
        or by_description([], lines)
        or Verdict("other", ("title names livelihood projects, text is no list",))
    )


_OF_TABLE: Final = lazy(r"表(?:[.][a-z]{2,5})?$")  # 任务分解表.docx


def by_description(titles: list[str], lines: Sequence[str]) -> Verdict | None:
    """Recognise news that counts the projects and describes them without separating them."""
    if any(pattern.search(title) for title in titles for _, pattern in genres.NO_LIST) or excluded.ruled_out(
        titles
    ):
        return None
    number = described.counts(lines)
    if number is None:
        return None
    return Verdict("livelihood_projects", (f"counts the projects, and describes {number} of them",))


def by_table(page: Page, titles: list[str], head: Head) -> Verdict | None:
    """Recognise a list by a table of promises that calls them livelihood projects."""
    if head.opener or any(genres.REPORT_TITLE.search(title) for title in titles):
        return None
    if any(pattern.search(t) for t in titles for reason, pattern in genres.NO_LIST if reason in _NEVER_LISTS):
        return None
    return Verdict("livelihood_projects", ("a table of projects",)) if projects.in_table(page) else None


def by_evidence(titles: list[str], listed: Listed, head: Head) -> Verdict | None:
    """Recognise a list by the sum of its signs, where no rule before decided."""
    about = excluded.REPORTS_ON_PROJECTS.search((head.opener or head.lead)[:180]) is not None
    if (head.opener and not about) or any(map(genres.REPORT_TITLE.search, titles)):
        return None
    if about and listed.ordered and listed.outcomes == listed.items > 1:
        return Verdict("livelihood_projects", (f"a report on the projects, {listed.items} items",))
    weighed = evidence.weigh(titles, listed)
    return Verdict("livelihood_projects", weighed.reasons) if weighed.convinces else None
