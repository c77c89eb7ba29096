"""Lines of a list that are no projects: sections of a notice, tallies, headings, files, signatures, captions.

Each row has the reason, the words (where they must stand is part of the expression) and an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.commitments.numbering.between import CLOSES, OPENS
from parsers.kind import genres
from parsers.text.patterns import lazy


@dataclass(frozen=True, slots=True)
class Row:
    """Words that show that a line, or a cell of a table, is not a project, and why."""

    reason: str
    words: re.Pattern[str]
    example: str


STATE_HEADING = Row(
    "a section that holds the whole list",
    lazy(
        r"^(?:当选|入选|票决|中选)的?(?:实事)?项目(?:名单|清单)?(?:如下)?[：:]?$|^(?:主要|项目|实事|工作|具体|重点|目标)(?:内容|项目|任务)(?:[及和与](?:责任|任务|工作)?(?:分工|要求|目标|安排))?[：:]?$|"
        r"^(?:\d{4}年)?(?:部分|各项|有关|重点)?(?:民生)?(?:项目|实事|工程|任务|目标)?(?:的?总体|的?具体|的?主要)?(?:完成|进展|落实|实施|办理|推进)情况[：:]?$"
        r"|^[^，。；：:\d]{0,16}(?:实事|民生(?:项目|工程))[^，。；：:\d]{0,8}(?:基本|总体|完成|落实|进展|办理)情况[：:]?$"
        r"|^(?:总体|具体|工作|项目|实事)?(?:进展|进度)[：:]?$"
    ),
    "项目完成情况",
)
SECTION = Row(
    "a section of a notice around its list, which promises nothing",
    lazy(
        r"^(?:[一二三四五六七八九十]{1,3}、)?(?:有关|相关|几点|具体)?(?:督查(?:建议|意见|要求)|(?:工作|整改)(?:建议|意见)|(?:工作|总体)目标|(?:工作|推进|实施)措施|工作要求|保障措施|组织领导|总体要求|指导思想|(?:基本|工作|主要)原则|实施步骤|工作步骤|"
        r"工作机制|推进机制|要求|组织保障|责任分工|征集(?:原则|范围|方式|时间|要求)|联系方式)(?:如下)?[。：:]?$"
        r"|^(?:[一二三四五六七八九十]{1,3}、)?(?:(?:几点|若干|有关|相关|我们的|工作|整改|改进|审议|检查|视察|调研|监督|督[查办]|下一?步)的?)?"
        r"(?:意见[和与、]?建议|对策[和与及、]?建议|建议[和与、]?(?:意见|要求|对策)?|(?:审议|检查|视察|调研)意见)[。：:]?$"
        r"|^[^，。；：:\d]{2,20}的(?:具体|工作|有关|相关)要求$"
        r"|^[^。；：:]{0,48}(?:以下|下列|如下)(?:[一二三四五两]种)?(?:方式|途径|渠道)[^，。；：:]{0,20}[：:]?$"
        r"|^[^。；：:\d]{0,24}(?:提出|有)?(?:以下|如下)(?:几点|[一二三四五六])?(?:点|条|项)?(?:工作|具体)?(?:要求|意见|建议)[：:]?$"
        r"|^[^，。；：:\d]{0,24}(?:排名|总体(?:进展)?情况|基本情况|(?:存在的?(?:主要|突出)?|(?:主要|突出)的?)(?:问题|困难|不足|短板|差距|薄弱环节)(?:[及和与、](?:主要)?(?:问题|困难|不足|短板|差距|原因|困难问题))?|主要(?:做法|措施|经验|成效|特点)|(?:工作|主要)(?:成效|做法|亮点)"
        r"|下一?(?:步|阶段)(?:的?(?:重点)?工作)?(?:打算|安排|计划|措施|举措|要求|重点|任务|建议|思路)?|(?:今后|后续|近期|下半年|四季度)的?(?:重点)?工作(?:打算|安排|计划|措施|举措|要求|重点|任务|建议|思路)?)[。：:]?$"
    ),
    "三、工作要求",
)
NOT_CHOSEN = Row(
    "candidates of a vote that were not chosen, or not yet",
    lazy(
        r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])?[^，。；：:\d]{0,12}?"
        r"(?:(?:未能?|没有|没能|暂未)(?:被|获得?)?(?:入选|当选|中选|选上|选中|通过|列入|纳入|采纳)|落选|备选|候补|候选)的?"
        r"[^，。；：:\d]{0,8}(?:项目|实事|名单|清单)(?:名单|清单)?(?:[（(][^（()）]{1,12}[）)])?(?:如下|为|有|是)?[：:]?$"
    ),
    "未入选的项目：",
)
MAY_HOLD = Row(
    "words of a section that may hold the list all the same",
    lazy(r"情况|成效|成绩|进展"),
    "一、基本情况",
)
TALLY = Row(
    "how many projects are how far",
    lazy(
        r"^\d{1,3}\s?[项个件](?:子?项目|子项|实事|工程|任务)|^\d{1,3}\s?[项个件](?:已|均|按|正|提前|超额|达到|推进|进度|尚?未)[^，,。；;：:\d]{1,14}[。；;]?$|^[^，,。；;：:\d]{2,24}的(?:子?项目|子项|实事|工程|任务|事项)\s?\d{1,3}\s?[项个件](?=[。，,；;]|$)|^[^，,。；;：:\d]{2,24}(?:指标|项目|任务|实事|事项)?(?:共|共有|有)\d{1,3}(?:项|个|件)(?=[。，,；;：:（(]|$)"
    ),
    "提前完成的项目有7项",
)
CLASS = Row(
    "a class of projects that only says how many it has",
    lazy(
        r"^[^\d]{4,40}(?:包?含|涉及|共有?|有)\s?\d{1,3}\s?项(?:具体|重点|实事)?(?:工作|任务|项目|举措)[。；;]?$|^[^，,。；;：:、\d]{2,12}类[，,：:]$"
    ),
    "健全保障体系，含19项具体工作",
)
AGENDA = Row(
    "a point of a meeting's agenda",
    lazy(
        r"^(?:听取|审议|审查|表决|票决|选举|补选|书面审[议查])[^。；;]{0,60}?(?:工作报告|报告|决议|决定|草案|候选项目|实事项目|名单|办法|法官|委员)(?:[（(][^（()）]{1,8}[）)])?[。；;，,]?$"
    ),
    "听取和审议区人民政府工作报告；",
)
LIST_HEADING = Row(
    "a heading of the list itself",
    lazy(
        r"^(?:\d{4}年)?(?:\d{1,3}[件项大]{1,2})?[^，。；：:\d]{0,16}(?:实事|民生(?:项目|工程))(?:项目)?(?:的?(?:总体|具体)?(?:进展|完成|落实|办理|推进|实施)情况)?$"
    ),
    "区级为民办实事",
)
FILE = Row(
    "a file to download, who reports, figures on the projects before",
    lazy(
        r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|jpe?g|png|zip|rar)\s*$"
        r"|^(?:(?:本报|本网)?(?:记者|通讯员)[ \u3000：:]|占(?:目标|全年|年度|计划|总)|完成率[\d为达])",
        re.I,
    ),
    "项目清单.docx",
)
SIGNATURE = Row(
    "who wrote, edited or published, and when",
    lazy(
        r"^(?:\d{4}|[二〇○零一二三四五六七八九]{4})年\d{0,2}[一二三四五六七八九十]{0,3}月[\d一二三四五六七八九十]{1,3}日$|^(?:备注|说明|注)[：:]"
        r"|^(?:责任|执行|值班|本期|网络)?(?:编辑|责编|编审|审核|审校|校对|终审|初审|复审|监制|撰稿|供稿|供图|摄影|文字|作者|来源|信息提供|信息来源)\s?[：:／/|]"
        r"|^(?:正文)?(?:图片|配图|视频)\d{0,2}$|^(?:现予以?|特此)(?:公告|公布|公示|通告|通知|报告)|^[（(](?:图文|图|文|来源|供稿|记者|通讯员|编辑|此件)"
    ),
    "责任编辑：某某",
)
CONTACT = Row(
    "a way to answer or to ask",
    lazy(
        r"^(?:通过|以|采[用取])?(?:电子邮[箱件]|邮箱|[Ee]-?mail|(?:联系|咨询|监督|举报|热线|反馈|征集)?电话|传真|信函|来信|来函|书面"
        r"|(?:通[讯信]|邮寄|联系|来信|信函|收信)?地址|邮(?:政)?编(?:码)?|网[上络站]|微信(?:公众号|小程序)?|联系人|收件人)"
        r"(?:方式|反馈|提交|提出|留言|渠道|途径|邮寄|地址|征集|咨询){0,2}(?:[：:]|[，,。；;]?$)"
    ),
    "电子邮箱：abc@example.com；",
)
CAPTION = Row(
    "what a picture shows, or who took it, in a bracket on a line of its own",
    lazy(
        r"^[（(][^（()）]{0,30}(?:效果图|示意图|规划图|资料图|实景图?|航拍图?|现场图?|配图|照片|图片|截图|供图|[文图]?/?摄)[）)]$"
        r"|^[（(][^（()）]{0,20}(?:记者|通讯员|观察员)[^（()）。；]{1,30}[）)]$"
    ),
    "（公园效果图）",
)
REST = Row(
    "how far all others are",
    lazy(r"^(?:其他|其余|其它|剩余|余下)的?(?:项目|工程|实事|任务|工作)[^，,。；;：:\d]{2,12}[。；;]?$"),
    "其他项目有序推进。",
)
MEASURES = Row(
    "how a report says that the work on all projects was led",
    lazy(
        r"^(?:始终|坚持|切实|不断|进一步)*(?:高度重视|(?:强化|加强|严格|压实|落实)(?:组织|工作|责任)(?:领导|保障|落实|监督|督查|机制|协调|分工)?)。(?=\S)"
    ),
    "始终高度重视。把实事作为重要工作。",
)
# Behind a class: 一、教育（牵头领导：某某；牵头单位：县教育局）
LED_BY = lazy(
    rf"\s?[{OPENS}](?:[^（()）：:，,。；;]{{0,6}}(?:领导|单位|部门|责任人|负责人)[：:][^（()）]{{1,60}})[{CLOSES}]$"
)
ROWS = (
    STATE_HEADING,
    SECTION,
    NOT_CHOSEN,
    MAY_HOLD,
    TALLY,
    CLASS,
    AGENDA,
    LIST_HEADING,
    FILE,
    SIGNATURE,
    CONTACT,
    CAPTION,
    REST,
    MEASURES,
)
# A numbered line of one of these is read as no project, whatever is counted with it.
_NEVER = (TALLY, STATE_HEADING, AGENDA, CONTACT, REST, MEASURES)


def holds_none(name: str) -> bool:
    """Decide whether nothing below a heading is promised: the sections of a notice, candidates that were not chosen."""
    return any(row.words.match(name) for row in (SECTION, NOT_CHOSEN)) or genres.ASIDE.match(name) is not None


def is_not_an_item(first: str) -> bool:
    """Decide whether the first line of an item shows that it is not a project."""
    return any(row.words.match(first) for row in _NEVER) or CLASS.words.search(first) is not None
