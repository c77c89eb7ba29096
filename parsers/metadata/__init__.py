"""Read a document's title, division, dates, meeting, speaker, source, years and completeness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from parsers import divisions, sections
from parsers.commitments import of_all
from parsers.commitments.announcing import announced, groups
from parsers.commitments.announcing.announcement import Announcement
from parsers.commitments.headings.words import is_plan
from parsers.commitments.outcome import due
from parsers.hints import Hints
from parsers.kind import captions, classify, genres, projects
from parsers.kind import head as heads
from parsers.kind.head import Head, plain, plain_lines
from parsers.metadata import completeness, lead, list_years, occasion, publication, speaker, title, years
from parsers.metadata.values import Metadata
from parsers.page import Page
from parsers.record import Division, Kind
from parsers.text.patterns import lazy

__all__ = ["Metadata", "read"]


def read(page: Page, hints: Hints) -> Metadata:
    """Return what the page and its text state about the document; None for each field that they do not state."""
    head = heads.read(page)
    kind = classify.judge(page, head, title.headline(page)).kind
    own_title = title.read(page, kind)
    titles = [t for t in dict.fromkeys((own_title, page.page_title, page.given_title)) if t]
    code = hints.division_code or divisions.site_code(_about_site(page))
    published = publication.read(page)
    meeting = delivered = None
    who = None
    review: int | None = None
    plan: int | None = None
    if kind == "work_report":
        meeting = occasion.meeting([*head.lines, *titles])
        delivered = occasion.delivered(titles, head.lines)
        who = speaker.find(titles, head.lines)
        review, plan = years.of_report(sections.find(page), titles, delivered, page.text)
    elif kind == "livelihood_projects":
        lines = plain_lines(page.text)
        annexed = captions.annexed(lines) if own_title and genres.CALL.search(plain(own_title)) else None
        review, plan = list_years.of_list(
            [annexed]
            if annexed
            else captions.captions([*filter(None, [own_title]), *lines[:6]]) + _announcement(page.text),
            titles,
            page.text,
            _has_outcomes(lines)
            or _tells_progress(page.text, titles)
            or any(map(_is_about_progress, lines[:_FIRST_LINES]))
            or projects.read(page, titles).tell_most,
            _headlines_below(lines),
            published.date
            or publication.first_day(page.text[:1000].split("\n"))
            or publication.signed_day(page.text[-1000:].rstrip().split("\n")),
        )
    evidence_year = plan or review or _any_year(titles)
    return Metadata(
        title=own_title,
        division=_division(
            page, hints, head, kind, titles, code, evidence_year, who, meeting, published.source
        ),
        published_date=published.date,
        delivered_date=delivered,
        meeting=meeting,
        speaker=who.name if who else None,
        speaker_role=who.role if who else None,
        source_org=published.source,
        source_kind=publication.source_kind(page, hints, code is not None and hints.division_code is None),
        review_year=review,
        plan_year=plan,
        completeness=completeness.of(kind, page.text, head),
        problems=published.problems,
    )


def _about_site(page: Page) -> list[str]:
    return [page.metas.get("siteidcode", ""), *(line for line in page.footer if "标识码" in line)]


_OUTCOME: Final = lazy(
    r"^(?:目前|工作|项目)?进[度展][：:]|^(?:[(（]?(?:完成|进展|落实|办理)情况|已完成)|(?:完成|落实|进展)情况$"
    r"|^(?:序号|编号|类别|项目名称)[^。,，：:]{0,60}(?:完成|落实|进展|办理)情况"
)


def _announcement(text: str) -> list[str]:
    """Return the sentence that announces a list: it may state the year that no headline states."""
    found = projects.announcement(text)
    return [plain(found)] if found else []


def _headlines_below(lines: Sequence[str]) -> list[str]:
    """Return the headlines that a list follows directly, anywhere on the page."""
    found = captions.captions(lines)
    followed = {above for above, below in pairwise(lines) if _BEGINS.match(below)}
    return [line for line in found if line in followed]


_BEGINS: Final = lazy(r"(?:[-•·*]\s?)?(?:1|一|[(][1一][)]|①|序号|[|])")
_ALL_DONE: Final = lazy(
    r"(?:实事|民生工程|民生项目|惠民工程)(?:(?!确保|力争|争取|保证|务必|必须|将|计划|其中)[^。；;]){0,16}(?:全面|全部|圆满|如期|提前|均已|已全部)(?:完成|兑现|落实|办结)(?![^，,。；;]{0,20}基础上)"
    r"|(?<!确保)(?<!力争)(?<!将)(?<!要)(?:全部|圆满|如期|提前)(?:完成|兑现|办结)[^。；;，,]{0,10}(?:实事|民生工程|民生项目|惠民工程)"
)
_REPORTED: Final = lazy(r"(?:完成|进展|落实|办理)情况[：:]")


# 主要进度如下：
_PROGRESS_FOLLOWS: Final = lazy(r"(?:进[度展]|(?:完成|办理|落实|推进)情况)(?:情况)?(?:分别|具体)?如下[：:]")
# 目前已按计划完成年度目标任务58项
_DONE_SO_FAR: Final = lazy(r"(?:目前|现)已[^，,。；;\n]{0,6}完成[^，,。；;\n\d]{0,8}\d{1,3}\s?[项件]")
_PROGRESS: Final = lazy(r"(?:进展|进度|完成|落实|推进)情况")


def _tells_progress(text: str, titles: Sequence[str]) -> bool:
    """Decide whether sentences of the text group the projects by status, or announce their progress.

    A sentence on the projects of another year than the titles name does not count.
    """
    if _PROGRESS_FOLLOWS.search(text) or _DONE_SO_FAR.search(text):
        return True
    own = {int(year) for title in titles for year in _NAMED_YEAR.findall(title)}
    leads = [block.announcement for block in announced.find(text) if block.items]
    leads = [lead for lead in leads if not own or own & (_years_near(text, lead) or own)]
    planned = any(map(is_plan, titles))
    above = text[: min((lead.start for lead in leads), default=0)]
    return any(
        (
            lead.group is not None
            and not due.is_due(lead.group)
            and not (planned and groups.is_bare(lead.group))
            and not (groups.is_stage(lead.group) and not of_all.reports("\n".join(titles), above))
        )
        or _PROGRESS.search(text, max(lead.start, lead.end - 40), lead.end)
        for lead in leads
    )


# 重点民生实事进展情况的督查专报, 票决项目进度表: such a headline is no caption, since it may head news
_ABOUT_PROGRESS: Final = lazy(
    r"(?:进展|完成|落实|推进)情况(?:表|的(?:督查)?(?:专报|报告|通报|公示|汇报))?$|(?:进度|进展|完成)(?:情况)?(?:一览|统计|汇总)?表$"
)
_FIRST_LINES: Final = 8
_LONGEST_HEADLINE: Final = 40


def _is_about_progress(line: str) -> bool:
    """Decide whether a line is the headline of a table or report on how far livelihood projects are."""
    return (
        len(line) <= _LONGEST_HEADLINE
        and _ABOUT_PROGRESS.search(line) is not None
        and genres.names_livelihood(line)
        and genres.PLANNED.search(line) is None
    )


_NAMED_YEAR: Final = lazy(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年|[^0-9./-])")  # also “2020十件实事”


def _years_near(text: str, lead: Announcement) -> set[int]:
    """Return the years that a sentence names up to the end of the words that announce a list."""
    begin = max(text.rfind(stop, 0, lead.start) for stop in "。！!\n") + 1
    return {int(year) for year in _NAMED_YEAR.findall(text, begin, lead.end)}


_SENTENCES: Final = lazy(r"[^。；;！!]+")


def _says_all_done(line: str) -> bool:
    """Decide whether a sentence says that all projects were done: no aim, and none of an earlier year."""
    return any(
        (said := _ALL_DONE.search(sentence)) is not None
        and not due.EARLIER.search(sentence)
        and not groups.is_aimed(sentence[: said.start()])
        for sentence in _SENTENCES.findall(line)
    )


def _has_outcomes(lines: Sequence[str]) -> bool:
    if any(_says_all_done(line) for line in lines[:4]):
        return True
    if any(_OUTCOME.search(line) or "\t已" in line for line in lines):
        return True
    return sum(len(_REPORTED.findall(line)) for line in lines) >= 3  # all in one paragraph


def _any_year(titles: list[str]) -> int | None:
    for text in titles:
        found = re.findall(r"(?<![0-9])(?:19[5-9][0-9]|20[0-9]{2})(?![0-9])", text)
        if found:
            return int(found[0])
    return None


_OFFICE_OF: Final = lazy(r"我(?:谨|现)?(?:代表|受)(.{0,30}?(?:政府|管委会|管理委员会))")
_LEAD_OF: Final = lazy(r"([\u3400-\u9fff]{2,24}?(?:人民政府|管理委员会))")


# A paper or broadcaster may print the list of any place.
_PRESS: Final = lazy(
    r"[日晚早时周]报|新闻|(?<!政府)(?<!政务)(?<!政府门户)网$|台$|社$|记者|在线|传媒|融媒|客户端|公众号"
)
_LEAD_LENGTH: Final = 3000
_CITY_BODIES: Final = lazy(r"(?:^|[：:、，,（(\t\n])市[\u3400-\u9fff]{1,8}(?:局|委|办|中心)")
_BODIES: Final = lazy(
    r"(?:单位|(?<!发布)(?<!发文)(?<!制定)(?<!公开)部门|处室|责任人)[:：](?=.)"
)  # 各乡镇、县直各部门： is a salutation


def _own_words(lines: Sequence[str]) -> str:
    """Return a list's lines before its first item: items name other governments as responsible bodies."""
    written = [line for line in lines[:16] if len(line) > 3][:10]  # a counter or a button is no item
    if len(written) > 2 and not any(genres.ITEM.match(line) for line in (written[0], written[2])):
        written = written[:1] + written[1 + bool(genres.ITEM.match(written[1])) :]  # the caption of a picture
    own = takewhile(lambda line: not genres.ITEM.match(line) and not _BODIES.search(line), written)
    return "".join(line + "\n" for line in own)


