"""What pages about divisions share: finding the one that is meant, and naming it."""

from __future__ import annotations

import re
import sqlite3

from archive.browse.display import places
from archive.browse.rows import Arguments, Row, one, rows, text

_ALL = 5_000
_CODE = re.compile(r"[0-9]{6}")


def wanted(db: sqlite3.Connection, arguments: Arguments) -> Row | None:
    """Return the division of `?division=` (a code or a name), None where none is asked for.

    GB/T 2260 comes first, then what the documents call themselves (zones have no code), then pinyin. What none
    of them knows comes back as it was typed, without a level and with `suggestions`, so that a page can say so. Of
    several that bear a name (新华区), one that has documents is meant.
    """
    asked = text(arguments, "division")
    if asked is None:
        return None
    known = one(
        db,
        f"""select code, name, full_name, level from divisions
           where {"code = :asked" if _CODE.fullmatch(asked) else "name = :asked or full_name = :asked"}
           order by not exists (select 1 from documents where division_code = divisions.code),
           valid_to is not null, valid_to desc limit 1""",
        {"asked": asked},
    )
    return known or _named(db, asked) or _guessed(db, asked)


def _guessed(db: sqlite3.Connection, asked: str) -> Row:
    """The one division with documents that is written so in pinyin, or what was typed with the nearest ones."""
    nearest = places.best(present(db, _ALL), asked)
    exact = [place for place in nearest if places.is_exact(place, asked)]
    if len(exact) == 1:
        found = wanted(db, {"division": exact[0]["code"]})
        if found and found["level"]:
            return found
    shown = [{"code": place["code"], "full_name": place["full_name"]} for place in nearest]
    return {"code": asked, "name": asked, "full_name": asked, "level": None, "suggestions": shown}


def _named(db: sqlite3.Connection, asked: str) -> Row | None:
    """The one division that documents call so, or whose full name ends so."""
    found = rows(
        db,
        """select coalesce(division_code, division_name) as code, max(division_name) as name,
                  max(division_name) as full_name, 'zone' as level
           from documents where coalesce(division_code, division_name) = :asked
           or substr(division_name, -length(:asked)) = :asked group by 1 limit 2""",
        {"asked": asked},
    )
    return found[0] if len(found) == 1 else None


def division_of(db: sqlite3.Connection, document: Row) -> Row | None:
    """Return a document's division, None where it has neither code nor name."""
    return wanted(db, {"division": document["division_code"] or document["division_name"] or ""})


def prefix(code: str) -> str:
    """Return what the codes of a division and its parts begin with (GB/T 2260)."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if len(code) == 6 and code.endswith("00") else code


def present(db: sqlite3.Connection, limit: int = 400) -> list[Row]:
    """Return the divisions that have documents, with their names, by code; zones go by their name."""
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
