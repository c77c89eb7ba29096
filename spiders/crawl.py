"""`python -m spiders.crawl`: one process that crawls a shard of sites into WARC files.

Each visit prints a line on stdout when it begins and when it ends, `{"visiting": ID}` and `{"visited": ID}`, so that
the parent knows which sites were open if the process dies. The last line on stdout is the summary, a JSON object.
Everything else goes to stderr. If the exit code is not 0, the last line there is the reason: 2 a site file or
fangzhi.toml is wrong, 3 no contact is configured or the data folder can't be used, 143 stopped by a signal. What was
captured until then is complete in the WARC files, and the same command resumes the crawl.

With `--years` it visits the sites for those plan years: it reads the lists to their end and fetches only the articles
that may be of these years. It then also prints its progress on stdout once a second, `{"progress": {…}}`.

If standard input is a pipe, its end stops the crawl: no crawl outlives the process that started it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.layout import WARC_FOLDER
from archive.warc.writer import prefix
from spiders.config import settings as operator
from spiders.config import sitefile, sitefolders
from spiders.past import plan_years
from spiders.past.deep_visit import DeepVisit
from spiders.scrapy_side import process
from spiders.scrapy_side.context import CrawlContext
from spiders.scrapy_side.recorder import Recorder
from spiders.visit.exchange import DISK, failure
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher, VisitResult
from spiders.visit.visit import Visit

STOPPED = 143


def crawl(context: CrawlContext, years: Set[int] = frozenset()) -> tuple[dict[str, VisitResult], bool]:
    """Visit all sites of the context, either for some plan years or as on every night.

    Return the result of each visit, complete or not, and whether every visit ended.
    """
    results: dict[str, VisitResult] = {}
    places = asyncio.Semaphore(context.settings.crawl.sites_at_once)

    async def visit(site_id: str, fetcher: Fetcher) -> None:
        async with places:
            visit = (
                DeepVisit(context.sites[site_id], context.settings, context.previous, fetcher, years)
                if years
                else Visit(context.sites[site_id], context.settings, context.previous, fetcher)
            )
            results[site_id] = visit.result
            print(json.dumps({"visiting": site_id}), flush=True)
            try:
                await visit.run()
            # Whatever a site does to the code that visits it is that site's failure; the other visits continue.
            except Exception as error:
                if isinstance(error, OSError) and error.errno in DISK:
                    raise  # nothing more can be stored tonight
                visit.result.failed = failure(error)
            print(json.dumps({"visited": site_id}), flush=True)

    async def visit_all(fetcher: Fetcher) -> None:
        printing = asyncio.create_task(_print_progress(results)) if years else None
        await asyncio.gather(*(visit(site_id, fetcher) for site_id in context.sites))
        if printing:
            printing.cancel()

    return results, process.run(context, visit_all)


async def _print_progress(results: Mapping[str, VisitResult]) -> None:
    while True:
        await asyncio.sleep(1)
        names = ("list_pages", "candidates", "visited", "replayed")
        counts = {name: sum(getattr(site, name) for site in results.values()) for name in names}
        print(json.dumps({"progress": counts}), flush=True)


def summary(run: str, results: Mapping[str, VisitResult], whole: bool) -> dict[str, Any]:
    """Return the crawl's summary as a plain object."""
    outcomes: Counter[str] = Counter()
    for site in results.values():
        outcomes.update(site.outcomes)
    return {
        "run": run,
        "whole": whole,
        "requests": sum(site.requests for site in results.values()),
        "replayed": sum(site.replayed for site in results.values()),
        "outcomes": dict(sorted(outcomes.items())),
        "left": {name: site.left for name, site in sorted(results.items()) if site.left},
        "sites": {name: asdict(site) for name, site in sorted(results.items())},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m spiders.crawl", description="Crawl a shard of sites.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--known", type=Path, help="the folder of archive.db or its copy; else that of --data"
    )
    parser.add_argument("--sites", type=Path, help="the only folder of site files")
    parser.add_argument("--run", type=int, required=True, help="the run's id")
    parser.add_argument("--shard", type=int, default=0, help="the shard's number within the run")
    parser.add_argument("--years", type=plan_years.parse, default=frozenset(), help="plan years: 2012-2020")
    parser.add_argument("site", nargs="+")
    options = parser.parse_args(arguments)
    try:
        settings = operator.load(options.data)
        found = sitefolders.survey(sitefolders.in_force(options.sites, options.data), options.site)
        if found.errors:
            raise sitefile.SiteFileError("; ".join(found.errors))
        for site in found.sites.values():
            for host, _ in site.allowed_hosts():
                operator.require_contact(settings, f"http://{host}/", options.data)
        warc = options.data / WARC_FOLDER
        previous = PreviousCrawls.open(options.known or options.data, warc, found.sites)
        recorder = Recorder(
            warc,
            prefix(options.run, options.shard),
            {"http-header-user-agent": settings.user_agent},
        )
    except (operator.SettingsError, sitefile.SiteFileError) as error:
        print(error, file=sys.stderr)
        return 3 if isinstance(error, operator.ContactMissingError) else 2
    except sqlite3.Error as error:
        print(f"{options.known or options.data}: the archive can't be read: {error}", file=sys.stderr)
        return 3
    run = str(options.run)
    try:
        results, whole = crawl(CrawlContext(found.sites, settings, previous, recorder, run), options.years)
    except OSError as error:  # of the disk: a network error is the outcome of its request
        print(f"{options.data}: {error.strerror or error}", file=sys.stderr)
        return 3
    finally:
        recorder.close()
    print(json.dumps(summary(run, results, whole), ensure_ascii=False))
    if not whole:
        print("stopped before the end; run the same command again to resume", file=sys.stderr)
    return 0 if whole else STOPPED


if __name__ == "__main__":
    sys.exit(main())
