"""Work beside the window."""

from core.contract.errors import FileMissing
from desktop.state.inside.errand import Errand


def raise_missing():
    raise FileMissing("/x")


def test_a_result_comes_back_and_an_error_of_the_contract_too(qtbot):
    errand = Errand()
    with qtbot.waitSignal(errand.done) as told:
        errand.run(lambda: 7)
    assert told.args == [7]
    with qtbot.waitSignal(errand.failed) as told:
        errand.run(raise_missing)
    assert told.args[0].path == "/x"


def test_what_was_forgotten_is_not_told(qtbot):
    errand = Errand()
    with qtbot.assertNotEmitted(errand.done, wait=50):
        errand.run(lambda: 1)
        errand.forget()
