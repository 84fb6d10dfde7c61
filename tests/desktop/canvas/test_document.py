"""Keep, discard and another picture: what undo brings back, and what it is called."""

from desktop.canvas.document import UNDO_STEPS, Document, Picture
from desktop.canvas.proposals import Proposals


def ready(*paths):
    """A document with proposals of job 1 and a list of what it told."""
    document = Document()
    document.set_proposals(Proposals("1", paths, 0 if paths else -1))
    told = []
    document.picture_changed.connect(told.append)
    return document, told


def test_keep_makes_the_shown_proposal_the_picture(qapp, halves):
    document, told = ready("a", "b")
    document.keep(halves())
    assert document.picture.path == "a"
    assert document.proposals.shown is None
    assert told == ["keep"]


def test_undo_of_a_keep_brings_back_picture_and_proposals(qapp, halves):
    document, told = ready("a", "b")
    first = Picture(halves(), "photo")
    document.start_from(first, "drop")
    document.set_proposals(Proposals("2", ("c", "d"), 1))
    document.keep(halves())
    assert document.undo_stack.undoText() == "Keep result"
    document.undo_stack.undo()
    assert document.picture is first
    assert document.proposals.shown == "d"
    document.undo_stack.redo()
    assert document.picture.path == "d"
    assert document.proposals.shown is None
    assert told == ["drop", "keep", "undo", "redo"]


def test_a_discard_can_be_undone_and_changes_no_picture(qapp):
    document, told = ready("a", "b")
    document.discard()
    assert document.proposals.shown == "b"
    document.undo_stack.undo()
    assert document.proposals.shown == "a"
    assert told == []


def test_undo_after_a_new_job_leaves_its_proposals_alone(qapp, halves):
    document, _ = ready("a")
    document.keep(halves())
    document.set_proposals(Proposals("2", ("z",), 0))
    document.undo_stack.undo()
    assert document.picture is None
    assert document.proposals == Proposals("2", ("z",), 0)


def test_another_picture_makes_the_proposals_step_aside(qapp, halves):
    document, told = ready("a")
    document.start_from(Picture(halves()), "paste")
    assert document.proposals.shown is None
    assert document.undo_stack.undoText() == "Paste picture"
    assert told == ["paste"]


def test_clear_empties_once(qapp, halves):
    document, told = ready()
    document.clear()
    assert document.undo_stack.count() == 0
    document.start_from(Picture(halves()), "open")
    document.clear()
    assert document.picture is None
    assert told == ["open", "clear"]


def test_what_is_restored_at_the_start_is_no_step_of_undo(qapp, halves):
    document, told = ready()
    document.restore(Picture(halves(), "photo"))
    assert document.picture.path == "photo"
    assert told == ["restore"]
    assert not document.undo_stack.canUndo()


def test_without_a_proposal_there_is_nothing_to_keep_or_discard(qapp, halves):
    document, _ = ready()
    document.keep(halves())
    document.discard()
    assert document.undo_stack.count() == 0


def test_undo_goes_back_a_bounded_way(qapp, halves):
    document, _ = ready()
    for _turn in range(UNDO_STEPS + 5):
        document.start_from(Picture(halves()), "drop")
    assert document.undo_stack.count() == UNDO_STEPS
