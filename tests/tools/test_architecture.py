"""The list of modules in docs/architecture.md is what the modules say of themselves."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

from tools import architecture


def test_the_list_of_modules_is_current() -> None:
    text = architecture.DOCUMENT.read_text(encoding="utf-8")
    assert architecture.renew(text) == text, "run `python -m tools.architecture`"


def test_every_module_says_what_it_is_about() -> None:
    silent = [
        path.relative_to(architecture.ROOT).as_posix()
        for package in architecture.PACKAGES
        for folder in architecture.folders(architecture.ROOT / package)
        for path in (*architecture.modules(folder), folder / "__init__.py")
        if not architecture.summary(path)
    ]
    assert silent == []


def test_no_folder_hides_its_groups() -> None:
    """At most fourteen modules in a folder; families and pages are one module a kind."""
    full = {
        folder.relative_to(architecture.ROOT).as_posix(): len(architecture.modules(folder))
        for package in architecture.PACKAGES
        for folder in architecture.folders(architecture.ROOT / package)
        if folder.name not in ("families", "pages") and len(architecture.modules(folder)) > 14
    }
    assert full == {}


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_module_imports_itself_by_a_detour() -> None:
    root = architecture.ROOT
    paths = {
        ".".join(path.relative_to(root).with_suffix("").parts): path
        for package in architecture.PACKAGES
        for folder in architecture.folders(root / package)
        for path in architecture.modules(folder)
    }
    graph = {name: _imports(path) & paths.keys() - {name} for name, path in paths.items()}
    order = TopologicalSorter(graph)
    order.prepare()  # raises CycleError with the modules of a cycle
    assert len(paths) > 200
