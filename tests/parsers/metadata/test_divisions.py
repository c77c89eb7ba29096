"""GB/T 2260 by year, and which division a page is about."""

from __future__ import annotations

import pytest

from parsers import divisions
from parsers.divisions import Evidence, Site
from parsers.record import Division

NO_SITE = Site()


def find(
    *clues: str, site: Site = NO_SITE, body: str = "", year: int | None = 2021, low: bool | None = None
) -> str:
    """Return 'code full_name level' of the division found, or ''."""
    found = divisions.find(Evidence(clues, site, body, year, low))
    return f"{found.code or '-'} {found.full_name} {found.level}" if found else ""


def test_spans_carry_the_names_above_them_as_they_changed() -> None:
    spans = {(s.full_name, s.valid_from, s.valid_to) for s in divisions.spans() if s.code == "210204"}
    assert spans == {("辽宁省旅大市沙河口区", 1980, 1980), ("辽宁省大连市沙河口区", 1981, None)}


def test_spans_are_consistent() -> None:
    for span in divisions.spans():
        assert len(span.code) == 6 and span.code.isdigit()
        assert span.valid_to is None or span.valid_from <= span.valid_to
        assert span.full_name.endswith(span.name)
        assert "市辖区" not in span.full_name
    assert sum(1 for s in divisions.spans() if s.valid_to is None and s.level == "province") >= 31
    assert sum(1 for s in divisions.spans() if s.valid_to is None and s.level == "county") > 2800


@pytest.mark.parametrize(
    ("code", "year", "full_name"),
    [
        ("440310", 2020, "广东省深圳市坪山区"),
        ("330110", None, "浙江省杭州市余杭区"),
        ("330113", None, "浙江省杭州市临平区"),
        ("110103", 2005, "北京市崇文区"),
        ("420600", 2005, "湖北省襄樊市"),
        ("420600", 2015, "湖北省襄阳市"),
        ("370116", 2022, "山东省济南市莱芜区"),
        ("429004", 2022, "湖北省仙桃市"),
    ],
)
def test_a_code_at_a_year(code: str, year: int | None, full_name: str) -> None:
    span = divisions.at(code, year)
    assert span is not None and span.full_name == full_name


def test_unknown_codes_are_unknown() -> None:
    assert divisions.at("999999", 2020) is None


@pytest.mark.parametrize(
    ("clue", "year", "expected"),
    [
        ("2021年沈阳市沈河区政府工作报告", 2021, "210103 辽宁省沈阳市沈河区 county"),
        ("(辽宁省)大连市沙河口区人民政府工作报告", 2021, "210204 辽宁省大连市沙河口区 county"),
        ("沈阳沈河区政府工作报告", 2021, "210103 辽宁省沈阳市沈河区 county"),
        ("浦东新区2021年政府工作报告", 2021, "310115 上海市浦东新区 county"),
        ("光明新区2015年政府工作报告", 2015, "- 广东省深圳市光明新区 zone"),
        ("光明区2019年政府工作报告", 2019, "440311 广东省深圳市光明区 county"),
        ("崇文区2010年政府工作报告", 2010, "110103 北京市崇文区 county"),
        ("旅大市1980年政府工作报告", 1980, "210200 辽宁省旅大市 prefecture"),
        ("莱芜市2015年政府工作报告", 2015, "371200 山东省莱芜市 prefecture"),
        ("昆山市2015年政府工作报告", 2015, "320583 江苏省苏州市昆山市 county"),
        ("阿拉善左旗2015年政府工作报告", 2015, "152921 内蒙古自治区阿拉善盟阿拉善左旗 county"),
        ("2020年海北藏族自治州政府工作报告", 2020, "632200 青海省海北藏族自治州 prefecture"),
        ("2020年内蒙古自治区政府工作报告", 2020, "150000 内蒙古自治区 province"),
        ("(安徽省)2021年合肥市瑶海区政府工作报告", 2021, "340102 安徽省合肥市瑶海区 county"),
        ("宿迁市2021年宿城区政府工作报告", 2021, "321302 江苏省宿迁市宿城区 county"),
        ("晋城市城区2021年政府工作报告", 2021, "140502 山西省晋城市城区 county"),
        ("济南市市中区2021年政府工作报告", 2021, "370103 山东省济南市市中区 county"),
        ("大鹏新区2025年管理委员会工作报告", 2025, "- 广东省深圳市大鹏新区 zone"),
        ("苏州工业园区管委会2021年工作报告", 2021, "- 江苏省苏州市苏州工业园区 zone"),
        ("岳阳市仙桥新港区管委会2021年工作报告", 2021, "- 湖南省岳阳市仙桥新港区 zone"),
        ("云桥高新技术产业开发区2021年工作报告", 2021, "- 云桥高新技术产业开发区 zone"),
        # a name of several divisions, without other evidence; or of none
        ("朝阳区2021年政府工作报告", 2021, ""),
        ("市中区2021年政府工作报告", 2021, ""),
        ("和平区2021年政府工作报告", 2021, ""),
        ("临澜市云桥区2021年政府工作报告", 2021, ""),
        ("加快建设和平区域中心", 2021, ""),
        ("中心城区2021年更新计划", 2021, ""),
    ],
)
def test_a_title(clue: str, year: int, expected: str) -> None:
    assert find(clue, year=year) == expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"site": Site("320106")}, "320106 江苏省南京市鼓楼区 county"),
        ({"site": Site("320100")}, "320106 江苏省南京市鼓楼区 county"),
        ({"site": Site(None, ("主办:南京市人民政府",))}, "320106 江苏省南京市鼓楼区 county"),
        ({"body": "徐州市今年……徐州的老城……徐州"}, "320302 江苏省徐州市鼓楼区 county"),
        ({"body": "徐州与南京、福州、开封同为……"}, ""),
    ],
)
def test_a_name_that_several_divisions_share_needs_more_evidence(
    evidence: dict[str, object], expected: str
) -> None:
    assert find("鼓楼区2021年政府工作报告", **evidence) == expected  # type: ignore[arg-type]  # cases by name


