"""Loopback TLS servers with good and bad certificates, all made on the fly."""

from __future__ import annotations

import datetime
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.support.serving import in_thread

PAGE = (
    "<html><head><title>云桥区政府工作报告</title></head><body>"
    + "<p>修路架桥，安置居民。</p>" * 60
    + "</body></html>"
)
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the tests; `file` is what a client must trust."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    file: Path


def authority(folder: Path) -> Authority:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(NOW - 9 * DAY).not_valid_after(NOW + 9 * DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "authority.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return Authority(key, made, file)


def certificate(
    folder: Path,
    *,
    host: str = "localhost",
    by: Authority | None = None,
    since: datetime.datetime = NOW - DAY,
    until: datetime.datetime = NOW + DAY,
    bits: int = 2048,
) -> tuple[Path, Path]:
    """Make a certificate and its key; without an authority it is self-signed."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)  # type: ignore[arg-type]  # 1024 too
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    try:
        alternative: x509.GeneralName = x509.IPAddress(ip_address(host))
    except ValueError:
        alternative = x509.DNSName(host)
    made = (
        x509.CertificateBuilder().subject_name(name)
        .issuer_name(by.certificate.subject if by else name).public_key(key.public_key())
        .serial_number(2).not_valid_before(since).not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .sign(by.key if by else key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return paths


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


@contextmanager
def tls_server(context: ssl.SSLContext) -> Iterator[int]:
    """Serve one report page over TLS; yield the port."""
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] -- a refused handshake is what is tested
    with in_thread(server):
        yield server.server_port
