"""run.sh as a person meets it: without a display, and a second time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import FLAGS, VERBS

ROOT = Path(__file__).resolve().parents[2]
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k not in DISPLAYS}
    return subprocess.run(
        ["sh", str(ROOT / "packaging" / "run.sh"), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env=clean | environment,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack a display")
def test_without_a_display_one_sentence_and_an_example():
    done = run()
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert 'sh packaging/run.sh generate --prompt "a swan" --output swan.png' in done.stderr


@pytest.mark.parametrize("script", ["setup.sh", "run.sh", "test.sh"])
def test_the_scripts_are_plain_sh(script):
    subprocess.run(["sh", "-n", str(ROOT / "packaging" / script)], check=True, timeout=20)


def test_missing_libraries_give_one_complete_line(tmp_path):
    """Not root, nothing installed: a line to copy, exit status 2, no sudo of its own."""
    script = tmp_path / "probe.sh"
    setup = ROOT / "packaging" / "setup.sh"
    script.write_text(
        f"id() {{ echo 1000; }}\nldconfig() {{ :; }}\nset -- \n. {setup}\n"
        'find_python() { return 1; }\npython=/nowhere\nneed_packages "$window_packages"\n'
    )
    done = subprocess.run(
        ["sh", str(script)], capture_output=True, text=True, timeout=20, check=False
    )
    assert done.returncode == 2
    line = done.stderr.strip().splitlines()[-1].strip()
    assert line.startswith("sudo apt-get install python3 python3-venv libegl1 libgl1 libxkbcommon0")


def test_nothing_missing_says_nothing(tmp_path):
    script = tmp_path / "probe.sh"
    script.write_text(f'. {ROOT / "packaging" / "setup.sh"}\nmissing_packages "sh:sh" "root:/"\n')
    done = subprocess.run(
        ["sh", str(script)], capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_verb_works_without_a_display():
    text = (ROOT / "packaging" / "run.sh").read_text(encoding="utf-8")
    known = next(line for line in text.splitlines() if "generate |" in line).split(")")[0]
    assert set(known.replace(" ", "").split("|")) == VERBS | FLAGS


def test_the_working_folder_shadows_nothing(tmp_path):
    (tmp_path / "core").mkdir()
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger ran')")
    done = subprocess.run(
        ["sh", str(ROOT / "packaging/run.sh"), "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("bad", ["ruff check", "ruff format", "mypy", "pytest"])
def test_a_check_that_fails_ends_the_run(tmp_path, bad):
    home, bins = tmp_path / "packaging", tmp_path / ".venv/bin"
    home.mkdir()
    bins.mkdir(parents=True)
    (home / "test.sh").write_text((ROOT / "packaging/test.sh").read_text())
    (home / "setup.sh").write_text(
        f"set -eu\nroot={tmp_path}\nvenv=$root/.venv\npython=$venv/bin/python\nwindow_packages=\n"
        "need_packages() { :; }\nneed_python() { :; }\n"
    )
    fails = f'case "$*" in *"{bad}"*) exit 1;; esac'
    for name, text in (("python", fails), ("lint-imports", ":")):
        (bins / name).write_text(f"#!/bin/sh\n{text}\n")
        (bins / name).chmod(0o755)
    done = subprocess.run(["sh", str(home / "test.sh")], capture_output=True, check=False)
    assert done.returncode


def test_an_environment_without_pip_is_completed(tmp_path):
    home, bins = tmp_path / "packaging", tmp_path / ".venv/bin"
    home.mkdir()
    bins.mkdir(parents=True)
    for name in ("packaging/setup.sh", "packaging/constraints.txt", "pyproject.toml"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    made = bins / "pip-is-there"
    compiled = tmp_path / "compiled"
    pip = (
        f'case "$*" in *"-m pip"*) [ -e {made} ];;'
        f' *"-m compileall"*) echo "$*" >{compiled};; *) exit 1;; esac'
    )
    (bins / "python").write_text(f"#!/bin/sh\n{pip}\n")
    (tmp_path / "base").write_text(f'#!/bin/sh\ncase "$*" in *"-m venv"*) : >{made};; esac\n')
    for path in (bins / "python", tmp_path / "base"):
        path.chmod(0o755)
    (home / "probe.sh").write_text('. "$(dirname "$0")/setup.sh"\nneed_python "" run\n')
    done = subprocess.run(
        ["sh", str(home / "probe.sh")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"REVERIE_PYTHON": str(tmp_path / "base")},
    )
    assert done.returncode == 0, done.stderr
    assert "site-packages/PIL" in compiled.read_text(), "the jail could not"
