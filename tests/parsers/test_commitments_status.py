"""Status words in all their forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import commitments
from parsers.commitments import status
from parsers.commitments.outcome import words
from parsers.page import Page
from parsers.read import read
from parsers.record import Commitment


def reported(
    outcome: str, promise: str = "新建公园3座。", title: str = "2024年民生实事进展情况"
) -> Commitment:
    text = f"{title}\n1.{promise}\n完成情况：{outcome}\n2.改造小区。\n完成情况：完成。"
    found, _ = commitments.read(Page(text=text), 2024, None, (), "livelihood_projects")
    return found[0]


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("已完成", "completed"),
        ("完成。", "completed"),
        ("已完成。三座公园开放。", "completed"),
        ("提前完成。", "completed"),
        ("全部完成", "completed"),
        ("圆满完成", "completed"),
        ("已办结", "completed"),
        ("目前已完工。", "completed"),
        ("已竣工并投入使用。", "completed"),
        ("完成率100%", "completed"),
        ("完成年度任务的100%。", "completed"),
        ("三座公园均已建成开放。", "completed"),
        ("超额完成。", "exceeded"),
        ("已超额完成", "exceeded"),
        ("超额完成，实际建成4座。", "exceeded"),
        ("建成4座，完成年度任务的133%。", "exceeded"),
        ("建成公园5座，超额完成全年目标。", "exceeded"),
        ("正在推进。", "in_progress"),
        ("正在施工。", "in_progress"),
        ("持续推进", "in_progress"),
        ("有序推进中", "in_progress"),
        ("按序时进度推进", "in_progress"),
        ("达到序时进度", "in_progress"),
        ("已完成总工程量的65%。", "in_progress"),
        ("完成率85%", "in_progress"),
        ("已完成施工图设计和招标。", "in_progress"),
        ("已完成桩基施工，正在进行主体施工。", "in_progress"),
        ("已开工，预计12月底完工。", "in_progress"),
        ("基本完成。", "partly"),
        ("部分完成", "partly"),
        ("已建成1座，其余2座正在施工。", "partly"),
        ("已建成1座，其余2座月底前完工。", "partly"),
        ("该项目于1月开工建设，现已全面完成。", "completed"),
        ("是", "completed"),
        ("否", "delayed"),
        ("未完成。", "delayed"),
        ("延期。", "delayed"),
        ("转入下年实施。", "delayed"),
        ("因征地原因暂缓实施。", "delayed"),
        ("尚未开工。", "delayed"),
        ("取消。", "cancelled"),
        ("经研究取消该项目。", "cancelled"),
        ("调整为改造公园2座。", "adjusted"),
        ("经区政府常务会议调整为新建2座。", "adjusted"),
    ],
)
def test_status(outcome: str, status: str) -> None:
    assert reported(outcome).status == status


@pytest.mark.parametrize(
    ("promise", "outcome", "status"),
    [
        (
            "新建学校3所，改建2所。",
            "东湖小学综合楼项目已完成；西岭学校已完成基础开挖；北苑小学项目因用地调整，明确终止。",
            "partly",
        ),
        ("新建学校1所。", "因征地困难，无法实施。已完成可研报告。", "cancelled"),
        ("开建停车位800个。", "已开工建设停车位912个，分别在东门（400个）和西门（512个）。", "exceeded"),
        (
            "残疾儿童关怀行动。",
            "全区共有残疾儿童412名，涉及90个社区。已制定《关怀行动工作方案》，配备教师；为260名儿童送去礼物。",
            "completed",
        ),
        ("办好公开工作，设公示栏9处。", "公开工作有序，设公示栏9处。", "completed"),
        ("打造6个社区剧场。", "成功打造2个剧场，加快改造提升南坡、北坡等4个剧场。", "partly"),
        ("建成6个剧场，启动4个剧场改造。", "建成6个剧场，启动4个剧场改造。", "completed"),
        ("新建小学2所。", "东岭小学已于8月竣工开学；西溪小学主体结构封顶，计划明年6月交付。", "partly"),
        (
            "新建小学4所，年内建成3所、开工1所。",
            "甲、乙、丙3所小学已建成开学；丁小学于9月开工，正在进行桩基施工。",
            "completed",
        ),
        ("新建口袋公园8个。", "建成口袋公园8个并开放，另有2个正在施工。", "completed"),
        ("改造老旧电梯30部。", "30部电梯改造方案已经业主同意，其中21部改造完成。", "partly"),
        ("为900户改造电表。", "完成改造900户中的640户。", "partly"),
        ("建成区福利院，新增床位200张。", "5月举行区福利院奠基仪式，项目启动。", "in_progress"),
        ("建成区体育馆并投入使用。", "区体育馆主体工程已于10月20日顺利封顶。", "in_progress"),
        ("完成东环路前期工作。", "已完成可研批复和初步设计，施工招标正在进行。", "completed"),
        (
            "编制完成全县养老服务规划。",
            "规划经县政府常务会议审议通过，于7月印发，涉及的项目将分年实施。",
            "completed",
        ),
        ("完成年度投资2亿元，推进水厂建设。", "完成年度投资2.3亿元，水厂正在进行设备安装。", "completed"),
        ("更换供水管网20公里。", "因审批推迟至8月动工，20公里管网已全部更换完成。", "completed"),
        ("年内建成柳河人行桥。", "汛期一度停工一个月，柳河人行桥已于12月2日竣工开放。", "completed"),
        ("启动文化馆新馆，建成书吧5个。", "5个书吧全部建成。文化馆新馆因资金困难，尚未启动。", "partly"),
        ("新建2所学校。", "北校区正在施工；南校区已建成。该项目已全部完工。", "completed"),
        ("城区管网改造达到100%。", "完成率0%。", "in_progress"),
        ("为所有小区安装充电桩。", "已安装充电桩的小区160个，覆盖率91.5%。", "partly"),
    ],
)
def test_parts_of_a_project(promise: str, outcome: str, status: str) -> None:
    assert reported(outcome, promise, "2024年民生实事完成情况").status == status


@pytest.mark.parametrize(
    ("outcome", "printed"),
    [
        ("已完成。三座公园开放。", "已完成。"),
        ("完成。完成招标和施工。", "完成。"),
        ("超额完成", "超额完成"),
        ("目前主体已验收，完成80%工程量。", "目前主体已验收，完成80%工程量。"),
    ],
)
def test_the_status_as_printed(outcome: str, printed: str) -> None:
    found = reported(outcome)
    assert found.status_text == printed
    assert found.outcome == outcome


def test_a_share_that_was_promised_is_completed_when_reached() -> None:
    assert reported("完成60%工程量。", "大堤加固完成60%工程量。").status == "completed"
    assert reported("完成40%工程量。", "大堤加固完成60%工程量。").status == "in_progress"


def test_a_start_that_was_promised_is_completed_when_started() -> None:
    assert reported("已开工建设。", "开工建设区体育馆。").status == "completed"
    assert reported("已开工建设。", "建成区体育馆。").status == "in_progress"


def test_deeds_without_a_status_word_are_completed_only_in_a_list_of_things_done() -> None:
    deeds = "组织讲座16场，印制手册2000份。"
    assert reported(deeds, title="2024年民生实事完成情况").status == "completed"
    assert reported("（附图）", title="2024年民生实事").status == "unstated"


def test_nothing_reported_is_unstated() -> None:
    text = "2025年民生实事\n1.新建公园3座。\n2.改造小区。"
    found, _ = commitments.read(Page(text=text), None, 2025, (), "livelihood_projects")
    assert {(c.status, c.status_text, c.outcome) for c in found} == {("unstated", None, None)}


@given(st.text(max_size=200))
def test_any_report_has_a_status(outcome: str) -> None:
    status = reported("".join(outcome.split())).status
    assert status in {
        "completed", "exceeded", "in_progress", "partly", "delayed", "adjusted", "cancelled", "unstated",
    }  # fmt: skip


def test_promise_and_outcome_in_one_line() -> None:
    text = """云溪区2021年民生实事完成情况
