"""Compare the CPU time for a short and a long text: it must grow in step with the length, not faster."""

from __future__ import annotations

from collections.abc import Callable

ATTEMPTS = 5


def grows_in_step(seconds: Callable[[int], float], small: int, large: int, factor: float) -> bool:
    """Return whether the large size takes less than `factor` times the small one, in one of a few attempts.

    What else the machine does changes a measurement by half and more; what grows too fast does so in every attempt.
    """
    seconds(small)  # the first call also compiles patterns and fills caches
    return any(seconds(large) < factor * max(seconds(small), 0.005) for _ in range(ATTEMPTS))
