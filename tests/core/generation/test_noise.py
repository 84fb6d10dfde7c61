"""The same seed is the same noise everywhere: torch's CPU generator in float32."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from core.contract.request import SEED_MAX
from core.generation.noise import NoiseSource

CPU = torch.device("cpu")


@given(st.integers(0, SEED_MAX))
def test_draws_are_those_of_a_seeded_generator(seed: int) -> None:
    source, generator = NoiseSource(seed), torch.Generator().manual_seed(seed)
    for shape in ((1, 4, 2, 2), (1, 4, 3, 5)):
        drawn = source.draw(shape, CPU)
        assert torch.equal(drawn, torch.randn(shape, generator=generator))
        assert drawn.dtype is torch.float32


def test_the_global_generator_is_left_alone() -> None:
    before = torch.get_rng_state()
    NoiseSource(3).draw((4,), CPU)
    assert torch.equal(torch.get_rng_state(), before)
