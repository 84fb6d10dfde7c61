"""Each kind of change against its formula, written out again by hand."""

import pytest
import torch

from core.networks.lora import Full, Hadamard, Kronecker, LayerChange, LowRank, Magnitude

OUT, IN, R, K = 6, 4, 3, (3, 3)
LINEAR, CONV = (OUT, IN), (OUT, IN, *K)


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.manual_seed(0)


def weight(shape) -> torch.Tensor:
    return torch.randn(shape)


def test_a_linear_layers_factors() -> None:
    change = LowRank(torch.randn(OUT, R), torch.randn(R, IN))
    change.check(LINEAR)
    assert torch.allclose(change.product(), change.up @ change.down)


def test_a_convolutions_factors_are_two_convolutions_in_a_row() -> None:
    change = LowRank(torch.randn(OUT, R, 1, 1), torch.randn(R, IN, *K))
    change.check(CONV)
    x = torch.randn(1, IN, 5, 5)
    both = torch.conv2d(torch.conv2d(x, change.down), change.up)
    assert torch.allclose(torch.conv2d(x, change.product().reshape(CONV)), both, atol=1e-4)


def test_a_kernel_in_the_middle_is_three_convolutions_in_a_row() -> None:
    change = LowRank(torch.randn(OUT, R, 1, 1), torch.randn(R, IN, 1, 1), torch.randn(R, R, *K))
    change.check(CONV)
    x = torch.randn(1, IN, 5, 5)
    three = torch.conv2d(torch.conv2d(torch.conv2d(x, change.down), change.mid), change.up)
    assert torch.allclose(torch.conv2d(x, change.product()), three, atol=1e-4)


def test_matrices_and_1x1_convolutions_are_the_same_numbers() -> None:
    change = LowRank(torch.randn(OUT, R, 1, 1), torch.randn(R, IN, 1, 1))
    change.check(LINEAR)
    change.check((OUT, IN, 1, 1))


def test_hadamard() -> None:
    parts = torch.randn(OUT, R), torch.randn(R, IN * 9), torch.randn(OUT, R), torch.randn(R, IN * 9)
    change = Hadamard(*parts)
    change.check(CONV)
    assert torch.equal(change.product(), (parts[0] @ parts[1]) * (parts[2] @ parts[3]))


def test_hadamard_with_cores() -> None:
    w = torch.randn(R, OUT), torch.randn(R, IN), torch.randn(R, OUT), torch.randn(R, IN)
    t = torch.randn(R, R, *K), torch.randn(R, R, *K)
    change = Hadamard(*w, *t)
    change.check(CONV)
    halves = [
        sum(
            t[h][i, j][None, None] * w[2 * h][i][:, None, None, None] * w[2 * h + 1][j][None, :, None, None]
            for i in range(R)
            for j in range(R)
        )
        for h in (0, 1)
    ]  # fmt: skip
    assert torch.allclose(change.product(), halves[0] * halves[1], atol=1e-4)


