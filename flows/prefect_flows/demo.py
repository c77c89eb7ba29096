"""`fangzhi demo`: run the real nightly flow over invented sites on loopback for three simulated nights."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from demo import sitefiles
from demo.server import DemoFarm
from flows.errors import NEEDS_A_PERSON, CouldNotRunError
from flows.output import Output
from flows.pipeline import crawl_starter
from flows.prefect_flows.nightly_command import edits, run_night

# A folder is emptied only if the demo made it.
MARK = ".fangzhi-demo"
NIGHTS = {
    1: "the first crawl",
    2: "only the pages' chrome changed",
    3: "one figure quietly changed, one report new, one page gone",
}


def run(data: Path, output: Output, *, nights: int) -> int:
    """Run the nights on a new archive in `data`, print what was archived; return the exit code."""
    _make_room(data)
    summaries = []
    # Before the sites' server, which is a thread: the process that crawls are copied from is made without any.
    with (
        crawl_starter.ready(),
        _served() as farm,
        tempfile.TemporaryDirectory(prefix="fangzhi-demo-") as folder,
    ):
        sites = Path(folder)
        sitefiles.write(farm.sites, sites)
        output.say(f"{len(farm.sites)} invented district sites on loopback; the archive goes to {data}")
        for night in range(1, nights + 1):
            farm.night = night
            output.say(f"night {night}: {NIGHTS[night]}")
            summaries.append(run_night(data, sites, output))
    _table(output, summaries, data)
    for summary in summaries:
        for line in summary["attention"]:
            output.warn(line)
    output.summary({"command": "demo", "data": str(data), "nights": summaries})
    return NEEDS_A_PERSON if any(summary["attention"] for summary in summaries) else 0


@contextmanager
def _served() -> Iterator[DemoFarm]:
    farm = DemoFarm()
    try:
        farm.start()
    except OSError as error:
        raise CouldNotRunError(f"the demo sites can't be served on loopback: {error.strerror}") from error
    try:
        yield farm
    finally:
        farm.stop()


def _make_room(data: Path) -> None:
    """Make an empty folder for the demo's archive, which starts from nothing each time."""
    if data.exists() and not data.is_dir():
        raise CouldNotRunError(f"--data: {data} is not a folder")
    full = data.is_dir() and any(data.iterdir())
    if full and not (data / MARK).exists():
        raise CouldNotRunError(f"--data: {data} holds something else; the demo needs a folder of its own")
    try:
        if full:
            shutil.rmtree(data)
        data.mkdir(parents=True, exist_ok=True)
        (data / MARK).touch()
    except OSError as error:
        raise CouldNotRunError(f"{data} can't be written: {error.strerror}") from error


COLUMNS = {
    "fetched": "fetched",
    "unchanged": "unchanged",
    "same_text": "same text",
    "lists_fetched": "lists, robots",
    "new_documents": "new documents",
    "new_versions": "new versions",
    "edits": "quiet edits",
    "gone": "gone",
    "failed": "failed",
}


def _table(output: Output, summaries: Sequence[Mapping[str, Any]], data: Path) -> None:
    if output.quiet:
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=output.as_json, highlight=False, soft_wrap=True)
    table = Table(
        title="What the nights brought",
        caption="same text: pages that changed around an unchanged report; lists, robots: pages that hold no report",
    )
    table.add_column("night", justify="right")
    for heading in COLUMNS.values():
        table.add_column(heading, justify="right", min_width=max(map(len, heading.split())))
    for night, summary in enumerate(summaries, 1):
        table.add_row(str(night), *(str(summary[name]) for name in COLUMNS))
    console.print()
    console.print(table)
    for night, summary in enumerate(summaries, 1):
        for row in edits(summary):
            console.print(f"night {night}, quietly edited: [bold]{row['title']}[/bold]")
            console.print(f"    {row['before']} → {row['after']}")
            console.print(f"    {row['url']}", style="dim")
        for row in summary["gone_pages"]:
            console.print(f"night {night}, gone: [bold]{row['title']}[/bold] (kept in the archive)")
            console.print(f"    {row['url']}", style="dim")
    console.print()
    console.print(f"the archive: {data / 'archive.db'}, raw captures: {data / 'warc'}")
    console.print(f"browse it:   {_command()} serve --data {data}")


def _command() -> str:
    """Return how this program is called: by its name if that is on the PATH, otherwise by its path from here."""
    called = Path(sys.argv[0])
    if called.name != "fangzhi" or shutil.which("fangzhi") == str(called.absolute()):
        return "fangzhi"
    here = Path.cwd()
    return str(called.relative_to(here) if called.is_relative_to(here) else called)
