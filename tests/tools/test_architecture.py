"""The list of modules in docs/architecture.md is what the modules say of themselves."""

from __future__ import annotations

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
        for package in ("archive", "spiders", "flows")
        for folder in architecture.folders(architecture.ROOT / package)
        if folder.name not in ("families", "pages") and len(architecture.modules(folder)) > 14
    }
    assert full == {}
