"""After a run: crash or warn, never absorb. What broke opens an issue row, what healed closes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.store import Archive
from archive.summary import rows
from flows.crawling import ShardResult
from spiders.sitefile import SiteFile

FAILED_CRAWL = "crawl_failed"
LEFT_ALONE = "site_left_alone"
SITE_FILE = "site_file"


def check(
    archive: Archive,
    run: int,
    sites: Mapping[str, SiteFile],
    results: Sequence[ShardResult],
    file_errors: Sequence[str],
) -> list[str]:
    """Open and close issues by what the crawl told; one line for each that a person should look at now."""
    lines = [*file_errors, *(row["detail"] for row in rows(archive.db.conn, run, "damaged"))]
    told: dict[str, Mapping[str, object]] = {}
    with archive.transaction():
        for line in file_errors:
            archive.open_issue(run, None, SITE_FILE, line, about=line.partition(": ")[0])
        for result in results:
            told.update(result.summary.get("sites", {}))
            about = f"shard {result.shard.number}"
            if result.error is not None:
                archive.open_issue(run, None, FAILED_CRAWL, result.error, about=about)
                lines.append(f"crawl of {about}: {result.error}")
            else:
                archive.close_issue(None, FAILED_CRAWL, about=about)
        for site in sorted(sites):
            left = told.get(site, {}).get("left")
            if left:
                archive.open_issue(run, site, LEFT_ALONE, str(left))
                lines.append(f"{site}: {left}")
            else:
                archive.close_issue(site, LEFT_ALONE)
    return lines