一、改造老旧小区20个。已完成22个，超额完成年度任务。
二、新增停车泊位1500个；方便居民停车。截至目前，已建成1500个。
三、建设服务站4个。因选址变更，已建成2个，其余2个正在施工。
四、开工建设文化馆。因土地手续未办结，延至2022年实施。
"""
    found, _ = commitments.read(Page(text=text), 2021, None, (), "livelihood_projects")
    assert [(c.text, c.outcome, c.status) for c in found] == [
        ("改造老旧小区20个。", "已完成22个，超额完成年度任务。", "exceeded"),
        ("新增停车泊位1500个；方便居民停车。", "截至目前，已建成1500个。", "completed"),
        ("建设服务站4个。", "因选址变更，已建成2个，其余2个正在施工。", "partly"),
        ("开工建设文化馆。", "因土地手续未办结，延至2022年实施。", "delayed"),
    ]
    for promise in found:
        assert text[promise.start : promise.end].endswith(promise.outcome or "")


def test_promises_of_two_sentences_stay_whole_in_a_plan() -> None:
    text = """云溪区2021年民生实事项目
1.改造老旧小区20个。已列入计划的管网一并实施。
2.新建公园3座。已选定的地块年内开工。
"""
    found, _ = commitments.read(Page(text=text), None, 2021, (), "livelihood_projects")
    assert [c.outcome for c in found] == [None, None]


def test_fewer_than_promised_is_under_way() -> None:
    assert reported("上半年已完成61公里。", "修路300公里。").status == "in_progress"
    assert reported("已建成2座。", "新建公园3座。").status == "in_progress"
    assert reported("已建成3座。", "新建公园3座。").status == "completed"
    assert reported("已建成2座，年度任务全部完成。", "新建公园3座。").status == "completed"


def rows_of_words() -> list[tuple[str, str, str]]:
    table = Path(words.__file__).with_suffix(".tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return [(meaning, reason, example) for meaning, _, reason, _, example in rows]


@pytest.mark.parametrize(("meaning", "reason", "example"), rows_of_words())
def test_each_row_of_words_reads_its_example(meaning: str, reason: str, example: str) -> None:
    assert status.judge(example, "新建公园3座。") == meaning, reason


@pytest.mark.parametrize(
    ("outcome", "meaning"),
    [
        ("因规划调整，该地块不具备建设条件。", "cancelled"),
        ("受资金影响，今年无法实施。", "delayed"),
        ("原定6月完工，因暴雨延期至9月，现已竣工。", "completed"),
        ("已建成2座，另1座因征地困难无法实施。", "partly"),
        ("实施中心城区绿化，新建公园3座。", "completed"),
        ("公园3座已开工建设。", "in_progress"),
    ],
)
def test_what_was_not_done_is_never_completed(outcome: str, meaning: str) -> None:
    assert reported(outcome, title="2024年民生实事完成情况").status == meaning


@pytest.mark.parametrize(
    ("promise", "outcome", "meaning"),
    [
        ("新建食堂6家、书屋20间", "已建成食堂6家、书屋17间", "partly"),
        ("新建食堂6家、书屋20间", "已建成食堂7家、书屋22间", "exceeded"),
        ("新建食堂6家、书屋20间", "已建成食堂6家、书屋22间", "completed"),
        ("修路1.2万米", "已修路12公里", "completed"),
        ("改造老旧小区12个", "已在3个街道改造老旧小区12个", "completed"),
        ("改造老旧小区12个", "已完成全部改造，惠及居民3200户", "completed"),
    ],
)
def test_quantities_are_compared_one_by_one(promise: str, outcome: str, meaning: str) -> None:
    assert reported(outcome, promise, title="2024年民生实事完成情况").status == meaning


@pytest.mark.parametrize(
    ("report", "promise", "wanted"),
    [
        ("已完成投资5200万元，占年度计划的76%。", "建设文化中心。", {"in_progress"}),
        ("累计发放补贴340万元，占全年任务的113%。", "发放就业补贴。", {"exceeded"}),
        ("完成率98%", "改造危房200户。", {"in_progress"}),
        ("已安装路灯320盏，正在安装其余180盏。", "安装路灯500盏。", {"in_progress", "partly"}),
        ("施工图设计已完成，招标文件已发布。", "新建消防站1座。", {"in_progress"}),
        ("招标已完成，施工单位已进场。", "新建消防站1座。", {"in_progress"}),
        ("3所学校空调已安装到位，2所正在招标。", "为5所学校安装空调。", {"in_progress", "partly"}),
        ("确定服务机构6家，已签订合同。", "为600名老人提供助餐服务。", {"in_progress", "unstated"}),
        ("已确定改造名单312户。", "改造厕所300户。", {"in_progress", "unstated"}),
        ("改造方案已通过评审，计划10月动工。", "改造农贸市场2个。", {"in_progress"}),
        ("主体结构封顶，正在进行内部装修。", "新建小学1所。", {"in_progress"}),
        ("已完成70%，预计12月底竣工。", "新建公园1个。", {"in_progress"}),
        ("已完成全年任务的120%，共培训2400人。", "培训2000人。", {"exceeded"}),
        ("全年完成2100人，超任务100人。", "培训2000人。", {"exceeded"}),
        ("按时序推进", "新建公园1个。", {"in_progress"}),
        ("按序时进度推进中。", "新建公园1个。", {"in_progress"}),
        ("超序时进度推进。", "新建公园1个。", {"exceeded", "in_progress"}),
        ("资金已下达，各乡镇正在组织实施。", "改造危桥10座。", {"in_progress"}),
        ("已与医院签约，8月起开展免费体检。", "免费体检1万人。", {"in_progress"}),
        ("项目可研已批复，因土地指标未落实，尚未开工。", "新建养老院1所。", {"delayed"}),
        ("已建成投入使用。", "新建养老院1所。", {"completed"}),
        ("已完成工程量的45%。", "新建养老院1所。", {"in_progress"}),
        ("1240", "新建充电桩：1500", {"in_progress"}),
        ("1500", "新建充电桩：1500", {"completed"}),
        ("1620", "新建充电桩：1500", {"exceeded"}),
        ("88.2%", "改造厕所", {"in_progress"}),
        ("完成入户调查，正在编制方案。", "改造老旧小区3个。", {"in_progress"}),
        ("完成采购，设备陆续到货。", "为卫生院配备设备20台。", {"in_progress"}),
        ("已开工建设，完成投资1200万元。", "新建停车场1个。", {"in_progress"}),
        ("已启动招聘程序。", "招聘教师50名。", {"in_progress"}),
        ("已完成选址，土地正在报批。", "新建变电站1座。", {"in_progress"}),
        ("已全部完成，并通过验收。", "改造道路3条。", {"completed"}),
        ("上半年完成160户，占全年任务的53%。", "改造300户。", {"in_progress"}),
        ("已拨付资金80%，剩余部分待验收后拨付。", "发放奖补资金。", {"in_progress", "partly"}),
        ("目前已有126名学员报名，9月开班。", "培训100人。", {"in_progress"}),
        ("招投标公告已挂网。", "改造公厕8座。", {"in_progress"}),
        ("设备已采购到位，正在安装调试。", "建设监测站点5个。", {"in_progress"}),
        ("工程已进入扫尾阶段。", "改造公厕8座。", {"in_progress"}),
        ("完成方案设计和施工招标。", "改造公厕8座。", {"in_progress"}),
        ("已排查出需改造对象260户，完成改造90户。", "改造200户。", {"in_progress", "partly"}),
        ("已完成合同签订，材料正在加工。", "更换电梯12部。", {"in_progress"}),
        ("采购配送完毕，全部安装到位。", "更换电梯12部。", {"completed"}),
        ("家庭医生签约服务12万人。", "家庭医生签约服务10万人。", {"completed", "exceeded"}),
        ("已采购公交车40辆，全部投入运营。", "新购公交车40辆。", {"completed"}),
        ("经公开招标确定施工单位，项目已竣工验收。", "改造公园1处。", {"completed"}),
        ("已遴选示范村15个。", "建设示范村15个。", {"in_progress"}),
        ("招聘公告已发布，报名280人。", "招聘教师100名。", {"in_progress"}),
        ("完成招聘教师100名，签订聘用合同。", "招聘教师100名。", {"completed"}),
        ("已排查房屋2600户，全部完成。", "排查房屋2600户。", {"completed"}),
        ("已完成立项、初设批复及招标控制价评审。", "新建水厂1座。", {"in_progress"}),
        ("编制完成规划方案，完成改造12条。", "改造背街小巷12条。", {"completed"}),
        ("完成摸底登记310人，已为210人适配辅具。", "为300名残疾人适配辅具。", {"in_progress", "partly"}),
        ("共举办招聘会22场，提供岗位8000个。", "举办招聘会20场。", {"completed", "exceeded"}),
        ("已签订施工合同，完成投资300万元，占总投资的20%。", "新建停车楼1座。", {"in_progress"}),
        ("名单已公示，补贴资金已全部发放到位。", "发放助学补贴。", {"completed"}),
        ("累计办理备案登记1.3万份，完成全年目标的130%。", "办理1万份。", {"exceeded"}),
        ("完成采购并投入使用救护车6辆。", "配备救护车6辆。", {"completed"}),
        ("项目已挂网招标，预计9月进场。", "改造泵站2座。", {"in_progress"}),
        ("入户改造完成350户，验收合格。", "适老化改造350户。", {"completed"}),
        ("前期手续已办结，11月开标。", "新建幼儿园1所。", {"in_progress"}),
    ],
)
def test_what_is_prepared_or_under_way_is_not_completed(report: str, promise: str, wanted: set[str]) -> None:
    assert status.judge(report, promise) in wanted


def test_an_item_may_say_its_share_of_the_task_itself() -> None:
    text = (
        "2022年，县里为民办实事考核指标3项：\n一、改造水渠82公里，为任务的117%；\n"
        "二、敬老院补助标准165元，超任务15元；\n三、新增床位90张，为任务的90%。"
    )
    found, _ = commitments.read(Page(text=text), None, None, (), "livelihood_projects")
    assert [one.status for one in found] == ["exceeded", "exceeded", "in_progress"]
    assert found[0].status_text == "为任务的117%"


def test_a_column_with_nothing_but_states_gives_the_status() -> None:
    text = (
        "2022年民生实事项目进展\n序号\t项目内容\t责任单位\t进展情况\t完成情况\n"
        "1\t安装路灯500盏\t县住建局\t已安装路灯500盏，控制箱在招标。\t按时序推进\n"
        "2\t新建公厕4座\t县城管局\t4座公厕已建成。\t已完成\n"
        "3\t改造桥梁2座\t县交通局\t设计批复。\t滞后"
    )
    found, _ = commitments.read(Page(text=text), 2022, None, (), "livelihood_projects")
    assert [(one.status, one.status_text) for one in found] == [
        ("in_progress", "按时序推进"),
        ("completed", "已完成"),
        ("delayed", "滞后"),
    ]
    assert found[0].outcome == "已安装路灯500盏，控制箱在招标。"


def test_a_number_below_its_target_is_not_completed() -> None:
    text = (
        "1-11月民生实事落实情况\n序号\t考核指标\t工作目标\t已完成数\t占年任务之比\n"
        "1\t农村改厕\t4200\t3650\t86.9%\n2\t新增床位\t300\t342\t114%\n3\t修建步道\t60\t60\t100%"
    )
    found, _ = commitments.read(Page(text=text), 2022, None, (), "livelihood_projects")
    assert [one.status for one in found] == ["in_progress", "exceeded", "completed"]


ITEMS = "\n1.新建幼儿园3所。\n2.改造小区5个。\n3.修建步道8公里。"


@pytest.mark.parametrize(
    "text",
    [
        "2020年3件民生实事已全部完成。今年，确定以下3件实事：" + ITEMS,
        "2020年3件民生实事全部完成。2021年，区政府将办好3件民生实事：" + ITEMS,
        "2020年3件民生实事\n各部门要压实责任，确保3件民生实事全部完成。" + ITEMS,
    ],
)
def test_a_plan_is_not_completed_because_another_list_is(text: str) -> None:
    found = read(text.encode(), source="page.txt").commitments
    assert [one.status for one in found] == ["unstated"] * 3


def test_counts_of_a_part_of_the_year_are_in_progress() -> None:
    text = (
        "2023年上半年民生实事进展情况\n1.就业援助。累计帮扶310人。\n2.道路养护。完成养护60公里。\n"
        "3.校园食堂改造。已完工投用。"
    )
    found = read(text.encode(), source="page.txt").commitments
    assert [one.status for one in found] == ["in_progress", "in_progress", "completed"]


@pytest.mark.parametrize(
    ("report", "wanted"),
    [
        ("书屋选址方案已进入最终评审阶段。影院建设已全部完成。", {"in_progress", "partly"}),
        ("球场方案正在修改。步道铺装已全部完成。", {"in_progress", "partly"}),
        ("石桥正在办理招标手续；河道清淤已全面完成。", {"in_progress", "partly"}),
        ("二期正在招标，一期已全部完工。", {"in_progress", "partly"}),
        ("一期已全部完工，二期正在招标。", {"in_progress", "partly"}),
        ("宿舍楼完成主体结构。食堂已全部完成。", {"in_progress", "partly"}),
        ("教学楼已封顶。操场已全部建成。", {"in_progress", "partly"}),
        ("南门站点手续报审中。北门站点已如期完成。", {"in_progress", "partly"}),
        ("新区管网处于设计阶段；老城管网改造已全部完成。", {"in_progress", "partly"}),
        ("厨房改造暂缓。浴室改造已全部完成。", {"partly", "delayed"}),
        ("已完成。其中厕所改造正在收尾。", {"in_progress", "partly"}),
        ("已完成。自助机已投放12台。", {"completed"}),
        ("年初正在办理手续。目前，项目已全部完成。", {"completed"}),
        ("上半年正在施工。11月底，全部工程已全部竣工。", {"completed"}),
        ("今年3月完成施工图设计，4月完成招标，11月竣工投用。", {"completed"}),
        ("厨房改造曾暂停，现已全部完成。", {"completed"}),
        ("食堂、宿舍均已建成投用。", {"completed"}),
    ],
)
@pytest.mark.parametrize("settled", [False, True])
def test_one_part_done_is_not_the_whole(report: str, wanted: set[str], settled: bool) -> None:
    assert status.judge(report, "实施两项改造。", settled=settled) in wanted


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("区里要求确保3件民生实事全部完成。", "unstated"),
        ("区里将倒排工期，力争所有项目均按期完成。", "unstated"),
        ("承诺的民生实事尚未全部完成。", "unstated"),
        ("各项任务完成后组织验收，年底前民生实事将全面完成。", "unstated"),
        ("截至年底，3件民生实事已全部完成。", "completed"),
        ("年初承诺的3件民生实事全部完成。", "completed"),
    ],
)
def test_an_aim_for_all_projects_completes_none(said: str, meaning: str) -> None:
    text = f"{said}这3件民生实事分别是：一是新建幼儿园3所；二是改造小区5个；三是建成步道8公里。"
    found = read(text.encode(), source="page.txt").commitments
    assert [one.status for one in found] == [meaning] * 3
