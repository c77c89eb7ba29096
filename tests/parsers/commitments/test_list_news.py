"""Livelihood projects in news and notices: sorted by how far they are, beside pictures, visited. All invented."""

from __future__ import annotations

import pytest

from parsers.commitments import status
from parsers.read import read
from parsers.record import Commitment, Record


def record(text: str) -> Record:
    return read(text.encode(), source="list.txt")


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.status) for one in record(text).commitments]


def promises(text: str) -> tuple[Commitment, ...]:
    return record(text).commitments


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "县人大视察十件实事\n11月5日，县人大常委会视察今年十件实事。十件实事分为21项工作，其中乡村道路硬化、敬老院扩建、"
            "灌渠清淤、路灯安装、图书室建设等6项已完成，老旧管网改造、城南市场迁建、幼儿园新建等4项正在施工，其余工作有序推进。",
            "乡村道路硬化 敬老院扩建 灌渠清淤 路灯安装 图书室建设 老旧管网改造 城南市场迁建 幼儿园新建",
        ),
        (
            "云溪区民生实事调度会召开\n会议通报，全区18个民生实事项目中，云湖公园改造、南门停车场建设、青石桥重建、社区食堂建设等5个项目已竣工，"
            "二中宿舍楼新建、北城泵站改造、残疾人家居改造等3个项目进度滞后。会议要求加快进度。",
            "云湖公园改造 南门停车场建设 青石桥重建 社区食堂建设 二中宿舍楼新建 北城泵站改造 残疾人家居改造",
        ),
        (
            "截至12月底，云溪区政府为民办实事项目已全部完成。年初在广泛征求各界意见的基础上安排了9件、20项实事项目。从完成情况看，"
            "“新增托育园位”“改造老年助餐点”“更新公交站亭”“加装住宅电梯”等项目超额完成两成以上。",
            "新增托育园位 改造老年助餐点 更新公交站亭 加装住宅电梯",
        ),
        (
            "云溪区民生工程进度通报\n全区30项民生工程中，提前完成的有5项；推进缓慢的有3（东街幼儿园建设、西河污水站建设、南站加油点建设），各单位要抓紧。",
            "东街幼儿园建设 西河污水站建设 南站加油点建设",
        ),
    ],
)  # fmt: skip
def test_projects_sorted_by_how_far_they_are(text: str, names: str) -> None:
    assert " ".join(one.text for one in promises(text)) == names


def test_each_group_keeps_its_own_words() -> None:
    text = (
        "云溪区十件实事进展\n其中道路硬化工程、水渠清淤工程、路灯安装工程、社区食堂工程等5项已完成，"
        "桥梁加固工程、市场迁建工程、管网改造工程等4项进度滞后。"
    )
    assert [status for _, status in found(text)] == ["completed"] * 4 + ["delayed"] * 3


@pytest.mark.parametrize(
    "sentence",
    [
        "代表们先后前往柳河村道路、镇区环路、文化广场、健身广场、亮化工程等5个项目现场，实地查看建设质量。",
        "督察组一行依次来到柳河大道改造项目、镇中心小学项目、东沟桥加固项目等3个项目现场听取介绍。",
        "与会代表对柳河大道改造、镇中心小学扩建、东沟桥加固等3个项目给予好评。",
        "委员们认为道路改造工程、学校扩建工程、桥梁加固工程等3个项目惠及群众。",
        "代表们实地察看了便民桥、灌溉渠、村卫生室、幸福食堂等4个项目建设现场。",
        "检查组深入柳河大道改造项目、镇中心小学项目、东沟桥加固项目等3个民生实事项目工地。",
    ],
)
def test_projects_that_deputies_visit_or_praise_are_no_list(sentence: str) -> None:
    text = (
        "柳河镇人大视察民生实事\n为检验民生实事项目成效，近日柳河镇人大组织部分代表开展视察。\n"
        f"{sentence}\n2025年度民生实事项目群众满意度高。\n"
    )
    assert found(text) == []


def test_words_of_praise_say_nothing_of_how_far_projects_are() -> None:
    text = (
        "云溪区实事项目评议\n从评议看，“增配消防设施”“评估老旧电梯”“改造供电设施”等项目"
        "积极回应了市民关切，受到欢迎。\n"
    )
    assert found(text) == []


