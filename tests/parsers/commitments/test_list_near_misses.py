"""Pages that come near to a list of livelihood projects, and lists that come near to something else."""

from __future__ import annotations

import pytest

from parsers.kind import evidence, genres
from parsers.read import read
from parsers.record import Record

WORKS = "1.修建渡槽3座\n2.加固圩堤14公里\n3.更换水泵6台\n4.疏浚沟渠8公里\n5.新建蓄水窖30个\n6.除险山塘11座\n"
QUOTED = (
    "“袖珍花园”新建5座。\n“长者饭堂”新建7家。\n“共享车位”新增200个。\n“歇脚小屋”改造9处。\n要闻 小说 影视\n"
)
ASKING = WORKS.replace("14公里", "14公里，主要在东片").replace("8公里", "8公里，需要在汛前通水")


def _read(title: str | None, text: str) -> Record:
    return read(text.encode(), source="page.txt", title=title)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            None,
            "昨天，区委召开会议。会议要求，把校舍提升、就医改善、助老服务、村路改造列入民生实事统筹推进。",
        ),
        (None, "校舍提升、就医改善、助老服务、村路改造被列入民生实事重点领域。"),
        (None, "会议强调，要将校舍提升、就医改善、助老服务、村路改造列为年度民生实事。"),
        (None, "代表建议将村路改造工程、城区供热提升、社区食堂建设列入民生实事项目。"),
        ("某县燃气公司6项便民举措落地", WORKS),
        ("某县水务局2026年工程安排", f"某县水务局2026年工程安排如下：\n{WORKS}配合做好民生实事\n"),
        ("2026年渠道养护任务清单", f"{WORKS}全力服务民生实事\n"),
        ("某县水务局2026年工程安排", f"为服务群众，今年安排如下：\n{WORKS}"),
        (
            "第七章",
            "第七章 夜谈\n“这民生实事项目怎么办？”赵明问道。\n“办！修建渡槽3座。”\n李亮笑道：“更换水泵6台。”\n",
        ),
    ],
)
def test_what_comes_near_is_no_list(title: str | None, text: str) -> None:
    record = _read(title, text)

    assert record.kind == "other"
    assert record.commitments == ()


@pytest.mark.parametrize(
    ("title", "text", "count"),
    [
        (None, "经票决，村路改造工程、城区供热提升、社区食堂建设、操场翻新工程被列入2026年民生实事项目。", 4),
        (None, "村路改造工程、城区供热提升、社区食堂建设、操场翻新工程列入2026年度民生实事项目。", 4),
        (None, "希望路校舍改造、旧街区整治、再生能源供热、公厕提升被确定为2026年民生实事项目。", 4),
        (None, "代表提出的校舍提升、城区供热、助老服务、村路改造被确定为2026年民生实事项目。", 4),
        ("开医院、修校舍，某县今年办好六件实事", WORKS, 6),
        ("破局！某县今年办好六件实事", WORKS, 6),
        ("某县水务局2026年民生实事项目清单", WORKS, 6),
        ("某县2026年民生实事项目清单", QUOTED, 4),
        ("某县2026年民生实事项目清单", ASKING, 6),
    ],
)  # fmt: skip
def test_a_list_is_kept_beside_such_words(title: str | None, text: str, count: int) -> None:
    record = _read(title, text)

    assert record.kind == "livelihood_projects"
    assert len(record.commitments) == count


@pytest.mark.parametrize(
    "words", ["高效办成一件事", "把一件事办好", "第14件事", "第十四件实事", "12345件事", "第二件事"]
)
def test_these_words_count_no_deeds(words: str) -> None:
    assert not genres.DEEDS_COUNTED.search(words)
    assert not evidence.AROUND[0].words.search(words)


@pytest.mark.parametrize("words", ["办好十四件实事", "这9件事", "暖心七事", "7项惠民举措"])
def test_these_words_count_deeds(words: str) -> None:
    assert genres.DEEDS_COUNTED.search(words)
