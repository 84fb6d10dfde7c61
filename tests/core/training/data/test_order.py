"""Order and randomness are functions of the seed, and processes share a step exactly."""

from __future__ import annotations

import itertools

import torch
from hypothesis import given
from hypothesis import strategies as st

from core.training.data.order import (
    HELD_OUT_MAX,
    GroupedOrder,
    Order,
    batches,
    generator,
    order_of,
    permutation,
    split,
)


def test_generators_repeat_and_differ_in_every_argument():
    def draw(*key: object) -> float:
        return torch.rand((), generator=generator(*key)).item()  # type: ignore[arg-type]

    base = (1, 2, 3, "noise")
    others = [(0, 2, 3, "noise"), (1, 0, 3, "noise"), (1, 2, 0, "noise"), (1, 2, 3, "crop")]
    assert draw(*base) == draw(*base)
    assert len({draw(*key) for key in [base, *others]}) == 5


def test_generators_leave_the_shared_one_alone():
    torch.manual_seed(0)
    before = torch.get_rng_state()
    torch.rand(3, generator=generator(1, 2, 3, "noise"))
    permutation(10, 1, "epoch 0")
    assert torch.equal(torch.get_rng_state(), before)


@given(st.integers(2, 30_000), st.integers(0, 2**40))
def test_split_is_a_partition_with_a_bounded_held_out_part(count: int, seed: int):
    learned, held = split(count, seed)
    assert sorted([*learned, *held]) == list(range(count))
    assert len(held) == max(1, min(int(count * 0.05), HELD_OUT_MAX))


def test_a_single_picture_is_learned_from():
    assert split(1, 0) == ([0], [])


@given(st.integers(1, 40), st.integers(1, 25), st.integers(0, 1000))
def test_every_epoch_shows_every_picture_once(count: int, per_step: int, seed: int):
    order = Order(tuple(range(100, 100 + count)), seed, per_step)
    steps = -(-2 * count // per_step)
    seen = list(itertools.chain.from_iterable(order.step(step) for step in range(steps)))
    assert sorted(seen[:count]) == sorted(seen[count : 2 * count]) == list(order.indices)


def test_epochs_and_seeds_have_their_own_order():
    first = Order(tuple(range(50)), 3, 50)
    assert first.step(0) != first.step(1)
    assert first.step(0) != Order(tuple(range(50)), 4, 50).step(0)


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 3), st.integers(0, 50))
def test_processes_together_see_the_one_big_batch(world: int, size: int, passes: int, step: int):
    order = Order(tuple(range(17)), 1, world * size * passes)
    big = batches(order, step, world * size, 0, 1)
    parts = [batches(order, step, size, rank, world) for rank in range(world)]
    for k, whole in enumerate(big):
        joined = [p for rank in range(world) for p in parts[rank][k].pictures]
        places = [p for rank in range(world) for p in parts[rank][k].places]
        assert joined == list(whole.pictures)
        assert places == list(whole.places)


def test_noise_belongs_to_the_place_not_to_the_batch():
    order = Order(tuple(range(9)), 1, 4)
    (whole,) = batches(order, 5, 4, 0, 1)
    (second,) = batches(order, 5, 2, 1, 2)
    assert torch.equal(whole.normal("noise", (2, 3))[2:], second.normal("noise", (2, 3)))
    assert torch.equal(whole.uniform("caption")[2:], second.uniform("caption"))
    assert torch.equal(whole.integers("timestep", 1000)[2:], second.integers("timestep", 1000))


GROUPS = st.lists(st.integers(1, 9), min_size=2, max_size=4)


def grouped(counts: list[int], batch_size: int, passes: int = 1, seed: int = 0) -> GroupedOrder:
    starts = [sum(counts[:i]) for i in range(len(counts))]
    groups = [tuple(range(s, s + c)) for s, c in zip(starts, counts, strict=True)]
    order = order_of(groups, seed, passes * batch_size, batch_size)
    assert isinstance(order, GroupedOrder)
    return order


@given(GROUPS, st.integers(1, 4), st.integers(1, 3), st.integers(0, 20))
def test_every_pass_shows_pictures_of_one_size(counts, batch_size, passes, step):
    order = grouped(counts, batch_size, passes)
    group_of = {n: g for g, group in enumerate(order.groups) for n in group}
    for batch in batches(order, step, batch_size, 0, 1):
        assert len(batch) == batch_size
        assert len({group_of[n] for n in batch.pictures}) == 1


@given(GROUPS, st.integers(1, 4))
def test_an_epoch_of_groups_shows_every_picture(counts, batch_size):
    order = grouped(counts, batch_size)
    steps = sum(-(-count // batch_size) for count in counts)
    seen = [n for step in range(steps) for n in order.step(step)]
    assert set(seen) == set(range(sum(counts)))
    assert len(seen) - len(set(seen)) < len(counts) * batch_size  # only the filling repeats
    if batch_size == 1:
        assert sorted(seen) == list(range(sum(counts)))


def test_groups_have_an_order_of_their_own_in_each_epoch_and_seed():
    first, other = grouped([20, 20], 1), grouped([20, 20], 1, seed=1)
    epochs = [[first.step(s) for s in range(e * 40, e * 40 + 40)] for e in range(2)]
    assert epochs[0] != epochs[1]
    assert epochs[0] != [other.step(s) for s in range(40)]


def test_one_group_is_the_plain_order():
    assert order_of([(3, 4)], 1, 2, 1) == Order((3, 4), 1, 2)
