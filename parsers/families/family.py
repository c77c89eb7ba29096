"""The description that every CMS family has."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A CMS family.

    `marks`: strings that only this CMS writes into a page's markup; `comments`: comments that it writes (tried
    last, because a page may be copied from another CMS); `address`: the pattern of its articles' URLs;
    `selectors`: those of the body's container, best first; `script_key`: the JSON key of a body that the page
    has in a script instead of in its markup.
    """

    name: str
    selectors: tuple[str, ...]
    marks: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    address: re.Pattern[str] | None = None
    script_key: str | None = None
