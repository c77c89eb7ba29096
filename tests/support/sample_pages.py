"""Invented pages of a sample archive: hostile ones, one with style sheets and pictures, a harmless one."""

from __future__ import annotations

import base64

HOSTILE = """<html><head><title>敌意页</title><meta http-equiv="refresh" content="0;url=http://evil.invalid/">
<script>window.top.fangzhiHacked = 1; document.title = "hacked"</script>
<link rel=stylesheet href="http://evil.invalid/a.css"><base href="http://evil.invalid/"></head>
<body onload="window.top.fangzhiHacked = 2"><h1 onclick="top.fangzhiHacked=3">公告标题</h1>
<img src="http://evil.invalid/x.png" onerror="top.fangzhiHacked = 4"><svg onload="top.fangzhiHacked=5">
<script>top.fangzhiHacked=6</script></svg><a href="javascript:top.fangzhiHacked=7">点我</a>
<iframe src="javascript:top.fangzhiHacked=8"></iframe><form action="http://evil.invalid/"><input name=q>
<button>提交</button></form><p style="background:url(http://evil.invalid/b.png)">云溪区正文一段。</p>
<table><tr><td onmouseover="top.fangzhiHacked=9">表格一格</td></tr></table>
<object data="http://evil.invalid/o"></object><embed src="http://evil.invalid/e"></body></html>"""

# A page whose archived style sheet and pictures are shown, among everything that a hostile page may try.
LOOK = """<!doctype html><html><head><title>云溪区概况</title>
<link rel="stylesheet" href="/css/site.css"><link rel="stylesheet" href="http://evil.invalid/a.css">
<link rel="preload" as="image" href="http://evil.invalid/p.png"><meta http-equiv="refresh" content="1;url=/evil">
<style>@import url("http://evil.invalid/i.css"); @font-face { font-family: F; src: url(http://evil.invalid/f.woff) }
.a { background: u\\72l(http://evil.invalid/e.png) } .b { background-image: image-set("http://evil.invalid/s.png" 1x) }
.c { background: url("data:image/svg+xml,<svg onload='top.fangzhiHacked=20'/>") } h1 { font-family: F }</style>
<script>top.fangzhiHacked = 21</script></head>
<body onload="top.fangzhiHacked = 22" background="http://evil.invalid/bg.png"><h1 class="a">云溪概况</h1>
<img class="logo" src="/img/logo.png" alt="区徽" srcset="http://evil.invalid/2x.png 2x">
<img class="drawing" src="/img/drawing.svg" alt="地图"><img src="/img/never.png" alt="未存档">
<img src="http://evil.invalid/x.png" onerror="top.fangzhiHacked = 23"><img src="data:image/svg+xml,<svg/>" alt="">
<iframe srcdoc="<script>top.fangzhiHacked = 24</script>"></iframe><object data="/img/drawing.svg"></object>
<form action="http://evil.invalid/"><label>姓名</label><input autofocus onfocus="top.fangzhiHacked = 25"></form>
<p class="b c" style="background: url(http://evil.invalid/b.png)"><a href="javascript:top.fangzhiHacked=26">此处</a>
<a class="out" href="http://evil.invalid/out" target="_top" ping="http://evil.invalid/ping">别处</a></p></body></html>"""
LOOK_CSS = """@charset "utf-8"; @import "more.css"; @import url(http://evil.invalid/more.css);
h1 { color: rgb(1, 2, 3) } .logo { width: 40px } body { background: url(../img/logo.png), url(//evil.invalid/c.png) }
.c { cursor: url(http://evil.invalid/cur.png), auto; behavior: url(http://evil.invalid/x.htc) }"""
LOOK_MORE_CSS = "h1 { text-decoration: underline } h1 { color: expression(top.fangzhiHacked = 27) }"
LOOK_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LOOK_SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="30" height="20"
 onload="top.fangzhiHacked=28"><script>top.fangzhiHacked=29</script><image x:href="http://evil.invalid/i.png"/>
<style>rect { fill: url(http://evil.invalid/f.svg#a) }</style><rect width="30" height="20"/></svg>"""

HARMLESS = """<!doctype html><html><head><title>云溪区地图</title><link rel="stylesheet" href="/css/site.css"></head>
<body><h1>云溪地图</h1><img class="logo" src="/img/logo.png" alt="区徽"></body></html>"""
