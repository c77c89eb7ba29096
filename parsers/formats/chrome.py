"""Recognise the lines that a template puts around a document: breadcrumb, information bar, tools, footer, disclaimer.

The patterns are from the known CMS families and from collection sites. They are tried only on the first
and last lines of a body, so that sentences of a report with 主办 or 承办 are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.formats.blocks import EDGES, Block
from parsers.text.patterns import lazy

CRUMB = lazy(
    r"(?=[位你当您所现的目网首])"
    r"^(?:(?:您|你)?(?:的|所在|现在)?(?:当前|目前|所在|的)?(?:的)?位置(?:是|为)?\s{0,3}[:：>]|(?:网站)?首页\s{0,3}(?:[>＞»/]|$))"
)
_SEPARATOR = lazy(r"\s{0,3}(?:>>|[>＞»/])\s{0,3}")
_INFO = lazy(
    r"(?=[主信公制原发字录成文新日时更来浏点生稿索访阅\s\d])(?:"
    r"(?:发布|发文|成文|公开|生成|更新|录入|制发|信息)\s{0,2}(?:日期|时间)\s{0,2}[:：]|^(?:日期|时间)\s{0,2}[:：]\s{0,3}\d|^索\s{0,3}引\s{0,3}号|"
    r"(?:字体|字号)(?:大小)?\s{0,2}[:：]|浏览(?:次数|量)|阅读(?:次数|量)?\s{0,2}[:：]\s{0,3}\d|访问(?:次数|量)\s{0,2}[:：]|"
    r"点击(?:次数|率|量|数)?\s{0,2}[:：]|"
    r"^\d{4}\s{0,2}[年/-]\s{0,2}\d{1,2}\s{0,2}[月/-]\s{0,2}\d{1,2}\s{0,2}日?"
    r"[ \d:：　\u00a0]{0,20}(?:信息|文章|稿件)?来源\s{0,2}[:：]|"
    r"(?:^|\s)(?:信息|文章|稿件|新闻)?来\s{0,4}源\s{0,2}[:：]|(?:发布(?:机构|单位|机关|部门)|(?:发文|制发)机关)\s{0,2}[:：]|主题分类\s{0,2}[:：]|公开(?:形式|方式|范围|时限)\s{0,2}[:：]|^访问量|^原标题\s{0,2}[:：]|"
    r"^\d{4}\.\d{1,2}\.\d{1,2}[ \d:]{0,12}(?:来源|$)"
    r")"
)
TOOLS = lazy(
    r"(?=[(Q[|·【上下中保全关分切复大字导小微忘我手打扫搜收放新无朗正注点登简繁纠缩网腾订评语返进长附默（\s])"
    r"^[\s【\[（(|·]{0,4}(?:无障碍(?:辅助)?(?:浏览|阅读)?(?:工具条?)?|长者(?:助手|模式|版)|关怀版|简体(?:版)?|繁[体體](?:版)?|切换到繁体|打\s{0,2}印(?:正文|本页|此页)?|"
    r"关\s{0,2}闭(?:窗口|本页)?|保存|收藏|纠错|分享(?:到|至)?|朗读|语音播报|语言播报|复制链接|返回(?:顶部|首页|列表|上页)?|字体|字号|大|中|小|放大|缩小|正常|默认|"
    r"微信|微博|新浪微博|QQ空间|腾讯微博|登录|注册|搜索|导航菜单|网站导航|扫一扫[^。]{0,20}|我要纠错|订阅|评论|手机版|点赞|下载|全文下载|附件下载|"
    r"打印本文|关闭窗口|进入关怀版|忘记密码|上一篇|下一篇)(?:[\s\]】）)|/:：·,，、\[【（]{1,6}|$)"
)
EDITOR = lazy(
    r"^[\s（(【\[]{0,3}(?:(?:责任|执行|网络|本网|值班|实习|文字|图片|见习)?编\s{0,3}辑|责\s{0,2}编|审\s{0,3}核|终\s{0,3}审|初\s{0,3}审|复\s{0,3}审|一审|二审|三审|校\s{0,3}对|"
    r"编审|监制|作者|撰稿|供稿|来稿|录入|责任校对|信息审核|审签|签发)(?:人|员|者)?\s{0,3}[:：]"
)
ATTACHED = lazy(
    r"^(?:附件|相关附件|附件下载|相关文件|文件下载)(?:\s{0,2}\d{0,2}|[一二三四五六七八九十])\s{0,2}[:：.]?"
)
RELATED = lazy(
    r"(?=[\[【上下关前后图延推政更最热猜相])"
    r"^(?:[【\[]?(?:相关(?:阅读|新闻|链接|信息|文章|稿件|报道|推荐|解读|内容|文档)|关联(?:稿件|文件|阅读)|延伸阅读|更多(?:新闻|阅读|精彩)|热门(?:推荐|文章|新闻|点击|排行)|"
    r"推荐(?:阅读|新闻)|猜你喜欢|最新(?:动态|新闻|文章|信息|稿件)|图解|政策解读|热点(?:新闻|专题|推荐))[】\]]?\s{0,3}[:：>]{0,2}.{0,12}$|"
    r"(?:上|下|前|后)\s{0,2}一?\s{0,2}(?:一)?(?:条|篇|页|则)\s{0,3}(?:[:：]|$))"
)
# In this pattern and in some below the first characters are a set: the engine skips quickly to one of them.
FOOTER = lazy(
    r"[网iI公版cC©pP分](?:(?<=网)站标识码|(?<=[iI])(?i:cp)\s{0,3}[备证]|(?<=公)网安备|(?<=版)权(?:所有|声明)"
    r"|(?<=[cC])(?i:opyright)|(?<=©)|(?<=[pP])(?i:owered\s{1,3}by)|(?<=分)辨率.{0,20}浏览)"
)
VISITS = lazy(r"访问人数|在线人数|访问量|总访问|您是第.{0,12}位")
# Words that occur in sentences of reports too: a footer has them without a full stop.
_FOOTER_WORDS = lazy(
    r"(?=[f举关建您技政本继网联许违])(?:"
    r"网站地图|违法和?不良信息|举报(?:电话|邮箱|热线)|技术支持(?:单位)?\s{0,3}[:：]|政务新媒体|政府综合服务热线|"
    r"^(?:联系我们|关于(?:我们|本站)|网站(?:声明|帮助|首页)|footpage|本网站发布|您访问的链接|继续访问)|"
    r"建议使用.{0,20}(?:浏览器|分辨率)|许可证[:：]?\s{0,3}\w{6}"
    r")"
)
HOST = lazy(
    r"^(?:主办|承办|协办|主管|维护|制作|建设)(?:单位)?\s{0,3}[:：]|^(?:网站)?(?:地址|邮编|邮政编码|联系方式|联系电话|传真|电话|电子邮箱|邮箱)\s{0,3}[:：]"
)
_DISCLAIMER = lazy(
    r"[仅不免本版如造未留发网验条转](?:(?<=仅)代表作者|(?<=不)代表本[站网]|(?<=免)责声明"
    r"|(?<=本)(?:文(?:地址|链接|网址|来源于网络)\s{0,2}[:：]|站(?:展示|所有|转载|内容))|(?<=版)权归原?作者|(?<=如)有侵权"
    r"|(?<=造)成了?侵权|(?<=未)经(?:许可|授权)|(?<=留)言与评论|(?<=发)表评论|(?<=网)友评论|(?<=验)证码\s{0,2}[:：]"
    r"|(?<=条)评论|(?<=转)载请注明)"
)
_FAR = 40  # characters before a disclaimer's words in its line
_LONGEST_WORDS = 12
_SIGN_IN = lazy(r"(?:登录|注册)\s{0,3}(?:[|/]|注册|登录)")
THIRD_PARTY = lazy(
    r"不代表本(?:站|网)|仅代表作者|本站(?:展示|转载|所有)|侵权|版权归(?:原)?作者|会员|文库|博客|范文"
)
_COMPANY = lazy(r"文库|资料网|文档网|范文|论坛|博客|(?:科技|网络|信息|传媒|文化).{0,8}有限公司|ICP\s{0,3}证")
_PUBLIC = lazy(r"网站标识码|人民政府|(?:区|县|市|州|旗)政府|政府办|人大|\.gov\.cn")
DATE = lazy(r"^.{0,12}\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}(?!\d)")
# Buttons and labels of a template: complete lines, anywhere in a body.
BUTTON = lazy(
    r"^[\s【\[<>《（(]{0,3}(?:(?:点击|点此|点这里|轻触|下拉|上滑)?(?:展开|收起|折叠|阅读|查看|显示|浏览|加载)(?:剩余|余下|全部|更多|完整)?"
    r"(?:\d{1,3}%)?(?:全文|全部|正文|内容|更多|文章|剩余内容)?(?:内容)?|(?:展开|收起|余下|剩余)全文|打开(?:APP|客户端)[^。]{0,10}|"
    r"广\s?告|推广|赞助|Advertisements?|AD|ADVERTISEMENT|Sponsored)[\s】\]<>》）)↓↑▼▲∨∧﹀…]{0,4}$"
)
# A line of a list of other articles: a title followed by a date.
ENTRY = lazy(
    r"^[·•●■▪◆\-－—\d.、\s]{0,6}\S.{3,70}[\s（(\[【]{1,3}(?:20\d\d\s?[-./年]\s?)?\d{1,2}\s?[-./月]\s?\d{1,2}日?[)）\]】]?$"
)
# More labels at the beginning of a line of an information bar, in addition to those of `_INFO`.
FIELD = lazy(
    r"^(?:名\s{0,4}称|标\s{0,4}题|文\s{0,4}号|分\s{0,4}类|主\s?题\s?词|关\s?键\s?词|有\s?效\s?性|信息名称|信息索引|文件编号|内容概述|"
    r"统一登记号|失效日期|生效日期|体裁分类|组配分类|服务对象|公文种类|发文机关|公开目录)\s{0,3}[:：]"
)
EXPIRED = lazy(
    r"(?=[([【文本此该（])"
    r"^[【\[（(]?(?:此|本|该)?文件(?:已经?)?(?:失效|废止)[】\]）)]?$"
)
SENTENCE = lazy(r"[。！？!?；;]")
MEETING = lazy(
    r"^[—\-－–(（]{0,3}.{0,30}(?:会议上|代表大会)|^[—－–-]{1,3}.{0,12}\d{4}年|(?:省|市|区|县|州|盟|旗|镇|乡)长\s{0,6}\S{1,4}|^各位代表|^同志们"
)

LONG = 60


def crumbs(line: str) -> tuple[str, ...]:
    """Return the entries of a breadcrumb line, outermost first."""
    rest = re.sub(r"^.{0,8}位置(?:是|为)?\s{0,3}[:：]?", "", line)
    return tuple(part for part in (p.strip(EDGES) for p in _SEPARATOR.split(rest)) if part)


def is_chrome(text: str) -> bool:
    """Decide whether a template wrote the line, so that it does not count as prose."""
    return bool(
        CRUMB.match(text)
        or TOOLS.match(text)
        or EXPIRED.match(text)
        or RELATED.match(text)
        or is_footer(text)
        or is_disclaimer(text)
        or (len(text) < 120 and "。" not in text and is_info(text))
    )


def company(footer: Sequence[str]) -> bool:
    """Decide whether a footer names a company or a document collection and no public body."""
    joined = " ".join(footer)
    return _COMPANY.search(joined) is not None and _PUBLIC.search(joined) is None


def prose(text: str) -> bool:
    """Decide whether a line is long enough, or a sentence, to be the document's own."""
    return len(text) >= LONG or (len(text) >= 25 and SENTENCE.search(text) is not None)


