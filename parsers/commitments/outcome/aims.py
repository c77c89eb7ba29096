"""Words for what is aimed at, for when it is to be done, and for an earlier year's projects.

The only table of times of a list: deadlines, headings and cells that say when something is due all use it.
"""

from __future__ import annotations

from parsers.text.patterns import lazy

INTENDED = r"力争|争取|确保|保证|务必|必须|计划(?!的)|预计|准备|拟|将"
# By when: 年内, 6月底前
IN_TIME = r"年内|年末|[年月季]度?底前?|[月日号]前"
# In which part of a year, in which year, or all the time: 上半年, 明年, 跨年, 2023年, 长期
IN_PERIOD = r"[上下]半年|[一二三四]季度|[今本当明次来跨全常]年|年度内|(?:19|20)\d\d年度?|长期"
WHENEVER = rf"{IN_TIME}|{IN_PERIOD}"
EARLIER = lazy(r"去年|上年|上一年|往年|前一年|上届")
