"""Results of votes and of checks, notices that ask for reports, and tables of one cell a line."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record


def _read(text: str, title: str | None = None) -> Record:
    return read(text.encode(), source="page.txt", title=title)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        (
            "代表们对民生实事候选项目投票。依据得票情况，下列项目当选：修建河滨步道6公里；"
            "更新水厂设备2套；增设日间照料室4间，作为2026年民生实事项目组织实施。",
            ["修建河滨步道6公里；", "更新水厂设备2套；", "增设日间照料室4间"],
        ),
        (
            "全体代表从5个候选项目中选出3个。表决结果为：新建科技馆；整治港湾7处；"
            "更换消防栓90个，上述项目为某县2026年民生实事项目。",
            ["新建科技馆；", "整治港湾7处；", "更换消防栓90个"],
        ),
        (
            "代表逐项投票，得票前三位的项目是：建设养老院；加固山塘5口；推行校医驻点，确定为2026年民生实事项目。",
            ["建设养老院；", "加固山塘5口；", "推行校医驻点"],
        ),
    ],
)
def test_the_result_of_a_vote_is_a_list(text: str, texts: list[str]) -> None:
    record = _read(text, "某县人大代表票决2026年民生实事项目")

    assert (record.kind, record.plan_year) == ("livelihood_projects", 2026)
    assert [one.text for one in record.commitments] == texts


def test_the_result_of_an_election_is_no_list() -> None:
    text = "会议选举产生了县长、副县长。投票结果为：某甲当选县长；某乙当选副县长；某丙当选院长。"
    assert _read(text, "某县第九届人民代表大会公告").commitments == ()


def test_a_list_of_what_a_check_found_has_an_outcome_below_each_project() -> None:
    record = _read(
        "某县2016年为民办实事考核情况\n（一）新建晒谷场12处。\n较好完成目标任务。新建晒谷场12处。\n"
        "（二）发放种子9吨。\n远远超出目标任务。发放种子15吨。\n（三）修缮祠堂3座。\n未完成目标任务。修缮祠堂2座。\n"
    )

    assert (record.kind, record.plan_year, record.review_year) == ("livelihood_projects", None, 2016)
    assert [(one.text, one.status) for one in record.commitments] == [
        ("新建晒谷场12处。", "completed"),
        ("发放种子9吨。", "exceeded"),
        ("修缮祠堂3座。", "delayed"),
    ]


@pytest.mark.parametrize(
    "sections",
    [
        "一、提高认识。各单位要认真总结。\n二、内容真实。总结要突出重点，分析问题。\n三、按时上报。请于1月8日前将材料报督查室。\n",
        "1．明确专人。各单位要指定联络员。\n2．如实填报。进度数据要真实。\n3．严肃纪律。虚报的将予通报。\n",
    ],
)
def test_what_a_notice_asks_for_is_no_list(sections: str) -> None:
    record = _read(f"关于做好2021年民生实事总结的通知\n各单位：\n请按下列要求报送材料。\n{sections}")

    assert (record.kind, record.commitments) == ("other", ())


def test_a_name_is_parted_at_its_comma_where_the_others_are() -> None:
    record = _read(
        "2022年民生实事项目进展情况\n按期推进的有3项：一是剧场迁建，主体结构完成；"
        "二是沟渠护砌改造，护砌渠道4公里；三是驿站扩建，正在招标。\n"
    )

    assert [(one.text, one.outcome) for one in record.commitments] == [
        ("剧场迁建", "主体结构完成"),
        ("沟渠护砌改造", "护砌渠道4公里"),
        ("驿站扩建", "正在招标"),
    ]


def test_actions_that_warm_hearts_are_livelihood_projects() -> None:
    text = "某县研究确定了2022年四大暖民心行动，分别是渡口修缮、山区供水保障、茶农培训和文化下乡。"
    record = _read(text, "某县2022年四大暖民心行动")

    assert (record.kind, record.plan_year) == ("livelihood_projects", 2022)
    assert [one.text for one in record.commitments] == ["渡口修缮", "山区供水保障", "茶农培训", "文化下乡"]


@pytest.mark.parametrize(
    "text",
    [
        "（一）水利：1、新建水塔2座；2、清淤渠道9公里。\n（二）教育：1、改建操场4个；2、添置图书3万册。",
        "1、加强水利建设。（1）新建水塔2座；（2）清淤渠道9公里。\n2、办好教育。（1）改建操场4个；（2）添置图书3万册。",
        "一、水利惠民。①新建水塔2座；②清淤渠道9公里。\n二、教育惠民。①改建操场4个；②添置图书3万册。",
    ],
)
def test_projects_counted_behind_the_name_of_their_class(text: str) -> None:
    record = _read(f"2015年某县为民办实事项目\n{text}\n")

    assert [one.text.rstrip("；。") for one in record.commitments] == [
        "新建水塔2座", "清淤渠道9公里", "改建操场4个", "添置图书3万册",
    ]  # fmt: skip
    assert ["水利" in (one.category or "") for one in record.commitments] == [True, True, False, False]


def test_parts_of_one_project_behind_its_name_stay_together() -> None:
    record = _read(
        "2015年某县为民办实事项目\n一、水利惠民。①修水塔；②清渠道。\n二、教育惠民。①修操场；②添图书。\n"
    )

    assert len(record.commitments) == 2


def test_names_in_a_row_under_a_heading_that_says_how_far() -> None:
    record = _read(
        "2021年民生实事进展\n一、已完工项目\n公共澡堂改造、旧书捐赠点布设、河埠头修缮。\n"
        "二、进展滞后项目\n山区基站建设、渡口码头迁建。\n"
    )

    assert [(one.text, one.status) for one in record.commitments] == [
        ("公共澡堂改造", "completed"),
        ("旧书捐赠点布设", "completed"),
        ("河埠头修缮", "completed"),
        ("山区基站建设", "delayed"),
        ("渡口码头迁建", "delayed"),
    ]


def test_numbers_of_the_list_before_names_in_a_group() -> None:
    record = _read(
        "2022年民生实事项目11月进展情况通报\n（一）完成年度任务的项目2项。分别是：第1项祠堂修缮，修缮5座；第4项河埠头改造，完工6处。\n"
        "（二）达到时序进度的项目2项。分别是：第2项驿道贯通，完成路基4公里；第3项茶园喷灌，完成泵站安装。\n"
    )

    assert [(one.ordinal, one.text, one.status) for one in record.commitments] == [
        ("1", "祠堂修缮", "completed"),
        ("4", "河埠头改造", "completed"),
        ("2", "驿道贯通", "in_progress"),
        ("3", "茶园喷灌", "in_progress"),
    ]


def test_bodies_in_tortoise_shell_brackets_before_a_comma() -> None:
    record = _read(
        "2019年民生实事完成情况\n一、加固渡槽9处〔县水利局牵头〕，已完成8处，另1处正在施工。\n"
        "二、新建戏台4个〔县文旅局牵头〕，已全部建成。\n"
    )

    assert [(one.text, one.lead, one.status) for one in record.commitments] == [
        ("加固渡槽9处", "县水利局", "partly"),
        ("新建戏台4个", "县文旅局", "completed"),
    ]


def test_groups_of_a_page_that_counts_other_things_too() -> None:
    record = _read(
        "2024年民生实事项目三季度督查情况\n督查室组成两个小组，对民生实事项目逐个察看，有关情况是：\n"
        "截至9月底，已完成的有2项，分别是：公共澡堂建设（第2项）、旧书捐赠点布设（序号4）。\n"
        "进度滞后的有1项：南桥加宽（第5号），原因是管线尚未迁移。\n"
    )

    assert [(one.ordinal, one.text, one.status) for one in record.commitments] == [
        ("2", "公共澡堂建设", "completed"),
        ("4", "旧书捐赠点布设", "completed"),
        ("5", "南桥加宽", "delayed"),
    ]


@pytest.mark.parametrize(
    "second", [("重修钟楼。",), ("重修钟楼。", "县文旅局", "年底前"), ("重修钟楼。", "10月底前")]
)
def test_rows_of_cell_lines_that_chinese_numerals_count(second: tuple[str, ...]) -> None:
    head = ["2016年县政府十件实事目标责任表", "编号", "实事项目", "承办单位", "完成时间"]
    rows = [
        "一",
        "新建水塔4座。",
        "县水利局",
        "8月底前",
        "二",
        "改造剧场1座。",
        "县文旅局",
        "9月底前",
        *second,
    ]
    record = _read("\n\n".join([*head, *rows, "三", "为老人配助听器。", "县民政局", "6月底前"]))

    assert [(one.text, one.ordinal) for one in record.commitments if one.text != "重修钟楼。"] == [
        ("新建水塔4座。", "一"),
        ("改造剧场1座。", "二"),
        ("为老人配助听器。", "三"),
    ]
    assert [one.lead for one in record.commitments if one.ordinal != "二"] == ["县水利局", "县民政局"]
    assert "重修钟楼。" in [one.text for one in record.commitments]
