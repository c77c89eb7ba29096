"""A page whose scripts are run as a browser does: in order, then what they leave for when the page is ready."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, Self

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.scripts.running.browser_objects import Observer, TextParser, Window
from spiders.lists.scripts.running.dom.custom_elements import CustomElements
from spiders.lists.scripts.running.dom.elements import SCRIPT_LOADED, Elements
from spiders.lists.scripts.running.dom.live import LiveWorld
from spiders.lists.scripts.running.dom.live_elements import LiveElements
from spiders.lists.scripts.running.dom.world import World
from spiders.lists.scripts.running.effects import Effects
from spiders.lists.scripts.running.evaluation.bounds import FAILURES
from spiders.lists.scripts.running.evaluation.interpreter import Interpreter
from spiders.lists.scripts.running.jquery.dollar import Dollar
from spiders.lists.scripts.running.language.syntax import Parser
from spiders.lists.scripts.running.network import REQUESTS, Network, PromiseObject, XmlHttpRequest
from spiders.lists.scripts.running.objects import Parameters
from spiders.lists.scripts.running.received import unpackers
from spiders.lists.scripts.running.values import Function, Scope, Unknown, is_function, text_of

_RUNS_NOW: Final = frozenset((
    "use", "require", "define", "ready", "setTimeout", "requestAnimationFrame", "nextTick", "$nextTick", "onMounted",
    "onLoad", "getScript", "onBeforeMount", "include", "seajs", "loadScript",
))  # fmt: skip
_AT_START: Final = frozenset(("ready", "load", "DOMContentLoaded", "pageshow"))
_HOOKS: Final = ("beforeCreate", "created", "beforeMount", "mounted", "onLoad", "onShow")
_SHARED: Final = re.compile(
    r"ajaxSetup$|ajaxSend$|interceptors\.request\.use$|axios\.create$|headers[\w.]*\.set$|\bdefaults\.set$"
)
_MAX_CODE: Final = 250_000
_MAX_LATER: Final = 60
_MAX_OBSERVERS: Final = 3
_MAX_COMPONENTS: Final = 20
_MAX_SCOPES: Final = 10
_LONG: Final = 8  # characters of a row's title
_FEW: Final = 3  # rows


class _Run(Interpreter):
    """An interpreter that runs functions handed to `layui.use`, `setTimeout` and the like after the script."""

    def __init__(self, names: dict[str, Any], page: ScriptedPage) -> None:
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
        if function.path == "Alpine.data" and len(arguments) > 1:  # what `x-data` names
            self.scope.names[text_of(arguments[0])] = arguments[1]
        if last in ("createApp", "defineComponent", "extend", "Vue") and arguments:
            self._page.component(arguments[0])
        return super()._answered(function, arguments)


def _fields_of(given: Sequence[Any]) -> dict[str, str]:
    """Return the fields of the form that `new FormData(form)` is given."""
    return given[0].fields() if given and isinstance(given[0], Elements) else {}


class ScriptedPage:
    """Run the inline scripts of a page; `calls` are those of functions that only a browser or a library has.

    With a network, the scripts get answers and may change the page (`LiveWorld`), and what a control does lasts.
    """

    def __init__(
        self, tree: LexborHTMLParser, url: str, codes: Sequence[str], network: Network | None = None,
        started: Callable[[Self], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self.effects = Effects()
        self.network = network
        self.world: World[Elements] = (
            World(tree, self.effects, Elements)
            if network is None
            else LiveWorld(tree, self.effects, LiveElements)
        )
        self.window = Window(self.world, url)
        self.later: list[Any] = []
        self.components: list[dict[str, Any]] = []
        self._observers: list[Observer] = []
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
        names["IntersectionObserver"] = lambda _, given: self._observer(given[0] if given else None)
        names["FormData"] = lambda _, given: Parameters(_fields_of(given))
        names["DOMParser"] = lambda _, __: TextParser(self.world)
        self.custom = CustomElements(self.world, self._guarded)
        names["customElements"] = self.custom
        names["Promise"] = PromiseObject(network or Network(lambda *_: None))
        if network is not None:
            names["XMLHttpRequest"] = lambda _, __: XmlHttpRequest(network)
            names |= unpackers(lambda: self._run.call)
        self._run = _Run(names, self)
        self.window.names = self._run.scope.names
        self.world.call = self._run.call
        self.world.record = self._record
        self.world.allows = self._allows
        names["Promise"].network.call = self._run.call
        self._tree = tree
        self._loading = True
        self.calls = self._run.calls
        self._shared: tuple[int, list[tuple[str, list[Any]]]] = (-1, [])
        if network is not None:
            network.run = lambda code: self._guarded(self._run.run, code)
            network.elements = lambda parsed: self.world.elements(parsed.css("body"))
        started(self)
        self.failed: list[str] = []  # codes that did not run to their ends
        size = 0
        for code in codes:
            size += len(code)
            if size > _MAX_CODE or not self._succeeds(self._run.run, code):
                self.failed.append(code)
            if (
                self._run.scope.names.get("jQuery") is not dollar
            ):  # a copy of the library, whatever its file is called
                self._run.scope.names |= {"jQuery": dollar, "$": dollar}
        self._start()
        self._loading = False
        self.calls = list(self._run.calls)
        self.opened = list(self.effects.opened)

    def _allows(self, form: Elements) -> bool:
        """Return whether the code of a form that is to be submitted allows it; this page knows none."""
        return bool(form.nodes)

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
        self._succeeds(work, *given)

    def _succeeds(self, work: Callable[..., Any], *given: Any) -> bool:
        """Do something with scripts; return whether nothing failed."""
        self._run.steps = 0
        try:
            work(*given)
        except FAILURES:
            self._run.unsure = True
            return False
        return True

    def _start(self) -> None:
        """Run what the scripts left for when the page is ready."""
        for name, arguments in list(self._run.calls):
            if name.rpartition(" ")[2] in ("Vue", "App") and name.startswith("new ") and arguments:
                self._guarded(self.component, arguments[0])
        done = 0
        for event, where, function in list(self.world.bound):
            if (event in _AT_START and where is None) or event == "ready" or self._has_loaded(event, where):
                self.later.append(function)
        for node in self._tree.css("[x-data], [v-scope]")[:_MAX_SCOPES]:
            self._guarded(self._scoped, node)
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

        if self.network is not None:
            self.custom.upgrade()
        # What an observer watches is in sight at first if nothing else has filled the page.
        rows = sum(len(one.text(deep=True).strip()) >= _LONG for one in self._tree.css("a[href]")[:500])
        asked = rows >= _FEW or any(REQUESTS.search(name) for name, _ in self._run.calls)
        if not asked and not (self.network is not None and self.network.asked):
            for observer in self._observers[:_MAX_OBSERVERS]:
                self._guarded(observer.sighted)

    def _observer(self, function: Any) -> Observer:
        """Return what `new IntersectionObserver(function)` makes."""
        self._observers.append(Observer(self.world, function))
        return self._observers[-1]

    def _has_loaded(self, event: str, where: str | int | None) -> bool:
        """Return whether an event is that of a script file which a script has added, and which was obtained."""
        source = self.world.values.get((where, "src")) if event == "load" and isinstance(where, int) else None
        return (
            isinstance(source, str)
            and self.network is not None
            and self.network.lookup(SCRIPT_LOADED, [source]) is not None
        )

    def _scoped(self, node: LexborNode) -> None:
        """Run an element's own component (Alpine.js, petite-vue): `x-data="{rows: [], load() {…}}" x-init="load()"`."""
        code = node.attributes.get("x-data") or node.attributes.get("v-scope") or ""
        made = self._evaluated(f"({code})")
        made = self._run.call(made, None, []) if is_function(made) else made
        if not isinstance(made, dict) or len(self.components) > _MAX_COMPONENTS:
            return
        self.components.append(made)
        if is_function(start := made.get("init")):
            self._guarded(self._run.call, start, made, [])
        if begin := node.attributes.get("x-init") or node.attributes.get("@vue:mounted"):
            names = {
                key: self._bound(one, made) if isinstance(one, Function) else one for key, one in made.items()
            }
            program = ("block", Parser(begin).program())
            self._guarded(self._run.call, Function([], program, Scope(names, self._run.scope)), made, [])

    def _bound(self, function: Function, owner: dict[str, Any]) -> Any:
        return lambda _, given: self._run.call(function, owner, given)

    def component(self, options: Any) -> None:
        """Run the hooks of a component of Vue: its data and methods are members of `this`."""
        if not isinstance(options, dict) or len(self.components) > _MAX_COMPONENTS:
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
