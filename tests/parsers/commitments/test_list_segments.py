"""Lists that only agreement with their announced number tells apart: one test a form, all of invented places."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record

HEAD = "云溪区2025年6件民生实事\n"


def record(text: str) -> Record:
    return read(text.encode(), source="list.txt")


def texts(text: str) -> list[str]:
    return [one.text.rstrip("。；") for one in record(text).commitments]


SIX = [
    "新建幼儿园3所", "改造老旧小区12个", "加装电梯40部", "新增停车泊位800个", "修建公园2座", "免费体检老人5000人",
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("commas before the number", "今年的民生实事包括了" + "，".join(SIX[:5]) + f"以及{SIX[5]}六项民生实事。"),
        ("names before the number", f"经过征集，区里把{'、'.join(SIX)}6件实事列为今年的重点。"),
        ("semicolons without a colon", "2025年云溪区确定了6件民生实事，件件关系群众。今年，" + "；".join(SIX) + "。"),
        ("sentences", "2025年云溪区要办好6件民生实事。" + "".join(f"{one}，方便周边居民。" for one in SIX)),
        (
            "sentences over two paragraphs",
            "云溪区投资3亿元办6件民生实事\n" + "".join(f"{one}，年内完成。" for one in SIX[:4])
            + "\n" + "".join(f"{one}，年内完成。" for one in SIX[4:]),
        ),
    ],
)  # fmt: skip
def test_a_form_that_gives_the_announced_number(form: str, text: str) -> None:
    found = [one.split("，")[0] for one in texts(HEAD + text)]
    assert found == SIX, form


def test_short_lines_under_fields_of_life() -> None:
    text = (
        "云溪区2025年度民生工程票选开始\n点击文末链接，9项区级民生实事项目等你来选\n幼有所育\n托育园扩容项目\n社区儿童之家5个\n"
        "老有所养\n适老化改造300户\n助餐点提升项目\n行有所畅\n断头路打通工程\n公交站亭更新80座\n"
    )
    found = record(text).commitments
    assert [one.category for one in found] == ["幼有所育"] * 2 + ["老有所养"] * 2 + ["行有所畅"] * 2
    assert found[3].text == "助餐点提升项目"


def test_a_group_told_in_sentences_has_its_names_and_reports() -> None:
    text = (
        "截至10月底，云溪区20项民生工程进展如下。有3项民生工程部分完成任务，职业培训提升，其中岗前培训300人，完成率100%。"
        "养老服务设施，建成服务站4个，完成率80%。河道治理工程，新开工1处。其余项目有序推进。"
    )
    found = record("云溪区民生工程进展情况\n" + text).commitments
    assert [one.text for one in found] == ["职业培训提升", "养老服务设施", "河道治理工程"]
    assert {one.status for one in found} == {"partly"}


def test_numbers_behind_words_for_how_far_projects_are() -> None:
    text = (
        "云溪区民生工程实施进度通报\n目前，全区实施进度较慢的项目，一是乡镇污水管网建设，二是老旧小区改造，三是免费婚检。\n"
        "各责任部门要倒排工期。"
    )
    found = record(text).commitments
    assert [(one.ordinal, one.text, one.status) for one in found] == [
        ("一", "乡镇污水管网建设", "delayed"), ("二", "老旧小区改造", "delayed"), ("三", "免费婚检", "delayed"),
    ]  # fmt: skip


def test_a_list_cut_short_keeps_its_paragraphs() -> None:
    text = HEAD + "".join(
        f"{n}、{name}。投资{n}00万元，新建设施{n}处。年底前完成。\n"
        for n, name in ((1, "饮水安全工程"), (2, "道路建设工程"), (3, "电网改造工程"))
    )
    assert [one.split("。")[0] for one in texts(text)] == ["饮水安全工程", "道路建设工程", "电网改造工程"]


def test_news_that_counts_projects_and_names_none() -> None:
    text = (
        "云溪区召开民生实事推进会\n会议指出，今年6件民生实事总体进展顺利。各部门要提高认识，要压实责任，要加快进度，要严把质量，"
        "要强化督查，要加强宣传。"
    )
    assert texts(text) == []


def test_names_before_their_numbers_field_by_field() -> None:
    text = (
        "云溪区启动2025年8项民心工程\n在保障基本生活方面，包括救助困难家庭、提高补助标准等2个大项。在方便出行方面，包括修建公交站亭、"
        "改造乡村道路、增设停车场3个大项。在改善居住方面，包括加装电梯、整治背街小巷、更新燃气管道3个大项。"
    )
    found = record(text).commitments
    assert len(found) == 8
    assert [one.category for one in found][::3] == ["保障基本生活方面", "方便出行方面", "改善居住方面"]


def test_titles_in_quotation_marks_that_hold_commas() -> None:
    text = (
        "云溪区2025年3件为民实事\n《通知》内容主要包括《建成幼儿园3所，新增学位900个》《为500名妇女免费检查“两癌”》"
        "《新增停车位800个》3个为民办实事方案，分别明确了目标任务。"
    )
    assert texts(text) == ["建成幼儿园3所，新增学位900个", "为500名妇女免费检查“两癌”", "新增停车位800个"]


def test_projects_parted_inside_fields() -> None:
    text = (
        "云溪区今年办12件实事，涉及3个方面\n■优化服务 新增学位900个；新建养老驿站5家；改造诊所4个等。\n"
        "■改善居住 建设安置房300套；整治老旧小区6个等。\n■方便出行 打通断头路2条；增设停车位500个；修缮桥梁3座等。\n"
    )
    found = record(text).commitments
    assert [one.category for one in found] == ["优化服务"] * 3 + ["改善居住"] * 2 + ["方便出行"] * 3


def test_names_above_sentences_that_report() -> None:
    text = (
        "区人大会议票决的10件民生实事全部完成，具体如下：\n排水管网建设\n完成投资2亿元，比计划高5个百分点。泵站工程按期完工。\n"
        "村道护栏安装工程\n完成投资0.3亿元。安装护栏90公里。\n城镇老旧小区改造\n和社区服务提升\n改造小区12个，全部竣工。\n"
        "公共浴室修缮项目\n修缮工作已完成，投入使用。\n"
    )
    found = record(text).commitments
    assert [one.text for one in found] == [
        "排水管网建设", "村道护栏安装工程", "城镇老旧小区改造\n和社区服务提升", "公共浴室修缮项目",
    ]  # fmt: skip
    assert all(one.outcome for one in found)


def test_ahead_of_a_schedule_is_not_more_than_was_promised() -> None:
    text = (
        "云溪区2025年为民办实事项目三季度完成情况\n有2个项目进展较快，超额完成序时进度。其中：防洪堤加固工程完成投入900万元；"
        "敬老院扩建工程完成投入300万元。"
    )
    found = record(text).commitments
    assert [(one.text, one.status) for one in found] == [
        ("防洪堤加固工程", "in_progress"), ("敬老院扩建工程", "in_progress"),
    ]  # fmt: skip


def test_parts_below_one_name_are_not_the_list() -> None:
    text = (
        "2024年区政府为民办实事项目全面完成\n近日，区政府通报了实施情况，29项为民办实事项目全面完成。\n建设医疗救治基地\n"
        "财政补助资金下达900万元，完成年度计划的110%。\n（一）东院二期项目：主体结构封顶。\n（二）西院二期项目：主体结构施工至四层。\n"
        "提升应急处置能力\n组建应急队伍12支，配备装备。\n改善检测实验室\n建成的3个实验室均已通过验收，达到使用要求。\n提高公共卫生补助\n人均补助达81元，完成目标任务。\n"
    )
    found = record(text).commitments
    assert [one.text for one in found] == [
        "建设医疗救治基地",
        "提升应急处置能力",
        "改善检测实验室",
        "提高公共卫生补助",
    ]


def test_targets_of_the_economy_are_no_livelihood_projects() -> None:
    text = "".join(
        f"{n}.{name}。（责任单位：区{body}局）\n完成情况：{reported}。\n"
        for n, name, body, reported in (
            (1, "地区生产总值增长6%", "发改", "预计完成370亿元"), (2, "一般公共财政预算收入增长5%", "财政", "增长7%"),
            (3, "社会消费品零售总额增长8%", "商务", "完成160亿元"),
            (4, "城镇居民人均可支配收入增长6%", "统计", "数据未出"),
        )
    )  # fmt: skip
    assert record(text).kind == "other"


def test_a_numbered_item_that_names_livelihood_projects_is_no_headline() -> None:
    text = (
        "2025年云溪街道实事项目出炉\n1、雨污管网改造项目\n对3个小区进行管网改造。\n2、2025年度街居联动民生实事项目\n由各社区牵头实施。\n"
        "3、消防设施改造项目\n为20个小区加装消防设施。\n4、智能水表安装项目\n为100户老人安装智能水表。\n"
    )
    assert [one.ordinal for one in record(text).commitments] == ["1", "2", "3", "4"]


def test_names_before_words_for_how_far_they_are() -> None:
    text = (
        "云溪区政府共兴办17件惠民实事项目，现将进展情况通报如下。其中，操场改造、社区书屋建设、菜市场迁建、道路照明等项目进度相对缓慢，"
        "其他项目正按序时推进。"
    )
    found = record(text).commitments
    assert [one.text for one in found] == ["操场改造", "社区书屋建设", "菜市场迁建", "道路照明"]
    assert {one.status for one in found} == {"delayed"}


def test_all_done_is_said_of_each() -> None:
    text = (
        "云溪区4件惠民实事全面完成\n据悉，扩建敬老院、修缮古桥、更新公交站牌、整治内涝点4件惠民实事全部完成。"
    )
    assert [one.status for one in record(text).commitments] == ["completed"] * 4


@pytest.mark.parametrize(
    "lines",
    [
        "教育：扩建小学；新建幼儿园。\n交通：打通学府路；整修人行道。\n养老：建助餐点5个；改造住房90户。",
        "第一件是扩建小学。第二件是新建幼儿园。第三件是打通学府路。第四件是整修人行道。第五件是建助餐点5个。第六件是改造住房90户。",
        "NO.1 扩建小学\nNO.2 新建幼儿园\nNO.3 打通学府路\nNO.4 整修人行道\nNO.5 建助餐点5个\nNO.6 改造住房90户",
    ],
)
def test_fields_of_life_and_rarer_numbers(lines: str) -> None:
    expected = ["扩建小学", "新建幼儿园", "打通学府路", "整修人行道", "建助餐点5个", "改造住房90户"]
    assert texts(HEAD + lines) == expected


def test_columns_of_units_and_of_bare_status_words() -> None:
    head = "云溪区2025年民生实事项目进展情况\n"
    units = record(
        head
        + "序号\t考核指标\t单位\t工作目标\t已完成数\t占年任务之比\t备注\n1\t新增就业\t万人\t5\t4.4\t88.0%\t人社局\n"
        "2\t改造公路\t公里\t168\t171\t101.8%\t交通局\n3\t培训农民\t人次\t900\t900\t100.0%\t农业局\n"
    ).commitments
    assert [(one.lead, one.status) for one in units] == [
        ("人社局", "in_progress"), ("交通局", "exceeded"), ("农业局", "completed"),
    ]  # fmt: skip
    steps = record(
        head + "序号\t项目内容\t责任单位\t进展情况\t完成情况\n"
        "1\t装空调90台\t教育局\t已装空调90台，新风系统还在招标\t按时序推进\n"
        "2\t改造小区6个\t县住建局\t已完成设计，3个小区正在铺设管网\t按时序推进\n"
    ).commitments
    assert [one.status for one in steps] == ["in_progress", "in_progress"]


def test_names_that_end_before_their_size_or_work() -> None:
    read_list = record(
        "云桥县：十件民生实事“过半”\n2015年上半年，该县紧盯年初确定的十件民生实事，进展良好。\n"
        "具体进展如下：柳河治理工程，已完成堤防开挖2.1公里，预计10月底完工；东环路新建工程全长2.3千米，已完成拆迁80户；"
        "柳树镇饮水工程完成管道铺设41千米，占任务的63%；北山步道项目基本完工，正在安装护栏；西关桥项目因汛期停工；"
        "南湖公园工程完成投资2100万元；城北幼儿园项目已全面竣工。\n对进展缓慢的项目，已下发督办通知2份。"
    )
    assert [(one.text, one.status) for one in read_list.commitments] == [
        ("柳河治理工程", "in_progress"),
        ("东环路新建工程", "in_progress"),
        ("柳树镇饮水工程", "in_progress"),
        ("北山步道项目", "in_progress"),
        ("西关桥项目", "delayed"),
        ("南湖公园工程", "in_progress"),
        ("城北幼儿园项目", "completed"),
    ]


@pytest.mark.parametrize("mark", ["其{}：", "其{}，", "其{}是", "行动{}：", "心愿{}："])
def test_numbers_in_words_of_their_own(mark: str) -> None:
    named = ["改造小巷5条", "新装路灯120盏", "建成食堂3个", "新增探头90个", "新建公厕4座"]
    lines = "\n".join(
        mark.format(number) + name + "。" for number, name in zip("一二三四五", named, strict=True)
    )
    found = record(f"青石街道2021年五件民生实事\n今年，街道将办好以下五件民生实事。\n{lines}").commitments
    assert [one.ordinal for one in found] == list("一二三四五")
    assert [one.text.rstrip("。") for one in found] == named


PLANNED = "\n".join(
    f"{number}、{words}"
    for number, words in enumerate(
        [
            "新增就业3万人。开发岗位900个。",
            "建成小康路600公里、水工程210处。",
            "新建学校22所；建成幼儿园14所。",
            "建成体育中心。新建广场8个。",
        ],
        1,
    )
)


@pytest.mark.parametrize(
    "around",
    [
        "2016年市政府为民办理的四件实事\n{}\n以上实事完成情况向市人民代表大会报告。",
        "青山市2015年四件民生实事\n在认真落实省“四件民生实事”的同时，全力办好以下实事：\n{}",
        "青山县2020年民生实事项目\n为兑现承诺，县政府将办好4件民生实事：\n{}",
        "青山县2021年民生实事\n今年实施4件民生实事，确保年内全部完成：\n{}",
        "2024年青山区民生实事（4件）\n去年4件实事已全部完成。今年，区政府将办好：\n{}",
    ],
)
def test_plans_are_not_done_whatever_the_words_around_them(around: str) -> None:
    found = record(around.format(PLANNED))
    assert [one.status for one in found.commitments] == ["unstated"] * 4
    assert found.review_year is None


def test_groups_by_state_that_number_their_projects_in_one_line() -> None:
    done = [
        "新建文化中心18个", "建成幼儿园6所，新增学位2100个", "免费筛查4万人", "改造管网35公里", "新建公厕21座",
        "建成幸福院9所", "完成棚改700套", "实施通村路43公里", "建成市民中心，130项事项一窗受理",
    ]  # fmt: skip
    going_on = [
        "实施停车场建设（东路停车场已开放，另外2个正在施工）",
        "建设妇幼保健院（主体已封顶，正进行装修）",
    ]
    lines = [
        "；".join(sign + name for sign, name in zip("①②③④⑤⑥⑦⑧⑨", names, strict=False))
        for names in (done, going_on)
    ]
    found = record(
        f"有关说明\n一、2019年市政府为民办11件实事进展情况\n已全面完成9件：{lines[0]}。\n尚在推进2件：{lines[1]}。\n"
        "二、按照统计制度规定，增速按不变价格计算。"
    ).commitments
    assert [one.ordinal for one in found] == list("①②③④⑤⑥⑦⑧⑨①②")
    assert [one.status for one in found] == ["completed"] * 9 + ["in_progress"] * 2


@pytest.mark.parametrize("lead", ["街道亮出了“四大工程”的盘子——", "街道今年要办好四件民生实事："])
@pytest.mark.parametrize(
    "marks", ["之一：之二：之三：之四：", "其一：其二：其三：其四：", "一是：二是：三是：四是："]
)
def test_a_first_item_in_the_line_of_its_announcing_words(lead: str, marks: str) -> None:
    named = ["改造小巷5条", "新装路灯120盏", "建成食堂3个", "新增探头90个"]
    lines = "\n".join(marks[3 * at : 3 * at + 3] + name + "。" for at, name in enumerate(named))
    found = record(f"青石街道打造四大民生工程\n今年，街道早谋划、早安排。\n{lead}{lines}").commitments
    assert [one.text.rstrip("。") for one in found] == named
