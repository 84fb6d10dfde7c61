"""What happens in a training: samples that are followed or looked back at."""

from desktop.canvas.pictures import read_png
from desktop.panels.inside.training_view import BatchWords, TrainingView
from desktop.state.inside.film import unpacked
from tests.support.digit_answers import glance


def picture(grey):
    return read_png(unpacked(glance(120, 48, grey)))


def test_the_newest_sample_is_followed_unless_a_person_looks_back(qtbot):
    view = TrainingView()
    qtbot.addWidget(view)
    for step in (10, 20):
        view.add_sample(step, picture(step))
    view.steps.slider.setValue(0)
    view.add_sample(30, picture(30))
    assert view.sample.image().pixelColor(0, 0).red() == 10
    view.steps.slider.setValue(2)
    view.add_sample(40, picture(40))
    assert view.sample.image().pixelColor(0, 0).red() == 40
    view.clear()
    assert view.samples() == ()
    assert view.sample.image() is None


def test_a_sample_that_is_only_known_is_asked_for(qtbot):
    view = TrainingView()
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.sample_wanted) as wanted:
        view.know_samples([5, 6])
    assert wanted.args == [6]


def test_a_batch_says_what_it_is(qtbot):
    view = TrainingView()
    qtbot.addWidget(view)
    view.show_batch(picture(1), BatchWords(7, [3, -1], 64))
    assert "64 pictures of step 7" in view.batch_text.text()
