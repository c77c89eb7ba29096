"""Decide whether a page is a work report, a livelihood list, or something else, with reasons.

A title alone does not decide: news about a report may have the report's title. The opener decides first
(我代表…人民政府…报告工作). Without an opener, words of the title exclude documents (解读, 决议, 预算,
征求意见 …), and an excerpt has the kind of its title unless its text is news.

The national report and those of townships and of other bodies are `other`: the right genre, another author.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parsers.commitments.announcing import announced
from parsers.commitments.lists import blocks
from parsers.kind import described, evidence, excluded, genres, manner, projects
from parsers.kind import head as heads
from parsers.kind.captions import captions, carries_list
from parsers.kind.head import Head, plain, plain_lines
from parsers.kind.projects import Listed
from parsers.page import Page
from parsers.record import Kind
from parsers.text.patterns import lazy

if TYPE_CHECKING:
    from parsers.metadata.values import Metadata


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind and the short reasons for it."""

    kind: Kind
    why: tuple[str, ...]


def kind(page: Page, metadata: Metadata) -> Verdict:
    """Return the kind of a page, with the title of its metadata as one of the titles considered."""
    return judge(page, heads.read(page), metadata.title)


def judge(page: Page, head: Head, headline: str | None = None) -> Verdict:
    """Return the kind of a page before its metadata are read."""
    found = (page.page_title, page.given_title, headline)
    titles = list(dict.fromkeys(plain(title) for title in found if title and plain(title)))
    lines = plain_lines(page.text)
    if all(map(_is_file, lines)):
        return _by_title_alone(titles)
    if excluded.is_fiction((*titles, *lines)):
        return Verdict("other", ("a chapter of a novel",))
    spoken = _by_opener(titles, head, lines)
    if spoken:
        return spoken
    listed = projects.read(page, titles)
    return (
        _by_announced_list(page.text, titles, lines, head)
        or _by_caption(lines, listed, head)
        or _by_list_title(titles, lines, listed, head)
        or _by_links(page, lines)
        or _by_lines(titles, head, lines, listed)
        or _by_report_title(titles, head, lines)
        or _by_table(page, titles, head)
        or _by_text(titles, lines, listed, head)
        or _by_evidence(titles, listed, head)
        or _by_description(titles, lines)
        or Verdict("other", ("neither title nor opener nor list of a kind that is kept",))
    )


_FILE: Final = lazy(
    r"^附件[:：]?$|\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|pptx?)(?:[(（]?[0-9.]{0,8}[KMB]{0,2}[)）]?)?$",
    re.I,
)
_PICTURED: Final = lazy(r"^(?:图解|一图读懂|一图看懂|图说|政策解读|相关(?:链接|阅读|解读|文件|附件))")


def _is_file(line: str) -> bool:
    """Decide whether a line is not text but the name of an attached file or of a picture of the report."""
    return _FILE.search(line) is not None or _PICTURED.match(line) is not None


def _by_opener(titles: list[str], head: Head, lines: Sequence[str]) -> Verdict | None:
    text = head.opener or head.lead[:500]
    about = excluded.about_projects(titles, text[:180])
    for reason, pattern in genres.OTHER_OPENERS:
        if pattern.search(text[:180]):
            if reason == excluded.TO_COMMITTEE and about:
                return None
            return Verdict("other", (f"opener: {reason}",))
    if about and excluded.REPORTS_ON_PROJECTS.search(text[:180]):
        return None
    opener = genres.OPENER.search(text) or genres.OPENER.search("".join(lines[:12])[:600])
    if not opener or not genres.OPENER_SAYS.search(opener["how"]):
        return None
    named = any(map(genres.REPORT_TITLE.search, (*titles, *head.lines)))
    for title in titles:
        denied = excluded.ruled_out([title])
        if denied and (denied in genres.ALWAYS or not named):
            return Verdict("other", (f"title: {denied}",))
    towns = (one for one in (text, *head.lines) if "镇" in one or "乡" in one)
    if any(map(_TOWNSHIP.search, towns)):
        return Verdict("other", ("a township's report",))
    return Verdict("work_report", ("opener: speaks for a government before its congress",))


_TOWNSHIP: Final = lazy(
    r"代表[\u3400-\u9fff]{0,8}[镇乡](?:人民)?政府|[\u3400-\u9fff]{2,6}[镇乡]第.{1,4}届人民代表大会|^[镇乡]长"
)


def _by_title_alone(titles: list[str]) -> Verdict:
    if any(genres.REPORT_TITLE.search(title) for title in titles) and not excluded.ruled_out(titles):
        return Verdict("work_report", ("title of a report; no text",))
    if captions(titles):
        return Verdict("livelihood_projects", ("title of a list; no text",))
    return Verdict("other", ("no text",))


