"""Statuses from what is compared: quantities, shares, parts, and goals that are less than a thing built."""

from __future__ import annotations

import pytest

from parsers import commitments
from parsers.commitments import status
from parsers.page import Page
from parsers.read import read
from tests.support.read_commitments import reported


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
        (
            "开展校园护栏提升。",
            "完成排查900处，完成任务的100%；已改造护栏210处，完成任务的64%。",
            "in_progress",
        ),
        ("帮扶就业。", "培训、招聘分别完成目标任务的110%、72%。", "in_progress"),
        ("改造水泵房。", "已全部完工，完成率100%，完成投资80万元，占年度计划投资的91%。", "completed"),
        ("新增护栏80处。", "材料购进中", "in_progress"),
        ("新增路灯。", "图纸绘制中。", "in_progress"),
        ("扩建学校。", "扩建区一中", "completed"),
        ("新建商场4家。", "4家商场陆续开业。", "in_progress"),
        ("改造甲桥、乙桥。", "①甲桥已于3月完工。②乙桥已完成设计，预计12月开工。", "partly"),
        ("建设书屋、剧场。", "①书屋5家已建成开放。②剧场2个已建成开放。", "completed"),
        ("培育茶社6家。", "已安排资金30万元，拟定10月", "in_progress"),
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
        ("改造危桥6座。", "改造5座，石门桥因水毁改线未动工。", "partly"),
        ("新建学校3所。", "两所已开学，河口小学因用地未批没有开工。", "partly"),
        ("新建卫生室8所。", "6所投用，2所未完工。", "partly"),
        ("修建村道120公里。", "实际修建97公里，完成计划的80.8%。", "partly"),
        ("建设东、西两座水厂。", "东水厂通水；西水厂因水源地划定未完成，未能开工。", "partly"),
        ("建停车楼2座。", "城南停车楼投入使用；城北停车楼因规划冲突停止建设。", "partly"),
        ("启动福利院迁建。", "因规划选址未获批复，本年度未能启动。", "delayed"),
        ("举办龙舟赛。", "受汛情影响，赛事取消，前期完成的报名费已全部退还。", "cancelled"),
        ("建设游客中心。", "因景区规划变更，该中心取消，已完成的勘察费由县财政列支。", "cancelled"),
        ("免除公交换乘费。", "换乘费全面取消，每日惠及3万人次。", "completed"),
        ("取消公交一票二价。", "一票二价已取消。", "completed"),
        ("老年大学启用。", "装修基本完成，因设备未到货，没有如期启用，预计明年3月启用。", "delayed"),
        ("博物馆新馆开馆。", "布展因设备到货推迟，未能按期开放，已于11月6日对外开放。", "completed"),
        ("完成取水口土建。", "取水口土建完成，设备已进场。", "completed"),
        ("完成主体工程。", "桩基完工，正在浇筑基础。", "in_progress"),
        ("迁建卫生院1所。", "主体三层。", "in_progress"),
        ("新建体育场。", "看台未完工。", "delayed"),
        ("新建文化礼堂12座。", "落成9座，余3座待装修。", "partly"),
        ("新建文化广场6个。", "新建4个，因选址争议2个没建。", "partly"),
        ("新辟公交线3条。", "开出2条，环湖线因道路未通车暂不开行。", "partly"),
        ("建公厕2座。", "北门公厕启用，南门公厕因居民反对没建。", "partly"),
        ("举办农民丰收节。", "因暴雨红色预警，丰收节停办。", "cancelled"),
        ("新建过街天桥1座。", "论证后认为不必要，放弃建设。", "cancelled"),
        ("为600户家庭做无障碍改造。", "600户完成改造，另有15户自愿放弃。", "completed"),
        ("实施老街改造。", "征收未签完，改造没能启动。", "delayed"),
        ("新福利院投用。", "主体及装修完工，消防没过关，投用时间推至明年5月。", "delayed"),
        ("建成区体育馆。", "网架吊装完毕，幕墙施工过半。", "in_progress"),
        ("新建学校1所。", "教学楼内粉刷，操场待铺。", "in_progress"),
        ("新建敬老院1所。", "新院启用，待遇标准由每月500元提高到700元。", "completed"),
        ("创建充分就业社区10个。", "10个社区通过验收，没有零就业家庭。", "completed"),
        ("为所有小区安装充电桩。", "已安装充电桩的小区160个，覆盖率91.5%。", "partly"),
    ],
)
def test_parts_of_a_project(promise: str, outcome: str, status: str) -> None:
    assert reported(outcome, promise, "2024年民生实事完成情况").status == status


@pytest.mark.parametrize(
    ("promise", "outcome", "status"),
    [
        ("新建公园2个。", "累计完成投资，为年度任务的1.2倍。", "completed"),
        ("新建学校2所。", "贷款发放为计划的1.5倍。", "completed"),
        ("新建学校2所。", "贷款发放为计划的150%。", "completed"),
        ("新建水厂1座。", "完成投资为目标任务的0.6倍。", "in_progress"),
        ("发放创业贷款5000万元。", "贷款发放为计划的1.5倍。", "exceeded"),
        ("发放补贴200万元。", "发放资金为计划的1.1倍。", "exceeded"),
        ("培训护理员500人。", "培训人数为任务的1.3倍。", "exceeded"),
    ],
)
def test_money_beyond_its_plan_exceeds_no_promise_of_a_thing(promise: str, outcome: str, status: str) -> None:
    assert reported(outcome, promise, "2024年民生实事完成情况").status == status


