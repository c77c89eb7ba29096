"""Map each path of a site to its response, for each night."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape

from demo import markup
from demo.districts import COLUMNS, DAYS, NIGHTS, District, Document, documents, lines_on
from demo.families import FAMILIES, dataproxy
from demo.pages import View, home, missing
from demo.pdf import pdf

ROBOTS = "User-agent: *\nDisallow: /manage/\nDisallow: /search/\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """The response for a path; `since` is the night on which its bytes first appeared."""

    status: int
    body: bytes
    content_type: str
    since: int

    @property
    def etag(self) -> str:
        """Return a strong validator: equal bytes, equal tag."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @property
    def last_modified(self) -> str:
        """Return the time of the night's publishing run, as an HTTP date."""
        return format_datetime(datetime.combine(DAYS[self.since], time(1, 30), UTC), usegmt=True)


class Website:
    """One district's site under `origin` (scheme and authority)."""

    def __init__(self, district: District, origin: str) -> None:
        self.district = district
        self.origin = origin
        self.family = FAMILIES[district.family]
        self._nights: list[Mapping[str, Answer]] = []
        for night in NIGHTS:
            self._nights.append(self._build(night))

    def list_url(self, column: str) -> str:
        """Return the address of a column's first list page."""
        return next(
            self.origin + self.family.column(self.district, name) for name in COLUMNS if name == column
        )

    def url(self, document: Document) -> str:
        """Return the address of an article."""
        return self.origin + self.family.address(self.district, document)

    def answer(self, target: str, night: int) -> Answer:
        """Return the response to a request for `target` (path and query)."""
        found = self._nights[night - 1].get(target)
        if found is not None:
            return found
        path, _, query = target.partition("?")
        if self.district.family == "hanweb" and path == "/module/web/jpage/dataproxy.jsp":
            listed = dataproxy(self._view(night), query)
            if listed is not None:
                return Answer(200, listed.encode(), "text/xml; charset=utf-8", night)
        return self._page(missing(self._view(night)), min(night, 2), 404)

    def _view(self, night: int) -> View:
        # Guangdong's platform writes absolute addresses into its pages, the others start at the root.
        origin = self.origin if self.district.family == "guangdong" else ""
        shown = tuple(d for d in documents(self.district) if d.night <= night < d.gone)
        return View(
            self.district, night, self.origin, shown,
            address=lambda document: origin + self.family.address(self.district, document),
            column_address=lambda column: origin + self.family.column(self.district, column),
        )  # fmt: skip

    def _build(self, night: int) -> Mapping[str, Answer]:
        view, family, district = self._view(night), self.family, self.district
        pages = {"/": home(view)}
        for column in COLUMNS:
            pages.update(family.lists(view, column))
        files = {"/robots.txt": ("text/plain", ROBOTS.encode())}
        for document in view.documents:
            lines = lines_on(district, document, night)
            body = markup.body(lines, family.hand)
            if document.as_pdf:
                path = family.file(district, document)
                files[path] = ("application/pdf", pdf(lines))
                body = (
                    f'<p>{escape(document.title)}全文见附件。</p>\n<p>附件：<a href="{escape(path)}">'
                    f"{escape(document.title)}.pdf</a></p>"
                )
            pages[family.address(district, document)] = family.article(view, document, body)
        answers = {path: self._page(page, night) for path, page in pages.items()}
        answers |= {path: Answer(200, body, kind, night) for path, (kind, body) in files.items()}
        return {path: self._aged(path, answer) for path, answer in answers.items()}

    def _page(self, page: str, night: int, status: int = 200) -> Answer:
        # gb2312 is what such pages declare; the bytes are those of its superset.
        encoding = "utf-8" if self.district.encoding == "utf-8" else "gb18030"
        return Answer(status, page.encode(encoding), self.family.content_type, night)

    def _aged(self, path: str, answer: Answer) -> Answer:
        """Return `answer`, with the age of the night before if its bytes did not change."""
        before = self._nights[-1].get(path) if self._nights else None
        return before if before is not None and before.body == answer.body else answer
