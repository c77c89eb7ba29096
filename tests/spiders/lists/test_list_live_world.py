"""Elements that scripts replace again and again: what is known of a removed one is not taken for another's."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.scripts.running.dom.live import LiveWorld
from spiders.lists.scripts.running.dom.live_elements import LiveElements
from spiders.lists.scripts.running.effects import Effects

ROWS = 40


def test_rows_put_in_place_of_others_are_all_there_each_time() -> None:
    world = LiveWorld(LexborHTMLParser("<div id='t'></div>"), Effects(), LiveElements)
    for turn in range(200):
        (place,) = world.elements(world.select("#t")).nodes
        world.put_into(place, "<ul class='r'></ul><p class='m'></p>", replace=True)
        for inner in (".r", ".m"):
            (owner,) = world.elements(world.select(inner)).nodes
            world.put_into(owner, "".join(f"<li>{turn}-{n}</li>" for n in range(ROWS)), replace=True)
        shown = LexborHTMLParser(world.html()).css("li")
        assert [one.text() for one in shown] == [f"{turn}-{n}" for n in range(ROWS)] * 2
