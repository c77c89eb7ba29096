"""Publication date, source and publisher, from the evidence around the text."""

from __future__ import annotations

from typing import Any

import pytest

from parsers import metadata
from parsers.hints import Hints
from parsers.metadata import Metadata
from parsers.page import Page

NO_HINTS = Hints()


def read(hints: Hints = NO_HINTS, **around: Any) -> Metadata:
    return metadata.read(Page(text="全区修桥三座。", page_title="云桥区2021年政府工作报告", **around), hints)


@pytest.mark.parametrize(
    ("info", "day", "source"),
    [
        ("发布日期:2021-02-19         来源:区府办          【关闭】", "2021-02-19", "区府办"),
        ("2020年01月14日来源:云桥区人民政府办公室", "2020-01-14", "云桥区人民政府办公室"),
        ("发布时间：2021年2月19日 10:20  信息来源：云桥日报  浏览次数：12", "2021-02-19", "云桥日报"),
        ("时间：2021-02-19 10:20 字体：大 中 小", "2021-02-19", None),
        ("【信息时间：2021-02-19】 来源： 云桥区人民政府　作者：秦小舟", "2021-02-19", "云桥区人民政府"),
        ("2021-02-19 10:11:12", "2021-02-19", None),
        ("文章来源:未知 发布时间：2021-02-19", "2021-02-19", None),
        ("发布 时间 ：2021-02-19", "2021-02-19", None),
        ("发布日期：二〇二一年二月十九日", "2021-02-19", None),
        ("成文日期：2021-02-01 发布日期：2021-02-19", "2021-02-19", None),
        ("来源：云桥日报2021-02-19", "2021-02-19", "云桥日报"),
        ("来源：云桥日报  作者：秦小舟 2021-02-19", "2021-02-19", "云桥日报"),
        ("来源：区政府办公室/2021-02-19/", "2021-02-19", "区政府办公室"),
        ("来源：区发展和改革局（区统计局） 2021/02/19 14:22", "2021-02-19", "区发展和改革局（区统计局）"),
        ("来源：云桥发布2021.02.19", "2021-02-19", "云桥发布"),
        ("2021-02-19 来源：云桥新闻网 秦小舟 柳如川", "2021-02-19", "云桥新闻网"),
        ("发布时间：2021-02-19来源：云桥新闻网记者秦小舟", "2021-02-19", "云桥新闻网"),
        ("2021-02-19 来源：云桥新闻网秦小舟", "2021-02-19", "云桥新闻网"),
        ("来源：云桥区融媒体中心（秦小舟）发布时间：2021-02-19", "2021-02-19", "云桥区融媒体中心"),
        ("来源：区委宣传部 区政府办", None, "区委宣传部 区政府办"),
        ("来源：新华网江苏频道", None, "新华网江苏频道"),
        ("生成日期：2021-02-01", None, None),
        ("成文日期：2021-02-01", None, None),
        ("来源：", None, None),
        ("索引号：014-2021-02-19-003", None, None),
    ],
)
def test_information_bar(info: str, day: str | None, source: str | None) -> None:
    found = read(info=(info,))
    assert (found.published_date, found.source_org) == (day, source)


def test_meta_tags_and_what_contradicts_them() -> None:
    metas = {"pubdate": "2021-02-19 10:20", "contentsource": "区府办"}
    found = read(metas=metas)
    assert (found.published_date, found.source_org, found.problems) == ("2021-02-19", "区府办", ())
    found = read(metas=metas, info=("发布日期：2021-02-20",))
    assert found.published_date == "2021-02-20"
    assert [problem.code for problem in found.problems] == ["metadata_conflict"]


def test_a_date_in_an_address_never_counts() -> None:
    assert read(url="http://www.yunqiao.gov.cn/202206/t20220608_1.html").published_date is None


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ({"url": "http://www.yunqiao.gov.cn/x.html"}, "official"),
        ({"footer": ("主办:云桥区人民政府",)}, "official"),
        ({"footer": ("政府网站标识码：2101030004",), "url": "http://127.0.0.1:8000/x"}, "official"),
        ({"footer": ("主办:云桥区人民政府",), "url": "http://copies.example.com/x"}, "unknown"),
        ({"third_party": True, "url": "http://copies.example.com/x"}, "third_party"),
        ({"hints": Hints(official=False), "footer": ("主办:云桥区人民政府",)}, "third_party"),
        ({"hints": Hints(official=True)}, "official"),
        ({}, "unknown"),
    ],
)
def test_source_kind(around: dict[str, Any], expected: str) -> None:
    assert read(**around).source_kind == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2026年2月1日 星期日", None), ("日期：2026年2月1日 星期日", None), ("2026-02-01 周日 09:12:33", None),
        ("今天日期：2026年2月1日", None), ("2014年2月3日 星期一 来源：区政府办", "2014-02-03"),
        ("发布日期：2014年2月3日 星期一", "2014-02-03"),
    ],
)  # fmt: skip
def test_the_day_on_which_a_page_is_looked_at_is_not_its_date(line: str, day: str | None) -> None:
    assert read(info=(line,)).published_date == day
