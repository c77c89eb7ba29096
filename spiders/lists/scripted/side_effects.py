"""Controls and addresses that change something on the server: none is used, whatever its title says."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Effect:
    """What such controls do, the words of their names, those of their labels, and an example of a name."""

    reason: str
    names: frozenset[str]
    labels: str
    example: str


EFFECTS: Final = (
    Effect("deletes", frozenset(("del", "delete", "remove", "rm", "erase", "shanchu")), "删除|移除", "gv$ctl02$btnDel"),
    Effect("votes", frozenset(("vote", "voting", "poll", "toupiao")), "投票|投他一票", "gv$ctl02$lbVote"),
    Effect(
        "likes",
        frozenset(("like", "dislike", "unlike", "zan", "dianzan", "praise", "thumb", "thumbs")),
        "点赞|点个赞|赞一下",
        "list$ctl03$lnkZan",
    ),
    Effect(
        "logs in or out",
        frozenset(
            ("login", "logon", "signin", "denglu", "logout", "logoff", "signout", "tuichu", "signup", "register")
        ),
        "登录|登陆|退出|注销|注册",
        "LoginStatus1$ctl00",
    ),
    Effect(
        "subscribes",
        frozenset(
            ("subscribe", "unsubscribe", "subscription", "dingyue", "favorite", "favourite", "favorites", "shoucang",
             "fav")
        ),
        "订阅|退订|收藏",
        "list$ctl03$lbSubscribe",
    ),
    Effect(
        "writes",
        frozenset(("comment", "comments", "reply", "pinglun", "liuyan", "guestbook", "feedback", "save", "insert")),
        "发表评论|提交评论|我要留言|提交留言",
        "list$ctl03$lbComment",
    ),
)  # fmt: skip
_MADE = re.compile(r"_?ctl\d+|\d+", re.I)  # parts of a name that ASP.NET makes up
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")  # btn, Del, LOG
_KIND = re.compile(r"^(?:lbtn|btn|lnk|link|lbl|lb|hl|ib|img|cmd)(?=[a-z])|(?<=[a-z])(?:button|btn|link|lnk)$")
_ASKS: Final = "请|点击|我要|立即|马上|参与|在线|网上|取消"
# A label says little more than what its control does; the title of a document only mentions it.
_LABELS: Final = tuple(
    re.compile(
        rf"(?:{_ASKS}){{0,3}}(?:{one.labels}).{{0,6}}|.{{0,40}}(?:{one.labels})(?:支持|一下|系统|入口)?"
    )
    for one in EFFECTS
)


def of(target: str, argument: str, *labels: str) -> str | None:
    """Return what a postback changes on the server, by its event's target and argument and its labels; else None.

    >>> of("gv$ctl02$btnDel", "", "2024年报告"), of("gv", "Select$2", "2024年报告"), of("gv$t", "", "我要投票")
    ('deletes', None, 'votes')
    """
    words = {*_words(_own_name(target)), *_words(argument.partition("$")[0])}
    shown = ["".join(label.split()) for label in labels]
    for effect, label in zip(EFFECTS, _LABELS, strict=True):
        if words & effect.names or any(label.fullmatch(one) for one in shown):
            return effect.reason
    return None


def of_address(url: str, *labels: str) -> str | None:
    """Return what a request to an address changes on the server, by its path, its parameters and labels; else None.

    >>> of_address("/doc/delete.do?id=0"), of_address("/x.do?act=fav"), of_address("/zfbg/77.html")
    ('deletes', 'subscribes', None)
    """
    parts = urlsplit(url)
    named = (*parts.path.split("/"), *(value for _, value in parse_qsl(parts.query)))
    found = (of(one.partition(".")[0], "") for one in named)
    return next(filter(None, (*found, of("", "", *labels))), None)


def _own_name(target: str) -> str:
    """Return a control's own name, without those of the controls around it: `LoginView1$gv$ctl02$title`."""
    named = [part for part in re.split(r"[$:]", target) if not _MADE.fullmatch(part)]
    return named[-1] if named else ""


def _words(name: str) -> set[str]:
    """Return the words of a name, also two together, without the kind of control: `lbLogOut`, `btnlogout`."""
    words = [word.lower() for word in _WORD.findall(name)]
    together = [a + b for a, b in itertools.pairwise(words)]
    return {_KIND.sub("", word) for word in (*words, *together)}
