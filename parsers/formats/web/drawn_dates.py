"""The day of publication where only a page's own code has it: written by a script, a hidden field, the article's state.

Only what the code states: a date that a script computes is most often today's. In the state of an application, the day
must stand in the object that has the article's title.
"""

from __future__ import annotations

import datetime
import html
import re
from itertools import islice
from typing import Final

from parsers.text import dates
from parsers.text.patterns import lazy

STATED: Final = "state:published"  # among the page's meta tags
# A key of the day of publication; createTime is when the record was made.
_KEY: Final = (
    r"(?:publish(?:ed)?_?(?:time|date|at|day)|pub_?(?:time|date)|release_?(?:time|date)|date_?published|first_?published_?time"
    r"|fabu_?(?:shijian|riqi|time|date)|fb(?:sj|rq)|issue_?(?:time|date))"
)
# A value that is a day; whether its key is one of the above is looked at only then.
_DATED = lazy(r":\s{0,4}(?:[\"'](?P<text>[12][0-9]{3}[-/.年][^\"'<>\n]{3,36})[\"']|(?P<stamp>1[0-9]{12})\b)")
_OF_KEY = lazy(rf"(?<![\w-])[\"']?{_KEY}[\"']?\s{{0,4}}$", re.I)
_LONGEST_KEY: Final = 40  # characters
_FIELD = lazy(r"<input\b[^<>]{0,300}>", re.I)
_ATTRIBUTE = lazy(
    r"\b(type|name|id|value)\s{0,3}=\s{0,3}(?:\"([^\"<>]{0,60})\"|'([^'<>]{0,60})'|([^\s\"'<>]{1,60}))", re.I
)
_OF_FIELD = lazy(rf"{_KEY}|(?:^|[_.-])(?:time|date|riqi|shijian|rq|sj)\d?$", re.I)
_OTHER_DAY = lazy(
    r"now|today|curr|server|sys|start|begin|end|from|to$|kssj|jssj|search|query|modif|update|expire|valid",
    re.I,
)
_DAY: Final = (
    r"[12][0-9]{3}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)(?:[ T][0-9:.+Z]{4,20})?"
)
_WHOLE_DAY = lazy(rf"\s{{0,4}}{_DAY}\s{{0,4}}")
# What is written is a day, with its label at most: 发布时间：2021-02-19 08:30
_LINE = lazy(rf"(?:[^<>0-9;=]{{0,20}}[:：]\s{{0,4}})?{_DAY}\s{{0,4}}(?:来源[:：][^<>]{{1,30}})?")
_PART: Final = r"(?:[\"'][^\"'\n]{0,80}[\"']|[A-Za-z_$][\w$]{0,40})"
_SUM: Final = rf"(?P<sum>{_PART}(?:\s{{0,4}}\+\s{{0,4}}{_PART}){{0,6}})"
_WRITES = lazy(rf"document\.write(?:ln)?\(\s{{0,4}}{_SUM}\s{{0,4}}\)")
_END = lazy(r"</script\s{0,4}>", re.I)
_FILLED: Final = (
    r"\(\s{0,4}[\"']#?(?P<id>[\w-]{1,60})[\"']\s{0,4}\)\s{0,4}\."
    rf"(?:inner(?:HTML|Text)\s{{0,4}}=\s{{0,4}}|textContent\s{{0,4}}=\s{{0,4}}|(?:html|text)\(\s{{0,4}}){_SUM}"
)
# Each begins with a literal, which the engine finds at once.
_FILLS: Final = (lazy(rf"getElementById{_FILLED}"), lazy(rf"\${_FILLED}"))
_PIECE = lazy(r"[\"'](?P<text>[^\"'\n]{0,80})[\"']|(?P<name>[A-Za-z_$][\w$]{0,40})")
_OF_NAME = lazy(r"[\w$.]")
_TAG = lazy(r"<[^<>]{1,200}>")
_ESCAPED = lazy(r"\\u([0-9a-fA-F]{4})")
_BRACE = lazy(r"[{}]")
_CHINA: Final = datetime.timezone(datetime.timedelta(hours=8))
_MOST: Final = 100  # days in a page's code
_SHORTEST: Final = 6  # characters of a title that is recognised in a page's state
_FAR: Final = 200_000  # characters of an object with an article, which holds its text
_NEAR: Final = 1500  # characters of markup between a headline and a hidden field of its day