@pytest.mark.parametrize(
    "between",
    ["（南湖公园效果图）", "（记者 白露 实习生 秋分/摄）", "（东岸绿道实景图）\n（北岸绿道实景图）"],
)
def test_captions_and_bylines_are_no_words_of_a_project(between: str) -> None:
    text = (
        "云溪区2025年4件民生实事项目\n票决通过的项目分别是：\n1.南湖公园改建项目\n"
        f"2.城西停车场新建项目\n{between}\n3.云溪医院扩建项目\n4.游泳馆重建项目\n{between}\n"
    )
    names = ["南湖公园改建项目", "城西停车场新建项目", "云溪医院扩建项目", "游泳馆重建项目"]
    assert [one.text for one in promises(text)] == names


def test_the_headline_again_between_projects_is_no_category() -> None:
    text = (
        "云溪区2024年实事项目“成绩单”来了！\n（1）新增养老床位300张\n超出目标任务。2024年新增养老床位352张。\n"
        "云溪区2024年实事项目“成绩单”来了！\n（2）新建滨河绿道6公里\n全面完成目标任务。绿道已建成开放。\n"
        "云溪区2024年实事项目“成绩单”来了！\n（3）消除黑臭河道12条\n全面完成目标任务。12条河道水质达标。\n"
    )
    read_here = promises(text)
    assert [(one.text, one.status, one.category) for one in read_here] == [
        ("新增养老床位300张", "exceeded", None),
        ("新建滨河绿道6公里", "completed", None),
        ("消除黑臭河道12条", "completed", None),
    ]


def test_numbers_in_words_right_before_the_name() -> None:
    text = (
        "2024年三件民生实事完成情况\n一扩大公办学位供给\n全年支出2.1亿元，新增学位6800个，完成年初计划的109%。一是新建学校4所。二是扩建学校6所。\n"
        "二缓解城区停车难\n全年支出0.8亿元，完成年初计划的112%。新增停车位3200个。\n"
        "三提升居民医保待遇\n全年支出5.5亿元，完成年初计划的103%。一是补助标准提高到690元。二是报销比例提高5个百分点。三是资助困难群众1.2万人次。\n"
    )
    assert [one.text for one in promises(text)] == ["扩大公办学位供给", "缓解城区停车难", "提升居民医保待遇"]


def test_paragraphs_that_begin_with_numerals_of_words_count_nothing() -> None:
    text = "云溪区2025年2件民生实事\n一、一站式服务大厅建设\n一村一品示范村8个。\n二、三甲医院创建\n二级医院达标2家。\n"
    assert [one.ordinal for one in promises(text)] == ["一", "二"]


def test_projects_under_three_fields_in_one_paragraph() -> None:
    text = (
        "7月20日，记者从柳河镇人代会上获悉，该镇今年票选产生民生项目6个，涉及产业、交通、生态三个方面。\n"
        "在产业发展方面，投入300万元建设采摘园，投资80万元修建冷库。在交通出行方面，新建农村公路7公里，改造桥梁2座。"
        "在生态环境方面，投资60万元治理河沟，新建垃圾中转站1座。\n"
    )
    assert [one.category for one in promises(text)] == ["产业发展", "交通出行", "生态环境"]


def test_a_few_sentences_of_news_are_not_the_list_that_is_announced() -> None:
    text = (
        "云溪区20件民生实事温暖人心\n傍晚，李大爷在口袋公园里散步。新建的社区食堂里坐满了老人。改造后的学校操场焕然一新。\n"
        "今年云溪区实施20件民生实事。新建公交站亭方便了居民出行。修缮后的文化站天天开放。\n"
    )
    assert found(text) == []


def test_names_behind_what_was_completed_in_a_quarter() -> None:
    text = (
        "云溪区15项民心工程三季度“答卷”出炉\n截至9月底，云溪区15项民心工程进展顺利。\n"
        "第三季度，云溪区陆续完成了建设急救站、开展护理试点、改造危房、增建足球场地、打造“花园路”等5项工作。\n"
        "落实就业政策。新增就业2.1万人，组织1200人参加见习。提高补助标准。\n"
        "强化医疗服务。建设急救站，累计达到19家。新院区工程完工，投入使用。\n"
    )
    names = ["建设急救站", "开展护理试点", "改造危房", "增建足球场地", "打造“花园路”"]
    assert found(text) == [(name, "completed") for name in names]


