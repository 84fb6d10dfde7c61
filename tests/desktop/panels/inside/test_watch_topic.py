"""Watch it learn: a run folder of any training, while it grows and when it is done."""

import pytest
from PySide6.QtCore import Qt

from core.contract import events as ev
from core.contract.digits import Peek
from core.contract.errors import RunFolderInvalid
from core.contract.explain import Explained
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.watch_topic import WatchTopic
from tests.support.digit_answers import glance

LOG = [{"step": 50, "mean_loss": 0.4, "held_out_loss": 0.5}, {"step": 100, "mean_loss": 0.2}]


@pytest.fixture
def topic(qtbot, inside):
    topic = WatchTopic(inside, Looks())
    qtbot.addWidget(topic)
    topic.resize(900, 640)
    with qtbot.waitExposed(topic):
        topic.show()
    return topic


def last(client):
    return [job for job in client.asked if isinstance(job, Peek)][-1]


def told(job, batch=None, **more):
    figures = {
        "task": "unet", "steps": 200, "batch_size": 16, "log": LOG, "samples": [50, 100],
        "finished": False, **more,
    }  # fmt: skip
    glances = {}
    if batch is not None:
        figures["batch"], glances["batch"] = batch, glance(48, 24)
    return Explained(job, "run", figures, glances)


def test_empty_it_offers_a_training(qtbot, topic):
    assert topic.entry() is topic.empty_train
    with qtbot.waitSignals([topic.train_asked, topic.run_asked, topic.teach_asked]):
        topic.empty_train.click()
        topic.empty_choose.click()
        topic.empty_teach.click()


def test_curves_samples_and_batch_of_a_run(qtbot, topic, instant):
    topic.add_run("/runs/one")
    job = last(instant)
    assert job.peeked.run_folder == "/runs/one"
    instant.heard.emit(told(job.job, {"step": 100, "t": [7, 9], "labels": [1, 2], "side": 24}))
    loss, unseen = topic.view.chart.curves()
    assert list(loss.points) == [(50, 0.4), (100, 0.2)]
    assert list(unseen.points) == [(50, 0.5)]
    assert topic.view.batch.texts() == ("t 7", "t 9")
    wanted = last(instant)  # the newest sample was asked for at once
    assert wanted.peeked.sample == 100
    answer = told(wanted.job)
    answer.glances["sample"] = glance(120, 48, 60)
    instant.heard.emit(answer)
    assert topic.view.sample.image().pixelColor(0, 0).red() == 60
    qtbot.keyClick(topic, Qt.Key.Key_Left)
    assert last(instant).peeked.sample == 50
    assert "step 100 of 200" in topic.foot.text()


def test_of_a_few_photos_the_loss_on_them_is_shown(topic, instant):
    topic.watch("/runs/photos")
    log = [{"step": step, "mean_loss": 0.4, "photo_loss": 0.3} for step in (10, 20)]
    instant.heard.emit(told(last(instant).job, log=log, samples=[]))
    names = [curve.name for curve in topic.view.chart.curves()]
    assert names == ["loss", "loss on the photos, always with the same noise"]


def test_before_the_first_saved_state_there_is_no_mini_batch_and_it_says_so(topic, instant):
    topic.watch("/runs/two")
    instant.heard.emit(told(last(instant).job, samples=[], finished=True))
    assert "none yet" in topic.view.batch_text.text()
    assert topic.view.batch.isHidden()


def test_what_is_no_run_is_told(qtbot, topic, instant):
    topic.watch("/nowhere")
    with qtbot.waitSignal(topic.failed):
        error = RunFolderInvalid("/nowhere", "it holds no run to resume")
        instant.heard.emit(ev.JobFailed.of(last(instant).job, error))


def test_its_words_are_few(topic):
    assert len(topic.text.split()) <= 60
