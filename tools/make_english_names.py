"""Write archive/browse/display/english_names.tsv: each division's name, its syllables in pinyin, and its English name.

    pip install pypinyin && python -m tools.make_english_names

pypinyin (MIT) is needed only here, not by Fangzhi. Its dictionary knows many place names; READINGS holds those it
reads wrongly, ESTABLISHED the names that are not pinyin (mostly of Mongolian, Tibetan and Uyghur places).
"""

# ruff: noqa: E501  # tables of names, several to a line
from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Final

from parsers.divisions.table import spans

TARGET: Final = Path(__file__).parent.parent / "archive" / "browse" / "display" / "english_names.tsv"
# Place names in which a character is read differently from pypinyin's dictionary (Ministry of Civil Affairs, gazetteers).
READINGS: Final = {
    "番禺": "pan yu", "大埔": "da bu", "东阿": "dong e", "浚": "xun", "乐清": "yue qing", "乐亭": "lao ting",
    "任丘": "ren qiu", "任": "ren", "任城": "ren cheng", "任泽": "ren ze", "单": "shan", "莘": "shen", "尉犁": "yu li", "尉氏": "wei shi",
    "洪洞": "hong tong", "铅山": "yan shan", "歙": "she", "黟": "yi", "犍为": "qian wei", "六安": "lu an",
    "六合": "lu he", "蚌埠": "beng bu", "亳州": "bo zhou", "丽水": "li shui", "台州": "tai zhou", "天台": "tian tai",
    "涡阳": "guo yang", "砀山": "dang shan", "盱眙": "xu yi", "邳州": "pi zhou", "睢宁": "sui ning", "睢": "sui",
    "郫": "pi", "郫都": "pi du", "筠连": "jun lian", "珙": "gong", "荥经": "ying jing", "荥阳": "xing yang", "阆中": "lang zhong",
    "郓城": "yun cheng", "鄄城": "juan cheng", "莒": "ju", "莒南": "ju nan", "临朐": "lin qu", "长清": "chang qing",
    "长岛": "chang dao", "长治": "zhi", "隰": "xi", "繁峙": "fan shi", "代": "dai", "解": "xie", "蠡": "li", "藁城": "gao cheng",
    "行唐": "xing tang", "大城": "dai cheng", "蔚": "yu", "涿州": "zhuo zhou", "井陉": "jing xing", "岢岚": "ke lan",
    "华": "hua", "华州": "hua zhou", "华阴": "hua yin", "栎阳": "yue yang", "吴堡": "wu bu", "柞水": "zha shui", "盩厔": "zhou zhi",
    "宕昌": "tan chang", "婺源": "wu yuan", "婺城": "wu cheng", "鄞": "yin", "鄞州": "yin zhou", "嵊州": "sheng zhou", "嵊泗": "sheng si",
    "儋州": "dan zhou", "泌阳": "bi yang", "渑池": "mian chi", "武陟": "wu zhi", "柘城": "zhe cheng", "中牟": "zhong mu",
    "蒗蕖": "lang qu", "宁蒗": "ning lang", "勐海": "meng hai", "勐腊": "meng la", "牟定": "mou ding", "秭归": "zi gui",
    "监利": "jian li", "郧西": "yun xi", "郧阳": "yun yang", "黄陂": "huang pi", "硚口": "qiao kou", "耒阳": "lei yang", "郴州": "chen zhou",
    "汨罗": "mi luo", "芷江": "zhi jiang", "枞阳": "zong yang", "车": "che", "厦门": "xia men", "长汀": "chang ting", "长乐": "chang le",
    "朝阳": "chao yang", "朝天": "chao tian", "重庆": "chong qing", "长寿": "chang shou", "北碚": "bei bei", "涪陵": "fu ling",
    "曾都": "zeng du", "秘": "mi", "沈阳": "shen yang", "沈丘": "shen qiu", "沈河": "shen he", "覃塘": "qin tang", "百色": "bai se",
    "都匀": "du yun", "都江堰": "du jiang yan", "瓦房店": "wa fang dian", "会理": "hui li", "会稽": "kuai ji", "会宁": "hui ning",
}  # fmt: skip
READINGS |= {"长治": "chang zhi", "长子": "zhang zi", "昌乐": "chang le"}
# Characters that place names read one way, whatever the dictionary says of the word (长子 apart).
ALWAYS: Final = {"长": "chang", "都": "du", "乐": "le", "重": "chong"}
ESTABLISHED: Final = {
    "内蒙古": "Inner Mongolia", "西藏": "Tibet", "陕西": "Shaanxi", "香港": "Hong Kong", "澳门": "Macao", "呼和浩特": "Hohhot",
    "乌鲁木齐": "Ürümqi", "拉萨": "Lhasa", "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar", "鄂尔多斯": "Ordos", "呼伦贝尔": "Hulunbuir",
    "克拉玛依": "Karamay", "吐鲁番": "Turpan", "喀什": "Kashgar", "和田": "Hotan", "日喀则": "Shigatse", "林芝": "Nyingchi",
    "香格里拉": "Shangri-La", "锡林浩特": "Xilinhot", "锡林郭勒": "Xilingol", "乌兰察布": "Ulanqab", "巴彦淖尔": "Bayannur",
    "二连浩特": "Erenhot", "乌兰浩特": "Ulanhot", "阿拉善": "Alxa", "兴安": "Hinggan", "阿克苏": "Aksu", "阿勒泰": "Altay",
    "塔城": "Tacheng", "库尔勒": "Korla", "伊宁": "Yining", "那曲": "Nagqu", "阿里": "Ngari", "昌都": "Qamdo", "山南": "Shannan",
    "格尔木": "Golmud", "德令哈": "Delingha", "玉树": "Yushu", "果洛": "Golog", "阿坝": "Ngawa", "甘孜": "Garzê", "迪庆": "Dêqên",
}  # fmt: skip
PEOPLES: Final = {
    "蒙古": "Mongol", "回": "Hui", "藏": "Tibetan", "维吾尔": "Uyghur", "苗": "Miao", "彝": "Yi", "壮": "Zhuang", "布依": "Bouyei",
    "朝鲜": "Korean", "满": "Manchu", "侗": "Dong", "瑶": "Yao", "白": "Bai", "土家": "Tujia", "哈尼": "Hani", "哈萨克": "Kazakh",
    "傣": "Dai", "黎": "Li", "傈僳": "Lisu", "佤": "Va", "畲": "She", "拉祜": "Lahu", "水": "Sui", "东乡": "Dongxiang", "纳西": "Naxi",
    "景颇": "Jingpo", "柯尔克孜": "Kyrgyz", "土": "Tu", "达斡尔": "Daur", "仫佬": "Mulao", "羌": "Qiang", "布朗": "Blang",
    "撒拉": "Salar", "毛南": "Maonan", "仡佬": "Gelao", "锡伯": "Xibe", "塔吉克": "Tajik", "普米": "Pumi", "怒": "Nu", "鄂温克": "Evenki",
    "保安": "Bonan", "裕固": "Yugur", "独龙": "Derung", "鄂伦春": "Oroqen", "各": "Various",
}  # fmt: skip
# Longest first: the first suffix that matches is the kind.
KINDS: Final = {
    "经济技术开发区": "Economic and Technological Development Zone", "高新技术产业开发区": "High-tech Industrial Development Zone",
    "高新技术开发区": "High-tech Development Zone", "高新技术产业示范区": "High-tech Industrial Demonstration Zone",
    "高新技术产业园区": "High-tech Industrial Park", "高技术产业开发区": "High-tech Industrial Development Zone",
    "经济开发区": "Economic Development Zone", "综合保税区": "Comprehensive Bonded Zone", "风景名胜区": "Scenic Area", "特别行政区": "Special Administrative Region",
    "产业园区": "Industrial Park", "工业园区": "Industrial Park", "示范区": "Demonstration Zone", "开发区": "Development Zone",
    "高新区": "High-tech Zone", "合作区": "Cooperation Zone", "管理区": "Management Area", "管委会": "Management Area", "自治区": "Autonomous Region", "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County", "自治旗": "Autonomous Banner", "新区": "New Area", "林区": "Forestry District", "特区": "Special District",
    "左旗": "Left Banner",
    "右旗": "Right Banner",
    "中旗": "Middle Banner",
    "前旗": "Front Banner",
    "后旗": "Rear Banner",
    "矿区": "Mining District", "地区": "Prefecture", "省": "", "市": "", "区": "District", "县": "County", "旗": "Banner", "盟": "League",
}  # fmt: skip


