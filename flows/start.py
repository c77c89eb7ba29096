"""The console script `fangzhi`: from its first moment on, Ctrl-C ends it with one line."""

from __future__ import annotations

from flows.interruption import interruption


def main() -> None:
    """Run the command line, whose imports alone take a moment."""
    interruption.end_at_once()
    from flows.cli import main as run

    run()
