"""Remove the lines that a template puts before and after a document's body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.formats import chrome
from parsers.formats.blocks import Block
from parsers.text.patterns import lazy

_HEAD_LINES = 80
_WHEN = lazy(r"[\d\s:：年月日/.-]+$")
_STAMP = lazy(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?$"
)  # when the page was published
_DELIVERED = lazy(
    r"[—\-－–―─(（\s]{0,4}(?:在|[12二]\S{3}\s?年).{0,40}(?:人民代表大会|人大)(?:常务委员会|常委会)?.{0,12}次(?:全体)?会议上?[)）]?$"
)
_SPEAKER = lazy(
    r"(?:[\u4e00-\u9fff]{0,12}?(?:人民)?政府)?(?:代理?|副)?(?:省长|市长|州长|盟长|县长|区长|旗长|主席|专员)[\s\u3000]{1,8}"
    r"[\u4e00-\u9fff]{1,2}[\s\u3000]{0,4}[\u4e00-\u9fff]{1,2}"
)
_ADDRESS = ("各位", "同志们")  # whom a report addresses: its first words, no headline
_OWN_HEAD = 8  # lines of a body in which it says itself where it was delivered
_NAMES_REPORT = lazy(r"[12]\d{3}\s?年.{0,24}(?:工作报告|实事)|(?:工作报告|实事).{0,12}[12]\d{3}\s?年")


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A body without template lines, and the template lines by kind."""

    body: list[Block]
    title: str | None = None
    info: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    third_party: bool = False
    expired: bool = False


def trim(blocks: Sequence[Block], *, templated: bool = True) -> Trimmed:
    """Remove the template's lines before and after a body.

    `templated`: the blocks may begin with the template's title (False for a CMS family's own container,
    whose first line is the report's headline).
    """
    start, title, info, trail, expired = _head(blocks, templated)
    end = _tail(blocks, start)
    opening = _occasion(blocks[:start], blocks[start:], title)
    footer = tuple(b.text for b in blocks[end:])
    third = any(chrome.is_disclaimer(t) and chrome.THIRD_PARTY.search(t) for t in footer)
    info = (*info, *(text for text in footer if chrome.is_info(text) or chrome.FIELD.match(text)))
    body = [b for b in (*opening, *blocks[start:end]) if len(b.text) > 20 or not chrome.BUTTON.match(b.text)]
    return Trimmed(body, title, info, trail, footer, third, expired)


_FIRST_ITEM = lazy(r"1\s?[.．、](?!\d)|[（(]1[）)]|[①⑴]|一是(?!否)|第一[，、件项]")


def _head(
    blocks: Sequence[Block], templated: bool
) -> tuple[int, str | None, tuple[str, ...], tuple[str, ...], bool]:
    cut = 0
    bar = False
    expired = False
    trail: tuple[str, ...] = ()
    for i, block in enumerate(blocks[:_HEAD_LINES]):
        text = block.text
        if chrome.CRUMB.match(text):
            cut, trail = i + 1, chrome.crumbs(text) or trail
        elif chrome.EXPIRED.match(text):
            cut, expired = i + 1, True
        elif chrome.is_bar(text) or (
            chrome.RELATED.match(text) and any(chrome.prose(b.text) for b in blocks[i + 1 :])
        ):
            cut = i + 1
            bar = bar or chrome.is_info(text)
        elif (chrome.prose(text) and block.linked * 2 < len(text)) or text.startswith(("各位代表", "一、")):
            break
        elif _FIRST_ITEM.match(text):
            break  # a list of short lines: the bar below it is not that of the head
    if cut and _tail(blocks, cut) <= cut:
        return 0, None, (), trail, expired  # nothing is left below: the bar stands below the text
    if not cut:
        return 0, None, (), (), False
    head = [b.text for b in blocks[:cut]]
    others = (chrome.CRUMB, chrome.EXPIRED, chrome.RELATED, chrome.MEETING, _WHEN)
    plain = [
        t for t in head if 4 <= len(t) <= 100 and not (chrome.is_bar(t) or any(p.match(t) for p in others))
    ]
    title = (
        next((t for t in reversed(plain) if _NAMES_REPORT.search(t)), plain[-1]) if bar and plain else None
    )
    if title is None and templated and cut + 1 < len(blocks):
        first, second = blocks[cut].text, blocks[cut + 1].text
        if (
            len(first) <= 60
            and not chrome.SENTENCE.search(first)
            and not first.startswith(_ADDRESS)
            and not chrome.MEETING.search(second)
            and chrome.prose(second)
        ):
            title, cut = first, cut + 1
    info = tuple(t for t in head if (chrome.is_bar(t) and chrome.is_info(t)) or _STAMP.match(t))
    return cut, title, info, trail, expired


def _occasion(head: Sequence[Block], body: Sequence[Block], title: str | None) -> list[Block]:
    """Return the line between title and information bar that says where a report was delivered, and the speaker's.

    None where the body has such a line itself. The speaker's stands right below it.
    """
    names = [i for i, block in enumerate(head) if block.text == title]
    if not names or any(_DELIVERED.match(block.text) for block in body[:_OWN_HEAD]):
        return []
    for i in range(names[-1] + 1, len(head)):
        if len(head[i].text) <= chrome.LONG and _DELIVERED.match(head[i].text):
            below = head[i + 1 : i + 2]
            return [head[i], *(one for one in below if _SPEAKER.fullmatch(one.text.strip()))]
    return []


def _tail(blocks: Sequence[Block], start: int) -> int:
    """Return the end of the body: the first template line of the last run of lines without prose."""
    end = len(blocks)
    passed = 0
    strong_seen = False
    for i in range(len(blocks) - 1, start - 1, -1):
        block = blocks[i]
        text = block.text
        if len(text) > 400 and not chrome.is_disclaimer(text):
            break
        if chrome.is_tail(text, block):
            end, passed, strong_seen = i, 0, True
        elif strong_seen and (chrome.HOST.match(text) or text in ("附件：", "附件:")) and len(text) < 120:
            end, passed = i, 0
        # Before `chrome.prose`: the title of another article may end with ！.
        elif block.linked * 2 >= len(text) or chrome.ENTRY.match(text):
            if strong_seen and block.table is None and block.linked * 2 >= len(text):
                end, passed = i, 0
            passed += 1
        elif chrome.prose(text) or passed >= 10:
            break
        else:
            passed += 1
    return min(end, _foot(blocks, start))


def _foot(blocks: Sequence[Block], start: int) -> int:
    """Return the first template line after the last prose above the footer, which hundreds of links may separate."""
    short = [i for i in range(start, len(blocks)) if len(blocks[i].text) <= 200]
    joined = "\n".join(
        [blocks[i].text for i in short]
    )  # one search instead of one a line: few bodies hold a footer
    if chrome.FOOTER.search(joined) is None and chrome.VISITS.search(joined) is None:
        return len(blocks)
    foot = next((i for i in short if chrome.names_site(blocks[i].text)), None)
    if foot is None:
        return len(blocks)
    above = [
        i
        for i in range(start, foot)
        if chrome.prose(blocks[i].text) and not chrome.is_tail(blocks[i].text, blocks[i])
    ]
    last = above[-1] if above else start
    return next((i for i in range(last + 1, foot) if chrome.is_tail(blocks[i].text, blocks[i])), len(blocks))
