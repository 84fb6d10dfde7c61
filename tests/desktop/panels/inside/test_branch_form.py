"""What a branch does otherwise."""

from desktop.panels.inside.branch_form import BranchForm


def test_it_begins_with_what_the_run_was_told(qtbot, recorded):
    form = BranchForm()
    qtbot.addWidget(form)
    form.show_for(recorded.run.run, 2)
    assert (form.prompt.text(), form.negative.text()) == ("a swan, blue", "green")
    assert form.guidance.value == 4.0
    form.prompt.setText("a fox")
    form.show_mask("/m/mask.png")
    assert form.mask_name.text() == "mask.png"
    with qtbot.waitSignal(form.branched) as told:
        form.draw.click()
    assert told.args == ["a fox", "green", 4.0, "/m/mask.png"]
    with qtbot.waitSignals([form.mask_asked, form.closed]):
        form.choose_mask.click()
        form.leave.click()
