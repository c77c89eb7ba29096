"""`python -m parsers.indicators 句子`: print its tokens, their roles, and what becomes of each number."""

from __future__ import annotations

import argparse

from parsers.indicators.explain import explain


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(prog="python -m parsers.indicators", description=__doc__)
    parser.add_argument("text", help="a sentence, or several lines with headings")
    parser.add_argument(
        "--review", type=int, default=2020, metavar="YEAR", help="the year that the report looks back on"
    )
    arguments = parser.parse_args()
    print("\n".join(explain(arguments.text, arguments.review, arguments.review + 1)))


if __name__ == "__main__":
    main()
