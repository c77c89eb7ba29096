"""Run scripts within bounds: a number of steps, a depth of calls, no access to anything but the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spiders.lists.scripts.running.evaluation import operators
from spiders.lists.scripts.running.evaluation.bounds import (
    FAILURES,
    BreakError,
    ContinueError,
    ReturnError,
    StopError,
    ThrownError,
)
from spiders.lists.scripts.running.evaluation.evaluator import Evaluator
from spiders.lists.scripts.running.language.syntax import Node, Parser
from spiders.lists.scripts.running.lists import iterated
from spiders.lists.scripts.running.values import Function, Scope, Unknown, is_true


class Interpreter(Evaluator):
    """Run scripts, statement by statement."""

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
            branch = node[2] if self._truth(self._value(node[1], scope, this)) else node[3]
            if branch is not None:
                self._execute(branch, scope, this)
        elif kind == "return":
            raise ReturnError(self._value(node[1], scope, this) if node[1] is not None else None)
        elif kind in ("for", "each"):
            self._loop(node, scope, this)
        elif kind == "try":
            self._try(node, scope, this)
        elif kind == "switch":
            self._switch(node, scope, this)
        elif kind == "throw":
            raise ThrownError(self._value(node[1], scope, this))
        elif kind == "break":
            raise BreakError
        elif kind == "continue":
            raise ContinueError

    def _loop(self, node: Node, scope: Scope, this: Any) -> None:
        if node[0] == "each":
            values = self._value(node[3], scope, this)
            items: list[Any] = list(values) if isinstance(values, dict) else iterated(values)
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
        except BreakError:
            return True
        except ContinueError:
            return False
        return False

    def _try(self, node: Node, scope: Scope, this: Any) -> None:
        try:
            self._execute(node[1], scope, this)
        except ThrownError as thrown:
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
            case[0] is not None and operators.equal(value, self._value(case[0], scope, this))
            for case in node[2]
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
        except BreakError:
            return
