"""The completeness account of a list: what it declares, how much of it was read, and why reading ended.

Pure: a walk calls `add` for every page of rows and `end` once. The account is incomplete if any sign of further rows
was not followed, and unread if only a script fills the rows. Declared numbers are often too high (rsj.sh.gov.cn
declared 322 pages while 321 and 322 were 404, study of 2026), so up to `LYING` missing pages directly after the last
rows do not make a list incomplete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from spiders.lists.base import Declared, Listing

State = Literal["complete", "incomplete", "unread", "open"]
Doubt = Literal["full page", "empty place", "surplus page"]
EMPTY_PLACE: Final = "its pager is empty, as a script draws it"
NO_FURTHER: Final = "no further page"
ONLY_NEWEST: Final = "it says that it shows only its newest rows"
NO_WORD: Final = "its search form shows no rows without a word"
NO_ROWS: Final = "no rows were found on the page"
LYING: Final = 2  # surplus pages that a pager may declare
# Common page sizes; a single page of exactly one of these sizes is probably the first of several.
USUAL_SIZES: Final = frozenset((
    10, 12, 15, 16, 18, 20, 24, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 120, 150, 200, 250, 300, 500, 1000,
))  # fmt: skip
_LOST: Final = 0.9  # of the rows of the previous reading; fewer count as a loss
_SHORTER: Final = 0.6  # of the rows of the other pages
_LONG: Final = 8  # rows; a shorter page may be the last one by chance
_MANY: Final = 20  # pages, of which a pager may count one too many although the last one is full
_LARGEST: Final = 100  # rows of a page, as far as pages of lists go
_TIMES: Final = 5  # as many rows as a page shows
_FEW: Final = 4  # rows that a list may lose without an issue


@dataclass(slots=True)
class Account:
    """One list of a site: its address, what it declares, how much was read, and how reading ended.

    `ended` is a phrase for people; `state` is `open` while the list is being read, and stays so if the site was left
    alone before the end. `why` describes what is missing. `rendered`: the rows are those that a browser
    showed, and this is what our readers lacked. `lost`: a part of the first page that was not obtained, or a row that
    is not opened. `doubt`: only this speaks against a list of a single page. `cut`: a page that was cut off on its way.
    `delisted`: known documents that still exist and are not shown.
    """

    url: str
    pages: int = 0
    rows: int = 0
    declared: Declared = field(default_factory=Declared)
    ended: str = "not read yet"
    state: State = "open"
    why: str | None = None
    rendered: str | None = None
    out_of_reach: bool = False
    lost: str | None = None
    doubt: Doubt | None = None
    cut: str | None = None
    delisted: str | None = None
    _shown: list[int] = field(default_factory=list)
    _last: Listing | None = None
    _counted: bool = True
    _uneven: list[bool] = field(default_factory=list)  # of each page in `_shown`
    _control: str | None = None
    _named: bool = False
    _missing: bool = False

    def add(self, listing: Listing, repeated: int = 0) -> None:
        """Add a page that was read; pages that only lead to the rows do not count, nor do rows that are `repeated`."""
        self._last = listing
        self.declared = listing.declared | self.declared
        self._control = self._control or listing.control
        self.lost = self.lost or listing.lost
        if not listing.rows:
            return
        self.pages += 1
        shown = len(listing.links) if listing.shown is None else listing.shown
        self._counted = self._counted and listing.shown is not None
        self._shown.append(shown)
        self._uneven.append(listing.uneven)
        self.rows += shown - min(shown, repeated)

    def end(
        self,
        ended: str,
        *,
        missing: bool = False,
        failed: bool = False,
        out_of_reach: bool = False,
        named: bool = False,
    ) -> None:
        """Close the account: `missing` if the server reports that the next page does not exist, `failed` if the
        next page could not be obtained, `out_of_reach` if no other way of reading the list could obtain it; `named`
        if the pager of the last page led there, and no answer of an interface was only requested to see whether it has
        rows."""
        self.ended, self.out_of_reach, self.doubt = ended, out_of_reach, None
        self._named, self._missing = named, missing
        last = self._last
        if last is not None and last.unread:
            self.state, self.why = "unread", last.unread
        elif failed:
            self.state, self.why = "incomplete", ended
        elif why := self._lacking(missing):
            self.state, self.why = "incomplete", why
        elif not self.pages:
            self.state, self.why = "unread", NO_ROWS
        else:
            self._complete()

    def _complete(self) -> None:
        """Close the account, unless the server sent only the beginning of a page."""
        self.state, self.why = ("incomplete", self.cut) if self.cut else ("complete", None)

    def _lacking(self, missing: bool) -> str | None:
        declared, last = self.declared, self._last
        if self.lost:
            return self.lost
        if last is not None and last.more:
            return last.more
        if self._counted and declared.rows is not None and self.rows:
            # On as many pages as were read, or as the pager has; rows that a page in the middle lacks were not read.
            whole = len(self._shown) == 1 or min(self._shown[:-1]) >= max(self._shown[1:])
            fits = len(self._shown) * max(self._shown) >= declared.rows or declared.pages == self.pages
            fits = fits and (whole or any(self._uneven))
            lacks = self.rows + (max(1, declared.rows // 50) if fits else 0) < declared.rows
            if lacks and not self._is_of_site:
                return f"{declared.rows} rows declared, {self.rows} read"
            if self.rows >= declared.rows:
                return None
        if not self._counted and self.rows + max(1, (declared.rows or 0) // 50) < (declared.rows or 0):
            return f"{declared.rows} rows declared, {self.rows} read"  # counted were all links
        if declared.pages is not None and self.pages < declared.pages:
            believed = missing and declared.pages - self.pages <= LYING and self._ends_short(declared.pages)
            if not believed:
                surplus = missing and self.pages == 1 and declared.pages - self.pages <= LYING
                self.doubt = "surplus page" if surplus else None
                return f"{declared.pages} pages declared, {self.pages} read ({self.ended})"
        if missing and last is not None and last.opened_by and self.pages == 1 and declared == Declared():
            return f"{self.ended}, as read from {last.opened_by}"
        if missing and self._named and declared == Declared() and self.pages < _MANY and self._ends_full():
            return f"page {self.pages + 1} is missing, although page {self.pages} is full and leads there"
        if self._counted and (short := self._short()):
            return short
        if last is not None and last.bare and not missing and self._ends_full():
            return f"page {self.pages} has as many rows ({self._shown[-1]}) as the others, but no pager that leads on"
        if self._control and self.pages == 1 and self.rows and declared == Declared():
            self.doubt = "empty place" if self._control == EMPTY_PLACE else None
            return f"only one page was read, but {self._control}"
        if self._full_without_next():
            self.doubt = "full page"
            return (
                f"a full first page ({self.rows} rows) without a next page or a number of pages"
                " (if it is the whole list, write `pages: {kind: none}` below its address in the site file)"
            )
        return None

    @property
    def _is_of_site(self) -> bool:
        """Return whether more rows are declared than as many pages can have, which were all read: those of the site."""
        first, *later = self._shown
        ends = len(later) > 1 and later[-1] < first and set(later[:-1]) == {first}
        most = self.pages * max(_LARGEST, _TIMES * first)
        return ends and self.declared.pages == self.pages and (self.declared.rows or 0) > most

    def _ends_short(self, declared: int) -> bool:
        """Return whether the last page has fewer rows than the others, or is one of many, so that it may be the last.

        The first page is believed to be the only one if it has no usual number of rows and one more is declared.
        """
        *before, last = self._shown or [0]
        if not before:
            return last > 0 and (not self._counted or last not in USUAL_SIZES) and declared == 2
        return last < max(before) or not self._counted or len(before) >= _MANY

    def _short(self) -> str | None:
        """Describe a page in the middle with clearly fewer rows than the others, if there is one.

        Pages of a year or of what remains have as many rows as they have; the page before one may be a last page.
        """
        ends = [*self._uneven[1:], True]
        pages = zip(self._shown, self._uneven, ends[: len(self._shown)], strict=True)
        middle = [(at, shown) for at, (shown, own, end) in enumerate(pages, 1) if not (own or end)]
        first, *later = [shown for _, shown in middle] or [0]
        # Scrolling, a first view may hold the rows of several requests.
        several = len(later) > 1 and len(set(later)) == 1 and later[0] > 0 and first % later[0] == 0
        usual = later[0] if several else max(first, *later, 0)
        for number, shown in middle:
            if usual >= 6 and shown < usual * _SHORTER:
                return f"page {number} shows {shown} rows, others {usual}"
        return None

    def _ends_full(self) -> bool:
        pages = zip(self._shown, self._uneven, strict=True)
        *before, last = [shown for shown, own in pages if not own] or [0]
        ends = self._counted and len(before) > 0 and not self._uneven[-1]
        return ends and last >= max(before) and (last >= _LONG or (len(before) > 1 and last == min(before)))

    def _full_without_next(self) -> bool:
        said = self.declared.pages is not None or self.declared.rows is not None
        return self._counted and self.pages == 1 and not said and self.rows in USUAL_SIZES

    def replace_by(self, other: Account) -> None:
        """Take the values of a browser's reading of the list if it read more of it; else note what it lacks, too."""
        declares_more = (self.declared.rows or 0) > other.rows or (self.declared.pages or 0) > other.pages
        unchanged = other.rows <= self.rows and declares_more  # the browser did not find the way on, either
        if (other.state == "complete" and not unchanged) or other.rows > self.rows:
            self.rendered, self.cut = self.why, None
            self.take(other)
        else:
            self.why = f"{self.why}; rendered: {other.why}"

    @property
    def first_is_short(self) -> bool:
        """Return whether only this speaks against the list: its first page has fewer rows than the others."""
        return self.state == "incomplete" and self.pages > 1 and (self.why or "").startswith("page 1 shows ")

    def set_first_apart(self) -> None:
        """Close the account again: the first page has as many rows as it has, and nothing stands between it and the
        second."""
        self._uneven[0] = True
        self.end(self.ended, missing=self._missing, named=self._named)

    @property
    def is_even(self) -> bool:
        """Return whether all pages have as many rows as the first."""
        return self._counted and len(set(self._shown)) == 1

    @property
    def has_all(self) -> bool:
        """Return whether as many rows were read as the list declares."""
        return self._counted and self.declared.rows is not None and 0 < self.declared.rows <= self.rows

    def has_all_with(self, more: int) -> bool:
        """Return whether the list has as many rows as it declares once `more` that stand elsewhere are added."""
        says_more = self._last.more if self._last else None
        counts = self._counted and self.declared.rows is not None and not self.lost and not says_more
        return counts and self.rows + more >= (self.declared.rows or 0) > 0

    @property
    def only_seems_to_go_on(self) -> bool:
        """Return whether a list of one page declares no more, and has no control, pager or part that was not read.

        Only its full page speaks of further rows, or its words that it shows the newest.
        """
        says_more = self._last.more if self._last else None
        seems = (
            self.state == "complete" or self.doubt == "full page" or (self.why or "").startswith(ONLY_NEWEST)
        )
        newest = says_more is None or says_more.startswith(ONLY_NEWEST)
        declares = (self.declared.rows or 0) > self.rows or (self.declared.pages or 0) > 1
        single = self.pages == 1 and self.ended == NO_FURTHER
        return seems and newest and single and not (declares or self.lost or self._control)

    @property
    def believed(self) -> bool:
        """Return whether only the first page was read although more are declared: the address may be wrong."""
        return self.state == "complete" and self.pages == 1 and (self.declared.pages or 0) > 1

    @property
    def doubted(self) -> bool:
        """Return whether a list may be read completely, and only an unused control speaks against it."""
        return self._control is not None and (self.why or "").endswith(self._control)

    def settle(self, ended: str, more: int = 0) -> None:
        """Close an incomplete account as complete, by evidence from outside the list; `more` rows stood there."""
        self.state, self.why, self.ended = "complete", None, ended
        self.rows += more

    def take(self, other: Account) -> None:
        """Take what another reading of the list has read of it."""
        for name in ("pages", "rows", "declared", "ended", "state", "why", "doubt", "_counted"):
            setattr(self, name, getattr(other, name))
        if self.state == "complete":
            self._complete()

    def compare(self, before: int | None) -> None:
        """Compare with the rows of the last complete reading: a list that lost many rows is incomplete, or any together
        with a known document. One that shows only its newest rows drops a row for each new one."""
        if self.state != "complete" or before is None or not self._counted or self.rows >= before:
            return
        if self.delisted or (before - self.rows > _FEW and self.rows < before * _LOST):
            lost = f"{self.rows} rows, {before} the last time"
            self.state, self.why = "incomplete", f"{self.delisted}; {lost}" if self.delisted else lost

    @property
    def code(self) -> str | None:
        """Return the code of the issue that the account opens, or None."""
        return {"incomplete": "list_incomplete", "unread": "list_unread"}.get(self.state)

    def line(self) -> str:
        """Return one line for people: `52 of 52 rows on 4 of 4 pages, complete`."""
        rows = f"{self.rows}" + (f" of {self.declared.rows}" if self.declared.rows is not None else "")
        pages = f"{self.pages}" + (f" of {self.declared.pages}" if self.declared.pages is not None else "")
        read = f"{rows} {'row' if rows == '1' else 'rows'} on {pages} {'page' if pages == '1' else 'pages'}"
        return f"{read}, {self.state}" + (f": {self.why}" if self.why else "")

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Account:
        """Return the account that `as_dict` wrote."""
        made = cls(values["url"], values["pages"], values["rows"], Declared(**values["declared"]), values["ended"],
                   values["state"], values["why"])  # fmt: skip
        made._counted, made.delisted = values["counted"], values.get("delisted")
        made.rendered, made.doubt = values.get("rendered"), values.get("doubt")
        return made

    def as_dict(self) -> dict[str, Any]:
        """Return the account as plain values, for the summary of the crawl."""
        return {
            "url": self.url,
            "state": self.state,
            "pages": self.pages,
            "rows": self.rows,
            "counted": self._counted,
            "declared": asdict(self.declared),
            "ended": self.ended,
            "why": self.why,
            "rendered": self.rendered,
            "doubt": self.doubt,
            "delisted": self.delisted,
        }
