"""Lists as many sites print them: loose numbers, fields, domains, announcements; all documents are invented."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record


def record(text: str, title: str | None = None) -> Record:
    return read(text.encode(), source="invented", title=title)


THREE = ("新建口袋公园6处;", "改造老旧小区9个;", "新增公共车位300个。")


@pytest.mark.parametrize(
    ("numbers", "ordinals"),
    [
        (("1。 ", "2。", "3。"), ["1", "2", "3"]),
        (("1", "2", "3"), ["1", "2", "3"]),
        (("1 ", "2 ", "3 "), ["1", "2", "3"]),
        (("一,", "二,", "三,"), ["一", "二", "三"]),
        (("01\n", "02\n", "03\n"), ["01", "02", "03"]),
        (("1\n\n", "2\n\n", "3\n\n"), ["1", "2", "3"]),
    ],
)
def test_numbers_that_other_texts_begin_a_line_with_count_in_a_row(
    numbers: tuple[str, ...], ordinals: list[str]
) -> None:
    lines = "\n".join(number + words for number, words in zip(numbers, THREE, strict=True))
    found = record(f"云溪区2025年三件民生实事项目\n{lines}").commitments
    assert [c.text for c in found] == list(THREE)
    assert [c.ordinal for c in found] == ordinals


@pytest.mark.parametrize(
    "lines", ["1新建公园6处\n2改造小区9个", "3个公园\n4条道路\n5座泵站", "3新建公园\n5改造小区\n9新增车位"]
)
def test_loose_numbers_out_of_a_row_are_no_numbers(lines: str) -> None:
    assert record(f"云溪区2025年民生实事项目清单\n{lines}").commitments == ()


def test_rows_whose_cells_spaces_part_are_no_promises() -> None:
    rows = "1 新增就业 人 900 960 106% 人社局\n2 改造公路 公里 80 81 101% 交通局\n3 新建厕所 座 30 30 100% 城管局"
    assert record(f"云溪区2024年重点民生实事落实情况\n指标 单位 数量\n{rows}").commitments == ()


def test_a_name_under_its_number_keeps_its_second_line() -> None:
    text = (
        "云溪区2025年民生实事项目\n01\n停车便民项目\n新增车位300个。\n02\n教育惠民项目\n新建幼儿园2所。\n"
        "03\n文化项目\n新建书房1家。\n"
    )
    found = record(text).commitments
    assert [c.ordinal for c in found] == ["01", "02", "03"]
    assert found[1].text == "教育惠民项目\n新建幼儿园2所。"


def test_numbered_fields_are_the_projects_above() -> None:
    text = (
        "云溪区2025年两件实事责任落实及任务分解方案\n（六）完成时限：2025年底\n"
        "三、改造农村学校食堂20个\n（一）责任领导：柳如川\n（二）责任单位：区教育局\n（三）协办单位：区财政局、各镇政府\n"
        "（四）项目内容及任务分解：\n1、东镇12个。\n2、西镇8个。\n（五）资金筹措：区财政投入。\n"
        "四、新建村道50公里\n（一）责任领导：梅若望\n（二）责任单位：区交通局\n（三）协办单位：各镇政府\n"
    )
    found = record(text)
    assert (found.plan_year, found.review_year) == (2025, None)
    assert [(c.ordinal, c.text, c.lead, c.support) for c in found.commitments] == [
        ("三", "改造农村学校食堂20个", "区教育局", "区财政局、各镇政府"),
        ("四", "新建村道50公里", "区交通局", "各镇政府"),
    ]


def test_fields_that_run_on_after_spaces() -> None:
    one = "{}.{} 牵头领导:柳如川 责任单位:{} 项目责任人:梅若望 实际完成情况:{} "
    text = (
        "2024年民生实事项目1—6月进展情况 "
        + one.format(1, "新建公园6处。", "区城管局", "已全部完成。")
        + one.format(2, "改造小区9个。", "区住建局", "正在施工。")
        + one.format(3, "新增车位300个。", "区交通局", "已完成年度目标任务的55%。")
    )
    found = record(text, "云溪区2024年民生实事项目进展情况").commitments
    assert [(c.text, c.lead, c.status) for c in found] == [
        ("新建公园6处。", "区城管局", "completed"),
        ("改造小区9个。", "区住建局", "in_progress"),
        ("新增车位300个。", "区交通局", "in_progress"),
    ]


def test_a_body_ends_where_a_sentence_about_the_project_begins() -> None:
    text = (
        "2024年民生工程进度通报\n一、各镇进度综合排名\n第一名东镇；第二名西镇。\n二、部分项目进展情况\n"
        "1、农村道路工程,牵头部门:区交通局。进度较慢的是西镇。\n2、安全饮水工程,牵头部门:区水务局。进度较慢的是东镇。\n"
    )
    found = record(text, "云溪区2024年民生工程进度通报").commitments
    assert [(c.ordinal, c.lead) for c in found] == [("1", "区交通局"), ("2", "区水务局")]


@pytest.mark.parametrize(
    "below",
    [
        "云溪区第九届人民代表大会\n第三次会议主席团",
        "特此公告。\n2025年1月9日",
        "（图文/记者 柳如川）",
        "下一步，区政府将抓好落实。",
    ],
)
def test_what_stands_below_the_last_project_is_not_its(below: str) -> None:
    lines = "\n".join(f"{n}.{words}" for n, words in enumerate(THREE, 1))
    found = record(f"云溪区2025年民生实事项目清单\n{lines}\n{below}").commitments
    assert [c.text for c in found] == list(THREE)


def test_a_label_below_the_last_project_is_its() -> None:
    lines = "\n".join(f"{n}.{words}" for n, words in enumerate(THREE, 1))
    assert (
        record(f"云溪区2025年民生实事项目清单\n{lines}\n责任单位：区城管局").commitments[2].lead == "区城管局"
    )


def test_projects_in_parts_among_projects_of_one_line() -> None:
    text = (
        "2025年为民办实事项目\n一、新建口袋公园6处。\n二、改造老旧小区9个。\n三、推进养老服务。\n（一）新建食堂3家。\n"
        "（二）新增床位90张。\n四、新增公共车位300个。\n"
    )
    found = record(text).commitments
    assert [c.ordinal for c in found] == ["一", "二", "三", "四"]
    assert found[2].text.endswith("新增床位90张。")


def test_paragraphs_under_their_domain() -> None:
    text = (
        "文化体育方面:\n送戏下乡90场。\n交通出行方面:\n打通断头路3条，新辟公交线路2条。\n"
        "教育方面:\n新建幼儿园2所。\n"
    )
    found = record(text, "云溪区2025年政府实事工程").commitments
    assert [(c.category, c.text) for c in found] == [
        ("文化体育方面", "送戏下乡90场。"),
        ("交通出行方面", "打通断头路3条，新辟公交线路2条。"),
        ("教育方面", "新建幼儿园2所。"),
    ]


def test_reports_under_headings_that_say_so() -> None:
    text = (
        "2024年民生实事项目实施情况的报告\n一、文化公园项目完成情况\n总投资90万元，铺设步道，现已完工并投入使用。\n"
        "二、农贸市场改造项目完成情况\n总投资29万元，正在进行内部装修。\n各位代表，我们将继续努力！\n"
    )
    found = record(text, "2024年云溪区民生实事项目实施情况的报告").commitments
    assert [(c.text, c.status) for c in found] == [
        ("文化公园项目", "completed"),
        ("农贸市场改造项目", "in_progress"),
    ]
    assert found[0].outcome == "总投资90万元，铺设步道，现已完工并投入使用。"


def test_a_share_of_the_plan_at_the_end_is_the_outcome() -> None:
    text = "1.新增床位90张,为计划的101%。\n2.新建食堂8家,为计划的100%。\n3.改造小区4个,完成年度任务的50%。"
    found = record(text, "云溪区2024年实事项目完成情况").commitments
    assert [(c.text, c.status) for c in found] == [
        ("新增床位90张", "exceeded"),
        ("新建食堂8家", "completed"),
        ("改造小区4个", "in_progress"),
    ]


ANNOUNCED = (
    "1月9日上午，区人大代表投票表决，选出了区政府民生实事项目。\n云溪区人民代表大会公告\n（第2号）\n"
    "云溪区第九届人民代表大会第三次会议表决，确定云溪区2025年三件民生实事项目（按得票数为序）：\n"
    "一、新建口袋公园6处。\n二、改造老旧小区9个。\n三、新增公共车位300个。\n现予公告。\n云溪区第九届人民代表大会\n主席团\n"
)


def test_a_list_that_is_announced_with_its_number_stands_under_any_headline() -> None:
    found = record(ANNOUNCED, "区人大代表票决出2025年民生实事项目")
    assert (found.kind, found.plan_year) == ("livelihood_projects", 2025)
    assert [c.ordinal for c in found.commitments] == ["一", "二", "三"]
    assert found.commitments[2].text == "新增公共车位300个。"


def test_candidates_are_no_list_and_news_that_names_all_projects_is() -> None:
    candidates = ANNOUNCED.replace("民生实事项目（按得票数为序）", "民生实事候选项目")
    assert record(candidates, "云溪区公开征集民生实事候选项目").kind == "other"
    news = (
        "1月9日，区人大代表票决产生了三件民生实事项目，分别是公园建设、小区改造、车位新增项目。"
        "代表们表示，将监督落实。"
    )
    found = record(news, "区人大代表票决出2025年民生实事项目")
    assert found.kind == "livelihood_projects"
    assert [c.text for c in found.commitments] == ["公园建设", "小区改造", "车位新增项目"]
    assert (
        record(
            news.replace("分别是公园建设、小区改造、车位新增项目", "为民造福"),
            "区人大代表票决出2025年民生实事项目",
        ).kind
        == "other"
    )


@pytest.mark.parametrize(
    "parts",
    [
        "(1)新建公园6处。 (2)改造小区9个。 (3)新增车位300个。",
        "1.新建公园6处。2.改造小区9个。3.新增车位300个。",
        "一是新建公园6处;二是改造小区9个;三是新增车位300个。在办好以上实事的同时，支持各镇另办实事。",
    ],
)
def test_items_that_run_on_after_an_announcement(parts: str) -> None:
    found = record(f"区政府确定今年为民办好三件实事。\n这三件实事是:{parts}", "云溪区2025年为民办三件实事")
    assert found.kind == "livelihood_projects"
    assert [c.text.rstrip("。;") for c in found.commitments] == [
        "新建公园6处",
        "改造小区9个",
        "新增车位300个",
    ]


def test_the_tasks_of_a_report_shared_out_are_no_livelihood_list() -> None:
    text = (
        "政府工作报告重点工作责任分解\n一、柳如川区长主抓工作\n1.稳企业。\n牵头单位：区发改局\n2.促改革。\n牵头单位：区编办\n"
        "3.抓创新。\n牵头单位：区科技局\n"
    )
    assert record(text, "区政府印发2025年政府工作报告重点工作责任分解通知").kind == "other"


def test_a_report_of_an_inspection_that_is_made_of_fields() -> None:
    one = "{}{}\n牵头单位:{}\n完成情况:{}\n"
    text = (
        "关于三件实事推进落实情况的督查报告\n一、就业工程\n"
        + one.format(1, "优化就业服务", "区人社局", "达到序时进度")
        + one.format(2, "培育市场主体", "区市场监管局", "达到序时进度")
        + one.format(3, "加强技能培训", "区人社局、区农业农村局", "已完成")
    )
    found = record(text, "关于民生实事推进落实情况的督查报告")
    assert found.kind == "livelihood_projects"
    assert [(c.category, c.ordinal, c.lead, c.status) for c in found.commitments] == [
        ("就业工程", "1", "区人社局", "in_progress"),
        ("就业工程", "2", "区市场监管局", "in_progress"),
        ("就业工程", "3", "区人社局、区农业农村局", "completed"),
    ]


def test_fewer_than_promised_is_under_way() -> None:
    text = (
        "序号\n重点任务（民生实事项目）\n牵头单位\n负责科室\n负责人\n计划完成时间\n进展情况\n"
        "1\n新增食堂15个\n区民政局\n养老科\n梅若望\n11月底前\n其中东街2个，西街3个，其中3个点位已完成建设。\n"
        "2\n开展助老活动300场次\n10月底前\n目前已累计开展助老活动73场次。\n3\n新建活动中心1处\n目前正在装修。\n"
    )
    found = record(text, "云溪区2024年民生实事项目进展情况").commitments
    assert [(c.ordinal, c.lead, c.status) for c in found] == [
        ("1", "区民政局", "in_progress"),
        ("2", None, "in_progress"),
        ("3", None, "in_progress"),
    ]


def test_an_information_bar_set_as_a_list_is_no_headline() -> None:
    text = (
        "2024年度民生实事进度表（截至10月31日）\n\n  • 发布日期：2024-11-14\n  • 浏览次数：\n  • 来源：云溪区政府办\n"
        "  • 字体：[ ]\n\n序号\n\n项目内容\n\n当前进度\n\n牵头单位\n\n1\n\n新建村道55公里。\n\n95%\n\n区交通局\n\n"
        "2\n\n新建幼儿园5所。\n\n100%\n\n区教育局\n\n3\n\n新建敬老院2家。\n\n57%\n\n区民政局\n"
    )
    found = record(text)
    assert (found.title, found.review_year) == ("2024年度民生实事进度表（截至10月31日）", 2024)
    assert [c.status for c in found.commitments] == ["in_progress", "completed", "in_progress"]


def test_how_many_projects_are_how_far_is_no_project() -> None:
    text = (
        "一、实事项目进度情况\n（一）提前完成的项目有7项。其中区级5项，分别为：新建食堂8家；改造小区4个。\n"
        "（二）按序时推进的项目有13项。分别为：新建村道，完成进度为75%。\n（三）进度滞后的项目有2项。\n"
    )
    assert record(text, "云溪区1-7月为民办实事项目进度情况").commitments == ()


def test_an_announced_list_whose_numbers_have_no_stop() -> None:
    text = (
        "区政府选出民生实事。按照得票多少，确定以下3项为区政府2025年度民生实事项目：\n"
        "1 新建公园6处；\n2 改造小区9个；\n3 新增车位300个。\n记者 柳如川"
    )
    found = record(text, "2025年云溪区政府十大民生实事出炉")
    assert found.kind == "livelihood_projects"
    assert [c.ordinal for c in found.commitments] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "区政府召开民生实事推进会",
            "会议对十件民生实事项目推进工作提出以下要求：\n一、提高认识。\n二、加快进度。\n三、强化督查。",
        ),
        (
            "我区民生实事办理暖人心",
            "区政府多措并举办好民生实事：一是加强领导；二是强化督查；三是广泛宣传。",
        ),
        (
            "2024年民生实事项目满意度测评结果",
            "三项民生实事项目满意度测评结果如下：\n1.公园项目，满意95票。\n2.小区项目，满意87票。\n3.车位项目，满意90票。",
        ),
        (
            "云溪区民生实事项目施工招标公告",
            "三项民生实事项目现公开招标：\n1.项目名称：社区公园\n2.招标人：区住建局\n3.工期：90天",
        ),
        (
            "各镇民生工程进度排名",
            "各镇十件民生实事项目进度如下：\n1.东镇，95%。\n2.西镇，90%。\n3.南镇，85%。",
        ),
        (
            "区财政局下达民生实事资金的通知",
            "现下达三项民生实事项目：\n1.区教育局900万元。\n2.区住建局800万元。\n3.区水务局700万元。",
        ),
    ],
)
def test_news_votes_tenders_ranks_and_money_are_no_lists(title: str, text: str) -> None:
    found = record(text, title)
    assert (found.kind, found.commitments) == ("other", ())
