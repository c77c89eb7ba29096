"""Parse the expressions, functions and classes of JavaScript into nested tuples: `("call", function, arguments)`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Final

from spiders.lists.scripts.running.language.cursor import Cursor, NotUnderstoodError

Node = tuple[Any, ...]
_ASSIGNING: Final = frozenset(("=", "+=", "-=", "*=", "/=", "%=", "||=", "&&=", "??=", "|=", "&=", "^="))
_PRECEDENCE: Final = {
    "??": 1, "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "===": 6, "!==": 6, "<": 7, ">": 7, "<=": 7,
    ">=": 7, "instanceof": 7, "in": 7, "<<": 8, ">>": 8, ">>>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10, "**": 11,
}  # fmt: skip
MAX_NESTING: Final = 120


class Expressions(Cursor, ABC):
    """Read the expressions of one script; the statements inside functions are its subclass's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._depth = 0
        self._no_in = False

    @abstractmethod
    def _block(self) -> Node:
        """Read statements between braces: a function's body."""

    def _pattern(self) -> Node:
        if self._text in ("[", "{"):
            return self._assignment_target(self._primary())
        return ("name", self._name())

    # -- functions --

    def _function(self) -> Node:
        """Read parameters and body, after the name."""
        self._expect("(")
        parameters = self._parameters()
        return (parameters, self._block())

    def _parameters(self) -> list[tuple[Node, Node | None]]:
        parameters: list[tuple[Node, Node | None]] = []
        while not self._take(")"):
            self._take("...")
            target = self._pattern()
            parameters.append((target, self._assignment() if self._take("=") else None))
            if not self._take(",") and self._text != ")":
                raise NotUnderstoodError(")")
        return parameters

    def _arrow(self) -> Node | None:
        """Read an arrow function, if one begins here."""
        start = self._at
        self._take("async")
        if self._kind == "id" and self._peek().text == "=>":
            parameters: list[tuple[Node, Node | None]] = [(("name", self._name()), None)]
        elif self._text == "(" and self._closes_before_arrow():
            self._next()
            parameters = self._parameters()
        else:
            self._at = start
            return None
        self._expect("=>")
        if self._text == "{":
            return ("arrow", (parameters, self._block()))
        return ("arrow", (parameters, ("return", self._assignment())))

    def _closes_before_arrow(self) -> bool:
        depth = 0
        for at in range(self._at, min(self._at + 400, len(self._found))):
            one = self._found[at]
            if one.kind == "punct":
                depth += (one.text in ("(", "[", "{")) - (one.text in (")", "]", "}"))
                if depth == 0:
                    return self._found[min(at + 1, len(self._found) - 1)].text == "=>"
        return False

    # -- expressions --

    def _expression(self) -> Node:
        value = self._assignment()
        while self._take(","):
            value = ("sequence", value, self._assignment())
        return value

    def _assignment(self) -> Node:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise NotUnderstoodError("nesting")
        try:
            if arrow := self._arrow():
                return arrow
            value = self._binary(0)
            if self._take("?"):
                before, self._no_in = self._no_in, False
                then = self._assignment()
                self._no_in = before
                self._expect(":")
                return ("choose", value, then, self._assignment())
            if self._text in _ASSIGNING:
                operator = self._next().text
                return ("assign", operator[:-1], self._assignment_target(value), self._assignment())
            return value
        finally:
            self._depth -= 1

    def _assignment_target(self, value: Node) -> Node:
        if value[0] in ("name", "member", "array", "object"):
            return value
        raise NotUnderstoodError("a target")

    def _binary(self, least: int) -> Node:
        value = self._unary()
        while True:
            operator = self._text
            strength = _PRECEDENCE.get(operator, 0)
            if strength <= least or (operator == "in" and self._no_in):
                return value
            self._next()
            value = ("binary", operator, value, self._binary(strength - (operator == "**")))

    def _unary(self) -> Node:
        text = self._text
        if text in ("!", "-", "+", "~", "typeof", "void", "delete"):
            self._next()
            return ("unary", text, self._unary())
        if text in ("++", "--"):
            self._next()
            return ("step", text, self._assignment_target(self._unary()), True)
        if text in ("await", "yield") and self._peek().text not in ("=", ".", ")", ","):
            self._next()
            return ("await", self._unary())
        value = self._postfix()
        if self._text in ("++", "--") and not self._found[self._at].after_line:
            return ("step", self._next().text, self._assignment_target(value), False)
        return value

    def _postfix(self) -> Node:
        if self._take("new"):
            made = self._members(self._primary(), calls=False)
            value: Node = ("new", made, self._arguments() if self._text == "(" else [])
        else:
            value = self._primary()
        return self._members(value, calls=True)

    def _members(self, value: Node, *, calls: bool) -> Node:
        while True:
            if self._take(".") or (
                self._text == "?." and self._peek().text not in ("(", "[") and self._take("?.")
            ):
                value = ("member", value, ("text", ("#" if self._take("#") else "") + self._name()))
            elif self._text == "?.":
                self._next()
            elif self._take("["):
                before, self._no_in = self._no_in, False
                value = ("member", value, self._expression())
                self._no_in = before
                self._expect("]")
            elif calls and self._text == "(":
                value = ("call", value, self._arguments())
            elif self._kind == "template":
                return value
            else:
                return value

    def _arguments(self) -> list[Node]:
        self._expect("(")
        before, self._no_in = self._no_in, False
        arguments: list[Node] = []
        while not self._take(")"):
            spread = self._take("...")
            one = self._assignment()
            arguments.append(("spread", one) if spread else one)
            if not self._take(",") and self._text != ")":
                raise NotUnderstoodError(")")
        self._no_in = before
        return arguments

    def _primary(self) -> Node:
        one = self._next()
        if one.kind in ("str", "num"):
            return ("text" if one.kind == "str" else "number", one.value)
        if one.kind == "template":
            parts = [part if isinstance(part, str) else type(self)(part[0])._whole() for part in one.value]
            return ("template", parts)
        if one.kind == "regex":
            return ("regex", *one.value)
        if one.kind == "id":
            return self._word(one.text)
        if one.text == "(":
            before, self._no_in = self._no_in, False
            value = self._expression()
            self._no_in = before
            self._expect(")")
            return value
        if one.text == "[":
            return self._array()
        if one.text == "{":
            return self._object()
        raise NotUnderstoodError(one.text)

    def _whole(self) -> Node:
        return self._expression() if self._kind != "end" else ("text", "")

    def _word(self, text: str) -> Node:
        if text == "function" or (text == "async" and self._take("function")):
            self._take("*")
            if self._kind == "id":
                self._next()
            return ("lambda", self._function())
        if text in ("true", "false", "null", "undefined"):
            return ("constant", {"true": True, "false": False}.get(text))
        if text == "class":
            if self._kind == "id" and self._text != "extends":
                self._next()
            return self._class()
        if text == "export":
            raise NotUnderstoodError(text)
        return ("name", text)

    def _array(self) -> Node:
        values: list[Node] = []
        while not self._take("]"):
            if self._take(","):
                values.append(("constant", None))
                continue
            spread = self._take("...")
            one = self._assignment()
            values.append(("spread", one) if spread else one)
            if not self._take(",") and self._text != "]":
                raise NotUnderstoodError("]")
        return ("array", values)

    def _object(self) -> Node:
        members: list[tuple[Node, Node]] = []
        while not self._take("}"):
            if self._take("..."):
                members.append((("spread",), self._assignment()))
            else:
                members.append(self._property())
            if not self._take(",") and self._text != "}":
                raise NotUnderstoodError("}")
        return ("object", members)

    def _key(self) -> Node:
        """Return the key of a property or of a class's member: a name, a string, a number or [an expression]."""
        if self._take("["):
            key = self._assignment()
            self._expect("]")
            return key
        one = self._next()
        if one.kind not in ("id", "str", "num"):
            raise NotUnderstoodError("a key")
        return ("text", str(one.value) if one.kind != "id" else one.text)

    def _property(self) -> tuple[Node, Node]:
        kind = self._kind_of_method(":,(}")
        key = self._key()
        if self._text == "(":
            return key, (kind, self._function())
        if self._take(":"):
            return key, self._assignment()
        if self._take("="):  # a default in a pattern
            self._assignment()
        return key, ("name", key[1])

    # -- classes --

    def _class(self) -> Node:
        """Read a class after its name: its parent, its methods, and the values of its fields."""
        parent = self._members(self._primary(), calls=True) if self._take("extends") else None
        methods: list[tuple[Node, Node, bool]] = []
        fields: list[tuple[Node, Node]] = []
        self._expect("{")
        while not self._take("}"):
            if self._take(";"):
                continue
            static = self._text == "static" and self._peek().text != "(" and self._take("static")
            if static and self._text == "{":
                self._block()
                continue
            kind = self._kind_of_method("=;(}")
            key = ("text", f"#{self._name()}") if self._take("#") else self._key()
            if self._text == "(":
                methods.append((key, (kind, self._function()), static))
                continue
            value = self._assignment() if self._take("=") else ("constant", None)
            if static:
                methods.append((key, value, True))
            else:
                fields.append((key, value))
        return ("class", parent, methods, fields)
