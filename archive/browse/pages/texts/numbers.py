"""What became of the numbers of a version's text, for `/version/ID`: read, left out by a rule, or undecided."""

from __future__ import annotations

from dataclasses import asdict

from archive.browse.rows import Row
from parsers.indicators.account import READ, UNDECIDED, account_of, counts
from parsers.indicators.context.promised import UNREAD_LIST, prose_chapters
from parsers.record import Section
from parsers.version import VERSION

MOST = 300  # undecided numbers listed on a page; a report of 20,000 characters has some twenty


def account(version: Row) -> Row | None:
    """Return the counts by rule and the undecided numbers; None for a text withdrawn or read by another parser.

    The account is made by the parser that is installed: beside the figures of another it would be wrong.
    """
    if not version["text"] or version["parser"] != VERSION:
        return None
    sections = [
        Section(row["level"], row["heading"], row["start"], row["end"]) for row in version["sections"]
    ]
    places = [row["start"] for row in version["commitments"]]
    places += [row["start"] or 0 for row in version["problems"] if row["code"] == UNREAD_LIST]
    fates = account_of(
        version["text"],
        version["title"],
        version["review_year"],
        version["plan_year"],
        version["kind"],
        prose_chapters(sections, places),
    )
    by_rule = counts(fates)
    undecided = [asdict(fate) for fate in fates if fate.rule == UNDECIDED]
    return {
        "all": len(fates),
        "read": by_rule.pop(READ, 0),
        "undecided": by_rule.pop(UNDECIDED, 0),
        "left_out": [{"rule": rule, "count": count} for rule, count in by_rule.items()],
        "undecided_numbers": undecided[:MOST],
    }
