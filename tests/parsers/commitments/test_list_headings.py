"""Categories that are none, headings that are some, and the years of pages that tell of two."""

from __future__ import annotations

import pytest

from parsers.read import read
from tests.support.read_lists import check

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "last year's projects beside this year's": (
        "云溪“2022八件民生实事”公布 将破解入园难看病难\n"
        "4月2日，云溪县人民代表大会开幕，县长公布了今年要办的八件民生实事：一是新建公办园，二是"
        "扩建县医院，三是改造老旧管网，四是增设公交线，五是建设体育公园，六是安装路灯，七是开办助"
        "餐点，八是整治背街小巷。\n"
        "报告中说，“2021八件民生实事”进展良好，其中6件全部完成任务，建成停车场5处，改造小区31个。\n",
        [
            ("新建公办园", "unstated"),
            ("扩建县医院", "unstated"),
            ("改造老旧管网", "unstated"),
            ("增设公交线", "unstated"),
            ("建设体育公园", "unstated"),
            ("安装路灯", "unstated"),
            ("开办助餐点", "unstated"),
            ("整治背街小巷", "unstated"),
        ],
    ),
    "last year's projects below this year's": (
        "2023年十件民生实事出炉\n"
        "1.新建口袋公园12个。\n"
        "2.改造农村厕所800座。\n"
        "3.新增普惠托位500个。\n"
        "2022年，我县十件民生实事全部完成。\n",
        [
            ("新建口袋公园12个", "unstated"),
            ("改造农村厕所800座", "unstated"),
            ("新增普惠托位500个", "unstated"),
        ],
    ),
    "a caption above the list": (
        "去年承诺的6件民生实事全部办结\n"
        "2019年，南浦区承诺办好6件民生实事。截至年底已全部完成。\n"
        "食堂进村惠及老人\n"
        "（一）建设老年食堂20家。（区民政局负责）\n"
        "完成情况：建成22家，全部营业。\n"
        "（二）整治黑臭水体5条。（区水务局负责）\n"
        "完成情况：5条已完成整治并通过验收。\n"
        "（三）新建社区图书室8个。（区文旅局负责）\n"
        "完成情况：8个均已开放。\n",
        [
            ("建设老年食堂20家", "exceeded|completed"),
            ("整治黑臭水体5条", "completed"),
            ("新建社区图书室8个", "completed"),
        ],
    ),
    "two headings": (
        "2021年南浦区民生实事项目\n"
        "教育文化\n"
        "1.新建幼儿园3所。\n"
        "2.建成城市书房5个。\n"
        "交通出行\n"
        "3.新增停车位900个。\n"
        "4.打通断头路2条。\n",
        [
            ("新建幼儿园3所", "unstated"),
            ("建成城市书房5个", "unstated"),
            ("新增停车位900个", "unstated"),
            ("打通断头路2条", "unstated"),
        ],
    ),
    "two lists of a report": (
        "政府工作报告\n"
        "——2007年3月5日在南浦市第五届人民代表大会第四次会议上\n"
        "市长 张某\n"
        "各位代表：\n"
        "现在，我代表市人民政府向大会报告工作，请予审议。\n"
        "一、2006年工作回顾\n"
        "全市生产总值增长12%。\n"
        "二、2007年工作安排\n"
        "今年要抓好以下工作。\n"
        "为农民办好五件实事\n"
        "1.新建沼气池2万座。\n"
        "2.解决5万人饮水安全问题。\n"
        "3.硬化村道600公里。\n"
        "4.免除义务教育学杂费。\n"
        "5.建设乡镇敬老院12所。\n"
        "为城镇居民办好四件实事\n"
        "1.新建廉租住房800套。\n"
        "2.新增就业1.2万人。\n"
        "3.改造农贸市场6个。\n"
        "4.开通公交线路4条。\n",
        [
            ("新建沼气池2万座", "unstated"),
            ("解决5万人饮水安全问题", "unstated"),
            ("硬化村道600公里", "unstated"),
            ("免除义务教育学杂费", "unstated"),
            ("建设乡镇敬老院12所", "unstated"),
            ("新建廉租住房800套", "unstated"),
            ("新增就业1.2万人", "unstated"),
            ("改造农贸市场6个", "unstated"),
            ("开通公交线路4条", "unstated"),
        ],
    ),
    "two lists of a page": (
        "云溪市2020年民生实事项目一览\n"
        "市级民生实事\n"
        "1.建设市民中心1处。\n"
        "2.新开公交专线6条。\n"
        "3.资助困难学生3000名。\n"
        "区级民生实事\n"
        "1.建设社区食堂20个。\n"
        "2.改造农贸市场8个。\n"
        "3.培训家政员600人。\n",
        [
            ("建设市民中心1处", "unstated"),
            ("新开公交专线6条", "unstated"),
            ("资助困难学生3000名", "unstated"),
            ("建设社区食堂20个", "unstated"),
            ("改造农贸市场8个", "unstated"),
            ("培训家政员600人", "unstated"),
        ],
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_list_is_read(kind: str) -> None:
    check(*PAGES[kind])


@pytest.mark.parametrize(
    ("kind", "categories"),
    [
        ("a caption above the list", [None]),
        ("two headings", ["教育文化", "交通出行"]),
        ("two lists of a report", ["为农民办好五件实事", "为城镇居民办好四件实事"]),
        ("two lists of a page", ["市级民生实事", "区级民生实事"]),
    ],
)
def test_a_heading_is_a_category_where_it_distinguishes(kind: str, categories: list[str | None]) -> None:
    found = read(PAGES[kind][0].encode(), source="list.txt").commitments
    assert list(dict.fromkeys(one.category for one in found)) == categories


@pytest.mark.parametrize(
    "kind", ["last year's projects beside this year's", "last year's projects below this year's"]
)
def test_a_plan_is_no_outcome_list_for_what_it_says_of_last_year(kind: str) -> None:
    record = read(PAGES[kind][0].encode(), source="list.txt")
    assert record.review_year is None
    assert record.plan_year in (2022, 2023)
