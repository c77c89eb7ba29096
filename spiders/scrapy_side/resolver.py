"""Resolve host names to IPv4 and IPv6 addresses; which of them a site may reach is decided for each request."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IResolutionReceiver
from zope.interface import implementer

from spiders.visit.bounds import is_public


@implementer(IResolutionReceiver)
class _PublicFirst:
    """Pass on the public addresses of a name, and others only if it has no public one."""

    def __init__(self, receiver: Any) -> None:
        self._receiver = receiver
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 -- Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 -- Twisted's name
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802 -- Twisted's name
        public = [address for address in self._addresses if is_public(address.host)]
        for address in public or self._addresses:
            self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


class Resolver(CachingHostnameResolver):
    """Scrapy's caching resolver of IPv4 and IPv6 addresses, public ones first.

    Answers are cached for the life of the process, so that the address that was checked is the one connected to.
    """

    def resolveHostName(  # noqa: N802 -- Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803 -- Twisted's name
        hostName: str,  # noqa: N803 -- Twisted's name
        portNumber: int = 0,  # noqa: N803 -- Twisted's name
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803 -- Twisted's name
        transportSemantics: str = "TCP",  # noqa: N803 -- Twisted's name
    ) -> Any:
        """Resolve like Scrapy, public addresses first."""
        receiver: Any = _PublicFirst(resolutionReceiver)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Collector:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 -- Twisted's name
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802 -- Twisted's name
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 -- Twisted's name
        if not self.done.done():
            self.done.set_result(None)


async def resolve(host: str) -> list[str]:
    """Return the addresses of a host that the reactor's resolver finds; empty for an unknown name."""
    from twisted.internet import reactor

    collector = _Collector()
    resolver: Any = reactor
    resolver.nameResolver.resolveHostName(collector, host)
    await collector.done
    return collector.addresses
