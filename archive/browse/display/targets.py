"""Compare a figure with its target, by the target's bound and by which direction is better."""

from __future__ import annotations

from parsers.indicators.names.codes import codes


def missed_by(
    indicator: str, target: float | None, target_max: float | None, bound: str | None, actual: float | None
) -> float | None:
    """Return by how much `actual` missed the target: 0 if it was met, None if that can't be decided.

    不低于 and 不高于 give the direction themselves; otherwise it is taken from codes.tsv. An indicator for which
    neither more nor less is better can only miss a target that gives a direction or a range.

    >>> missed_by("gdp", 7.0, None, "about", 6.5), missed_by("gdp", 7.0, None, "point", 7.5)
    (0.5, 0.0)
    >>> missed_by("cpi", 3.0, None, "at_most", 2.1), missed_by("cpi", 3.0, None, "at_most", 3.5)
    (0.0, 0.5)
    >>> missed_by("gdp", 6.0, 6.5, "range", 6.2), missed_by("gdp", None, None, "point", 1.0)
    (0.0, None)
    """
    if target is None or actual is None or bound == "qualitative":
        return None
    high = target if target_max is None else target_max
    code = codes().get(indicator)
    better = {"at_least": "+", "at_most": "-"}.get(bound or "", code.better if code else "0")
    if better == "+":
        return max(0.0, target - actual)
    if better == "-":
        return max(0.0, actual - high)
    return max(0.0, target - actual, actual - high) if bound == "range" else None
