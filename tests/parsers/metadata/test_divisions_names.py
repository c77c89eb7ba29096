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
        ("梅州市梅县区2021年政府工作报告", report("区"), "广东省梅州市梅县区"),
        ("梅县区2021年政府工作报告", report("区"), "广东省梅州市梅县区"),
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


ITEMS = "\n1.新建幼儿园6所。\n2.改造小区22个。\n3.新增泊位3500个。\n4.更新公交车60辆。\n5.新建书房8座。\n"


@pytest.mark.parametrize(
    ("text", "full_name"),
    [
        (
            "重磅！芜湖2024年5件民生实事来了\n近日，市委、市政府研究确定了今年的民生实事项目。" + ITEMS,
            "安徽省芜湖市",
        ),
        (
            "暖心清单：遵义今年办好5件实事\n市四届人大三次会议开幕，市政府将办好以下5件实事。" + ITEMS,
            "贵州省遵义市",
        ),
        (
            "2025年宁夏要办这五件民生实事\n自治区坚持量力而行，提出2025年五件民生实事。" + ITEMS,
            "宁夏回族自治区",
        ),
        ("朝阳今年办好5件实事\n区政府将办好以下5件实事。" + ITEMS, None),
        (
            "市政府办公室关于2021年为民办五件实事的通知\n发布部门：扬州市人民政府办公室\n各县（市、区）人民政府："
            "现将2021年市政府为民办五件实事印发给你们。" + ITEMS,
            "江苏省扬州市",
        ),
        ("1-8月份，灌云县五大类60项民生实事项目推进有力。" + ITEMS, "江苏省连云港市灌云县"),
        (
            "2021年区政府实事项目完成情况\n一、总体情况\n2021年区政府实事项目经普陀区第十六届人民代表大会第八次会议通过，"
            "区政府下发了《上海市普陀区人民政府办公室关于印发2021年实事项目的通知》。\n二、分项情况\n"
            "（1）新增400张床位（责任部门：区民政局）。实际新增412张床位。\n（2）新建15个食堂（责任部门：区商务委）。实际新建15个。",
            "上海市普陀区",
        ),
        (
            "关于2022年民生实事项目推进情况的通报\n近期，县委督查室会同县卫健局、县教育局开展督查。" + ITEMS,
            None,
        ),
        (
            "市政府年初定下的14件民生实事，多数走在前面。\n全市原定添置图书角30个，眼下已有33个，其中义乌市3个；"
            "原定加装扶手40处，其中义乌市5处；原定翻修渡口6座，已翻修6座；原定添置雨棚80个，已有81个。",
            None,
        ),
        (
            "为推进我市2019年民生工程，现将进展情况通报如下："
            + ITEMS
            + "进度较慢的为全椒县、来安县。\n滁州市民生工程办公室",
            "安徽省滁州市",
        ),
        ("合作市场建设2024年民生实事项目\n" + ITEMS, None),
        (
            "霜降以后，丽水地区的茶园进了农闲，采茶人回到家里。\n省政府年初定下的6件民生实事，多数走在前面。"
            + ITEMS,
            None,
        ),
    ],
)
def test_a_list_belongs_to_the_division_that_its_first_lines_speak_for(
    text: str, full_name: str | None
) -> None:
    division = read(text.encode(), source="x.txt").division
    assert (division and division.full_name) == full_name


def test_a_title_may_name_a_county_by_its_short_name_behind_its_city() -> None:
    division = read(report("县").encode(), source="x.txt", title="邢台市宁晋2013年政府工作报告").division
    assert division is not None
    assert division.full_name == "河北省邢台市宁晋县"


@pytest.mark.parametrize(
    ("line", "full_name"),
    [
        ("县人民政府代理县长 周映红", None), ("代县长 周映红", None), ("新任县长 周映红", None),
        ("县委书记和县长 周映红", None), ("代县县长 周映红", "山西省忻州市代县"),
        ("代县人民政府县长 周映红", "山西省忻州市代县"), ("四川省理县县长 周映红", "四川省阿坝藏族羌族自治州理县"),
    ],
)  # fmt: skip
def test_the_end_of_a_word_and_county_are_no_county(line: str, full_name: str | None) -> None:
    opening = f"2021年2月8日在县第十七届人民代表大会第一次会议上\n{line}\n各位代表：\n"
    text = f"政府工作报告\n{opening}现在，我代表县人民政府向大会报告工作，请予审议。\n一、2020年工作回顾\n"
    text += "召开县长办公会，建设示范县。"
    division = read(text.encode(), source="x.txt").division
    assert (division and division.full_name) == full_name


def test_a_title_that_ends_in_work_report_is_one_of_a_work_report() -> None:
    title = "关于云溪区2020年国民经济和社会发展情况的政府工作报告"
    assert read(f"{title}\n{report('区')}".encode(), source="x.txt").kind == "work_report"
