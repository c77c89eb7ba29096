"""Run a bare Scrapy spider that makes a night's requests and only yields the responses, for comparison.

    python -m benchmarks.bare REQUESTS.jsonl CONCURRENT DELAY

Each line of REQUESTS.jsonl is an object with `url` and `headers`. One request at a time per host, CONCURRENT
in total, DELAY seconds between two requests to one host.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class Bare(scrapy.Spider):
    name = "bare"
    custom_settings = {"HTTPERROR_ALLOW_ALL": True}  # noqa: RUF012 -- as Scrapy documents it

    async def start(self) -> AsyncIterator[Any]:
        for line in Path(self.requests).read_text("utf-8").splitlines():  # type: ignore[attr-defined]
            request = json.loads(line)
            yield scrapy.Request(
                request["url"], headers=request["headers"], dont_filter=True, callback=self.keep
            )

    def keep(self, response: Response) -> Any:
        yield {"url": response.url, "status": response.status, "bytes": len(response.body)}


def main() -> None:
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "ROBOTSTXT_OBEY": False,
            "TELNETCONSOLE_ENABLED": False,
            "REDIRECT_ENABLED": False,
            "RETRY_ENABLED": False,
            "COOKIES_ENABLED": False,
            "CONCURRENT_REQUESTS": int(sys.argv[2]),
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": float(sys.argv[3]),
            "RANDOMIZE_DOWNLOAD_DELAY": False,
        }
    )
    process.crawl(Bare, requests=sys.argv[1])
    process.start()


if __name__ == "__main__":
    main()
