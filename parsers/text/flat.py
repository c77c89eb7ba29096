"""Find the headings of chapters inside a paragraph that lost its line ends."""

from __future__ import annotations

from typing import Final

from parsers.text.patterns import lazy

# …提出意见。一、2019年工作回顾2019年，是…
FLAT: Final = lazy(
    r"(?:(?<=[。！!.])|(?<=[A-Za-z0-9]\s))\s{0,3}(?P<heading>(?:[一二三四五]、|第[一二三四五]部分[:：、]?|(?=[12][0-9]{3}年|过去|今后|[三四五]年))"
    r"[^。，,；;：:！!]{2,40}?(?:工作?(?:的)?回顾|工作总结|工作安排|工作部署|主要任务|工作任务|目标任务|重点工作|主要工作|工作打算|工作思路|奋斗目标|"
    r"总体要求|工作建议))(?:[A-Za-z][A-Za-z0-9]{2})?\s{0,3}(?=[12][0-9]{3}年|[“\"”]?十[一二三四五]五|过去|今年|刚刚|各位|一年来|五年来|回顾|根据|按照|做好|全年|去年|本届|是)"
)
# The characters of \s, written out: the engine skips to a character of a set only if the set has no class in it.
BLANK: Final = r" \t\n\r\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# The beginning of what FLAT matches; rarely found, and five times as fast.
FLAT_OPENS: Final = lazy(
    rf"[。！!.{BLANK}]\s{{0,3}}(?:[一二三四五]、|第[一二三四五]部分|[12][0-9]{{3}}年|过去|今后|[三四五]年)"
)
