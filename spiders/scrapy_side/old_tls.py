"""Old TLS for the sites whose files permit it, and for no other.

Some county sites answer only below TLS 1.2 or with keys that OpenSSL 3 refuses (its security level 0). Whoever
speaks like that can be read and altered on the way, so a site file must say so (`old_tls: true`), and the version used
stands in each capture (`detail`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any, Protocol, cast

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from spiders.scrapy_side.context import context_of

_LEGACY_SERVER_CONNECT = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT (RFC 5746), as Scrapy sets it for all
OLD = ("SSLv3", "TLSv1", "TLSv1.1")


class _Policy(Protocol):
    def creatorForNetloc(self, hostname: bytes, port: int) -> Any: ...  # noqa: N802 -- Twisted's name


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    """Makes connections to one host that may speak TLS 1.0 and weak ciphers; notes the version used."""

    def __init__(self, host: str, versions: dict[str, str]) -> None:
        self._host = host
        self._tls_versions = versions
        context = SSL.Context(SSL.TLS_METHOD)
        context.set_min_proto_version(SSL.TLS1_VERSION)
        context.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
        context.set_options(_LEGACY_SERVER_CONNECT)
        context.set_info_callback(self._note)
        self._context = context

    def clientConnectionForTLS(self, _: object) -> SSL.Connection:  # noqa: N802 -- Twisted's name
        connection = SSL.Connection(self._context, None)
        try:
            ipaddress.ip_address(self._host)
        except ValueError:
            connection.set_tlsext_host_name(self._host.encode("idna"))
        return connection

    def _note(self, connection: SSL.Connection, where: int, _: int) -> None:
        if where & SSL.SSL_CB_HANDSHAKE_DONE:
            self._tls_versions[self._host] = connection.get_protocol_version_name()


@implementer(IPolicyForHTTPS)
class _PerHost:
    """Scrapy's own policy but for the hosts that may speak old TLS."""

    def __init__(self, usual: _Policy, versions: dict[str, str], hosts: frozenset[str]) -> None:
        self._usual = usual
        self._tls_versions = versions
        self._hosts = hosts

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 -- Twisted's name
        host = hostname.decode("ascii")
        return (
            _Creator(host, self._tls_versions)
            if host in self._hosts
            else self._usual.creatorForNetloc(hostname, port)
        )


class OldTlsHandler(HTTP11DownloadHandler):
    """Scrapy's handler of https, with old TLS where a site file permits it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        context = context_of(crawler)
        hosts = frozenset(
            host for site in context.sites.values() if site.old_tls for host, _ in site.allowed_hosts()
        )
        usual = self._contextFactory
        self._contextFactory = cast("IPolicyForHTTPS", _PerHost(usual, context.tls_versions, hosts))


def remark(versions: Mapping[str, str], host: str | None) -> str | None:
    """Return what a capture says about the host's TLS version, or None if it is a current one."""
    name = versions.get(host or "")
    return f"over {name}, which anyone on the way could alter" if name in OLD else None
