"""How to cite a version: GB/T 7714-2015, BibTeX and plain words."""

from __future__ import annotations

import sqlite3

from archive.browse.rows import Row, one


def citations(db: sqlite3.Connection, version: Row) -> dict[str, str]:
    """Return the three forms; the address within this archive is left to the template (`{address}`).

    GB/T 7714-2015 8.8 (electronic resources): 主要责任者. 题名[EB/OL]. (发布日期)[引用日期]. 获取路径.
    The date of citation is the day on which the version was last seen.
    """
    source = one(
        db,
        """select pages.url, documents.title, documents.division_code, divisions.full_name
           from pages left join documents on documents.id = pages.document_id
           left join divisions on divisions.code = documents.division_code
           where pages.id = ? order by divisions.valid_to is not null limit 1""",
        [version["page_id"]],
    ) or {"url": "", "title": None, "division_code": None, "full_name": None}
    title = version.get("title") or source["title"] or "政府工作报告"
    author = version.get("source_org") or (
        f"{source['full_name']}人民政府" if source["full_name"] else "佚名"
    )
    published = version.get("published_date") or version.get("delivered_date") or ""
    seen = (version.get("last_seen") or version.get("first_seen") or "")[:10]
    url = source["url"] or ""
    date = f"({published})" if published else ""
    digest = str(version.get("content_sha256") or "")[:16]
    key = f"fangzhi{version['id']}"
    fields = {
        "author": f"{{{author}}}",
        "title": f"{{{title}}}",
        "year": published[:4],
        "url": url,
        "urldate": seen,
        "note": f"sha256 {digest}",
    }
    bibtex = ",\n".join(f"  {name} = {{{_safe(value)}}}" for name, value in fields.items() if value)
    return {
        "gbt7714": f"{author}. {title}[EB/OL]. {date}[{seen}]. {url}.",
        "bibtex": f"@online{{{key},\n{bibtex}\n}}",
        "plain": f"{author}：《{title}》，{published or '日期不详'}，{url}（{seen} 存档，sha256 {digest}…）",
    }


def _safe(value: str) -> str:
    """Keep BibTeX's special characters from ending the field; the outer braces of names stay."""
    return value.replace("\\", "").replace("%", r"\%").replace("#", r"\#") if "://" not in value else value
