"""The command line. Prefect, Scrapy, Datasette and the parsers are imported only by the command that uses them."""

from __future__ import annotations

import gc
import sys
from functools import partial
from pathlib import Path

import click

from flows import ending
from flows.options import Common, common, night_options, public_url_option, runner, split_ids
from flows.site_group import site


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib import metadata

    from parsers.version import VERSION

    click.echo(f"fangzhi {metadata.version('fangzhi')} (parser {VERSION})")
    ctx.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Show the release and the parser's version, and exit.",
)  # fmt: skip
@common
def cli() -> None:
    """方志: a nightly, versioned archive of district governments' work reports and livelihood projects."""


@cli.command()
@click.option(
    "--nights", type=click.IntRange(1, 3), default=3, show_default=True, help="How many nights to run."
)
@partial(common, data_folder="./demo-data")
@click.pass_obj
def demo(options: Common, nights: int) -> int:
    """Run three simulated nights on the built-in demo sites, which --sites does not change."""
    from flows.prefect_flows.demo import run

    return run(options.folder or Path("demo-data"), options.output, nights=nights)


@cli.command()
@night_options
@common
@click.pass_obj
def nightly(options: Common, only: tuple[str, ...], everything: bool, crawlers: str | None) -> int:
    """Run one night over the site files."""
    from flows.prefect_flows.nightly_command import command

    return command(
        options.data, options.sites, options.output,
        only=split_ids(only), everything=everything, crawlers=crawlers,
    )  # fmt: skip


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--site", required=True, metavar="ID", help="The site, verified or not.")
@click.option("--years", required=True, help="Plan years, such as 2012-2020.")
@click.option(
    "--from",
    "source",
    type=click.Choice(["site", "wayback", "warc", "files"]),
    default="site",
    show_default=True,
    help="The site's own lists, a web archive, or the WARC files or folders given as PATH.",
)
@runner
@common
@click.pass_obj
def backfill(
    options: Common, paths: tuple[Path, ...], site: str, years: str, source: str, scheduler: str | None
) -> int:
    """Bring in a site's past years; resumable, safe to repeat."""
    from flows.commands.past.backfill import command

    return command(
        options.data, options.sites, options.output,
        site=site, years=years, source=source, paths=paths, scheduler=scheduler,
    )  # fmt: skip


def _collect_rarely() -> None:
    """Look for cycles of objects rarely: a short command leaves few, and it took a tenth of the time (2026-11)."""
    gc.set_threshold(100_000, 20, 20)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--url", help="The address the file was taken from.")
@click.option("--site", metavar="ID", help="The site it belongs to.")
@click.option("--title", help="Its title, where the file does not say.")
@runner
@common
@click.pass_obj
def ingest(
    options: Common, paths: tuple[Path, ...], url: str | None, site: str | None, title: str | None,
    scheduler: str | None,
) -> int:  # fmt: skip
    """Archive local HTML, TXT, MD, PDF, DOCX, DOC, WARC, WACZ and ARC files, or folders of them."""
    _collect_rarely()
    from flows.commands.ingest import command

    return command(
        options.data, options.sites, options.output, paths,
        url=url, site=site, title=title, scheduler=scheduler,
    )  # fmt: skip


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--url", help="The address the file was taken from.")
@click.option("--title", help="Its title, where the file does not say.")
@click.option("--content-type", metavar="TYPE", help="Its Content-Type header.")
@click.option(
    "--explain", is_flag=True, help="Also list the numbers that were not read as figures, and by which rule."
)
@common
@click.pass_obj
def parse(
    options: Common,
    files: tuple[Path, ...],
    url: str | None,
    title: str | None,
    content_type: str | None,
    explain: bool,
) -> int:
    """Read files and print one JSON record a line.

    No archive is touched, so --sites has no effect and --data only names the folder of fangzhi.toml.
    """
    _collect_rarely()
    from flows.commands.parse import command

    return command(
        options.data, options.output, files, url=url, title=title, content_type=content_type, explain=explain
    )


@cli.command()
@click.option("--site", metavar="ID", help="Only this site's captures.")
@click.option("--processes", type=click.IntRange(1), help="Worker processes.  [default: one per processor]")
@runner
@common
@click.pass_obj
def reparse(options: Common, site: str | None, processes: int | None, scheduler: str | None) -> int:
    """Parse again from the stored raw captures, never from the network."""
    from flows.commands.reparse import command

    return command(
        options.data, options.sites, options.output, site=site, processes=processes, scheduler=scheduler
    )


@cli.command()
@click.option("--quick", is_flag=True, help="Check records, digests, spans and keys only; recompute nothing.")
@common
@click.pass_obj
def verify(options: Common, quick: bool) -> int:
    """Check the archive: every capture, digest, span and foreign key, and every stored value."""
    from flows.commands.health import verify as command

    return command(options.data, options.output, quick=quick)


@cli.command()
@common
@click.pass_obj
def status(options: Common) -> int:
    """Show the archive's health: per site last success, last change, failures, years covered and missing."""
    from flows.commands.health import status as command

    return command(options.data, options.output)


@cli.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", required=True, type=click.Choice(["csv", "jsonl", "parquet", "datapackage", "wacz"]),
    help="A folder of tables; the panel alone where OUT is a file name; a package; the raw captures.",
)  # fmt: skip
@click.option("--division", metavar="CODE|NAME", help="Only this division and those below it.")
@click.option("--years", metavar="Y-Y", help="Only these plan years.")
@common
@click.pass_obj
def export(options: Common, out: Path, form: str, division: str | None, years: str | None) -> int:
    """Write the archive in open formats."""
    from flows.commands.export import command

    return command(options.data, options.output, out, form=form, division=division, years=years)


@cli.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--without-captures", is_flag=True, help="Leave the raw captures (WARC files) out.")
@public_url_option
@common
@click.pass_obj
def publish(options: Common, out: Path, without_captures: bool, public_url: str | None) -> int:
    """Make OUT a folder that any host can serve: a snapshot, the pages, and what starts them."""
    from flows.commands.publish import command

    return command(options.data, options.output, out, captures=not without_captures, public_url=public_url)


@cli.command()
@click.argument("url")
@click.option("--why", help="The reason, shown in place of the page.")
@click.option("--undo", is_flag=True, help="Show it again.")
@common
@click.pass_obj
def withdraw(options: Common, url: str, why: str | None, undo: bool) -> int:
    """Hide a page from browsing with a reason; nothing is deleted."""
    from flows.commands.withdraw import command

    if undo == bool(why):
        raise click.UsageError("give --why REASON, or --undo to show the page again")
    return command(options.data, options.output, url, why=why)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any free one."
)
@public_url_option
@common
@click.pass_obj
def serve(options: Common, host: str, port: int, public_url: str | None) -> int:
    """Browse the archive with Datasette."""
    from flows.commands.serve import command

    return command(options.data, options.output, host=host, port=port, public_url=public_url)


@cli.command()
@click.option("--cron", default="30 1 * * *", show_default=True, help="When, as a cron line, Asia/Shanghai.")
@night_options
@common
@click.pass_obj
def schedule(
    options: Common, cron: str, only: tuple[str, ...], everything: bool, crawlers: str | None
) -> int:
    """Serve the flows as Prefect deployments: nightly on a schedule, the others on demand."""
    from flows.prefect_flows.schedule import command

    return command(
        options.data, options.sites, options.output,
        cron=cron, only=split_ids(only), everything=everything, crawlers=crawlers,
    )  # fmt: skip


cli.add_command(site)


def main() -> None:
    """Run a command as the console script: print an error as one line, exit with its code."""
    sys.exit(ending.exit_code_of(cli))
