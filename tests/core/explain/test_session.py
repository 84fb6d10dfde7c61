"""Questions as the engine gets them: each answered from the recording or the model, in one session."""

import base64

import numpy as np
import pytest
from PIL import Image

from core.contract import events as ev
from core.contract import explain as ask_for
from core.contract.errors import InvalidValue
from core.contract.explain import MissingEncoder
from core.explain.session import Session, comparable
from core.files.pictures.images import pixel_hash, read_picture


@pytest.fixture
def session(loader) -> Session:
    return Session(loader)


@pytest.fixture
def answer(session, tmp_path):
    """A question → its events."""

    def asked(question, job="q", cancelled=lambda: False):
        return list(session.events(ev.Explain(job, question, str(tmp_path / "answers")), cancelled))

    return asked


def explained(events) -> list[ev.Explained]:
    return [event for event in events if isinstance(event, ev.Explained)]


def test_a_run_is_recorded_and_asked_about(ask, answer, session, tmp_path) -> None:
    events = answer(ask_for.RecordRun(ask(negative="a teddy")), "run")
    assert isinstance(events[-1], ev.JobDone)
    picture = next(e.path for e in events if isinstance(e, ev.ImageDone))
    (film,) = explained(events)
    assert len(film.figures["steps"]) == 4
    assert [text["text"] for text in film.figures["texts"]] == ["a swan and an apple", "a teddy"]
    assert {"noised-000", "noise-003", "guess-002", "end"} <= set(film.glances)
    assert session.runs == ("run",)

    first, *rest = explained(answer(ask_for.ShowStep("run", 1)))
    assert list(first.pictures) == ["guess"]
    assert {name for step in rest for name in step.pictures} >= {"noised", "noise"}
    assert read_picture(first.pictures["guess"]).size == (64, 64)
    stopped = answer(ask_for.ShowStep("run", 2), cancelled=lambda: True)
    assert len(explained(stopped)) == 1
    assert isinstance(stopped[-1], ev.JobCancelled)

    (own,) = explained(answer(ask_for.GuideStep("run", 2, 5.0)))
    assert own.pictures == {}
    assert own.glances["guided"] == film.glances["guess-002"]
    (other,) = explained(answer(ask_for.GuideStep("run", 2, 12.0, developed=True)))
    assert other.glances["guided"] != own.glances["guided"]
    assert set(other.pictures) == {"without", "with", "guided"}

    (words,) = explained(answer(ask_for.ShowWords("run", 0, 1, 2, ("mid_block",))))
    values = np.frombuffer(base64.b64decode(words.figures["values"]), "<f4")
    assert words.figures["shape"] == [5, 8, 8]
    assert values.reshape(5, 8, 8).sum(0).max() < 1
    assert words.figures["sum"] == pytest.approx(1, abs=1e-5)

    same = answer(
        ask_for.BranchRun("run", 2, ask(negative="a teddy", output=str(tmp_path / "b.png"))), "b"
    )
    assert pixel_hash(read_picture(tmp_path / "b.png")) == pixel_hash(read_picture(picture))
    assert explained(same)[0].figures["first"] == 2
    assert session.runs == ("run", "b")


def test_a_branch_with_a_mask_of_another_size_is_fitted(ask, answer, tmp_path) -> None:
    answer(ask_for.RecordRun(ask()), "run")
    mask = np.zeros((32, 32), np.uint8)
    mask[:, 16:] = 255
    Image.fromarray(mask).save(tmp_path / "small.png")
    request = ask(prompt="oil", output=str(tmp_path / "b.png"))
    events = answer(ask_for.BranchRun("run", 1, request, str(tmp_path / "small.png")), "b")
    assert isinstance(events[-1], ev.JobDone)


def test_only_what_fits_is_kept(loader, ask, tmp_path) -> None:
    session = Session(loader, limit=1)
    for name in ("one", "two"):
        job = ev.Explain(name, ask_for.RecordRun(ask(steps=1), maps=False), str(tmp_path))
        list(session.events(job, lambda: False))
    assert session.runs == ("two",)
    with pytest.raises(InvalidValue, match="run"):
        list(
            session.events(
                ev.Explain("q", ask_for.ShowStep("one", 0), str(tmp_path)), lambda: False
            )
        )
    session.release()
    assert session.runs == ()


