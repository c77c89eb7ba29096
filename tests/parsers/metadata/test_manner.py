"""Pieces from the middle of a report, without title and opening, and texts of other genres. All texts are invented."""

from __future__ import annotations

import pytest

from parsers.read import read

DONE = (
    "（五）持续增进民生福祉。教育资源不断扩充。新建幼儿园6所，新增学位2100个，全县义务教育巩固率达98%。"
    "医疗服务更加便捷。县医院新院区启用，新增床位320张，改造卫生院4所。社会保障有力有效。"
    "城镇新增就业3260人，发放低保金1800万元。文体活动丰富多彩。举办送戏下乡80场，建成文化广场12个。\n"
    "（六）不断改善城乡面貌。路网更加完善。新改建农村公路86公里，改造老旧小区14个。"
    "生态环境持续向好。空气优良天数达330天，造林2.1万亩，治理河道18公里。"
    "农业基础更加稳固。建成高标准农田1.6万亩，粮食产量达9.8万吨。"
)
AHEAD = (
    "今年全县经济社会发展的主要预期目标是：地区生产总值增长6%以上，固定资产投资增长8%，一般公共预算收入增长5%，"
    "社会消费品零售总额增长7%，城乡居民人均可支配收入分别增长6%和7%。\n围绕上述目标，重点抓好以下八项工作：\n"
    "（一）做强现代农业。稳定粮食播种面积21万亩，建成高标准农田1.2万亩，新增龙头企业3家。持续巩固脱贫成果。"
    "对监测户落实帮扶措施，改造农村公路40公里，让乡村更加宜居。推动文旅融合发展，办好水车节，接待游客120万人次。"
    "各乡镇要守住耕地红线，抓好撂荒地整治，推广良种良法，稳住农业基本盘，让农民的日子越过越好，让山乡的灯火越来越亮。"
)
VERBS = (
    "大力发展县域工业。规上工业企业增至86家，完成技改投资12亿元。积极开展招商引资。签约项目31个，到位资金46亿元。"
    "着力提升城市品质。新建改造道路9条，新增停车位1200个，城区绿化面积增加16万平方米。"
    "全面推进乡村建设。改造户厕2600座，硬化村道73公里，全县行政村通双车道比例达82%。加快发展旅游产业。"
    "接待游客210万人次，旅游收入达13亿元。切实办好教育事业。新建学校3所，招聘教师140人。扎实做好就业工作。"
    "城镇新增就业4100人，城镇登记失业率控制在3.5%以内。严格落实安全生产责任制。排查隐患，守住底线，社会大局保持平稳。"
    "稳步推进医药改革。县医院与省城医院结成医联体，新增床位210张，群众看病更加方便。"
)


LED = (
    "这一年，我们坚定不移稳增长，发展底盘更加坚实。新增规上工业企业16家，高新技术企业26家，签约重大项目18个，到位资金42亿元。"
    "这一年，我们全心全意惠民生，群众生活更有奔头。教育供给更加充足，新建学校4所，新增学位3100个。医疗网络更加完善，县医院新区启用，"
    "新增床位260张。养老服务更加贴心，建成日间照料中心9个。城乡面貌持续改善，改造老旧小区21个，新建停车位1500个。旅游市场日益红火，"
    "接待游客180万人次，让山城的夜晚亮起来，让街巷的烟火气旺起来，让老百姓的钱袋子鼓起来。"
)
FIRST = (
    "一、2020年工作回顾\n过去的一年，面对复杂多变的形势和艰巨繁重的任务，市政府在上级党委的坚强领导下，团结带领全市人民，攻坚克难，各项事业迈上新的台阶。\n"
    "1.经济运行总体平稳。全市完成地区生产总值860亿元，增长6.1%，一般公共预算收入63亿元，增长5%。工业投资增长9%，旅游总收入72亿元，"
    "粮食总产量46万吨，高新技术企业达到130家，新开工重大项目42个，社会消费品零售总额310亿元，增长7%。"
)


@pytest.mark.parametrize("text", [DONE, LED, AHEAD, VERBS])
def test_middle_pages_are_reports(text: str) -> None:
    record = read(text.encode(), source="x.txt")
    assert record.kind == "work_report"
    assert record.completeness in ("excerpt", "truncated_start")
    assert record.title is None and record.division is None and record.plan_year is None
    assert len(record.indicators) >= 6
    assert {figure.period for figure in record.indicators} == {None}  # no year is in the text
    assert {figure.kind for figure in record.indicators} == {"target" if text is AHEAD else "actual"}


BOTH = (
    "一是全力稳住运行，各项指标趋稳回升。预计生产总值增长6.1%左右，规模以上工业增加值增长7%左右，固定资产投资增长8%左右，"
    "一般公共预算收入增长5%左右。签约项目86个，旅游收入42亿元。\n"
    "二是用力改善面貌，城乡环境渐次向好。改造老旧小区26个，新建公园9个，造林3.2万亩，新改建农村公路86公里，集中供热面积新增120万平方米。\n"
    "三是尽力补齐短板，民生保障更加有力。新增学位2600个，新增就业9800人，脱贫4200人，养老床位达到3100张，医院新增床位320张。\n"
    "经济社会发展的主要预期目标是：生产总值增长6.5%，规模以上工业增加值增长7.5%，固定资产投资增长9%以上，社会消费品零售总额增长8%以上，"
    "一般公共预算收入增长6%以上，城镇登记失业率控制在4%以内。\n"
)


