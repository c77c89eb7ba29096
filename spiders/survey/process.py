"""`python -m spiders.survey.process`: one process that surveys live sites for `fangzhi site new` and `site check`.

It prints a line for each site when it is done, a JSON object {"site": id, "found": …}; messages and exit codes are
those of spiders.crawl. If standard input is a pipe, its end stops the process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from spiders.config import settings as operator
from spiders.config import sitefile, sitefolders
from spiders.config.sitefile import SiteFile
from spiders.scrapy_side import process
from spiders.scrapy_side.context import CrawlContext
from spiders.scrapy_side.recorder import Recorder
from spiders.survey.launch import STOPPED
from spiders.survey.probe import Probe
from spiders.visit.exchange import DISK, failure
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m spiders.survey.process", description="Survey live sites."
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that may contain fangzhi.toml")
    parser.add_argument("--warc", type=Path, required=True, help="folder for what is captured")
    parser.add_argument("--sites", type=Path, required=True, help="folder with the site files or drafts")
    parser.add_argument(
        "--new", action="store_true", help="the files are drafts: `reports` is the address that was typed"
    )
    parser.add_argument("site", nargs="+")
    options = parser.parse_args(arguments)
    try:
        settings = operator.load(options.data)
        sites = sitefolders.survey([options.sites], options.site)
        if sites.errors:
            raise sitefile.SiteFileError("; ".join(sites.errors))
        for site in sites.sites.values():
            operator.require_contact(settings, site.homepage, options.data)
        previous = PreviousCrawls.open(options.warc / "none", options.warc, sites.sites)
    except (operator.SettingsError, sitefile.SiteFileError) as error:
        print(error, file=sys.stderr)
        return 3 if isinstance(error, operator.ContactMissingError) else 2
    except sqlite3.Error as error:
        print(error, file=sys.stderr)
        return 3
    recorder = Recorder(options.warc, "survey", {"http-header-user-agent": settings.user_agent})
    known = sites.sites  # read by Scrapy's middlewares; a host found to belong to a site is added
    context = CrawlContext(known, settings, previous, recorder, "survey")
    places = asyncio.Semaphore(settings.crawl.sites_at_once)

    async def survey_all(fetcher: Fetcher) -> None:
        async def one(site: SiteFile) -> None:
            async with places:
                typed = site.reports[0] if options.new else site.homepage
                probe = Probe(site, typed, context, fetcher, lambda wider: known.update({site.id: wider}))
                try:
                    found = await (probe.run() if options.new else probe.check())
                # Whatever a site does to the code that surveys it is that site's failure; the others continue.
                except Exception as error:
                    if isinstance(error, OSError) and error.errno in DISK:
                        raise  # nothing more can be stored
                    found = probe.close()
                    found.problems.append(failure(error))
            print(json.dumps({"site": site.id, "found": asdict(found)}, ensure_ascii=False), flush=True)

        await asyncio.gather(*(one(site) for site in sites.sites.values()))

    try:
        whole = process.run(context, survey_all)
    finally:
        recorder.close()
    return 0 if whole else STOPPED


if __name__ == "__main__":
    sys.exit(main())
