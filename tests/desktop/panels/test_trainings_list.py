from core.contract.draft import Draft, Teaching
from desktop.panels.trainings_list import TrainingsList


def test_an_empty_list_says_what_to_do_with_a_button(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    listed.show()
    assert listed.entry() is listed.first
    with qtbot.waitSignal(listed.new_asked):
        listed.first.click()
    with qtbot.waitSignal(listed.folder_asked):
        listed.first_folder.click()


def test_what_runs_is_first_and_what_is_finished_last(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    trainings = [
        Teaching(s[0] * 8, Draft(word=s), s) for s in ("finished", "draft", "running", "waiting")
    ]
    listed.show_trainings(trainings, False)
    listed.show()
    tops = sorted(listed.rows.values(), key=lambda row: row.y())
    assert [row.id[0] for row in tops] == ["r", "w", "d", "f"]
    assert listed.entry() is tops[0].act


def test_rows_stay_while_their_training_does(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    one = Teaching("a" * 8, Draft(), "running")
    listed.show_trainings([one, Teaching("b" * 8, Draft())], False)
    row = listed.rows["a" * 8]
    listed.show_trainings([one], False)
    assert listed.rows == {"a" * 8: row}
    listed.show_trainings([], False)
    assert listed.rows == {}


def test_what_was_paused_for_painting_says_so(qtbot):
    listed = TrainingsList()
    qtbot.addWidget(listed)
    listed.show_trainings([Teaching("a" * 8, Draft(), "waiting", step=5)], True)
    assert "while you paint" in listed.rows["a" * 8].line.text()
