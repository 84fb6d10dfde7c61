"""The autoencoder's multiplications against torch's own counter."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from core.networks.configs import VAEConfig
from core.networks.vae import VAE
from core.training.promise.work import vae_work


@pytest.mark.parametrize(
    "config",
    [
        VAEConfig(block_out_channels=(32, 64, 128, 128)),
        VAEConfig(block_out_channels=(16, 32), layers_per_block=1, norm_num_groups=4),
    ],
)
def test_there_and_back(config):
    with torch.device("meta"):
        vae = VAE(config)
    cells = 64 // config.downscale
    with torch.no_grad(), FlopCounterMode(display=False) as there:
        vae.encode(torch.empty(1, 3, 64, 64, device="meta"))
    with torch.no_grad(), FlopCounterMode(display=False) as back:
        vae.decode(torch.empty(1, config.latent_channels, cells, cells, device="meta"))
    counted = (there.get_total_flops() / 2, back.get_total_flops() / 2)  # it counts additions, too
    assert vae_work(config, 64) == pytest.approx(counted, rel=0.1)
