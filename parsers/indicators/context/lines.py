"""What lines and sentences say of the figures in them: headings, items of lists, estimates, plans, parts of a year."""

from __future__ import annotations

from parsers.indicators.sentence.tokens import name_at
from parsers.text.patterns import lazy

_HEADING_LENGTH = 48
_DIGITS = "0123456789０１２３４５６７８９"
_OPENS_LIST = frozenset("#>—-●■▲◆·•（(一二三四五六七八九十" + _DIGITS)  # the first characters of _LIST_LINE
_OPENS_NUMBERING = frozenset("（(第一二三四五六七八九十" + _DIGITS)
_LIST_LINE = lazy(
    r"[#>]*(?:[—-]|[●■▲◆·•]|[（(]?[一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九]是|\d{1,2}[.、])"
)
_NUMBERING = lazy(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.、](?!\d)|第[一二三四五六七八九十][，、](?!第?三产业)"
)
ESTIMATES = lazy(
    r"(?:初步(?:预计|核算|统计|测算|核定|估算|匡算)|(?<![好高快优低]于)(?<!超[出过])预计|快报统计)(?:[（(]下同[）)]|(?=[，,]))"
    r"|[（(][^，。（）()]{0,6}(?:预计|初步)[^。（）()]{0,10}下同[）)]"
)
ESTIMATED_LIST = lazy(r"(?:预计|初步核算|初步统计)[^，。；]{0,12}[：:]$")
PLAN_DONE = lazy(  # “十五”计划全面完成。 “十五”发展的成就突出表现在：
    r"“(十[一二三四五]?五)”(?:[^。]{0,14}(?:完成|收官|实现)[^。]{0,24}[。：]|[^。，]{0,8}成[就绩果效][^。，]{0,10}[：:])$"
)
REST_OF_YEAR = lazy(r"下半年[^。；]{0,16}[要将]|(?:确保|力争|争取)[^，。；]{0,6}全年")
# 今年一季度, 1—3月: a part of the plan year that a spring report may look back on …
_PART_OF_YEAR = lazy(
    r"^[^。；]{0,16}?(?:(?P<quarter>[一二三1-3])季度|(?P<half>上半年)"
    r"|前(?P<several>[一二两三四五六七八九])个?(?P<unit>季度|月)|1[-—–~至到](?P<month>\d{1,2})月)"
)
# … unless the sentence says what is to come.
_INTENDED = lazy(
    r"确保|力争|争取|努力|奋力|目标|(?<!于)(?<!超)(?<!合)预期|计划|任务|(?<![主重需首])[要将拟须](?!求|近)|打好|冲刺|开门红[^，。]{0,4}(?:要|必须)"
)
# Goals that are only compared with: 高于年度目标4.5个百分点.
_BEYOND_GOAL = lazy(
    r"(?:高于|低于|快于|好于|优于|超过?|超出|完成|占)[^，。；]{0,10}(?:目标|计划|任务)(?!是|为|[：:])"
)
ABOVE_ESTIMATED = lazy(
    r"以上(?:指标|数据|数字|各项)?(?:数据|指标)?(?:均|都|全部|皆)?(?:为|是|系)(?:预计|初步|快报|预测|统计快报)(?!目标|任务|计划)"
)
THIS_YEAR = lazy("今年|年内|明年|本年")
# A sentence without numbers and without these says nothing of the years or the standing of figures around it.
SAYS_WHEN = lazy("年|季|届|五|月|预计|初步|快报|目标|指标")
_COUNT = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {"两": 2, "1": 1, "2": 2, "3": 3}
_TITLED = lazy(r"《[^》\n]{2,60}》")
_YEARS = lazy(r"\d+|[“”]?十[一二三四五]五[“”]?|[二两三四五]年")
_NO_HEADING = lazy(r"[\t。]")


def is_of_list(text: str, start: int) -> bool:
    """Return whether the line that begins at an offset is one of a list: ——A, 1.A, （一）A."""
    return text[start] in _OPENS_LIST and _LIST_LINE.match(text, start) is not None


def behind_number(text: str, start: int, end: int) -> int:
    """Return where the words of a sentence begin, behind its number: （一）, 二是, 3."""
    number = _NUMBERING.match(text, start, end) if text[start] in _OPENS_NUMBERING else None
    return start if number is None else number.end()


def without_titles_years(text: str) -> str:
    """Return a text with the years in 《…》 blotted out: 《2009—2013年工业规划》 does not say when something was."""
    return _TITLED.sub(lambda title: _YEARS.sub(lambda years: "书" * len(years[0]), title[0]), text)


def tells_a_part_of_the_year(piece: str, year: int | None, delivered: str | None) -> bool:
    """Return whether a sentence tells what was reached in the quarter, half or months of `year` that it opens with.

    One that says what is to come does not, nor one about a part that was not over on the day of delivery
    (YYYY-MM-DD). Where the day or the year is not known, such a sentence most often tells what was reached.
    """
    if not ("季度" in piece or "上半年" in piece or "月" in piece):
        return False
    match = _PART_OF_YEAR.match(piece)
    if match is None or _INTENDED.search(_BEYOND_GOAL.sub("", piece.partition("；")[0])):
        return False
    if year is None or delivered is None:
        return True
    if match["half"]:
        last = 6
    elif match["month"]:
        last = int(match["month"])
    else:
        months = 1 if match["unit"] == "月" else 3
        last = months * _COUNT[match["quarter"] or match["several"]]
    return (year, last) < (int(delivered[:4]), int(delivered[5:7]))


def is_heading(text: str, start: int, end: int) -> bool:
    """Return whether a line is a heading: short, without a sentence's end, and no row or list of figures."""
    if (
        end - start > _HEADING_LENGTH
        or text[end - 1] in "。；;，,：:！、"
        or _NO_HEADING.search(text, start, end)
    ):
        return False
    if not any(map(str.isdigit, text[start:end])):
        return True
    name = name_at(text, start, end)
    return name is None or not any(map(str.isdigit, text[name:end]))
