"""What holds for words as a whole: rows, zeros, several as one."""

import pytest
import torch

from core.diffusion.conditioning import Conditioning, joined

KINDS = ("words", "pooled", "sized")


def told(kind, rows=3):
    context = torch.arange(1.0, rows * 4 + 1).view(rows, 2, 2)
    pooled = torch.arange(1.0, rows * 3 + 1).view(rows, 3) if kind != "words" else None
    sizes = torch.arange(rows * 6).view(rows, 6) if kind == "sized" else None
    return Conditioning(context, pooled, sizes)


def equal(one, other):
    pairs = zip(vars(one).values(), vars(other).values(), strict=True)
    return all((a is None and b is None) or torch.equal(a, b) for a, b in pairs)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_put_side_by_side_again_are_the_whole(kind):
    whole = told(kind)
    assert equal(joined([whole.rows(slice(0, 1)), whole.rows(slice(1, 3))]), whole)
    assert equal(whole.rows(torch.tensor([0, 1, 2])), whole)
    assert equal(joined([whole, whole]).rows(slice(3, None)), whole)


def test_rows_come_in_the_order_that_is_asked_for():
    found = told("sized").rows(torch.tensor([2, 0, 2]))
    assert found.context[:, 0, 0].tolist() == [9.0, 1.0, 9.0]
    assert found.pooled[:, 0].tolist() == [7.0, 1.0, 7.0]
    assert found.size_ids[:, 0].tolist() == [12, 0, 12]


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_told_nothing_is_told_zeros_and_the_same_size(kind):
    whole = told(kind)
    found = whole.silenced(torch.tensor([False, True, False]))
    assert not found.context[1].any()
    assert equal(found.rows(torch.tensor([0, 2])), whole.rows(torch.tensor([0, 2])))
    nothing = whole.silenced()
    assert not nothing.context.any()
    assert nothing.pooled is None or not nothing.pooled.any()
    assert nothing.size_ids is None or torch.equal(nothing.size_ids, whole.size_ids)
    assert whole.context.all(), "it is not changed itself"


def test_other_sizes_leave_the_words():
    whole = told("pooled")
    sizes = torch.ones(3, 6)
    assert equal(whole.sized(sizes), Conditioning(whole.context, whole.pooled, sizes))
    assert whole.sized(sizes).sized(None).size_ids is None


def test_all_goes_to_a_device():
    found = told("sized").to("meta")
    assert {tensor.device.type for tensor in vars(found).values()} == {"meta"}
