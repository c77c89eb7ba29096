"""TLS: a bad certificate is recorded or refused, old TLS needs permission, and each site has its own rules."""

from __future__ import annotations

import datetime
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from archive.queries.status import status
from archive.store import Archive
from archive.warc.reader import captures
from flows.pipeline.selection import site_row
from spiders.config import sitefile
from tests.support.crawling import crawl, take_in
from tests.support.tls import DAY, NOW, authority, certificate, tls_server

BAD = {
    "self-signed": ({}, "self-signed"),
    "expired": ({"until": NOW - DAY / 2, "ca": True}, f"expired on {NOW - DAY / 2:%Y-%m-%d}"),
    "not-yet-valid": ({"since": NOW + DAY / 2, "ca": True}, f"not valid before {NOW + DAY / 2:%Y-%m-%d}"),
    "another-host": (
        {"host": "www.other.example", "ca": True},
        "made out to www.other.example, not to localhost",
    ),
    "short-key": ({"bits": 1024, "ca": True}, "a key of 1024 bits"),
    "two-faults": (
        {"host": "www.other.example", "until": NOW - DAY / 2, "ca": True},
        f"expired on {NOW - DAY / 2:%Y-%m-%d}; made out to www.other.example, not to localhost",
    ),
}  # fmt: skip


def write_site(sites: Path, name: str, port: int, more: str = "") -> None:
    sites.mkdir(exist_ok=True)
    home = f"https://localhost:{port}/"
    (sites / f"{name}.yaml").write_text(
        f"name: 云桥区\nhomepage: {home}\nfamily: plain\nreports: [{home}bg.html]\nallow_private: true\n{more}",
        "utf-8",
    )


def reports(data: Path) -> dict[str, tuple[str, str | None]]:
    """Return the outcome and detail of the last request of each site."""
    found = [c for path in (data / "warc").iterdir() for c in captures(path) if c.fields]
    return {str(c.fields.site): (c.fields.outcome, c.fields.detail) for c in found if c.fields}


def test_a_bad_certificate_is_recorded_and_refused_where_required(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted.file))
    with ExitStack() as servers:
        for kind, (values, _) in BAD.items():
            options = dict(values)
            by = trusted if options.pop("ca", False) else None
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            context.load_cert_chain(*certificate(tmp_path, by=by, **options))  # type: ignore[arg-type]
            port = servers.enter_context(tls_server(context))
            write_site(tmp_path / "sites", f"{kind}-lax", port)
            write_site(tmp_path / "sites", f"{kind}-strict", port, "certificate: required\n")
        ids = [f"{kind}-{how}" for kind in BAD for how in ("lax", "strict")]
        summary = crawl(tmp_path / "data", tmp_path / "sites", 1, ids)
    found = reports(tmp_path / "data")
    for kind, (_, words) in BAD.items():
        assert found[f"{kind}-lax"] == ("ok", f"certificate: {words}")
        outcome, detail = found[f"{kind}-strict"]
        assert outcome == "error" and detail is not None
        assert detail.startswith("certificate: ") and detail.endswith("; `certificate: required` refuses it")
        assert words.partition(";")[0] in detail
    assert set(summary["left"]) == {f"{kind}-strict" for kind in BAD}

    take_in(tmp_path / "data", 1)
    with Archive.open(tmp_path / "data", holder="test") as archive:
        archive.load_sites([site_row("expired-lax", sitefile.load(tmp_path / "sites/expired-lax.yaml"))])
    sites = {one.id: one for one in status(tmp_path / "data", datetime.date(2026, 11, 28)).sites}
    assert sites["expired-lax"].certificate == BAD["expired"][1]


@pytest.mark.ci
def test_a_good_certificate_leaves_no_detail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted.file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(tmp_path, by=trusted))
    data = tmp_path / "data"
    data.mkdir()
    (data / "fangzhi.toml").write_text('[crawl]\ncertificate = "required"\n', "utf-8")
    with tls_server(context) as port:
        write_site(tmp_path / "sites", "good", port)
        summary = crawl(data, tmp_path / "sites", 1, ["good"])
    assert reports(data) == {"good": ("ok", None)}
    assert summary["left"] == {}


@pytest.fixture
def old_server(tmp_path: Path) -> Iterator[int]:
    """Run a server that supports only TLS 1.0."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):  # Python warns about TLS 1.0
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    context.load_cert_chain(*certificate(tmp_path))
    with tls_server(context) as port:
        yield port


@pytest.mark.ci
def test_old_tls_is_used_only_for_the_site_that_permits_it(old_server: int, tmp_path: Path) -> None:
    write_site(tmp_path / "sites", "open", old_server, "old_tls: true\n")
    write_site(tmp_path / "sites", "closed", old_server)
    summary = crawl(tmp_path / "data", tmp_path / "sites", 1, ["open", "closed"])
    found = reports(tmp_path / "data")
    assert found["open"][0] == "ok"
    assert str(found["open"][1]).startswith(
        "over TLSv1, which anyone on the way could alter; certificate: self-signed"
    )
    assert found["closed"][0] == "error"
    assert "`old_tls: true` in closed.yaml permits" in str(found["closed"][1])
    assert "old_tls" in summary["left"]["closed"]
