"""Answers to the requests of running scripts: what fetch, jQuery, axios and XMLHttpRequest hand to a page's functions.

An answer is known before the scripts run, or the request is noted and its functions are not called: the scripts run
again once it has been obtained. So nothing here waits, and a promise has its value from the start.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.scripts.running.dom.elements import SCRIPT_LOADED
from spiders.lists.scripts.running.received import Call, Promise, Response, data_of, settled
from spiders.lists.scripts.running.values import Host, Unknown, is_function, text_of

# The text of the answer to a call that requests something; None if it is not known.
Lookup = Callable[[str, Sequence[Any]], str | None]

_JQUERY: Final = re.compile(
    r"^(\$|jQuery|layui\.\$|layui\.jquery)?\.?(\$\.|jQuery\.|\(\)\.)?(ajax|get|post|getJSON|getScript)$"
)
_FETCH: Final = re.compile(r"(^|\.)fetch$")
REQUESTS: Final = re.compile(
    r"(^|[.$])(ajax|get|post|getJSON|getScript|request|fetch|axios|http|jsonp|query)$|ajax|axios|\.load$",
    re.I,
)
_XML = re.compile(r"[\s\ufeff]*<(?!!doctype html|html\b)[?a-z]", re.I)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)


class XmlHttpRequest(Host):
    """XMLHttpRequest: the page's functions run as soon as the request is sent, if the answer is known."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._members: dict[str, Any] = {"readyState": 0, "status": 0, "responseText": "", "response": ""}
        self._heard: list[Any] = []
        self._opened: list[Any] = []
        self._headers: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """Return a member or a method."""
        if name == "open":
            return lambda _, given: self._opened.extend(given[:2])
        if name == "send":
            return lambda _, given: self._sent(given[0] if given else None)
        if name == "addEventListener":
            return lambda _, given: self._heard.append(given[1]) if len(given) > 1 else None
        if name == "setRequestHeader":
            return lambda _, given: (
                self._headers.update({text_of(given[0]): given[1]}) if len(given) > 1 else None
            )
        if name in self._members:
            return self._members[name]
        return (lambda _, __: None) if name in ("abort", "overrideMimeType") else None

    def set(self, name: str, value: Any) -> None:
        """Write a member, such as `onload`."""
        self._members[name] = value

    def _sent(self, body: Any) -> None:
        if len(self._opened) < 2:
            return
        kind = next((one for name, one in self._headers.items() if name.lower() == "content-type"), "")
        settings = {"url": self._opened[1], "type": self._opened[0], "data": body, "contentType": kind}
        text = self._network.lookup("XMLHttpRequest.ajax", [settings])
        if text is None:
            return
        parsed = data_of(text) if text_of(self._members.get("responseType")) == "json" else text
        document = self._network.document(text) if _XML.match(text) else None
        self._members |= {"readyState": 4, "status": 200, "responseText": text, "response": parsed}
        self._members["responseXML"] = document
        for function in (self._members.get("onreadystatechange"), self._members.get("onload"), *self._heard):
            if is_function(function):
                self._network.call(function, self, [{"target": self, "currentTarget": self}])


class Network:
    """Recognise the requests among a page's calls, and hand their answers to its functions."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self.asked = False  # a request was made
        self.call: Call = lambda *_: None
        self.run: Callable[[str], None] = lambda _: None
        self.elements: Callable[[LexborHTMLParser], Any] = lambda _: None
        self.response_hooks: list[Any] = []
        self._depth = 0

    def lookup(self, name: str, arguments: Sequence[Any]) -> str | None:
        """Return the text of the answer to a request; None if it is not known."""
        self.asked = True
        return self._lookup(name, arguments)

    def answered(self, name: str, arguments: Sequence[Any]) -> Any:
        """Return what a call of a function that requests something returns; None if it is not one or not answered."""
        if name.endswith("interceptors.response.use") and arguments and is_function(arguments[0]):
            self.response_hooks.append(arguments[0])
        if not REQUESTS.search(name) or self._depth > 20:
            return None
        text = self.lookup(name, arguments)
        if text is None:
            return None
        self._depth += 1
        try:
            return self._delivered(name, arguments, text)
        finally:
            self._depth -= 1

    def document(self, text: str) -> Any:
        """Return an answer of XML as a document."""
        plain = _CDATA.sub(lambda match: html.escape(match[1]), text)
        return self.elements(LexborHTMLParser(re.sub(r"<(/?)link\b", r"<\1fz-link", plain)))

    def _delivered(self, name: str, arguments: Sequence[Any], text: str) -> Any:
        if name == SCRIPT_LOADED or name.endswith("getScript"):
            self.run(text)
            for function in [one for one in arguments if is_function(one)][:1]:
                self.call(function, None, [text])
            return Promise(text, self.call)
        if _FETCH.search(name):
            return Promise(Response(text, self.call), self.call)
        settings = next((one for one in arguments if isinstance(one, Mapping)), {})
        jquery = bool(_JQUERY.search(name)) or "success" in settings or "dataType" in settings
        kinds = {
            text_of(one).lower() for one in (settings.get("dataType"), *arguments[1:]) if isinstance(one, str)
        }
        data: Any = text if kinds & {"text", "html"} else data_of(text)
        untyped = not kinds & {"text", "html"}
        if "xml" in kinds or (untyped and data is text and text.lstrip()[:5] == "<?xml"):
            data = self.document(text)
        functions = [one for one in arguments if is_function(one)]
        functions += [
            settings[key]
            for key in ("success", "complete", "callback", "done")
            if is_function(settings.get(key))
        ]
        if jquery:
            for function in functions[:3]:
                self.call(
                    function,
                    settings or None,
                    [data, "success", {"responseText": text, "responseJSON": data}],
                )
            return Promise(data, self.call)
        value: Any = {"data": data, "body": data, "status": 200, "statusCode": 200}
        for hook in self.response_hooks[:3]:
            value = settled(self.call(hook, None, [value]))
        for function in functions[:3]:
            self.call(function, None, [value])
        return Promise(value, self.call)

    def promise(self, member: str, given: list[Any]) -> Any:
        """Return what `Promise.all` and its kin, or `new Promise(…)`, return."""
        if member == "new" and given and is_function(given[0]):
            kept: list[Any] = []
            resolve = lambda _, values: kept.append(values[0] if values else None)  # noqa: E731  # two names for one
            self.call(given[0], None, [resolve, lambda _, __: None])
            return Promise(settled(kept[0]), self.call) if kept else Unknown("Promise")
        if member in ("all", "allSettled") and given and isinstance(given[0], list):
            if any(isinstance(one, Unknown) for one in given[0]):
                return Unknown("Promise.all()")
            return Promise([settled(one) for one in given[0]], self.call)
        if member == "resolve":
            return Promise(settled(given[0]) if given else None, self.call)
        return Unknown(f"Promise.{member}()")


class PromiseObject:
    """`Promise`: made by `new`, or by its members."""

    name = "Promise"

    def __init__(self, network: Network) -> None:
        self.network = network
        self.members = {
            member: functools.partial(self._member, member)
            for member in ("all", "allSettled", "resolve", "reject", "race")
        }

    def __call__(self, _: Any, given: list[Any]) -> Any:
        """Make a promise: run its function."""
        return self.network.promise("new", given)

    def _member(self, member: str, _: Any, given: list[Any]) -> Any:
        return self.network.promise(member, given)
