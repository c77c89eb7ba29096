"""Publish a folder that any host can serve: a snapshot with our pages, as a Datasette configuration directory."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import yaml
from sqlite_utils import Database

from archive.browse.public_address import parse
from archive.browse.server import HERE, SETTINGS, metadata
from archive.database import seals
from archive.database.readonly import open_readonly, snapshot
from archive.errors import ArchiveError, MissingCapturesError
from archive.export import redact as withheld
from archive.export.whole import whole_folder
from archive.layout import FILE, WARC_FOLDER

PACKAGES = Path(__file__).parent.parent.parent
# Parts of our packages that are elsewhere in the folder, and files that running them leaves behind.
_NOT_COPIED = shutil.ignore_patterns("__pycache__", "templates", "static", "folder", "metadata.yaml")
# The dependencies in pyproject.toml that reading and browsing need.
_NEEDED = ("brotli", "charset-normalizer", "datasette", "lxml", "pyyaml", "selectolax",
           "sqlite-utils", "warcio", "xlsxwriter")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Publication:
    """What the folder contains: documents, versions emptied because they are withdrawn, WARC files."""

    documents: int
    withheld: int
    warc_files: int


def publish(folder: Path, out: Path, *, captures: bool = True, public_url: str | None = None) -> Publication:
    """Write the current state of a data folder's archive into the new folder `out`.

    Withdrawn pages lose their text there, and their raw captures are left out; `captures=False` leaves out all
    captures. The operator's arguments (`runs.parameters`) are left out too. `public_url` is the front page's
    address for readers. `out` appears only once it is complete. Raises FileExistsError, NoArchiveError,
    NewerSchemaError, MissingCapturesError, OSError.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(f"{out} exists")
    open_readonly(folder).close()
    with whole_folder(out) as place:
        return _fill(folder, place, captures=captures, public_url=public_url)


def _fill(folder: Path, place: Path, *, captures: bool, public_url: str | None) -> Publication:
    shutil.copytree(HERE / "folder", place, ignore=_NOT_COPIED, dirs_exist_ok=True)
    snapshot(folder, place / FILE)
    with closing(Database(place / FILE)) as db:
        emptied = withheld.forget_texts(db)
        warc_files = _copy_captures(db, folder / WARC_FOLDER, place / WARC_FOLDER) if captures else 0
        with db.atomic():
            db.execute("UPDATE runs SET parameters = '{}'")
            seals.seal_all(db, "runs")
        (documents,) = db.execute("SELECT count(*) FROM documents").fetchone()
    for part in ("templates", "static"):
        shutil.copytree(HERE / part, place / part)
    for package in ("archive", "parsers"):
        shutil.copytree(PACKAGES / package, place / package, ignore=_NOT_COPIED)
    described = yaml.safe_dump(metadata(public_url), allow_unicode=True, sort_keys=False)
    (place / "metadata.yaml").write_text(described, encoding="utf-8")
    if (folder / "robots.txt").is_file():
        shutil.copyfile(folder / "robots.txt", place / "robots.txt")
    settings = {**SETTINGS, "base_url": parse(public_url).path if public_url else "/"}
    (place / "settings.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    (place / "requirements.txt").write_text("\n".join(requirements()) + "\n", encoding="utf-8")
    _inspect(place)
    return Publication(documents, emptied, warc_files)


def requirements() -> list[str]:
    """Return the pages' dependencies and theirs, pinned to the versions installed here: `name==version`."""
    wanted, found = list(_NEEDED), dict[str, str]()
    while wanted:
        name = re.sub("[-_.]+", "-", wanted.pop()).lower()
        if name in found or name == "pip":
            continue
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue  # required on another Python or system only
        found[name] = installed.version
        for line in installed.requires or ():
            requirement, _, marker = line.partition(";")
            if "extra" not in marker:
                wanted.append(re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0])
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def _copy_captures(db: Database, source: Path, target: Path) -> int:
    try:
        return withheld.copy_captures(db, source, target)
    except FileNotFoundError as error:
        name = Path(error.filename).name
        raise MissingCapturesError(f"{WARC_FOLDER}/{name} is missing; publish without captures, or bring it back") \
            from error  # fmt: skip


def _inspect(folder: Path) -> None:
    """Run `datasette inspect` on the snapshot; Datasette serves inspected databases as immutable."""
    done = subprocess.run(
        [sys.executable, "-m", "datasette", "inspect", FILE, "--inspect-file", "inspect-data.json"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise ArchiveError(f"`datasette inspect` failed: {last[0]}")
