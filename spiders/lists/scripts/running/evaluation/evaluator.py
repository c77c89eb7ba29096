"""Evaluate the expressions of scripts, and assign to names, members and patterns.

A value that only a browser has is `Unknown`; it counts as true, so that guards such as `if (!element) return` let
the code behind them run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from spiders.lists.scripts.running import methods
from spiders.lists.scripts.running.evaluation import arithmetic, operators
from spiders.lists.scripts.running.evaluation.bounds import MAX_TEXT
from spiders.lists.scripts.running.evaluation.calling import Calling
from spiders.lists.scripts.running.language.syntax import Node
from spiders.lists.scripts.running.lists import iterated
from spiders.lists.scripts.running.objects import Regex
from spiders.lists.scripts.running.received import settled
from spiders.lists.scripts.running.values import (
    Function,
    Getter,
    Host,
    Scope,
    Unknown,
    derived,
    is_true,
    number_of,
    text_of,
)

_OF_LIBRARIES: Final = frozenset((
    "layui", "Vue", "axios", "React", "echarts", "Swiper", "moment", "angular", "template", "laypage", "laytpl",
    "layer", "CryptoJS", "Base64", "qs", "Qs", "_", "dayjs", "fetch",
))  # fmt: skip


class Evaluator(Calling):
    """Evaluate expressions."""

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
            else:
                self.unsure = True

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
                node[2] if self._truth(self._value(node[1], scope, this)) else node[3], scope, this
            )
        if kind == "template":
            parts = [
                one if isinstance(one, str) else text_of(self._value(one, scope, this)) for one in node[1]
            ]
            return "".join(parts)[:MAX_TEXT]
        if kind in ("lambda", "arrow"):
            return Function(node[1][0], node[1][1], scope, this, kind == "arrow")
        if kind == "getter":
            return Getter(Function(node[1][0], node[1][1], scope, this))
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
            return Regex(node[1], node[2])
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
                found += iterated(value)
            else:
                found.append(self._value(one, scope, this))
        return found

    def _object(self, node: Node, scope: Scope, this: Any) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in node[1]:
            if value[0] == "setter":  # written values are kept as they are
                continue
            found = self._value(value, scope, this)
            if key[0] == "spread":
                made |= found if isinstance(found, dict) else {}
            else:
                made[text_of(self._value(key, scope, this))] = found
        return made

    def _truth(self, value: Any) -> bool:
        """Return whether a value counts as true, and note it if that is not known."""
        self.unsure = self.unsure or isinstance(value, Unknown)
        return is_true(value)

    def _unary(self, node: Node, scope: Scope, this: Any) -> Any:
        if node[1] == "typeof" and node[2][0] == "name" and self._is_missing(node[2][1], scope):
            return "undefined"
        value = self._value(node[2], scope, this)
        if node[1] == "!":
            return not self._truth(value)
        if node[1] == "typeof":
            return arithmetic.type_of(value)
        if node[1] == "delete" and node[2][0] == "member":
            self._set(self._value(node[2][1], scope, this), self._value(node[2][2], scope, this), None)
        if node[1] in ("void", "delete"):
            return None
        number = number_of(value)
        if number is None:
            return derived(value)
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
            value = operators.calculated(
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
            return left if self._truth(left) else self._value(node[3], scope, this)
        if operator == "&&":
            return self._value(node[3], scope, this) if self._truth(left) else left
        if operator == "??":
            return (
                left
                if left is not None and not isinstance(left, Unknown)
                else self._value(node[3], scope, this)
            )
        return operators.calculated(operator, left, self._value(node[3], scope, this))
