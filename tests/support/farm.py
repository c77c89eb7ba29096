"""Control ../shared/webfarm: start it, set its night, get its truth, audit its log."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Farm:
    """A running farm; `sites` maps a site's id to the addresses that it announced."""

    def __init__(
        self, folder: Path, process: subprocess.Popen[str], ready: dict[str, Any], log: Path
    ) -> None:
        self.folder, self.process, self.ready, self.log = folder, process, ready, log
        self.control: str = ready["control"].rstrip("/")

    def _call(self, path: str, *, post: bool = False) -> bytes:
        request = urllib.request.Request(self.control + path, method="POST" if post else "GET")
        with urllib.request.urlopen(request, timeout=300) as answer:
            body: bytes = answer.read()
            return body

    def night(self, number: int) -> None:
        self._call(f"/-/night?n={number}", post=True)

    def fault(self, site: str, name: str, **parameters: object) -> None:
        more = "".join(f"&{key}={value}" for key, value in parameters.items())
        self._call(f"/-/fault?site={site}&name={name}{more}", post=True)

    def truth(self, number: int) -> dict[str, dict[str, Any]]:
        sites = json.loads(self._call(f"/-/truth?n={number}"))["sites"]
        return {site["id"]: site for site in sites}

    def audit(self, night: int | None = None) -> dict[str, Any]:
        command = [sys.executable, str(self.folder / "farm.py"), "audit", str(self.log), "--json"]
        if night is not None:
            command += ["--night", str(night)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        result: dict[str, Any] = json.loads(done.stdout)
        return result

    def crowded(self, night: int | None = None) -> list[str]:
        """Return the sites that were requested several times at once.

        The farm counts a request until its thread runs again after the answer; by then the next request may be
        there, although the crawl never has two open. Of a crawl that has, most requests meet another one.
        """
        met: dict[str, list[bool]] = defaultdict(list)
        for record in map(json.loads, self.log.read_text("utf-8").splitlines()):
            if "event" not in record and night in (None, record["night"]):
                met[record["site"]].append(record["in_flight"] > 1)
        return sorted(site for site, each in met.items() if sum(each) > max(1, len(each) // 4))


@contextmanager
def farm(
    shared: Path, work: Path, scenario: str = "scenario.json", *, options: Sequence[str] = ()
) -> Iterator[Farm]:
    """Serve a scenario on a free port until the block ends."""
    folder = shared / "webfarm"
    path = Path(scenario) if Path(scenario).is_absolute() else folder / scenario
    log = work / "access.jsonl"
    command = [
        sys.executable, "-B", str(folder / "farm.py"), "serve", "--scenario", str(path), "--port", "0",
        "--log", str(log), *options,
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield Farm(folder, process, json.loads(process.stdout.readline()), log)
        finally:
            process.terminate()
            process.wait(120)


def manners(running: Farm, night: int | None = None) -> list[str]:
    """Where the crawl was rude, by the farm's own log."""
    faults = [f"{site}: several requests at once" for site in running.crowded(night)]
    for site, seen in running.audit(night).items():
        if site == "_trap":
            faults.append(f"the crawl left its sites: {seen['never_linked_paths']}")
            continue
        if seen["robots_violations"]:
            faults.append(f"{site}: {seen['robots_violations']} robots violations")
        if seen["never_linked"]:
            faults.append(f"{site}: requested what was never linked: {seen['never_linked_paths']}")
        if seen["crawl_delay"] and (seen["min_interval"] or seen["crawl_delay"]) < seen["crawl_delay"]:
            faults.append(f"{site}: {seen['min_interval']} s between requests, not {seen['crawl_delay']}")
    return faults