def test_a_piece_that_ends_with_the_targets_still_reviews_what_was_done() -> None:
    record = read(BOTH.encode(), source="x.txt")
    assert record.kind == "work_report"
    aims = BOTH.index("主要预期目标")
    assert {(figure.kind == "target", figure.start > aims) for figure in record.indicators} == {
        (False, False),
        (True, True),
    }
    assert len(record.indicators) >= 18


PLAN = (
    "2021年发展目标和重点工作\n2021年是全县爬坡过坎的关键之年。\n今年政府工作的总体要求是：坚持稳中求进工作总基调，{}。\n"
    "2021年主要预期目标是：地区生产总值增长6%以上，固定资产投资增长7%左右，社会消费品零售总额增长5%，一般公共预算收入增长3%。\n"
    "围绕上述目标，我们必须把握好以下几点：始终坚定信心，久久为功，把发展的主动权牢牢握在自己手里，把群众的急事难事放在自己心里，把该干的事一件一件干到底、干出样子来。"
)
TERM = (
    "一、2021年和本届政府工作回顾\n{}\n预计，全市地区生产总值830亿元，增长9%以上；一般公共预算收入82亿元，增长8%；规模以上工业增加值增长11%；"
    "固定资产投资增长14%左右；社会消费品零售总额增长12%左右；城镇、农村居民收入分别增长9%和10%。\n一年来，我们重点做了以下工作：\n"
    "（一）平台建设实现新突破。\n（二）产业体系迈上新台阶。\n（三）项目建设汇聚新动能。\n（四）生态文明建设彰显新优势。\n（五）社会建设取得新成效。"
)


def test_a_chapter_that_names_the_governments_work_needs_fewer_signs() -> None:
    plan = PLAN.format("守住底线，抢抓机遇，扬长补短，" * 12)
    record = read(plan.encode(), source="x.txt")
    assert (record.kind, record.plan_year, len(record.indicators)) == ("work_report", 2021, 4)
    assert read(plan.replace("政府工作", "教育工作").encode(), source="x.txt").kind == "other"
    term = TERM.format("全市上下攻坚克难，奋力推动高质量发展，" * 6 + "各项事业开了好局。")
    record = read(term.encode(), source="x.txt")
    assert (record.kind, record.review_year) == ("work_report", 2021)
    assert read(term.replace("本届政府工作", "全市卫生工作").encode(), source="x.txt").kind == "other"


def test_two_paragraphs_or_a_short_list_of_the_governments_targets_are_enough() -> None:
    pair = (
        "（五）致力生态建设，县域底色更加鲜明。造林2.1万亩，空气优良天数330天，污水处理率达96%，新建公园4个，治理河道12公里。\n"
        "（六）致力民生改善，群众福祉持续增进。全县新建幼儿园6所，新增学位2100个，新增床位320张，改造卫生院4所，城镇新增就业3260人，"
        "发放低保金1800万元，旅游收入达6亿元，改造老旧小区14个，惠及居民3600户，群众的日子一天更比一天红火，全县上下其乐融融，"
        "山乡的灯火一夜更比一夜明亮，村村寨寨都有了新的模样，老人安心，孩子开心，外出的人也愿意回来。\n"
    )
    assert read(pair.encode(), source="x.txt").kind == "work_report"
    assert read(pair.replace("（五）", "").replace("（六）", "").encode(), source="x.txt").kind == "other"
    plan = "今年政府工作的{}是：地区生产总值增长6%，固定资产投资增长8%，失业率控制在4%以内，新建农村公路36公里。\n"
    plan += "围绕这些目标，要" + "凝心聚力谋发展，真抓实干促提升，" * 8 + "确保全年各项任务落地见效。\n"
    for words in ("主要目标", "预期目标"):
        record = read(plan.format(words).encode(), source="x.txt")
        assert (record.kind, {i.kind for i in record.indicators}) == ("work_report", {"target"})
    assert read(plan.format("背景").encode(), source="x.txt").kind == "other"


def test_the_first_chapter_is_a_report() -> None:
    assert read(FIRST.encode(), source="x.txt").kind == "work_report"
    assert read(FIRST.replace("市政府在", "我局在").encode(), source="x.txt").kind == "other"


