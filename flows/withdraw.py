"""`fangzhi withdraw`: hide a page from browsing with a reason, or show it again; nothing is deleted."""

from __future__ import annotations

from pathlib import Path

from flows.errors import WrongUsageError
from flows.opening import open_archive
from flows.output import Output


def command(data: Path, output: Output, url: str, *, why: str | None) -> int:
    """Hide the page at `url`, or with no reason show it again."""
    with open_archive(data, "withdraw", output, new=False) as archive:
        if not archive.withdraw(url, why):
            raise WrongUsageError(f"{url}: no page of this address in the archive")
    output.say(f"{url}: " + (f"withdrawn ({why})" if why else "shown again"))
    output.summary({"command": "withdraw", "data": str(data), "url": url, "why": why})
    return 0