def main() -> None:
    """Write the table."""
    pinyin: Any = importlib.import_module("pypinyin")
    lines = []
    for name in sorted({span.name for span in spans()}):
        syllables, english = _english(name, pinyin)
        lines.append(f"{name}\t{syllables}\t{english}\n")
    TARGET.write_text("".join(lines), encoding="utf-8")


def _english(name: str, pinyin: Any) -> tuple[str, str]:
    kind = next((kind for kind in KINDS if name.endswith(kind) and len(name) > len(kind)), "")
    proper, peoples = name.removesuffix(kind), []
    if kind.startswith("自治") and proper not in ESTABLISHED:
        while people := next(
            (p for p in PEOPLES for form in (f"{p}族", p) if proper.endswith(form) and _rest(proper, form)),
            "",
        ):
            proper = proper.removesuffix("族").removesuffix(people)
            peoples.insert(0, PEOPLES[people])
    syllables = READINGS.get(proper) or " ".join(
        ALWAYS.get(character, found)
        for character, found in zip(proper, pinyin.lazy_pinyin(proper, v_to_u=False), strict=True)
    )
    whole = " ".join(part for part in (_joined(proper, syllables), *peoples, KINDS.get(kind, "")) if part)
    return syllables, whole


def _rest(proper: str, form: str) -> bool:
    # 土 and 水 and 白 also end place names: a people's name of one character wants 族 behind it, or another before it.
    return len(proper) > len(form) and (form.endswith("族") or len(form) > 1 or "族" in proper)


def _joined(proper: str, syllables: str) -> str:
    if proper in ESTABLISHED:
        return ESTABLISHED[proper]
    first, *rest = syllables.split()
    return "".join([first, *(f"'{part}" if part[0] in "aeo" else part for part in rest)]).capitalize()


if __name__ == "__main__":
    main()
