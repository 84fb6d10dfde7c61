"""Work on another thread, what follows on the window's own, and owners that go before it is done."""

import gc
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool

from core.contract.errors import FileMissing
from desktop.aside import Aside


class Owner(QObject):
    """Keeps what it is told, and on which thread."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.aside = Aside(self)
        self.told, self.threads = [], []

    def hear(self, *told):
        self.told.append(told)
        self.threads.append(threading.get_ident())

    def stumble(self, result):
        raise KeyError(result)


@pytest.fixture
def pool(monkeypatch):
    """A pool of one worker in the place of the program's."""
    found = QThreadPool(maxThreadCount=1)
    monkeypatch.setattr(QThreadPool, "globalInstance", lambda: found)
    yield found
    found.waitForDone()


@pytest.fixture
def gate(pool):
    """The worker waits until this is set; a test that fails lets go of it, too."""
    found = threading.Event()
    yield found
    found.set()


@pytest.fixture
def defects(monkeypatch):
    """What reached `sys.excepthook`: the error, and the thread it was said on."""
    found = []
    monkeypatch.setattr(
        sys, "excepthook", lambda _kind, error, _trace: found.append((error, threading.get_ident()))
    )
    return found


def raise_missing():
    raise FileMissing("/x")


def raise_defect():
    raise OSError("a drive that does not answer")


def destroy(owner):
    """As the event loop does it."""
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)


def test_work_is_done_on_another_thread_and_told_on_the_windows_own(qtbot):
    owner, here = Owner(), threading.get_ident()
    owner.aside.run(threading.get_ident, owner.hear)
    assert owner.told == []
    qtbot.waitUntil(lambda: owner.told != [])
    [(there,)] = owner.told
    assert there != here
    assert owner.threads == [here]


@pytest.mark.parametrize("result", [None, 7, "word", (1, 2), [], {"a": 1}, Path("/x")])
def test_a_result_comes_as_it_is_after_what_it_is_about(qtbot, result):
    owner = Owner()
    owner.aside.run(lambda: result, owner.hear, "a", ("b", None))
    qtbot.waitUntil(lambda: owner.told != [])
    assert owner.told == [("a", ("b", None), result)]
    assert owner.told[0][2] is result


def test_an_error_of_the_contract_is_handed_over_where_one_is_expected(qtbot, defects):
    owner = Owner()
    owner.aside.attempt(raise_missing, owner.hear, "a")
    owner.aside.attempt(lambda: 7, owner.hear, "b")
    qtbot.waitUntil(lambda: len(owner.told) == 2)
    assert sorted(owner.told) == [("a", FileMissing("/x")), ("b", 7)]
    assert defects == []


@pytest.mark.parametrize("name", ["run", "attempt"])
def test_a_defect_is_said_and_nothing_follows_but_the_next_work(qtbot, pool, defects, name):
    owner = Owner()
    getattr(owner.aside, name)(raise_defect, owner.hear)
    getattr(owner.aside, name)(lambda: 7, owner.hear)
    qtbot.waitUntil(lambda: owner.told != [])
    assert owner.told == [(7,)]
    [(defect, there)] = defects
    assert "does not answer" in str(defect)
    assert there != threading.get_ident()


def test_an_error_nobody_expects_is_a_defect_though_the_contract_knows_it(qtbot, pool, defects):
    owner = Owner()
    owner.aside.run(raise_missing, owner.hear)
    pool.waitForDone()
    qtbot.wait(1)
    assert [error for error, _ in defects] == [FileMissing("/x")]
    assert owner.told == []


def test_a_defect_in_what_follows_is_said_on_the_windows_thread(qtbot, defects):
    owner = Owner()
    owner.aside.run(lambda: 7, owner.stumble)
    qtbot.waitUntil(lambda: defects != [])
    [(defect, there)] = defects
    assert isinstance(defect, KeyError)
    assert there == threading.get_ident()


@pytest.mark.parametrize("with_its_parent", [False, True])
def test_who_was_destroyed_is_told_nothing_and_late_work_harms_nobody(
    qtbot, pool, gate, defects, with_its_parent
):
    above = QObject()
    owner = Owner(above)
    told, ended = owner.told, []
    owner.aside.run(lambda: ended.append(gate.wait()), owner.hear)
    destroy(above if with_its_parent else owner)
    gate.set()
    pool.waitForDone()
    qtbot.wait(1)
    assert ended == [True]
    assert (told, defects) == ([], [])


def test_a_result_on_its_way_is_not_told_to_who_is_destroyed_before_it_arrives(
    qtbot, pool, defects
):
    owner = Owner()
    told = owner.told
    owner.aside.run(lambda: 7, owner.hear)
    pool.waitForDone()  # it is sent, and the event loop has not run
    destroy(owner)
    qtbot.wait(1)
    assert (told, defects) == ([], [])


def test_work_under_way_keeps_nobody_alive(qtbot, pool, gate, defects):
    owner = Owner()
    gone, told = weakref.ref(owner), owner.told
    owner.aside.run(gate.wait, owner.hear)
    gc.disable()  # it goes at once, on this thread, not at some collection on the worker's
    try:
        del owner
        assert gone() is None
    finally:
        gc.enable()
    gate.set()
    pool.waitForDone()
    qtbot.wait(1)
    assert (told, defects) == ([], [])


def test_what_follows_is_a_method_that_can_be_held_weakly(pool):
    owner = Owner()
    with pytest.raises(TypeError):
        owner.aside.run(lambda: 7, lambda result: owner.hear(result))


def test_higher_priority_goes_first(qtbot, pool, gate):
    owner = Owner()
    owner.aside.run(gate.wait, owner.hear, "first")
    owner.aside.run(lambda: 1, owner.hear, "low")
    owner.aside.attempt(lambda: 2, owner.hear, "high", priority=2)
    owner.aside.run(lambda: 3, owner.hear, "higher", priority=3)
    gate.set()
    qtbot.waitUntil(lambda: len(owner.told) == 4)
    assert [about for about, _ in owner.told] == ["first", "higher", "high", "low"]
