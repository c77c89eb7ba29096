"""Read a site's home page: where it redirects browsers, its title, the site's name."""

from __future__ import annotations

import re

from spiders.lists.links import absolute, base_of, tree_of
from spiders.survey.detect_family import Seen

SIGNPOST = 3000  # characters; a home page that only redirects is not longer
MAX_FRAMES = 4
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]{1,300})", re.I)
_NAVIGATION = re.compile(r"nav|menu|top|head|left|lanmu|column|mulu", re.I)
_SCRIPT = re.compile(
    r"location(?:\.href)?\s{0,4}=\s{0,4}[\"']([^\"']{1,300})[\"']"
    r"|location\.(?:replace|assign)\(\s{0,4}[\"']([^\"']{1,300})[\"']"
)


def forwarded(page: Seen) -> list[str]:
    """Return where a home page that only redirects sends browsers: by meta refresh, by script, into its frames."""
    tree = tree_of(page.html)
    base = base_of(tree, page.url)
    if len(page.html) > SIGNPOST:  # a whole page; its navigation may be in a frame
        sources = (node.attributes.get("src") for node in tree.css("iframe[src]")[:MAX_FRAMES])
        frames = (absolute(source, base) for source in sources if _NAVIGATION.search(source or ""))
        return [frame for frame in frames if frame and frame != page.url]
    found = [
        match[1]
        for node in tree.css("meta[http-equiv='refresh' i]")
        if (match := _REFRESH.match(node.attributes.get("content") or ""))
    ]
    found += [match[1] or match[2] for match in _SCRIPT.finditer(page.html)]
    found += [node.attributes.get("src") or "" for node in tree.css("frame[src], iframe[src]")[:MAX_FRAMES]]
    targets = (absolute(address, base) for address in found)
    return list(dict.fromkeys(target for target in targets if target and target != page.url))


def title_of(page: Seen) -> str | None:
    """Return the page's title."""
    node = tree_of(page.html).css_first("title")
    return " ".join(node.text().split()) or None if node else None


def site_name(pages: list[Seen]) -> str | None:
    """Return the site's name: its SiteName meta, or else its home page's title without 首页 and the like."""
    for page in pages:
        node = tree_of(page.html).css_first("meta[name='SiteName' i]")
        if node and (name := (node.attributes.get("content") or "").strip()):
            return name
    title = title_of(pages[-1]) or ""
    parts = [part.strip() for part in re.split(r"[-_|–—]+", title) if part.strip()]
    named = [part for part in parts if "政府" in part or "网" in part] or parts
    name = (
        re.sub(r"^(欢迎(光临|访问|来到)|首页)|(首页|官网|官方网站|门户网站)$", "", named[0]) if named else ""
    )
    return name.strip() or None
