"""Trap 18: pictures of the class are shuffled anew each round, and none is left out."""

from core.training.data.class_order import class_numbers


def test_trap_18_each_round_shows_all_in_a_new_order():
    per_step, count = 2, 5
    seen = [n for step in range(10) for n in class_numbers(count, 7, step, per_step, [0, 1])]
    rounds = [tuple(seen[first : first + count]) for first in range(0, 20, count)]
    assert all(sorted(one) == list(range(count)) for one in rounds)
    assert len(set(rounds)) > 1


def test_processes_and_passes_share_one_order():
    whole = class_numbers(5, 7, 3, 4, range(4))
    assert whole == class_numbers(5, 7, 3, 4, [0, 1]) + class_numbers(5, 7, 3, 4, [2, 3])
