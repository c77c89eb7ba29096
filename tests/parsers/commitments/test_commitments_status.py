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
from tests.support.read_commitments import reported


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
        ("2座已建成投用，1座因选址问题尚未动工。", "partly"),
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


@pytest.mark.parametrize(
    ("outcome", "promise", "expected"),
    [
        ("仅完成11个。", "改造供水小区40个", {"partly"}),
        ("只建成2所", "新建4所小学", {"partly"}),
        ("因用地问题暂缓1座，另1座已投用", "建设公交首末站2座", {"partly", "delayed"}),
        ("原址拆迁未果，项目中止。", "职业高中实训基地", {"cancelled"}),
    ],
)
def test_a_part_that_was_done_is_not_the_whole(outcome: str, promise: str, expected: set[str]) -> None:
    assert status.judge(outcome, promise, settled=True) in expected


def test_deeds_without_a_status_word_are_completed_only_in_a_list_of_things_done() -> None:
    deeds = "组织讲座16场，印制手册2000份。"
    assert reported(deeds, title="2024年民生实事完成情况").status == "completed"
    assert reported("（附图）", title="2024年民生实事").status == "unstated"


def test_nothing_reported_is_unstated() -> None:
    text = "2025年民生实事\n1.新建公园3座。\n2.改造小区。"
    found, _ = commitments.read(Page(text=text), None, 2025, "livelihood_projects")
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
    found, _ = commitments.read(Page(text=text), 2021, None, "livelihood_projects")
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
    found, _ = commitments.read(Page(text=text), None, 2021, "livelihood_projects")
    assert [c.outcome for c in found] == [None, None]


def rows_of_words() -> list[list[str]]:
    table = Path(words.__file__).with_suffix(".tsv").read_text("utf-8")
    return [line.split("\t") for line in table.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("report", "promise", "wanted"),
    [
        ("全市自7月1日起按新标准发放低保金。截至9月底，累计发放3200万元", "提高城乡低保标准", "completed"),
        ("从4月起落实提高后的养育标准，累计发放资金120万元", "提高孤儿基本生活费标准", "completed"),
        ("医保财政补助标准已由每人580元提高至610元", "提高居民医保补助标准", "completed"),
        ("已拟定方案，待批复后将按新标准发放", "提高城乡低保标准", "in_progress"),
        (
            "截至10月底，累计完成总工程量的65%，东区已完工，其他地区预计11月底前完成",
            "改造老旧小区60个",
            "in_progress",
        ),
        ("完成年度任务的72.5%，其中南湖镇已建成通车，其余各镇正在施工", "农村公路改造200公里", "in_progress"),
        ("累计完成总工程量的40%，北片已完工", "完成管网改造总工程量的40%", "completed"),
        (
            "实际确定改造任务为101个小区。全部改造工作已于11月14日前完工。",
            "改造100个小区的换热站",
            "completed",
        ),
        ("实际完成改造66个小区，超额完成任务。", "改造小区60个", "exceeded"),
    ],
)
def test_a_raised_standard_and_the_share_of_the_whole(report: str, promise: str, wanted: str) -> None:
    for running in (True, False):
        assert status.judge(report, promise, settled=True, running=running) == wanted


@pytest.mark.parametrize(("meaning", "place", "reason", "_", "example"), rows_of_words())
def test_each_row_of_words_reads_its_example(
    meaning: str, place: str, reason: str, _: str, example: str
) -> None:
    report, promise = ("已取消。", example) if place == "promise" else (example, "新建公园3座。")
    assert status.judge(report, promise) == meaning, reason


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


def test_a_column_with_nothing_but_states_gives_the_status() -> None:
    text = (
        "2022年民生实事项目进展\n序号\t项目内容\t责任单位\t进展情况\t完成情况\n"
        "1\t安装路灯500盏\t县住建局\t已安装路灯500盏，控制箱在招标。\t按时序推进\n"
        "2\t新建公厕4座\t县城管局\t4座公厕已建成。\t已完成\n"
        "3\t改造桥梁2座\t县交通局\t设计批复。\t滞后"
    )
    found, _ = commitments.read(Page(text=text), 2022, None, "livelihood_projects")
    assert [(one.status, one.status_text) for one in found] == [
        ("in_progress", "按时序推进"),
        ("completed", "已完成"),
        ("delayed", "滞后"),
    ]
    assert found[0].outcome == "已安装路灯500盏，控制箱在招标。"


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
