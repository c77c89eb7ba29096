"""TLS with county sites: certificates are verified, a bad one is recorded, and old TLS needs permission.

Many of these sites have an expired or self-signed certificate, or one issued for another host. Their pages are
archived all the same, and each capture records the fault (`detail`); `certificate: required` in a site file or in
fangzhi.toml refuses such a server. Some servers answer only below TLS 1.2 or with keys that OpenSSL 3 refuses (its
security level 0): a site file must permit that (`old_tls: true`), for its own requests alone.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import Certificate, ExtensionNotFound, NameOID, SubjectAlternativeName
from OpenSSL import SSL, crypto
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from service_identity.exceptions import CertificateError, VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from spiders.config.settings import Settings
from spiders.config.sitefile import SiteFile
from spiders.scrapy_side.context import context_of
from spiders.visit.exchange import Purpose

_LEGACY_SERVER_CONNECT = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT (RFC 5746), as Scrapy sets it for all
OLD = ("SSLv3", "TLSv1", "TLSv1.1")
_LEAST_BITS = 2048  # of an RSA key (CA/Browser Forum Baseline Requirements, since 2014)

# Results of X509_verify_cert (OpenSSL's x509_vfy.h) that these sites show.
_NOT_YET_VALID, _EXPIRED = 9, 10
_SELF_SIGNED = (18, 19)
_UNKNOWN_ISSUER = (2, 20, 21)
_SHORT_KEY = (66, 67)
_OTHERS = {
    7: "its signature does not fit", 23: "revoked", 24: "issued by a certificate that may not issue others",
    26: "not made for a web server", 68: "signed with a hash that is too weak",
}  # fmt: skip

# What OpenSSL, or the server's alert, reports if only TLS 1.0 or 1.1, or weak keys and ciphers, are supported.
_TOO_OLD = re.compile(
    r"unsupported protocol|alert protocol version|no protocols available|too small|too weak"
    r"|unsafe legacy renegotiation|handshake failure|no shared cipher|no ciphers available|wrong signature type"
    r"|insufficient security|bad ecpoint|wrong curve|digest check failed"
)


class TlsRefusedError(OSError):
    """No page was fetched, because of the server's TLS; the message gives the reason and the key that permits it."""


@dataclass(slots=True)
class Handshake:
    """The result of the last handshake with a host: the TLS version, and the faults of the certificate."""

    version: str | None = None
    faults: dict[str, None] = field(default_factory=dict)  # in order, without repeats

    @property
    def certificate(self) -> str | None:
        """Return the faults of the certificate; None if it was verified."""
        return f"certificate: {'; '.join(self.faults)}" if self.faults else None

    @property
    def detail(self) -> str | None:
        """Return what a capture records about the connection."""
        old = f"over {self.version}, which anyone on the way could alter" if self.version in OLD else None
        return "; ".join(filter(None, (old, self.certificate))) or None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site's requests permit: old TLS, and whether the certificate must be valid."""

    old: bool
    required: bool

    @classmethod
    def of(cls, site: SiteFile, settings: Settings) -> Rules:
        """Return the rules of a site file, or else of fangzhi.toml."""
        return cls(site.old_tls, (site.certificate or settings.crawl.certificate) == "required")


def _fault(code: int, certificate: Certificate) -> str:
    """Describe the fault that OpenSSL's verification found in a certificate of the chain."""
    if code == _EXPIRED:
        return f"expired on {certificate.not_valid_after_utc:%Y-%m-%d}"
    if code == _NOT_YET_VALID:
        return f"not valid before {certificate.not_valid_before_utc:%Y-%m-%d}"
    if code in _SELF_SIGNED:
        return "self-signed"
    if code in _UNKNOWN_ISSUER:
        return "issued by an authority that this machine does not know"
    if code in _SHORT_KEY:
        return _short_key(certificate) or "a key that is too short"
    return _OTHERS.get(code, f"verification error {code} of OpenSSL")


def _short_key(certificate: Certificate) -> str | None:
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey) and key.key_size < _LEAST_BITS:
        return f"a key of {key.key_size} bits"
    return None