def test_a_share_that_was_promised_is_completed_when_reached() -> None:
    assert reported("完成60%工程量。", "大堤加固完成60%工程量。").status == "completed"
    assert reported("完成40%工程量。", "大堤加固完成60%工程量。").status == "in_progress"


def test_a_start_that_was_promised_is_completed_when_started() -> None:
    assert reported("已开工建设。", "开工建设区体育馆。").status == "completed"
    assert reported("已开工建设。", "建成区体育馆。").status == "in_progress"


def test_fewer_than_promised_is_under_way() -> None:
    assert reported("上半年已完成61公里。", "修路300公里。").status == "in_progress"
    assert reported("已建成2座。", "新建公园3座。").status == "in_progress"
    assert reported("已建成3座。", "新建公园3座。").status == "completed"
    assert reported("已建成2座，年度任务全部完成。", "新建公园3座。").status == "completed"


@pytest.mark.parametrize(
    ("promise", "outcome", "meaning"),
    [
        ("新建食堂6家、书屋20间", "已建成食堂6家、书屋17间", "partly"),
        ("新建食堂6家、书屋20间", "已建成食堂7家、书屋22间", "exceeded"),
        ("新建食堂6家、书屋20间", "已建成食堂6家、书屋22间", "completed"),
        ("新建茶室9间、改造5间", "已新建茶室9间、改造4间", "partly"),
        ("新建茶室9间、改造5间", "已新建茶室9间、改造5间", "completed"),
        ("采购轮椅60辆、拐杖40副", "累计采购轮椅60辆、拐杖31副", "partly"),
        ("修建羽毛球馆1座", "主体完工并交付使用", "completed"),
        ("改造隧道1处", "衬砌已完成六成", "in_progress"),
        ("改造隧道1处", "隧道改造完毕并通行", "completed"),
        ("改造隧道1处", "因论证未获通过，“改造隧道”项目无法实施", "cancelled"),
        ("修路1.2万米", "已修路12公里", "completed"),
        ("改造老旧小区12个", "已在3个街道改造老旧小区12个", "completed"),
        ("改造老旧小区12个", "已完成全部改造，惠及居民3200户", "completed"),
    ],
)
def test_quantities_are_compared_one_by_one(promise: str, outcome: str, meaning: str) -> None:
    assert reported(outcome, promise, title="2024年民生实事完成情况").status == meaning


@pytest.mark.parametrize(
    ("outcome", "meaning"),
    [
        ("累计建成食堂6家、书屋17间", "partly"),
        ("累计建成食堂4家、书屋17间", "in_progress"),
        ("截至6月底建成食堂6家、书屋17间", "in_progress"),
    ],
)
def test_one_quantity_reached_and_another_not_is_partly_also_in_the_year(outcome: str, meaning: str) -> None:
    assert reported(outcome, "新建食堂6家、书屋20间").status == meaning


def test_where_lines_say_their_share_the_others_are_reports_too() -> None:
    text = (
        "2019年民生实事完成情况\n1．栽植茶树3200株，为计划的110%。\n2．城南泵站建成通水。\n"
        "3．救助孤儿60名，占任务的75%。\n4．慰问老兵300名，占任务的100%。\n5．河东路改造竣工通车。\n"
    )
    found, _ = commitments.read(Page(text=text), 2019, None, "livelihood_projects")
    assert [one.status for one in found] == ["exceeded", "completed", "in_progress", "completed", "completed"]
    labelled = text.replace("，为计划的110%。", "。完成情况：已完成。").replace(
        "，占任务的75%。", "。完成情况：已完成。"
    )
    labelled = labelled.replace("，占任务的100%。", "。完成情况：已完成。")
    found, _ = commitments.read(Page(text=labelled), 2019, None, "livelihood_projects")
    assert [one.status for one in found][1::3] == ["unstated", "unstated"]


def test_an_item_may_say_its_share_of_the_task_itself() -> None:
    text = (
        "2022年，县里为民办实事考核指标3项：\n一、改造水渠82公里，为任务的117%；\n"
        "二、敬老院补助标准165元，超任务15元；\n三、新增床位90张，为任务的90%。"
    )
    found, _ = commitments.read(Page(text=text), None, None, "livelihood_projects")
    assert [one.status for one in found] == ["exceeded", "exceeded", "in_progress"]
    assert found[0].status_text == "为任务的117%"


def test_a_number_below_its_target_is_not_completed() -> None:
    text = (
        "1-11月民生实事落实情况\n序号\t考核指标\t工作目标\t已完成数\t占年任务之比\n"
        "1\t农村改厕\t4200\t3650\t86.9%\n2\t新增床位\t300\t342\t114%\n3\t修建步道\t60\t60\t100%"
    )
    found, _ = commitments.read(Page(text=text), 2022, None, "livelihood_projects")
    assert [one.status for one in found] == ["in_progress", "exceeded", "completed"]


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
