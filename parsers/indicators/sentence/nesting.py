"""The tokens of a sentence in brackets, and in clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from parsers.indicators.copies import replace
from parsers.indicators.names.places import ALL_UNITS
from parsers.indicators.sentence.tokens import Token

_MOST_JOINED = 12  # tokens of 全市五区三县（市）
_SEPARATORS = frozenset({"comma", "semicolon", "colon"})


def nest(tokens: Sequence[Token]) -> list[Token]:
    """Make one `paren` token of bracketed tokens; an unmatched bracket becomes a comma, in place."""
    out: list[Token] = []
    opened: int | None = None
    for token in tokens:
        if token.role == "open":
            if opened is not None:
                out[opened].role = "comma"
            opened = len(out)
            out.append(token)
        elif token.role == "close":
            if opened is None:
                token.role = "comma"
                out.append(token)
            else:
                start, inner = out[opened].start, out[opened + 1 :]
                out[opened:] = [Token("paren", start, token.end, "", inner)]
                opened = None
        else:
            out.append(token)
    if opened is not None:
        out[opened].role = "comma"
    return out


def join_units(tokens: Sequence[Token], is_own: Callable[[str], bool]) -> Sequence[Token]:
    """Make one `whole` token of 全市十三区, 全县12个乡镇: all units of the division that reports are the division."""
    if not any(token.role == "whole" and is_own(token.text) for token in tokens):
        return tokens
    out: list[Token] = []
    end = -1
    for i, token in enumerate(tokens):
        if token.end <= end:
            continue
        if token.start < end:  # 十三区税源: what is left behind the units
            token = replace(token, text=token.text[end - token.start :], start=end)
        if token.role == "whole" and is_own(token.text):
            ahead = tokens[i + 1 : i + 1 + _MOST_JOINED]
            units = ALL_UNITS.match(token.text[-2:] + "".join(t.text for t in ahead))
            if units is not None:
                end = token.end + units.end() - 2
                token = replace(token, end=end)
        out.append(token)
    return out


def clauses(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], str]]:
    """The clauses of a sentence, none empty, each with the role of the mark that ends it."""
    clause: list[Token] = []
    for token in tokens:
        if token.role not in _SEPARATORS:
            clause.append(token)
        elif clause:
            yield clause, token.role
            clause = []
    if clause:
        yield clause, ""
