"""Short names of autonomous divisions, everyday words, names that ended, and pages that only mention a division."""

from __future__ import annotations

import pytest

from parsers.read import read

LIST = "1．改造市区公厕3座。\n2．市区新增泊位600个。\n3．市区新建绿道2公里。"


def report(who: str, session: str = "", review: int = 2020) -> str:
    return (
        f"{session}\n各位代表：\n现在，我代表{who}人民政府向大会报告工作，请予审议。\n"
        f"一、{review}年工作回顾\n全{who}修桥三座。"
    )


@pytest.mark.parametrize(
    ("title", "text", "full_name"),
    [
        ("楚雄州2021年政府工作报告", report("州"), "云南省楚雄彝族自治州"),
        ("政府工作报告", report("州", "2021年1月20日在湘西州第九届人民代表大会第五次会议上"),
         "湖南省湘西土家族苗族自治州"),
        ("巴州2021年政府工作报告", report("州"), "新疆维吾尔自治区巴音郭楞蒙古自治州"),
        ("巴州区2021年政府工作报告", report("区"), "四川省巴中市巴州区"),
        ("伊犁州2021年政府工作报告", report("州"), "新疆维吾尔自治区伊犁哈萨克自治州"),
        ("大理州大理市2021年政府工作报告", report("市"), "云南省大理白族自治州大理市"),
        ("泉州市2021年政府工作报告", report("市"), "福建省泉州市"),
        ("宽甸县2021年政府工作报告", report("县"), "辽宁省丹东市宽甸满族自治县"),
        ("石林县2021年政府工作报告", report("县"), "云南省昆明市石林彝族自治县"),
        ("鄂伦春旗2021年政府工作报告", report("旗"), "内蒙古自治区呼伦贝尔市鄂伦春自治旗"),
        ("泉州2021年政府工作报告", report("市"), "福建省泉州市"),
        ("2021年泉州政府工作报告", report("市"), "福建省泉州市"),
        ("海淀2021年政府工作报告", report("区"), "北京市海淀区"),
        ("朝阳2021年政府工作报告", report("县"), "辽宁省朝阳市朝阳县"),
        ("泉州2021年政府工作报告", report("区"), None),
        ("鼓楼2021年政府工作报告", report("区"), None),
        ("2021年民生实事项目", f"2021年民生实事项目\n{LIST}", None),
        ("城区2021年民生实事项目", f"城区2021年民生实事项目\n{LIST}", None),
        ("2021年新区民生实事", f"2021年新区民生实事\n{LIST}", None),
        ("宣武区2015年政府工作报告", report("区", review=2014), None),
        ("宣武区2008年政府工作报告", report("区", review=2007), "北京市宣武区"),
        ("关于召开会议的公告", "公告\n沙河口区有关单位：\n定于下周开会。沙河口区设分会场。沙河口区参加。", None),
        ("考察见闻", "近日，一行人到武侯区学习。武侯区的做法值得借鉴。武侯区的社区有特色。", None),
        (
            "大连市沙河口区2021年财政预算报告",
            "各位代表：受区人民政府委托，现将预算草案提请审议。",
            "辽宁省大连市沙河口区",
        ),
    ],
)  # fmt: skip
def test_division(title: str, text: str, full_name: str | None) -> None:
    found = read(text.encode(), source="x", title=title).division
    assert (found.full_name if found else None) == full_name
