"""`/changes.atom` and `/new.atom`: Atom feeds (RFC 4287), whole or of one division or kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.browse import answers, public_address
from archive.browse.pages import changes as edits
from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, text
from archive.browse.words import Language, say

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50

Entry = tuple[str, str, str, str]
"""Path, title, moment (UTC), words."""


async def changes(request: Request, datasette: Datasette) -> Response:
    """Answer with the latest quiet edits."""

    def entries(
        db: sqlite3.Connection, code: str | None, kind: str | None, language: Language
    ) -> list[Entry]:
        return [_edit(row, language) for row in edits.edited(db, code, kind, None, _MOST)]

    return await _feed(request, datasette, "changes", entries)


async def new(request: Request, datasette: Datasette) -> Response:
    """Answer with the latest documents."""

    def entries(
        db: sqlite3.Connection, code: str | None, kind: str | None, language: Language
    ) -> list[Entry]:
        return [
            (
                f"/document/{row['id']}",
                row["title"] or say(language, "document"),
                row["first_seen"],
                f"{row['division_name'] or ''} {say(language, 'kind.' + row['kind'])}".strip(),
            )
            for row in edits.arrived(db, code, kind, _MOST)
        ]

    return await _feed(request, datasette, "latest_reports", entries)


def _edit(row: Row, language: Language) -> Entry:
    path = f"/compare/{row['previous_id']}/{row['id']}" if row["previous_id"] else f"/version/{row['id']}"
    notes = [say(language, name) for name in ("unconfirmed", "flapping") if row[name]]
    title = (row["title"] or row["url"]) + (f"（{'，'.join(notes)}）" if notes else "")
    lines = [
        f"{say(language, 'change.' + change['kind'])}: {change['before'] or '∅'} → {change['after'] or '∅'}"
        for change in row["changes"]
    ]
    return path, title, row["first_seen"], "\n".join(lines)


async def _feed(
    request: Request,
    datasette: Datasette,
    name: str,
    entries: Callable[[sqlite3.Connection, str | None, str | None, Language], Sequence[Entry]],
) -> Response:
    arguments = answers.arguments_of(datasette, request)
    language = answers.language_of(request)

    def build(db: sqlite3.Connection) -> Row:
        division = divisions.wanted(db, arguments)
        found = entries(db, division["code"] if division else None, text(arguments, "kind"), language)
        return {"division": division, "entries": found}

    data = await answers.read(datasette, build)
    base = str(public_address.of_request(datasette, request.scope)).rstrip("/")
    where = f" · {data['division']['full_name']}" if data["division"] else ""
    title = f"{say(language, 'name')} · {say(language, name)}{where}"
    body = _atom(base, request.path, arguments, title, data["entries"])
    return Response(body=body, content_type="application/atom+xml; charset=utf-8")


def _atom(base: str, path: str, arguments: Arguments, title: str, entries: Sequence[Entry]) -> str:
    query = urlencode({key: value for key, value in arguments.items() if key in ("division", "kind")})
    here = f"{base}{path}{'?' if query else ''}{query}"
    feed = Element("feed", {"xmlns": _ATOM})
    SubElement(feed, "title").text = title
    SubElement(feed, "id").text = here
    SubElement(feed, "link", {"rel": "self", "href": here})
    SubElement(feed, "updated").text = max((entry[2] for entry in entries), default="1970-01-01T00:00:00Z")
    SubElement(SubElement(feed, "author"), "name").text = "Fangzhi"
    for address, name, moment, words in entries:
        entry = SubElement(feed, "entry")
        SubElement(entry, "title").text = _legal(name)
        SubElement(entry, "id").text = base + address
        SubElement(entry, "link", {"href": base + address})
        SubElement(entry, "updated").text = moment
        SubElement(entry, "content", {"type": "text"}).text = _legal(words)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode")


def _legal(words: str) -> str:
    """Drop the control characters that XML 1.0 does not allow; published texts hold some."""
    return "".join(
        c
        for c in words
        if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
