"""Reads the pickle language (protocols 0 to 5) as data. It calls nothing, imports nothing, makes no object.

Python's own `pickle` module is a machine that runs a stranger's program: it fetches any function by its
name and calls it. This one knows the same opcodes (documented in Python's `pickletools`) and builds only
numbers, texts, lists and dictionaries. A name of a function or class becomes a `Name`, a call of it
a `Call`; what they mean is decided in `pickle_names.py`, which refuses all it does not know.

Where it is stricter: dictionary keys are plain values (a nest of tuples takes for ever to hash), whole
numbers have 16 bytes at most, and there are limits on opcodes, memo and bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO, Final, NoReturn, TypeAlias

from core.checkpoints.pickle_atoms import (
    Name,
    Opaque,
    Refused,
    Value,
    checked_key,
    dictionary,
    float_number,
    frozen_set,
    latin_of,
    long_number,
    quoted,
    text_of,
    unescaped,
    whole_number,
)

OPCODES_MAX = 2_000_000
MEMO_MAX = 1_000_000
BYTES_MAX = 64 * 2**20  # of one pickle; the numbers of the tensors are not in it
LINE_MAX = 1000  # bytes of a text argument
PROTOCOL_MAX = 5


class Mark:
    """Where a list of arguments begins on the stack."""


Call: TypeAlias = Callable[[Name, tuple[Value, ...]], Value]
Load: TypeAlias = Callable[[Value], Value]

_MARK: Final = Mark()


class PickleMachine:
    """Runs pickles from a file, one `run` each."""

    def __init__(
        self, file: BinaryIO, *, name: Callable[[str, str], Name], call: Call, load: Load
    ) -> None:
        """`name`: what a module and a name stand for; `call`: the result of a call; `load`: what a
        persistent id stands for. All three raise `Refused`.
        """
        self._file = file
        self._name = name
        self._call = call
        self._load = load
        self._left = BYTES_MAX
        self._stack: list[Value] = []
        self._memo: dict[int, Value] = {}

    def run(self) -> Value:
        """The value of the pickle that begins here; the file then stands behind it. Raises `Refused`."""
        self._left, self._stack, self._memo = BYTES_MAX, [], {}
        for _ in range(OPCODES_MAX):
            code = self._read(1)
            if code == b".":
                value = self._pop()
                self._stack, self._memo = [], {}
                return value
            work = _WORK.get(code)
            if work is None:
                raise Refused(f"it holds the unknown instruction 0x{code.hex()}")
            work(self)
        raise Refused("it has too many instructions")

    # --- bytes -----------------------------------------------------------------------------------

    def _read(self, count: int) -> bytes:
        if count > self._left:
            raise Refused("its list of contents is too long")
        self._left -= count
        data = self._file.read(count)
        if len(data) != count:
            raise Refused("it ends too early")
        return data

    def _line(self) -> str:
        return text_of(self._raw_line())

    def _raw_line(self) -> bytes:
        data = self._file.readline(LINE_MAX)
        if not data.endswith(b"\n"):
            raise Refused("a line in it has no end")
        self._left -= len(data)
        return data[:-1]

    def _number(self, format: str) -> int:
        (value,) = struct.unpack(format, self._read(struct.calcsize(format)))
        return int(value)

    def _counted(self, format: str) -> bytes:
        return self._read(self._length(format))

    def _length(self, format: str) -> int:
        count = self._number(format)
        if count < 0:
            raise Refused("a length below zero")
        return count

    # --- stack and memo ----------------------------------------------------------------------------

    def _push(self, value: Value) -> None:
        self._stack.append(value)

    def _pop(self) -> Value:
        if not self._stack or self._stack[-1] is _MARK:
            raise Refused("its instructions do not fit together")
        return self._stack.pop()

    def _pop_marked(self) -> list[Value]:
        """What lies above the last mark, which goes too."""
        for at in range(len(self._stack) - 1, -1, -1):
            if self._stack[at] is _MARK:
                values = self._stack[at + 1 :]
                del self._stack[at:]
                return values
        raise Refused("its instructions do not fit together")

    def _top(self) -> Value:
        value = self._pop()
        self._push(value)
        return value

    def _put(self, key: int) -> None:
        if not key >= 0 or len(self._memo) >= MEMO_MAX:
            raise Refused("it remembers too much")
        self._memo[key] = self._top()

    def _get(self, key: int) -> None:
        if key not in self._memo:
            raise Refused("it asks for what was never there")
        self._push(self._memo[key])

    # --- what opcodes share ------------------------------------------------------------------------

    def _tuple(self, count: int) -> None:
        values = [self._pop() for _ in range(count)]
        self._push(tuple(reversed(values)))

    def _frame(self) -> None:
        self._read(8)  # only a hint for reading ahead

    def _drop(self) -> None:
        if not self._stack:
            raise Refused("its instructions do not fit together")
        self._stack.pop()

    def _pop_mark(self) -> None:
        self._pop_marked()

    def _extend(self, values: list[Value]) -> None:
        target = self._top()
        if isinstance(target, list):
            target.extend(values)
        elif isinstance(target, set):
            target.update(checked_key(value) for value in values)
        elif not isinstance(target, Opaque):
            raise Refused("it adds to what is no list")

    def _fill(self, values: list[Value]) -> None:
        target = self._top()
        if len(values) % 2 or not isinstance(target, (dict, Opaque)):
            raise Refused("it fills what is no dictionary")
        if isinstance(target, dict):
            target.update(dictionary(values))

    def _global(self, module: Value, name: Value) -> None:
        if not isinstance(module, str) or not isinstance(name, str):
            raise Refused("it names something that has no name")
        self._push(self._name(module, name))

    def _made(self, callee: Value, arguments: Value) -> None:
        if not isinstance(callee, Name):
            raise Refused("it calls what is no function")
        if not isinstance(arguments, tuple):
            raise Refused("it calls something without a list of arguments")
        self._push(self._call(callee, arguments))

    def _reduce(self) -> None:
        arguments = self._pop()
        self._made(self._pop(), arguments)

    def _newobj_ex(self) -> None:
        self._pop()
        self._reduce()

    def _inst(self) -> None:
        self._global(self._line(), self._line())
        name = self._pop()
        self._made(name, tuple(self._pop_marked()))

    def _obj(self) -> None:
        values = self._pop_marked()
        if not values:
            raise Refused("its instructions do not fit together")
        self._made(values[0], tuple(values[1:]))

    def _build(self) -> None:
        self._pop()  # the state: attributes, which nothing here has
        self._top()

    def _stack_global(self) -> None:
        name = self._pop()
        self._global(self._pop(), name)

    def _one_more(self) -> None:
        value = self._pop()
        self._extend([value])

    def _one_pair(self) -> None:
        value = self._pop()
        key = self._pop()
        self._fill([key, value])

    def _protocol(self) -> None:
        if self._read(1)[0] > PROTOCOL_MAX:
            raise Refused("it is written in a newer language")


def _refuse(what: str) -> Callable[[PickleMachine], NoReturn]:
    def work(machine: PickleMachine) -> NoReturn:
        raise Refused(what)

    return work


_EXTENSIONS = _refuse("it names functions by number")
_BUFFERS = _refuse("its contents are somewhere else")
_WORK: dict[bytes, Callable[[PickleMachine], None]] = {
    b"\x80": PickleMachine._protocol,
    b"\x95": PickleMachine._frame,
    b"(": lambda m: m._push(_MARK),
    b"0": PickleMachine._drop,
    b"1": PickleMachine._pop_mark,
    b"2": lambda m: m._push(m._top()),
    b"N": lambda m: m._push(None),
    b"\x88": lambda m: m._push(True),
    b"\x89": lambda m: m._push(False),
    b"I": lambda m: m._push(whole_number(m._line())),
    b"L": lambda m: m._push(whole_number(m._line())),
    b"J": lambda m: m._push(m._number("<i")),
    b"K": lambda m: m._push(m._number("<B")),
    b"M": lambda m: m._push(m._number("<H")),
    b"\x8a": lambda m: m._push(long_number(m._counted("<B"))),
    b"\x8b": lambda m: m._push(long_number(m._counted("<i"))),
    b"F": lambda m: m._push(float_number(m._line())),
    b"G": lambda m: m._push(struct.unpack(">d", m._read(8))[0]),
    b"S": lambda m: m._push(quoted(m._line())),
    b"T": lambda m: m._push(latin_of(m._counted("<i"))),
    b"U": lambda m: m._push(latin_of(m._counted("<B"))),
    b"V": lambda m: m._push(unescaped(m._raw_line())),
    b"X": lambda m: m._push(text_of(m._counted("<I"))),
    b"\x8c": lambda m: m._push(text_of(m._counted("<B"))),
    b"\x8d": lambda m: m._push(text_of(m._counted("<Q"))),
    b"B": lambda m: m._push(m._counted("<I")),
    b"C": lambda m: m._push(m._counted("<B")),
    b"\x8e": lambda m: m._push(m._counted("<Q")),
    b"\x96": lambda m: m._push(m._counted("<Q")),
    b"]": lambda m: m._push([]),
    b"}": lambda m: m._push({}),
    b")": lambda m: m._push(()),
    b"\x8f": lambda m: m._push(set()),
    b"l": lambda m: m._push(m._pop_marked()),
    b"d": lambda m: m._push(dictionary(m._pop_marked())),
    b"t": lambda m: m._push(tuple(m._pop_marked())),
    b"\x85": lambda m: m._tuple(1),
    b"\x86": lambda m: m._tuple(2),
    b"\x87": lambda m: m._tuple(3),
    b"\x91": lambda m: m._push(frozen_set(m._pop_marked())),
    b"a": PickleMachine._one_more,
    b"e": lambda m: m._extend(m._pop_marked()),
    b"\x90": lambda m: m._extend(m._pop_marked()),
    b"s": PickleMachine._one_pair,
    b"u": lambda m: m._fill(m._pop_marked()),
    b"p": lambda m: m._put(whole_number(m._line())),
    b"q": lambda m: m._put(m._number("<B")),
    b"r": lambda m: m._put(m._number("<I")),
    b"\x94": lambda m: m._put(len(m._memo)),
    b"g": lambda m: m._get(whole_number(m._line())),
    b"h": lambda m: m._get(m._number("<B")),
    b"j": lambda m: m._get(m._number("<I")),
    b"c": lambda m: m._global(m._line(), m._line()),
    b"\x93": PickleMachine._stack_global,
    b"R": PickleMachine._reduce,
    b"\x81": PickleMachine._reduce,
    b"\x92": PickleMachine._newobj_ex,
    b"i": PickleMachine._inst,
    b"o": PickleMachine._obj,
    b"b": PickleMachine._build,
    b"P": _refuse("its storages have no proper names"),
    b"Q": lambda m: m._push(m._load(m._pop())),
    b"\x82": _EXTENSIONS,
    b"\x83": _EXTENSIONS,
    b"\x84": _EXTENSIONS,
    b"\x97": _BUFFERS,
    b"\x98": _BUFFERS,
}
