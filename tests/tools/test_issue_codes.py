"""docs/architecture.md names the functions that open and close each issue code, and docs/operations.md each meaning."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tools import architecture

# The position of the code among the arguments, by the function called; one more where the database comes first.
OPENING = {"open_issue": 2, "Wait": 0, "Unread": 0}
CLOSING = {"close_issue": 1}
DATABASE = {"db", "self.db", "archive.db"}
# Codes of issues that are opened or closed with the code in a variable or in SQL.
TUPLES = ("LIST_CODES",)


def modules() -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(architecture.ROOT).with_suffix("").parts): ast.parse(
            path.read_text("utf-8")
        )
        for package in architecture.PACKAGES
        for path in (architecture.ROOT / package).rglob("*.py")
    }


def constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Return the values of a module's constants by name."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
    return found


MODULES = modules()
CONSTANTS = {name: constants(tree) for name, tree in MODULES.items()}


def text(module: str, value: ast.expr) -> str | None:
    """Return the string that an argument is, directly or as a constant of this or another module."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    if not isinstance(value, ast.Name):
        return None
    if value.id in CONSTANTS[module]:
        return text(module, CONSTANTS[module][value.id])
    for node in MODULES[module].body:
        if isinstance(node, ast.ImportFrom) and any(alias.name == value.id for alias in node.names):
            return text(node.module or "", value) if node.module in CONSTANTS else None
    return None


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def calls(positions: dict[str, int]) -> dict[str, set[str]]:
    """Return the functions that call one of some functions with a known code, by code."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, tree in MODULES.items():
        for name, function in functions(tree):
            for node in ast.walk(function):
                if not isinstance(node, ast.Call):
                    continue
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called not in positions:
                    continue
                at = positions[called] + bool(node.args and ast.unparse(node.args[0]) in DATABASE)
                code = text(module, node.args[at]) if at < len(node.args) else None
                if code is not None:
                    found[code].add(f"{module}.{name}")
    return found


def table(document: Path, heading: str) -> dict[str, list[str]]:
    """Return the rows of the first table below a heading: the cells behind the code, by code."""
    section = document.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", section, re.M)
    return {code: cells.split(" | ") for code, cells in rows}


ARCHITECTURE = table(architecture.DOCUMENT, "Issues")
OPERATIONS = table(architecture.ROOT / "docs" / "operations.md", "Issue codes")


def test_every_issue_code_is_in_both_tables() -> None:
    tuples = [CONSTANTS[module].get(name) for module in MODULES for name in TUPLES]
    used = {
        *calls(OPENING),
        *calls(CLOSING),
        *(code for value in tuples if value is not None for code in ast.literal_eval(value)),
    }
    assert len(used) > 15
    assert used == set(ARCHITECTURE)
    assert used == set(OPERATIONS)


def test_the_functions_that_open_and_close_a_code_are_named() -> None:
    missing = [
        f"{code}: {function}"
        for column, found in ((0, calls(OPENING)), (1, calls(CLOSING)))
        for code, called_in in found.items()
        for function in sorted(called_in)
        if f"`{function}`" not in ARCHITECTURE[code][column]
    ]
    assert missing == []


def test_every_function_named_for_an_issue_exists() -> None:
    known = {f"{module}.{name}" for module, tree in MODULES.items() for name, _ in functions(tree)}
    named = {name for cells in ARCHITECTURE.values() for name in re.findall(r"`([\w.]+)`", " ".join(cells))}
    assert named - known == set()
    assert len(named) > 10
