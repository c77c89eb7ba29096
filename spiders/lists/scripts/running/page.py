"""A list page whose scripts were run: the requests that they made, and what its controls do when they are used."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.scripts.running.browser_objects import Dollar, Observer, TextParser, Window, is_script_word
from spiders.lists.scripts.running.effects import Effects
from spiders.lists.scripts.running.elements import SCRIPT_LOADED, Elements, World
from spiders.lists.scripts.running.evaluation.bounds import FAILURES
from spiders.lists.scripts.running.evaluation.interpreter import Interpreter
from spiders.lists.scripts.running.language.syntax import Parser
from spiders.lists.scripts.running.live import LiveWorld
from spiders.lists.scripts.running.network import Network, PromiseObject, XmlHttpRequest
from spiders.lists.scripts.running.values import Function, PageNumber, Scope, Unknown, is_function, text_of

_RUNS_NOW: Final = frozenset((
    "use", "require", "define", "ready", "setTimeout", "requestAnimationFrame", "nextTick", "$nextTick", "onMounted",
    "onLoad", "getScript", "onBeforeMount", "include", "seajs", "loadScript",
))  # fmt: skip
_AT_START: Final = frozenset(("ready", "load", "DOMContentLoaded", "pageshow"))
_HOOKS: Final = ("beforeCreate", "created", "beforeMount", "mounted", "onLoad", "onShow")
_PAGES: Final = re.compile(r"jump|callback|back|change|click|page|getlink|turn|select|handle|fn$|func", re.I)
_SHARED: Final = re.compile(
    r"ajaxSetup$|ajaxSend$|interceptors\.request\.use$|axios\.create$|headers[\w.]*\.set$|\bdefaults\.set$"
)
_MAX_CODE: Final = 250_000
_MAX_LATER: Final = 60


class _Run(Interpreter):
    """An interpreter that runs functions handed to `layui.use`, `setTimeout` and the like after the script."""

    def __init__(self, names: dict[str, Any], page: RunningPage) -> None:
        super().__init__(names)
        self._page = page

    def _answered(self, function: Unknown, arguments: list[Any]) -> Any:
        if self._page.network is not None:
            found = self._page.network.answered(function.path, arguments)
            if found is not None:
                return found
        last = function.path.rpartition(".")[2]
        if last in _RUNS_NOW or function.path in _RUNS_NOW:
            self._page.defer(arguments)
        if last in ("createApp", "defineComponent", "extend", "Vue") and arguments:
            self._page.component(arguments[0])
        return super()._answered(function, arguments)


class RunningPage:
    """Run the inline scripts of a page; `calls` are those of functions that only a browser or a library has.

    With a network, the scripts get answers and may change the page (`LiveWorld`), and what a control does lasts.
    """

    def __init__(
        self, tree: LexborHTMLParser, url: str, codes: Sequence[str], network: Network | None = None,
        started: Callable[[RunningPage], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self.effects = Effects()
        self.network = network
        self.world = World(tree, self.effects) if network is None else LiveWorld(tree, self.effects)
        self.window = Window(self.world, url)
        self.later: list[Any] = []
        self.components: list[dict[str, Any]] = []
        dollar = Dollar(self.world, self.window)
        names: dict[str, Any] = {
            "alert": lambda _, given: self.world.effects.said.append(text_of(given[0]) if given else ""),
            "window": self.window,
            "document": self.window.document,
            "location": self.window.location,
            "$": dollar,
            "jQuery": dollar,
        }
        names["eval"] = lambda _, given: self._evaluated(given[0] if given else None)
        names["Function"] = lambda _, given: self._function_of(given)
        names["IntersectionObserver"] = lambda _, given: Observer(self.world, given[0] if given else None)
        names["DOMParser"] = lambda _, __: TextParser(self.world)
        names["Promise"] = PromiseObject(network or Network(lambda *_: None))
        if network is not None:
            names["XMLHttpRequest"] = lambda _, __: XmlHttpRequest(network)
        self._run = _Run(names, self)
        self.window.names = self._run.scope.names
        self.world.call = self._run.call
        self.world.record = self._record
        names["Promise"].network.call = self._run.call
        self._tree = tree
        self._loading = True
        self.calls = self._run.calls
        self._shared: tuple[int, list[tuple[str, list[Any]]]] = (-1, [])
        if network is not None:
            network.run = lambda code: self._guarded(self._run.run, code)
            network.elements = lambda parsed: self.world.elements(parsed.css("body"))
        started(self)
        size = 0
        for code in codes:
            size += len(code)
            if size <= _MAX_CODE:
                self._guarded(self._run.run, code)
        self._start()
        self._loading = False
        self.calls = list(self._run.calls)
        self.opened = list(self.effects.opened)

    def _evaluated(self, code: Any) -> Any:
        """Run a text as code, and return the value of its last expression."""
        if not isinstance(code, str):
            return code
        program = Parser(code).program()
        if program and program[-1][0] == "do":
            program[-1] = ("return", program[-1][1])
        return self._run.call(Function([], ("block", program), self._run.scope, shares=True), None, [])

    def _function_of(self, given: Sequence[Any]) -> Any:
        """Return the function that `new Function('a', 'return a')` makes."""
        *names, code = [text_of(one) for one in given] or [""]
        parameters = [
            (("name", name.strip()), None) for one in names for name in one.split(",") if name.strip()
        ]
        return Function(parameters, ("block", Parser(code).program()), self._run.scope)

    def defer(self, arguments: Sequence[Any]) -> None:
        """Run a function, or the code in a string, that a script hands on: when the page is ready, or at once."""
        given = next((one for one in arguments if is_function(one)), None)
        if given is None and arguments and isinstance(arguments[0], str) and "(" in arguments[0]:
            given = Function([], ("block", Parser(arguments[0]).program()), self._run.scope)
        if given is None:
            return
        if self._loading:
            self.later.append(given)
        else:
            self._run.call(given, None, [])

    def _guarded(self, work: Callable[..., Any], *given: Any) -> None:
        """Do something with scripts; what fails ends there, as in a browser."""
        self._run.steps = 0
        with contextlib.suppress(*FAILURES):
            work(*given)

    def _start(self) -> None:
        """Run what the scripts left for when the page is ready."""
        for name, arguments in list(self._run.calls):
            if name.rpartition(" ")[2] in ("Vue", "App") and name.startswith("new ") and arguments:
                self._guarded(self.component, arguments[0])
        done = 0
        for event, where, function in list(self.world.bound):
            if (event in _AT_START and where is None) or event == "ready" or self._has_loaded(event, where):
                self.later.append(function)
        body = self._tree.body
        if body is not None and (code := body.attributes.get("onload")):
            self._guarded(self._run.run, code)
        while self.later and done < _MAX_LATER:
            function = self.later.pop(0)
            done += 1
            bound = len(self.world.bound)
            self._guarded(self._run.call, function, None, [Unknown("$")])
            added = self.world.bound[bound:]
            self.later += [
                f for event, where, f in added if event == "ready" or self._has_loaded(event, where)
            ]

    def _has_loaded(self, event: str, where: str | int | None) -> bool:
        """Return whether an event is that of a script file which a script has added, and which was obtained."""
        source = self.world.values.get((where, "src")) if event == "load" and isinstance(where, int) else None
        return (
            isinstance(source, str)
            and self.network is not None
            and self.network.lookup(SCRIPT_LOADED, [source]) is not None
        )

    def component(self, options: Any) -> None:
        """Run the hooks of a component of Vue: its data and methods are members of `this`."""
        if not isinstance(options, dict) or len(self.components) > 20:
            return
        this: dict[str, Any] = {}
        data = options.get("data")
        made = self._run.call(data, this, []) if is_function(data) else data
        this |= made if isinstance(made, dict) else {}
        for name in ("methods", "props", "computed"):
            group = options.get(name)
            if isinstance(group, dict) and name != "computed":
                this |= {key: one for key, one in group.items() if is_function(one)}
        self.components.append(this)
        if is_function(setup := options.get("setup")):
            given = self._run.call(setup, this, [{}, {}])
            this |= given if isinstance(given, dict) else {}
        for hook in _HOOKS:
            if is_function(function := options.get(hook)):
                self._guarded(self._run.call, function, this, [])

    @property
    def shared(self) -> list[tuple[str, list[Any]]]:
        """Return the calls that set something for all requests of the page."""
        if self._shared[0] != len(self.calls):
            found = [
                (name, given)
                for name, given in self.calls
                if _SHARED.search(name)
                or any("beforeSend" in one for one in given[:1] if isinstance(one, dict))
            ]
            self._shared = (len(self.calls), found)
        return self._shared[1]

    def _record(self, name: str, given: list[Any]) -> None:
        self._run.calls.append((name, given))
        if self.network is None or not isinstance(self.world, LiveWorld):
            return
        if name != "$().load":
            self.network.answered(name, given)
        elif (text := self.network.lookup(name, given)) is not None:
            self.world.answered.append(text)

    # -- what happens when … --

    def using(self, work: Callable[..., Any], *given: Any) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Do something; return its effects and the calls that it made. What it changed lasts only with a network."""
        if self.network is not None:
            return self._lasting(work, *given)
        before, values = len(self._run.calls), dict(self.world.values)
        now = self.effects
        effects = self.world.effects = Effects()
        components = [dict(one) for one in self.components]
        globals_ = dict(self._run.scope.names)
        self._guarded(work, *given)
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
        self.world.effects = now
        return effects, self._run.calls[before:]

    def clicked(self, node: LexborNode, handler: str) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Click an element: run its own handler, the bound ones, or those of its ancestors."""
        node = self.world.original(node)
        element = self.world.elements([node])

        def work() -> None:
            if handler:
                self.evaluate(re.sub(r"^\s*javascript:", "", handler, flags=re.I), element)
            for function in self._bound_to(node):
                self._run.call(function, element, [_event(element)])

        return self.using(work)

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

    def _bound_to(self, node: LexborNode) -> Iterator[Any]:
        node = self.world.original(node)
        for event, where, function in self.world.bound:
            if event not in ("click", "mousedown", "tap"):
                continue
            if isinstance(where, int):
                above: LexborNode | None = node
                for _ in range(3):
                    if above is not None and above.mem_id == where:
                        yield function
                        break
                    above = self.world.parent_of(above) if above is not None else None
            elif isinstance(where, str) and any(
                one.mem_id == node.mem_id for one in self.world.select(where)
            ):
                yield function

    def evaluate(self, code: str, element: Elements | None = None) -> None:
        """Run the code of an attribute: with the element as `this`, and the members of components as names."""
        names: dict[str, Any] = {"$event": Unknown("$event"), "event": _event(element)}
        for component in self.components:
            for key, one in component.items():
                names[key] = self._method(one, component) if isinstance(one, Function) else one
        if is_script_word(code) and is_function(names.get(code.strip())):
            code = f"{code}()"
        self._run.call(
            Function([], ("block", Parser(code).program()), Scope(names, self._run.scope)), element, []
        )

    def _method(self, function: Function, component: dict[str, Any]) -> Any:
        return lambda _, given: self._run.call(function, component, given)

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
        functions = [
            function
            for event, where, function in self.world.bound
            if event == "scroll" and not isinstance(where, str)
        ]
        return self.using(lambda: [self._run.call(one, None, [Unknown("event")]) for one in functions])

    def turned(
        self, number: int, settings: dict[str, Any]
    ) -> Iterator[tuple[Effects, list[tuple[str, list[Any]]], Any]]:
        """Call the functions of a pagination widget for the page `number`, in the ways in which libraries call them."""
        page = PageNumber(number)
        event = Unknown("event")
        ways = (
            [page, False],
            [event, page, False],
            [event, event, "page", page],
            ["page", page, Unknown("current")],
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
            (self._method(c[name], c) for c in self.components if isinstance(c.get(name), Function)), None
        )

    def called(self, function: Any, arguments: Sequence[Any]) -> tuple[Effects, list[tuple[str, list[Any]]]]:
        """Call a function of the page."""
        return self.using(lambda: self._run.call(function, None, list(arguments)))


def _event(element: Elements | None) -> dict[str, Any]:
    return {"target": element, "currentTarget": element, "preventDefault": lambda _, __: None,
            "stopPropagation": lambda _, __: None}  # fmt: skip
