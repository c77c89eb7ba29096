"""Atom feeds (RFC 4287): quiet edits, new documents, a saved search (`/search.atom`), `/document/ID.atom`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.browse import answers, public_address
from archive.browse.pages import changes as edits
from archive.browse.pages import divisions, search
from archive.browse.rows import Row, one, rows, text
from archive.browse.rows import found as existing
from archive.browse.words import Language, say

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50

Entry = tuple[str, str, str, str]
"""Path, title, moment (UTC), words."""


async def changes(request: Request, datasette: Datasette) -> Response:
    """Return a feed of the latest quiet edits."""

    def entries(
        db: sqlite3.Connection, code: str | None, kind: str | None, language: Language
    ) -> list[Entry]:
        return [_edit(row, language) for row in edits.edited(db, code, kind, None, _MOST)]

    return await _feed(request, datasette, "changes", entries)


async def new(request: Request, datasette: Datasette) -> Response:
    """Return a feed of the latest documents."""

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


async def matches(request: Request, datasette: Datasette) -> Response:
    """Return a feed of the newest passages of a saved search: what `/search` finds with the same arguments."""
    arguments = answers.arguments_of(datasette, request) | {"sort": "newest", "page": "1"}

    def build(db: sqlite3.Connection) -> Row:
        passages = search.read(db, arguments)["passages"]
        numbers = json.dumps([row["version_id"] for row in passages])
        seen = rows(
            db, "select id, first_seen from versions where id in (select value from json_each(?))", [numbers]
        )
        return {"passages": passages, "seen": {row["id"]: row["first_seen"] for row in seen}}

    data = await answers.read(datasette, build)
    entries = [
        (
            str(row["address"]),
            f"{row['title'] or row['division_name'] or ''} · {row['heading'] or ''}".strip(" ·"),
            data["seen"][row["version_id"]],
            row["text"],
        )
        for row in data["passages"]
    ]
    language = answers.language_of(request)
    title = f"{say(language, 'name')} · {say(language, 'search')} · {text(arguments, 'q') or ''}"
    return _answer(request, datasette, title, entries, ("q", "division", "from", "to", "kind", "section"))


async def document(request: Request, datasette: Datasette) -> Response:
    """Return a feed of one document's versions, newest first, on whichever page they appeared."""
    number = int(answers.arguments_of(datasette, request)["id"])
    language = answers.language_of(request)

    def build(db: sqlite3.Connection) -> Row:
        title = existing(one(db, "select title from documents where id = ?", [number]), f"document {number}")[
            "title"
        ]
        return {
            "title": title,
            "versions": rows(
                db,
                """select versions.id, versions.number, versions.cause, versions.first_seen, versions.previous_id,
                          pages.url from versions join pages on pages.id = versions.page_id
                   where pages.document_id = ? and pages.withdrawn_at is null
                   order by versions.first_seen desc, versions.id desc limit ?""",
                [number, _MOST],
            ),
        }

    data = await answers.read(datasette, build)
    entries = [
        (
            f"/compare/{row['previous_id']}/{row['id']}" if row["previous_id"] else f"/version/{row['id']}",
            f"{data['title'] or ''} · {say(language, 'cause.' + row['cause'])}",
            row["first_seen"],
            row["url"],
        )
        for row in data["versions"]
    ]
    title = f"{say(language, 'name')} · {data['title'] or say(language, 'document')}"
    return _answer(request, datasette, title, entries, ())


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
        division = divisions.requested(db, arguments)
        found = entries(db, division["code"] if division else None, text(arguments, "kind"), language)
        return {"division": division, "entries": found}

    data = await answers.read(datasette, build)
    where = f" · {data['division']['full_name']}" if data["division"] else ""
    title = f"{say(language, 'name')} · {say(language, name)}{where}"
    return _answer(request, datasette, title, data["entries"], ("division", "kind"))


def _answer(
    request: Request, datasette: Datasette, title: str, entries: Sequence[Entry], kept: Sequence[str]
) -> Response:
    """Return a feed; `kept` names the arguments that are part of its identity."""
    base = str(public_address.of_request(datasette, request.scope)).rstrip("/")
    arguments = answers.arguments_of(datasette, request)
    query = urlencode({key: value for key, value in arguments.items() if key in kept})
    body = _atom(base, f"{base}{request.path}{'?' if query else ''}{query}", title, entries)
    return Response(body=body, content_type="application/atom+xml; charset=utf-8")


def _atom(base: str, here: str, title: str, entries: Sequence[Entry]) -> str:
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
