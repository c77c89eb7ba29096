"""What a clause without a number says of the next one: 游客突破百万人次，达…; 旅游收入再创新高，分别增长…."""

from __future__ import annotations

from parsers.text.patterns import lazy

_PASSES = lazy(
    r"(?:首次|一举|历史性|成功|再次|先后|又|[两二三四五]次|连续[二两三四五六七八九\d]年)*(?:突破|超过|超|迈上|跨上|跨越|站上|迈入|跃上)了?[一二三四五六七八九十百千万亿]+[\u4e00-\u9fff]{0,6}$"
)
_DOUBLED = lazy(
    r"(?:比[^，]{2,8})?(?:实现)?翻(?:了)?(?:近|约)?[一两二三]番(?:多|以上)?$|(?:实现)?翻番$|(?:实现)?成倍增长$"
)
_DID_WELL = lazy(  # 旅游收入、游客人数再创新高，分别增长16%、15%
    r"(?:双双|均|全面|同步|持续|稳步|保持|实现|较快|大幅|快速|平稳|再|又|历史)*(?:创(?:历史)?新高|增长|提升|提高|攀升|向好|突破|双增长|双提升)$"
)
_EACH_ROSE = lazy(r"(?:同比|比上年|较上年)*分别(?:同比|比上年|较上年)*(?:增长|提高|上升|下降|增加)了?")
_REACHED = lazy(r"(?:(?:19|20)\d\d年)?(?:实际|累计|总量|总数)*(?:达到?了?|为)约?|(?:净|新)增")

_PAID = lazy(
    r"(?:全年|当年|累计|共计?|已)*(?:发放|拨付|兑付|支付|兑现)(?:资金|各类资金|金额)?(?:约|近|达|超)?"
)
_WAS_RAISED = lazy(  # 低保、特困补助标准逐年提高，累计发放1.9亿元
    r"(?<=[助贴金恤养抚资遇保])(?:标准|水平|政策)?(?:按时|按月|及时|足额|逐年|不断|持续|稳步|大幅|全面|全部|连年|进一步|有效)*"
    r"(?:提高|提升|上调|落实到位|落实|兑现|发放到位|发放|应[发保补]尽[发保补]|社会化发放|提标)$"
)
_ENDS_PAID = frozenset("放付现金额约近达超")  # the last characters of what _PAID matches
_ENDS_REACHED = frozenset("达到了为约增")  # the last characters of what _REACHED matches


def what(text: str, start: int, end: int, words: str) -> str | None:
    """Return the names in the clause between two offsets that `words`, before the number behind it, go on about."""
    if words[-1:] in _ENDS_REACHED and _REACHED.fullmatch(words):
        # it passed a round number in words, and the number itself comes next
        tail = text[max(start, end - 9) : end]
        rounded = "百" in tail or "千" in tail or "万" in tail or "亿" in tail
        match = _PASSES.search(text, start, end) if rounded else None
        match = match or _DOUBLED.search(text, start, end)  # 企业数量翻了一番，达到860家
        return text[start : match.start()] if match else None
    if words[-1:] in _ENDS_PAID and _PAID.fullmatch(words):
        match = _WAS_RAISED.search(text, start, end)
        return text[start : match.start()] if match is not None and match.start() > start else None
    if "分别" in words and _EACH_ROSE.fullmatch(words):
        match = _DID_WELL.search(text, start, end)
        return (
            text[start : match.start()] if match is not None and "、" in text[start : match.start()] else None
        )
    return None