def _by_announced_list(text: str, titles: list[str], lines: Sequence[str], head: Head) -> Verdict | None:
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
        if blocks.counts(block, report=False) and not block.announcement.nested
    ]
    exact = [one for one in found if one.exact and (one.items >= 3 or projects.is_voted(one))]
    total = sum(block.items for block in found)
    share = sum(block.end - block.announcement.end for block in found) / max(1, len(text))
    groups = sum(block.announcement.group is not None for block in found)
    if exact or (total >= 3 and (share >= 0.3 or groups >= 2)):
        return Verdict("livelihood_projects", (f"a sentence announces the projects, {total} items",))
    if projects.votes_on_names(text):
        return Verdict("livelihood_projects", ("a congress voted on the projects that a sentence names",))
    return None


_NEVER_LISTS: Final = frozenset({"explains projects", "ranks places", "acts on projects"})
_WHERE_NAMED: Final = 3000  # characters; a page states the subject of its list within these


def _by_caption(lines: Sequence[str], listed: Listed, head: Head) -> Verdict | None:
    """Recognise a list by the headline that its text begins with, even under the title of the report it is from."""
    short = itertools.takewhile(lambda line: len(line) <= 40, lines[:4])
    found = [line for line in captions(tuple(short)) if not genres.REPORT_TITLE.search(line)]
    reports = bool(head.opener) and not excluded.about_projects([], head.opener[:180])
    if not found or reports or genres.reads_as_news(lines) or listed.demanding:
        return None
    attached = genres.NOTICE.search(found[0]) is not None and not listed.unclear  # its list is a file
    if listed.items >= 2 or (genres.LIST_WORDS.search(found[0]) and not attached):
        return Verdict("livelihood_projects", (f"headline of a list: {found[0]}", f"{listed.items} items"))
    return None


def _by_list_title(titles: list[str], lines: Sequence[str], listed: Listed, head: Head) -> Verdict | None:
    titles = [excluded.OCCASION.sub("", title) or title for title in titles]
    named = [t for t in titles if genres.names_livelihood(t) and not genres.REPORT_TITLE.search(t)]
    for title in named:
        for reason, pattern in genres.NO_LIST:
            if (
                pattern.search(title)
                and not carries_list(title, lines, listed, reason)
                and not (reason != "call for projects" and evidence.weigh(titles, listed).convinces)
            ):
                return Verdict("other", (f"title: {reason}",))
    if not named:
        return None
    if (listed.items >= 2 and not listed.demanding) or any(
        genres.TABLE_HEAD.match(line) for line in lines[:30]
    ):
        return Verdict("livelihood_projects", ("title of a list", f"{listed.items} items"))
    attached = genres.NOTICE.search(named[0]) is not None and not listed.unclear  # its list is a file
    if genres.LIST_WORDS.search(named[0]) and not attached and not genres.reads_as_news(lines):
        return Verdict("livelihood_projects", ("title of a list",))
    return (
        _by_evidence(titles, listed, head)
        or _by_description([], lines)
        or Verdict("other", ("title names livelihood projects, text is no list",))
    )


def _by_description(titles: list[str], lines: Sequence[str]) -> Verdict | None:
    """Recognise news that counts the projects and describes them without separating them."""
    if any(pattern.search(title) for title in titles for _, pattern in genres.NO_LIST) or excluded.ruled_out(
        titles
    ):
        return None
    number = described.counts(lines)
    if number is None:
        return None
    return Verdict("livelihood_projects", (f"counts the projects, and describes {number} of them",))


def _by_links(page: Page, lines: Sequence[str]) -> Verdict | None:
    dated = sum(1 for line in lines if len(line) <= 90 and _DATED.search(line))
    if (dated >= 5 and dated * 3 >= len(lines)) or (page.links >= 20 and page.links * 2 >= len(lines)):
        return Verdict("other", ("a list of links",))
    return None


_DATED: Final = lazy(r"[12][0-9]{3}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?\]?$")


def _by_lines(titles: list[str], head: Head, lines: Sequence[str], listed: Listed) -> Verdict | None:
    """Recognise an excerpt from the middle of a list, under the title of its report."""
    if head.opener or listed.items < 3 or projects.of_report(lines):
        return None
    if excluded.ruled_out(titles) and not any(genres.names_livelihood(title) for title in titles):
        return None  # the tasks of a report, assigned to bodies
    fields = sum(1 for line in lines if genres.LIST_LINE.search(line))
    if fields >= 3 and fields * 3 >= len(lines):
        return Verdict(
            "livelihood_projects", (f"{listed.items} items, {fields} of them with a body or an outcome",)
        )
    return None