def test_sentences_below_a_name_are_no_projects_of_their_own() -> None:
    text = (
        "云溪区12件民生实事落实情况\n落实就业政策。新增就业2.1万人。组织1200人参加见习。开展技能培训600人。\n"
        "强化医疗服务。建设急救站19家。改造卫生室30个。新院区工程投入使用。\n"
    )
    assert "组织1200人参加见习。" not in [one.text for one in promises(text)]


def test_fields_of_life_that_a_call_names_are_no_projects() -> None:
    text = (
        "本报讯 近年来，云溪县每年办好“十件实事”，得到群众拥护。\n县里从日前开始公开征集2026年实事项目。"
        "“十件实事”征集的意见和建议范围包括：支农惠农、就业创业、科教文化、医疗卫生、社会保障、住房保障、环境治理、食品安全、基础工程、困难救助等方面内容。\n"
    )
    assert found(text) == []


@pytest.mark.parametrize("joint", ["，即", "就是"])
def test_projects_under_a_motto_in_quotation_marks(joint: str) -> None:
    text = (
        "记者从云溪区新闻发布会上获悉，云溪区2025年票决产生了10件重点民生实事，可以概括为“两个新建”“两个改造”“两个关爱”。\n"
        f"“两个新建”{joint}新建口袋公园3个，增加绿地2万平方米；新建社区食堂12家，方便老人就餐。\n"
        f"“两个改造”{joint}改造老旧小区5个，更换电梯42部；改造农村公厕30座，改善人居环境。\n"
        f"“两个关爱”{joint}开展残疾人服务，新增就业40人；开展学生假期托管，服务60期以上。\n"
    )
    read_here = promises(text)
    assert [one.category for one in read_here] == ["两个新建"] * 2 + ["两个改造"] * 2 + ["两个关爱"] * 2
    assert read_here[0].text == "新建口袋公园3个，增加绿地2万平方米；"


def test_a_name_with_a_word_between_livelihood_and_projects() -> None:
    text = (
        "云溪区发布2025年民生“五心”实事！\n01\n出行 “顺心”实事\n▶维修背街小巷80条。\n▶新增公共停车位800个。\n"
        "02\n居住 “舒心”实事\n▶改造老旧小区20个。\n▶建成保障性租赁住房352套。\n"
    )
    assert record(text).kind == "livelihood_projects"
    assert len(promises(text)) == 4


def test_news_that_tells_how_projects_were_chosen_is_no_call() -> None:
    text = (
        "1月21日，记者从云溪区政府召开的新闻发布会上获悉，2025年，云溪区在广泛征求群众意见建议的基础上，"
        "规划民生实事，涵盖多个方面。\n"
        "改善办学条件，改造校舍19所。提升医疗能力，更新救护车6台。实施文化惠民工程，演出200场。\n"
        "改造老旧小区，新建口袋公园1处。更换燃气设备2.1万户。更新城乡道路，改造路口2处。\n"
    )
    assert len(promises(text)) == 6


def test_dates_of_what_is_still_to_be_done_are_no_projects() -> None:
    text = (
        "云溪街道推进民生实事项目\n截至目前，云溪街道6件民生实事项目均按序时推进，其中4件已经全面竣工，"
        "另外2件分别将在10月底和11月底竣工完成。\n"
    )
    assert found(text) == []


def test_a_title_in_a_row_of_pipes_is_that_of_a_plan() -> None:
    text = (
        "发布机构 | 市政府办 |\n标 题 | 云溪区政府关于印发2026年5件民生实事分解落实方案的通知 |\n"
        "2026年云溪区5件民生实事分解落实方案\n"
        "1.新建小学2所。（牵头单位：区教育局）\n2.新建幼儿园6所。（牵头单位：区教育局）\n3.改造校舍2万平方米。（牵头单位：区教育局）\n"
    )
    assert (record(text).plan_year, record(text).review_year) == (2026, None)


@pytest.mark.parametrize(
    ("report", "meaning"),
    [
        ("书房选址已定，规划已进入最终审核阶段。放映厅已全部完成。公益演出按月推进。", "in_progress"),
        ("主干管网铺设完成，泵站进入招标阶段。", "in_progress"),
        ("两所幼儿园建成开园，第三所已进入施工图设计阶段。", "partly"),
        ("改造工程已完成，进入验收阶段后投入使用。", "completed"),
    ],
)
def test_what_is_still_being_approved_is_not_completed(report: str, meaning: str) -> None:
    assert status.judge(report, "新建书房1个") == meaning
