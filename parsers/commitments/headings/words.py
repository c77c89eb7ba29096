"""Words of headings: that a list is one of livelihood projects, for which year, how many, planned or done."""

from __future__ import annotations

from parsers.commitments.headings.lines import Line
from parsers.text.patterns import lazy

TOPIC = lazy(
    r"(?=[为亲件便利办十大实惠民涉项\d])(?:"
    r"民生[^，。；：]{0,4}实事|民生(?:重点)?(?:工程|项目|清单|事项|微实事)|民心(?:工程|实事|项目|行动)|(?:为民|惠民|便民|利民|亲民)[^，。；：]{0,8}(?:实事|工程|项目)|"
    r"实事(?:项目|工程|清单|计划|任务|完成|办理|办结|兑现|进展|进度|落实|推进)|办(?:好)?的?实事|(?:民生|惠民|为民)(?:要|大|好|关键小)事|民生[“\"][^”\"，。]{1,6}[”\"]工程|惠民行动(?:计划|项目)|涉及民生|[件项大]?实事$|民生[“\"]?[十\d]{1,3}件|[十\d]{1,3}件[“\"]?(?:大|好|民心|暖心)事"
    r")"
)
DONE = lazy(
    r"(?:完成|落实|进展|办理|办结|推进|执行|实施|建设|督查)(?:情况|结果|进度|进展)|进展|进度(?!安排|计划)|(?:推进|最新|工作)动态|兑现|总结|成效|成绩单|红黑榜|红榜|黑榜|晒单|(?:考核|评估|验收|核查|督办)(?:情况|结果|公示|通报)|调度|盘点|回顾|回头看|(?<!认真)(?<!贯彻)(?<!切实)(?<!抓好)(?<!深入)落实(?!到|责任)|"
    r"(?:已|全部|全面|圆满|基本|如期|顺利)(?:完成|办结|办理|竣工)|(?<![要需拟将])完成的\s?\d{1,3}\s?[件项个]|完成(?=$|[表的]?[（(]?\d{4}|一览|清单)|情况的?(?:报告|汇报|通报)"
)
# What is published may be a plan or what came of it: there a line has to say that something was done.
_PUBLISHED = lazy(
    r"公示|评估|通报|完成|办理(?!的[^，。；情结]{0,14}[0-9一二三四五六七八九十]{1,3}[件项])|推进|执行|结果"
)
_SAYS_DONE = lazy(
    r"已(?!经?(?:确定|审议|批准|研究))|(?:完成|进展|落实|办理)情况(?!向|要|将|定期|纳入|及时|报)|截至|截止|竣工"
)
RUNNING = lazy(r"进展|进度|推进|动态|月|季度|上半年")
YEAR = lazy(r"(?<![\d资入])((?:19|20)\d\d)\s*年?(?!\d)")
COUNT = lazy(r"(?:共|计)?\s*(\d{1,3}|[一二三四五六七八九十百]{1,4})\s*(?:大)?(?:件|项|个)(?!议|目标)")
# A heading that says behind its words how many it holds: 教育（5项）
HOW_MANY = lazy(
    r"[（(]\s*(?:共|计)?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*[项件个条][^（()）]{0,6}[）)]\s*[：:。]?$"
)
# The same without a bracket, as the headings of classes have it: “出行”类，共3项; 养老服务：2件; 第三类 教育，计4项。
HOW_MANY_BESIDE = lazy(
    r"(?<=\S)(?:[，,：:；;、—\-\s]{1,2}|(?<=[类面域块])[，,：:；;、—\-\s]{0,2})(?:共|计|共计|合计|总计|共有|有|含|包括|包含|共?安排)?\s?"
    r"(\d{1,3}|[一二三四五六七八九十]{1,3})\s?[项件个](?:子?项目|子项|实事|任务|工程|民生实事)?[。：:]?$"
)
# 主要进度如下：
_PROGRESS_FOLLOWS = lazy(r"(?:进[度展]|(?:完成|办理|落实|推进)情况)(?:情况)?(?:分别|具体)?如下[：:]$")


def is_headline(words: str) -> bool:
    """Decide whether words name livelihood projects and their year, as a page's headline and no category does."""
    return TOPIC.search(words) is not None and YEAR.search(words) is not None


def is_done(title: str, lines: list[Line]) -> bool:
    """Decide whether a list is one of things done, by its title or by the lines under it."""
    if speaks_of_done(title) or any(_PROGRESS_FOLLOWS.search(line.text) for line in lines[:4]):
        return True
    return _PUBLISHED.search(title) is not None and any(_SAYS_DONE.search(line.text) for line in lines[:60])


_PLANS = lazy(r"拟办|拟实施|计划|安排|任务|方案|下达|部署|目标责任|责任分解")


def is_plan(title: str) -> bool:
    """Decide whether a title calls a list one of what is to be done: 关于下达2022年民生工程任务的通知."""
    return _PLANS.search(title) is not None and DONE.search(title) is None


# 为兑现承诺，县政府将办好5件实事： what goes before an aim says nothing of these projects
_AIMS = lazy(
    r"(?:将|拟|计划|全力|重点|集中|着力|努力|继续|确定|决定)[^，,。；;：:]{0,10}?(?P<act>办好|办成|实施|办理|抓好|推进|办)"
)


def speaks_of_done(words: str) -> bool:
    """Decide whether a heading or announcing words speak of what was done, and not of what will be."""
    begin = max((aim.start("act") for aim in _AIMS.finditer(words)), default=0)
    return DONE.search(words, begin) is not None
