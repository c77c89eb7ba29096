"""Decode bytes to text, and report every doubt.

Tried in order: byte order mark, UTF-16 and UTF-32 without one, UTF-7 and HZ, `<meta charset>`, HTTP header, strict
UTF-8, strict GB 18030, then the encoding with the fewest undecodable places, then charset-normalizer. Government
sites declare `gb2312` and send GBK or GB 18030 characters, declare UTF-8 for GBK bytes, and send `ISO-8859-1` (a
server's default) for anything: a declaration is used only if the bytes are valid in it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from parsers.record import Problem
from parsers.text.patterns import lazy

REPLACEMENT = "\ufffd"

# UTF-32's mark begins with UTF-16's.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_META = lazy(rb"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_:.-]{2,20})", re.I)
_XML = lazy(rb"<\?xml[^>]{0,80}encoding=[\"']([A-Za-z0-9_.-]{2,20})")
_HEADER = lazy(r"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_:.-]{2,20})", re.I)
_HAN = lazy(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
_HAN_CHARACTER = lazy(r"[\u4e00-\u9fff]")
_USUAL = lazy(
    r"[\t\n\r -~\u00a0\u00b0\u00b1\u00b7\u00d7\u2010-\u2027\u2030\u203b\u2103\u2160-\u216b\u2460-\u2473\u25a0-\u25cf"
    r"\u3000-\u3015\u4e00-\u9fff\uff01-\uff5e]"
)
_HEAD_BYTES = 4096  # HTML Standard 13.2.3.2 looks at 1024; government pages put long comments first
_GUESS_BYTES = 65536

# GB/T 18030 holds GBK, which holds GB/T 2312; pages under either name use characters of the largest.
_GB = {"gb2312", "gb_2312-80", "gbk", "x-gbk", "gb18030", "cp936", "ms936", "936", "windows-936", "euc-cn"}
# Defaults of servers, which do not describe Chinese bytes.
_EMPTY = {"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line ends as `\\n`, its encoding, and the problems found."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """Decode bytes; never raises.

    NUL bytes are dropped and reported (`nul_bytes`). Bytes that are not a character in the chosen encoding
    become U+FFFD in place; `undecodable_places` reports them in the part of the text that is used.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _finish(data[len(bom) :].decode(name, "replace"), name, ())
    problems: tuple[Problem, ...] = ()
    nuls = data.count(b"\0")
    if nuls:
        unmarked = wide(data)
        if unmarked:
            return _finish(data.decode(unmarked, "replace"), unmarked, ())
        data = data.replace(b"\0", b"")
        problems = (Problem("nul_bytes", f"{nuls} NUL bytes dropped"),)
    text, name = _seven_bits(data) or _ladder(data, content_type)
    return _finish(text, name, problems)


def undecodable_places(text: str) -> tuple[Problem, ...]:
    """Return a problem `undecodable` for each run of U+FFFD in `text`."""
    if REPLACEMENT not in text:
        return ()
    return tuple(
        Problem("undecodable", f"{m.end() - m.start()} broken characters", m.start(), m.end())
        for m in re.finditer("\ufffd+", text)
    )


def _finish(text: str, name: str, problems: tuple[Problem, ...]) -> Decoded:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, name, problems)


def wide(data: bytes) -> str | None:
    """Return UTF-16 or UTF-32, with or without a mark, if nearly all of the text is then Chinese or ASCII."""
    for bom, name in _BOMS[1:]:
        if data.startswith(bom):
            return name
    sample = data[:_GUESS_BYTES]
    nuls = sample.count(b"\0")
    if len(sample) < 8 or nuls * 2000 < len(sample):  # a line end has one
        return None
    names = ("utf-32-le", "utf-32-be") if nuls * 5 >= len(sample) * 2 else ()
    shares = {name: _plausible(sample, name) for name in (*names, "utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= 0.95 else None


def _plausible(sample: bytes, name: str) -> float:
    """Return the share of characters that Chinese documents use."""
    text = sample.decode(name, "replace")
    return len(_USUAL.findall(text)) / max(1, len(text))


def _seven_bits(data: bytes) -> tuple[str, str] | None:
    """Decode Chinese in seven bits, as old mail tools wrote it: UTF-7 (`+UEVPTQ-`) and HZ (`~{VPND~}`)."""
    for sign, name in ((b"~{", "hz"), (b"+", "utf-7")):
        if data.isascii() and data.count(sign) > 2:
            text = _strict(data, name) or ""
            if len(_HAN_CHARACTER.findall(text)) >= 20 and _plausible(data, name) >= 0.95:
                return text, name
    return None


def _ladder(data: bytes, content_type: str | None) -> tuple[str, str]:
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and (data.isascii() or _weighty(data)):
        return utf8, "utf-8"  # GBK text of more than a few characters is almost never valid UTF-8
    declared = _declared(data, content_type)
    for name in (*declared, "utf-8", "gb18030"):
        text = utf8 if name == "utf-8" else _strict(data, name)
        if text is not None:
            return text, name
    return _least_broken(data, declared)


def _weighty(data: bytes) -> bool:
    return len(list(islice(_HAN.finditer(data), 8))) == 8


def _declared(data: bytes, content_type: str | None) -> list[str]:
    """Return the encodings declared by meta and header, in this order, without empty and unknown ones."""
    found: list[str] = []
    head = data[:_HEAD_BYTES]
    for match in (_XML.match(head), _META.search(head), _HEADER.search(content_type or "")):
        if match is None:
            continue
        raw = match[1]
        name = (raw.decode("ascii") if isinstance(raw, bytes) else raw).lower()
        name = "gb18030" if name in _GB else name
        if name in _EMPTY or name in found:
            continue
        try:
            info = codecs.lookup(name)
        except LookupError:
            continue
        if info._is_text_encoding and info.name not in ("idna", "punycode", "unicode_escape", "utf-7"):
            found.append(name)
    return found


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _least_broken(data: bytes, declared: list[str]) -> tuple[str, str]:
    """Decode bytes that no candidate decodes without errors.

    UTF-8 if most of them are Chinese characters in UTF-8 (in GBK text a few are, by chance), else the first
    candidate in which nine of ten non-ASCII characters are valid.
    """
    high = re.sub(rb"[\x00-\x7f]+", b"", data[: 1 << 20])
    if 2 * 3 * sum(1 for _ in _HAN.finditer(data[: 1 << 20])) >= len(high):
        return data.decode("utf-8", "replace"), "utf-8"
    for name in dict.fromkeys(("utf-8", *declared, "gb18030")):
        sample = high.decode(name, "replace")
        bad = sample.count(REPLACEMENT)
        if (len(sample) - bad) >= 9 * bad:
            return data.decode(name, "replace"), name
    from charset_normalizer import from_bytes  # 12 ms at the start of a command, and rarely needed

    best = from_bytes(data[:_GUESS_BYTES]).best()
    name = best.encoding if best else (declared[0] if declared else "utf-8")
    return data.decode(name, "replace"), name