def names_site(text: str) -> bool:
    """Decide whether a line has what only a site's footer has: its number, its rights, its visitors."""
    return FOOTER.search(text) is not None or VISITS.match(text) is not None


def is_disclaimer(text: str) -> bool:
    """Decide whether a line is about the rights in the text, or asks for comments, as sites put below it."""
    words = _DISCLAIMER.search(text, 0, _FAR + _LONGEST_WORDS)
    if words is not None and words.start() <= _FAR and "\n" not in text[: words.start()]:
        return True
    return _SIGN_IN.match(text) is not None


def is_footer(text: str) -> bool:
    """Decide whether a line belongs to the footer (标识码, ICP, 网站地图 …), not a sentence with the same words."""
    if names_site(text):
        return True
    return not text.endswith(("。", "！", "；")) and _FOOTER_WORDS.search(text) is not None


def is_info(text: str) -> bool:
    """Decide whether a line has a label of the information bar (发布日期：, 来源：, 索引号 …)."""
    text = text.lstrip("•·● ")  # an information bar that is marked up as a list
    labelled = "：" in text or ":" in text or text[:1].isdigit() or text[:1] in "索访"
    return labelled and _INFO.search(text) is not None


def is_bar(text: str) -> bool:
    """Decide whether a line, not a sentence, belongs to the information bar or to reading tools."""
    if len(text) > 240:
        return False
    return bool(TOOLS.match(text) or (not (len(text) > 60 and "。" in text) and is_info(text)))


def is_tail(text: str, block: Block) -> bool:
    """Decide whether a line is of those that templates put below a document."""
    if is_disclaimer(text):
        return True
    if len(text) > 160:
        return is_footer(text) and not text.endswith("。")
    if is_footer(text) or EDITOR.match(text) or RELATED.match(text) or TOOLS.match(text):
        return True
    if FIELD.match(text) or (is_info(text) and "。" not in text):
        return True  # an information bar below the text
    return bool(block.links and ATTACHED.match(text))
