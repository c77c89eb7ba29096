"""The four invented districts: their websites, and what they publish on which night.

No such places exist. Their names stand in no edition of GB/T 2260, and the codes begin with 99, which
the standard gives to no province, so that an archive can never take them for real divisions.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

from demo.figures import fill

Column = Literal["reports", "livelihood", "news"]
COLUMNS: dict[Column, str] = {"reports": "政府工作报告", "livelihood": "民生实事", "news": "要闻动态"}
NIGHTS = (1, 2, 3)
DAYS = {1: date(2026, 1, 19), 2: date(2026, 1, 20), 3: date(2026, 1, 21)}


@dataclass(frozen=True, slots=True)
class District:
    """A district's website; `family` is a key of demo.families.FAMILIES."""

    id: str
    code: str
    name: str  # with its prefecture
    short: str
    host: str  # as visitors would know it; the demo serves it on loopback
    family: Literal["trs", "hanweb", "shahekou", "guangdong"]
    encoding: Literal["gb2312", "gbk", "utf-8"]
    validators: frozenset[Literal["etag", "last-modified"]]
    metas: bool
    per_page: int
    colour: str
    phone: str
    icp: str

    @property
    def unit(self) -> str:
        """Return 区 or 县, as officials call their own division."""
        return self.short[-1]


@dataclass(frozen=True, slots=True)
class Document:
    """An article: `lines` are its body, a line with tabs is a table row.

    `night` is the first night on which it is there, `gone` the first on which it is not.
    """

    key: str
    number: int
    column: Column
    title: str
    published: date
    source: str
    lines: tuple[str, ...]
    night: int = 1
    gone: int = 9
    stamp: date | None = None  # the day in the address, where moving to a new system changed it
    as_pdf: bool = False

    @property
    def hex(self) -> str:
        """Return a stable 32-digit id, as some systems put in their addresses."""
        return hashlib.md5(f"{self.key} {self.number}".encode(), usedforsecurity=False).hexdigest()


BOTH: frozenset[Literal["etag", "last-modified"]] = frozenset({"etag", "last-modified"})

DISTRICTS = (
    District(
        "chengyu", "990102", "临澜市澄屿区", "澄屿区", "www.chengyu.example", "trs", "gb2312", BOTH, True, 8,
        "#b3261e", "0990-5501", "澜ICP备09901020",
    ),
    District(
        "qingxiu", "990121", "临澜市青岫县", "青岫县", "www.qingxiu.example", "hanweb", "utf-8",
        frozenset({"last-modified"}), True, 6, "#1c6e4a", "0990-7712", "澜ICP备09901210",
    ),
    District(
        "cangling", "990203", "砚州市苍泠区", "苍泠区", "www.cangling.example", "shahekou", "gbk",
        frozenset(), False, 15, "#24508a", "0992-3368", "砚ICP备09902030",
    ),
    District(
        "tangpu", "990305", "棠川市棠埔区", "棠埔区", "www.tangpu.example", "guangdong", "utf-8",
        frozenset({"etag"}), True, 12, "#0c6a8c", "0993-8820", "棠ICP备09903050",
    ),
)  # fmt: skip

# (site, plan year): title on the page, day of publication, source; the texts are texts/SITE-YEAR.txt.
REPORTS: dict[tuple[str, int], tuple[str, str, str]] = {
    ("chengyu", 2023): ("2023年临澜市澄屿区政府工作报告", "2023-01-16", "澄屿区人民政府办公室"),
    ("chengyu", 2024): ("2024年临澜市澄屿区政府工作报告", "2024-01-19", "澄屿区人民政府办公室"),
    ("chengyu", 2025): ("2025年临澜市澄屿区政府工作报告", "2025-01-17", "澄屿区人民政府办公室"),
    ("qingxiu", 2023): ("青岫县2023年政府工作报告", "2023-02-17", "县政府办"),
    ("qingxiu", 2024): ("青岫县2024年政府工作报告", "2024-02-07", "县政府办"),
    ("qingxiu", 2025): ("青岫县2025年政府工作报告", "2025-01-24", "县政府办"),
    ("cangling", 2023): ("苍泠区人民政府工作报告（2022年12月27日）", "2023-01-11", "区政府办"),
    ("cangling", 2024): ("苍泠区人民政府工作报告（2023年12月26日）", "2024-01-09", "区政府办"),
    ("cangling", 2025): ("苍泠区人民政府工作报告（2024年12月25日）", "2025-01-08", "区政府办"),
    ("tangpu", 2023): ("2023年棠埔区政府工作报告", "2023-02-28", "棠埔区人民政府办公室"),
    ("tangpu", 2024): ("2024年棠埔区政府工作报告", "2024-02-05", "棠埔区人民政府办公室"),
    ("tangpu", 2025): ("2025年棠埔区政府工作报告", "2025-02-10", "棠埔区人民政府办公室"),
    ("tangpu", 2026): ("2026年棠埔区政府工作报告", "2026-01-21", "棠埔区人民政府办公室"),
}
LISTS: dict[tuple[str, str], tuple[str, str, str]] = {
    ("qingxiu", "plan2024"): ("青岫县2024年民生实事项目清单", "2024-02-20", "县政府办"),
    ("qingxiu", "done2024"): ("青岫县2024年民生实事项目完成情况", "2025-01-26", "县政府办"),
    ("cangling", "done2024"): ("苍泠区2024年度重点民生实事完成情况", "2025-01-10", "区政府办"),
    ("tangpu", "plan2025"): ("棠埔区2025年十件民生实事", "2025-02-14", "棠埔区人民政府办公室"),
}
NEW = ("tangpu", "2026")  # first there on night 3
GONE = ("qingxiu", "2023")  # no longer there on night 3
AS_PDF = ("chengyu", "2023")
MOVED = ("chengyu", "2024")  # its address carries the day of a migration
MIGRATION = date(2024, 6, 3)
# On night 3 a missed target silently becomes a met one: the growth of GDP in one report.
EDIT = ("chengyu", "2025", "同比增长5.2%", "同比增长5.6%")


