"""Send the morning report to where the operator reads it: `[notify]` in fangzhi.toml, through apprise.

A channel that fails is reported on stderr and as an issue, and never stops a night.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from archive.store import Archive
from flows.output import Output
from flows.pipeline.morning_report import DEFAULT_WEIGHT, Morning
from spiders.config import settings as operator
from spiders.config.place import place

ISSUE = "notification"


class Notify(BaseModel):
    """The `[notify]` table.

    `urls` are apprise addresses (https://github.com/caronc/apprise: mailto://, json:// for a webhook,
    dingtalk://, wecombot://, …). `weight`: the least weight of a quiet edit that is reported, 0 to 1. `always`:
    send the one line of a night without news too, so that silence means a dead machine.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    urls: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    weight: float = Field(default=DEFAULT_WEIGHT, ge=0, le=1)
    always: bool = False


def load(data: Path) -> Notify:
    """Return the `[notify]` table of the operator's settings. Raises SettingsError."""
    try:
        return Notify.model_validate(operator.load(data).notify or {})
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in ("notify", *first["loc"]))
        unknown = "unknown key; docs/operations.md lists the known ones"
        raise operator.SettingsError(
            f"{place(data)}: {key}: {unknown if first['type'] == 'extra_forbidden' else first['msg']}"
        ) from None


def deliver(archive: Archive, run: int, morning: Morning, notify: Notify, output: Output) -> list[str]:
    """Send the report to every address; open an issue and return a line for each failure."""
    if not notify.urls or not (morning.news or notify.always):
        return []
    failed = []
    for number, url in enumerate(notify.urls, 1):
        about = f"notify.urls {number}"
        line = send(url, f"fangzhi: {morning.headline}", "\n".join(morning.lines()))
        with archive.transaction():
            if line is None:
                archive.close_issue(None, ISSUE, about=about)
            else:
                archive.open_issue(run, None, ISSUE, f"{about}: {line}", about=about)
                failed.append(f"{about}: {line}")
    for line in failed:
        output.warn(line)
    return failed


def send(url: str, title: str, body: str) -> str | None:
    """Send one message; return why it could not be sent, or None. Never the address itself: it has secrets."""
    import apprise

    channel = apprise.Apprise.instantiate(url)
    if channel is None:
        return "apprise does not know this kind of address; see docs/operations.md"
    place = f"{urlsplit(url).scheme}://{urlsplit(url).hostname or ''}"
    try:
        taken = channel.notify(title=title, body=body)
    except (OSError, TypeError, ValueError) as error:
        return f"{place} did not take the message: {type(error).__name__}"
    return None if taken else f"{place} did not take the message"