@pytest.mark.parametrize("first", ["whole", "pair"])
@pytest.mark.parametrize("second", ["whole", "pair", "core"])
def test_kronecker(first, second) -> None:
    one = torch.randn(2, 2) if first == "whole" else (torch.randn(2, R), torch.randn(R, 2))
    two, core = torch.randn(3, 2, *K), None
    if second == "pair":
        two = (torch.randn(3, R), torch.randn(R, 2 * 9))
    if second == "core":
        two, core = (torch.randn(R, 3), torch.randn(R, 2)), torch.randn(R, R, *K)
    change = Kronecker(one, two, core)
    change.check(CONV)
    a = one if first == "whole" else one[0] @ one[1]
    b = two if second == "whole" else None
    if second == "pair":
        b = (two[0] @ two[1]).reshape(3, 2, *K)
    if second == "core":
        b = torch.einsum("ijkl,ip,jr->prkl", core, *two)
    by_hand = torch.empty(CONV)
    for row in range(OUT):
        for column in range(IN):
            by_hand[row, column] = a[row // 3, column // 2] * b[row % 3, column % 2]
    assert torch.allclose(change.product().reshape(CONV), by_hand, atol=1e-5)


def test_strength_and_scale_multiply() -> None:
    factors = LowRank(torch.randn(OUT, R), torch.randn(R, IN))
    change = LayerChange(factors, scale=0.5)
    added = change.addition(weight(LINEAR), -3.0)
    assert torch.allclose(added, -1.5 * factors.product())


def test_lengths_of_rows_as_peft_has_them() -> None:
    w, factors = weight(CONV), LowRank(torch.randn(OUT, R, 1, 1), torch.randn(R, IN, *K))
    lengths = torch.rand(OUT) + 1
    change = LayerChange(factors, 2.0, Magnitude(lengths, "rows", blends=False))
    got = w + change.addition(w, 0.5)
    direction = w + factors.product().reshape(CONV)
    want = direction / direction.flatten(1).norm(dim=1)[:, None, None, None]
    assert torch.allclose(got, want * lengths[:, None, None, None], atol=1e-5)


@pytest.mark.parametrize("axis", ["rows", "columns"])
def test_other_programs_pass_evenly_from_the_weight_to_the_whole_change(axis) -> None:
    w, factors = weight(LINEAR), LowRank(torch.randn(OUT, R), torch.randn(R, IN))
    lengths = torch.rand(OUT if axis == "rows" else IN) + 1
    change = LayerChange(factors, 1.0, Magnitude(lengths, axis, blends=True))
    direction = w + factors.product()
    dim = 1 if axis == "rows" else 0
    whole = direction / direction.norm(dim=dim, keepdim=True) * lengths.unsqueeze(dim)
    for strength in (0.0, 0.3, 1.0):
        got = w + change.addition(w, strength)
        assert torch.allclose(got, torch.lerp(w, whole, strength), atol=1e-5)


def test_a_row_of_zeros_stays_a_number() -> None:
    change = LayerChange(Full(torch.zeros(LINEAR)), 1.0, Magnitude(torch.ones(OUT), "rows", False))
    assert torch.isfinite(change.addition(torch.zeros(LINEAR), 1.0)).all()


@pytest.mark.parametrize(
    ("factors", "shape"),
    [
        (LowRank(torch.zeros(OUT, R), torch.zeros(R, IN)), (OUT, IN + 1)),
        (LowRank(torch.zeros(OUT, R), torch.zeros(R + 1, IN)), LINEAR),
        (LowRank(torch.zeros(OUT), torch.zeros(R, IN)), LINEAR),
        (LowRank(torch.zeros(OUT, R), torch.zeros(R, IN)), CONV),
        (LowRank(torch.zeros(OUT, R), torch.zeros(R, IN), torch.zeros(R, R, 1, 1)), CONV),
        (Hadamard(*[torch.zeros(OUT, R), torch.zeros(R, IN)] * 2), CONV),
        (Hadamard(*[torch.zeros(OUT)] * 4), LINEAR),
        (Kronecker(torch.zeros(2, 2), torch.zeros(2, 2)), LINEAR),
        (Kronecker(torch.zeros(2), torch.zeros(2, 2)), LINEAR),
        (Kronecker((torch.zeros(2, 3), torch.zeros(2, 2)), torch.zeros(3, 2)), LINEAR),
        (Full(torch.zeros(IN, OUT)), LINEAR),
        (Full(torch.zeros(())), LINEAR),
    ],
)
def test_factors_of_another_size_are_refused(factors, shape) -> None:
    with pytest.raises(ValueError, match="do not make"):
        LayerChange(factors).check(shape)


def test_lengths_and_biases_of_another_size_are_refused() -> None:
    factors = Full(torch.zeros(LINEAR))
    with pytest.raises(ValueError, match="do not make"):
        LayerChange(factors, 1.0, Magnitude(torch.ones(IN), "rows", True)).check(LINEAR)
    with pytest.raises(ValueError, match="do not make"):
        LayerChange(None, bias=torch.ones(IN)).check(LINEAR)
