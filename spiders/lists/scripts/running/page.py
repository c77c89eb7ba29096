"""A list page whose scripts were run, and what its controls do when they are used: the requests, and the changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborNode

from spiders.lists.scripts.running.browser_objects import is_script_word
from spiders.lists.scripts.running.dom.elements import Elements
from spiders.lists.scripts.running.dom.fields import form_of, is_submitting, pressed
from spiders.lists.scripts.running.effects import Effects
from spiders.lists.scripts.running.language.syntax import Parser
from spiders.lists.scripts.running.scripted_page import ScriptedPage
from spiders.lists.scripts.running.values import Function, PageNumber, Scope, Unknown, is_function

_CLICKING: Final = frozenset(("click", "mousedown", "tap"))
_SUBMITTING: Final = frozenset(("submit",))
_PAGES: Final = re.compile(r"jump|callback|back|change|click|page|getlink|turn|select|handle|fn$|func", re.I)


class RunningPage(ScriptedPage):
    """A page whose controls can be used: clicked, chosen from, scrolled to, called with a page's number."""

    def using(self, work: Callable[..., Any], *given: Any) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Do something; return its effects and the calls that it made. What it changed lasts only with a network."""
        if self.network is not None:
            return self._lasting(work, *given)
        before, values = len(self._run.calls), dict(self.world.values)
        now = self.effects
        effects = self.world.effects = Effects()
        components = [dict(one) for one in self.components]
        globals_ = dict(self._run.scope.names)
        self._run.unsure = False
        self._guarded(work, *given)
        effects.unsure = self._run.unsure
        effects.changed = values != self.world.values or globals_ != self._run.scope.names
        calls = self._run.calls[before:]
        del self._run.calls[before:]
        self.world.effects, self.world.values = now, values
        for one, kept in zip(self.components, components, strict=False):
            one.clear()
            one.update(kept)
        self._run.scope.names.clear()
        self._run.scope.names.update(globals_)
        return effects, calls

    def _lasting(self, work: Callable[..., Any], *given: Any) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        before, now = len(self._run.calls), self.world.effects
        effects = self.world.effects = Effects()
        self._guarded(work, *given)
        self.custom.upgrade()
        self.world.effects = now
        return effects, self._run.calls[before:]

    def clicked(self, node: LexborNode, handler: str) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Click an element: run its own handler, the bound ones, or those of its ancestors.

        A submit button then submits its form, if no handler has done so, returned false or prevented it.
        """
        node = self.world.original(node)
        element = self.world.elements([node])

        def work() -> None:
            prevented: list[bool] = []
            returned: list[Any] = []
            if handler:
                code = re.sub(r"^\s*javascript:", "", handler, flags=re.I)
                returned.append(self.evaluate(code, element))
            event = _event(element, prevented)
            returned += [self._run.call(one, element, [event]) for one in list(self._bound_to(node))]
            left = self.world.effects.opened or self.world.effects.submitted
            if is_submitting(node) and not (left or prevented or any(one is False for one in returned)):
                self._submit_by(node)

        return self.using(work)

    def checks(self, button: LexborNode) -> bool:
        """Return whether an element submits a form with code of its own: `onsubmit`, or a bound handler."""
        form = form_of(button) if is_submitting(button) else None
        return form is not None and (bool(form.attributes.get("onsubmit")) or self._listens(form))

    def _listens(self, form: LexborNode) -> bool:
        return any(True for _ in self._bound_to(form, _SUBMITTING))

    def sent(
        self, button: LexborNode, handler: str, values: Mapping[str, str]
    ) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Fill fields of a button's form, by their names, and click the button; `handler` is its own."""
        form = form_of(button)
        for field in form.css("[name]") if form is not None else ():
            if (value := values.get(field.attributes.get("name") or "")) is not None:
                self.world.elements([field]).put("value", value)
        return self.clicked(button, handler)

    def _submit_by(self, button: LexborNode) -> None:
        """Submit the form of a button, with the button's own fields, once the form's own code has run and allows it.

        Not if that calls a function which no known script defines, and changes no field itself: its effect is unknown.
        """
        node = form_of(button)
        if node is None:
            return
        form, calls, effects = self.world.elements([node]), len(self._run.calls), self.world.effects
        before = form.fields()
        allowed = self._allows(form)
        unknown = len(self._run.calls) > calls and form.fields() == before
        if not allowed or unknown or effects.opened or effects.submitted:
            return
        form.submit()
        action, method, fields = self.world.effects.submitted.pop()
        given = button.attributes
        action, method = given.get("formaction") or action, (given.get("formmethod") or method).lower()
        self.world.effects.submitted.append((action, method, fields | pressed(button)))

    def _allows(self, form: Elements) -> bool:
        """Run the code of a form that is to be submitted; return whether it is known to allow it."""
        prevented: list[bool] = []
        code = form.value("onsubmit")
        returned = [self.evaluate(code, form, prevented)] if isinstance(code, str) else []
        event = _event(form, prevented)
        bound = list(self._bound_to(form.nodes[0], _SUBMITTING))
        returned += [self._run.call(one, form, [event]) for one in bound]
        return not prevented and not any(one is False or isinstance(one, Unknown) for one in returned)

    def opened_at(self, fragment: str) -> tuple[Effects, list[tuple[str, list[Any]]]] | None:
        """Follow a link to a fragment of the page (`#2`); None if no script of the page listens."""
        listening = [
            function for event, where, function in self.world.bound if event == "hashchange" and where is None
        ]
        if not listening:
            return None
        self.window.location.hash = fragment
        return self.using(lambda: [self._run.call(one, None, [Unknown("event")]) for one in listening])

    def has_handler(self, node: LexborNode) -> bool:
        """Return whether a script has bound a function to clicks on an element."""
        return any(True for _ in self._bound_to(node))

    def _bound_to(self, node: LexborNode, events: frozenset[str] = _CLICKING) -> Iterator[Any]:
        return self.world.bound_to(node, events)

    def evaluate(
        self, code: str, element: Elements | None = None, prevented: list[bool] | None = None
    ) -> Any:
        """Return what the code of an attribute returns: `this` is the element, the members of components are names.

        `prevented` gets an entry if the code prevents what the browser does by itself.
        """
        names: dict[str, Any] = {"$event": Unknown("$event"), "event": _event(element, prevented)}
        for component in self.components:
            for key, one in component.items():
                names[key] = self._bound(one, component) if isinstance(one, Function) else one
        if is_script_word(code) and is_function(names.get(code.strip())):
            code = f"{code}()"
        return self._run.call(
            Function([], ("block", Parser(code).program()), Scope(names, self._run.scope)), element, []
        )

    def selected(self, node: LexborNode, value: str, at: int) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Choose an option of a drop-down list."""
        node = self.world.original(node)
        element = self.world.elements([node])

        def work() -> None:
            element.put("value", value).put("selectedIndex", at)
            if code := node.attributes.get("onchange"):
                self.evaluate(code, element)
            for event, where, function in self.world.bound:
                named = isinstance(where, str) and any(
                    n.mem_id == node.mem_id for n in self.world.select(where)
                )
                if event == "change" and (where == node.mem_id or named):
                    self._run.call(function, element, [_event(element)])

        return self.using(work)

    def scrolled(self) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Scroll to the end of the page."""
        heard = [
            (function, self._element(where) if isinstance(where, int) else None)
            for event, where, function in self.world.bound
            if event == "scroll" and not isinstance(where, str)
        ]

        def work() -> None:
            self.world.at_end = True
            try:
                for function, element in heard:
                    event = Unknown("event") if element is None else _event(element)
                    self._run.call(function, element, [event])
            finally:
                self.world.at_end = False

        return self.using(work)

    def _element(self, number: int) -> Elements | None:
        """Return the element of the parsed page to which a handler is bound."""
        found = next((node for node in self._tree.css("*") if node.mem_id == number), None)
        return None if found is None else self.world.elements([found])

    def turned(
        self, number: int, settings: dict[str, Any]
    ) -> Iterator[tuple[Effects, list[tuple[str, list[Any]]], Any]]:
        """Call the functions of a pagination widget for the page `number`, in the ways in which libraries call them."""
        page = PageNumber(number)
        page.settings = settings
        event = Unknown("event")
        ways = (
            [page, False],
            [event, page, False],
            [event, event, "page", page],
            ["page", page, Unknown("current")],
            [page, "change"],
        )
        for name, function in settings.items():
            if not is_function(function) or not _PAGES.search(name):
                continue
            for arguments in ways:
                returned: list[Any] = []
                effects, calls = self.using(self._call_into, returned, function, settings, arguments)
                yield effects, calls, returned[0] if returned else None

    def _call_into(self, returned: list[Any], function: Any, this: Any, arguments: list[Any]) -> None:
        returned.append(self._run.call(function, this, arguments))

    def returned(self, function: Any, arguments: Sequence[Any]) -> Any:
        """Call a function of the page, and return what it returns."""
        found: list[Any] = []
        self.using(self._call_into, found, function, None, list(arguments))
        return found[0] if found else None

    def function(self, name: str) -> Any:
        """Return a function of the page or of a component by its name, ready to be called; None without one."""
        found = self._run.scope.names.get(name)
        if is_function(found):
            return found
        return next(
            (self._bound(c[name], c) for c in self.components if isinstance(c.get(name), Function)), None
        )

    def called(self, function: Any, arguments: Sequence[Any]) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Call a function of the page."""
        return self.using(lambda: self._run.call(function, None, list(arguments)))


def _event(element: Elements | None, prevented: list[bool] | None = None) -> dict[str, Any]:
    """Return an event of an element; `prevented` gets an entry if a handler prevents what a browser does by itself."""

    def prevent(_: Any, __: Any) -> None:
        if prevented is not None:
            prevented.append(True)

    return {"target": element, "currentTarget": element, "preventDefault": prevent,
            "stopPropagation": lambda _, __: None}  # fmt: skip
