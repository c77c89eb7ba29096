"""The vocabulary of `parsers.kind.classify`: words that show what a title or text is.

Each table has rows (reason, pattern); the reason appears in a record's `why`. To add a word, add it here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.text.patterns import lazy

Table = tuple[tuple[str, re.Pattern[str]], ...]


def _any(words: str, first: str = "") -> re.Pattern[str]:
    """Return one pattern that matches any of the patterns, which are separated by white space.

    `first`: the characters that they begin with, for patterns that are searched in a text (`parsers.text.patterns`).
    """
    joined = "|".join(words.split())
    return lazy(f"(?=[{first}])(?:{joined})" if first else joined)


def _choice(words: str) -> str:
    """Return a group that matches any of the words, which are separated by white space."""
    return f"(?:{'|'.join(words.split())})"


_YEAR: Final = "(?:[12][0-9]{3}年(?:度)?)?"

# 政府工作报告, 人民政府2021年工作报告, 管委会工作报告, 行署工作报告, 政府的工作报告;
# for a zone also 开发区2021年工作报告
REPORT_TITLE: Final = lazy(
    rf"(?:政府|管委会|管理委员会|行政公署|行署|管委)(?:的)?{_YEAR}(?:的)?(?:年度)?工作(?:的)?报告"
    r"|(?:开发区|高新区|经开区|新区|保税区|示范区|合作区|度假区|工业园区|风景名胜区)[12][0-9]{3}年(?:度)?工作报告"
)

# 某县政府工作报告全文,要点解读(四): a copy in several pages, whose title has words that searches look for
# 《政府工作报告》解读二:2024年工作回顾: a part of the report itself
WHOLE_TEXT: Final = lazy(r"工作报告[(《]?全文|工作报告》?解读[^。]{0,4}:[12][0-9]{3}年工作(?:回顾|安排)")

# Titles of documents that are not reports although the title may contain a report's name.
NO_REPORT: Final[Table] = (
    ("draft for comment", _any("征求 征集 意见稿 讨论稿 送审稿 审议稿 候选 初稿 修改稿 听取意见 公开意见")),
    ("explains a report", _any(
        "解读 图解 读懂 看懂 图说 漫画 问答 名词解释 名词注释 术语 注释 要点 亮点 速览 速读 划重点 关键词 解析 "
        "看点 金句 词云 数说 数读 H5 长图 海报 思维导图 来了 干货 带您 带你 梳理"
    )),
    ("acts on a report", _any(
        "决议 决定 批复 通知 公告 公示 通告 通报 方案 议案 分工 分解 责任 任务清单 督查 督办 落实情况 贯彻 学习 宣讲 "
        "宣传 起草 调研 座谈 建议 意见和 意见的 复函 重点任务 重点工作"
    )),
    ("news about a report", _any(
        "审议 讨论 热议 侧记 综述 召开 举行 开幕 闭幕 记者 代表团 代表们 发布会 专访 评论 社论 述评 反响 巡礼 "
        "听取 点赞 访谈 引发 聚焦 回应 直播 快讯 现场"
    )),
    ("plan or budget report", _any(
        "国民经济和社会发展(?:第|计划|[12]|情况)(?!.*政府工作报告$) 计划执行 计划草案 预算 决算 "
        "财政(?:工作|收支|预|报告) 审计 国有资产 债务"
    )),
    ("statistical bulletin", _any("统计公报 经济运行 统计分析 普查 统计年鉴 统计月报")),
    ("disclosure report", _any("信息公开 政务公开 网站工作 网站监管 监管年度")),
    ("rule-of-law report", _any("法治 依法行政 普法 行政复议 行政执法 诉讼")),
    ("another body's report", _any(
        "人大常委会 人民代表大会常务委员会 检察院 法院 政协 政治协商 常务委员会 纪委 监委 党工委工作 区委工作 市委工作 "
        "县委工作 党代会 党代表大会 中国共产党 党委 工会 妇联 共青团 团委 武装部"
    )),
    ("a department's report", lazy(
        r"(?:(?<![管])委|局|办|厅|处|中心|站|大队|支队|公司|学校|医院|协会|办公室)"
        rf"{_YEAR}(?:上半年|年度|半年)?工作(?:总结|报告|情况|计划|要点)"
    )),
    ("national report", _any("国务院 全国人民代表大会 总理")),
    ("township report", lazy(
        rf"(?:[镇乡]|街道|街道办事处|苏木)(?:人民)?(?:政府){_YEAR}(?:的)?工作报告"
        r"|[镇乡][12][0-9]{3}年(?:人民)?政府工作报告|街道(?:办事处)?(?:[12][0-9]{3}年)?(?:政府)?工作报告"
    )),
    ("another subject", _any(
        "述职 述廉 党风 廉政 年鉴 大事记 规划纲要 自查 整改 安全生产 环境状况 环境保护目标 人事任免 选举办法 辞职 "
        "名单 议程 日程 须知 简报 摘编 白皮书 蓝皮书 值班 招聘 专题 目录$ 栏目"
    )),
)  # fmt: skip

# Reasons that apply even if the text opens as a government's report to its congress.
ALWAYS: Final = frozenset(
    {"draft for comment", "plan or budget report", "national report", "township report"}
)

# The author's first sentence: 现在，我代表区人民政府，向大会报告工作
OPENER: Final = lazy(
    r"我(?:谨|现)?(?:受[^。,;:!?]{1,12}委托,)?(?:代表|受)(?P<who>[^。,;:!?]{0,28}?)(?:人民政府|政府|管委会|管理委员会|革命委员会|行政公署|行署)(?P<how>[^。;!?]{0,60})"
)
OPENER_SAYS: Final = lazy(r"报告|审议|审查")
# 各位代表:现在,我向大会作政府工作报告,请予审议: the speaker does not say whom he speaks for
UNNAMED_OPENER: Final = lazy(
    r"各位代表[^。]{0,12}[:!]?(?:现在|下面)?,?我(?:谨|现)?(?:受[^。,;:!?]{1,12}委托,)?向(?:大会|本次(?:大会|会议)|各位代表)"
    r"(?:作|报告|汇报|做)(?:[^。,;:]{0,12})政府(?:的)?工作[^。;]{0,12}[,。]"
)
OTHER_OPENERS: Final[Table] = (
    ("national report", lazy(r"我代表国务院")),
    ("another body's report", lazy(
        r"我(?:谨|现)?(?:代表|受)[^。,;:!?政]{0,24}(?:常务委员会|常委会|检察院|法院|政协|(?<!管理)(?<!革命)委员会|纪委|监委|党委|区委|市委|县委)"
    )),
    ("another body's report", lazy(r"我代表[^。,;:!?]{0,20}(?:检察院|法院|政治协商)")),
    ("plan or budget report", lazy(
        r"(?:我(?:谨|现)?(?:代表|受)[^。;!?]{0,24}政府|受[^。;!?]{0,24}政府(?:的)?委托)[^。;]{0,60}"
        r"(?:计划(?:执行|草案|[(]草案)|预算|决算|国民经济和社会发展[^。;]{0,12}情况|审计|国有资产|债务)"
    )),
    ("disclosure report", lazy(r"(?:依据|根据|按照)《[^》]{0,16}政府信息公开条例")),
    ("rule-of-law report", lazy(r"现将[^。;]{0,40}(?:法治|依法行政)[^。;]{0,30}报告")),
    ("report to a committee", lazy(
        r"主任、(?:各位)?副主任|各位副主任、|(?:我|现)[^。;]{0,40}向[^。;]{0,10}常委会[^。;]{0,8}(?:作|报告|汇报)"
    )),
)  # fmt: skip

# One of these near the start shows news, or a text about a report.
NEWS: Final = _any(
    r"本报讯 本网讯 讯[(] 本报记者 [(]记者 记者[:(] 通讯员 大会执行主席 应到代表 实到代表 会议由[^。]{1,20}主持 "
    r"出席(?:会议|大会|开幕) 分组审议 连日来 在热烈的掌声 (?<![济作])会议(?:强调|指出|听取|审议|认为|应到) "
    r"(?:[区市县旗省州]长|主席|主任)[\u3400-\u9fff·]{2,4}(?:同志)?(?:代表|作(?:了)?(?:政府)?工作报告|向大会作) "
    r"(?:[区市县旗省州]长|主席|主任)[\u3400-\u9fff·]{2,4}(?:同志)?在[^。]{4,40}会议上作 "
    r"批准(?:这个|了)报告 为(?:方便|便于)[^。]{0,20}(?:了解|理解)[^。]{0,20}报告 本文对 印发给你们 小编 "
    r"为您梳理 为你梳理",
    first="(为主会出分区印县在大实小州市应批旗本省讯记连通",
)
# Two of these show the same.
NEWSLIKE: Final = _any(
    r"记者 主持(?:会议|大会|开幕) 代表们 昨日 昨天 近日 日前 会议(?:决定|批准|同意) 作如下解释 解释如下 点击下载 "
    r"下载附件 责任编辑 来源: 扫描二维码 与会 表示[,:] 掌声 "
    r"(?<![大会])报告(?:指出|强调|中说)",
    first="下与主代会作扫报掌日昨来点表解记责近",
)

_LIVELIHOOD: Final = _any(
    r"民生实事 民生[^,。;:、0-9]{1,6}实事 民心实事 惠民实事 为民(?:办)?实事 为民办(?:的)?[^,。]{0,8}实事 "
    r"(?:[一二三四五六七八九十两0-9]{1,3}|重点|涉及民生的|承诺的?)(?:件|项|个?方面)?(?:大|重点|惠民|民生){0,2}实事 "
    r"[一二三四五六七八九十0-9]{1,3}件[“\"]?(?:大|好|民心|暖心)事 "
    r"民生[“\"]?(?:[一二三四五六七八九十0-9]{1,3})大(?:工程|行动|项目) 民生[“\"]?[0-9]{2,3}[”\"]?工程 "
    r"(?:民生|惠民|为民|便民|民心)[“\"]?[一二三四五六七八九十两0-9]{1,3}[”\"]?件[大好实要]?事 "
    r"实事项目 相关的实事 实事(?:办理|办结|兑现|完成|落实|进展|进度|推进|清单|任务|目标|分工|责任分解) "
    r"民生(?:重点)?(?:工程|项目|事项|大盆菜|微实事|承诺|清单) (?:民生|惠民|为民)(?:要|大|好|关键小)事 "
    r"民生[“\"][^”\",。]{1,6}[”\"]工程 惠民行动计划 惠民(?:行动)?项目 惠民工程 民心(?:工程|行动) 政府实事 "
    r"办(?:好|这些|哪些|几件|的)?实事 "
    r"利民实事 便民实事 实事工程 "
    r"(?:好|多|几|若干|系列|一)(?:件|批|项)(?:惠民|民生|好事)?实事 办[^,。;:、]{0,6}(?:件|批|项)[^,。;:、]{0,4}实事",
    first="一七三两为九二五便八六几利办十四多好实惠承政民涉相系若重0-9",
)
# Deeds are counted by a name of any kind: 办好以下八件事, 暖心十事, 6项便民举措
DEEDS_COUNTED: Final = lazy(
    r"(?=[一七三九二五便做八六办十四惠暖民0-9])(?:"
    r"[0-9一二三四五六七八九十](?<![第0-9一二三四五六七八九十百千.].)(?:(?<=[0-9])[0-9]?|(?<=[一二三四五六七八九十])[一二三四五六七八九十]{0,2})(?<!第.)(?:(?<!一)件(?:大|好|小|实)?事|(?:大|件|项|个)?(?:暖心|民心|民生|惠民|便民|利民|为民|关键小)[^,。;:0-9]{0,4}(?:事|项目|工程|举措|行动|服务|清单))"
    r"|(?:暖心|民心|惠民|民生|便民)[“\"]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:件|大|项|个)?(?:[好大实小]?事|项|条)"
    r"|(?:办好|办成|办理|做好)[^,。;:]{0,8}(?:以下|下列)[^,。;:]{0,3}件[^,。;:]{0,2}事"
    r")"
)
# Part of every match of _LIVELIHOOD, and found in a tenth of its time: the engine skips quickly to a set.
_LIVELIHOOD_CORE: Final = lazy(r"[实大好心要小民惠](?:(?<=[实大好心要小])事|(?<=民)[生心]|(?<=惠)民)")
_AROUND: Final = 16  # characters; no alternative of _LIVELIHOOD is longer


def names_livelihood(text: str) -> bool:
    """Decide whether a text names livelihood projects (民生实事, 为民办实事, 十件大事)."""
    return any(
        _LIVELIHOOD.search(text, max(0, core.start() - _AROUND), core.end() + _AROUND)
        for core in _LIVELIHOOD_CORE.finditer(text)
    )


NO_LIST: Final[Table] = (
    ("call for projects", _any(
        "征集 征求 候选 初选 建议项目 提名 意见建议 申报 评选 投票(?!表决|决定|产生|选出|票决)"
    )),
    ("news about projects", _any(
        "推进会 调度会 现场会 座谈 会议 召开 举行 视察 调研 检查 督查 督导 督办 票决(?!(?:的)?(?:项目|清单)) "
        "表决 询问 评议 满意度 测评 "
        "开工 启动仪式 侧记 综述 巡礼 专访 记者 直播 视频 发布会 审议 热议 纪实 走访 打卡 一线 听取 点赞"
    )),
    ("opinion", _any("评论员 时评 短评 快评 杂谈 随笔")),
    ("ranks places", _any("排名 排行 红黑榜 位次")),
    ("explains projects", _any("解读 图解 问答 读懂 看懂 政策 答记者")),
    ("acts on projects", _any(
        "招聘 招标 中标 采购 管理办法 实施办法 实施细则 考核 资金 绩效 条例 制度 值班 "
        "(?:报送|上报|填报)[^。]{0,40}的通知"
    )),
)  # fmt: skip
# A call for projects, or a page of candidates, whatever else it lists.
CALL: Final = _any("征集 征求 候选 申报 建议项目 提名 投票通道")
# A call for opinions on projects that were decided and are carried out.
ASKS_ABOUT_DONE: Final = _any(
    "(?:实施|落实|进展|完成|办理|推进|建设)(?:情况|工作) 专题询问 满意度 评议 测评 监督"
)
# The result of a vote or of a choice among candidates is the list.
CHOSEN: Final = _any(
    "产生 票决(?:出|结果|产生|确定|通过|选) 确定 出炉 揭晓 选出 敲定 "
    "(?:票选|投票|得票|计票)(?:结果|情况) 当选 入选(?!条件|标准) 胜出"
)
# Sections of a notice about how work is led and checked, which promise nothing: 一、强化组织领导。各单位要…
_LED: Final = _choice(
    "加强 强化 落实 严格 明确 健全 压实 提高 统一 注重 完善 切实 狠抓 严肃 夯实 建立 抓好 "
    "加大 广泛 突出 细化 做好 规范 加快 保障 确保 优化 分解 开展"
)
_WORK: Final = _choice(
    "组织 工作 督查 督办 项目 统筹 跟踪 督促 督导 责任 宣传 舆论 协调 协作 沟通 考核 监督 检查 资金 "
    "要素 过程 日常 思想 各项 任务 分工 实事 推进 落实 信息 工程 目标 施工 审批 保障 政治 质量 安全 与 和 及 、"
)
_MANAGED: Final = _choice(
    "领导 分工 责任 分工 落实 督查 检查 督导 督办 考核 考评 问责 配合 协调 协作 联动 宣传 引导 监督 "
    "认识 担当 意识 站位 合力 调度 保障 机制 报送 问效 措施 "
    "部署 力度 监管 信息 要求 管理 公开 审批 质量 安全 评估 任务 流程"
)
_CHECKED: Final = _choice(
    "领导 责任 担当 分工 落实 督查 督导 督办 考核 考评 问责 配合 协调 协作 联动 调度 认识 站位 部署"
)
ASIDE: Final = lazy(
    rf"^(?:[一二三四五六七八九十0-9]{{1,3}}[、.．]|[(（][一二三四五六七八九十0-9]{{1,3}}[)）])?"
    rf"(?:(?:(?:进一步|切实|不断|持续|继续|着力|全面|更加|再)*{_LED}(?:{_WORK}+{_MANAGED}|{_CHECKED})|密切配合|各负其责|各司其职|通力协作|精心组织|周密安排|周密部署|狠抓落实|确保质量|确保实效|确保落实|"
    r"统一思想|提高认识|高度重视|注重实效|严格考核|有效监督|及时反馈|按时(?:报送|上报)|如实(?:填报|上报|反映)|内容(?:详实|真实|完整)|严肃纪律|明确专人|(?:公开)?(?:征集|投票|申报)[^,，。]{0,8}|(?:评估|报名|申请|参评|遴选|调查|测评|报送|上报|填报)(?:对象|内容|范围|方式|时间|要求|条件|标准|程序)|"
    r""
    r"(?:有关|相关|几点|具体)?(?:工作要求|保障措施|组织领导|总体要求|指导思想|基本原则|实施步骤|工作步骤|工作机制))"
    r"(?:[,，、 ]|(?=[。:：;；]|$)))+(?:[。:：;；]|$)"
)
# A list of plans although it has 落实 or 完成: 责任落实及任务分解方案, 要完成的实事
PLANNED: Final = lazy(
    r"^(?!.*(?:完成|进展|落实|办理|推进)情况).*(?:要完成的"
    r"|(?:方案|计划|安排|分解|分解表|任务书|责任表|任务清单)(?:的通知)?(?:[(（][^()（）]{1,20}[)）])?[ |]*$)"
)
LIST_WORDS: Final = _any(
    "清单 一览表 目录 计划表? 完成情况 落实情况 进展情况 办理情况 办结情况 安排表 任务书 "
    "(?:项目|(?<!办)(?<!(?:推进|落实|抓好|做好|办好)民生)实事)(?:[(].{1,14}[)])?$"
)
# A title that names a table is not news: 人大票决项目进度表
TABLE: Final = lazy(r"(?:进度|进展|完成|情况|任务|分解|计划|安排|一览|汇总)表(?:[(].{1,20}[)])?$")
# A notice that contains its list: 关于印发2021年民生实事项目的通知
NOTICE: Final = lazy(r"的(?:通知|公告|通告|公示|通报)$")

ITEM: Final = lazy(
    r"^(?:[▲●■◆★○•·➢►]|[0-9]{1,3}(?:[、.．]|。(?!$)|$)|[(][0-9一二三四五六七八九十]{1,3}[)]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}(?:是|、)|第[一二三四五六七八九十]{1,3}[件项]|(?:实事|项目|工程)?之[一二三四五六七八九十]{1,3}[、:：])"
)
OUTCOME: Final = lazy(r"^(?:[(【]?(?:完成|进展|落实|办理)情况|已完成|完成[。,:])")
# 1.修建活动场所20个。落实情况:已建成。
OUTCOME_INSIDE: Final = lazy(r"[。;)](?:完成|进展|落实|办理)情况:")
# Words of lists and not of reports: who leads a project, and its progress.
LIST_LINE: Final = _any("牵头(?:单位|部门)? 主办 协办 责任单位 承办单位 配合单位 完成情况 已完成 进展情况")
# The head of a table of projects on one line, its white space gone, or its first cell.
TABLE_ROW: Final = lazy(r"^序号$|^[|]?序号[|]?[^。,;:]{0,12}(?:项目|实事|事项|工程|任务)")
TABLE_HEAD: Final = lazy(r"^(?:序号|项目名称|项目|民生事项|工作任务|项目内容)")


def reads_as_news(lines: Sequence[str]) -> bool:
    """Decide whether the first sentences are news, or something about a document."""
    text = "".join(line for line in lines[:40] if "。" in line or len(line) > 60)[:900]
    return bool(NEWS.search(text[:500])) or len(set(NEWSLIKE.findall(text))) >= 2
