"""Projects of a table whose name stands in one cell and what it holds in another: the content is what was promised."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments.parts import Item
from parsers.text.patterns import lazy

# A name that is a promise by itself: 新建2所幼儿园, 完成中学食堂建设
_SAYS_ITSELF = lazy(
    r"\d(?!\d{0,3}年)|^(?:完成|新建|改建|扩建|建成|建设|改造|实施|推进|开展|新增|提升|打造|办好)"
)
_COUNTED = lazy(r"[(（]?[1１一][)）.．、是]|[①⑴⒈]")
_FEWEST = 8  # characters of a content that says more than 8个 or 按计划推进


def promise(text: str, items: Sequence[Item]) -> None:
    """Make the contents the promises and their names the categories, where the names alone say less.

    老旧小区改造 beside 改造老旧小区18个、惠及3200户. The items of a table are changed together: each has a content,
    most of them are longer than the names, and none is that of another.
    """
    cells = [text[slice(*item.content)].strip() for item in items if item.content is not None]
    names = [text[slice(*item.text)].strip() for item in items]
    if not items or len(cells) < len(items) or len(set(cells)) < len(cells):
        return
    if sum(_SAYS_ITSELF.search(name) is not None for name in names) * 3 > len(items):
        return  # 新建2所幼儿园 beside 在白塔街道和柳河街道各建1所
    if any(_COUNTED.match(cell) for cell in cells):
        return  # 1.改造小区12个。2.加装电梯30部: parts of what the name holds together
    longer = sum(len(cell) >= max(_FEWEST, len(name)) for cell, name in zip(cells, names, strict=True))
    if longer * 3 < len(items) * 2:
        return
    for item, name in zip(items, names, strict=True):
        if item.content is not None:
            item.text, item.target = item.content, None
            item.category = item.category or "".join(name.split("\n"))
