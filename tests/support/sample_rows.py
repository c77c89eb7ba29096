"""The rows of the sample archive: add one, with the captures and figures that belong to it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from archive.database.schema import open_database
from archive.warc.captures import Fields, Request, Response
from archive.warc.writer import WarcWriter
from parsers.record import content_sha256


class Sample:
    """Builds the archive row by row; every id counts from 1."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.captures = 0
        (folder / "warc").mkdir(parents=True, exist_ok=True)
        self.db = open_database(folder)

    def add(self, table: str, **row: object) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        cursor = self.db.conn.execute(
            f"insert into {table} ({names}) values ({', '.join('?' * len(row))})", list(row.values())
        )
        return cursor.lastrowid or 0

    def capture(self, url: str, body: bytes, page_id: int | None, at: str, content_type: str) -> int:
        """One response in a WARC file, and its row."""
        moment = datetime.fromisoformat(at)
        headers = (("Content-Type", content_type),)
        with WarcWriter(self.folder / "warc", f"sample-{self.captures}") as writer:
            position = writer.write_capture(
                url, moment, Fields("ok"), Request("GET", "/", ()), Response(200, "OK", headers, body)
            )
        self.captures += 1
        size = (self.folder / "warc" / position.file).stat().st_size
        self.add("warc_files", name=position.file, taken_to=size, run_id=1)
        return self.add(
            "captures",
            run_id=1,
            site_id="yunxi",
            page_id=page_id,
            url=url,
            fetched_at=at,
            status=200,
            outcome="ok",
            payload_sha256=None,
            warc_file=position.file,
            warc_offset=position.offset,
            record_type="response",
            record_id=f"<urn:{self.captures}>",
            media_type=content_type.partition(";")[0],
        )

    def page(self, document_id: int, url: str, source_kind: str, gone_since: str | None = None) -> int:
        return self.add(
            "pages",
            site_id="yunxi",
            document_id=document_id,
            url=url,
            source_kind=source_kind,
            first_seen="2026-01-03T17:00:00Z",
            last_seen="2026-11-02T17:00:00Z",
            gone_since=gone_since,
        )

    def version(self, page_id: int, number: int, text: str, at: str, cause: str, **more: object) -> int:
        paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
        capture_id = self.capture(
            f"http://www.yunxi.invalid/zwgk/{page_id}.html",
            f"<html><body><h1>标题</h1><div>{paragraphs}</div></body></html>".encode(),
            page_id,
            at,
            "text/html; charset=utf-8",
        )
        (source_kind,) = self.db.conn.execute(
            "select source_kind from pages where id = ?", [page_id]
        ).fetchone()
        version_id = self.add(
            "versions",
            page_id=page_id,
            number=number,
            sightings=2,
            why="[]",
            record_sha256="",
            content_sha256=content_sha256(text),
            first_seen=at,
            last_seen=at,
            first_capture_id=capture_id,
            cause=cause,
            parser="1",
            text=text,
            completeness="whole",
            division_code="990102",
            source_kind=source_kind,
            **more,
        )
        self.db.conn.execute("update pages set current_version_id = ? where id = ?", [version_id, page_id])
        for line in text.splitlines():
            level = 1 if line[1:2] == "、" and line[0] in "一二三四" else 2 if line.startswith("（") else 0
            if level:
                start = text.index(line)
                later = [text.index(o) for o in text.splitlines() if text.index(o) > start and o[1:2] == "、"]
                self.add(
                    "sections",
                    version_id=version_id,
                    level=level,
                    heading=line,
                    start=start,
                    end=min(later, default=len(text)),
                )
        return version_id

    def figure(
        self, version_id: int, text: str, clause: str, code: str, value: float, year: int, kind: str
    ) -> int:
        start = text.index(clause)
        bound = "about" if clause.endswith("左右") else "point"
        return self.add(
            "indicators",
            version_id=version_id,
            indicator=code,
            name="地区生产总值",
            measure="growth",
            kind=kind,
            value=value,
            unit="%",
            value_si=value,
            bound=bound,
            modifier="左右" if bound == "about" else None,
            year=year,
            period=str(year),
            start=start,
            end=start + len(clause),
        )
