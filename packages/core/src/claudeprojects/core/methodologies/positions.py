"""Where the values of a methodology's frontmatter stand in its file, to the line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml
from claudeprojects.core.vault.properties import frontmatter_span
from claudeprojects.core.vault.yamlreader import MAX_CHARACTERS, YamlProblem, read_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Step: TypeAlias = str | int
"""A key of a mapping, or the number of an entry of a list."""


class Place(NamedTuple):
    """A position in the file, 1-based."""

    line: int
    column: int


class FrontmatterProblem(ValueError):
    """Frontmatter that cannot be read, with the place. Never leaves this package."""

    def __init__(self, text: str, place: Place) -> None:
        super().__init__(text)
        self.place = place


class Frontmatter:
    """The values between the ``---`` lines of ``text``, the place of each, and the text below.

    Raises ``FrontmatterProblem`` when there is none or it cannot be read.
    """

    def __init__(self, text: str) -> None:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        span = frontmatter_span(text)
        if span is None:
            raise FrontmatterProblem("The file does not begin with frontmatter between two `---` lines.", Place(1, 1))
        self.inner, self.body = text[span[0] : span[1]], text[span[2] :]
        self.body_line = text.count("\n", 0, span[2]) + 1
        """The line on which the text below begins."""
        try:
            self.values, _ = read_mapping(self.inner)
        except YamlProblem as problem:
            raise self._explained(str(problem)) from problem
        self._root = yaml.compose(self.inner, Loader=yaml.CSafeLoader)

    def value_at(self, path: Sequence[Step]) -> Place:
        """Where the value at ``path`` begins, or what comes nearest above it when there is none."""
        node = self._root
        for step in path:
            below = self._below(node, step)
            if below is None:
                break
            node = below
        return self._place(node) if node is not None else Place(1, 1)

    def key_at(self, path: Sequence[Step]) -> Place:
        """Where the key that ``path`` ends with stands."""
        node = self._root
        for step in path[:-1]:
            node = self._below(node, step)
        if isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                if key.value == path[-1]:
                    return self._place(key)
        return self.value_at(path)

    def line_in(self, path: Sequence[Step], line: int) -> Place:
        """The place of the ``line``-th line (1-based) of the text at ``path``."""
        place = self.value_at(path)
        node = self._node(path)
        block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        return Place(place.line + line, 1) if block else place

    def _node(self, path: Sequence[Step]) -> yaml.Node | None:
        node = self._root
        for step in path:
            node = self._below(node, step)
        return node

    def _below(self, node: yaml.Node | None, step: Step) -> yaml.Node | None:
        if isinstance(node, yaml.MappingNode):
            return next((value for key, value in node.value if key.value == step), None)
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found: yaml.Node = node.value[step]
            return found
        return None

    def _place(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(mark.line + 2, mark.column + 1)  # the opening `---` line is not part of the YAML

    def _explained(self, text: str) -> FrontmatterProblem:
        """The problem with its place: libyaml's own mark, or where a key stands for the second time."""
        if len(self.inner) > MAX_CHARACTERS or "deeper" in text:
            return FrontmatterProblem(text, Place(2, 1))
        try:
            node = yaml.compose(self.inner, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 2, mark.column + 1) if mark else Place(2, 1)
            words = error.problem or error.context or "it is not valid YAML"
            return FrontmatterProblem(f"{words[0].upper()}{words[1:]}.", place)
        except (yaml.YAMLError, RecursionError):
            return FrontmatterProblem(text, Place(2, 1))
        twice = next(_keys_twice(node), None) if node is not None else None
        if twice is not None:
            return FrontmatterProblem(f"The key `{twice.value}` is written twice.", self._place(twice))
        return FrontmatterProblem(text, Place(2, 1))


def _keys_twice(root: yaml.Node) -> Iterator[Any]:
    """The keys that stand for the second time in their mapping, the shallowest first; aliases are looked at once."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop(0)
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            names: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in names:
                        yield key
                    names.add(key.value)
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
