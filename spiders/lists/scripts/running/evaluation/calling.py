"""Members of values, calls of functions and methods, and the making of objects."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Final

from spiders.lists.scripts.running import builtins, methods
from spiders.lists.scripts.running.evaluation.bounds import (
    MAX_CALLS,
    MAX_RECORDED,
    MAX_STEPS,
    ReturnError,
    StopError,
)
from spiders.lists.scripts.running.language.syntax import Node
from spiders.lists.scripts.running.lists import iterated
from spiders.lists.scripts.running.objects import Asked, Table
from spiders.lists.scripts.running.received import Promise
from spiders.lists.scripts.running.values import Function, Host, Scope, Unknown, is_function, text_of


class Calling(ABC):
    """What a script calls; `calls` are the calls of functions that are not known: their path and arguments."""

    def __init__(self, names: dict[str, Any]) -> None:
        tables = {
            name: functools.partial(self._table, is_set=name.endswith("Set"))
            for name in ("Map", "Set", "WeakMap", "WeakSet")
        }
        self.scope = Scope({**builtins.NAMES, **tables, **names})
        self.calls: list[tuple[str, list[Any]]] = []
        self.steps = 0
        self.unsure = False  # a value that is not known has decided what was done
        self._depth = 0

    @abstractmethod
    def _value(self, node: Node, scope: Scope, this: Any) -> Any:
        """Evaluate an expression."""

    @abstractmethod
    def _values(self, nodes: Sequence[Node], scope: Scope, this: Any) -> list[Any]:
        """Evaluate expressions of which some may be spread (`...rest`)."""

    @abstractmethod
    def _bind(self, target: Node, value: Any, scope: Scope) -> None:
        """Declare names and give them their values."""

    @abstractmethod
    def _declare(self, statements: Sequence[Node], scope: Scope) -> None:
        """Declare the functions of a block before its statements run."""

    @abstractmethod
    def _execute(self, node: Node, scope: Scope, this: Any) -> None:
        """Execute a statement."""

    def call(self, function: Any, this: Any, arguments: Sequence[Any]) -> Any:
        """Call a function of a script or of the page."""
        self._step()
        if not isinstance(function, Function):
            return function(this, list(arguments)) if is_function(function) else Unknown("()")
        if self._depth >= MAX_CALLS:
            raise StopError
        scope = function.scope if function.shares else Scope({"arguments": list(arguments)}, function.scope)
        for at, (target, default) in enumerate(function.parameters):
            given = arguments[at] if at < len(arguments) else None
            if given is None and default is not None:
                given = self._value(default, scope, this)
            elif given is None and at >= len(arguments):
                given = Unknown(target[1]) if target[0] == "name" else None
            self._bind(target, given, scope)
        if function.arrow:
            this = function.this
        self._depth += 1
        try:
            if function.body[0] == "block":
                self._declare(function.body[1], scope)
            self._execute(function.body, scope, this)
        except ReturnError as returned:
            return returned.value
        finally:
            self._depth -= 1
        return None

    def _table(self, _: Any, given: list[Any], *, is_set: bool) -> Table:
        return Table(iterated(given[0] if given else None), self.call, is_set=is_set)

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise StopError

    def _member(self, owner: Any, key: Any, node: Node | None = None) -> Any:
        if isinstance(owner, Unknown):
            return Unknown(f"{owner.path}.{key}" if isinstance(key, str) else f"{owner.path}[]")
        if isinstance(owner, Host):
            return owner.get(text_of(key))
        if isinstance(owner, Function):
            if key in ("call", "apply", "bind"):
                return lambda _, given: self._applied(owner, str(key), given)
            if text_of(key) == "prototype":  # `Pager.prototype.show = function () {…}`
                return owner.members.setdefault("prototype", {})
            return owner.members.get(text_of(key), Unknown(text_of(key)))
        if callable(owner):
            known = getattr(owner, "members", {})
            return known.get(text_of(key), Unknown(f"{getattr(owner, 'name', '')}.{text_of(key)}"))
        if owner is None and node is not None:
            return Unknown(_path(node))
        if key == "then" and not (
            isinstance(owner, dict) and "then" in owner
        ):  # what an async function returned
            return Promise(owner, self.call).get("then")
        return methods.member(owner, key, self.call)

    def _applied(self, function: Function, how: str, given: list[Any]) -> Any:
        this, rest = given[0] if given else None, given[1:]
        if how == "bind":
            return lambda _, further: self.call(function, this, [*rest, *further])
        if how == "apply":
            rest = rest[0] if rest and isinstance(rest[0], list) else []
        return self.call(function, this, rest)

    def _called(self, node: Node, scope: Scope, this: Any) -> Any:
        callee, owner = node[1], None
        if (
            callee[0] == "member"
            and callee[2] in (("text", "call"), ("text", "apply"))
            and callee[1][0] == "member"
        ):
            borrowed = self._borrowed(callee, node[2], scope, this)
            if borrowed is not None:
                return borrowed[0]
        if callee[0] == "member":
            owner = self._value(callee[1], scope, this)
            function = self._member(owner, self._value(callee[2], scope, this), callee)
        else:
            function = self._value(callee, scope, this)
            owner = this if callee == ("name", "super") else None
        arguments = self._values(node[2], scope, this)
        if isinstance(function, Unknown):
            if arguments and isinstance(arguments[0], Asked):  # fetch(new Request('…'))
                arguments = [*arguments[0].arguments, *arguments[1:]]
            if len(self.calls) < MAX_RECORDED:
                self.calls.append((function.path, arguments))
            return self._answered(function, arguments)
        if function is None:
            return Unknown("()")
        return self.call(function, owner, arguments)

    def _borrowed(self, callee: Node, given: Sequence[Node], scope: Scope, this: Any) -> tuple[Any] | None:
        """Call a list's own method on another value: `[].slice.call(arguments, 1)`, `Array.prototype.map.call(…)`."""
        if isinstance(self._value(callee[1], scope, this), Function):
            return None
        arguments = self._values(given, scope, this)
        if not arguments or not isinstance(arguments[0], list | str | Host):
            return None
        method = self._member(arguments[0], self._value(callee[1][2], scope, this))
        if isinstance(method, Unknown) or not is_function(method):
            return None
        rest = arguments[1:]
        if callee[2] == ("text", "apply"):
            rest = rest[0] if rest and isinstance(rest[0], list) else []
        return (self.call(method, arguments[0], rest),)

    def _answered(self, function: Unknown, arguments: list[Any]) -> Any:
        return Unknown(f"{function.path}()")

    def _class(self, node: Node, scope: Scope, this: Any) -> Function:
        """Return a class as the function that makes its objects; the parent's members come first."""
        parent = self._value(node[1], scope, this) if node[1] is not None else None
        inherited = parent.members if isinstance(parent, Function) else {}
        prototype = dict(inherited.get("prototype") or {})
        members: dict[str, Any] = {**inherited, "prototype": prototype}
        for key, value, static in node[2]:
            if value[0] == "setter":
                continue
            (members if static else prototype)[text_of(self._value(key, scope, this))] = self._value(
                value, scope, this
            )
        given = prototype.pop("constructor", None)
        fields: list[Node] = [
            ("do", ("assign", "", ("member", ("name", "this"), key), value)) for key, value in node[3]
        ]
        inner = Scope({}, scope)
        if isinstance(parent, Function):
            inner.names["super"] = parent
            fields += [] if isinstance(given, Function) else [_SUPER]
        made = Function([], ("block", fields), inner, members=members)
        if isinstance(given, Function):
            body = ("block", [*fields, *given.body[1]])
            made = Function(given.parameters, body, inner, members=members)
        return made

    def _made(self, node: Node, scope: Scope, this: Any) -> Any:
        maker = self._value(node[1], scope, this)
        arguments = self._values(node[2], scope, this)
        if isinstance(maker, Unknown):
            self.calls.append((f"new {maker.path}", arguments))
            return Unknown(maker.path)
        if isinstance(maker, Function):
            made: dict[str, Any] = {}
            prototype = maker.members.get("prototype")
            made |= prototype if isinstance(prototype, dict) else {}
            self.call(maker, made, arguments)
            return made
        return self.call(maker, None, arguments)


_SUPER: Final[Node] = ("do", ("call", ("name", "super"), [("spread", ("name", "arguments"))]))


def _path(node: Node) -> str:
    """Return the path that an expression names: `this.$http.post`."""
    if node[0] == "member" and node[2][0] == "text":
        return f"{_path(node[1])}.{node[2][1]}"
    return str(node[1]) if node[0] == "name" else "()"
