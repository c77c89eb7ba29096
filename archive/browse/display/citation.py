"""Cite a version, or a passage of it: GB/T 7714-2015, BibTeX and plain text."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from archive.browse.display.moments import day
from archive.browse.display.places import levels
from archive.browse.rows import Row, one
from archive.queries import dataset


def citations(db: sqlite3.Connection, version: Row, archive: str) -> dict[str, str]:
    """Return the three forms, with the source's address and the permanent address under `archive`, our front page.

    GB/T 7714-2015 8.8 (electronic resources): 主要责任者. 题名[EB/OL]. (发布日期)[引用日期]. 获取路径.
    The date of citation is the day in China on which the version was last seen. A marked passage is part of the
    permanent address. The dataset's dated identifier says in which state of the archive the text was found. A source
    that is a local file has no address.
    """
    source = one(
        db,
        """select pages.url, documents.title, documents.division_name
           from pages left join documents on documents.id = pages.document_id where pages.id = ?""",
        [version["page_id"]],
    ) or {"url": "", "title": None, "division_name": None}
    title = version.get("title") or source["title"] or "政府工作报告"
    author = _author(version.get("source_org"), version.get("division_full_name") or source["division_name"])
    published = version.get("published_date") or version.get("delivered_date") or ""
    seen = day(version.get("last_seen") or version.get("first_seen"))
    url = source["url"] if (source["url"] or "").startswith(("http://", "https://")) else ""
    kept = f"{archive}version/{version['id']}{_passage(version.get('at'))}"
    held = dataset.current(db)
    state = held.identifier if held else ""
    digest = str(version.get("content_sha256") or "")[:16]
    fields = {
        "author": f"{{{author}}}",
        "title": f"{{{title}}}",
        "year": published[:4],
        "url": url or kept,
        "urldate": seen,
        "note": f"{f'存档 {kept}, ' if url else ''}{f'{state}, ' if state else ''}sha256 {digest}",
    }
    bibtex = ",\n".join(f"  {name} = {{{_safe(value)}}}" for name, value in fields.items() if value)
    date = f"({published})" if published else ""
    where = f"{url}；存档：{kept}" if url else kept
    plain = f"{url}，存档于 {kept}" if url else kept
    return {
        "gbt7714": f"{author}. {title}[EB/OL]. {date}[{seen}]. {where}{f'；数据集：{state}' if state else ''}.",
        "bibtex": f"@online{{fangzhi{version['id']},\n{bibtex}\n}}",
        "plain": f"{author}：《{title}》，{published or '日期不详'}，{plain}（{seen}，"
        f"{f'{state}，' if state else ''}sha256 {digest}…）",
    }


def _author(org: str | None, division: str | None) -> str:
    """Return the publishing body with its division: 区政府办 alone could be any district's."""
    if not division:
        return org or "佚名"
    if not org:
        return f"{division}人民政府"
    if org[0] == division[-1]:  # 区政府办
        return division[:-1] + org
    own = levels(division)[-1]
    return org if own in org or own[:-1] in org else f"{division} {org}"


def _passage(at: Sequence[int] | None) -> str:
    return f"?at={at[0]}-{at[1]}" if at else ""


def _safe(value: str) -> str:
    """Escape BibTeX's special characters, so that they don't end the field; the outer braces of names stay."""
    return value.replace("\\", "").replace("%", r"\%").replace("#", r"\#") if "://" not in value else value
