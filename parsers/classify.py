"""What a page is: a work report, a livelihood list, or something else, with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.page import Page
from parsers.record import Kind

if TYPE_CHECKING:
    from parsers.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind and the short reasons for it."""

    kind: Kind
    why: tuple[str, ...]


def kind(page: Page, metadata: Metadata) -> Verdict:
    """Tell what the page is."""
    title = metadata.title or ""
    if "民生实事" in title:
        return Verdict("livelihood_projects", ("title names 民生实事",))
    if "政府工作报告" in title or "各位代表" in page.text[:600]:
        return Verdict("work_report", ("title or opener of a work report",))
    return Verdict("other", ("neither title nor opener",))
