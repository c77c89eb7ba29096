"""Where elements are on a page that nobody sees: what scripts ask to find out whether a reader has scrolled to its end.

All pages are equally long. A reader is at the start of the page, or at its end.
"""

from __future__ import annotations

from typing import Any, Final

_VIEW: Final = 900  # pixels of the window, and of an element that is scrolled
_PAGE: Final = 10_000
_PLACE: Final = 9_200  # of an element
_HEIGHT: Final = 700
_WIDTH: Final = 1_400
WHOLE: Final = ("html", "body", "document")

_WINDOW: Final = {
    "innerHeight": _VIEW,
    "outerHeight": _VIEW,
    "innerWidth": _WIDTH,
    "outerWidth": _WIDTH,
    "pageXOffset": 0,
    "scrollX": 0,
}


def scrolled(at_end: bool) -> int:
    """Return how far the page, or an element, is scrolled."""
    return _PAGE - _VIEW if at_end else 0


def of_window(name: str, at_end: bool) -> int | None:
    """Return a measure of the window by its name, None if it is none."""
    return scrolled(at_end) if name in ("pageYOffset", "scrollY") else _WINDOW.get(name)


def of_element(name: str, tag: str, at_end: bool) -> Any:
    """Return a measure of an element by its name, None if it is none; `tag` is its tag, `document` or `window`."""
    if name == "getBoundingClientRect":
        top = _PLACE - scrolled(at_end)
        sides = {"top": top, "y": top, "bottom": top + _HEIGHT, "height": _HEIGHT, "left": 0, "width": _WIDTH}
        return lambda _, __: sides
    if name == "scrollTop":
        return scrolled(at_end)
    if name in ("offsetHeight", "scrollHeight"):
        return _PAGE if tag in WHOLE or name == "scrollHeight" else _HEIGHT
    known = {"clientHeight": _VIEW, "clientWidth": _WIDTH, "offsetWidth": _WIDTH, "clientTop": 0}
    return known.get(name, (0 if tag in WHOLE else _PLACE) if name == "offsetTop" else None)


def of_set(name: str, tag: str, at_end: bool) -> Any:
    """Return what a method of jQuery measures of a set of elements, None if the method measures nothing."""
    if name == "scrollTop":
        return scrolled(at_end)
    if name in ("height", "innerHeight", "outerHeight"):
        return _VIEW if tag == "window" else _PAGE if tag in WHOLE else _HEIGHT
    if name in ("width", "innerWidth", "outerWidth"):
        return _WIDTH
    return {"top": 0 if tag in WHOLE else _PLACE, "left": 0} if name in ("offset", "position") else None