def _by_table(page: Page, titles: list[str], head: Head) -> Verdict | None:
    """Recognise a list by a table of promises that calls them livelihood projects."""
    if head.opener or any(genres.REPORT_TITLE.search(title) for title in titles):
        return None
    if any(pattern.search(t) for t in titles for reason, pattern in genres.NO_LIST if reason in _NEVER_LISTS):
        return None
    return Verdict("livelihood_projects", ("a table of projects",)) if projects.in_table(page) else None


_TITLE_LIKE: Final = lazy(r"报告|公报|解读|决议|通知|公告|解释|注释|说明")


def _by_report_title(titles: list[str], head: Head, lines: Sequence[str]) -> Verdict | None:
    own = [line for line in head.lines[:4] if len(line) <= 60 and _TITLE_LIKE.search(line)]
    if not any(genres.REPORT_TITLE.search(line) for line in (*titles, *own)):
        return None
    body = manner.printed(lines)
    if body and not (
        genres.reads_as_news(body) or excluded.ruled_out([*titles, *(one for one in own if "。" not in one)])
    ):
        return Verdict("work_report", ("title of a report, which is printed behind news about it",))
    reason = excluded.ruled_out([*titles, *own[:2]])
    whole = reason == "explains a report" and any(map(genres.WHOLE_TEXT.search, titles))
    if reason and not (whole and manner.is_from_a_report(lines, (), named=True)):
        return Verdict("other", (f"title: {reason}",))
    if genres.reads_as_news(lines):
        return Verdict("other", ("title of a report, text reads as news or as something about it",))
    if _is_national(lines):
        return Verdict("other", ("speaks of the nation",))
    return Verdict("work_report", ("title of a report, text in its manner",))


_LOCAL: Final = lazy(r"[全我本][区市县省旗州盟]")


def _is_national(lines: Sequence[str]) -> bool:
    text = "".join(lines)
    return text.count("我国") + text.count("全国人民") >= 3 and not _LOCAL.search(text)


def _by_evidence(titles: list[str], listed: Listed, head: Head) -> Verdict | None:
    """Recognise a list by the sum of its signs, where no rule before decided."""
    reports = head.opener and not excluded.REPORTS_ON_PROJECTS.search(head.opener[:180])
    if reports or any(map(genres.REPORT_TITLE.search, titles)):
        return None
    weighed = evidence.weigh(titles, listed)
    return Verdict("livelihood_projects", weighed.reasons) if weighed.convinces else None


def _by_text(titles: list[str], lines: Sequence[str], listed: Listed, head: Head) -> Verdict | None:
    """Recognise, without a title, a list by its items and outcomes, and an excerpt of a report by whom it addresses."""
    outcomes = sum(
        genres.OUTCOME.match(line) is not None
        or ("情况:" in line and genres.OUTCOME_INSIDE.search(line) is not None)
        for line in lines
    )
    called = bool(captions(lines[:80])) and listed.items >= 3 and not head.opener
    mostly = evidence.weigh(titles, listed).convinces and _names_projects(lines)
    sorted_by_state = listed.items == listed.stated >= 3 and _names_projects(lines) and not listed.demands
    mostly = mostly or sorted_by_state
    if called or mostly or (outcomes >= 3 and listed.items >= 3 and not projects.of_report(lines)):
        return Verdict("livelihood_projects", (f"{listed.items} items, {outcomes} of them with an outcome",))
    text = "".join(lines)
    own = [line for line in head.lines[:2] if not line.endswith("。")]  # a sentence is no headline
    if (
        "各位代表" in text
        and len(_LOCAL.findall(text)) >= 3
        and not excluded.ruled_out([*titles, *own])
        and not _OTHER_BODY.search(text[:3000])
        and not genres.reads_as_news(lines)
    ):
        return Verdict("work_report", ("speaks to the deputies of a congress, for a government",))
    if (
        not excluded.ruled_out([*titles, *own])
        and not any(map(genres.names_livelihood, titles))
        and not _OTHER_BODY.search(text[:3000])
        and not genres.reads_as_news(lines)
        and manner.is_from_a_report(lines, titles)
    ):
        return Verdict("work_report", ("figures and targets of many fields, in a report's manner",))
    return None


def _names_projects(lines: Sequence[str]) -> bool:
    """Decide whether the first lines speak of livelihood projects and ask for none."""
    first = lines[:6]
    return any(map(genres.names_livelihood, first)) and not any(map(evidence.asks_for_projects, first))


_OTHER_BODY: Final = lazy(
    r"常委会(?:依法|听取|审议|坚持|组成)|全体法官|全体检察|审判工作|检察工作|检察机关|法院工作"
)
