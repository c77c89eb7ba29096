"""Read the evidence around a body: template title, information bar, breadcrumb, site name, footer, banners."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.formats import chrome
from parsers.formats.blocks import EDGES
from parsers.formats.web.survey import Element, Survey
from parsers.text.patterns import lazy

_LABEL = lazy(
    r"^(?:索\s{0,3}引\s{0,3}号|文\s{0,3}号|发布(?:机构|单位|日期|时间)|成文日期|生成日期|发文(?:日期|机关)|公开(?:日期|方式|形式|范围|时限)|主题分类|"
    r"(?:信息)?来\s{0,3}源|名\s{0,4}称|文件名称|标\s{0,4}题|有效性|组配分类|公开目录|分类|关键词|责任编辑)\s{0,2}[:：]?$"
)
_SITE = lazy(r"\s{0,3}(?:[-_|—–·>»]|--)\s{0,3}")
_NAMES = lazy(r"人民政府|政府网|门户|中国|官网|信息网|政务|网$|在线$|平台$")
_COLUMNS = lazy(r"(?:政府)?(?:工作)?报告|(?:政府)?信息公开|政务公开|政策文件|公示公告|通知公告|首页")
# A `<title>` that the site's template prints on every page: 欢迎访问某县人民政府网站, 无标题文档, none
_ONLY_SITE = lazy(
    r"(?:(?:您好[，,!！]?)?(?:热烈)?欢迎[您你]?(?:访问|光临|来到|进入|浏览|登录|登陆))?[^，,。:：《》\d]{0,20}"
    r"(?:人民政府|政府(?:公众|门户|信息)?网|(?:公众|公共)?信息网|门户网|网站|官网|之窗|在线)(?:站|[首主]页|欢迎[您你]?)?[!！]?"
    r"|(?:热烈)?欢迎[您你]?(?:访问|光临|来到|进入|浏览)[^，,。:：《》\d]{2,20}[!！]?"
    r"|(?:无标题(?:文档|页)?|未命名|untitled[a-z]*|(?:文章|新闻|信息|内容|详细)(?:页面?|内容|信息|详情|正文|显示|浏览)?|正文|详情|首页)?",
    re.I,
)
_SHORTEST, _LONGEST = 8, 70  # characters of a headline above an information bar
_DATED = lazy(r"[12]\d{3}\s?[-/.年]\s?\d")
_NEAR = 60  # lines before a body that may belong to its information bar


@dataclass(frozen=True, slots=True)
class Around:
    """The evidence outside the body's container."""

    title: str | None
    site_name: str | None
    info: tuple[str, ...]
    crumbs: tuple[str, ...]
    footer: tuple[str, ...]
    third_party: bool
    expired: bool


def look(page: Survey, container: Element, metas: Mapping[str, str]) -> Around:
    """Read the lines before and after the container."""
    before, after = _split(page, container)
    title = _title(before, page, container, metas)
    third = any(chrome.is_disclaimer(t) and chrome.THIRD_PARTY.search(t) for t in after)
    footer = tuple(t for t in after if len(t) <= 400 and (chrome.is_footer(t) or chrome.HOST.match(t)))
    return Around(
        title=title,
        site_name=_site_name(title, metas),
        info=_bars(before, after, title),
        crumbs=_crumbs(before),
        footer=footer[:40],
        third_party=third or chrome.company(footer),
        expired=any(chrome.EXPIRED.match(t) for t in (*before, *after)),
    )


def _split(page: Survey, container: Element) -> tuple[list[str], list[str]]:
    for element in page.elements.values():
        element.inside = element is container or (element.parent is not None and element.parent.inside)
    before: list[str] = []
    after: list[str] = []
    into = before
    for line in page.lines:
        if line.element.inside:
            into = after
        else:
            into.append(line.text)
    return (before, after) if into is after else (before, before)


def _bare(text: str) -> str:
    return "".join(text.split())


def _title(before: Sequence[str], page: Survey, container: Element, metas: Mapping[str, str]) -> str | None:
    """Return the headline: a line that `<title>` repeats, else the meta tag, a heading element, or `<title>`."""
    window = _bare(metas.get("title", ""))
    meta = metas.get("articletitle")
    within = [line.text for line in page.lines if line.element.inside][:3]
    near = [t for t in (*before[-_NEAR:], *within) if 2 <= len(t) <= 120 and not chrome.is_chrome(t)]
    repeated = [t for t in near if len(_bare(t)) >= 5 and _bare(t) in window and not _is_site(t, metas)]
    repeated += _runs(near, metas.get("title", ""))
    if repeated:
        return max(repeated, key=len)
    cut = meta.rstrip("….") if meta else ""
    if meta and cut == meta:
        return meta
    headings = [
        line.text
        for line in page.lines
        if line.element.tag in ("h1", "h2") and not line.element.inside and len(line.text) >= 5
    ]
    for heading in headings:
        if not _is_site(heading, metas) and (not cut or heading.startswith(cut)):
            return heading
    if not meta and is_of_site(window) and (above := _above_bar(page, metas)):
        return above
    if metas.get("title"):
        parts = [p for p in _SITE.split(metas["title"]) if p.strip(EDGES)]
        named = [p for p in parts if not (_NAMES.search(p) and len(p) < 20 and len(parts) > 1)]
        if named:
            return _without_site(max(named, key=len).strip(EDGES))
    return meta


