"""Table widgets that request their rows page by page: the request that a library makes from a widget's settings.

Each library adds its own names for the page's number or offset and the number of rows; the page's settings, or a
function in them, add the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.page import RunningPage
from spiders.lists.scripts.running.values import is_function, plain
from spiders.lists.scripts.tokens import tokens

_MOST: Final = 20  # tables of a page
_SIZE: Final = 10  # rows, where the settings name none: the default of all these libraries but jqGrid


class TableRequest(NamedTuple):
    """The request for the first rows of a table."""

    url: str
    method: str
    data: dict[str, Any]
    as_json: bool


def requested(running: RunningPage) -> Iterator[TableRequest]:
    """Yield the requests of the table widgets that a page's scripts set up."""
    for name, arguments in running.calls:
        reader = _READERS.get(name.rpartition(".")[2].lower())
        for settings in arguments if reader else ():
            if reader and isinstance(settings, dict) and (found := reader(running, settings)):
                yield found


def in_markup(script: Script) -> Iterator[TableRequest]:
    """Yield the requests of EasyUI's tables whose settings an attribute has: `data-options="url:'/rows.do',…"`."""
    for node in script.elements("[class*='easyui-'][data-options]")[:_MOST]:
        kind = re.search(r"easyui-(datagrid|treegrid|datalist)", node.attributes.get("class") or "")
        settings, _ = script.expression(tokens(f"{{{node.attributes.get('data-options') or ''}}}"), 0)
        if kind and isinstance(settings, dict) and (found := _data_grid(script.running, settings)):
            yield found


def _request(url: Any, method: Any, data: Mapping[str, Any], content_type: Any = "") -> TableRequest | None:
    if not isinstance(url, str) or not url:
        return None
    values = {str(key): plain(value) for key, value in data.items() if not is_function(value)}
    verb = method.lower() if isinstance(method, str) else "get"
    return TableRequest(url, verb, values, verb == "post" and "json" in str(content_type))


def _given(running: RunningPage, given: Any, own: dict[str, Any]) -> dict[str, Any]:
    """Return a library's parameters with those of the page: an object, or a function that changes or replaces them."""
    if is_function(given):
        returned = running.returned(given, [own])
        return returned if isinstance(returned, dict) else own
    return own | given if isinstance(given, dict) else own


def _size(settings: Mapping[str, Any], *names: str, default: int = _SIZE) -> int:
    return next((n for one in names if isinstance(n := settings.get(one), int) and n > 0), default)


def _bootstrap_table(running: RunningPage, settings: dict[str, Any]) -> TableRequest | None:
    size = _size(settings, "pageSize")
    own: dict[str, Any] = {"limit": size, "offset": 0}
    if settings.get("queryParamsType", "limit") != "limit":
        own = {"pageSize": size, "pageNumber": 1}
    data = _given(running, settings.get("queryParams"), own)
    kind = settings.get("contentType", "application/json")
    return _request(settings.get("url"), settings.get("method", "get"), data, kind)


def _data_table(running: RunningPage, settings: dict[str, Any]) -> TableRequest | None:
    ajax = settings.get("ajax", settings.get("sAjaxSource"))
    ajax = {"url": ajax} if isinstance(ajax, str) else ajax
    if not isinstance(ajax, dict):
        return None
    own: dict[str, Any] = {}
    if settings.get("serverSide") or settings.get("bServerSide"):
        own = {"draw": 1, "start": 0, "length": _size(settings, "pageLength", "iDisplayLength")}
    data = _given(running, ajax.get("data"), own)
    return _request(
        ajax.get("url"), ajax.get("type", ajax.get("method", "get")), data, ajax.get("contentType")
    )


def _data_grid(running: RunningPage, settings: dict[str, Any]) -> TableRequest | None:
    own = {"page": 1, "rows": _size(settings, "pageSize")} if settings.get("pagination") else {}
    data = _given(running, settings.get("queryParams"), own)
    return _request(settings.get("url"), settings.get("method", "post"), data)


def _jq_grid(running: RunningPage, settings: dict[str, Any]) -> TableRequest | None:
    own = {"page": 1, "rows": _size(settings, "rowNum", default=20)}
    data = _given(running, settings.get("postData"), own)
    return _request(settings.get("url"), settings.get("mtype", "get"), data)


def _pages(running: RunningPage, settings: dict[str, Any]) -> TableRequest | None:
    """Read mricode's `page({remote: {url, params}})` and paginationjs's `pagination({dataSource: url})`."""
    remote = settings.get("remote")
    if isinstance(remote, dict):
        names = [
            str(remote.get(one) or one.removesuffix("Name")) for one in ("pageIndexName", "pageSizeName")
        ]
        start = settings.get("pageIndex")
        own = {names[0]: start if isinstance(start, int) else 0, names[1]: _size(settings, "pageSize")}
        data = _given(running, remote.get("params"), own)
        return _request(remote.get("url"), remote.get("type", remote.get("method", "get")), data)
    ajax = settings["ajax"] if isinstance(settings.get("ajax"), dict) else {}
    alias = settings["alias"] if isinstance(settings.get("alias"), dict) else {}
    names = [str(alias.get(one) or one) for one in ("pageNumber", "pageSize")]
    own = {names[0]: _size(settings, "pageNumber", default=1), names[1]: _size(settings, "pageSize")}
    return _request(
        settings.get("dataSource"), ajax.get("type", "get"), _given(running, ajax.get("data"), own)
    )


_READERS: Final = {
    "bootstraptable": _bootstrap_table, "datatable": _data_table, "datagrid": _data_grid, "jqgrid": _jq_grid,
    "page": _pages, "pagination": _pages,
}  # fmt: skip