def _text(name: str) -> str:
    return resources.files("demo").joinpath("texts", f"{name}.txt").read_text("utf-8")


def source_text(site: str, plan_year: int) -> str:
    """Return a report's text with the names of its figures still in braces."""
    return _text(f"{site}-{plan_year}")


def _papers(district: District) -> list[tuple[str, Column, str, date, str, tuple[str, ...]]]:
    """Return reports and livelihood lists: key, column, title, day, source, lines."""
    found: list[tuple[str, Column, str, date, str, tuple[str, ...]]] = []
    for (site, year), (title, day, source) in REPORTS.items():
        if site == district.id:
            lines = tuple(fill(source_text(site, year), site, year).splitlines())
            found.append((str(year), "reports", title, date.fromisoformat(day), source, lines))
    for (site, name), (title, day, source) in LISTS.items():
        if site == district.id:
            lines = tuple(_text(f"{site}-{name}").splitlines())
            found.append((name, "livelihood", title, date.fromisoformat(day), source, lines))
    return found


def _others(district: District) -> list[tuple[str, Column, str, date, str, tuple[str, ...]]]:
    """Return what is published in the same columns but is not a report.

    texts/others.txt: `# title | column | day | source | SITE:YEAR,YEAR SITE:YEAR`, then the paragraphs.
    """
    found: list[tuple[str, Column, str, date, str, tuple[str, ...]]] = []
    columns: dict[str, Column] = {column: column for column in COLUMNS}
    for number, entry in enumerate(_text("others").removeprefix("# ").split("\n# ")):
        head, *lines = entry.strip().splitlines()
        title, column, day, source, where = head.split(" | ")
        years = dict(place.split(":") for place in where.split())
        for year in filter(None, years.get(district.id, "").split(",")):
            words = {"short": district.short, "unit": district.unit, "year": year, "last": str(int(year) - 1)}
            # The call for next year's projects is published in the autumn before.
            posted = date.fromisoformat(f"{int(year) - (day > '10')}-{day}")
            body = tuple(line.format(**words) for line in lines)
            key = f"other{number}-{year}"
            found.append((key, columns[column], title.format(**words), posted, source.format(**words), body))
    return found


@cache
def documents(district: District) -> tuple[Document, ...]:
    """Return everything that the site ever shows, newest first."""
    drafts = sorted([*_papers(district), *_others(district)], key=lambda draft: draft[3], reverse=True)
    base = int(district.code) % 1000 * 1000
    found = []
    for place, (key, column, title, day, source, lines) in enumerate(reversed(drafts)):
        me = (district.id, key)
        found.append(
            Document(
                key, base + 37 * place + 11, column, title, day, source, lines,
                night=3 if me == NEW else 1, gone=3 if me == GONE else 9,
                stamp=MIGRATION if me == MOVED else None, as_pdf=me == AS_PDF,
            )
        )  # fmt: skip
    return tuple(reversed(found))


def lines_on(district: District, document: Document, night: int) -> tuple[str, ...]:
    """Return the document's body on a night."""
    site, key, before, after = EDIT
    if night >= 3 and (district.id, document.key) == (site, key):
        return tuple(line.replace(before, after) for line in document.lines)
    return document.lines
