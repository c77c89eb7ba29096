"""The interface's words in Chinese and English, and the choice between the two languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import yaml

from parsers.indicators.names.codes import codes

Language = Literal["zh", "en"]
Speaker = Callable[..., str]

_WORDS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "words.yaml").read_text(encoding="utf-8")
)


def choose(wanted: str | None, accepted: str) -> Language:
    """Return the requested language or, without a request, the one of the two that Accept-Language ranks higher.

    >>> choose(None, "fr, en;q=0.8, zh-CN;q=0.9"), choose("en", "zh"), choose(None, "")
    ('zh', 'en', 'zh')
    """
    languages: tuple[Language, Language] = ("zh", "en")
    weights = dict.fromkeys(languages, 0.0)
    for part in accepted.split(","):
        name, _, parameters = part.strip().partition(";")
        quality = parameters.strip().removeprefix("q=")
        weight = float(quality) if re.fullmatch(r"[01](\.[0-9]*)?", quality) else 1.0
        for language in languages:
            if wanted == language:
                return language
            if name.lower().split("-")[0] == language:
                weights[language] = max(weights[language], weight)
    return max(languages, key=lambda language: weights[language])


def say(language: Language, key: str, **values: object) -> str:
    """Return a phrase of the interface; an unknown key (a code of another version) without its part before the dot."""
    words = _WORDS.get(key) or _indicator(key)
    if words is None:
        return key.partition(".")[2] or key
    return words[0 if language == "zh" else 1].format(**values)


def _indicator(key: str) -> list[str] | None:
    """Return the names of `indicator.CODE` from the table of codes, without its leading remarks in brackets."""
    code = codes().get(key.removeprefix("indicator.")) if key.startswith("indicator.") else None
    return [re.sub(r"^（[^）]*）", "", code.zh), code.en] if code else None


def speaker(language: Language) -> Speaker:
    """Return `say` bound to one language, for templates."""

    def t(key: str, **values: object) -> str:
        return say(language, key, **values)

    return t
