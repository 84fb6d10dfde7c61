"""The autoencoder: sizes, what is lost, a latent that is dragged, two pictures mixed."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF

from core.contract.explain import BlendPictures, PassPicture, PokeLatent
from core.contract.request import GenerationRequest
from desktop.panels.inside.autoencoder_topic import AutoencoderTopic
from desktop.panels.inside.looks import Looks


@pytest.fixture
def topic(qtbot, recorded):
    topic = AutoencoderTopic(recorded, Looks())
    qtbot.addWidget(topic)
    topic.resize(1000, 800)
    with qtbot.waitExposed(topic):
        topic.show()
    qtbot.waitUntil(lambda: topic.coder.passage is not None)
    return topic


def test_sizes_channels_and_loss_are_shown(qtbot, topic, recorded, instant):
    assert instant.questions(PassPicture)[0].passed == recorded.run.run.picture
    assert (
        "64 × 64 × 3 pixels become 8 × 8 × 4 latents: 48 times fewer numbers" in topic.foot.text()
    )
    assert "PSNR 31.5 dB" in topic.foot.text()
    assert [bar.first for bar in topic.funnel.bars()] == ["64²", "64²", "8²", "8²", "8²", "64²"]
    assert [bar.accent for bar in topic.funnel.bars()].index(True) == 3
    assert len(topic.channels) == 4
    assert topic.channels[1].note() == "−1.0 … 1.0"
    qtbot.waitUntil(lambda: topic.lost.image() is not None, timeout=10_000)
    before = topic.lost.image()
    topic.gain.button("10").click()
    qtbot.waitUntil(lambda: topic.lost.image() not in (None, before), timeout=10_000)


def test_a_cell_that_is_dragged_changes_what_it_paints(qtbot, topic, instant):
    qtbot.waitUntil(lambda: topic.back.image() is not None, timeout=10_000)
    tile, before = topic.channels[2], topic.back.image().copy()
    tile.hovered.emit(QPointF(0.5, 0.25))
    assert topic.back._box == QRectF(0.5, 0.25, 0.125, 0.125)
    tile.hovered.emit(None)
    tile.clicked.emit(QPointF(0.5, 0.25))
    tile.dragged.emit(QPointF(0, 100), QPointF(0, 50))
    qtbot.waitUntil(lambda: topic.coder.poke is not None)
    question = instant.questions(PokeLatent)[-1]
    cell = (question.channel, question.row, question.column)
    assert (cell, question.amount, question.whole) == ((2, 2, 4), 2.0, False)
    assert topic.back.image() != before
    tile.released.emit()
    qtbot.waitUntil(lambda: topic.coder.poke.whole != "")
    assert "channel 3, row 3, column 5: 0.50 became 2.50" in topic.poked.text()
    topic.reset.click()
    assert topic.back.image() == before
    assert not topic.reset.isEnabled()


def test_try_this_changes_the_number_in_the_middle(qtbot, topic, instant):
    topic.attempt.click()
    question = instant.questions(PokeLatent)[-1]
    assert (question.channel, question.row, question.column, question.whole) == (0, 4, 4, True)


def test_two_pictures_are_mixed_both_ways(qtbot, topic, recorded, instant):
    assert not topic.share.isEnabled()
    picks = []
    topic.pick_asked.connect(picks.append)
    topic.other.choose.click()
    picks[0](recorded.run.run.picture)
    topic.share.set_value(0.25)
    topic.share.value_changed.emit(0.25)
    qtbot.waitUntil(lambda: topic.in_latents.image() is not None, timeout=10_000)
    assert instant.questions(BlendPictures)[-1].share == 0.25
    with qtbot.waitSignal(topic.save_asked) as told:
        topic.in_latents.menu_asked.emit(QPoint())
    assert told.args[1]["psnr"] == 31.5


def test_without_a_picture_one_can_be_drawn(qtbot, inside):
    topic = AutoencoderTopic(inside, Looks())
    qtbot.addWidget(topic)
    topic.show()
    assert "Choose a picture" in topic.foot.text()
    with qtbot.waitSignal(topic.draw_asked):
        topic.source.draw.click()


def test_another_model_has_another_autoencoder(qtbot, topic, recorded, instant, monkeypatch):
    monkeypatch.setattr(type(recorded), "model", lambda _self: "other")
    topic.hide()
    topic.show()
    qtbot.waitUntil(lambda: instant.questions(PassPicture)[-1].model == "other")


def test_stop_ends_the_picture_that_is_recorded_for_the_page(qtbot, inside, instant):
    topic = AutoencoderTopic(inside, Looks())
    qtbot.addWidget(topic)
    topic.show()
    instant.patient = True
    inside.run.record(GenerationRequest("a swan", "x.png", 1))
    assert topic.stop.isEnabled()
    topic.stop.click()
    assert len(instant.cancelled) == 1
