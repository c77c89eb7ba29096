"""Ports for servers that take a number and no listening socket."""

from __future__ import annotations

import socket
from random import SystemRandom

# Linux gives connections and `bind(0)` ports from 32768 on: a port below stays free until the server takes it.
RANGE = range(15_000, 32_000)


def free_port() -> int:
    """Return a port on loopback that nobody uses and that the system gives to nobody."""
    for port in SystemRandom().sample(RANGE, 1000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
