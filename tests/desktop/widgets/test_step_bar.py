from desktop.widgets.step_bar import StepBar


def test_steps_that_can_be_opened_are_told_and_others_say_why(qtbot):
    bar = StepBar(("What", "Photos", "How"))
    qtbot.addWidget(bar)
    bar.allow(2, "Three photos first.")
    with qtbot.waitSignal(bar.chosen) as told:
        bar.button(1).click()
    assert told.args == [1]
    assert not bar.button(2).isEnabled()
    assert "Three photos" in bar.button(2).toolTip()


def test_showing_a_step_says_nothing(qtbot):
    bar = StepBar(("What", "Photos"))
    qtbot.addWidget(bar)
    with qtbot.assertNotEmitted(bar.chosen):
        bar.show_step(1)
    assert bar.button(1).isChecked()
    assert not bar.button(0).isChecked()
