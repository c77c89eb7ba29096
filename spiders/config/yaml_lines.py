"""YAML files as plain values, with the line of every key, so that a message can point at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml


class NotMappingError(ValueError):
    """The text is not a YAML mapping; the message gives the reason, `line` (from 1) the place."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML mapping as plain values, and the line (from 1) of each key path."""

    values: dict[Any, Any]
    lines: dict[tuple[str | int, ...], int]


class _Loader(yaml.SafeLoader):
    """A loader without aliases: a node that contains itself, or some hundred times, has no plain value."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node. Raises MarkedYAMLError for an alias."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # pyyaml has no types for it
            raise yaml.MarkedYAMLError(
                problem="an alias (*name); write its value out", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


def _plain(
    node: yaml.Node | None, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]
) -> Any:
    if node is None:
        return None
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key is a word", problem_mark=key_node.start_mark)
            key = yaml.SafeLoader("").construct_object(key_node)
            where = (*path, key)
            lines[where] = key_node.start_mark.line + 1
            if key in found:
                raise yaml.MarkedYAMLError(
                    problem=f"{key}: is given twice; keep one", problem_mark=key_node.start_mark
                )
            found[key] = _plain(value_node, where, lines)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines) for i, item in enumerate(node.value)]
    return yaml.SafeLoader("").construct_object(node)


def parse(text: str) -> Tree:
    """Parse a YAML mapping without duplicate keys. Raises NotMappingError."""
    lines: dict[tuple[str | int, ...], int] = {}
    try:
        values = _plain(yaml.compose(text, Loader=_Loader), (), lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NotMappingError(line, error.problem or "not YAML") from None
    except RecursionError:
        raise NotMappingError(1, "nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        raise NotMappingError(1, f"not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(values, dict):
        raise NotMappingError(1, "a site file is a list of `key: value` lines; see docs/sites.md")
    return Tree(values, lines)
