"""Lists known by the sum of their signs, by paragraphs built alike, and lists that are reported as not read whole."""

from __future__ import annotations

import pytest

from parsers.commitments import unread
from parsers.kind import evidence
from parsers.page import Page
from parsers.read import read
from parsers.record import Record


def _read(text: str, title: str | None = None) -> Record:
    return read(text.encode(), source="page.txt", title=title)


LISTS: dict[str, tuple[str | None, str, list[str]]] = {
    "deeds counted without the word for livelihood projects": (
        "2023年南溪区“暖心八事”公布",
        "日前，南溪区公布了2023年“暖心八事”，具体为：\n新建社区食堂6家\n改造背街小巷12条\n安装楼道扶手300处\n"
        "开办暑期托管班20个\n新增充电桩400个\n修缮公厕15座\n培训护理员500人\n新建口袋公园4个\n",
        ["新建社区食堂6家", "改造背街小巷12条", "安装楼道扶手300处", "开办暑期托管班20个", "新增充电桩400个",
         "修缮公厕15座", "培训护理员500人", "新建口袋公园4个"],
    ),
    "a title that explains, above as many items as announced": (
        "《2024年东岭区民生实事实施方案》政策解读",
        "问：今年有哪些项目？\n答：今年共安排4项：\n（一）口腔护航：为学生窝沟封闭8000人次（牵头单位：区卫健局）\n"
        "（二）电梯更新：更新老旧电梯60台（牵头单位：区市场监管局）\n（三）助餐提标：改造助餐点9个（牵头单位：区民政局）\n"
        "（四）照明补盲：补装路灯210盏（牵头单位：区城管局）\n问：如何落实？\n答：区政府督查室按月调度。\n",
        ["口腔护航：为学生窝沟封闭8000人次", "电梯更新：更新老旧电梯60台",
         "助餐提标：改造助餐点9个", "照明补盲：补装路灯210盏"],
    ),
    "names that a vote chose, without their number": (
        None,
        "昨天，区九届人大四次会议举行票决。最终，农村道路提升、老旧小区改造、公办幼儿园建设、社区助餐服务、河道环境整治被确定为2025年度区政府民生实事项目。\n",
        ["农村道路提升", "老旧小区改造", "公办幼儿园建设", "社区助餐服务", "河道环境整治"],
    ),
    "projects described by how far they are": (
        "今年为民办实事有序推进",
        "全区今年为民办实事项目推进有序。截至8月底，15个项目中已有3个项目提前完成。"
        "此次先行完成全年任务的项目分别是改造20所学校食堂；新建8家社区卫生站；升级5000户燃气设施。\n",
        ["改造20所学校食堂", "新建8家社区卫生站", "升级5000户燃气设施"],
    ),
    "a report of a government to a committee on projects, its list under 基本情况": (
        "区政府关于2024年民生实事办理情况的报告",
        "主任、各位副主任、各位委员：\n我受区人民政府委托，现将2024年民生实事办理情况报告如下。\n一、基本情况\n"
        "1.改造老旧小区。改造小区12个，惠及居民3000户。\n2.建设托育机构。新增托位260个。\n3.新建农村公路。新建农村公路32公里。\n"
        "二、存在的问题\n一是个别项目征拆难度大；二是管护不到位。\n三、下一步打算\n（一）抓好扫尾。加快附属工程建设。\n",
        ["改造老旧小区。", "建设托育机构。", "新建农村公路。"],
    ),
    "paragraphs that begin with a short sentence": (
        "2022年惠民实事账单",
        "2022年，区政府承诺的“五大惠民实事”办得怎么样？\n道路更通畅。新修道路4条，新增停车位900个。\n河水更清澈。整治河道3条，新增绿地8公顷。\n"
        "就医更方便。新建卫生站6个，签约居民2万人。\n上学更安心。新办幼儿园3所，新增学位1200个。\n养老更舒心。建成养老中心2个，改造家庭150户。\n",
        ["道路更通畅。", "河水更清澈。", "就医更方便。", "上学更安心。", "养老更舒心。"],
    ),
    "several projects behind the label of each paragraph": (
        "今年将实施九项民生工程",
        "区政府今年投入3亿元实施九项民生工程，其中就业3项、教育3项、卫生3项。\n就业：新增就业5000人；培训工人900人；建成零工驿站2个。\n"
        "教育：新建小学1所；改造校舍8栋；资助学生600人。\n卫生：新建医院1所；免费筛查妇女4000人；配备救护车3辆。\n",
        ["新增就业5000人", "培训工人900人", "建成零工驿站2个", "新建小学1所", "改造校舍8栋",
         "资助学生600人", "新建医院1所", "免费筛查妇女4000人", "配备救护车3辆"],
    ),
    "sentences that begin with a project and its report": (
        "我区2021年民生实事项目建设提速",
        "截至目前，我区2021年11个民生实事项目加快推进。污水处理厂扩建项目完成土建的七成，预计9月通水。农村公路项目完成路基40公里、硬化25公里。"
        "中医院搬迁项目门诊楼封顶，住院楼施工至六层。安置区扶持项目建成车间2个，吸纳就业120人。\n",
        ["污水处理厂扩建项目", "农村公路项目", "中医院搬迁项目", "安置区扶持项目"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("title", "text", "wanted"), LISTS.values(), ids=LISTS)
def test_a_list_without_the_usual_words(title: str | None, text: str, wanted: list[str]) -> None:
    record = _read(text, title)

    assert record.kind == "livelihood_projects"
    assert len(record.commitments) == len(wanted)
    for one, words in zip(record.commitments, wanted, strict=True):
        assert one.text.startswith(words)


NO_LISTS = {
    "sections of a summary that names projects in passing": (
        "区政府2023年上半年工作总结",
        "一、经济运行稳中向好。地区生产总值增长5.2%。\n二、项目建设加快推进。实施重点项目40个，完成投资22亿元。\n"
        "三、民生保障持续改善。新增就业3100人，改造老旧小区11个，10件民生实事有序推进。\n四、安全形势总体稳定。\n",
    ),
    "investment projects": (
        "2022年政府投资重点项目",
        "1.环城路改造工程，总投资2亿元，计划6月开工。\n2.科技园二期，总投资5亿元，计划8月竣工。\n3.档案馆新馆，总投资8000万元，计划年底封顶。\n",
    ),
    "what is asked for": (
        "征集2025年民生实事建议",
        "现公开征集2025年民生实事项目建议。\n一、征集范围\n教育、医疗、养老等方面。\n二、征集时间\n即日起至10月31日。\n三、征集方式\n电话、信函、电子邮件。\n",
    ),
}


@pytest.mark.parametrize(("title", "text"), NO_LISTS.values(), ids=NO_LISTS)
def test_words_alone_make_no_list(title: str, text: str) -> None:
    record = _read(text, title)

    assert record.kind == "other"
    assert record.commitments == ()


UNREAD = {
    "a report that leads to a list of another number": (
        "2020年某县政府工作报告",
        "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2019年工作回顾\n全县经济平稳增长。\n二、2020年工作安排\n"
        "今年集中财力办好八件大事。第一件，全面完成供热改造。第二件，建成医院。第三件，新建学校一所。\n",
        8,
    ),
    "news that counts more projects than it names": (
        "副县长调研重点工作",
        "副县长实地察看了今年的12件民生实事：一是学校新建；二是医院扩建。\n",
        12,
    ),
    "news whose first project begins with a verb of demands": (
        "县长走访",
        "县政府今年将办好11件民生实事：一是加强渡口建设，新建2座；二是改造学校。\n",
        11,
    ),
    "a sentence that leads on behind its stop": (
        "县长走访",
        "今年集中办好9件民生实事，具体如下。一是新建热站3座。二是改造学校。\n",
        9,
    ),
}


@pytest.mark.parametrize(("title", "text", "count"), UNREAD.values(), ids=UNREAD)
def test_a_list_that_was_not_read_whole_is_reported_on_any_page(title: str, text: str, count: int) -> None:
    record = _read(text, title)

    details = [problem.detail for problem in record.problems if problem.code == "items_unclear"]
    assert len(record.commitments) < count
    assert [f"the text announces {count}, {len(record.commitments)} could be distinguished"] == details


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "某县政府工作报告",
            "各位代表：\n一年来，办成14件民生实事。一是经济平稳增长。二是项目加快。三是就业稳定。\n",
        ),
        ("某县工作总结", "11件民生实事全部办结。\n1.经济平稳增长。\n2.项目加快。\n"),
        ("副县长调研民生实事", "副县长指出，今年的14件民生实事：一是要倒排工期；二是要严把质量关。\n"),
        ("县长调研", "会议要求，推进13件民生实事：一是加强调度；二是压实责任。\n"),
    ],
)
def test_what_follows_other_words_is_not_reported_as_an_unread_list(title: str, text: str) -> None:
    assert [one.detail for one in _read(text, title).problems if one.code == "items_unclear"] == []


def test_a_table_and_a_sentence_that_were_not_read_are_both_reported_in_their_order() -> None:
    rows = "".join(f"{n}\t{n}号渡槽改造\t县水务局\n" for n in range(1, 6))
    page = Page(
        text=f"序号\t民生项目名称\t责任单位\n{rows}今年还要办好6件民生实事：一是修路；二是架桥。\n",
        format="text",
    )

    details = [one.detail for one in unread.problems(page, (), ())]
    assert details == [
        "the text announces 5, 0 could be distinguished",
        "the text announces 6, 0 could be distinguished",
    ]


def test_every_sign_has_an_example_of_its_words() -> None:
    for sign in (*evidence.AROUND, *evidence.IN_TITLES):
        assert sign.words.search(sign.example), sign.reason