def _names(certificate: Certificate) -> str:
    """Return the hosts that a certificate is issued for, at most three."""
    try:
        found = [
            str(name.value)
            for name in certificate.extensions.get_extension_for_class(SubjectAlternativeName).value
        ]
    except (ExtensionNotFound, ValueError):
        found = [str(one.value) for one in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    return ", ".join(found[:3]) + (" and others" if len(found) > 3 else "") or "nobody"


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    """Create connections to one host; record the result of the handshake."""

    def __init__(self, host: str, context: SSL.Context, rules: Rules, handshake: Handshake) -> None:
        self._host = host
        self._context = context
        self._rules = rules
        self._handshake = handshake
        try:
            self._id: Any = IPAddress_ID(host)
        except ValueError:
            self._id = DNS_ID(host)

    def clientConnectionForTLS(self, _: object) -> SSL.Connection:  # noqa: N802 -- Twisted's name
        self._handshake.version = None
        self._handshake.faults.clear()
        connection = SSL.Connection(self._context, None)
        if not _is_address(self._host):
            connection.set_tlsext_host_name(self._host.encode("idna"))
        connection.set_verify(SSL.VERIFY_PEER, self._verify)
        return connection

    def _verify(self, connection: SSL.Connection, shown: crypto.X509, code: int, depth: int, ok: int) -> bool:
        self._handshake.version = connection.get_protocol_version_name()
        certificate = shown.to_cryptography()
        faults = [None if ok else _fault(code, certificate)]
        if depth == 0:
            faults.append(_short_key(certificate))
            try:
                verify_service_identity(extract_patterns(shown), [self._id], [])
            except (CertificateError, VerificationError):
                faults.append(f"made out to {_names(certificate)}, not to {self._host}")
        self._handshake.faults.update(dict.fromkeys(filter(None, faults)))
        return not (self._rules.required and self._handshake.faults)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@implementer(IPolicyForHTTPS)
class _Policy:
    """Create connections under one set of rules; record each host's last handshake."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._handshakes: dict[tuple[str, int], Handshake] = {}
        context = SSL.Context(SSL.TLS_METHOD)
        context.set_min_proto_version(SSL.TLS1_VERSION if rules.old else SSL.TLS1_2_VERSION)
        context.set_cipher_list(b"DEFAULT:@SECLEVEL=0" if rules.old else b"DEFAULT:@SECLEVEL=1")
        context.set_options(_LEGACY_SERVER_CONNECT)
        context.set_default_verify_paths()
        self._context = context

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 -- Twisted's name
        host = hostname.decode("ascii")
        return _Creator(host, self._context, self._rules, self.handshake(host, port))

    def handshake(self, host: str, port: int) -> Handshake:
        """Return the result of the last handshake with a host and port."""
        return self._handshakes.setdefault((host, port), Handshake())


class _Handler(HTTP11DownloadHandler):
    """Scrapy's handler of https under one set of rules, with its own connections."""

    def __init__(self, crawler: Crawler, policy: _Policy) -> None:
        super().__init__(crawler)
        self._contextFactory = cast("IPolicyForHTTPS", policy)


class TlsHandler:
    """Handle https: each site's requests follow its own rules, even if two sites share a host.

    It leaves a `Handshake` in the request's meta under "tls".
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        context = context_of(crawler)
        self._sites = context.sites
        self._settings = context.settings
        self._crawler = crawler
        self._handlers: dict[Rules, tuple[_Policy, _Handler]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TlsHandler:
        """Build the object as Scrapy expects."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """Download like Scrapy. Raises TlsRefusedError if the server's TLS is what failed."""
        purpose: Purpose = request.meta["purpose"]
        rules = Rules.of(self._sites[purpose.site], self._settings)
        if rules not in self._handlers:
            policy = _Policy(rules)
            self._handlers[rules] = policy, _Handler(self._crawler, policy)
        policy, handler = self._handlers[rules]
        parts = urlsplit(request.url)
        handshake = policy.handshake(parts.hostname or "", parts.port or 443)
        try:
            response = await handler.download_request(request)
        except Exception as error:  # whatever Scrapy and Twisted raise is raised again, or explained
            why = _explained(str(error), rules, handshake, purpose.site)
            if why is None:
                raise
            raise TlsRefusedError(why) from error
        request.meta["tls"] = Handshake(handshake.version, dict(handshake.faults))
        return response

    async def close(self) -> None:
        """Close all connections."""
        for _, handler in self._handlers.values():
            await handler.close()


def _explained(words: str, rules: Rules, handshake: Handshake, site: str) -> str | None:
    """Return why a request failed, if TLS is the reason: a refused certificate, or a server with only old TLS."""
    if rules.required and handshake.certificate:
        return f"{handshake.certificate}; `certificate: required` refuses it"
    if "SSL" not in words or rules.old:
        return None
    found = _TOO_OLD.search(words.lower())
    if found is None:
        return None
    return f"TLS: {found[0]}; the server speaks only old TLS or weak keys; `old_tls: true` in {site}.yaml permits them"
