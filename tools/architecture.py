"""Write the list of modules into docs/architecture.md, from the first line of each module's docstring.

`python -m tools.architecture` rewrites the part between the two markers; a test fails if it differs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "architecture.md"
START = "<!-- modules: made by `python -m tools.architecture` -->"
END = "<!-- end of modules -->"
PACKAGES = ("flows", "spiders", "archive", "parsers")


def summary(path: Path) -> str:
    """Return the first line of a module's docstring, with `|` escaped for a Markdown table."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return doc.partition("\n")[0].replace("|", r"\|")


def folders(package: Path) -> Iterator[Path]:
    """Yield a package's folder and those below it that hold modules, in the order of their names."""
    yield package
    yield from sorted(p for p in package.rglob("*") if (p / "__init__.py").is_file())


def modules(folder: Path) -> list[Path]:
    """Return the modules that lie directly in a folder."""
    return sorted(p for p in folder.glob("*.py") if p.name != "__init__.py")


def listing(root: Path = ROOT) -> str:
    """Return the Markdown list of all packages, folders and modules."""
    lines = []
    for name in PACKAGES:
        lines += [f"### {name}", "", summary(root / name / "__init__.py"), ""]
        for folder in folders(root / name):
            if folder != root / name:
                lines += [f"**{folder.relative_to(root)}/** — {summary(folder / '__init__.py')}", ""]
            if found := modules(folder):
                lines += ["| module | subject |", "|---|---|"]
                lines += [f"| `{path.stem}` | {summary(path)} |" for path in found]
                lines.append("")
    return "\n".join(lines)


def renew(text: str, root: Path = ROOT) -> str:
    """Return the document with a fresh list between its markers. Raises ValueError if a marker is missing."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"docs/architecture.md: the lines {START!r} and {END!r} are missing")
    return f"{before}{START}\n\n{listing(root)}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(renew(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
