"""Read when and where a page was published: from the information bar, else from the government meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from parsers.hints import Hints
from parsers.metadata import speaker
from parsers.page import Page
from parsers.record import Problem, SourceKind
from parsers.text import dates
from parsers.text.patterns import lazy

# Labels, most reliable first. 成文日期 is the date of writing, not of publication.
_DATE_LABELS: Final = (
    "发布日期", "发布时间", "公开日期", "公开时间", "发文日期", "发文时间", "发稿时间", "信息时间", "上传时间",
    "录入时间", "公布日期", "发表时间", "发表日期", "更新时间", "更新日期", "发表于", "发布于",
    "时间", "日期", "发布",
)  # fmt: skip
_DATE_METAS: Final = (
    "pubdate",
    "publishdate",
    "firstpublishedtime",
    "article:published_time",
    "publish_time",
)
_DATE_OF_CODE: Final = "state:published"  # see parsers/formats/web/drawn_dates.py

_SOURCE_LABELS: Final = (
    "信息来源",
    "文章来源",
    "稿件来源",
    "来源",
    "稿源",
    "发布机构",
    "发布部门",
    "发文机关",
    "制发机关",
    "发布单位",
    "信息提供单位",
)
_SOURCE_METAS: Final = ("contentsource", "source")
_NO_LABEL: Final = lazy(r"生成|成文|印发|失效|施行|实施|废止|有效")
# The end of a source's name: the next label on the line, or a gap.
_SOURCE_END: Final = lazy(
    r"[【】\[\]|丨│\t]|\s{2,}|(?<=\S)\s+(?=[^\s:：]{2,6}\s*[:：])|字体|字号|打印|浏览|阅读|点击|访问|分享|"
    r"发布(?=日期|时间|机构|单位|人|者|\s*[:：])|\s*(?:本报|本网|本台|特约|实习|见习|全媒体)?\s*(?:记者|通讯员)|"
    r"撰文|作者|编辑|责任|时间|日期|审核|大\s*中\s*小|关闭|收藏|纠错|视力"
)
# 新华网 柳如川, 云溪日报柳如川: the reporter's name follows the paper's.
_REPORTER: Final = lazy(r"(?:\s+|[（(]|(?<=[网报社台])(?=[\u3400-\u9fff]{3}$))([\u3400-\u9fff]{2,4})[）)]?$")
_LABEL_GAP: Final = r"[\s\u3000]{0,4}"
_DATE_LABELLED: Final = tuple(
    lazy(_LABEL_GAP.join(label) + r"[\s\u3000]{0,4}[】\]]?[:：\s\u3000]{0,6}") for label in _DATE_LABELS
)
_SOURCE_LABELLED: Final = tuple(
    lazy(_LABEL_GAP.join(label) + r"[\s\u3000]{0,4}[】\]]?[\s\u3000]{0,2}[:：]") for label in _SOURCE_LABELS
)


@dataclass(frozen=True, slots=True)
class Publication:
    """Date (YYYY-MM-DD), source as written, and problems found on the way."""

    date: str | None
    source: str | None
    problems: tuple[Problem, ...]


def read(page: Page) -> Publication:
    """Return the publication that a page states; a date in its URL may be that of a migration and is ignored."""
    shown = _shown_date(page.info)
    meta = next((day for key in _DATE_METAS if (day := dates.first(page.metas.get(key, "")))), None)
    problems: tuple[Problem, ...] = ()
    if shown and meta and shown != meta:
        problems = (
            Problem("metadata_conflict", f"the page shows {shown} as its date, its PubDate says {meta}"),
        )
    stated = meta or page.metas.get(_DATE_OF_CODE)
    return Publication(shown or stated or _stamp(page.text[:_TOP].split("\n")), _source(page), problems)


def _shown_date(lines: Iterable[str]) -> str | None:
    lines = list(lines)
    for pattern in _DATE_LABELLED:
        for line in lines:
            for match in pattern.finditer(line):
                before = line[max(0, match.start() - 4) : match.start()]
                after = line[match.end() : match.end() + 40]
                if (
                    _NO_LABEL.search(before)
                    or _TODAY.search(before)
                    or not (found := next(dates.find(after), None))
                ):
                    continue
                if found.start == 0 and not (len(match[0]) <= _BARE_LABEL and _is_today(after, found)):
                    return found.date.isoformat()
    for line in lines:  # 2020年01月14日来源：…, or the date alone
        found = next(dates.find(line), None)
        if found and found.start <= 1 and not _NO_LABEL.search(line) and not _is_today(line, found):
            return found.date.isoformat()
    for line in lines:  # 来源：云溪日报2021-02-03: the date alone, behind the source
        source = _ANY_SOURCE.search(line)
        if not source:
            continue
        for found in dates.find(_SLASH.sub(" ", line)):
            if found.start >= source.end() and not _NO_LABEL.search(line[source.end() : found.start]):
                return found.date.isoformat()
    return None


def _is_today(line: str, found: dates.Found) -> bool:
    """Return whether a date is the day on which a page is looked at: 2026年2月1日 星期日 in a site's head."""
    if _ANY_SOURCE.search(line):
        return False  # 2014年2月3日 星期一 来源：政府办
    return _WEEKDAY.match(line, found.end) is not None or _TODAY.search(line, 0, found.start) is not None