def is_of_site(title: str) -> bool:
    """Decide whether a title names no document, only the site: 欢迎访问某县人民政府网站, 无标题文档, or nothing."""
    return _ONLY_SITE.fullmatch(_bare(title)) is not None


def _above_bar(page: Survey, metas: Mapping[str, str]) -> str | None:
    """Return the last line without links right above an information bar (作者：…　更新时间：…) before the body."""
    shown = list(itertools.takewhile(lambda line: not line.element.inside, page.lines))
    found = [
        line.text
        for line, below in itertools.pairwise(shown[-_NEAR:])
        if chrome.is_info(below.text)
        and _DATED.search(below.text)
        and _SHORTEST <= len(line.text) <= _LONGEST
        and not line.linked
        and not (chrome.is_chrome(line.text) or chrome.is_info(line.text) or chrome.CRUMB.match(line.text))
        and not (_is_site(line.text, metas) or is_of_site(line.text))
    ]
    return found[-1] if found else None


def _runs(near: Sequence[str], window: str) -> list[str]:
    """Return headlines of two to four lines that `<title>` has in one piece."""
    found: list[str] = []
    for i, first in enumerate(near):
        joined = _bare(first)
        for line in near[i + 1 : i + 4]:
            if joined not in window:
                break
            joined += _bare(line)
            if joined in window:
                found.append(joined)
    return found


def _without_site(title: str) -> str:
    """Return `<title>` without the names of site and column, separated by a blank."""
    words = title.split()
    kept = [w for w in words if not (_NAMES.search(w) or _is_site(w, {}) or _COLUMNS.fullmatch(w))]
    return kept[0] if len(words) > 1 and len(kept) == 1 and len(kept[0]) >= 8 else title


def _is_site(text: str, metas: Mapping[str, str]) -> bool:
    bare = _bare(text)
    return bare == _bare(metas.get("sitename", "")) or bool(
        re.fullmatch(r".{2,20}(?:人民政府|政府网|门户网站?)", bare)
    )


def _site_name(title: str | None, metas: Mapping[str, str]) -> str | None:
    if metas.get("sitename"):
        return metas["sitename"]
    window = metas.get("title")
    if not window:
        return None
    bare, wanted = _bare(window), _bare(title or "")
    if wanted and wanted in bare and wanted != bare:
        rest = bare.replace(wanted, "", 1).strip(EDGES + "-_|—–·>»")
        return rest or None
    parts = [p.strip(EDGES) for p in _SITE.split(window)]
    return next((p for p in reversed(parts) if _NAMES.search(p) and p != title), None)


def _bars(before: Sequence[str], after: Sequence[str], title: str | None) -> tuple[str, ...]:
    """Return the information bar above the body and, if it has no date, labelled lines of the one below."""
    above = _info(before, title)
    if any(_DATED.search(line) for line in above):
        return above
    labelled = [t for t in after[:_NEAR] if _LABEL.match(t) or chrome.is_info(t) or len(t) < 80]
    below = [line for line in _info(labelled, None) if chrome.is_info(line)]
    return (*above, *below)


def _info(before: Sequence[str], title: str | None) -> tuple[str, ...]:
    """Return the lines of the information bar; the value of a label in a cell of its own is the next line.

    A date without a label is used only below the headline: above it, templates print today's date.
    """
    near = list(before[-_NEAR:])
    headline = _bare(title or "")
    below = max((i for i, text in enumerate(near) if headline and _bare(text) == headline), default=-1)
    found: list[str] = []
    i = 0
    while i < len(near):
        text = near[i]
        if (
            _LABEL.match(text)
            and i + 1 < len(near)
            and not _LABEL.match(near[i + 1])
            and len(near[i + 1]) < 80
        ):
            colon = "" if text.endswith((":", "：")) else "："
            found.append(f"{text}{colon}{near[i + 1]}")
            i += 2
            continue
        if len(text) <= 200 and not chrome.CRUMB.match(text):
            bare_date = i > below >= 0 or (below < 0 and i >= len(near) - 8)
            if chrome.is_info(text) or (bare_date and chrome.DATE.search(text)):
                found.append(text)
        i += 1
    return tuple(found)


def _crumbs(before: Sequence[str]) -> tuple[str, ...]:
    """Return the breadcrumb: a line labelled 当前位置, else one that begins with 首页 >.

    A breadcrumb in several elements continues while lines are short.
    """
    starts = [i for i, text in enumerate(before) if len(text) <= 200 and chrome.CRUMB.match(text)]
    for i in sorted(starts, key=lambda i: "位置" not in before[i]):
        stations = list(chrome.crumbs(before[i]))
        if len(stations) >= 2:
            return tuple(stations)
        for more in before[i + 1 : i + 9]:
            if len(more) > 24 or chrome.is_info(more):
                break
            stations += chrome.crumbs(more)
        if len(stations) >= 2 and "位置" in before[i]:
            return tuple(stations)
    return ()
