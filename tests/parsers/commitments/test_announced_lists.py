"""Lists that a sentence announces, in every form; all documents here are invented."""

from __future__ import annotations

import time

import pytest

from parsers.read import read as read_document
from parsers.record import Record
from tests.support.growth import grows_in_step


def record(text: str, title: str | None = None) -> Record:
    return read_document(text.encode(), source="test", title=title)


NEWS = "云溪新闻网讯 1月9日，记者从区人代会上获悉，云溪区2024年{}"


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        (
            "四件民生实事分别是：建设东湖公园、改造北门菜场、加装电梯30部、补种行道树。",
            ["建设东湖公园", "改造北门菜场", "加装电梯30部", "补种行道树"],
        ),
        ("3项实事包括“校园午餐”“银龄食堂”“村口路灯”。", ["校园午餐", "银龄食堂", "村口路灯"]),
        (
            "办好三件实事：一是修缮祠堂路；二是新设公厕4座；三是疏浚柳河。市民纷纷点赞。",
            ["修缮祠堂路；", "新设公厕4座；", "疏浚柳河。"],
        ),
        (
            "民生实事项目共3项，分别为：\n1.老人体检项目；\n2.书屋改造项目；\n3.灌渠清淤项目。\n会议批准以上项目。",
            ["老人体检项目；", "书屋改造项目；", "灌渠清淤项目。"],
        ),
        (
            "3项民生实事项目为：车站、码头候客设施改造工程、校舍加固工程和路灯更新工程。",
            ["车站、码头候客设施改造工程", "校舍加固工程", "路灯更新工程"],
        ),
    ],
)
def test_a_sentence_that_names_all_projects_is_their_list(sentence: str, texts: list[str]) -> None:
    found = record(NEWS.format(sentence), "云溪区确定2024年民生实事项目")
    assert found.kind == "livelihood_projects"
    assert [c.text for c in found.commitments] == texts
    assert not [p for p in found.problems if p.code == "items_unclear"]


def test_what_cannot_be_told_apart_is_said() -> None:
    text = "云溪区2024年民生实事\n今年十件民生实事项目分别是：修路、架桥、建校等工程。"
    found = record(text)
    assert found.commitments == ()
    assert [p.detail for p in found.problems] == ["the text announces 10, 0 could be distinguished"]


def test_groups_say_how_far_their_projects_are() -> None:
    text = (
        "云溪区2023年民生实事项目1-9月进展情况通报\n现将进展情况通报如下：\n"
        "其中2项已完成，分别是：校园午餐工程（第一项）、银龄食堂建设（第四项）。\n"
        "滞后项目：一是公交站亭改造（第二项）正在招标；二是修建防洪堤（第六项）未启动。"
    )
    found = record(text)
    assert [(c.ordinal, c.text, c.status, c.outcome) for c in found.commitments] == [
        ("一", "校园午餐工程", "completed", None),
        ("四", "银龄食堂建设", "completed", None),
        ("二", "公交站亭改造", "delayed", "正在招标"),
        ("六", "修建防洪堤", "delayed", "未启动"),
    ]


def test_projects_inside_a_numbered_paragraph_have_it_as_their_category() -> None:
    text = (
        "2016年市政府为民办5件实事\n1．方便出行。重点办好2件实事：（1）新辟公交线2条。（2）修桥1座。\n"
        "2．关爱老人。重点办好3件实事：（1）建食堂6家。（2）配助听器90台。（3）免费体检。"
    )
    found = record(text)
    assert [(c.category, c.ordinal) for c in found.commitments] == [
        *[("方便出行", "1"), ("方便出行", "2")],
        *[("关爱老人", "1"), ("关爱老人", "2"), ("关爱老人", "3")],
    ]


REPORT = (
    "云溪区2024年政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、2023年工作回顾\n成绩来之不易。\n"
    "二、2024年工作安排\n（六）改善民生\n今年继续为群众办好3件实事：\n{}\n（七）转变作风\n严格依法行政。\n谢谢大家！"
)


def test_a_list_in_a_report_ends_where_its_number_is_reached() -> None:
    found = record(REPORT.format("1、建设河滨步道。全长3公里。\n2、改造粮站。\n3、新增校车12辆。"))
    assert found.kind == "work_report"
    assert [(c.ordinal, c.year) for c in found.commitments] == [("1", 2024), ("2", 2024), ("3", 2024)]
    assert found.commitments[2].text == "新增校车12辆。"


def test_the_sections_of_a_notice_are_no_promises() -> None:
    text = (
        "云溪区关于做好2024年为民办实事项目工作的通知\n各单位：\n区政府决定办好12件实事，现通知如下：\n"
        "一、加强组织领导。各单位要明确专人负责。\n二、压实工作责任，密切配合。各牵头单位要定期会商。\n三、严格督查考核。区政府办按季通报。"
    )
    assert (record(text).kind, record(text).commitments) == ("other", ())


