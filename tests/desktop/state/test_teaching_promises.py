"""What the methods cost: asked at once, tried one by one, never in the way of a training."""

from dataclasses import replace

import pytest

from core.contract import events as ev
from core.contract.draft import Draft, DraftPhoto
from core.contract.errors import NOT_CONVERTED, EngineStopped, ModelUnsupported
from desktop.state import teaching_promises
from desktop.state.teaching_promises import TeachingPromises
from tests.support.instant_engine import InstantClient

PHOTOS = tuple(DraftPhoto(f"/{n}") for n in range(5))
DRAFT = Draft(photos=PHOTOS)


@pytest.fixture
def client():
    return InstantClient()


@pytest.fixture
def promises(qtbot, client, monkeypatch):
    monkeypatch.setattr(teaching_promises, "REST_MS", 0)
    return TeachingPromises(client)


class Engine:
    """Answers in the client's place."""

    def __init__(self, qtbot, client):
        self.qtbot, self.client = qtbot, client

    def asked(self, kind):
        return [job for job in self.client.asked if isinstance(job, kind)]

    def say(self, job, **fields):
        known = {"needed": 5, "free": 9, "fits": True, "least": 60.0, "most": 90.0, "step": 0.5}
        promise = ev.TeachingPromise(job, "cpu", **({"measured": 0.0} | known | fields))
        self.client.heard.emit(promise)

    def answer_all(self, **fields):
        """All formulas that were asked for."""
        before = len(self.asked(ev.AskTeaching))
        self.qtbot.waitUntil(lambda: len(self.asked(ev.AskTeaching)) > 0, timeout=3000)
        for job in self.asked(ev.AskTeaching)[before - 3 if before else 0 :]:
            self.say(job.job, **fields)


@pytest.fixture
def engine(qtbot, client):
    return Engine(qtbot, client)


def test_the_formula_is_asked_for_each_method_at_once(promises, engine):
    promises.show(DRAFT)
    engine.answer_all(needed=7)
    assert [job.photos for job in engine.asked(ev.AskTeaching)] == [5, 5, 5]
    assert set(promises.offers) == {"lora", "embedding", "full"}
    assert all(offer.needed == 7 for offer in promises.offers.values())
    assert promises.measured == 0.0


def test_methods_are_tried_one_after_the_other_the_chosen_one_first(promises, engine, client):
    promises.show(replace(DRAFT, method="full"))
    engine.answer_all()
    (first,) = engine.asked(ev.TryTeaching)
    assert first.config.method == "full"
    assert promises.offers["full"].is_measuring
    engine.say(first.job, needed=8, measured=77.0)
    assert (promises.offers["full"].needed, promises.measured) == (8, 77.0)
    client.heard.emit(ev.JobDone(first.job, 1.0))
    assert not promises.offers["full"].is_measuring
    assert len(engine.asked(ev.TryTeaching)) == 2


def test_what_does_not_fit_or_was_measured_already_is_not_tried(promises, engine, client):
    promises.show(DRAFT)
    qtbot = engine.qtbot
    qtbot.waitUntil(lambda: len(engine.asked(ev.AskTeaching)) == 3)
    lora, word, full = engine.asked(ev.AskTeaching)
    engine.say(lora.job, measured=5.0)
    engine.say(word.job, measured=6.0)
    fitting = (("resolution", "384"),)
    engine.say(full.job, fits=False, fitting=fitting)
    assert engine.asked(ev.TryTeaching) == []
    assert promises.measured == 6.0
    assert not promises.offers["full"].fits
    assert promises.offers["full"].fits_with == fitting
    promises.measure_again()
    assert len(engine.asked(ev.TryTeaching)) == 1


def test_a_training_that_runs_has_the_device_for_itself(promises, engine, client):
    promises.show(DRAFT)
    engine.answer_all()
    (trial,) = engine.asked(ev.TryTeaching)
    promises.hold(True)
    assert client.cancelled == [trial.job]
    assert not any(offer.is_measuring for offer in promises.offers.values())
    promises.show(DRAFT)
    assert len(engine.asked(ev.TryTeaching)) == 1
    promises.hold(False)
    assert len(engine.asked(ev.TryTeaching)) == 2


