"""Where a promise's words begin and end: marks before it and a bracket that the page's end cuts are no part of it."""

from __future__ import annotations

from parsers.text.patterns import lazy

# ：新增就业6万人 behind 即：, and 具体为：新增就业6万人
_BEFORE = lazy(r"(?:[：:，,、；;。\s\u3000]|(?:具体|分别|主要)(?:为|是|有|包括)[：:])+")
# …支持创业。（牵头部: the page ends inside the bracket
_AFTER = lazy(r"(?<=[。；;！!])\s*[（(【\[](?:牵头|责任|主办|承办|协办|配合|负责)[^（）()【】\[\]\n]{0,60}$")
# How content the deputies are with what was done: 农村改厕，满意218票，基本满意21票；
_VOTES = lazy(
    r"[，,：:；;\s]\s*(?:非常|很)?满意\s?\d{1,4}\s?票[^。\n]{0,80}[。；;]?$|[：:]\s?满意(?:率|度)(?:为|达到?)?\d{2,3}(?:\.\d{1,2})?[%％][。；;]?$"
)
_LONGEST_END = 100


def without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a promise without the marks around it."""
    before = _BEFORE.match(text, start, end)
    begin = before.end() if before and before.end() < end else start
    after = _AFTER.search(text, max(begin, end - _LONGEST_END), end)
    after = after or _VOTES.search(text, max(begin, end - _LONGEST_END), end)
    return begin, after.start() if after and after.start() > begin else end