def test_groups_under_headings_and_names_before_their_number() -> None:
    text = (
        "关于2020年为民办实事1-10月进展情况的通报\n一、已完成的有2件\n（1）校园浴室改造，已投用；（2）渡口修缮，已完工。\n"
        "二、正在推进的有1件\n村级食堂建设，正在选址。"
    )
    assert [(c.text, c.status) for c in record(text).commitments] == [
        ("校园浴室改造", "completed"),
        ("渡口修缮", "completed"),
        ("村级食堂建设", "in_progress"),
    ]
    vote = "昨日，区人代会经表决产生了校园浴室改造、渡口修缮、村级食堂建设等3项2022年民生实事项目。"
    assert [c.text for c in record(vote, "票决结果").commitments] == [
        "校园浴室改造",
        "渡口修缮",
        "村级食堂建设",
    ]


@pytest.mark.parametrize("words", ["实事包括：", "10件民生实事：一是", "已完成的有5项，分别是A、"])
@pytest.mark.ci
def test_a_page_of_announcing_words_alone_takes_time_in_step_with_its_length(words: str) -> None:
    def seconds(characters: int) -> float:
        text = "2024年民生实事\n" + words * (characters // len(words))
        begun = time.process_time()
        record(text)
        return time.process_time() - begun

    assert grows_in_step(seconds, 8_000, 64_000, 20)  # quadratic would be 64


def test_groups_of_one_sentence_are_told_apart() -> None:
    text = (
        "云溪区2024年民生实事项目视察情况\n今年实施的4个民生实事项目中，1个已完成，为渡口修缮；2个进展顺利，分别为校园浴室改造、"
        "灌渠清淤；1个进度滞后，为游泳馆建设。"
    )
    assert [(c.text, c.status) for c in record(text).commitments] == [
        ("渡口修缮", "completed"),
        ("校园浴室改造", "in_progress"),
        ("灌渠清淤", "in_progress"),
        ("游泳馆建设", "delayed"),
    ]


def test_a_dash_parts_a_promise_from_its_report() -> None:
    text = (
        "2022年民生实事完成情况\n1.新建浴室2间——已开放。\n2.更换水泵60台——更换48台。\n"
        "3.新增渡船5艘——新增6艘，完成率120%。"
    )
    assert [(c.text, c.outcome, c.status) for c in record(text).commitments] == [
        ("新建浴室2间", "已开放。", "completed"),
        ("更换水泵60台", "更换48台。", "partly"),
        ("新增渡船5艘", "新增6艘，完成率120%。", "exceeded"),
    ]


def test_projects_begun_by_the_label_of_their_name() -> None:
    text = "2021年民生实事项目\n项目名称：渡口修缮\n建设内容：修缮渡口3处。\n项目名称：灌渠清淤\n建设内容：清淤20公里。"
    assert [c.text for c in record(text).commitments] == ["渡口修缮", "灌渠清淤"]


def test_names_in_brackets_and_lists_that_a_sentence_before_counts() -> None:
    text = (
        "云溪区2017年民生实事进度公示\n截至9月底，正常推进的有4项，"
        "推进缓慢的有3项（渡口修缮、灌渠清淤、书屋改造），须加快进度。"
    )
    assert [(c.text, c.status) for c in record(text).commitments] == [
        ("渡口修缮", "delayed"),
        ("灌渠清淤", "delayed"),
        ("书屋改造", "delayed"),
    ]
    text = (
        "云溪区为民办实事工作稳步推进\n（一）提前完成任务指标有3项。其中省考核2项，市考核1项。"
        "分别为：修缮渡口3处；清淤20公里；改造书屋5间。"
    )
    assert [(c.text, c.status) for c in record(text).commitments] == [
        ("修缮渡口3处；", "completed"),
        ("清淤20公里；", "completed"),
        ("改造书屋5间。", "completed"),
    ]


def test_parts_of_a_list_by_what_they_are_called() -> None:
    text = (
        "云溪区5项民生实事项目出炉\n经代表票选，确定了云溪区2024年民生实事项目共5项。"
        "其中，水利类3项，主要是渡口修缮、灌渠清淤、水闸更新等工程；文化类2项，主要是书屋改造、戏台修葺等工程。"
    )
    assert [(c.category, c.text) for c in record(text).commitments] == [
        *[("水利类", "渡口修缮"), ("水利类", "灌渠清淤"), ("水利类", "水闸更新")],
        *[("文化类", "书屋改造"), ("文化类", "戏台修葺")],
    ]


def test_names_before_how_far_they_are() -> None:
    text = "2020年一季度，12项区政府实事项目都在推进。其中，渡口修缮、灌渠清淤、书屋改造3个项目已提前完成。"
    assert [(c.text, c.status) for c in record(text).commitments] == [
        ("渡口修缮", "completed"),
        ("灌渠清淤", "completed"),
        ("书屋改造", "completed"),
    ]


def test_counts_of_projects_are_no_projects() -> None:
    text = "2023年民生实事进展\n■ 5个项目已完成全年目标\n■ 7个项目超额完成节点目标\n■ 3个项目调整了目标"
    assert record(text).commitments == ()


def test_a_heading_with_another_number_than_was_read_is_said() -> None:
    text = "云溪区2024年十件民生实事\n1.修缮渡口3处。\n2.清淤20公里。\n3.改造书屋5间。"
    found = record(text)
    assert len(found.commitments) == 3
    assert [p.detail for p in found.problems] == ["the heading announces 10, 3 could be distinguished"]
    assert record(text.replace("十件", "三件")).problems == ()


def test_groups_whose_words_stand_before_their_number() -> None:
    text = (
        "云溪区2019年为民实事1-6月情况\n截至6月底，已完成2项：渡口修缮、灌渠清淤；"
        "按计划推进1项：书屋改造；进度滞后1项：戏台修葺。"
    )
    assert [(c.text, c.status) for c in record(text).commitments] == [
        ("渡口修缮", "completed"),
        ("灌渠清淤", "completed"),
        ("书屋改造", "in_progress"),
        ("戏台修葺", "delayed"),
    ]


def test_names_with_their_reports_in_one_paragraph() -> None:
    text = (
        "云溪区2015年三件实事落实情况\n一是渡口修缮。修缮渡口3处，已全部启用。\n"
        "二是菜场改造。改造菜场6家，已完成5家，1家因拆迁取消。\n三是灌渠清淤。正在施工，预计明年3月完工。"
    )
    assert [(c.text, c.status) for c in record(text).commitments] == [
        ("渡口修缮。", "completed"),
        ("菜场改造。", "partly"),
        ("灌渠清淤。", "in_progress"),
    ]


def test_a_report_that_announces_without_a_number() -> None:
    found = record(
        "云溪区2024年政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、2023年工作回顾\n成绩来之不易。\n"
        "二、2024年工作安排\n重点办好以下实事：①修缮渡口3处；②清淤20公里；③改造书屋5间。\n三、转变作风\n严格依法行政。\n谢谢大家！"
    )
    assert [c.text for c in found.commitments] == ["修缮渡口3处；", "清淤20公里；", "改造书屋5间。"]


def unclear(text: str, title: str | None = None) -> list[str]:
    found = record(text, title)
    return [problem.detail for problem in found.problems if problem.code == "items_unclear"]


def test_fewer_projects_than_the_opening_announces_are_a_problem() -> None:
    text = "云汀区2023年民生实事完成情况\n今年的12件民生实事已见成效。\n1.新建学校2所。\n2.改造菜场3家。\n"
    assert unclear(text) == ["the text announces 12, 2 could be distinguished"]


def test_a_page_that_calls_itself_a_list_and_holds_none_is_a_problem() -> None:
    text = "截至11月底，18件民生实事已完成13件，5件正在加快推进。"
    assert unclear(text, "云汀区民生实事项目完成情况") == ["the text announces 18, 0 could be distinguished"]


def test_as_many_projects_as_any_announced_number_are_no_problem() -> None:
    text = (
        "云汀区2023年民生实事清单\n共3大类5件实事。\n（一）养老\n1.新建食堂2家。\n2.增设床位90张。\n"
        "（二）出行\n3.新开公交2条。\n4.改造站台9处。\n5.打通道路1条。\n"
    )
    assert unclear(text) == []


def test_names_that_stand_again_with_their_reports_are_read_once() -> None:
    text = (
        "2022年石溪乡民生实事项目实施情况的报告\n"
        "2022年石溪乡民生实事项目有3个，分别为茶厂道路拓宽项目、乡敬老院扩建项目、溪滩公园建设项目，共投入310万元。\n"
        "一、茶厂道路拓宽项目完成情况\n总投资90万元，现已建成使用。\n"
        "二、乡敬老院扩建项目完成情况\n总投资160万元，正在装修。\n"
        "三、溪滩公园建设项目完成情况\n总投资60万元，现已完工。\n"
    )
    assert [(one.text, one.status) for one in record(text).commitments] == [
        ("茶厂道路拓宽项目", "completed"),
        ("乡敬老院扩建项目", "in_progress"),
        ("溪滩公园建设项目", "completed"),
    ]


def test_the_number_of_a_group_is_not_that_of_the_list() -> None:
    text = (
        "截至9月底，石溪县组织实施的12项民生工程进展顺利。\n"
        "有3项民生工程完成任务，分别是村道硬化、渡口改造、校舍维修。\n其余项目序时推进。\n"
    )
    assert unclear(text) == ["the text announces 12, 3 could be distinguished"]


def test_news_that_counts_projects_in_its_headline_and_names_none_says_so() -> None:
    text = "石溪县12项民生工程提前完成全年任务\n本报讯 今年以来，石溪县精心组织，惠民实效不断提升。\n"
    assert unclear(text) == ["the text announces 12, 0 could be distinguished"]
