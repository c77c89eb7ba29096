"""The commands `fangzhi site new | check | survey | list`, each with its options."""

from __future__ import annotations

from pathlib import Path

import click

from flows.options import Common, common, split_ids


@click.group()
@common
def site() -> None:
    """Write a site file from a live page, test site files, list them."""


@site.command("new")
@click.argument("url")
@common
@click.pass_obj
def site_new(options: Common, url: str) -> int:
    """Look at a government's website and write its site file."""
    from flows.commands.site import new

    return new(options.data, options.sites, options.output, url)


@site.command("check")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="All site files.")
@click.option("--unverified", is_flag=True, help="Only those not verified yet.")
@common
@click.pass_obj
def site_check(options: Common, ids: tuple[str, ...], everything: bool, unverified: bool) -> int:
    """Check known sites against their files; one that works is marked verified today.

    With --all or --unverified many hosts are visited at once; if stopped, the same command resumes.
    """
    if bool(ids) + everything + unverified != 1:
        raise click.UsageError("give the ids of sites, or --all, or --unverified")
    if not ids:
        from flows.commands.site_many import check_many

        return check_many(options.data, options.sites, options.output, everything=everything)
    from flows.commands.site import check

    return check(options.data, options.sites, options.output, split_ids(ids))


@site.command("survey")
@click.argument("codes", nargs=-1, required=True, metavar="CODE...|all")
@click.option(
    "--homepages", "homes", type=click.Path(path_type=Path), metavar="FILE",
    help="Another table of home pages: code, name, homepage.",
)  # fmt: skip
@click.option("--most", type=click.IntRange(1), metavar="N", help="At most N divisions this time.")
@click.option("--minutes", type=click.FloatRange(0), metavar="M", help="Stop after M minutes.")
@click.option("--retry", is_flag=True, help="Survey again those that wait for a person.")
@common
@click.pass_obj
def site_survey(
    options: Common, codes: tuple[str, ...], homes: Path | None, most: int | None, minutes: float | None,
    retry: bool,
) -> int:  # fmt: skip
    """Onboard every division below a code (21, 2102, 210204) from its home page; resumable."""
    from flows.commands.site_many import survey

    return survey(
        options.data, options.sites, options.output, split_ids(codes),
        homes=homes, most=most, minutes=minutes, retry=retry,
    )  # fmt: skip


@site.command("list")
@common
@click.pass_obj
def site_list(options: Common) -> int:
    """List all site files and whether they are verified."""
    from flows.commands.site import show

    return show(options.data, options.sites, options.output)
