"""Documents that are made to hang, to break or to fool a reader, a function a format; none of them is large itself.

Written from the formats' specifications, not from our code: what each of them should give is a record, within limits.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.hostile.office import others, word
from tests.support.hostile.pdf import pdf
from tests.support.hostile.plain import encodings, markdown, text
from tests.support.hostile.samples import Named
from tests.support.hostile.web import html

# More than half a second of CPU each; the last three reach the limits.
SLOW = (
    "d-paragraphs", "d-runs", "h-cells", "p-bomb", "p-fax", "p-kids-many", "p-lines", "p-map-range", "p-map-ranges",
    "p-object-stream", "p-operands", "p-rectangles", "p-saves", "p-strings", "p-widths", "p-ascii85", "p-contents-list",
    "p-forms-doubling",
)  # fmt: skip


def documents() -> Iterator[Named]:
    """Yield every document with a name that describes its fault."""
    for made in (text(), markdown(), html(), encodings(), word(), pdf(), others()):
        yield from made
