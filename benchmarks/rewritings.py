"""Ways to write a list of livelihood projects otherwise that change nothing for a person.

Other numbers (1：, 【1】, 实事一：, a bullet, none), other lines (joined in one paragraph, parted, indented), other
markup (paragraphs, <br>, cells, <ol>, a table), other words for the same thing (民生工程 for 民生实事).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_NUMERALS: Final = "零一二三四五六七八九十"
_NUMBER: Final = re.compile(
    r"(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）][、.．]?|[①-⑳⑴-⒇]|\d{1,2}[)）]"
    r"|第?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[件项个]?(?:[、.．:：,，]|是))[ \t\u3000*]*$"
)
_FEWEST: Final = 4  # promises of a list that is rewritten
_LONGEST_NUMBER: Final = 14
_PAGE: Final = (
    "<html><head><title>{title}_清溪县人民政府</title></head><body>"
    "<div class='nav'><a href='/'>首页</a><a href='/zw'>政务公开</a></div><h1>{title}</h1>"
    "<p>发布时间：2024-03-05 来源：清溪县人民政府办公室</p><div id='zoom'>{body}</div>"
    "<div class='foot'>主办：清溪县人民政府办公室</div></body></html>"
)


@dataclass(frozen=True, slots=True)
class List:
    """A list's text and, for each promise in order, where its number and its words begin; `title`: its title."""

    text: str
    items: tuple[tuple[int, int], ...]
    title: str | None
    unstated: bool  # nothing is reported of any promise

    @property
    def numbered(self) -> bool:
        """Return whether every promise has a number of its own."""
        return len(self.items) >= _FEWEST and all(number < words for number, words in self.items)

    @property
    def by_line(self) -> bool:
        """Return whether every promise begins a line."""
        before = (self.text[:number].rstrip(" \t\u3000*#") for number, _ in self.items)
        return self.numbered and all(words.endswith("\n") for words in before)

    def parts(self) -> tuple[list[str], list[str], list[str]] | None:
        """Return the lines before the list, its items without their numbers, and the lines behind it.

        None if the items are not lines, or other lines stand between them.
        """
        if not self.by_line:
            return None
        end = self.text.find("\n", self.items[-1][1])
        end = len(self.text) if end < 0 else end
        within = _lines(self.text[self.items[0][0] : end])
        if len(within) != len(self.items):
            return None
        names = [
            line.removeprefix(self.text[a:b].strip()) for line, (a, b) in zip(within, self.items, strict=True)
        ]
        return _lines(self.text[: self.items[0][0]]), names, _lines(self.text[end:])


Rewriting = Callable[[List], str | None]


def chinese(n: int) -> str:
    """Return a number below a hundred in Chinese numerals."""
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else ("" if tens == 1 else _NUMERALS[tens]) + "十") + (
        _NUMERALS[ones] if ones else ""
    )


NUMBERS: Final[Mapping[str, Callable[[int], str]]] = {
    "1、": "{}、".format, "1.": "{}. ".format, "（1）": "（{}）".format, "1）": "{}）".format, "1：": "{}：".format,
    "①": lambda n: chr(0x245F + n) if n <= 20 else f"（{n}）",
    "一、": lambda n: f"{chinese(n)}、", "（一）": lambda n: f"（{chinese(n)}）", "一是": lambda n: f"{chinese(n)}是",
    "其一，": lambda n: f"其{chinese(n)}，", "第一件：": lambda n: f"第{chinese(n)}件：", "第1项：": "第{}项：".format,
    "实事一：": lambda n: f"实事{chinese(n)}：", "项目一、": lambda n: f"项目{chinese(n)}、", "【1】": "【{}】".format,
}  # fmt: skip
AT_LINES: Final[Mapping[str, Callable[[int], str]]] = {
    "01 ": "{:02d} ".format, "NO.1": "NO.{} ".format, "1 above": "{}\n".format, "第1件 above": "第{}件\n".format,
    "●": lambda _: "● ", "★": lambda _: "★", "-": lambda _: "- ", "no number": lambda _: "",
}  # fmt: skip
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "民生工程 for 民生实事": ("民生实事", "民生工程"),
    "惠民实事 for 民生实事": ("民生实事", "惠民实事"),
    "为民办实事 for 民生实事": ("民生实事", "为民办实事"),
    "项 for 件": ("件民生实事", "项民生实事"),
    "落实情况 for 完成情况": ("完成情况", "落实情况"),
    "推进情况 for 进展情况": ("进展情况", "推进情况"),
    "承办单位 for 责任单位": ("责任单位", "承办单位"),
    "已办结 for 已完成": ("已完成", "已办结"),
    "正加快 for 正在": ("正在", "正加快"),
}


