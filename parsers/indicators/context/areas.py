"""Which park or zone a sentence is about: the one that it opens with, or that the short sentence before it names."""

from __future__ import annotations

from parsers.indicators.context.passage import Passage
from parsers.text.patterns import lazy

_AREA = lazy(  # 园区建设稳步推进, 望川高新区发展提速
    r"(?:[（(][一二三四五六七八九十]{1,2}[）)])?(?:[一二三四五六七八九]是)?"
    r"(?P<name>[\u4e00-\u9fff]{0,6}(?:园区|高新区|经开区|开发区|工业园|产业园|集聚区|综保区))"
    r"(?:建设|发展|经济|扩容|承载|提质|平台|功能|实力|产业|工业)"
)
_WHOLE = lazy(r"全[区县市旗州盟域]|我[区县市旗州]")
_SHORT = 24  # characters of a sentence that only names what the next ones are about


def about(piece: str, passage: Passage, *, holds: bool) -> tuple[str | None, bool]:
    """Return the area of a sentence, and whether it holds for the next ones (`holds`: the one before it does).

    园区建设稳步推进，… is about the park; 望川高新区发展提速。 also says whose the figures of the next sentences are,
    up to the next short sentence or to 全区.
    """
    short = len(piece) <= _SHORT and not any(map(str.isdigit, piece))
    opens = _AREA.match(piece) if "区" in piece[:24] or "园" in piece[:24] else None
    if opens is not None and opens["name"] not in passage.place and not _WHOLE.search(piece):
        return opens["name"], short
    if not holds or short or _WHOLE.search(piece[:24]):
        return None, False
    return passage.area, True
