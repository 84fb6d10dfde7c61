"""A whole teaching of a tiny random model, judged by an encoder that averages colours."""

from __future__ import annotations

import shutil

import pytest
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file

from core.contract.errors import Cancelled
from core.contract.judging import Chosen, Judged
from core.contract.teaching import EmbeddingConfig, FinetuneConfig
from core.contract.training_events import CheckpointSaved, TrainDone
from core.files import store
from core.files.trainings import run_folders
from core.training.fidelity import setup
from core.training.fidelity.eyes import Eyes
from core.training.fidelity.probes import Probes
from core.training.run_state import RunFolder
from core.training.train import train
from core.training.watch import Watch


def look(pixels):
    return F.normalize(F.adaptive_avg_pool2d(pixels.float().cpu(), 4).flatten(1) + 0.1, dim=-1)


def read(texts):
    random = torch.Generator().manual_seed(1)
    return F.normalize(torch.randn(len(texts), 48, generator=random), dim=-1)


@pytest.fixture
def eyes(monkeypatch):
    found = Eyes("own", look, look, read)
    monkeypatch.setattr(setup, "eyes_for", lambda model, device, only=None: found)
    monkeypatch.setattr(
        setup, "probes_for", lambda model: Probes(("{subject}", "{subject} at sea"), (1,))
    )
    monkeypatch.setattr(setup, "STEPS", 2)


def told_to(heard, events):
    """Each event is in `heard` before the training goes on."""
    for event in events:
        heard.append(event)
        yield from ()


def test_a_taught_model_is_judged_and_the_choice_becomes_the_result(eyes, make_dream):
    config = make_dream(prior="none")
    events = list(train(config, Watch("j"), resume=False))
    judged = [e for e in events if isinstance(e, Judged)]
    assert [e.judgement.step for e in judged] == [2, 4]
    assert {(e.likeness_of, e.encoders) for e in judged} == {("seen", "own")}
    assert all(e.judgement.copying is not None for e in judged)
    (chosen,) = (e for e in events if isinstance(e, Chosen))
    assert chosen.choice == judged[-1].choice
    assert isinstance(events[-1], TrainDone)
    run = RunFolder(config.output)
    assert (run.samples / "judged-000004.png").is_file()
    assert run_folders.asked(run.path) == ("a sks dog", "a sks dog at sea", "a dog", "a dog at sea")
    with Image.open(run.samples / "judged-000004.png") as sheet:
        assert sheet.height == 4 * 32  # a row each


def test_of_eight_photos_one_is_kept_out_and_judged_by(eyes, make_dream, tmp_path):
    folder = tmp_path / "eight"
    folder.mkdir()
    for index in range(8):
        Image.new("RGB", (40, 40), (30 * index, 200, 255 - 30 * index)).save(
            folder / f"{index}.png"
        )
    config = make_dream(prior="none", photos=str(folder))
    events = list(train(config, Watch("j"), resume=False))
    assert {e.likeness_of for e in events if isinstance(e, Judged)} == {"held_out"}
    assert {e.choice.seen for e in events if isinstance(e, Chosen)} == {False}
    photos = load_file(RunFolder(config.output).path / setup.SEEN)
    rows = {name: len(vectors) for name, vectors in photos.items()}
    assert rows == {"learned": 7, "held_out": 1, "altered": 7, "seen": 7}
    assert float((photos["learned"] @ photos["held_out"].T).max()) < 0.99999


def test_it_goes_on_being_judged_when_its_photos_are_gone(eyes, make_dream, photos, tmp_path):
    own = tmp_path / "own photos"
    shutil.copytree(photos, own)
    config = make_dream(prior="none", photos=str(own))
    work = train(config, Watch("j"), resume=False)
    first = next(e for e in work if isinstance(e, Judged))
    work.close()
    shutil.rmtree(own)
    events = list(train(config, Watch("j"), resume=True))
    assert [e.judgement.step for e in events if isinstance(e, Judged)] == [4]
    records = [
        r["judged"]["judgement"]["step"]
        for r in RunFolder(config.output).read_log()
        if "judged" in r
    ]
    assert records == [first.judgement.step, 4]


def test_a_run_stays_with_the_encoders_that_it_began_with(eyes, make_dream, monkeypatch):
    """Others see in vectors of another width, and their figures are not those of the beginning."""
    config = make_dream(prior="none")
    work = train(config, Watch("j"), resume=False)
    next(e for e in work if isinstance(e, Judged))
    work.close()
    asked, found = [], setup.eyes_for
    monkeypatch.setattr(
        setup, "eyes_for", lambda model, device, only: asked.append(only) or found(model, device)
    )
    events = list(train(config, Watch("j"), resume=True))
    assert asked == ["own"]
    assert [e.encoders for e in events if isinstance(e, Judged)] == ["own"]


def test_where_these_are_gone_it_goes_on_by_the_loss(eyes, make_dream, monkeypatch):
    config = make_dream(prior="none", steps=8, patience=1)
    work = train(config, Watch("j"), resume=False)
    first = next(e for e in work if isinstance(e, Judged))
    work.close()
    monkeypatch.setattr(setup, "eyes_for", lambda model, device, only: None)
    events = list(train(config, Watch("j"), resume=True))
    rest = [e.judgement for e in events if isinstance(e, Judged)]
    assert [judgement.step for judgement in rest] == [4, 6, 8], "nothing says that it is over"
    assert {judgement.likeness for judgement in rest} == {None}
    (chosen,) = (e for e in events if isinstance(e, Chosen))
    assert chosen.choice.step == first.judgement.step


def test_what_others_saw_before_anything_was_measured_is_looked_at_anew(eyes, make_dream, opened):
    config = make_dream(prior="none")
    run = RunFolder(config.output)
    opened(config)
    store.write_bytes(run.path / setup.SEEN, b"of an encoder that is gone")
    assert isinstance(list(train(config, Watch("j"), resume=True))[-1], TrainDone)


def test_without_encoders_the_loss_alone_is_judged_and_said_so(make_dream):
    events = list(train(make_dream(prior="none"), Watch("j"), resume=False))
    judged = [e for e in events if isinstance(e, Judged)]
    assert {(e.likeness_of, e.encoders, e.sheet) for e in judged} == {("none", "none", "")}
    (chosen,) = (e for e in events if isinstance(e, Chosen))
    assert (chosen.choice.step, chosen.choice.why) == (4, "last")


def test_it_need_not_be_judged(make_dream):
    events = list(train(make_dream(prior="none", judge=False), Watch("j"), resume=False))
    assert not [e for e in events if isinstance(e, (Judged, Chosen))]


def test_a_wish_to_stop_is_heard_between_two_pictures(eyes, make_dream):
    config = make_dream(prior="none")
    heard: list[object] = []
    watch = Watch("j", cancelled=lambda: any(isinstance(e, CheckpointSaved) for e in heard))
    with pytest.raises(Cancelled):
        list(told_to(heard, train(config, watch, resume=False)))
    assert not any(isinstance(event, Judged) for event in heard)
    events = list(train(config, Watch("j"), resume=True))
    assert [e.judgement.step for e in events if isinstance(e, Judged)] == [2, 4]


def test_what_is_taught_has_a_name_or_is_judged_by_its_loss(make_dream):
    assert setup.names(make_dream()) == ("sks dog", "dog")
    word = EmbeddingConfig(output="o", photos="p", token="<toy>", init_word="robot")
    assert setup.names(word) == ("<toy>", "robot")
    assert setup.names(FinetuneConfig(output="o", data="d")) is None
