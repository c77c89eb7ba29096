"""The limits of a reading process: seconds of CPU, and address space, set on the process itself."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MB = 10**6


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one document: seconds of CPU, and megabytes (10**6 bytes) of the process's address space."""

    cpu_seconds: float = 20.0
    memory_mb: int = 1000


DEFAULT = Limits()


@contextlib.contextmanager
def child_limits(memory_mb: int) -> Iterator[None]:
    """Change the limits while another program is started, which inherits them: its memory limit, and unlimited CPU."""
    before = {what: resource.getrlimit(what)[0] for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU)}
    soft_limit(resource.RLIMIT_AS, memory_mb * MB)
    soft_limit(resource.RLIMIT_CPU, None)
    try:
        yield
    finally:
        for what, value in before.items():
            soft_limit(what, None if value == resource.RLIM_INFINITY else value)


def address_space_mb() -> float:
    """Return the megabytes of address space that this process has; 0 where the system does not say (Linux says)."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize() / MB


def soft_limit(what: int, value: int | None) -> None:
    """Set a soft limit, at most the hard limit; None sets it to the hard limit."""
    _, hard = resource.getrlimit(what)
    soft = hard if value is None else value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(
        ValueError, OSError
    ):  # macOS refuses an address-space limit below what is mapped
        resource.setrlimit(what, (soft, hard))