def test_the_meeting_decides_if_the_title_does_not() -> None:
    clues = ("和平区政府工作报告", "在沈阳市和平区第十八届人民代表大会第四次会议上")
    assert find(*clues) == "210102 辽宁省沈阳市和平区 county"


@pytest.mark.parametrize(
    ("low", "code", "expected"),
    [
        (None, "320102", "320102 江苏省南京市玄武区 county"),
        (True, "320100", ""),  # a district's report on the city's site: which district is not said
        (False, "320102", ""),
        (False, "320100", "320100 江苏省南京市 prefecture"),
    ],
)
def test_a_site_decides_for_reports_of_its_own_rank(low: bool | None, code: str, expected: str) -> None:
    assert find("政府工作报告", site=Site(code), low=low) == expected


def test_a_text_without_title_speaks_for_the_district_it_names_most() -> None:
    body = "大连日报报道……。沙河口区举办创业大赛。沙河口区开展分类。甘井子区来访。沙河口区荣获……。沙河口区"
    assert find(body=body) == "210204 辽宁省大连市沙河口区 county"
    assert find(body="沙河口区与甘井子区、沙河口区与甘井子区") == ""
    of_the_city = "我市实施连片开发。沙河口区创建先进区。全市改造学校。沙河口区荣获……。"
    assert find(body=of_the_city) == ""
    assert find(body=of_the_city + "我区发展。") == "210204 辽宁省大连市沙河口区 county"


def test_the_code_of_a_government_site() -> None:
    assert divisions.site_code(["政府网站标识码：2101030004 ICP备案"]) == "210103"
    assert divisions.site_code(["bm09000001", "电话 13800000000", "9999990001"]) is None


def test_a_site_file_may_state_a_division_younger_than_the_lists() -> None:
    found = divisions.of_site_file("990102", "临澜市云溪区人民政府")
    assert found == Division("990102", "云溪区", "临澜市云溪区", "county")
    assert divisions.of_site_file("990203", "青岫县人民政府门户网站") == Division(
        "990203", "青岫县", "青岫县", "county"
    )
    assert divisions.of_site_file("210204", "沙河口区人民政府") is None  # the lists know that code
    assert divisions.of_site_file("990102", None) is None


def test_a_name_inside_a_longer_name_is_not_a_mention() -> None:
    body = "建设滨海城区。滨海城区面貌一新。完善滨海城区路网。" * 4
    assert divisions.find(divisions.Evidence((), divisions.Site(), body)) is None
