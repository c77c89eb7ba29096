"""Find the division that a request names; shared by all pages about divisions."""

from __future__ import annotations

import re
import sqlite3

from archive.browse.display import places
from archive.browse.rows import Arguments, Row, one, rows, text

_ALL = 5_000
_CODE = re.compile(r"[0-9]{6}")


def requested(db: sqlite3.Connection, arguments: Arguments) -> Row | None:
    """Return the division of `?division=` (a code or a name), None if the request names none.

    Look it up in GB/T 2260, then among the documents' divisions (zones have no code), then by pinyin. An unknown
    name is returned as typed, without a level and with `suggestions` for the page to show. Of several divisions
    with the same name (新华区), prefer one that has documents.
    """
    typed = text(arguments, "division")
    if typed is None:
        return None
    known = one(
        db,
        f"""select code, name, full_name, level from divisions
           where {"code = :typed" if _CODE.fullmatch(typed) else "name = :typed or full_name = :typed"}
           order by not exists (select 1 from documents where division_code = divisions.code),
           valid_to is not null, valid_to desc limit 1""",
        {"typed": typed},
    )
    return known or _named(db, typed) or _guessed(db, typed)


def _guessed(db: sqlite3.Connection, typed: str) -> Row:
    """Return the one division with documents that the typed pinyin names, or the typed text with suggestions."""
    nearest = places.best(present(db, _ALL), typed)
    exact = [place for place in nearest if places.is_exact(place, typed)]
    if len(exact) == 1:
        found = requested(db, {"division": exact[0]["code"]})
        if found and found["level"]:
            return found
    shown = [{"code": place["code"], "full_name": place["full_name"]} for place in nearest]
    return {"code": typed, "name": typed, "full_name": typed, "level": None, "suggestions": shown}


def _named(db: sqlite3.Connection, typed: str) -> Row | None:
    """Return the one division of documents with this code or name, or whose full name ends with it."""
    found = rows(
        db,
        """select coalesce(division_code, division_name) as code, max(division_name) as name,
                  max(division_name) as full_name, 'zone' as level
           from documents where coalesce(division_code, division_name) = :typed
           or substr(division_name, -length(:typed)) = :typed group by 1 limit 2""",
        {"typed": typed},
    )
    return found[0] if len(found) == 1 else None


def division_of(db: sqlite3.Connection, document: Row) -> Row | None:
    """Return a document's division, None if it has neither code nor name."""
    return requested(db, {"division": document["division_code"] or document["division_name"] or ""})


def prefix(code: str) -> str:
    """Return the common prefix of the codes of a division and its parts (GB/T 2260)."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if len(code) == 6 and code.endswith("00") else code


def present(db: sqlite3.Connection, limit: int = 400) -> list[Row]:
    """Return the divisions that have documents, with their names, by code; zones by their name."""
    return rows(
        db,
        """select coalesce(division_code, division_name) as code, division_code,
                  max(division_name) as full_name, count(*) as documents
           from documents where coalesce(division_code, division_name) is not null
           group by 1 order by 1 limit ?""",
        [limit],
    )


def find(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Find divisions with documents for `/divisions.json?q=`: by characters, pinyin, initials or code."""
    nearest = places.best(present(db, _ALL), text(arguments, "q") or "")
    shown = [
        {
            "code": row["code"],
            "full_name": row["full_name"],
            "english": places.english(row["full_name"] or ""),
        }
        for row in nearest
    ]
    return {"divisions": shown}
