"""Evaluate parsed scripts within bounds: a number of steps, a depth of calls, no access to anything but the page.

A value that only a browser has is `Unknown`; it counts as true, so that guards such as `if (!element) return` let
the code behind them run. Calls of unknown functions are recorded in `calls`.

Over 300 lines: the evaluators of the kinds of nodes call each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from spiders.lists.scripts.running import builtins, methods
from spiders.lists.scripts.running.network import Promise, settled
from spiders.lists.scripts.running.syntax import Node, Parser
from spiders.lists.scripts.running.values import (
    Function,
    Host,
    PageNumber,
    Scope,
    Unknown,
    is_function,
    is_true,
    number_of,
    text_of,
)

_OF_LIBRARIES: Final = frozenset((
    "layui", "Vue", "axios", "React", "echarts", "Swiper", "moment", "angular", "template", "laypage", "laytpl",
    "layer", "CryptoJS", "Base64", "qs", "Qs", "_", "dayjs", "fetch",
))  # fmt: skip
MAX_STEPS: Final = 60_000
_MAX_CALLS: Final = 60  # depth
_MAX_TEXT: Final = 400_000
_MAX_RECORDED: Final = 600


class StopError(Exception):
    """The script ran too long."""


class _ReturnError(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _BreakError(Exception):
    pass


class _ContinueError(Exception):
    pass


class _ThrownError(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


# What a script may do with values that are not what it expects; nothing else is suppressed.
FAILURES: Final = (
    StopError, _ReturnError, _BreakError, _ContinueError, _ThrownError, RecursionError, ArithmeticError, AttributeError,
    LookupError, TypeError, ValueError,
)  # fmt: skip


class Interpreter:
    """Run scripts; `calls` are the calls of functions that are not known: their path and arguments."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.scope = Scope({**builtins.NAMES, **names})
        self.calls: list[tuple[str, list[Any]]] = []
        self.steps = 0
        self._depth = 0

    def run(self, code: str) -> None:
        """Run a script; one that fails ends there, as in a browser."""
        program = Parser(code).program()
        self._declare(program, self.scope)
        for statement in program:
            try:
                self._execute(statement, self.scope, None)
            except StopError:
                raise
            except (
                FAILURES
            ):  # the statements behind it are run all the same: only a part of the page's objects is known
                continue

    def call(self, function: Any, this: Any, arguments: Sequence[Any]) -> Any:
        """Call a function of a script or of the page."""
        self._step()
        if not isinstance(function, Function):
            return function(this, list(arguments)) if is_function(function) else Unknown("()")
        if self._depth >= _MAX_CALLS:
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
        except _ReturnError as returned:
            return returned.value
        finally:
            self._depth -= 1
        return None

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise StopError

    # -- statements --

    def _declare(self, statements: Sequence[Node], scope: Scope) -> None:
        for one in statements:
            if one[0] == "function":
                scope.names[one[1]] = Function(one[2][0], one[2][1], scope)

    def _execute(self, node: Node, scope: Scope, this: Any) -> None:
        self._step()
        kind = node[0]
        if kind == "do":
            self._value(node[1], scope, this)
        elif kind == "block":
            self._declare(node[1], scope)
            for one in node[1]:
                self._execute(one, scope, this)
        elif kind == "declare":
            for target, value in node[1]:
                made = self._value(value, scope, this) if value is not None else None
                if value is not None or target[0] != "name" or target[1] not in scope.names:
                    self._bind(target, made, scope)
        elif kind == "if":
            branch = node[2] if is_true(self._value(node[1], scope, this)) else node[3]
            if branch is not None:
                self._execute(branch, scope, this)
        elif kind == "return":
            raise _ReturnError(self._value(node[1], scope, this) if node[1] is not None else None)
        elif kind in ("for", "each"):
            self._loop(node, scope, this)
        elif kind == "try":
            self._try(node, scope, this)
        elif kind == "switch":
            self._switch(node, scope, this)
        elif kind == "throw":
            raise _ThrownError(self._value(node[1], scope, this))
        elif kind == "break":
            raise _BreakError
        elif kind == "continue":
            raise _ContinueError

    def _loop(self, node: Node, scope: Scope, this: Any) -> None:
        if node[0] == "each":
            values = self._value(node[3], scope, this)
            items: list[Any] = list(values) if isinstance(values, list | dict | str) else []
            if node[1] == "in" and isinstance(values, list | str):
                items = [str(at) for at in range(len(items))]
            elif node[1] == "of" and isinstance(values, dict):
                items = []
            for one in items:
                self._bind(node[2], one, scope)
                if self._ends(node[4], scope, this):
                    return
            return
        if node[1] is not None:
            self._execute(node[1], scope, this)
        while True:
            test = True if node[2] is None else self._value(node[2], scope, this)
            if isinstance(test, Unknown) or not is_true(test) or self._ends(node[4], scope, this):
                return
            if node[3] is not None:
                self._value(node[3], scope, this)

    def _ends(self, body: Node, scope: Scope, this: Any) -> bool:
        try:
            self._execute(body, scope, this)
        except _BreakError:
            return True
        except _ContinueError:
            return False
        return False

    def _try(self, node: Node, scope: Scope, this: Any) -> None:
        try:
            self._execute(node[1], scope, this)
        except _ThrownError as thrown:
            if node[3] is not None:
                if node[2]:
                    scope.names[node[2]] = thrown.value
                self._execute(node[3], scope, this)
        finally:
            if node[4] is not None:
                self._execute(node[4], scope, this)

    def _switch(self, node: Node, scope: Scope, this: Any) -> None:
        value = self._value(node[1], scope, this)
        tests = [
            case[0] is not None and self._equal(value, self._value(case[0], scope, this)) for case in node[2]
        ]
        start = next((at for at, equal in enumerate(tests) if equal is True), None)
        if start is None:
            start = next((at for at, case in enumerate(node[2]) if case[0] is None), None)
        if start is None:
            return
        try:
            for _, body in node[2][start:]:
                for one in body:
                    self._execute(one, scope, this)
        except _BreakError:
            return

    # -- targets --

    def _bind(self, target: Node, value: Any, scope: Scope) -> None:
        if target[0] == "name":
            scope.names[target[1]] = value
        else:
            self._assign(target, value, scope, None, declared=True)

    def _assign(self, target: Node, value: Any, scope: Scope, this: Any, *, declared: bool = False) -> None:
        if target[0] == "name":
            holder = None if declared else scope.holder(target[1])
            known = holder.get(target[1]) if holder is not None else None
            if isinstance(known, Host) and known.opens and not declared:
                known.set("", value)  # location = '…'
                return
            (holder if holder is not None else (scope.names if declared else self.scope.names))[target[1]] = (
                value
            )
        elif target[0] == "member":
            owner = self._value(target[1], scope, this)
            self._set(owner, self._value(target[2], scope, this), value)
        elif target[0] == "array":
            for at, one in enumerate(target[1]):
                self._assign(one, methods.member(value, at), scope, this, declared=declared)
        elif target[0] == "object":
            for key, one in target[1]:
                if key[0] == "text":
                    self._assign(one, self._member(value, key[1]), scope, this, declared=declared)

    def _set(self, owner: Any, key: Any, value: Any) -> None:
        if isinstance(owner, Host):
            known = owner.get(text_of(key))
            if isinstance(known, Host) and known.opens:
                known.set("", value)  # window.location = '…'
            else:
                owner.set(text_of(key), value)
        elif isinstance(owner, dict):
            owner[text_of(key)] = value
        elif isinstance(owner, Function):
            owner.members[text_of(key)] = value
        elif isinstance(owner, list):
            at = number_of(key)
            if isinstance(at, int) and 0 <= at < 5000:
                owner += [None] * (at + 1 - len(owner))
                owner[at] = value
        elif isinstance(owner, Unknown):
            path = owner.path
            if path.rpartition(".")[2] in ("onload", "onclick") or key == "onload":
                self.calls.append((f"{path}.onload", [value]))
            elif text_of(key) == "innerHTML":
                self.calls.append(("document.write", [value]))
            elif ".headers" in f"{path}.{key}":  # `axios.defaults.headers.common.Token = '…'`
                self.calls.append((f"{path}.set", [key, value]))

    # -- expressions --

    def _value(self, node: Node, scope: Scope, this: Any) -> Any:
        self._step()
        kind = node[0]
        if kind in ("text", "number", "constant"):
            return node[1]
        if kind == "name":
            return self._named(node[1], scope, this)
        if kind == "binary":
            return self._binary(node, scope, this)
        if kind == "member":
            return self._member(self._value(node[1], scope, this), self._value(node[2], scope, this), node)
        if kind == "call":
            return self._called(node, scope, this)
        if kind == "assign":
            return self._assigned(node, scope, this)
        if kind == "choose":
            return self._value(
                node[2] if is_true(self._value(node[1], scope, this)) else node[3], scope, this
            )
        if kind == "template":
            parts = [
                one if isinstance(one, str) else text_of(self._value(one, scope, this)) for one in node[1]
            ]
            return "".join(parts)[:_MAX_TEXT]
        if kind in ("lambda", "arrow"):
            return Function(node[1][0], node[1][1], scope, this, kind == "arrow")
        if kind == "array":
            return self._values(node[1], scope, this)
        if kind == "object":
            return self._object(node, scope, this)
        if kind == "unary":
            return self._unary(node, scope, this)
        if kind == "step":
            return self._stepped(node, scope, this)
        if kind == "sequence":
            self._value(node[1], scope, this)
            return self._value(node[2], scope, this)
        if kind == "regex":
            return builtins.regex(node[1], node[2])
        if kind == "new":
            return self._made(node, scope, this)
        if kind == "class":
            return self._class(node, scope, this)
        if kind == "await":
            return settled(self._value(node[1], scope, this))
        return None

    def _named(self, name: str, scope: Scope, this: Any) -> Any:
        if name == "this":
            return self.scope.names.get("window") if this is None else this
        holder = scope.holder(name)
        if holder is not None:
            return holder[name]
        window = self.scope.names.get("window")
        found = window.get(name) if isinstance(window, Host) else None
        return Unknown(name) if found is None else found

    def _values(self, nodes: Sequence[Node], scope: Scope, this: Any) -> list[Any]:
        found: list[Any] = []
        for one in nodes:
            if one[0] == "spread":
                value = self._value(one[1], scope, this)
                found += value if isinstance(value, list) else []
            else:
                found.append(self._value(one, scope, this))
        return found

    def _object(self, node: Node, scope: Scope, this: Any) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in node[1]:
            found = self._value(value, scope, this)
            if key[0] == "spread":
                made |= found if isinstance(found, dict) else {}
            else:
                made[text_of(self._value(key, scope, this))] = found
        return made

    def _unary(self, node: Node, scope: Scope, this: Any) -> Any:
        if node[1] == "typeof" and node[2][0] == "name" and self._is_missing(node[2][1], scope):
            return "undefined"
        value = self._value(node[2], scope, this)
        if node[1] == "!":
            return not is_true(value)
        if node[1] == "typeof":
            return builtins.type_of(value)
        if node[1] == "delete" and node[2][0] == "member":
            self._set(self._value(node[2][1], scope, this), self._value(node[2][2], scope, this), None)
        if node[1] in ("void", "delete"):
            return None
        number = number_of(value)
        if number is None:
            return builtins.derived(value)
        return -number if node[1] == "-" else number

    def _is_missing(self, name: str, scope: Scope) -> bool:
        """Return whether no script has declared a name and no library that a page loads has it, either."""
        return (
            scope.holder(name) is None
            and isinstance(self._named(name, scope, None), Unknown)
            and name not in _OF_LIBRARIES
        )

    def _stepped(self, node: Node, scope: Scope, this: Any) -> Any:
        before = number_of(self._value(node[2], scope, this))
        after: Any = Unknown("calculated") if before is None else before + (1 if node[1] == "++" else -1)
        self._assign(node[2], after, scope, this)
        return after if node[3] else (Unknown("calculated") if before is None else before)

    def _assigned(self, node: Node, scope: Scope, this: Any) -> Any:
        operator, target = node[1], node[2]
        if operator in ("||", "&&", "??"):
            value = self._binary(("binary", operator, target, node[3]), scope, this)
        elif operator:
            value = self._calculated(
                operator, self._value(target, scope, this), self._value(node[3], scope, this)
            )
        else:
            value = self._value(node[3], scope, this)
        self._assign(target, value, scope, this)
        return value

    def _binary(self, node: Node, scope: Scope, this: Any) -> Any:
        operator = node[1]
        left = self._value(node[2], scope, this)
        if operator == "||":
            if isinstance(left, Unknown):  # `options.size || 15`: the value of a page that names none
                right = self._value(node[3], scope, this)
                return left if isinstance(right, Unknown) or right is None or right == "" else right
            return left if is_true(left) else self._value(node[3], scope, this)
        if operator == "&&":
            return self._value(node[3], scope, this) if is_true(left) else left
        if operator == "??":
            return (
                left
                if left is not None and not isinstance(left, Unknown)
                else self._value(node[3], scope, this)
            )
        return self._calculated(operator, left, self._value(node[3], scope, this))

    def _calculated(self, operator: str, left: Any, right: Any) -> Any:
        if operator == "+":
            return self._added(left, right)
        if operator in ("==", "==="):
            return self._equal(left, right)
        if operator in ("!=", "!=="):
            equal = self._equal(left, right)
            return equal if isinstance(equal, Unknown) else not equal
        if operator in ("in", "instanceof"):
            return text_of(left) in right if isinstance(right, dict) else Unknown("is")
        if operator in ("<", ">", "<=", ">=") and isinstance(left, str) and isinstance(right, str):
            return builtins.ordered(operator, left, right)
        first, second = number_of(left), number_of(right)
        if first is None or second is None:
            return builtins.derived(left, right)
        return builtins.calculate(operator, first, second)

    def _added(self, left: Any, right: Any) -> Any:
        left, right = (int(one) if isinstance(one, PageNumber) else one for one in (left, right))
        texts = [isinstance(one, str | list | dict | Host) for one in (left, right)]
        if any(texts):
            made = text_of(left) + text_of(right)
            if len(made) > _MAX_TEXT:
                raise StopError
            return made
        first, second = number_of(left), number_of(right)
        return builtins.derived(left, right) if first is None or second is None else first + second

    def _equal(self, left: Any, right: Any) -> Any:
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return False if left is None or right is None else Unknown("equal")
        if left is None or right is None:
            return left is None and right is None
        if isinstance(left, str) and isinstance(right, str):
            return left == right
        if isinstance(left, str | int | float) and isinstance(right, str | int | float):
            first, second = number_of(left), number_of(right)
            return first == second and not (isinstance(first, float) and math.isnan(first))
        return left is right

    # -- members and calls --

    def _member(self, owner: Any, key: Any, node: Node | None = None) -> Any:
        if isinstance(owner, Unknown):
            return Unknown(f"{owner.path}.{key}" if isinstance(key, str) else f"{owner.path}[]")
        if isinstance(owner, Host):
            return owner.get(text_of(key))
        if isinstance(owner, Function):
            if key in ("call", "apply", "bind"):
                return lambda _, given: self._applied(owner, str(key), given)
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
            if len(self.calls) < _MAX_RECORDED:
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
