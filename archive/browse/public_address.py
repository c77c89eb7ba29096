"""The archive's public address: from the configuration, never from a request's Host header."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from datasette.app import Datasette

VARIABLE = "FANGZHI_PUBLIC_URL"
"""The environment variable that sets it for a published folder."""


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """Scheme, host (with its port, if any) and path (`/` or `/fz/`) of the archive's front page."""

    scheme: str
    host: str
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{self.path}"


def parse(value: str) -> PublicAddress:
    """Return the parts of an address such as https://example.org/fz/; the last slash may be missing.

    Raises ValueError with what to write instead.
    """
    parts = urlsplit(value.strip())
    whole = re.fullmatch(r"[A-Za-z0-9.:\[\]-]+", parts.netloc) and re.fullmatch(
        r"(/[A-Za-z0-9._~-]+)*/?", parts.path
    )
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not whole
        or parts.query
        or parts.fragment
    ):
        raise ValueError(f"{value!r}: write the address of the front page, such as https://example.org/fz/")
    return PublicAddress(parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/")


def configured(datasette: Datasette) -> PublicAddress | None:
    """Return the address from the environment or the plugin's configuration, None if neither sets one."""
    value = os.environ.get(VARIABLE) or (datasette.plugin_config("fangzhi") or {}).get("public_url")
    return parse(value) if value else None


def of_request(datasette: Datasette, scope: Mapping[str, Any]) -> PublicAddress:
    """Return the configured address, or the one that this server listens on."""
    known = configured(datasette)
    base = str(datasette.setting("base_url"))
    if known is not None:
        return PublicAddress(known.scheme, known.host, base)
    name, port = scope.get("server") or ("localhost", None)
    host = f"[{name}]" if ":" in name else name
    scheme = "https" if datasette.setting("force_https_urls") else "http"
    return PublicAddress(scheme, f"{host}:{port}" if port else host, base)
