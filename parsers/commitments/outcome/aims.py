"""Words for what is aimed at, for when it is to be done, and for an earlier year's projects."""

from __future__ import annotations

from parsers.text.patterns import lazy

INTENDED = r"力争|争取|确保|保证|务必|必须|计划(?!的)|预计|准备|拟|将"
IN_TIME = r"年内|年末|[年月季]度?底前?|[月日号]前"
EARLIER = lazy(r"去年|上年|上一年|往年|前一年|上届")
