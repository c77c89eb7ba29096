"""Site files for the farm's sites, from what it announces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.farm import Farm


def write(farm: Farm, folder: Path) -> None:
    """ID.yaml for each site of a running farm."""
    folder.mkdir(parents=True, exist_ok=True)
    for site in farm.ready["sites"]:
        (folder / f"{site['id']}.yaml").write_text(_text(site), "utf-8")


def _text(site: dict[str, Any]) -> str:
    lists = [(site["list_url"], "reports")]
    if site.get("livelihood_list_url"):
        lists.append((site["livelihood_list_url"], "livelihood"))
    lines = [
        f"name: {site['division']}",
        f"homepage: {site['home_url']}",
        f"family: {site['family']}",
        "lists:",
        *(line for url, kind in lists for line in (f"  - url: {url}", f"    kind: {kind}")),
        "allow_private: true",
        "delay: 0",
        "verified: 2026-11-01",
        f"official: {'true' if site['official'] else 'false'}",
    ]
    if site["official"] and not site["code"].startswith("99"):
        lines.insert(1, f'division: "{site["code"]}"')
    return "\n".join(lines) + "\n"
