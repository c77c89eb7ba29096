"""TRS WCM and related systems: dated `tYYYYMMDD_N` articles, and Guangxi's `tN` ones.

Lists are directories; `createPageHTML(total, 0, "index", "html")` declares the number of pages, which is often too high
(rsj.sh.gov.cn declared 322 pages while 321 and 322 were 404, study of 2026). The date in an address is that of a
migration, never of publication.
"""

from __future__ import annotations

import re

from spiders.families.family import Family, sign

TRS = Family(
    "trs",
    re.compile(r"/(\d{6}/)?([a-z]{1,6}\d?_)?t\d{8}_\d+\.s?html?$"),
    signs=(
        sign(r"//WCM置标", 3, "the comment //WCM置标 in the list's script"),
        sign(r"/\d{6}/t\d{8}_\d+\.s?html?\b", 4, "article addresses like 202206/t20220608_3071299.html"),
        sign(r"TRS_(UEDITOR|Editor)", 3, "a container of class TRS_Editor or TRS_UEDITOR"),
        sign(r"createPageHTML\(\s*\d+,\s*0,", 2, "createPageHTML that counts from 0"),
    ),
)

GUANGXI = Family(
    "guangxi",
    re.compile(r"/t\d{5,9}\.s?html?$"),
    signs=(sign(r"/t\d{6,9}\.shtml\b", 4, "article addresses like t26316784.shtml"),),
)
