"""Replace radicals that a PDF has in place of ordinary characters with the same glyph.

If a font has no reverse map, PDF writers (Skia among them, seen 2026-11) encode a glyph by the first code
point that has it: 工 becomes the Kangxi radical U+2F2F.
"""

from __future__ import annotations

import unicodedata

# Most of the CJK Radicals Supplement (U+2E80-2EFF) has no compatibility mapping: those with the same glyph.
_SUPPLEMENT = {
    0x2E9D: "月", 0x2E9F: "母", 0x2EA0: "民", 0x2EC1: "虎", 0x2EC4: "西", 0x2EC5: "见", 0x2EC6: "角", 0x2EC9: "贝",
    0x2ECB: "车", 0x2ED1: "長", 0x2ED3: "长", 0x2ED4: "门", 0x2ED8: "青", 0x2ED9: "韦", 0x2EDA: "页", 0x2EDB: "风",
    0x2EDC: "飞", 0x2EDD: "食", 0x2EE2: "马", 0x2EE3: "骨", 0x2EE4: "鬼", 0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE7: "卤",
    0x2EE8: "麦", 0x2EE9: "黄", 0x2EEA: "黾", 0x2EEB: "斉", 0x2EEC: "齐", 0x2EED: "歯", 0x2EEE: "齿", 0x2EEF: "竜",
    0x2EF0: "龙", 0x2EF2: "亀", 0x2EF3: "龟",
}  # fmt: skip
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# The mainland forms of characters whose mapping is an older form.
_FORMS = {0x2F3E: "户", 0x2FAD: "青"}
_GLYPHS = {**_KANGXI, **_SUPPLEMENT, **_FORMS, 0x2E3A: "——", 0x301C: "～"}


def shown(text: str) -> str:
    """Return the text with each radical replaced by the character that looks the same, and ⸺ by two dashes."""
    return text.translate(_GLYPHS)
