"""The release names one version everywhere."""

from __future__ import annotations

import re
import tomllib

import yaml

from tests.conftest import ROOT


def version() -> str:
    text: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return text


def test_the_citation_and_the_changelog_name_the_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert newest and citation["version"] == newest[1] == version()


def test_the_pinned_requirements_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index-url" not in text and "find-links" not in text


def test_files_from_others_are_named_with_their_licences() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert all((ROOT / name).is_file() for name in project["license-files"])
    rows = re.findall(
        r"^\| (`[^|]+) \| [^|]+ \| [^|]+ \|$", (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"), re.M
    )
    assert rows
    for row in rows:
        folder = ROOT
        for name in re.findall(r"`([^`]+)`", row):
            path = ROOT / name if "/" in name else folder / name
            assert path.is_file(), name
            folder = path.parent
    named = " ".join(rows)
    # A script, style or font that says whose it is must be in the table.
    for path in ROOT.glob("archive/browse/static/*"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"copyright|@license|licensed under", text, re.I) or path.name in named, (
            path.name
        )
