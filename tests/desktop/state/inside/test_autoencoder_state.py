"""A picture through the autoencoder."""

import pytest

from core.contract.explain import Explained, PassPicture, PokeLatent
from desktop.state.inside.autoencoder_state import AutoencoderState


@pytest.fixture
def coder(inside):
    return AutoencoderState(inside.lane(), inside.lane(), inside.lane())


def test_there_and_back_a_poke_and_a_mix(qtbot, coder):
    with qtbot.waitSignal(coder.passage_changed):
        coder.pass_through("m", "a.png")
    told = coder.passage.figures
    assert (told.fewer, told.psnr, told.latents) == (48.0, 31.5, (8, 8, 4))
    assert "reconstruction" in coder.passage.pictures
    with qtbot.waitSignal(coder.poke_changed):
        coder.poke_at("m", "a.png", (1, 2, 3), 4.0, whole=False)
    assert (coder.poke.figures.now, coder.poke.whole) == (4.5, "")
    with qtbot.waitSignal(coder.poke_changed):
        coder.poke_at("m", "a.png", (1, 2, 3), 4.0, whole=True)
    assert coder.poke.whole.endswith("whole.png")
    with qtbot.waitSignal(coder.blend_changed):
        coder.mix("m", "a.png", "b.png", 0.5)
    assert set(coder.blend) == {"latents", "pixels"}
    coder.pass_through("m", "b.png")
    assert coder.poke is None
    coder.stop()
    assert not coder.busy


def test_an_answer_of_another_form_is_told(qtbot, coder):
    with qtbot.waitSignal(coder.failed):
        coder._answered(PassPicture("m", "a.png"), Explained("j", "autoencoder", {}))


@pytest.mark.parametrize("way", ["another picture", "undone"])
def test_a_late_answer_changes_nothing_that_is_not_looked_at(coder, instant, way):
    instant.patient = True
    coder.poke_at("m", "a.png", (1, 2, 3), 4.0, whole=True)
    if way == "undone":
        coder.undo()
    else:
        coder.pass_through("m", "b.png")
    told = {"box": [0, 0, 8, 8], "was": 0.5, "is": 4.5, "channel": 1, "row": 2, "column": 3}
    late = PokeLatent("m", "a.png", 1, 2, 3, 4.0, True)
    coder._answered(late, Explained("j", "poke", told, {}, {"whole": "w.png"}))
    assert coder.poke is None
