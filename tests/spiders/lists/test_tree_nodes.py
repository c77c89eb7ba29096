"""Menus that a tree widget draws: their nodes lead to columns, by an address or by a function that a click runs."""

from __future__ import annotations

import pytest

from spiders.lists.embedded import page_links
from spiders.lists.scripted.tree_nodes import _nodes

HOME = "http://www.songpu.example/"
PARTS = (
    "{id: 1, pId: 0, name: '政务公开', open: true}, {id: 11, pId: 1, name: '政府工作报告'}, "
    "{id: 12, pId: 1, name: '民生实事'}"
)
BELOW = "[{%s: '政务公开', id: 1, children: [{%s: '政府工作报告', id: 11}, {%s: '民生实事', id: 12}]}]"
TREES = {
    "a named function": f"""function open(e, tree, node) {{ window.location.href = 'list.jsp?lm=' + node.id; }}
        var setting = {{callback: {{onClick: open}}}};
        $(function () {{ $.fn.zTree.init($('#t'), setting, [{PARTS}]); }});""",
    "parents do not open": f"""$.fn.zTree.init($('#t'), {{callback: {{onClick: function (e, id, one) {{
        if (one.isParent) return; location = 'list.jsp?lm=' + one.id; }}}}}}, {BELOW % (("name",) * 3)});""",
    "layui": f"""layui.use('tree', function () {{ layui.tree.render({{elem: '#t', data: {BELOW % (("title",) * 3)},
        click: function (o) {{ location.href = '/list.jsp?lm=' + o.data.id; }}}}); }});""",
    "jsTree": f"""$('#t').jstree({{core: {{data: {BELOW % (("text",) * 3)}}}}}).on('select_node.jstree',
        function (e, d) {{ location.href = 'list.jsp?lm=' + d.node.id; }});""",
    "jsTree, the node as given": f"""$('#t').on('changed.jstree', function (e, d) {{ if (!d.node) return;
        window.location = 'list.jsp?lm=' + d.node.original.id; }})
        .jstree({{core: {{data: {BELOW % (("text",) * 3)}}}}});""",
    "jsTree, what is selected": f"""$("#t").jstree({{"core": {{"data": {BELOW % (("text",) * 3)}}}}});
        $("#t").bind("activate_node.jstree", function (e, d) {{ location.href = 'list.jsp?lm=' + d.node.li_attr.id; }});
        $("#t").bind("changed.jstree", function (e, d) {{ location.href = 'list.jsp?lm=' + d.selected[0]; }});""",
    "EasyUI": f"""$('#t').tree({{data: {BELOW % (("text",) * 3)}, onSelect: function (node) {{
        window.open('list.jsp?lm=' + node.id); }}}});""",
}


@pytest.mark.parametrize("name", TREES)
def test_the_nodes_of_a_tree_lead_to_columns(name: str) -> None:
    found = page_links(f"<html><body><ul id='t'></ul><script>{TREES[name]}</script></body></html>", HOME)
    assert {link.title: link.url for link in found if link.title != "政务公开"} == {
        "政府工作报告": f"{HOME}list.jsp?lm=11",
        "民生实事": f"{HOME}list.jsp?lm=12",
    }


def test_settings_without_a_click_lead_nowhere() -> None:
    script = f"chart.init({{data: [{PARTS}], resize: function (e) {{ location.href = '/x'; }}}});"
    assert page_links(f"<html><body><script>{script}</script></body></html>", HOME) == ()


def test_nodes_that_refer_to_each_other_are_seen_once() -> None:
    siblings: list[dict[str, object]] = [{"name": f"第{n}类信息公开栏目"} for n in range(60)]
    for one in siblings:
        one |= {"siblings": siblings, "parent": {"children": siblings}}
    assert [one["name"] for one in _nodes([siblings], 0, set())] == [one["name"] for one in siblings]


def test_a_page_whose_nodes_refer_to_each_other_leads_to_columns() -> None:
    code = f"""var all = [{PARTS}]; for (var i = 0; i < all.length; i++) all[i].siblings = all;
        $.fn.zTree.init($('#t'), {{callback: {{onClick: function (e, id, one) {{
          location = 'list.jsp?lm=' + one.id; }}}}}}, all);"""
    found = page_links(f"<html><body><ul id='t'></ul><script>{code}</script></body></html>", HOME)
    assert f"{HOME}list.jsp?lm=11" in {link.url for link in found}
