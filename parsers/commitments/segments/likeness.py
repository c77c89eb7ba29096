"""How much a piece of text reads as one livelihood project, and not as news or notice around a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from parsers.commitments.lists import uncounted
from parsers.text.patterns import lazy

# Words before a project that belong to the sentence around the list: 今年，云溪区将新建学校3所
LEADING = lazy(
    r"(?:(?:今年|明年|全年|年内|其中|此外|同时|另外|以及|还有|并|还|(?:19|20)\d\d年(?:度)?)[，,]?)*"
    r"(?:(?:我|全|本)?[市县区州旗]|[^，,。；;：:、\d]{1,5}[市县区旗州])?(?:政府)?(?:还|也)?(?:计划|决定)?(?:将|要|拟)(?:要|继续)?(?=[\u3400-\u9fff])"
    r"|(?:关切|聚焦|关注|围绕|针对|着眼于?)[^，,。；;：:\d]{1,12}[，,](?:(?:今年|明年|(?:19|20)\d\d年(?:度)?)[，,]?)?[^，,。；;：:、\d]{1,5}[市县区旗州]将(?=[\u3400-\u9fff])"
    r"|(?:今年|明年|全年|年内|其中|此外|同时|另外|以及|还有|并|还|(?:19|20)\d\d年(?:度)?)[，,]\s*(?:[^，,。；;：:、\d]{2,4}[市县区旗](?=[^，,。；;：:、\d]))?"
)
# Who speaks, what is asked for, what is said of all projects.
_AROUND = lazy(
    r"表示[，,：:“]|指出|强调|认为|据介绍|据悉|据了解|了解到|记者|本报讯|讯[（(]|如下|代表们|会议(?:审议|决定|听取|要求)|票选|投票|"
    r"总体来看|其余(?:项目)?|下一步|[各有]关(?:单位|部门)要|各(?:镇|乡|街道|单位|部门|责任)|要求|高度重视|各项(?:工作|任务|目标)|来源[：:]|编辑[：:]|排名|考核|通报|公告|请(?:认真|你|各)|"
    r"取得[^，。]{0,6}成[效果]|值得一提|奠定[^，。]{0,8}基础|"
    r"^第?[一二三四上下](?:季度|半年)[：:，,]|为(?:切实|进一步|确保|保证|此)|按照[^，。]{2,30}(?:要求|通知|精神)|根据[^，。]{2,40}(?:要求|通知|精神|规定)"
)
# Who looked at projects on the spot names some of them.
VISITED = lazy(
    r"(?:督查|视察|调研|走访|参观|察看|考察|查看|检查|巡查)(?:了|组)|(?:先后|依次|分别|实地)(?:来到|前往|到(?!位)|深入|走进|察看|查看|踏看|观摩)|前往"
)
# A piece of news that says what people do or think, and names no project: 与会代表对A, 委员们认为
_PEOPLE = lazy(
    r"^[^，,。；;、：:\d]{0,12}(?:代表|委员|群众|居民|市民|干部|领导|专家|网友|观察员)们?(?:对|就|围绕|认为|表示|一致|纷纷|先后|来到|前往|听取|还|给予)"
)
_ACTS = lazy(
    rf"{uncounted.ACTS}|"
    r"加大|缓解|丰富|健全|续建|建立|修复|更换|提标|设置|开设|补贴|组织|筹集|启用|迁建|增设|解决|救助|普及|完善|加快|扩大|保障|落实|改善|推动|整修|翻修|维修|拆除|疏浚|清理|栽植|配置|开放|升级|引入|兴建|筹建|搬迁|推行|延伸|增配|"
    r"增开|修编|养护|维护|管护|修剪|种植|监测|回收|治疗|接种|培育|培养|关爱|拓展|巩固|推广|引进|创办|帮扶|招考|招聘|加强|支持|规划|投资|建(?=[^议])|开工|竣工|扶持|覆盖|提供|扩容|绿化|亮化|供应|减免|惠及|增加|清淤|加固|补齐"
)
_COUNTED = lazy(r"\d[\d.]{0,8}\s?(?:余|多)?(?:万|亿)?[\u3400-\u9fff%㎡]")
# What is said of the whole list: 这10件民生实事件件都事关群众
_WHOLE_LIST = lazy(r"实事|民生(?:项目|工程|清单)|[十\d][件项大](?:惠民|民心)")
# Figures and remarks on the project before: 其中培训500人，完成率100%
_ON_OTHER = lazy(
    r"(?:其中|(?:已|累计|共)?完成(?:总|年度)?投资|完成率|占(?!道)|累计|预计|目前|截至|总投资额|以上|上述|这些|剩余|其他|进展)"
)
# A thing and its number: 社区食堂5个
_COUNTS = lazy(
    r"[\u3400-\u9fff]{3}\d[\d.]{0,8}余?(?:万|亿)?[个所座条处家套栋台辆间公平亩盏户名人场次项](?:里|方米|次)?$"
)
_SHORT = 30
_EDGE = ' \t\u3000\n。；;，,、：:！!“”"《》'
_HEAD = 90  # characters of a project that are enough to know it


def speaks_of_people(words: str) -> bool:
    """Decide whether a piece says what people do or think about projects, and is none itself."""
    return _PEOPLE.match(words.strip(_EDGE)) is not None


@lru_cache(maxsize=1024)  # several divisions of a page have the same pieces
def grade(words: str) -> float:
    """Return how sure it is that words are one project, from 0 to 1."""
    head = words[:_HEAD].strip(_EDGE)
    if len(head) < 3 or _AROUND.search(head) or _ON_OTHER.match(head):
        return 0.0
    if (leading := LEADING.match(head)) is not None:
        head = head[leading.end() :]
    first = head.split("。", 1)[0]
    if _WHOLE_LIST.search(first):
        return 0.1
    name = first.split("，", 1)[0].split("：", 1)[0]
    if uncounted.reads_as_project(first) or uncounted.reads_as_project(name):
        return 1.0
    acts = _ACTS.search(first) is not None
    if acts and (_COUNTED.search(first) or len(first) <= 40):
        return 0.9
    if len(first) <= _SHORT and _COUNTS.search(first):
        return 0.8
    return 0.5 if acts else 0.0


def mean(pieces: Sequence[str]) -> float:
    """Return the mean grade of pieces; 0 for none."""
    return sum(map(grade, pieces)) / len(pieces) if pieces else 0.0
