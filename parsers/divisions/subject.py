"""Decide which division a document is about, from the clearest evidence on its page.

A name that several divisions share (鼓楼区, 和平区, 新华区) is not enough: the names of the divisions above it,
the site's code, or the city that the text names must decide. If nothing decides, the result is None.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from parsers.divisions.mentions import Chain, chains, former, of_short_name, short
from parsers.divisions.table import Span, at, of_code, of_name, zones
from parsers.record import Division
from parsers.text.patterns import lazy

# Years for which a name may be printed after its abolition, or before its entry in the lists.
_SLACK: Final = 2

_ZONE_END: Final = lazy(
    r"(?:新区|高新区|经开区|开发区|度假区|保税区|合作区|示范区|管理区|实验区|试验区|功能区|经济区|名胜区|旅游区|"
    r"工业园区|产业园区|园区|工业园|产业园|产业城|科学城|新城|区(?=管理委员会|管委会))"
    r"(?=管理委员会|管委会|党工委|[12][0-9]{3}年|政府工作报告|工作报告|第[一二三四五六七八九十0-9])"
)
_ZONE_EDGE: Final = lazy(r".{0,40}(?:代表|[在于年月日届上的])", re.S)
_HAN_RUN: Final = lazy(r"[\u3400-\u9fff]{2,20}$")


@dataclass(frozen=True, slots=True)
class Site:
    """A site: the code of its division, and the texts in which the site names itself."""

    code: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The texts in which a document may name its division.

    `clues`: title, headline, meeting, speaker's office, opener, clearest first; `site`; `body`: the text;
    `year`: a year of the document; `low`: whether its author is a district or county (True), a city or
    province (False), or not stated (None).
    """

    clues: tuple[str, ...]
    site: Site
    body: str
    year: int | None = None
    low: bool | None = None


def find(evidence: Evidence) -> Division | None:
    """Return the division that the document is about, or None if the evidence does not decide."""
    for clue in evidence.clues:
        zone = _zone(clue, evidence)
        if zone:
            return zone
        found = list(chains(clue))
        if found:
            chain = min(found, key=lambda c: (-_depth(c, evidence.year), c.start))
            span = _below_short(clue, chain, evidence.year) or _settle(chain, evidence)
            if span:
                return span.division()
    return _of_short_name(evidence) or _of_site(evidence) or _of_body(evidence)


_SHORT_BELOW: Final = lazy(r"(?P<name>[\u3400-\u9fff]{2,3})(?=[12][0-9]{3}年|(?:人民)?政府|第.{1,4}届)")


def _below_short(clue: str, chain: Chain, year: int | None) -> Span | None:
    """Return the county that a title names by its short name behind its city's: 保定市徐水2011年政府工作报告."""
    match = _SHORT_BELOW.match(clue, chain.end)
    if match is None or _depth(chain, year) != 1:
        return None
    above = {span.code[:4] for span in _candidates(chain, year)}
    below = [s for s in of_short_name(match["name"]) if s.level == "county" and s.code[:4] in above]
    fits = [s for s in below if year is None or s.in_force(year)]
    codes = {s.code for s in fits}
    return max(fits, key=lambda s: s.valid_from) if len(codes) == 1 else None


# 泉州2012年政府工作报告: a title may leave out the division's rank (市).
_SHORT_TITLE: Final = lazy(
    r"^[\W\d]{0,3}(?:[12][0-9]{3}年度?)?(?P<name>[\u3400-\u9fff]{2,4})(?:[12][0-9]{3}年度?)?(?:人民)?政府(?:工作报告|民生实事)"
)
_SPEAKS_FOR: Final = lazy(r"代表(?:本届)?([省市县区州旗盟])(?:人民)?政府")


def _of_short_name(evidence: Evidence) -> Division | None:
    """Return the one division of the opener's rank that a title names without its rank."""
    speaks = _SPEAKS_FOR.search(" ".join(evidence.clues) + evidence.body[:800])
    if speaks is None:
        return None
    for clue in evidence.clues:
        match = _SHORT_TITLE.match(clue)
        if match is None:
            continue
        named = [s for s in of_short_name(match["name"]) if s.name.endswith(speaks[1])]
        if evidence.year is not None:
            named = [s for s in named if s.in_force(evidence.year, _SLACK)]
        codes = {s.code: s for s in named}
        if len(codes) == 1:
            return next(iter(codes.values())).division()
    return None


_RANKS: Final = ("province", "prefecture", "county")


def _depth(chain: Chain, year: int | None = None) -> int:
    """Return the level of the lowest division that had the chain's last name in that year."""
    spans = of_name(chain.name)
    near = [s for s in spans if year is not None and s.in_force(year, _SLACK)]
    return max(_RANKS.index(span.level) for span in near or spans)


def _candidates(chain: Chain, year: int | None) -> list[Span]:
    """Return the divisions with the chain's last name below the chain's other names, one span for each code."""
    spans = [*of_name(chain.name), *of_name(former().get(chain.name, ""))]
    if year is not None and (near := [s for s in spans if s.in_force(year, _SLACK)]):
        spans = near
    elif year is not None and len(chain.names) == 1:
        # A name that ended before that year may belong to another division now.
        spans = [s for s in spans if s.valid_to is None or s.valid_to >= year - _SLACK]
    for above in chain.names[:-1]:
        inside = [s for s in spans if above in s.full_name or short(above) in s.full_name]
        spans = inside or spans
    if year is None and (today := [s for s in spans if s.valid_to is None]):
        spans = today
    best: dict[str, Span] = {}
    for span in spans:
        kept = best.get(span.code)
        if kept is None or _nearness(span, year) < _nearness(kept, year):
            best[span.code] = span
    return list(best.values())


