"""Old TLS: asked only where a site file permits it, and told in each capture."""

from __future__ import annotations

import datetime
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from archive.warc.reader import captures
from tests.spiders.test_crawl import crawl

PAGE = (
    "<html><head><title>云桥区政府工作报告</title></head><body>"
    + "<p>修路架桥，安置居民。</p>" * 60
    + "</body></html>"
)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGE.encode() if self.path != "/robots.txt" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own making and its key, as old county servers have them."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return paths


@pytest.fixture
def old_server(tmp_path: Path) -> Iterator[int]:
    """A server that speaks TLS 1.0 and nothing newer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):  # Python warns of TLS 1.0
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    context.load_cert_chain(*certificate(tmp_path))
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] -- a refused handshake is what is tested
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("permitted", [True, False])
def test_old_tls_is_spoken_where_the_site_file_permits_it(
    old_server: int, tmp_path: Path, permitted: bool
) -> None:
    home = f"https://localhost:{old_server}/"
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "yunqiao.yaml").write_text(
        f"name: 云桥区\nhomepage: {home}\nfamily: plain\nreports: [{home}bg.html]\nallow_private: true\n"
        f"old_tls: {str(permitted).lower()}\n", "utf-8",
    )  # fmt: skip
    told = crawl(tmp_path / "data", sites, 1, ["yunqiao"])
    found = [c for path in (tmp_path / "data" / "warc").iterdir() for c in captures(path) if c.fields]
    if not permitted:
        assert {c.fields.outcome for c in found if c.fields} == {"error"} and told["left"]
        return
    (report,) = (c for c in found if c.url.endswith("/bg.html"))
    assert report.fields and report.fields.outcome == "ok"
    assert report.fields.detail == "over TLSv1, which anyone on the way could alter"
