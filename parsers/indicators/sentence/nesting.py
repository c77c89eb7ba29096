"""The tokens of a sentence in brackets, and in clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.indicators.sentence.tokens import Token

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
