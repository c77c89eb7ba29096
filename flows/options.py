"""The options that several commands of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from flows.output import Output

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Common:
    """The options that every command accepts, before or after its name."""

    folder: Path | None = None
    sites: Path | None = None
    as_json: bool = False
    quiet: bool = False

    @property
    def data(self) -> Path:
        """Return the data folder: the one of --data or FANGZHI_DATA, else `data`."""
        return self.folder or Path("data")

    @property
    def output(self) -> Output:
        """Return the output of this call."""
        return Output(self.as_json, self.quiet)


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    # The environment was read with the options before the command's name; it must not override what was typed there.
    again = ctx.parent and ctx.get_parameter_source(param.name or "") is ParameterSource.ENVIRONMENT
    if value is not None and value is not False and param.name and not again:
        setattr(ctx.ensure_object(Common), param.name, value)
    return value


def common(command: F, data_folder: str = "./data") -> F:
    """Add --data, --sites, --json and --quiet to a command; their values go into the context's `Common`."""
    folder = click.Path(file_okay=True, path_type=Path)
    options = [
        click.option(
            "--data",
            "folder",
            type=folder,
            envvar="FANGZHI_DATA",
            metavar="DIR",
            help=f"The data folder.  [default: {data_folder}]",
        ),
        click.option(
            "--sites",
            type=folder,
            envvar="FANGZHI_SITES",
            metavar="DIR",
            help="The only folder of site files.  [default: the bundled ones and DATA/sites]",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print only a JSON summary on stdout."),
        click.option("--quiet", is_flag=True, help="Print only warnings and errors."),
    ]
    for option in reversed(options):
        command = option(command)
    params = getattr(command, "__click_params__", None) or getattr(command, "params", [])
    for param in params:
        if param.name in {"folder", "sites", "as_json", "quiet"}:
            param.callback, param.expose_value = _remember, False
    return command


def runner(command: F) -> F:
    """Add --runner and --scheduler to a command; it receives `scheduler`, None without Dask."""

    def needs(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
        if (ctx.params.get("runner") == "dask") != (value is not None):
            raise click.UsageError("--runner dask and --scheduler ADDRESS go together")
        ctx.params.pop("runner", None)
        return value

    command = click.option(
        "--scheduler",
        metavar="ADDRESS",
        callback=needs,
        help="The Dask scheduler, such as tcp://10.0.0.5:8786.",
    )(command)
    return click.option(
        "--runner", type=click.Choice(["processes", "dask"]), default="processes", show_default=True,
        is_eager=True, help="Where to read documents: in local processes, or on the workers of a Dask cluster.",
    )(command)  # fmt: skip


def night_options(command: F) -> F:
    """Add --only, --all and --crawlers to a command that runs nights; it gets `only`, `everything`, `crawlers`."""
    options = (
        click.option(
            "--only", multiple=True, metavar="ID", help="Only this site (repeat for more), verified or not."
        ),
        click.option("--all", "everything", is_flag=True, help="Unverified sites too."),
        click.option(
            "--crawlers",
            metavar="NAME",
            help="The Prefect deployment whose machines crawl, such as crawl/crawl.  [default: this machine]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def public_url_option(command: F) -> F:
    """Add --public-url to a command that makes pages."""
    return click.option(
        "--public-url",
        metavar="URL",
        help="The front page's address for readers, such as https://example.org/fz/: feeds and citations name it, and "
        "its path goes before every link.  [default: that of fangzhi.toml]",
    )(command)


def split_ids(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return site ids that were given one by one or separated by commas."""
    return tuple(part for value in values for part in value.replace(",", " ").split())
