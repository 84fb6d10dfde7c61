"""A training on the page, from its start to the stop."""

from core.contract.digits import TrainDigits
from core.contract.explain import Explain, Explained
from tests.support.digit_answers import glance


def test_a_training_shows_batch_loss_and_samples_and_can_be_stopped(qtbot, digits, instant):
    digits.show_part("train")
    with qtbot.waitSignal(digits.run_begun) as begun:
        digits.train.train.click()
    (job,) = [job for job in instant.asked if isinstance(job, Explain)]
    assert isinstance(job.question, TrainDigits)
    assert begun.args == [job.question.taught.output]
    figures = {
        "step": 4, "loss": 0.5, "t": [3, -1], "labels": [1, 2], "errors": [0.1, 0.2], "size": 64,
        "weights": 230860.0, "moved": 0.01,
    }  # fmt: skip
    instant.heard.emit(Explained(job.job, "batch", figures, {"batch": glance(48, 24)}))
    assert digits.train.view.batch.texts() == ("t 3", "clean")
    assert "step 4" in digits.foot.text()
    for step in (1, 5):
        picture = {"samples": glance(120, 48, 10 * step)}
        instant.heard.emit(Explained(job.job, "samples", {"step": step}, picture))
    view = digits.train.view
    assert view.samples() == (1, 5)
    assert view.sample.image().pixelColor(0, 0).red() == 50
    view.steps.slider.setValue(0)
    assert view.sample.image().pixelColor(0, 0).red() == 10
    digits.stop.click()
    assert instant.cancelled == [job.job]
    assert digits.train.train.isEnabled()
