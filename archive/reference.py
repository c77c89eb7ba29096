"""Store what captures refer to: the site files as last loaded, and the table of divisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from sqlite_utils import Database

from archive.database import seals
from archive.record import documents
from parsers.divisions.table import Span, source_sha256, spans


@dataclass(frozen=True, slots=True)
class SiteRow:
    """The fields of a site file that the archive stores."""

    id: str
    name: str
    division_code: str | None = None
    homepage: str | None = None
    platform: str | None = None
    priority: int = 1


def load_sites(db: Database, sites: Iterable[SiteRow]) -> None:
    """Store the site files as last loaded; a site whose file is gone stays, because its captures refer to it."""
    rows = [(s.id, s.name, s.division_code, s.homepage, s.platform, s.priority) for s in sites]
    ranks = dict(db.execute("SELECT id, priority FROM sites").fetchall())
    with db.atomic():
        db.conn.executemany(
            "INSERT INTO sites (id, name, division_code, homepage, platform, priority)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
            " division_code = excluded.division_code, homepage = excluded.homepage,"
            " platform = excluded.platform, priority = excluded.priority",
            rows,
        )
        seals.seal(db, "sites", [row[0] for row in rows])
        for site, *_, priority in rows:
            if ranks.get(site, priority) != priority:  # another copy of its documents may be preferred now
                found = db.execute(
                    "SELECT DISTINCT document_id FROM pages WHERE site_id = ? AND document_id IS NOT NULL",
                    (site,),
                ).fetchall()
                for (document_id,) in found:
                    documents.refresh(db, document_id)


def load_divisions(db: Database) -> None:
    """Store the parsers' table of divisions (GB/T 2260 by year), unless it is stored already."""
    source = source_sha256()
    if seals.made_by(db.conn) == source:
        return
    rows = sorted(spans(), key=attrgetter("code", "valid_from", "full_name"))
    columns = ", ".join(Span._fields)
    with db.atomic():
        if rows != db.execute(f"SELECT {columns} FROM divisions ORDER BY id").fetchall():
            db.execute("DELETE FROM divisions")
            db.conn.executemany(f"INSERT INTO divisions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)
        seals.seal_divisions(db, source)
