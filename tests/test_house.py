"""The rules of the house that no linter knows, checked on the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")])
WRITERS = {
    "core/files/operations.py",  # the store's seam: the only place that opens for writing
    "desktop/crash_report.py",  # what faulthandler writes into as the program dies
}
RUN_CODE = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "diffusers", "peft"}
FORBIDDEN_CALLS = {("torch", "load"), ("torch", "save"), ("yaml", "load"), ("os", "system")}
NO_WIDGETS = ("desktop/state/", "desktop/engine/")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def writes(call: ast.Call) -> bool:
    """Whether this looks like opening or filling a file, by name or by mode."""
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in {"write_text", "write_bytes"}:
        return not (isinstance(function.value, ast.Name) and function.value.id == "store")
    if isinstance(function, ast.Name) and function.id == "open":
        place = 1
    elif isinstance(function, ast.Attribute) and function.attr in {"open", "fdopen"}:
        place = 0 if function.attr == "open" else 1
    else:
        return False
    modes = [*call.args[place : place + 1], *(k.value for k in call.keywords if k.arg == "mode")]
    return any(isinstance(m, ast.Constant) and set(str(m.value)) & set("wax+") for m in modes)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_source_file_keeps_the_rules(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    modules = {module.split(".")[0] for module in imported(tree)}
    assert not modules & FORBIDDEN_MODULES
    assert len(text.splitlines()) <= 350
    if path.name == "__init__.py":
        assert not text.strip(), "an __init__.py is empty"
    else:
        assert ast.get_docstring(tree), "a module says what it is"
    for call in calls(tree):
        function = call.func
        if isinstance(function, ast.Name):
            assert function.id not in RUN_CODE
        if isinstance(function, ast.Attribute):
            assert function.attr not in {"from_pretrained", "processEvents", "terminateThread"}
            owner = function.value.id if isinstance(function.value, ast.Name) else ""
            assert (owner, function.attr) not in FORBIDDEN_CALLS
        assert not any(k.arg == "shell" for k in call.keywords), "no shell"
        assert name(path) in WRITERS or not writes(call), f"line {call.lineno} writes a file"


@pytest.mark.parametrize("path", [p for p in SOURCES if name(p).startswith(NO_WIDGETS)], ids=name)
def test_state_and_engine_know_no_widgets(path):
    assert not any("QtWidgets" in module for module in imported(ast.parse(path.read_text())))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_every_module_has_its_mirror_test(path):
    if path.name in {"__init__.py", "__main__.py"}:
        return
    folder = ROOT / "tests" / path.parent.relative_to(ROOT)
    assert list(folder.glob(f"test_{path.stem}*.py")), f"tests/{name(path)} has no test beside it"


def test_packaging_is_no_package():
    assert not list((ROOT / "packaging").rglob("__init__.py")), "it would shadow PyPI's packaging"


def test_the_rule_about_writing_can_fail():
    guilty = ["open('x', 'w')", "p.open('ab')", "p.write_text('x')", "os.fdopen(fd, mode='w')"]
    innocent = [
        "open('x')",
        "open('x', 'rb')",
        "p.open(encoding='utf-8')",
        "store.write_text(p, 'x')",
    ]
    assert all(writes(next(calls(ast.parse(line)))) for line in guilty)
    assert not any(writes(next(calls(ast.parse(line)))) for line in innocent)