def _renumbered(form: Callable[[int], str], *, lines: bool) -> Rewriting:
    def rewrite(one: List) -> str | None:
        if not (one.by_line if lines else one.numbered):
            return None
        text = one.text
        for n, (number, words) in reversed([*enumerate(one.items, 1)]):
            text = text[:number] + form(n) + text[words:]
        return text

    return rewrite


def _joined(one: List) -> str | None:
    if (parts := one.parts()) is None:
        return None
    before, names, behind = parts
    numbers = [one.text[a:b] for a, b in one.items]
    run = "".join(number + name for number, name in zip(numbers, names, strict=True))
    return "\n".join([*before, run, *behind])


def _parted(one: List) -> str | None:
    if not one.numbered or one.by_line:
        return None
    text = one.text
    for number, _ in reversed(one.items):
        text = text[:number].rstrip(" ；;") + "\n" + text[number:]
    return text


def _markup(frame: Callable[[Sequence[str]], str]) -> Rewriting:
    def rewrite(one: List) -> str | None:
        if "|" in one.text or "\t" in one.text:
            return None
        lines = [line.lstrip("#> ").replace("**", "") for line in _lines(one.text)]
        return _page(one, frame([html.escape(line) for line in lines]))

    return rewrite


def _listed(frame: Callable[[Sequence[str]], str]) -> Rewriting:
    def rewrite(one: List) -> str | None:
        if (parts := one.parts()) is None or not one.unstated:
            return None
        before, names, behind = ([html.escape(line) for line in part] for part in parts)
        return _page(one, _paragraphs(before) + frame(names) + _paragraphs(behind))

    return rewrite


def _page(one: List, body: str) -> str:
    title = one.title or _lines(one.text)[0].strip("#* ")[:50]
    return _PAGE.format(title=html.escape(title), body=body)


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>　　{line}</p>\n" for line in lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _rows(names: Sequence[str]) -> str:
    return "".join(f"<tr><td>{n}</td><td>{name}</td></tr>" for n, name in enumerate(names, 1))


WAYS: Final[Mapping[str, Rewriting]] = {
    **{f"numbers {name}": _renumbered(form, lines=False) for name, form in NUMBERS.items()},
    **{f"numbers {name}": _renumbered(form, lines=True) for name, form in AT_LINES.items()},
    "items joined": _joined,
    "items parted": _parted,
    "blank lines": lambda one: re.sub(r"\n+", "\n\n", one.text),
    "no blank lines": lambda one: re.sub(r"\n\s*\n", "\n", one.text),
    "indented": lambda one: None if "|" in one.text else re.sub(r"(?m)^(?=\S)", "　　", one.text),
    "narrow punctuation": lambda one: one.text.translate(str.maketrans("，：；（）", ",:;()")),
    "<p>": _markup(_paragraphs),
    "<br>": _markup("<br>".join),
    "<div>": _markup(lambda lines: "".join(f"<div><span>{line}</span></div>" for line in lines)),
    "a cell a line": _markup(
        lambda lines: f"<table>{''.join(f'<tr><td>{line}</td></tr>' for line in lines)}</table>"
    ),
    "<ol>": _listed(lambda names: f"<ol>{''.join(f'<li>{name}</li>' for name in names)}</ol>"),
    "a table": _listed(lambda names: f"<table><tr><td>序号</td><td>项目内容</td></tr>{_rows(names)}</table>"),
    "a table without a head": _listed(lambda names: f"<table>{_rows(names)}</table>"),
    **{name: (lambda one, pair=pair: one.text.replace(*pair)) for name, pair in WORDS.items()},
}


def located(document: Mapping[str, Any], text: str) -> List:
    """Return a list with the places of its promises; without them if one can't be found, or numbers begin again."""
    items: list[tuple[int, int]] = []
    at = 0
    for promise in document["promises"]:
        places = [
            text.find(words.rstrip("。；;"), at) for words in (promise["text"], *promise.get("alts", []))
        ]
        found = min((place for place in places if place >= 0), default=None)
        if found is None:
            items = []
            break
        number = _NUMBER.search(text, max(0, found - _LONGEST_NUMBER), found)
        items.append((number.start() if number else found, found))
        at = found + 1
    ordinals = [promise["ordinal"] for promise in document["promises"]]
    if None in ordinals or len(set(ordinals)) < len(ordinals):
        items = []
    unstated = all(promise["status"] == "unstated" for promise in document["promises"])
    return List(text, tuple(items), document["title"], unstated)
