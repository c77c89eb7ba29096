"""Parse JavaScript as list pages use it (ES5 and the common parts of ES6) into nested tuples.

A statement that can't be parsed is skipped up to the next `;` or `}`: scripts of government sites are often broken in
one place. `("call", function, arguments)`, `("if", test, then, else)` and the like are the nodes.

Over 300 lines: the methods of one recursive parser.
"""

from __future__ import annotations

from typing import Any, Final

from spiders.lists.scripts.running.lexer import Lexeme, lexemes

Node = tuple[Any, ...]
_ASSIGNING: Final = frozenset(("=", "+=", "-=", "*=", "/=", "%=", "||=", "&&=", "??=", "|=", "&=", "^="))
_PRECEDENCE: Final = {
    "??": 1, "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "===": 6, "!==": 6, "<": 7, ">": 7, "<=": 7,
    ">=": 7, "instanceof": 7, "in": 7, "<<": 8, ">>": 8, ">>>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10, "**": 11,
}  # fmt: skip
_MAX_NESTING: Final = 120
_MAX_LEXEMES: Final = 60_000


class NotUnderstoodError(Exception):
    """The script has a construct that the parser does not know, or is malformed."""


class Parser:
    """Parse one script; `program` returns the statements that could be parsed."""

    def __init__(self, code: str) -> None:
        self._found = lexemes(code)[:_MAX_LEXEMES]
        self._found.append(Lexeme("end", "", True))
        self._at = 0
        self._depth = 0
        self._no_in = False

    def program(self) -> list[Node]:
        """Return the statements of the script."""
        statements: list[Node] = []
        while self._kind != "end":
            before = self._at
            try:
                self._depth = 0
                statements.append(self._statement())
            except NotUnderstoodError:
                self._recover(before)
        return statements

    def _recover(self, before: int) -> None:
        depth = 0
        self._at = max(before, min(self._at, len(self._found) - 1))
        while self._kind != "end":
            text = self._next().text
            depth += (text in "([{" and text != "") - (text in ")]}" and text != "")
            if depth <= 0 and text in (";", "}"):
                return

    # -- lexemes --

    @property
    def _text(self) -> str:
        one = self._found[self._at]
        return one.text if one.kind in ("punct", "id") else ""

    @property
    def _kind(self) -> str:
        return self._found[self._at].kind

    def _next(self) -> Lexeme:
        one = self._found[self._at]
        if one.kind != "end":
            self._at += 1
        return one

    def _take(self, text: str) -> bool:
        if self._text == text:
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise NotUnderstoodError(text)

    def _name(self) -> str:
        if self._kind != "id":
            raise NotUnderstoodError("a name")
        return self._next().text

    def _peek(self, ahead: int = 1) -> Lexeme:
        return self._found[min(self._at + ahead, len(self._found) - 1)]

    # -- statements --

    def _statement(self) -> Node:
        self._depth += 1
        if self._depth > _MAX_NESTING:
            raise NotUnderstoodError("nesting")
        made = self._one_statement()
        self._depth -= 1
        return made

    def _one_statement(self) -> Node:
        text = self._text
        if text == "{":
            return self._block()
        if self._take(";"):
            return ("block", [])
        if text in ("var", "const") or (
            (text == "let" and self._peek().kind in ("id",)) or (text == "let" and self._peek().text in "[{")
        ):
            made = self._declaration()
            self._take(";")
            return made
        if text == "function" or (text == "async" and self._peek().text == "function"):
            self._take("async")
            self._next()
            self._take("*")
            name = self._name()
            return ("function", name, self._function())
        reader = getattr(self, f"_{text}_statement", None) if self._kind == "id" else None
        if reader is not None:
            self._next()
            return reader()  # type: ignore[no-any-return]  # the readers below, found by their names
        if self._kind == "id" and self._peek().text == ":":  # a label
            self._at += 2
            return self._statement()
        value = self._expression()
        self._take(";")
        return ("do", value)

    def _block(self) -> Node:
        self._expect("{")
        statements = []
        while not self._take("}"):
            if self._kind == "end":
                raise NotUnderstoodError("}")
            statements.append(self._statement())
        return ("block", statements)

    def _declaration(self) -> Node:
        self._next()
        parts = []
        while True:
            target = self._pattern()
            parts.append((target, self._assignment() if self._take("=") else None))
            if not self._take(","):
                return ("declare", parts)

    def _pattern(self) -> Node:
        if self._text in ("[", "{"):
            return self._assignment_target(self._primary())
        return ("name", self._name())

    def _if_statement(self) -> Node:
        self._expect("(")
        test = self._expression()
        self._expect(")")
        then = self._statement()
        return ("if", test, then, self._statement() if self._take("else") else None)

    def _for_statement(self) -> Node:
        self._take("await")
        self._expect("(")
        first: Node | None = None
        self._no_in = True
        try:
            if self._text in ("var", "let", "const"):
                first = self._declaration()
            elif self._text != ";":
                first = ("do", self._expression())
        finally:
            self._no_in = False
        if self._text in ("in", "of"):
            kind = self._next().text
            values = self._expression()
            self._expect(")")
            target = (
                first[1][0][0] if first and first[0] == "declare" else first[1] if first else ("name", "_")
            )
            return ("each", kind, target, values, self._statement())
        self._expect(";")
        test = None if self._text == ";" else self._expression()
        self._expect(";")
        step = None if self._text == ")" else self._expression()
        self._expect(")")
        return ("for", first, test, step, self._statement())

    def _while_statement(self) -> Node:
        self._expect("(")
        test = self._expression()
        self._expect(")")
        return ("for", None, test, None, self._statement())

    def _do_statement(self) -> Node:
        body = self._statement()
        self._expect("while")
        self._expect("(")
        test = self._expression()
        self._expect(")")
        self._take(";")
        return ("block", [body, ("for", None, test, None, body)])

    def _return_statement(self) -> Node:
        ends = self._text in (";", "}") or self._kind == "end" or self._found[self._at].after_line
        value = None if ends else self._expression()
        self._take(";")
        return ("return", value)

    def _throw_statement(self) -> Node:
        value = self._expression()
        self._take(";")
        return ("throw", value)

    def _break_statement(self) -> Node:
        if self._kind == "id" and not self._found[self._at].after_line:
            self._next()
        self._take(";")
        return ("break",)

    def _continue_statement(self) -> Node:
        if self._kind == "id" and not self._found[self._at].after_line:
            self._next()
        self._take(";")
        return ("continue",)

    def _try_statement(self) -> Node:
        body = self._block()
        name, handler, last = None, None, None
        if self._take("catch"):
            if self._take("("):
                name = self._name()
                self._expect(")")
            handler = self._block()
        if self._take("finally"):
            last = self._block()
        return ("try", body, name, handler, last)

    def _switch_statement(self) -> Node:
        self._expect("(")
        value = self._expression()
        self._expect(")")
        self._expect("{")
        cases: list[tuple[Node | None, list[Node]]] = []
        while not self._take("}"):
            if self._take("default"):
                test = None
            else:
                self._expect("case")
                test = self._expression()
            self._expect(":")
            body: list[Node] = []
            while self._text not in ("case", "default", "}"):
                if self._kind == "end":
                    raise NotUnderstoodError("}")
                body.append(self._statement())
            cases.append((test, body))
        return ("switch", value, cases)

    # -- modules and classes --

    def _import_statement(self) -> Node:
        """Skip an import: what it imports stays unknown. `import('./x.js')` and `import.meta` are expressions."""
        if self._text in ("(", "."):
            self._at -= 1
            value = self._expression()
            self._take(";")
            return ("do", value)
        while self._kind not in ("str", "end"):
            self._next()
        self._next()
        self._take(";")
        return ("block", [])

    def _export_statement(self) -> Node:
        """Read what is exported as if it were not: a declaration, or `default` with a value."""
        if self._text in ("*", "{"):
            while self._kind != "end" and not self._take(";"):
                if self._next().text == "}" and self._text != "from":
                    break
            return ("block", [])
        if not self._take("default"):
            return self._statement()
        if self._text in ("function", "class") and self._peek().kind == "id":
            return self._statement()
        value = self._expression()
        self._take(";")
        return ("do", value)

    def _class_statement(self) -> Node:
        name = self._name()
        return ("declare", [(("name", name), self._class())])

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
            if self._text in ("async", "get", "set") and self._peek().text not in ("=", ";", "(", "}"):
                self._next()
            self._take("*")
            self._take("#")
            key = self._key()
            if self._text == "(":
                methods.append((key, ("lambda", self._function()), static))
                continue
            value = self._assignment() if self._take("=") else ("constant", None)
            if static:
                methods.append((key, value, True))
            else:
                fields.append((key, value))
        return ("class", parent, methods, fields)

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
        if self._depth > _MAX_NESTING:
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
                self._take("#")
                value = ("member", value, ("text", self._name()))
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
            parts = [part if isinstance(part, str) else Parser(part[0])._whole() for part in one.value]
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
        if self._text in ("async", "get", "set") and self._peek().text not in (":", ",", "(", "}"):
            self._next()
        self._take("*")
        key = self._key()
        if self._text == "(":
            return key, ("lambda", self._function())
        if self._take(":"):
            return key, self._assignment()
        if self._take("="):  # a default in a pattern
            self._assignment()
        return key, ("name", key[1])
