"""The formula against what torch's tensors really hold while a step goes forth and back."""

import pytest
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

from core.networks.adapter import Adapters, unet_layers
from core.networks.configs import UNetConfig
from core.networks.training_cost import Manner, text_cost, unet_cost
from core.networks.unet import UNet
from core.training.optim.gradient_checkpointing import recompute
from tests.support.tracked_memory import Tracked

BATCH, CELLS = 2, 16
LESS, MORE = 0.78, 1.35  # of what is held: rather too much is promised than too little
CROSS = ("CrossAttnDownBlock2D", "CrossAttnUpBlock2D")
SD1 = UNetConfig(block_out_channels=(32, 64, 128, 128), cross_attention_dim=64)
STARTER = UNetConfig(
    block_out_channels=(64, 128, 192),
    down_block_types=("DownBlock2D", CROSS[0], CROSS[0]),
    up_block_types=(CROSS[1], CROSS[1], "UpBlock2D"),
    layers_per_block=1,
    norm_num_groups=8,
    cross_attention_dim=128,
    attention_head_dim=4,
)


def held(config: UNetConfig, manner: Manner) -> int:
    """Bytes at the peak of one step beside weights and gradients."""
    is_whole = manner.learns == "all" and not manner.rank
    unet = UNet(config).requires_grad_(is_whole)
    learns = unet
    if manner.rank:
        layers = unet_layers(unet, conv=manner.learns == "all")
        named = {name.replace(".", "_"): layer for name, layer in layers.items()}
        learns = Adapters(named, manner.rank, 1.0, torch.Generator())
    if manner.recomputed:
        recompute([unet])
    tracked = Tracked()
    for parameter in [*unet.parameters(), *learns.parameters()]:
        tracked._see(parameter.untyped_storage())
        if parameter.requires_grad and parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
            tracked._see(parameter.grad.untyped_storage())
    before = tracked.now
    context = torch.randn(BATCH, 77, config.cross_attention_dim)
    context.requires_grad_(manner.learns == "nothing")
    x, t = torch.randn(BATCH, 4, CELLS, CELLS), torch.full((BATCH,), 5)
    kernel = SDPBackend.FLASH_ATTENTION if manner.fused else SDPBackend.MATH
    with sdpa_kernel(kernel), tracked:
        unet(x, t, context).pow(2).mean().backward()
    return tracked.peak - before


@pytest.mark.parametrize(
    ("config", "manner"),
    [
        (SD1, Manner("all")),
        (SD1, Manner("attention", 8, fused=False)),
        (SD1, Manner("attention", 8, recomputed=True)),
        (SD1, Manner("nothing", fused=False)),
        (STARTER, Manner("all", 8)),
        (STARTER, Manner("all", recomputed=True)),
        (STARTER, Manner("nothing")),
    ],
    ids=lambda value: str(value)[-70:] if isinstance(value, Manner) else "",
)
def test_a_step_holds_what_the_formula_says(config, manner):
    cost = unet_cost(config, BATCH, CELLS, CELLS, manner)
    told = 4 * (cost.narrow + cost.wide + cost.again + cost.passing)
    assert LESS < told / held(config, manner) < MORE


def test_the_work_of_the_published_network_is_what_is_said_of_it():
    """Stable Diffusion 1's U-Net at 512 px: about 0.4e12 multiplications a pass, by torch's own counter 406."""
    work = unet_cost(UNetConfig(), 1, 64, 64, Manner("nothing")).work
    assert work / 1e9 == pytest.approx(406.5, rel=0.03)


def test_twice_the_batch_holds_twice_as_much_and_works_twice_as_long():
    one, two = (unet_cost(SD1, batch, 16, 16, Manner("all", 4)) for batch in (1, 2))
    assert (two.narrow, two.wide, two.work) == (2 * one.narrow, 2 * one.wide, 2 * one.work)


def test_what_is_recomputed_is_held_for_one_block_only():
    plain, again = (unet_cost(SD1, 1, 32, 32, Manner("all", recomputed=r)) for r in (False, True))
    assert again.narrow + again.wide + again.again < (plain.narrow + plain.wide) / 2
    assert plain.again == 0


def test_a_text_encoder_holds_more_where_it_learns_itself():
    silent, learns = (text_cost(768, 12, 12, 2, Manner(m)) for m in ("nothing", "all"))
    assert 0 < silent.narrow < learns.narrow
    assert silent.work == learns.work
