"""Garbage is collected by the GUI's timer and by nothing else."""

import gc

import pytest

from desktop.garbage import GarbageCollector


@pytest.fixture
def collector(qapp):
    found = GarbageCollector(qapp)
    yield found
    found.deleteLater()
    gc.enable()


def test_the_automatic_collection_is_off(collector):
    assert not gc.isenabled()


def test_a_cycle_goes_when_it_is_due(collector):
    class Node:
        gone = False

        def __del__(self):
            Node.gone = True

    gc.collect()
    node = Node()
    node.itself = node
    del node
    rest = [[] for _ in range(gc.get_threshold()[0] + 1)]  # enough to make the first generation due
    assert collector.check() is not None
    assert Node.gone
    assert rest


def test_what_there_was_at_the_start_is_not_looked_through_again(collector):
    before = gc.get_freeze_count()
    kept = [[] for _ in range(100)]
    collector.settle()
    try:
        assert gc.get_freeze_count() >= before + len(kept)
    finally:
        gc.unfreeze()


def test_nothing_is_done_where_nothing_is_due(collector):
    gc.collect()
    assert collector.check() is None
