"""A record's values and the identity of its text, whatever the code does to get there quickly."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import fields
from typing import Literal, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import record
from parsers.record import content_sha256

MARKS = st.text(
    alphabet="，：；（）！？％…．～\u3000\xa0 \u0301\u0308\u3099Aeがｶﾞ1发發㎡①ﬁ\ufdfa\n", max_size=40
)


@given(st.one_of(MARKS, st.text()))
def test_texts_are_identified_by_their_nfkc_form_without_white_space(text: str) -> None:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    assert content_sha256(text) == hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


@pytest.mark.parametrize("kind", sorted(record._FLAT, key=lambda kind: kind.__name__))
def test_what_is_taken_for_flat_has_only_scalar_fields(kind: type) -> None:
    named = {part.strip() for field in fields(kind) for part in str(field.type).split("|")}
    alias = {name for name in named if get_origin(getattr(record, name, None)) is Literal}
    assert named - alias <= {"str", "int", "float", "bool", "None"}
