"""Recognise the lines of a pager (`[1] [2] [3]`, 上一页 下一页, 共 6 页), and remove them from a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.formats.blocks import Block
from parsers.text.patterns import lazy

_STEP = r"(?:返回)?(?:上|下|前|后|末|尾|首|第\s?一|最后一?)\s?一?\s?页"
_NUMBER = r"[\[【(（〔]?\s?(?<!\d)\d{1,3}(?!\d)\s?[\]】)）〕]?"
_TOTAL = r"(?:共|总|合计)\s?(?:计|有)?\s?\d{1,3}\s?页"
_HERE = r"(?:当前)?(?:第|页码|页次|当前页)\s?[:：]?\s?\d{1,3}\s?页?(?:\s?/\s?(?:共\s?)?\d{1,3}\s?页?)?"
_JUMP = r"跳?转?(?:到|至)第?\s?页?|确定|GO|[Gg]o|\.{2,6}|…{1,2}|[<>«»‹›|/]{1,2}"
_WHOLE = (
    r"(?:余下|剩余|后续|未读)(?:全文|内容|正文|部分)|继续(?:阅读|浏览)|[上前下后]一?部分|未完待续"
    r"|阅读全文|单页显示|全文显示|分页\s?[:：]?|页码\s?[:：]?"
)
# Atomic and possessive: each piece is matched once, so that a line that fails at its end fails at once.
_ONLY = lazy(
    rf"(?>&nbsp;|{_TOTAL}|{_HERE}|\d{{1,3}}\s?/\s?\d{{1,3}}(?!\d)(?:\s?页)?|[(（\[]\s?\d{{1,3}}\s?/\s?\d{{1,3}}\s?[)）\]]|[\[【(（〔]?\s?{_STEP}\s?[\]】)）〕]?|{_NUMBER}|{_JUMP}|{_WHOLE}|[\s\u3000\u00a0]|页)++"
)
_STRONG = lazy(
    rf"(?:上|下|前|后)\s?一?\s?页|{_TOTAL}|(?:\[\s?\d{{1,3}}\s?\]\s?){{2}}|(?:【\s?\d{{1,3}}\s?】\s?){{2}}"
)
_AT_END = lazy(
    rf"(?<=[。！!；;”）)])\s{{0,9}}+((?>{_TOTAL}|{_HERE}|{_STEP}|[\[【]\s?\d{{1,3}}\s?[\]】]|[\s\u3000\u00a0]){{2,60}}+)$"
)


def is_pager(text: str) -> bool:
    """Decide whether a text consists of the labels, numbers and links of a pager."""
    return _ONLY.fullmatch(text) is not None


def cut(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without pagers: runs of lines with nothing else, and a pager after the last sentence.

    Numbers alone are not a pager: a run must have 下一页, 共 6 页, numbers in brackets, or links.
    """
    out: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, Block("")]:
        if block.text and block.table is None and len(block.text) <= 200 and is_pager(block.text):
            run.append(block)
            continue
        if run:
            words = " ".join(b.text for b in run)
            if not (_STRONG.search(words) or any(b.links for b in run)):
                out += run
            run = []
        if block.text:
            out.append(_without_tail(block))
    return out


def _without_tail(block: Block) -> Block:
    if block.table is not None or block.text[-1:] not in "页]】" or not (match := _AT_END.search(block.text)):
        return block
    return replace(block, text=block.text[: match.start()]) if _STRONG.search(match[1]) else block
