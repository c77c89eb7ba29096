"""Fixtures that all tests share."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is; what must be fast is held by growth tests. The examples are
# the same in each run: one that fails is found where the change was made, not in somebody's else.
settings.register_profile(
    "fangzhi", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("fangzhi")

# A shell starts its background jobs with SIGINT ignored, and every process that they start inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# An archive waits for its disk at each commit, which was half of the time of its tests; memory does not make it wait.
_MEMORY = Path("/dev/shm")
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("FANGZHI_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; they are not ours to ship."""
    if not SHARED.is_dir():
        reason = f"the real documents are not here: {SHARED} is no folder (set FANGZHI_SHARED)"
        if os.environ.get("FANGZHI_REQUIRE_SHARED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return SHARED
