"""`python -m spiders.crawl`: one process that crawls a shard of sites into WARC files.

The last line on stdout is the summary, a JSON object; everything else goes to stderr, its last line
being the reason where the exit code is not 0: 2 a site file or fangzhi.toml is wrong, 3 no contact is
configured or the folder can't be written, 143 stopped by a signal. What was captured until then stands
whole in the WARC files, and the same call goes on from there.

Where standard input is a pipe, its end stops the crawl: no crawl outlives the process that started it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import signal
import stat
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from spiders import settings as operator
from spiders import sitefile
from spiders.memory import Memory
from spiders.middlewares import ORDER
from spiders.recorder import Recorder
from spiders.sitefile import SiteFile
from spiders.spider import SiteSpider
from spiders.visit import Told

STOPPED = 143


def scrapy_settings(
    sites: Mapping[str, SiteFile], settings: operator.Settings, memory: Memory, recorder: Recorder, run: str
) -> dict[str, Any]:
    """Scrapy's settings for a crawl: what the operator and the site files say, everything else off."""
    crawl = settings.crawl
    hosts = {host: site for site in sites.values() for host, _ in site.allowed_hosts()}
    slots = {
        host: {
            "concurrency": 1,
            "delay": site.delay or (0.0 if operator.is_loopback(f"http://{host}/") else crawl.delay),
            "jitter": 0.0,
        }
        for host, site in hosts.items()
    }
    return {
        "FANGZHI_SITES": sites,
        "FANGZHI_SETTINGS": settings,
        "FANGZHI_MEMORY": memory,
        "FANGZHI_RECORDER": recorder,
        "FANGZHI_RUN": run,
        "USER_AGENT": settings.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        },
        "CONCURRENT_REQUESTS": crawl.sites_at_once * 2,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_SLOTS": slots,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_TIMEOUT": crawl.timeout,
        "DOWNLOAD_MAXSIZE": int(crawl.max_body_mb * 1_000_000),
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOADER_MIDDLEWARES": dict(ORDER),
        "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
        "TWISTED_DNS_RESOLVER": "spiders.middlewares.bounds.PublicResolver",
        "COMPRESSION_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "EXTENSIONS": {
            "scrapy.extensions.corestats.CoreStats": None,
            "scrapy.extensions.logstats.LogStats": None,
            "scrapy.extensions.memusage.MemoryUsage": None,
        },
        "STATS_DUMP": False,
    }


def crawl(
    sites: Mapping[str, SiteFile], settings: operator.Settings, memory: Memory, recorder: Recorder, run: str
) -> tuple[dict[str, Told], bool]:
    """Crawl in this process, once in its life; what each site told, and whether the crawl was whole."""
    process = AsyncCrawlerProcess(scrapy_settings(sites, settings, memory, recorder, run))
    crawler = process.create_crawler(SiteSpider)
    process.crawl(crawler)
    _stop_with_parent()
    process.start()
    told = crawler.spider.told if isinstance(crawler.spider, SiteSpider) else {}
    return told, isinstance(crawler.spider, SiteSpider) and crawler.spider.whole


def _stop_with_parent() -> None:
    """Stop as by SIGTERM when standard input, if it is a pipe, ends."""
    if not stat.S_ISFIFO(os.fstat(0).st_mode):
        return

    def ended() -> None:
        if not os.read(0, 4096):
            asyncio.get_event_loop().remove_reader(0)
            os.kill(os.getpid(), signal.SIGTERM)

    asyncio.get_event_loop().add_reader(0, ended)


def summary(run: str, told: Mapping[str, Told], whole: bool) -> dict[str, Any]:
    """The crawl's summary as a plain object."""
    outcomes: Counter[str] = Counter()
    for site in told.values():
        outcomes.update(site.outcomes)
    return {
        "run": run,
        "whole": whole,
        "requests": sum(site.requests for site in told.values()),
        "replayed": sum(site.replayed for site in told.values()),
        "outcomes": dict(sorted(outcomes.items())),
        "left": {name: site.left for name, site in sorted(told.items()) if site.left},
        "sites": {name: asdict(site) for name, site in sorted(told.items())},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m spiders.crawl", description="Crawl a shard of sites.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sites", type=Path, default=sitefile.shipped())
    parser.add_argument("--run", required=True, help="the run's id")
    parser.add_argument("--shard", default="0", help="the shard's number within the run")
    parser.add_argument("site", nargs="+")
    options = parser.parse_args(arguments)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    try:
        settings = operator.load(options.data)
        found = sitefile.survey(options.sites, options.site)
        if found.errors:
            print(*found.errors, sep="\n", file=sys.stderr)
            return 2
        for site in found.sites.values():
            for host, _ in site.allowed_hosts():
                operator.require_contact(settings, f"http://{host}/", options.data)
        recorder = Recorder(
            options.data / "warc",
            f"run-{int(options.run):06d}-{int(options.shard):03d}",
            {"software": settings.user_agent.split(" ")[0], "http-header-user-agent": settings.user_agent},
        )
    except operator.ContactMissingError as error:
        print(error, file=sys.stderr)
        return 3
    except (operator.SettingsError, sitefile.SiteFileError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        memory = Memory.open(options.data, found.sites)
        told, whole = crawl(found.sites, settings, memory, recorder, options.run)
    finally:
        recorder.close()
    print(json.dumps(summary(options.run, told, whole), ensure_ascii=False))
    if not whole:
        print("stopped before the end; the same call goes on from here", file=sys.stderr)
        return STOPPED
    return 0


if __name__ == "__main__":
    sys.exit(main())
