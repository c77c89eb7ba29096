"""The identity of a text: NFKC without white space, whatever the code does to get there quickly."""

from __future__ import annotations

import hashlib
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from parsers.record import content_sha256

MARKS = st.text(
    alphabet="，：；（）！？％…．～\u3000\xa0 \u0301\u0308\u3099Aeがｶﾞ1发發㎡①ﬁ\ufdfa\n", max_size=40
)


@given(st.one_of(MARKS, st.text()))
def test_texts_are_identified_by_their_nfkc_form_without_white_space(text: str) -> None:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    assert content_sha256(text) == hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