def drawn(text: str) -> str:
    """Return a page with the days that its scripts write, and nothing else, in the places where they write them."""
    if "document.write" in text:
        text = _written(text)
    for match in [one for pattern in _FILLS for one in islice(pattern.finditer(text), _MOST)]:
        day = _line(match["sum"], text)
        name = re.escape(match["id"])
        place = rf"<(\w+)[^<>]{{0,200}}\bid\s?=\s?[\"']?{name}(?=[\"'\s>])[^<>]{{0,200}}>(?=\s{{0,40}}</\1)"
        if day and (found := re.search(place, text)):
            text = f"{text[: found.end()]}{day}{text[found.end() :]}"
    return text


def _written(text: str) -> str:
    """Return a page with the one day that a script writes behind the script."""
    days: dict[int, list[str]] = {}  # by the end of the script
    for match in islice(_WRITES.finditer(text), _MOST):
        if (line := _line(match["sum"], text)) and (end := _END.search(text, match.end())):
            days.setdefault(end.end(), []).append(line)
    for at in sorted(days, reverse=True):
        if len(days[at]) == 1:
            text = f"{text[:at]}{days[at][0]}{text[at:]}"
    return text


def _line(written: str, text: str) -> str | None:
    """Return the day that a sum of texts and names shows, with its label; None if a part is not known."""
    made = ""
    for piece in _PIECE.finditer(written):
        if piece["name"] is None:
            made += piece["text"]
            continue
        assigned = re.finditer(rf"{re.escape(piece['name'])}\s{{0,4}}=(?!=)\s{{0,4}}([^;\n<]{{1,80}})", text)
        values = {
            one[1] for one in assigned if not _OF_NAME.match(text[max(0, one.start() - 1) : one.start()])
        }
        value = values.pop().strip() if len(values) == 1 else ""
        if len(value) < 2 or value[0] not in "\"'" or value[-1] != value[0]:
            return None
        made += value[1:-1]
    line = " ".join(html.unescape(_TAG.sub(" ", made)).split())
    return line if _LINE.fullmatch(line) else None


def stated(text: str, title: str | None) -> str | None:
    """Return the day (YYYY-MM-DD) that a page's code states of the article with this title; None without one."""
    wanted = _bare(title or "")
    if len(wanted) < _SHORTEST:
        return None
    return _of_state(text, wanted) or _of_field(text, wanted)


def _of_state(text: str, title: str) -> str | None:
    days = set()
    dated = (
        one
        for one in _DATED.finditer(text)
        if _OF_KEY.search(text[max(0, one.start() - _LONGEST_KEY) : one.start()])
    )
    for match in islice(dated, _MOST):
        day = dates.first(match["text"]) if match["text"] else _day_of(int(match["stamp"]))
        if day and title in _bare(_own(text, match.start())):
            days.add(day)
    return days.pop() if len(days) == 1 else None


def _day_of(stamp: int) -> str:
    """Return the day of a time in milliseconds, in China."""
    return datetime.datetime.fromtimestamp(stamp / 1000, _CHINA).date().isoformat()


def _own(text: str, at: int) -> str:
    """Return the own members of the object around a place in code, without the objects in them."""
    kept, depth, end = [], 0, at
    for brace in _BRACE.finditer(text, at, at + _FAR):
        if depth == 0:
            kept.append(text[end : brace.start()])
        depth += 1 if brace[0] == "{" else -1
        end = brace.end()
        if depth < 0:
            break
    depth, start = 0, at
    while start > max(0, at - _FAR):
        before = max(text.rfind("{", max(0, at - _FAR), start), text.rfind("}", max(0, at - _FAR), start))
        if depth == 0:
            kept.insert(0, text[before + 1 : start])
        if before < 0:
            break
        depth += 1 if text[before] == "}" else -1
        start = before
        if depth < 0:
            break
    return "".join(kept)


def _of_field(text: str, title: str) -> str | None:
    """Return the day of the one hidden field for it, or of the one behind the headline."""
    named, near = set(), set()
    for match in _FIELD.finditer(text):
        given = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _ATTRIBUTE.finditer(match[0])}
        value, name = given.get("value", ""), f"{given.get('name', '')} {given.get('id', '')}".strip()
        if given.get("type", "").lower() != "hidden" or not _WHOLE_DAY.fullmatch(value):
            continue
        day = dates.first(value)
        if day is None or _OTHER_DAY.search(name):
            continue
        if _OF_FIELD.search(name):
            named.add(day)
        if title in _bare(_TAG.sub("", text[max(0, match.start() - _NEAR) : match.start()])):
            near.add(day)
    found = near or named
    return found.pop() if len(found) == 1 else None


def _bare(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "\\u" in text else text
    return "".join(html.unescape(text).split())
