"""The pictures over the frame: arriving, flipping, keeping, discarding, and going back."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.canvas.proposals import Proposals

names = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=6)


def some(*paths, index=0):
    return Proposals("job", paths, index)


def test_the_first_arrival_is_shown_and_later_ones_only_count():
    proposals = Proposals("job").arrived("a").arrived("b").arrived("c")
    assert proposals.shown == "a"
    assert proposals.count == 3


def test_an_arrival_counts_once():
    assert some("a").arrived("a") == some("a")


def test_flipping_goes_round():
    assert some("a", "b", "c").flipped(-1).shown == "c"
    assert some("a", "b", "c", index=2).flipped(1).shown == "a"


def test_nothing_shown_cannot_be_flipped_kept_or_discarded():
    empty = Proposals("job")
    assert empty.flipped(1) == empty
    assert empty.discarded() == empty
    assert empty.kept().shown is None


def test_a_discard_shows_the_next_and_at_the_end_the_last():
    assert some("a", "b", "c", index=1).discarded() == some("a", "c", index=1)
    assert some("a", "b", index=1).discarded() == some("a", index=0)
    assert some("a").discarded() == Proposals("job")


def test_after_a_discard_of_the_only_one_the_next_arrival_is_shown():
    assert some("a").discarded().arrived("b").shown == "b"


def test_after_a_keep_nothing_lies_over_the_frame_whatever_arrives():
    kept = some("a", "b").kept()
    assert kept.shown is None
    assert kept.arrived("c").shown is None


def test_a_result_of_the_strip_joins_or_stands_alone_after_a_keep():
    assert some("a", "b").showing("b") == some("a", "b", index=1)
    assert some("a").showing("x") == some("a", "x", index=1)
    assert some("a").kept().showing("x") == some("x")


def test_going_back_keeps_what_arrived_since():
    before = some("a", "b")
    after = before.kept()
    now = after.arrived("c")
    assert now.back_to(before, (*before.paths, *after.paths)) == some("a", "b", "c")


def test_a_discarded_one_is_no_new_arrival_when_the_discard_is_done_again():
    before = some("a", "b")
    after = before.discarded()
    known = (*before.paths, *after.paths)
    undone = after.back_to(before, known)
    assert undone == before
    assert undone.back_to(after, known) == after


def test_going_back_leaves_another_jobs_proposals_alone():
    now = Proposals("later", ("z",), 0)
    assert now.back_to(some("a"), ("a",)) == now


@given(names, st.lists(st.sampled_from(["flip", "back", "discard", "arrive", "keep"]), max_size=20))
def test_the_index_is_always_of_a_path(paths, steps):
    proposals = Proposals("job")
    for path in paths:
        proposals = proposals.arrived(path)
    for number, step in enumerate(steps):
        match step:
            case "flip":
                proposals = proposals.flipped(1)
            case "back":
                proposals = proposals.flipped(-1)
            case "discard":
                proposals = proposals.discarded()
            case "keep":
                proposals = proposals.kept()
            case "arrive":
                proposals = proposals.arrived(f"new{number}")
        assert proposals.index in range(proposals.count) or (
            proposals.index == -1 and not proposals.paths
        )
        assert proposals.shown is None or proposals.shown in proposals.paths