def _nearness(span: Span, year: int | None) -> tuple[int, int]:
    if year is None:
        return (0 if span.valid_to is None else 1, -span.valid_from)
    late = 0 if span.valid_to is None else max(0, year - span.valid_to)
    return (max(late, span.valid_from - year, 0), -span.valid_from)


def _settle(chain: Chain, evidence: Evidence) -> Span | None:
    spans = _candidates(chain, evidence.year)
    if len(spans) > 1:
        spans = _one_continued(spans, evidence.year)
    if len(spans) > 1 and evidence.site.code:
        spans = _under_code(spans, evidence.site.code)
    for text in (" ".join(evidence.clues), " ".join(evidence.site.names), evidence.body):
        if len(spans) == 1:
            return spans[0]
        spans = _above_named(spans, text)
    return spans[0] if len(spans) == 1 else None


def _one_continued(spans: list[Span], year: int | None) -> list[Span]:
    """Return the span in force at the time if all are one place whose code changed (萧山市 330181 after 339001)."""
    now = [s for s in spans if year is not None and s.in_force(year)]
    places = {s.full_name for s in spans}
    return now if len(places) == 1 and len(now) == 1 else spans


def _under_code(spans: list[Span], code: str) -> list[Span]:
    for prefix in (code, code[:4], code[:2]):
        inside = [s for s in spans if s.code.startswith(prefix)]
        if len(inside) == 1:
            return inside
    return spans


def _above_named(spans: list[Span], text: str) -> list[Span]:
    """Return the span whose city (else province) the text names far more often than those of other spans."""
    for pick in (_prefecture, _province):
        counts = Counter({s.code: text.count(short(above)) for s in spans if (above := pick(s))})
        ranked = counts.most_common(2)
        if ranked and ranked[0][1] and (len(ranked) == 1 or ranked[0][1] >= 4 * ranked[1][1]):
            return [s for s in spans if s.code == ranked[0][0]]
    return spans


def _prefecture(span: Span) -> str | None:
    above = at(span.code[:4] + "00", span.valid_from)
    return above.name if above and above.code != span.code else None


def _province(span: Span) -> str | None:
    above = at(span.code[:2] + "0000", span.valid_from)
    return above.name if above and above.code != span.code else None


def _zone(clue: str, evidence: Evidence) -> Division | None:
    """Return the functional zone (新区, 开发区 … with a committee) that a clue names; its code is None."""
    match = _ZONE_END.search(clue)
    if not match:
        return None
    before = clue[: match.end()]
    edge = _ZONE_EDGE.match(before[-40:])
    parent = None
    run = _HAN_RUN.search(before[-40:][edge.end() :] if edge else before)
    if not run:
        return None
    name = run[0]
    for chain in chains(name):
        if chain.end == len(name):
            return None  # 浦东新区 and 滨海新区 are districts
        parent = _settle(chain, evidence)
        name = name[chain.end :]
        break
    if len(name) < 3:
        return None
    return Division(None, name, (_above_zone(name, parent, evidence) or "") + name, "zone")


def _above_zone(name: str, parent: Span | None, evidence: Evidence) -> str | None:
    if parent:
        return parent.full_name
    code = zones().get(name)
    if code is None and evidence.site.code and of_code(evidence.site.code):
        code = evidence.site.code
    above = at(code, evidence.year) if code else None
    return above.full_name if above else None


def _of_site(evidence: Evidence) -> Division | None:
    """Return the site's own division unless it contradicts the rank of the document's author."""
    span = at(evidence.site.code, evidence.year) if evidence.site.code else None
    if span is None:
        for text in evidence.site.names:
            found = list(chains(text))
            if found:
                span = _settle(max(found, key=_depth), evidence)
                break
    if span is None:
        return None
    if evidence.low is True and span.level != "county":
        return None
    if evidence.low is False and span.level == "county" and not span.name.endswith("市"):
        return None
    return span.division()


def _of_body(evidence: Evidence) -> Division | None:
    """Return the county-level division that the text names far more often than any other."""
    if evidence.low is False:
        return None
    named: Counter[str] = Counter()
    longest: dict[str, Chain] = {}
    for chain in chains(evidence.body):
        if _SHARE.match(evidence.body, chain.end):
            continue
        if _depth(chain) == 2 and (len(chain.names) > 1 or _begins(evidence.body, chain.start)):
            named[chain.name] += 1
            if len(chain.names) > len(longest.get(chain.name, chain).names) or chain.name not in longest:
                longest[chain.name] = chain
    ranked = named.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    span = _settle(longest[ranked[0][0]], evidence)
    return span.division() if span and not _is_of_a_city(evidence.body, span.name) else None


def _is_of_a_city(body: str, county: str) -> bool:
    """Decide whether a text calls its own division a city, and never a county of this kind.

    In 全市…。云溪县获评先进县。 the county is one of those that the city's text speaks of. A district's text
    names its city, too (居全市首位), beside 全区 and 我区.
    """
    own = re.search(f"[全我本]{county[-1]}", body)
    return own is None and not county.endswith("市") and _CITY.search(body) is not None


# How a text calls its own division: 全市经济, 我市企业
_CITY: Final = lazy(r"[全我本][市州盟]")

# Characters that may precede a name in running text; others may be part of a longer name (滨海城区).
_BEFORE: Final = frozenset("在我为对向与和及由把是到全了从至将的年月日")


# 全市新建图书角20个，其中甲县3个、乙市2个: a part of the city's own total
_SHARE: Final = lazy(r"\s?[0-9]{1,3}(?![0-9年])")


def _begins(text: str, at: int) -> bool:
    before = text[at - 1] if at else "\n"
    return before in _BEFORE or not "\u3400" <= before <= "\u9fff"
