"""`fangzhi withdraw`: hide a page from browsing with a reason, or show it again; nothing is deleted."""

from __future__ import annotations

from pathlib import Path

from archive.errors import CorrectionsError
from flows.errors import NEEDS_A_PERSON, WrongUsageError
from flows.output import Output
from flows.pipeline.opening import open_archive


def command(data: Path, output: Output, url: str, *, why: str | None) -> int:
    """Hide the page at `url` with a reason; without one show it again."""
    wrong = None
    with open_archive(data, "withdraw", output, new=False) as archive:
        try:
            known = archive.withdraw(url, why)
        except CorrectionsError as error:  # the last of its steps: the page is withdrawn
            known, wrong = True, error
        if not known:
            raise WrongUsageError(f"{url}: no page of this address in the archive")
    output.say(f"{url}: " + (f"withdrawn ({why})" if why else "shown again"))
    if wrong:
        output.warn(f"{data}: {wrong}")
    output.summary({"command": "withdraw", "data": str(data), "url": url, "why": why})
    return NEEDS_A_PERSON if wrong else 0
