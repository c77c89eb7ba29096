"""Nights of one site, one after the other, each with its morning report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from archive.store import Archive
from archive.warc.captures import Payload
from flows.pipeline.morning_report import Morning, morning
from parsers.record import Record
from tests.support.archive import HOST, REPORT, Night, invented, read_all

TODAY = date(2026, 3, 10)
BODY = "云溪区去年地区生产总值增长7.5%。今年预期增长6%左右。"
OTHER = f"{HOST}/zfgz/2.html"
LISTED = f"{HOST}/zfgz/"


def reader(payload: Payload, attached: Iterable[Payload]) -> Record:
    text = "".join(one.data.decode() for one in attached) or payload.data.decode()
    return invented(text, review_year=2025, plan_year=2026, published_date="2026-02-01")


class Years:
    """Nights one after the other in one archive; each gives its morning."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0

    def night(
        self,
        crawl: Callable[[Night], None],
        *,
        issues: Mapping[tuple[str | None, str, str], str | None] | None = None,
        today: date = TODAY,
        number: int | None = None,
    ) -> Morning:
        """`issues`: (site, code, subject) to a detail that opens it, or None that closes it."""
        self.number += 1
        with Night(self.folder, number or self.number, f"night-{self.number:03d}") as night:
            crawl(night)
        with Archive.open(self.folder, holder="test") as archive:
            run = archive.start_run("nightly", {"night": self.number})
            for path in archive.warc_files():
                archive.take_in(run, path)
            read_all(archive, run, reader)
            with archive.transaction():
                for (site, code, about), detail in (issues or {}).items():
                    if detail is None:
                        archive.close_issue(site, code, about=about)
                    else:
                        archive.open_issue(run, site, code, detail, about=about)
            result = morning(archive.db.conn, self.folder, run, today)
            archive.finish_run(run, "ok", {"morning": result.as_dict()})
        return result


def first(night: Night) -> None:
    night.get(LISTED, "列表", role="list")
    night.get(REPORT, BODY)


def kinds(result: Morning) -> list[str]:
    return [one.kind for one in result.news]


def void(_: object) -> None:
    """For lambdas that return nothing."""
