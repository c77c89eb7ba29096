"""What stands around a body: headline, information bar, what is no text. All names are invented."""

from __future__ import annotations

import pytest

from parsers.formats import open_page

PROSE = "全区上下迎难而上、接续奋斗，各项任务有序推进，城乡面貌持续改善，群众的获得感不断增强。" * 3


@pytest.mark.parametrize(
    ("window", "headline", "title"),
    [
        (
            "云桥区2021年政府工作报告在云桥区第十届人民代表大会第六次会议上_云桥区政府网",
            "<h1>云桥区2021年<br>政府工作报告<br>在云桥区第十届人民代表大会第六次会议上</h1>",
            "云桥区2021年政府工作报告在云桥区第十届人民代表大会第六次会议上",
        ),
        (
            "关于印发云桥区2021年政府工作报告的通知 - 云桥区人民政府",
            "<div>关于印发云桥区2021年</div><div>政府工作报告</div><div>的通知</div>",
            "关于印发云桥区2021年政府工作报告的通知",
        ),
        ("2021年云桥区政府工作报告 政府信息公开平台_云桥区人民政府", "", "2021年云桥区政府工作报告"),
        ("云桥区人民政府 政府工作报告 云桥区2021年政府工作报告", "", "云桥区2021年政府工作报告"),
        ("云桥区2021年政府工作报告-云桥区政务公开平台_云桥区人民政府", "", "云桥区2021年政府工作报告"),
    ],
)
def test_headlines(window: str, headline: str, title: str) -> None:
    html = (
        f"<html><head><title>{window}</title></head><body><div class='nav'><a href='/'>首页</a></div>{headline}"
        f"<div class='info'>发布日期：2021-02-03</div><div id='zoom'><p>{PROSE}</p></div></body></html>"
    )
    assert open_page(html.encode()).page_title == title