def test_who_leaves_has_nothing_tried_any_more(promises, engine, client):
    promises.show(DRAFT)
    engine.answer_all()
    promises.leave()
    assert len(client.cancelled) == 1
    promises.hold(False)
    assert len(engine.asked(ev.TryTeaching)) == 1


def test_another_setting_is_asked_for_and_ends_a_trial_that_it_makes_useless(
    promises, engine, client, qtbot
):
    promises.show(DRAFT)
    engine.answer_all()
    (trial,) = engine.asked(ev.TryTeaching)
    promises.show(replace(DRAFT, page=2))  # says nothing new
    assert client.cancelled == []
    promises.show(replace(DRAFT, settings=(("rank", "4"),)))
    assert client.cancelled == [trial.job]
    qtbot.waitUntil(lambda: len(engine.asked(ev.AskTeaching)) == 6)


def test_what_was_said_of_other_settings_is_known_to_be_old(promises, engine):
    promises.show(DRAFT)
    engine.answer_all(keeping=170.0)
    assert {(o.is_old, o.keeping) for o in promises.offers.values()} == {(False, 170.0)}
    promises.show(replace(DRAFT, settings=(("resolution", "384"),)))
    assert {offer.is_old for offer in promises.offers.values()} == {True}
    asked = engine.asked(ev.AskTeaching)
    engine.qtbot.waitUntil(lambda: len(engine.asked(ev.AskTeaching)) > len(asked), timeout=3000)
    engine.answer_all()
    assert {offer.is_old for offer in promises.offers.values()} == {False}


def test_a_trial_that_fails_is_not_made_again_by_itself(promises, engine, client):
    promises.show(DRAFT)
    engine.answer_all()
    for _ in range(3):
        trial = engine.asked(ev.TryTeaching)[-1]
        client.heard.emit(ev.JobFailed(trial.job, "EngineStopped", {"exit_code": -9}))
    assert len(engine.asked(ev.TryTeaching)) == 3
    assert not any(offer.is_measuring for offer in promises.offers.values())


def test_a_model_that_cannot_be_taught_is_refused(promises, engine, client, qtbot):
    promises.show(DRAFT)
    qtbot.waitUntil(lambda: len(engine.asked(ev.AskTeaching)) == 3)
    for job in engine.asked(ev.AskTeaching):
        client.heard.emit(ev.JobFailed.of(job.job, ModelUnsupported("m", "no")))
    assert all(offer.refused for offer in promises.offers.values())
    assert engine.asked(ev.TryTeaching) == []


@pytest.mark.parametrize("end", [EngineStopped(-9), ModelUnsupported("m", NOT_CONVERTED)])
def test_what_may_be_otherwise_another_time_forbids_nothing_and_is_asked_again(
    promises, engine, client, qtbot, end
):
    promises.show(DRAFT)
    qtbot.waitUntil(lambda: len(engine.asked(ev.AskTeaching)) == 3)
    for job in engine.asked(ev.AskTeaching):
        client.heard.emit(ev.JobFailed.of(job.job, end))
    assert all(offer.fits for offer in promises.offers.values())
    promises.show(DRAFT)
    qtbot.waitUntil(lambda: len(engine.asked(ev.AskTeaching)) == 6)


def test_another_models_figures_are_not_shown(promises, engine, qtbot):
    promises.show(DRAFT)
    engine.answer_all()
    promises.show(replace(DRAFT, model="/another"))
    assert promises.offers == {}


def test_a_word_that_is_still_being_typed_is_not_asked_for(promises, engine, qtbot):
    promises.show(replace(DRAFT, word=""))
    qtbot.wait(20)
    assert engine.asked(ev.AskTeaching) == []
