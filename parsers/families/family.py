"""What every family says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A platform family.

    `marks` are strings that only this system writes into a page's markup, `comments` those that it writes as whole
    comments (they count last: a page may have been copied from another system's); `address` is the shape of its
    articles' addresses; `selectors` name the body's container, best first. `script_key` is the JSON key
    of a body that the page carries in a script instead of in its markup.
    """

    name: str
    selectors: tuple[str, ...]
    marks: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    address: re.Pattern[str] | None = None
    script_key: str | None = None
