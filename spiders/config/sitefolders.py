"""Which site files are in force: the bundled ones and, over them, those in DATA/sites; or one folder alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spiders.config.sitefile import SiteFile, SiteFileError, load, shipped, site_paths

OWN = "sites"  # the operator's folder within the data folder


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """The usable site files by id, and one message for each that is not usable."""

    sites: dict[str, SiteFile]
    errors: tuple[str, ...]


def own_folder(sites: Path | None, data: Path) -> Path:
    """Return the folder into which commands write site files: that of `--sites`, or else DATA/sites."""
    return sites or data / OWN


def in_force(sites: Path | None, data: Path) -> tuple[Path, ...]:
    """Return the folders whose site files are in force; a later folder replaces files with the same id."""
    if sites is not None:
        return (sites,)
    own = data / OWN
    return (shipped(), own) if own.is_dir() else (shipped(),)


def paths(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the path of each site file in force by id, in order of id. Raises SiteFileError for a missing folder."""
    found = {path.stem: path for folder in folders for path in site_paths(folder)}
    return dict(sorted(found.items()))


def survey(folders: Sequence[Path], only: Iterable[str] | None = None) -> SiteFiles:
    """Read the site files in force; a bad one does not stop the others. `only`: the wanted ids; None: all."""
    wanted = None if only is None else set(only)
    sites, errors = {}, []
    found = paths(folders)
    for name, path in found.items():
        if wanted is not None and name not in wanted:
            continue
        try:
            sites[name] = load(path)
        except SiteFileError as error:
            errors.append(str(error))
    errors += [
        f"{folders[-1]}: no site file {name}.yaml; `fangzhi site list` shows those that are there"
        for name in sorted((wanted or set()) - set(found))
    ]
    return SiteFiles(sites, tuple(errors))
