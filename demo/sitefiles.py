"""Write site files (docs/sites.md) for the demo sites at the addresses where they are served."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from demo.districts import DAYS
from demo.website import Website


def site_file(site: Website) -> str:
    """Return the YAML of one site; it allows loopback addresses and sets no delay."""
    district = site.district
    return f"""# {district.name}: an invented place, served by `fangzhi demo`.
name: {district.name}人民政府
division: "{district.code}"
homepage: {site.origin}/
family: {district.family}
lists:
  - url: {site.list_url("reports")}
    kind: reports
  - url: {site.list_url("livelihood")}
    kind: livelihood
allow_private: true
delay: 0
verified: {DAYS[1]}
evidence:
  - the demo's own sites (demo/districts.py)
"""


def write(sites: Iterable[Website], folder: Path) -> list[Path]:
    """Write ID.yaml for each site into `folder`, creating it if necessary; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for site in sites:
        path = folder / f"{site.district.id}.yaml"
        path.write_text(site_file(site), "utf-8")
        written.append(path)
    return written
