"""Requests for the rows of lists as the page's script makes them: its headers, its calls."""

from __future__ import annotations

from typing import Any

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.scripts.javascript import Script

HOST = "http://www.qinglan.example"
URL = f"{HOST}/zwgk/gzbg/"
SENT = (("X-Board", "qinglan"),)


@pytest.mark.parametrize(
    "code",
    [
        "$.ajax({url: '/api/list', data: {page: 1}, headers: {'X-Board': 'qin' + 'glan', Cookie: 'a=b'}});",
        "fetch('/api/list?page=1', {headers: {'X-Board': 'qinglan', 'Content-Length': '7'}});",
        "axios.get('/api/list', {params: {page: 1}, headers: {'X-Board': 'qinglan'}});",
        "var x = new XMLHttpRequest(); x.open('GET', '/api/list?page=1'); x.setRequestHeader('X-Board', 'qinglan');"
        " x.setRequestHeader('Host', 'elsewhere.example'); x.send();",
    ],
)
def test_a_request_has_the_headers_that_the_script_sets_and_may_set(code: str) -> None:
    text = f"<html><body><div id='box'></div><script>{code}</script></body></html>"
    following = reader.read(ListPage(URL, text, 1, URL)).following
    assert following == PageRequest(f"{HOST}/api/list?page=1", headers=SENT)


@pytest.mark.parametrize(
    "code",
    [
        "$.ajaxSetup({headers: {'X-Board': 'qinglan'}}); $.ajax({url: '/api/list', data: {page: 1}});",
        "jQuery.ajaxSetup({beforeSend: function (x) { x.setRequestHeader('X-Board', 'qinglan'); }});"
        " $.get('/api/list?page=1', show);",
        "$(document).ajaxSend(function (e, x) { x.setRequestHeader('X-Board', 'qinglan'); });"
        " $.get('/api/list', {page: 1}, show);",
        "$.ajax({url: '/api/list?page=1', beforeSend: r => r.setRequestHeader('X-Board', 'qinglan')});",
        "axios.defaults.headers.common['X-Board'] = 'qinglan'; axios.get('/api/list?page=1');",
        "axios.defaults.headers = {'X-Board': 'qinglan'}; axios({url: '/api/list', params: {page: 1}});",
        "const s = axios.create({baseURL: '/api', headers: {'X-Board': 'qinglan'}});"
        " s.get('/list', {params: {page: 1}});",
        "const s = axios.create({baseURL: '/api'}); s.interceptors.request.use(c => { c.headers['X-Board'] = 'qinglan';"
        " c.headers['X-Time'] = Date.now(); return c; }); s({url: '/list', params: {page: 1}});",
        "axios.interceptors.request.use(function (c) { c.headers.set('X-Board', 'qinglan'); c.url = '/api' + c.url;"
        " return c; }, e => Promise.reject(e)); axios.get('/list', {params: {page: 1}});",
        "axios.interceptors.request.use(c => ({...c, headers: {...c.headers, 'X-Board': 'qinglan'},"
        " params: {...c.params, page: 1}})); axios.get('/api/list');",
    ],
)
def test_a_request_has_the_headers_that_the_script_sets_on_all_requests(code: str) -> None:
    text = f"<html><body><div id='box'></div><script>{code}</script></body></html>"
    following = reader.read(ListPage(URL, text, 1, URL)).following
    assert following is not None
    assert (following.url, following.headers) == (f"{HOST}/api/list?page=1", SENT)


def test_the_next_request_to_the_same_host_has_the_same_headers() -> None:
    first = PageRequest(f"{HOST}/api/list?page=1", headers=SENT)
    assert PageRequest(f"{HOST}/api/list?page=2").after(first).headers == SENT
    assert PageRequest("http://other.example/api/list?page=2").after(first).headers == ()
    own = (("X-Board", "other"),)
    assert PageRequest(f"{HOST}/api/list?page=2", headers=own).after(first).headers == own


def test_an_answer_that_is_not_understood_is_named() -> None:
    """The answer has neither JSON nor links; what the page requested is the hint for a person."""
    request = PageRequest(f"{HOST}/what/ever?k=3")
    listing = reader.read(ListPage(request.url, "2\n2024|报告|2024-01-25", 1, URL, request))
    assert listing.unread is not None and request.url in listing.unread and "not understood" in listing.unread


def test_the_calls_of_a_page_are_read_from_its_scripts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with 600 calls and the word 2024 took 36 times as long when each call read all of them again."""
    read: list[object] = []
    really = Script.calls

    def calls(self: Script, *arguments: Any) -> Any:
        read.extend([self] if not arguments else [])
        return really(self, *arguments)

    monkeypatch.setattr(Script, "calls", calls)
    code = "var t = '2024'; " + "".join(f"$('#n{i}').append(row({i}));" for i in range(40))
    rows = "".join(f"<li><a href='/g/{y}.html'>{y}年青岚区政府工作报告</a></li>" for y in range(2012, 2024))
    more = "function more(n) { $.get('/api/list?page=' + n); }"
    listing = reader.read(ListPage(URL, f"<html><ul>{rows}</ul><script>{more}{code}</script></html>", 1, URL))
    assert listing.next_url == f"{HOST}/api/list?page=1"
    assert len(read) == len({id(script) for script in read})
