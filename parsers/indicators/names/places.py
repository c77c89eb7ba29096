"""Words for all towns, streets or districts of a division: 全市十三区, 全县12个乡镇."""

from __future__ import annotations

from parsers.text.patterns import lazy

_UNIT = (
    r"(?:[一二两三四五六七八九十百]{1,4}|\d{1,3})个?"
    r"(?:乡镇街道|乡镇|镇乡|街镇|镇街|街道|街|县市区|县区|区县|市县|旗县区|旗县|县|区|市|旗|镇|乡)"
    r"(?:[（(][市区县旗街道镇乡、]{1,8}[）)])?"
)
# 全市五区三县, but not 全市12个区域, 全县九镇村
ALL_UNITS = lazy(rf"[全我][市县区州盟旗](?:{_UNIT}[、和]?){{0,2}}{_UNIT}(?![域间内位块民政级管场村长])")
