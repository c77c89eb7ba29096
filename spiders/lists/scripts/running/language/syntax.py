"""Parse JavaScript as list pages use it (ES5 and the common parts of ES6) into nested tuples.

A statement that can't be parsed is skipped up to the next `;` or `}`: scripts of government sites are often broken in
one place. `("if", test, then, else)` and the like are the nodes; those of expressions are in `expressions`.
"""

from __future__ import annotations

from spiders.lists.scripts.running.language.cursor import NotUnderstoodError
from spiders.lists.scripts.running.language.expressions import MAX_NESTING, Expressions, Node

__all__ = ["Node", "Parser"]


class Parser(Expressions):
    """Parse one script; `program` returns the statements that could be parsed."""

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

    def _statement(self) -> Node:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise NotUnderstoodError("nesting")
        made = self._read_one()
        self._depth -= 1
        return made

    def _read_one(self) -> Node:
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