# A report has about 20,000 characters; text behind this many is not part of it.
_ENOUGH: Final = 100_000


# 药价降低后,松坪地区的诊所恢复夜诊: a sentence beside a list that says nothing of it
_SPEAKS_OF_LIST: Final = lazy(r"实事|民生|民心|惠民|政府|人大|人民代表")
_HEADS_LIST: Final = lazy(r"清单|承诺|兑现|答卷|成绩单|账单|礼包|暖心")


def _is_caption(line: str, kind: Kind) -> bool:
    """Decide whether a line above a livelihood list is a sentence of something else: a picture's caption."""
    if kind != "livelihood_projects" or "," not in line:
        return False
    about = (_SPEAKS_OF_LIST, _HEADS_LIST, genres.DEEDS_COUNTED)
    return not any(pattern.search(line) for pattern in about)


def _division(
    page: Page,
    hints: Hints,
    head: Head,
    kind: Kind,
    titles: list[str],
    code: str | None,
    year: int | None,
    who: speaker.Speaker | None,
    meeting: str | None,
    source: str | None,
) -> Division | None:
    opener = _OFFICE_OF.search(head.opener)
    own = _own_words(plain_lines(page.text[:_LEAD_LENGTH])) if kind == "livelihood_projects" else head.lead
    office = _LEAD_OF.search(own[:200])
    clues = [*map(plain, titles)]
    if kind != "other":  # another page may only mention a division; its title and site state the publisher
        clues += [line for line in head.lines if len(line) <= 60 and not _is_caption(line, kind)]
    if opener and kind != "other":
        clues.append(opener[1])
    # If the opener names the speaker's government, one that is named later is another government.
    if office and not opener and kind != "other":
        clues.append(office[1])
    if kind == "livelihood_projects":
        first = own.split("\n")
        plain_titles = [*map(plain, titles), *clues[len(titles) :], *first[:4]]
        plain_titles += [line for line in first[4:] if len(line) <= 60 and _SPEAKS_OF_LIST.search(line)]
        if lead.is_of_township(plain_titles, own):
            return None
        clues = lead.behind_province(plain_titles, page.text[:_LEAD_LENGTH]) + clues
        clues += (
            lead.named(own)
            or lead.by_short_name(plain_titles, page.text[:_LEAD_LENGTH])
            or lead.province(own, "\n".join((own[:_LEAD_LENGTH], *plain_titles, *page.info, source or "")))
            or lead.by_office(
                page.text[:_LEAD_LENGTH],
                lead.ranks("\n".join((own, *plain_titles))) or lead.ranks(page.text[:_LEAD_LENGTH]),
            )
        )
    names = [hints.site_name, page.site_name, *page.crumbs, *page.footer]
    site = divisions.Site(code, tuple(plain(name) for name in names if name))
    rank = " ".join([who.role or "" if who else "", opener[1] if opener else "", meeting or ""])
    low = None
    if re.search(r"区长|县长|旗长|[区县旗](?:人民)?政府|^\s*[区县旗]第", rank):
        low = True
    elif re.search(r"省长|州长|盟长", rank):
        low = False
    elif kind == "livelihood_projects" and len(_CITY_BODIES.findall(page.text[:_ENOUGH])) >= 3:
        low = False  # the responsible bodies are a city's: a district in the text is a part of that city
    body = "" if kind == "other" else page.text[:_ENOUGH]
    stated = divisions.of_site_file(hints.division_code, hints.site_name)
    if stated and any(stated.name in clue for clue in clues):
        return stated
    found = divisions.find(divisions.Evidence(tuple(clues), site, body, year, low))
    if found is None and kind == "livelihood_projects" and source and not _PRESS.search(source):
        stated_by = lead.of_two_short_names(plain(source)) or plain(source)
        return divisions.find(divisions.Evidence((stated_by,), site, "", year, low))
    return found
