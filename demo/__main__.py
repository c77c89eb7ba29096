"""`python -m demo`: serve the demo sites, to be opened in a browser."""

from __future__ import annotations

import argparse
import sys
import threading

from demo.server import DemoFarm


def main() -> int:
    """Serve until q or Ctrl-C is typed; a number and Enter change the night."""
    parser = argparse.ArgumentParser(prog="python -m demo", description="Serve the demo sites on loopback.")
    parser.add_argument("--port", type=_port, default=8900, help="port of the first site; 0: free ones")
    parser.add_argument("--night", type=int, choices=DemoFarm.nights, default=1)
    options = parser.parse_args()
    farm = DemoFarm(options.port)
    farm.night = options.night
    try:
        farm.start()
    except OSError as error:
        print(f"cannot serve on ports from {options.port} on: {error.strerror}; give --port", file=sys.stderr)
        return 3
    for site in farm.sites:
        print(f"{site.origin}/  {site.district.name} ({site.district.family}, {site.district.encoding})")
    print("type 1, 2 or 3 to change the night, q to stop", flush=True)
    try:
        for line in sys.stdin:
            if line.strip() == "q":
                break
            if line.strip() in {str(night) for night in farm.nights}:
                farm.night = int(line)
                print(f"night {farm.night}", flush=True)
        else:  # no terminal to listen to
            threading.Event().wait()
    except KeyboardInterrupt:
        print()
    finally:
        farm.stop()
    return 0


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65530:
        raise argparse.ArgumentTypeError("a number from 0 to 65530")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
