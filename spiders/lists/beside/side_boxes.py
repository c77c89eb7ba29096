"""What a page calls itself, and the boxes that stand beside any list: 热点新闻, 阅读排行, 相关阅读, 最新发布."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.titles import judge

HEADINGS: Final = (
    "h1, h2, h3, h4, h5, h6, dt, caption, legend, "
    "[class*='tit'], [class*='lmmc'], [class*='head'], [class*='hd'], [class*='bt']"
)
_KIND = re.compile(r"热|荐|排行|排名|榜|相关|点击|浏览|关注|最新|最近|近期|链接|猜你喜欢|视频|图片|随机")
_WORDS = re.compile(
    r"(热[点门文]|推荐|精彩|今日|最[新近]|近期|相关|一周|本[周月]|新闻|点击|浏览|阅读|访问|文章|信息|资讯|图片|视频|专题|要闻"
    r"|关注|大家都在看|看|排行榜?|排名|榜|链接|友情|导读|发布|更新|动态|内容|文件|猜你喜欢|随机|政务|更多|的|[\[\]【】])+"
)
NOT_WORDS: Final = re.compile(r"[\s.…·|>»:：]+")
_PAGED = re.compile(r"[下后]一?页|[尾末]页|next", re.I)
_ABOVE: Final = 4  # elements from a heading to the box that it heads
_MOST: Final = 60  # links of a box
_LONGEST: Final = 12  # characters of a heading


def own_names(tree: LexborHTMLParser) -> str:
    """Return the words by which a page calls itself: its title, and the path that leads to it."""
    nodes = tree.css(
        "title, h1, [class*='position'], [class*='location'], [class*='crumb'], [class*='wz'], [class*='dq']"
    )
    return " ".join(NOT_WORDS.sub("", node.text(deep=True)) for node in nodes[:20])


def links_beside(tree: LexborHTMLParser) -> set[int]:
    """Return the `mem_id` of each link in a box whose heading names no column of the page, and that holds no report."""
    found: set[int] = set()
    own = ""
    for heading in tree.css(HEADINGS):
        words = NOT_WORDS.sub("", heading.text(deep=True))
        if not (1 < len(words) <= _LONGEST and _KIND.search(words) and _WORDS.fullmatch(words)):
            continue
        own = own or own_names(tree)
        links = list(_links_under(heading)) if words not in own else []
        if not any(judge(link.text(deep=True).strip()) in ("report", "doubt") for link in links):
            found.update(link.mem_id for link in links)
    return found


def _links_under(heading: LexborNode) -> Iterator[LexborNode]:
    """Yield the links between a heading and the next one, in the nearest element above it that has any."""
    box = heading.parent
    for _ in range(_ABOVE):
        if box is None or box.tag in ("body", "html"):
            return
        links = box.css("a")
        inside = {node.mem_id for node in heading.css("a")}
        if any(node.mem_id not in inside for node in links):
            break
        box = box.parent
    if box is None or box.tag in ("body", "html") or len(links) > _MOST:
        return
    if _PAGED.search(box.text(deep=True)):
        return  # 相关信息 above rows that go on
    others = {node.mem_id for node in box.css(HEADINGS)} - {heading.mem_id}
    below = False
    for node in box.css(f"a, {HEADINGS}"):
        if node.mem_id == heading.mem_id:
            below = True
        elif below and node.tag != "a" and node.mem_id in others and not _is_inside(node, heading):
            return
        elif below and node.tag == "a" and node.mem_id not in inside:
            yield node


def _is_inside(node: LexborNode, other: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id == other.mem_id:
            return True
        above = above.parent
    return False