def first_day(lines: Sequence[str]) -> str | None:
    """Return the day that a short line of its own shows near the beginning of a text without an information bar."""
    for line in lines[:10]:
        found = next(dates.find(line), None) if len(line) <= _SHORT_LINE else None
        shown = found is not None and not _NO_LABEL.search(line) and not _is_today(line, found)
        if found and shown and (found.start <= 1 or _SHOWN.search(line)):
            return found.date.isoformat()
    return None


def signed_day(lines: Sequence[str]) -> str | None:
    """Return the day on which a text is signed: alone on one of its last lines, or behind who signs it."""
    for line in reversed(lines[-_SIGNATURE:]):
        found = next(dates.find(line), None) if len(line) <= _SHORT_LINE else None
        if found is not None and not line[found.end :].strip() and _SIGNED.fullmatch(line[: found.start]):
            return found.date.isoformat()
    return None


_SIGNATURE: Final = 6  # lines at the end of a text
_SIGNED: Final = lazy(r"[\s（(]*(?:[\u3400-\u9fff]{4,24}\s+)*")


def _stamp(lines: Sequence[str]) -> str | None:
    """Return the day of a stamp with the time of day that stands alone above a text: 云溪网 2021-07-28 08:33:25.

    Where several days stand there (a forum's members have stamps of their own), only one that says 发表于 counts.
    """
    days: set[str] = set()
    for line in lines[:_HEAD]:
        if len(line) > _SHORT_LINE or "。" in line or _NOW.search(line) or _NO_LABEL.search(line):
            continue
        for found in dates.find(line):
            if _CLOCK.match(line, found.end):
                if _POSTED.search(line, 0, found.start):
                    return found.date.isoformat()
                days.add(found.date.isoformat())
    return days.pop() if len(days) == 1 else None


_POSTED: Final = lazy(r"发[表布]于?\s?$")
_TOP: Final = 600  # characters
_HEAD: Final = 30  # lines of a text in which the site's stamp can stand
_CLOCK: Final = lazy(r"\s{1,3}[0-2]?\d:[0-5]\d")
_NOW: Final = lazy(r"今天|现在|当前|星期|更新|下载|登录|注册|截止|开始|结束")


_WEEKDAY: Final = lazy(r"[\s\u3000,，（(]{0,3}(?:星期|周)[一二三四五六日天]")
_TODAY: Final = lazy(r"(?:今天|今日|现在|当前|当日)[是为]?[^\d]{0,8}$")
_BARE_LABEL: Final = 4  # characters: 日期：, 时间：, which also stand before today's date
_SHORT_LINE: Final = 50
_SHOWN: Final = lazy(r"(?:来\s{0,4}源|稿\s{0,4}源|时\s{0,4}间|日\s{0,4}期)\s{0,2}[:：]")


def _source(page: Page) -> str | None:
    for pattern in _SOURCE_LABELLED:
        for line in page.info:
            match = pattern.search(line)
            if match and (name := _clean(line[match.end() : match.end() + 80])):
                return name
    for key in _SOURCE_METAS:
        written = page.metas.get(key, "")[:80]
        if "://" not in written and (name := _clean(written)):
            return name
    return None


_UNKNOWN: Final = frozenset({"未知", "不详", "无", "暂无", "其他", "佚名"})
_SLASH: Final = lazy(r"[/|](?=[12][0-9]{3}[-年])")  # 区政府办/2021-02-03
_ANY_SOURCE: Final = lazy(r"(?:来\s{0,4}源|稿\s{0,4}源)\s{0,2}[:：]")


def _clean(written: str) -> str | None:
    name = written.strip().strip("：:　 ")
    dated = next(dates.find(_SLASH.sub(" ", name)), None)
    if dated:
        name = name[: dated.start]
    end = _SOURCE_END.search(name)
    if end:
        name = name[: end.start()]
    name = name.strip("：:　 \u00a0/—-")
    while (reporter := _REPORTER.search(name)) and reporter.start() and speaker.is_person(reporter[1]):
        name = name[: reporter.start()].rstrip()
    return name if name not in _UNKNOWN and re.search(r"[\u3400-\u9fffA-Za-z]", name) else None


_GOVERNMENT: Final = lazy(r"人民政府|政府办|管理委员会|管委会|区委|市委|县委|大数据")
_SPONSOR: Final = lazy(r"主办|承办|版权所有|标识码")


def source_kind(page: Page, hints: Hints, division_site: bool) -> SourceKind:
    """Decide whether a page is of the government itself, of a collection site, or unknown.

    `division_site`: the page has the ten-digit code of a government site. A host outside gov.cn is not official
    by its footer alone, because copies keep the footer of the original.
    """
    if hints.official is not None:
        return "official" if hints.official else "third_party"
    if page.third_party:
        return "third_party"
    host = (urlsplit(page.url).hostname or "") if page.url else ""
    if host == "gov.cn" or host.endswith(".gov.cn"):
        return "official"
    if host and not re.fullmatch(r"[0-9.:]+|localhost|\[?[0-9a-f:]+\]?", host):
        return "unknown"
    sponsored = any(_SPONSOR.search(line) and _GOVERNMENT.search(line) for line in page.footer)
    return "official" if division_site or sponsored else "unknown"
