"""A page's scripts, read without running them: the strings that they build, the functions and calls in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.links import absolute, base_of
from spiders.lists.scripts.running.network import Network
from spiders.lists.scripts.running.page import RunningPage
from spiders.lists.scripts.running.values import plain
from spiders.lists.scripts.static_values import Values
from spiders.lists.scripts.tokens import Token, begins_sum, ends_piece, function_of, readable, tokens

_KINDS: Final = frozenset(
    ("text/javascript", "application/javascript", "text/ecmascript", "module", "", "text/jscript")
)


class Script(Values):
    """The live inline scripts of a page, with the values of variables, hidden fields and meta tags.

    `files` are script files of the page, address and text: only the functions and variables that they define count.
    """

    def __init__(
        self, tree: LexborHTMLParser, url: str = "", files: Sequence[tuple[str, str | None]] = ()
    ) -> None:
        super().__init__(tree, url)
        codes = [
            node.text(deep=True)
            for node in tree.css("script:not([src])")
            if (node.attributes.get("type") or "text/javascript").lower() in _KINDS
        ]
        self.codes = [code for code in codes if code.strip()]
        self.tokens = [token for code in self.codes for token in (*readable(tokens(code)), ("punct", ";"))]
        self.assign(self.tokens)
        self._file_texts = {address: text for address, text in files if text}
        self._files = {address: readable(tokens(text)) for address, text in files if text}
        for found in self._files.values():
            self.assign(found)

    @cached_property
    def running(self) -> RunningPage:
        """Return the page with its scripts run by the interpreter; only done for pages that need it."""
        return RunningPage(self._tree, self._url, self._ordered())

    def play(self, network: Network) -> RunningPage:
        """Run the page's scripts with answers to their requests; `running` is this run from its start."""
        return RunningPage(
            self._tree, self._url, self._ordered(), network, lambda page: self.__dict__.update(running=page)
        )

    def _ordered(self) -> list[str]:
        """Return the codes in the order in which a browser runs them: that of the page, deferred files last."""
        base = base_of(self._tree, self._url)
        waiting = dict(self._file_texts)
        first: list[str] = []
        last: list[str] = []
        for node in self._tree.css("script"):
            source = node.attributes.get("src")
            if source is None:
                code = node.text(deep=True)
                first += [code] if code in self.codes else []
            elif (text := waiting.pop(absolute(source, base) or "", None)) is not None:
                deferred = "defer" in node.attributes or node.attributes.get("type") == "module"
                (last if deferred else first).append(text)
        return [*waiting.values(), *first, *last]

    @cached_property
    def written_calls(self) -> tuple[tuple[str, list[Any]], ...]:
        """Return the calls in all scripts as they are written; not to be changed."""
        return tuple(self.calls())

    def made_calls(self) -> list[tuple[str, list[Any]]]:
        """Return the calls of functions that only a browser or a library has, made when the scripts ran."""
        return [(name, [plain(one) for one in arguments]) for name, arguments in self.running.calls]

    def strings(
        self, code: Sequence[Token] | None = None, scope: Mapping[str, Any] | None = None
    ) -> Iterator[str]:
        """Yield every string that the scripts concatenate or write, the longest concatenations first."""
        found = self.tokens if code is None else code
        at = 0
        while at < len(found):
            kind, text = found[at]
            begins = (
                (kind == "str" and not ends_piece(found, at))
                or (kind == "id" and begins_sum(found, at))
                or (text == "(" and kind == "punct")
            )
            if not begins:
                at += 1
                continue
            if text == "(":
                at += 1
                continue
            value, end = self.expression(found, at, scope)
            if isinstance(value, str) and value:
                yield value
            at = max(end, at + 1)

    def function(self, name: str) -> tuple[list[str], Sequence[Token]] | None:
        """Return the parameters and the body of a function of the inline scripts, or else of the script files."""
        return next(
            (one for code in (self.tokens, *self._files.values()) if (one := function_of(code, name))), None
        )

    def file_of(self, name: str) -> str | None:
        """Return the address of the script file that defines a function; None if an inline script or none does."""
        if function_of(self.tokens, name):
            return None
        return next((address for address, code in self._files.items() if function_of(code, name)), None)

    def calls(
        self, code: Sequence[Token] | None = None, scope: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[str, list[Any]]]:
        """Yield the calls in the scripts, without function definitions: dotted name and arguments."""
        found = self.tokens if code is None else code
        for at, (kind, text) in enumerate(found):
            if text != "(" or kind != "punct" or at == 0 or found[at - 1][0] != "id":
                continue
            if at > 1 and found[at - 2][1] == "function":
                continue
            name = found[at - 1][1]
            if name in ("if", "for", "while", "switch", "function", "catch"):
                continue
            before = at - 2
            while before > 0 and found[before][1] == "." and found[before - 1][0] == "id":
                name = f"{found[before - 1][1]}.{name}"
                before -= 2
            if before >= 0 and found[before][1] == ".":
                name = f"().{name}"
            arguments, _ = self.arguments(found, at, scope or {}, 0)
            yield name, arguments
