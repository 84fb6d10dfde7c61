"""Prompts that change while a picture is drawn: `[from:to:when]` and `[a|b]`.

The text is cut into what stays and what changes; `text_at` then gives the text of one step. Brackets
that mean something else (emphasis), or nothing, stay in the text as they are: `emphasis.py` reads them.
So no text is wrong. The grammar is A1111's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from core.prompt.numbers import NUMBER

DEEPEST = 100  # brackets inside each other that are looked at
_TOKEN = re.compile(r"\\.?|[()\[\]:|]|[^\\()\[\]:|]+", re.DOTALL)
_NUMBER = re.compile(rf"\s*{NUMBER}([eE][+-]?\d{{1,20}})?\s*", re.ASCII)
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True)
class Edit:
    """`before` up to the step that `when` names, `after` from then on."""

    before: Script
    after: Script
    when: str  # a number: with a point the share of all steps, without one a step

    def last_step(self, steps: int) -> int:
        """The last step of `before`, 0 … `steps`."""
        value = float(self.when) * (steps if "." in self.when else 1)
        return int(max(0.0, min(float(steps), value)))


@dataclass(frozen=True)
class Alternate:
    """Another of the options in each step, in turn."""

    options: tuple[Script, ...]


Node: TypeAlias = str | Edit | Alternate
Script: TypeAlias = tuple[Node, ...]


def parse(text: str) -> Script:
    """Never raises."""
    stack = [_Frame("")]
    for token in _TOKEN.findall(text):
        top = stack[-1]
        if token in ("(", "[") and len(stack) <= DEEPEST:
            stack.append(_Frame(token))
        elif token in (":", "|") and top.opener:
            top.separators.append(token)
            top.parts.append([])
        elif token in _PAIRS:
            _close(stack, token)
        else:
            top.parts[-1].append(token)
    while len(stack) > 1:
        _spill(stack)
    return _joined(stack[0].parts[0])


def text_at(script: Script, step: int, steps: int) -> str:
    """The text of `step`, 1 … `steps`."""
    texts = []
    for node in script:
        if isinstance(node, Edit):
            chosen = node.before if step <= node.last_step(steps) else node.after
            texts.append(text_at(chosen, step, steps))
        elif isinstance(node, Alternate):
            texts.append(text_at(node.options[(step - 1) % len(node.options)], step, steps))
        else:
            texts.append(node)
    return "".join(texts)


@dataclass
class _Frame:
    """An open bracket and what followed it: parts with a separator between each two."""

    opener: str
    parts: list[list[Node]] = field(default_factory=lambda: [[]])
    separators: list[str] = field(default_factory=list)
    is_broken: bool = False  # holds brackets or separators without meaning, so it has none itself

    def raw(self, closer: str = "") -> list[Node]:
        """As it was written."""
        nodes: list[Node] = [self.opener, *self.parts[0]]
        for separator, part in zip(self.separators, self.parts[1:], strict=True):
            nodes += [separator, *part]
        return [*nodes, closer]

    def node(self) -> Edit | Alternate | None:
        """What a whole `[…]` means; None where it changes nothing in time."""
        if self.opener == "(" or self.is_broken or not self.separators:
            return None
        scripts = [_joined(part) for part in self.parts]
        if set(self.separators) == {"|"}:
            return Alternate(tuple(scripts))
        when = scripts[-1][0] if len(scripts[-1]) == 1 else None
        is_edit = set(self.separators) == {":"} and len(scripts) <= 3
        if not (is_edit and isinstance(when, str) and _NUMBER.fullmatch(when)):
            return None
        return Edit(scripts[0] if len(scripts) == 3 else (), scripts[-2], when.strip())

    def is_plain(self) -> bool:
        """Emphasis: `(a)`, `(a:…)`, `[a]`."""
        most = 1 if self.opener == "(" else 0
        return not self.is_broken and self.separators in ([], [":"])[: most + 1]


def _close(stack: list[_Frame], closer: str) -> None:
    """A closing bracket: it ends the innermost open one of its kind; what is open in that spills."""
    opener = _PAIRS[closer]
    if all(frame.opener != opener for frame in stack):
        stack[-1].parts[-1].append(closer)
        stack[-1].is_broken = True
        return
    while stack[-1].opener != opener:
        _spill(stack)
    frame = stack.pop()
    node = frame.node()
    stack[-1].parts[-1] += frame.raw(closer) if node is None else [node]
    stack[-1].is_broken |= node is None and not frame.is_plain()


def _spill(stack: list[_Frame]) -> None:
    """A bracket that nothing closes is text."""
    frame = stack.pop()
    stack[-1].parts[-1] += frame.raw()
    stack[-1].is_broken = True


def _joined(nodes: list[Node]) -> Script:
    """Neighbouring texts as one."""
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and joined and isinstance(joined[-1], str):
            joined[-1] += node
        elif node != "":
            joined.append(node)
    return tuple(joined)