def test_a_stopped_run_is_not_kept(ask, answer, session) -> None:
    events = answer(ask_for.RecordRun(ask()), "run", lambda: True)
    assert isinstance(events[-1], ev.JobCancelled)
    assert session.runs == ()


def test_models_are_asked_about_pictures(ask, answer, photo) -> None:
    model = ask().model
    (there,) = explained(answer(ask_for.PassPicture(model, photo)))
    assert there.figures["fewer"] == 48
    assert set(there.glances) == {f"channel-{n}" for n in range(4)}
    (near,) = explained(answer(ask_for.PokeLatent(model, photo, 0, 4, 4, 3.0)))
    assert near.figures["is"] == pytest.approx(near.figures["was"] + 3, abs=1e-5)
    assert near.pictures == {}
    (whole,) = explained(answer(ask_for.PokeLatent(model, photo, 0, 4, 4, 3.0, whole=True)))
    assert set(whole.pictures) == {"whole"}
    Image.new("RGB", (64, 64), "red").save(photo)  # another picture by the same name is another one
    (other,) = explained(answer(ask_for.PokeLatent(model, photo, 0, 4, 4, 3.0)))
    assert other.figures["was"] != near.figures["was"]
    (mixed,) = explained(answer(ask_for.BlendPictures(model, photo, photo, 0.5)))
    assert set(mixed.pictures) == {"latents", "pixels"}
    (noised,) = explained(answer(ask_for.NoiseAt(ask(init=photo), 300)))
    assert noised.figures["error"] > 0
    (quick,) = explained(answer(ask_for.NoiseAt(ask(init=photo), 300, developed=False)))
    assert (quick.pictures, quick.figures) == ({}, noised.figures)
    with pytest.raises(MissingEncoder):
        answer(ask_for.CompareAll(model, ("a",), (photo,)))
    (tokens,) = explained(answer(ask_for.CompareAll(model, ("a swan",), ())))
    assert tokens.part == "tokens"
    with pytest.raises(InvalidValue, match="init"):
        answer(ask_for.NoiseAt(ask(), 300))


def test_the_starter_compares(answer, photo) -> None:
    question = ask_for.CompareAll("starter", ("a swan", "a teddy"), (photo,))
    _tokens, found = explained(answer(question))
    assert np.asarray(found.figures["down"]).sum(0) == pytest.approx([1])
    assert found.figures["tokens_table"]["points"]


def test_errors_come_point_by_point_and_can_be_stopped(ask, answer, photo) -> None:
    question = ask_for.MeasureErrors(ask(init=photo), points=3, noises=2)
    events = explained(answer(question))
    assert [e.part for e in events] == ["curves", "error", "error", "error"]
    assert [e.figures["t"] for e in events[1:]] == [0, 500, 999]
    stopped = answer(question, cancelled=lambda: True)
    assert isinstance(stopped[-1], ev.JobCancelled)
    assert len(explained(stopped)) == 2
    rest = explained(answer(ask_for.MeasureErrors(ask(init=photo), 3, 2, begin=2)))
    assert [e.figures for e in rest[1:]] == [events[-1].figures]


def test_a_sheet_is_drawn_and_can_be_stopped(ask, answer) -> None:
    question = ask_for.DrawSheet(ask(steps=1), (2.0, 3.0))
    one, _two, found = explained(answer(question))
    assert one.figures == {"guidance_scale": 2.0, "has_negative": False}
    assert read_picture(one.pictures["picture"]).size == (64, 64)
    assert read_picture(found.pictures["sheet"]).size == (132, 64)
    assert isinstance(answer(question, cancelled=lambda: True)[-1], ev.JobCancelled)


def test_where_a_picture_goes_makes_no_other_request(ask) -> None:
    assert comparable(ask(output="a.png")) == comparable(ask(output="b.png", overwrite=True))
    assert comparable(ask()) != comparable(ask(prompt="oil"))


def test_glances_need_no_model(ask, answer, session, loader) -> None:
    answer(ask_for.RecordRun(ask()), "run")
    loader.unload()
    answer(ask_for.GuideStep("run", 1, 3.0))
    answer(ask_for.ShowWords("run"))
    assert loader.loaded is None


def test_two_sheets_have_files_of_their_own(ask, answer) -> None:
    question = ask_for.DrawSheet(ask(steps=1), (2.0,))
    one, two = (explained(answer(question, job))[0].pictures["picture"] for job in ("one", "two"))
    assert one != two
