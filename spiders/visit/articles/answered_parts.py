"""The further parts of an article's text that an answer holds in a list, of which the page shows one at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from parsers.formats.web.held import as_html
from parsers.text.han import HAN
from spiders.lists.links import tree_of
from spiders.lists.scripts.running.dom.drawing import WRITTEN
from spiders.visit.articles.rendition import without_code

_HAN = re.compile(HAN)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_OF_A_PAGE: Final = 200  # Chinese characters of a part
_BEGINNING: Final = 200  # characters by which a part is recognised
_HERE: Final = "@@fangzhi-further-parts@@"


def with_parts(shown: str, answers: Mapping[str, str | None]) -> str:
    """Return a page with the further parts of its text behind the first one, if an answer has them."""
    text = _words(_TAG.sub("", without_code(shown)))
    for parts in (one for answer in answers.values() if answer for one in _lists(answer)):
        first, second = (_words(_TAG.sub("", part))[:_BEGINNING] for part in parts[:2])
        if first not in text or second in text:
            continue
        tree = tree_of(shown)
        written = [node for node in tree.css(f"[{WRITTEN}]") if first in _words(node.text(deep=True))]
        if written:
            written[-1].insert_child(_HERE)
            return (tree.html or "").replace(_HERE, "\n".join(parts[1:]))
    return shown


def _words(text: str) -> str:
    return "".join(_HAN.findall(text))


def _lists(answer: str) -> Iterator[list[str]]:
    """Yield the lists of long texts in a JSON answer."""
    try:
        waiting = [json.loads(answer)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            texts = [one for one in value if isinstance(one, str)]
            if 1 < len(texts) == len(value) and all(
                len(_words(_TAG.sub("", one))) >= _OF_A_PAGE for one in texts
            ):
                yield [as_html(one) for one in texts]
            waiting += [one for one in value if isinstance(one, dict | list)]
