"""The canvas as a person meets it: empty, drawing, proposals, keys, undo, files that fail."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.contract.errors import FileMissing
from desktop.canvas.canvas_view import CanvasView
from desktop.canvas.empty_state import EmptyState
from desktop.canvas.pictures import png_bytes
from desktop.canvas.proposal_bar import ProposalBar


@pytest.fixture
def canvas(qtbot):
    widget = CanvasView()
    qtbot.addWidget(widget)
    widget.resize(500, 500)
    widget.set_frame_size(64, 64)
    widget.show()
    widget.setFocus()
    return widget


@pytest.fixture
def proposed(canvas, qtbot, make_picture):
    """A canvas with three decoded proposals: red, green, blue."""
    paths = [make_picture(f"{name}.png", name) for name in ("red", "lime", "blue")]
    canvas.begin_job("1")
    for path in paths:
        canvas.add_proposal(path)
    canvas.end_job()
    for colour in ("#ff0000", "#00ff00", "#0000ff"):  # look at each once: then it is decoded
        qtbot.waitUntil(lambda colour=colour: seen(canvas) == colour)
        canvas.flip(1)
    return canvas, paths


def seen(canvas) -> str:
    """The colour in the middle of the frame."""
    image = canvas.grab().toImage()
    x, y = canvas.viewport().to_view(canvas.viewport().frame_width / 2, 40)
    return image.pixelColor(int(x), int(y)).name()


def empty(canvas) -> bool:
    return canvas.findChild(EmptyState).isVisible()


def bar(canvas) -> bool:
    return canvas.findChild(ProposalBar).isVisible()


def test_an_empty_canvas_shows_examples_and_no_bar(canvas):
    assert empty(canvas)
    assert not bar(canvas)
    assert canvas.picture() is None
    assert canvas.framed_picture() is None
    assert canvas.label() == ""


def test_an_example_is_passed_on(canvas, qtbot):
    with qtbot.waitSignal(canvas.example_chosen) as chosen:
        canvas.findChild(EmptyState).example_chosen.emit("a swan")
    assert chosen.args == ["a swan"]


def test_a_job_hides_the_examples_at_once_and_shows_previews(canvas, halves):
    canvas.begin_job("1")
    assert not empty(canvas)
    canvas.show_preview(png_bytes(halves(8, 8)))
    image = canvas.grab().toImage()
    x, y, width, height = canvas.viewport().rect()
    middle = int(y + height / 2)
    assert image.pixelColor(int(x + 3), middle).name() == "#ff0000"
    assert image.pixelColor(int(x + width - 4), middle).name() == "#0000ff"
    canvas.end_job()
    assert empty(canvas)


@pytest.mark.qt_log_ignore("libpng")
def test_a_broken_preview_or_one_after_the_end_changes_nothing(canvas, halves):
    canvas.begin_job("1")
    canvas.show_preview(png_bytes(halves(8, 8)))
    before = canvas.grab().toImage()
    canvas.show_preview(b"no png")
    assert canvas.grab().toImage() == before
    canvas.end_job()
    empty_canvas = canvas.grab().toImage()
    canvas.show_preview(png_bytes(halves(8, 8)))
    assert canvas.grab().toImage() == empty_canvas


def test_the_waiting_sentence_stands_on_the_label_until_a_preview_comes(canvas, halves):
    canvas.begin_job("1")
    canvas.show_waiting("Loading the model, about 3 s")
    assert canvas.label() == "Loading the model, about 3 s"
    canvas.show_preview(png_bytes(halves(8, 8)))
    assert canvas.label() == ""


def test_proposals_are_counted_and_the_first_one_stays(proposed):
    canvas, paths = proposed
    assert canvas.proposal_path() == paths[0]
    assert canvas.label() == "Proposal 1 of 3 – not in your picture yet"
    assert bar(canvas)
    assert not empty(canvas)


def test_a_single_proposal_needs_no_number(canvas, make_picture):
    canvas.begin_job("1")
    canvas.add_proposal(make_picture())
    assert canvas.label() == "Proposal – not in your picture yet"


def test_arrows_flip_enter_keeps(proposed, qtbot):
    canvas, paths = proposed
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.proposal_path() == paths[1]
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.proposal_path() == paths[2]
    with qtbot.waitSignals([canvas.kept, canvas.picture_changed, canvas.proposal_changed]):
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.picture().path == paths[2]
    assert seen(canvas) == "#0000ff"
    assert canvas.label() == ""
    assert not bar(canvas)


def test_del_discards_and_the_file_stays(proposed, qtbot):
    canvas, paths = proposed
    with qtbot.waitSignal(canvas.discarded) as discarded:
        QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert discarded.args == [paths[0]]
    assert canvas.proposal_path() == paths[1]
    assert Path(paths[0]).exists()


def test_the_bars_buttons_do_the_same(proposed, qtbot):
    canvas, paths = proposed
    buttons = canvas.findChild(ProposalBar)
    buttons.flipped.emit(1)
    assert canvas.proposal_path() == paths[1]
    buttons.discarded.emit()
    assert canvas.proposal_path() == paths[2]
    buttons.kept.emit()
    assert canvas.picture().path == paths[2]


def test_a_keep_before_the_picture_is_decoded_is_not_lost(canvas, qtbot, make_picture):
    path = make_picture()
    canvas.begin_job("1")
    canvas.add_proposal(path)
    with qtbot.waitSignal(canvas.kept) as kept:
        canvas.keep()
        assert canvas.picture() is None
    assert kept.args == [path]
    assert canvas.picture().path == path


def test_such_a_keep_is_forgotten_when_another_is_looked_at(canvas, qtbot, make_picture):
    canvas.begin_job("1")
    canvas.add_proposal(make_picture("a.png", "red"))
    canvas.add_proposal(make_picture("b.png", "blue"))
    canvas.keep()
    canvas.flip(1)
    qtbot.waitUntil(lambda: seen(canvas) == "#0000ff")
    canvas.flip(1)
    qtbot.waitUntil(lambda: seen(canvas) == "#ff0000")
    assert canvas.picture() is None


def test_undo_and_redo_of_a_keep(proposed, make_picture, qtbot):
    canvas, paths = proposed
    reasons = []
    canvas.picture_changed.connect(reasons.append)
    canvas.keep()
    canvas.undo_stack.undo()
    assert canvas.picture() is None
    assert canvas.proposal_path() == paths[0]
    canvas.undo_stack.redo()
    assert canvas.picture().path == paths[0]
    assert reasons == ["keep", "undo", "redo"]


def test_results_that_arrive_after_a_keep_do_not_cover_the_picture(proposed, make_picture, halves):
    canvas, _ = proposed
    canvas.keep()
    canvas.add_proposal(make_picture("late.png", "yellow"))
    canvas.show_preview(png_bytes(halves(8, 8)))
    assert canvas.proposal_path() == ""
    assert seen(canvas) == "#ff0000"


def test_a_new_job_replaces_the_proposals(proposed):
    canvas, _ = proposed
    canvas.begin_job("2")
    assert canvas.proposal_path() == ""
    assert not bar(canvas)


def test_a_preview_does_not_cover_the_proposal_being_looked_at(proposed, halves):
    canvas, paths = proposed
    canvas.begin_job("2")
    canvas.show_result(paths[0])
    canvas.show_preview(png_bytes(halves(8, 8)))
    assert seen(canvas) == "#ff0000"


def test_a_file_becomes_the_picture(canvas, qtbot, make_picture):
    path = make_picture("wide.png", "lime", (200, 100))
    with qtbot.waitSignal(canvas.picture_changed) as changed:
        canvas.start_from(path, "drop")
    assert changed.args == ["drop"]
    assert canvas.picture().path == path
    assert canvas.picture().image.size().toTuple() == (200, 100)
    assert canvas.framed_picture().size().toTuple() == (64, 64)
    assert not empty(canvas)
    assert canvas.undo_stack.undoText() == "Drop picture"


def test_the_picture_of_the_last_start_cannot_be_undone(canvas, qtbot, make_picture):
    with qtbot.waitSignal(canvas.picture_changed) as changed:
        canvas.start_from(make_picture(), "restore")
    assert changed.args == ["restore"]
    assert not canvas.undo_stack.canUndo()


def test_the_last_of_two_files_counts(canvas, qtbot, make_picture):
    first, second = make_picture("a.png", "red", (2000, 2000)), make_picture("b.png", "blue")
    canvas.start_from(first)
    canvas.start_from(second)
    with qtbot.waitSignal(canvas.picture_changed):
        pass
    qtbot.wait(100)
    assert canvas.picture().path == second
    assert canvas.undo_stack.count() == 1


def test_a_file_that_cannot_be_opened_changes_nothing(canvas, qtbot, tmp_path):
    path = str(tmp_path / "gone.png")
    with qtbot.waitSignal(canvas.failed) as failed:
        canvas.start_from(path)
    assert failed.args == [FileMissing(path)]
    assert canvas.picture() is None
    assert canvas.undo_stack.count() == 0


def test_a_proposal_that_cannot_be_read_makes_room_for_the_next(canvas, qtbot, make_picture):
    gone, good = "/nowhere/gone.png", make_picture()
    canvas.begin_job("1")
    with qtbot.waitSignal(canvas.failed):
        canvas.add_proposal(gone)
        canvas.add_proposal(good)
    assert canvas.proposal_path() == good


def test_pasted_pixels_have_no_path_and_can_be_cleared(canvas, qtbot, halves):
    with qtbot.waitSignal(canvas.picture_changed) as changed:
        canvas.start_from_image(halves(64, 64))
    assert changed.args == ["paste"]
    assert canvas.picture().path == ""
    canvas.clear()
    assert canvas.picture() is None
    assert empty(canvas)
    canvas.undo_stack.undo()
    assert canvas.framed_picture().pixelColor(2, 2).name() == "#ff0000"


def test_keys_mean_nothing_without_a_proposal(canvas, halves):
    canvas.start_from_image(halves(64, 64))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key)
    assert canvas.picture() is not None
    assert canvas.undo_stack.count() == 1


def test_the_bar_never_moves_the_frame(canvas, make_picture, qtbot):
    before = canvas.viewport()
    canvas.begin_job("1")
    canvas.add_proposal(make_picture())
    assert canvas.viewport() == before
    widget = canvas.findChild(ProposalBar)
    assert widget.geometry().top() > before.y + before.frame_height * before.scale


def test_what_lies_over_the_frame_is_told_to_screen_readers(proposed):
    canvas, _ = proposed
    assert canvas.accessibleName() == "Canvas"
    assert canvas.accessibleDescription() == canvas.label()


@pytest.mark.parametrize(("width", "height"), [(64, 64), (64, 96), (96, 64)])
def test_the_examples_lie_within_the_frame(canvas, qtbot, width, height):
    canvas.resize(560, 560)
    canvas.set_frame_size(width, height)
    canvas.zoom_out()  # what the zoom does to the frame, it does not do to the words
    state = canvas.findChild(EmptyState)
    frame = canvas.viewport().fit().rect()[2]
    qtbot.waitUntil(lambda: 300 <= state.width() <= max(300, frame))
    assert abs(state.geometry().center().x() - canvas.rect().center().x()) <= 1


def test_what_is_opened_meanwhile_comes_after_what_lay_there(canvas, qtbot, make_picture):
    last, new = make_picture("last.png", "blue"), make_picture("new.png", "red")
    canvas.start_from(last, "restore")
    canvas.start_from(new, "open")  # as `reverie new.png` does
    qtbot.waitUntil(canvas.undo_stack.canUndo)
    assert canvas.picture().path == new
    canvas.undo_stack.undo()
    assert canvas.picture().path == last


def test_what_is_pasted_meanwhile_waits_for_it_too(canvas, qtbot, make_picture, halves):
    last = make_picture("last.png", "blue")
    canvas.start_from(last, "restore")
    assert canvas.is_restoring()
    canvas.start_from_image(halves())
    qtbot.waitUntil(canvas.undo_stack.canUndo)
    assert (canvas.picture().path, canvas.is_restoring()) == ("", False)
    canvas.undo_stack.undo()
    assert canvas.picture().path == last


def test_a_last_picture_that_cannot_be_read_holds_nothing_up(canvas, qtbot, tmp_path, halves):
    with qtbot.waitSignal(canvas.failed, timeout=3000):
        canvas.start_from(str(tmp_path / "gone.png"), "restore")
        canvas.start_from_image(halves())
    assert canvas.picture() is not None


def test_a_result_that_could_not_be_read_is_read_again(canvas, qtbot, make_picture, tmp_path):
    path = str(tmp_path / "back.png")
    for _ in range(2):
        with qtbot.waitSignal(canvas.failed, timeout=3000):
            canvas.show_result(path)
        assert not bar(canvas)
    make_picture("back.png", "red")
    canvas.show_result(path)
    qtbot.waitUntil(lambda: seen(canvas) == "#ff0000")