@pytest.mark.parametrize(
    "text",
    [
        DONE.replace("（五）", "记者从县里获悉，").replace("（六）", "据了解，"),
        DONE.replace("（五）", "现将我县民生工作情况报告如下：（五）"),
        DONE.replace("县医院", "县委常委会研究决定，县医院"),
        DONE.replace("（五）", "从严治党纵深推进。新发展党员320名，党组织书记轮训两次。（五）"),
        AHEAD.replace("今年全县经济社会发展", "根据国民经济和社会发展计划，今年全县"),
        "【民生】" + DONE,
        # A department speaks of one field.
        "（一）学前教育普惠优质。全区新建幼儿园6所，新增学位1800个。（二）义务教育优质均衡。我区新建学校8所，"
        "新增学位5400个，招聘教师220人，交流教师310人。（三）校园安全平稳有序。配备保安480人，检查食堂260家，"
        "培训教师3600人。（四）队伍建设步伐加快。评选名师40人，建立工作室12个，发放补助98万元。教研水平不断提升。"
        "课题立项36个，获奖18个，我区学生在各类比赛中屡获佳绩，教师的论文在省里的刊物上发表，家长普遍满意。"
        * 2,
        # A bulletin compares every number with the year before.
        "全年全县工业增加值12亿元，按可比价格计算，比上年增长6%。年末全县有学校12家，医院3家，公路里程820公里。"
        "全年粮食产量9.8万吨，比上年增长2%。全县旅游收入3亿元，比上年增长5%。财政收入6亿元，比上年增长4%。"
        "城镇就业人员4万人，比上年增长1%。全县造林2万亩，比上年下降3%。年末全县城镇化率48%。" * 3,
        # An introduction of a county.
        "全县总面积1450平方公里，辖14个乡镇。" + DONE,
    ],
)
def test_other_genres_are_not(text: str) -> None:
    assert read(text.encode(), source="x.txt").kind == "other"


def test_a_title_of_another_genre_excludes() -> None:
    assert read(DONE.encode(), source="x.txt", title="云桥县民生事业").kind == "other"
    assert read(DONE.encode(), source="x.txt", title="云桥县2021年政府工作报告").kind == "work_report"


def test_a_copy_whose_title_asks_for_searches() -> None:
    title = "云桥县政府工作报告全文,云桥县政府工作报告要点解读(三)"
    assert read(DONE.encode(), source="x.txt", title=title).kind == "work_report"
    assert read(DONE.encode(), source="x.txt", title="云桥县政府工作报告要点解读").kind == "other"
    part = read(DONE.encode(), source="x.txt", title="《政府工作报告》解读二：2020年工作回顾（二）")
    assert (part.kind, part.review_year, part.plan_year) == ("work_report", 2020, 2021)


def test_a_menu_above_the_headline_is_no_title() -> None:
    text = (
        "范文大全 工作总结 实施方案 心得体会 学习通知 发言材料\n当前位置：首页 > 公文 > 正文\n"
        "云桥县2021年政府工作报告\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
        "一、2020年工作回顾\n地区生产总值增长6%。\n"
    )
    record = read(text.encode(), source="x.txt")
    assert (record.kind, record.title, record.plan_year) == ("work_report", "云桥县2021年政府工作报告", 2021)


BODY = (
    "经济运行稳中有进。地区生产总值完成186亿元，增长6.8%；固定资产投资增长9%；一般公共预算收入12.6亿元，增长5%。\n"
    "产业发展提质增效。新增规上工业企业16家，粮食总产达21万吨，接待游客320万人次，旅游收入18亿元。\n"
    "城乡面貌持续改善。改造老旧小区26个，新建道路18公里，空气优良天数达到318天，造林1.6万亩。\n"
    "民生事业全面进步。新增学位2600个，新建卫生院3所，城镇新增就业4200人，全区低保标准提高到每月620元。\n"
)
NEWS = (
    "柳如川在报告中说，过去一年，全区上下齐心协力。地区生产总值增长6.8%，城镇新增就业4200人。\n"
    "报告指出，2021年要突出抓好六个方面的工作。\n代表们认为，报告鼓舞人心，表示要立足岗位做出贡献。\n"
)
OPENED = "1月8日，云溪区第九届人民代表大会第一次会议隆重开幕。区长柳如川代表区政府向大会作《政府工作报告》。"
WRAPPED = "\n".join(BODY.replace("\n", "")[at : at + 28] for at in range(0, len(BODY), 28)) + "\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (OPENED + "整理如下：\n" + BODY, "work_report"),
        (OPENED + "\n一、2020年工作回顾\n" + BODY, "work_report"),
        ("本报讯（记者 林舟）区长柳如川作政府工作报告，以下为报告全文。\n" + BODY, "work_report"),
        ("小编为大家整理了云溪区2021年政府工作报告，内容如下：\n" + BODY, "work_report"),
        ("昨日，区长柳如川作政府工作报告。摘登如下：\n" + WRAPPED, "work_report"),
        (OPENED + "\n" + NEWS, "other"),
        (OPENED + "发言摘登如下：\n" + NEWS + BODY, "other"),
        ("根据会议安排，现将报告起草情况说明如下：\n" + NEWS, "other"),
    ],
)
def test_news_that_prints_a_report(text: str, kind: str) -> None:
    record = read(text.encode(), source="x.txt", title="云溪区2021年政府工作报告")
    assert record.kind == kind
    assert (len(record.indicators) > 5) == (kind == "work_report")
