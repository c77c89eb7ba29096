"""Datasette's own pages in the reader's language: names for form fields that have none, and its error messages.

Done in the page that is sent, so that it holds without JavaScript. Names and messages are those of Datasette 0.65.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from markupsafe import Markup, escape

from archive.browse.words import Speaker

_FIELDS: Final = {
    "_filter_column": "stock_column",
    "_filter_op": "stock_op",
    "_filter_value": "stock_value",
    "_sort": "stock_sort",
    "sql": "stock_sql",
}
_FIELD = re.compile(
    rf'<(?:select|input type="text"|textarea id="sql-editor") name="({"|".join(_FIELDS)})(?:_[0-9]+)?"'
)
_SCROLLED = '<div class="table-wrapper">'
# Phrases of Datasette's templates with the markup around them, which no archived text contains: it is escaped.
_PHRASES: Final = (
    ('<label for="_search">', "Search:", "</label>", "stock_search"),
    ('<option value="">', "- column -", "</option>", "stock_no_column"),
    ('<option value="">', "- remove filter -", "</option>", "stock_no_filter"),
    ('<option value="">', "Sort...", "</option>", "stock_sort"),
    (
        '<input type="checkbox" name="_sort_by_desc"(?: checked)?> ',
        "descending",
        "</label>",
        "stock_descending",
    ),
    ('<input type="submit" value="', "Apply", '"', "stock_apply"),
    ('<input type="submit" value="', "Run SQL", '"', "stock_run"),
    ('<input type="submit" value="', "Export CSV", '"', "stock_export_csv"),
    ("hidden>", "Format SQL", "</button>", "stock_format"),
    ('<span class="underlined">', "View and edit SQL", "</span>", "stock_edit"),
    ('<p(?: class="export-links")?>', "This data as", " <a", "stock_data_as"),
    ('<a href="#export">', "advanced", "</a>", "stock_more"),
    ('<p><a href="[^"<>]*">', "Next page", "</a></p>", "stock_next"),
    ("<h3>", "Advanced export", "</h3>", "stock_export"),
    ("<p>", "JSON shape:", r"\s", "stock_shape"),
    (r"<p>\s+", "CSV options:", r"\s", "stock_csv"),
    ('name="_dl"> ', "download file", "</label>", "stock_download"),
    ('name="_labels" checked> ', "expand labels", "</label>", "stock_labels"),
    ('name="_stream"> ', "stream all rows", "</label>", "stock_all"),
    ("<h3>", "Custom SQL query", "", "stock_sql"),
    ("<h2>", "Links from other tables", "</h2>", "stock_links"),
    (r'<p class="suggested-facets">\s+', "Suggested facets:", r"\s", "stock_facets"),
    *(
        (f'<option value="{op}(?:__1)?"(?: selected)?>', word, "</option>", f"stock_op_{op}")
        for op, word in (
            ("contains", "contains"),
            ("notcontains", "does not contain"),
            ("endswith", "ends with"),
            ("startswith", "starts with"),
            ("in", "in"),
            ("notin", "not in"),
            ("date", "date"),
            ("isnull", "is null"),
            ("notnull", "is not null"),
            ("isblank", "is blank"),
            ("notblank", "is not blank"),
        )
    ),
)
_PHRASE = tuple(
    (re.compile(f"({before}){re.escape(words)}({after})"), key) for before, words, after, key in _PHRASES
)
_COUNT = re.compile(r"(<h3>)([0-9,]+) rows?\b")
_QUERY_ERROR = re.compile(r'(<p class="message-error">)([^<]*)(</p>)')
_MESSAGES: Final = (
    (re.compile(r"Cannot use _sort and _sort_desc at the same time"), "stock_error_two_orders"),
    (re.compile(r"Cannot sort table by (?P<name>.*)", re.DOTALL), "stock_error_sort"),
    (re.compile(r"Cannot search by that column"), "stock_error_search"),
    (re.compile(r"_next not allowed for CSV streaming"), "stock_error_next"),
    (re.compile(r"_size must be a positive integer"), "stock_error_size"),
    (re.compile(r"_size must be <= (?P<most>[0-9]+)"), "stock_error_size_most"),
    (re.compile(r"Statement must be a SELECT"), "stock_error_select"),
    (re.compile(r"Invalid _through - could not find corresponding foreign key"), "stock_error_through"),
    (re.compile(r"write table names without a schema"), "stock_error_schema"),
    (re.compile(r"no such table: (?P<name>.*)", re.DOTALL), "stock_error_table"),
    (re.compile(r"no such column: (?P<name>.*)", re.DOTALL), "stock_error_name"),
    (re.compile(r"no such function: (?P<name>.*)", re.DOTALL), "stock_error_function"),
    (re.compile(r'near "(?P<near>.*)": syntax error', re.DOTALL), "stock_error_syntax"),
    (re.compile(r"interrupted"), "stock_error_slow"),
    (re.compile(r"incomplete input"), "stock_error_incomplete"),
    (re.compile(r"(?P<name>\w+): must be a whole number"), "error_number"),
    (re.compile(r"at: must be START-END, half-open offsets into the text"), "error_span"),
)


def in_language(page: str, t: Speaker) -> Markup:
    """Return a page in the reader's language, its form fields with names, and tables that the keyboard can scroll."""
    page = str(page)  # re.sub joins the pieces of a Markup as Markup, which would escape our own tags
    for pattern, key in _PHRASE:
        page = pattern.sub(rf"\g<1>{escape(t(key))}\g<2>", page)
    page = _COUNT.sub(lambda found: f"{found[1]}{escape(t('stock_count', count=found[2]))}", page)
    page = _QUERY_ERROR.sub(
        lambda found: f"{found[1]}{escape(error_words(unescape(found[2]), t))}{found[3]}", page
    )
    page = _FIELD.sub(lambda field: f'{field[0]} aria-label="{escape(t(_FIELDS[field[1]]))}"', page)
    region = f'<div class="table-wrapper" tabindex="0" role="region" aria-label="{escape(t("stock_rows"))}">'
    return Markup(page.replace(_SCROLLED, region))


def error_words(message: str, t: Speaker) -> str:
    """Return an error message in the reader's language; one that is not known as it is, with who says it."""
    for pattern, words in _MESSAGES:
        if match := pattern.fullmatch(message):
            return t(words, **match.groupdict())
    return t("stock_error", message=message)
