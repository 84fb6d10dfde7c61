"""The desktop's own message, by the program that every Linux desktop has: a real process, that stands in for it."""

import json
import sys

import pytest

from desktop import notification

SPY = """#!{python}
import json, os, pathlib, sys
told = [sys.argv[1:], os.environ.get("LD_LIBRARY_PATH")]
place = pathlib.Path({place!r})
place.with_suffix(".part").write_text(json.dumps(told))
place.with_suffix(".part").rename(place)
"""


@pytest.fixture
def told(qapp, tmp_path, monkeypatch):
    place = tmp_path / "told.json"
    program = tmp_path / "bin/notify-send"
    program.parent.mkdir()
    program.write_text(SPY.format(python=sys.executable, place=str(place)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return place


def test_title_and_text_reach_the_desktop_as_they_stand(qtbot, told):
    assert notification.show("sks <dog>", "--icon is no option & <b>no</b> markup")
    qtbot.waitUntil(told.is_file, timeout=10_000)
    arguments, _libraries = json.loads(told.read_text())
    assert arguments[-3:] == [
        "--",
        "sks <dog>",
        "--icon is no option &amp; &lt;b&gt;no&lt;/b&gt; markup",
    ]


def test_our_own_libraries_are_not_handed_on(qtbot, told, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/reverie")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/lib/mine")
    notification.show("a", "b")
    qtbot.waitUntil(told.is_file, timeout=10_000)
    assert json.loads(told.read_text())[1] == "/usr/lib/mine"


def test_where_there_is_no_such_program_nothing_happens(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not notification.show("a", "b")
