"""Which sector of the economy a name without a code is of: 电子信息产业产值, 农产品加工业."""

from __future__ import annotations

from parsers.indicators.names.codes import codes
from parsers.indicators.names.units import CURRENCIES, plain
from parsers.text.patterns import lazy

_SECTOR = lazy(
    r"(?!规(?:模以)?上|全[区县市州旗省社]|(?:农林牧渔业|(?:现代)?(?:服务业|工业|农业)|第[一二三]产业|(?:工业|农业|国民|区域|县域)经济)(?:总产值|增加值|$))(?P<part>[\u4e00-\u9fffA-Za-z0-9“”、—-]{2,18}?(?:产业|(?<![就创毕作企失从营])业|集群|经济|贸易))(?:企业)?(?:实现|完成)?(?:工业)?"
    r"(?:增加值|总?产值|(?:主营业务|主营|营业|销售|综合|总)?收入|营收|销售额|利润(?:总额)?|利税|税收|投资|(?:进出口|出口)(?:总?额)?|交易额|规模)?"
)
_TOGETHER = lazy(
    r"[两三四五六七八九十]大(?:支柱|主导|优势|特色|重点|新兴)?(?=产业|集群|行业)"
)  # 医药健康三大产业
_ENDS_SECTOR = ("业", "产业", "经济", "贸易", "集群")


_PRODUCT = lazy(
    r"(?P<part>[\u4e00-\u9fff]{2,16}[材料品器车械件药酒茶粮油煤钢铝铜纱布机箱])(?:实现|完成)?产值"
)


def product_of(name: str) -> str | None:
    """Return the product that an output is of, and the tax that is named behind it: 储能材料 in 储能材料产值."""
    found = _PRODUCT.fullmatch(name)
    return found["part"] if found is not None else None


TOWN_AND_COUNTRY = ("城镇", "农村")
_COUNTRY = lazy(r"农村牧区|农牧区|农村|乡村|乡镇|村镇|牧区")
_RESIDENCE = lazy(rf"{_COUNTRY.pattern}|城市|城镇")
_STANDARD = "dibao_standard"  # has one for each; a rate without 农村 is the towns', as the code means it


def residence_of(code: str, name: str) -> str | None:
    """Return whose a rate or a standard is that has one value for towns and one for the country: 农村污水处理率."""
    row = codes().get(code)
    if row is None or row.kind not in ("ratio", "level"):
        return None
    found = (_RESIDENCE if code == _STANDARD else _COUNTRY).match(name)
    return found[0] if found is not None else None


_BY_SIZE = lazy(  # 亿元以上企业完成产值, 小微企业贷款余额
    r"(?P<part>(?:规(?:模以)?上|限(?:额以)?上|[\d一二三五十百千]*[亿万]元及?以上|大中型|大型|中小微|中小|小微|民营|私营|国有(?:控股)?|外资|外商投资|高新技术|科技型)"
    r"[\u4e00-\u9fff]{0,6}?(?:企业|单位))(?:实现|完成|累计|工业)*"
    r"(?:增加值|总?产值|(?:主营业务|主营|营业|销售|综合|总)?收入|营收|销售总?额|零售总?额|利润(?:总额)?|利税(?:总额)?|税收|纳税额?|投资|(?:进出口|出口)(?:总?额)?|交易额|贷款(?:余额)?)"
)


def sector_of(name: str, unit: str) -> str | None:
    """Return the sector or the size class that a figure of this name is of; None where the name is not of one.

    Only money and percentages are: 设施农业2.8万亩 is an area of land.
    """
    bare = plain(unit)
    if bare not in ("%", "倍") and bare not in CURRENCIES:
        return None
    found = _BY_SIZE.fullmatch(name) or _SECTOR.fullmatch(name)
    if found is None:
        return None
    part = _TOGETHER.sub("", found["part"])
    return found["part"] if part in _ENDS_SECTOR else part  # 三大主导产业 are named by nothing else


def of_list(name: str, last: str) -> str | None:
    """Return the sector of one of several names that share the last one's end: 新材料、电子信息产业增加值.

    None where the last is no sector's.
    """
    found = _SECTOR.fullmatch(last)
    if found is None or found["part"] == last:
        return None
    end = next((end for end in ("产业", "集群") if found["part"].endswith(end)), "")
    return name if name.endswith(_ENDS_SECTOR) else name + end


def has_own_name(name: str) -> bool:
    """Return whether a name says both sector and measure: 装备制造产业产值, but not 装备制造产业."""
    found = _SECTOR.fullmatch(name)
    return found is not None and found["part"] != name
