"""Whether the noun fits: asked once the draft rests, and silent where nobody is sure."""

from dataclasses import replace

import pytest

from core.contract import events as ev
from core.contract.draft import Draft, DraftPhoto
from desktop.state import noun_check
from desktop.state.noun_check import NounCheck, NounSeen
from tests.support.instant_engine import InstantClient

DRAFT = Draft(noun="dog", model="/m", photos=(DraftPhoto("/1"), DraftPhoto("/2")))


@pytest.fixture
def client():
    return InstantClient()


@pytest.fixture
def check(qtbot, client, monkeypatch):
    monkeypatch.setattr(noun_check, "REST_MS", 0)
    made = NounCheck(client)
    made._rest.setInterval(0)
    return made


def test_the_photos_that_are_in_are_asked_about_once(qtbot, check, client):
    check.show(replace(DRAFT, photos=(*DRAFT.photos, DraftPhoto("/3", is_in=False))))
    check.show(replace(DRAFT, page=1))
    qtbot.waitUntil(lambda: len(client.asked) == 1, timeout=3000)
    (job,) = client.asked
    assert (job.model, job.noun, job.photos) == ("/m", "dog", ("/1", "/2"))
    with qtbot.waitSignal(check.seen) as told:
        client.heard.emit(ev.PhotosShow(job.job, "dog", 0.05, "cat", 0.88))
    assert told.args == [NounSeen("dog", 0.05, "cat", 0.88)]


def test_an_answer_for_another_noun_comes_too_late(qtbot, check, client):
    check.show(DRAFT)
    qtbot.waitUntil(lambda: len(client.asked) == 1, timeout=3000)
    heard = []
    check.seen.connect(heard.append)
    check.show(replace(DRAFT, noun="cat"))
    client.heard.emit(ev.PhotosShow(client.asked[0].job, "dog", 0.05, "cat", 0.88))
    assert heard == [None]


def test_without_photos_noun_or_subject_nothing_is_asked(qtbot, check, client):
    for draft in (replace(DRAFT, noun=""), replace(DRAFT, photos=()), replace(DRAFT, kind="style")):
        check.show(draft)
    qtbot.wait(20)
    assert client.asked == []


def test_it_speaks_only_where_it_is_sure():
    assert NounSeen("dog", 0.1, "cat", 0.88).is_another
    assert not NounSeen("dog", 0.3, "cat", 0.5).is_another
    assert NounSeen("dog", 0.9, "dog", 0.9).fits
    assert not NounSeen("dog", 0.5, "dog", 0.5).fits
