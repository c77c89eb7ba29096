"""A challenge is a page without content; a complete page is not one, whatever scripts it contains."""

from __future__ import annotations

import time

import pytest

from parsers.kind.challenge import challenge

FIREWALL = (
    "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=7;$_ts.cd='qA';if($_ts.lcd)$_ts.lcd();</script>"
)
ROWS = "".join(f"<li><a href='/zwgk/t{n}.html'>云溪区第{n}号通知</a></li>" for n in range(6))
PROSE = "<p>" + "全区上下迎难而上、接续奋斗，各项任务有序推进，城乡面貌持续改善。" * 6 + "</p>"

CHALLENGES = [
    f"<html><head><meta content='abc'>{FIREWALL}</head><body></body></html>",
    f"<html><head>{FIREWALL}</head><body><noscript>请启用 JavaScript，{'再试一次。' * 30}</noscript></body></html>",
    f"<!-- {PROSE} --><html><head>{FIREWALL}</head><body onload='go()'></body></html>",
    "<script>document.cookie='__jsl_clearance_s=1;path=/';location.href=location.pathname</script>",
    "<html><script>var arg1='A';setCookie('acw_sc__v2', x);document.location.reload()</script></html>",
    "<html><title>安全验证</title><body><p>请完成安全验证后继续访问</p></body></html>",
    "<html><title>访问验证</title><body>访问过于频繁，请输入验证码 <input><a href='/help'>帮助</a></body></html>",
    "<html><title>Just a moment...</title><body><div id='cf-chl-widget'></div></body></html>",
    f"<html><head>{FIREWALL}<title>云溪区人民政府</title></head><body><div style='display:none'></div></body></html>",
    "<html><body>您的访问请求被拦截，事件编号 0000</body></html>",
    "<html><title>JUST A MOMENT</title><body>验证件办理、查验证照。</body></html>",
    "<html><body>验证件办理、查验证照。请启用 JAVASCRIPT 后重试</body></html>",
]
PAGES = [
    f"<html><head>{FIREWALL}</head><body><ul>{ROWS}</ul></body></html>",
    f"<html><head>{FIREWALL}</head><body>{PROSE}</body></html>",
    f"<html><head>{FIREWALL}</head><body><a href='/'>首页</a>{PROSE}{FIREWALL}</body></html>",
    f"<html><body>{PROSE}<p>登录后请输入验证码发表评论</p><ul>{ROWS}</ul></body></html>",
    f"<html><head><script src='/yundun/aliyun_waf.js'></script></head><body>{PROSE}</body></html>",
    f"<html><body><p>请输入验证码</p><input>{PROSE}{PROSE}{PROSE}</body></html>",
    "<html><body><p>云溪区开展消防安全检查。</p></body></html>",
    f"<html><body><ul>{ROWS}</ul><form>请输入验证码</form></body></html>",
    f"<html><body>{PROSE}<p>验收后查验证明材料。</p><script src='moment.js'></script></body></html>",
    "",
]


@pytest.mark.parametrize("html", CHALLENGES)
def test_a_firewalls_script_without_text_is_a_challenge(html: str) -> None:
    assert challenge(html)


@pytest.mark.parametrize("html", PAGES)
def test_a_page_with_content_is_not_a_challenge(html: str) -> None:
    assert challenge(html) is None


@pytest.mark.parametrize("piece", ["<script>", "<!--", "<title>", "<a href='x'", "<"])
def test_time_grows_no_faster_than_the_page(piece: str) -> None:
    begun = time.process_time()
    challenge(piece * 20_000 + "$_ts")
    assert time.process_time() - begun < 10  # quadratic would take minutes
