"""Pagers whose code has the parts of a page's name: `createPageHTML(5, 0, "index")`, `m_sPageName = "index"`."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from spiders.lists.base import Declared, PageRequest
from spiders.lists.pagers.pager import Pager
from spiders.lists.widgets import integer

_STEM = re.compile(r"(page|file|base)_?name$|prefix$", re.I)
_SUFFIX = re.compile(r"(ext|suffix)$", re.I)
_CURRENT = re.compile(r"cur\w*page$|page_?(index|no|num)$|curr?(ent)?$", re.I)


def by_call(pager: Pager) -> PageRequest | None:
    """Read `createPageHTML(5, 0, "index", "html")`, with an element id before, a count after, or no suffix.

    The first page counts as 0 (page 2 is NAME_1) or as 1 (page 2 is NAME_2): the next is this number plus one.
    """
    for name, arguments in pager.script.written_calls:
        if "page" not in name.lower():
            continue
        numbers = list(arguments)
        if numbers and isinstance(numbers[0], str) and not numbers[0].isdecimal():
            numbers = numbers[1:]
        if len(numbers) < 3:
            continue
        total, current, stem = (integer(numbers[0]), integer(numbers[1]), numbers[2])
        suffix = numbers[3] if len(numbers) > 3 else _own_suffix(pager)
        if total is None or current is None or not _is_name(stem) or not _is_name(suffix):
            continue
        if current > total:
            continue
        count = next((n for n in map(integer, numbers[4:]) if n is not None and n >= total), None)
        pager.declared = Declared(count, total)
        if pager.page.number >= total:
            return None
        return pager.request(f"{stem}_{current + 1}.{str(suffix).lstrip('.')}")
    return None


def _own_suffix(pager: Pager) -> str:
    """Return the suffix of the list's own name, or else of most pages that it links to in its folder."""
    path = urlsplit(pager.page.url).path
    if "." in (name := path.rpartition("/")[2]):
        return name.rpartition(".")[2]
    folder = pager.page.url[: pager.page.url.rfind("/") + 1]
    suffixes = [
        match[1] for link in pager.page.links
        if link.url.startswith(folder) and (match := re.search(r"\.(s?html?|jhtml)$", link.url))
    ]  # fmt: skip
    return max(suffixes, key=suffixes.count, default="html")


def by_variables(pager: Pager) -> PageRequest | None:
    """Read a pager that a library draws from variables: `m_sPageName = "index"`, `m_sPageExt = "html"`."""
    values = pager.script.variables
    stem = next((v for k, v in values.items() if _STEM.search(k) and _is_name(v)), None)
    suffix = next((v for k, v in values.items() if _SUFFIX.search(k) and _is_name(v)), None)
    if stem is None or suffix is None or pager.declared.pages is None or pager.is_last():
        return None
    current = next(
        (n for k, v in values.items() if _CURRENT.search(k) and (n := integer(v)) is not None), None
    )
    if current not in (pager.page.number - 1, pager.page.number):
        return None
    return pager.request(f"{stem}_{current + 1}.{str(suffix).lstrip('.')}")


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w./-]{1,100}", value)) and not value.isdecimal()
