"""Pictures through the autoencoder: exact rounding, and no broken numbers let through."""

import numpy as np
import pytest
import torch
from PIL import Image

from core.contract.errors import NonFiniteResult
from core.generation import encoding
from core.generation.encoding import decode_latents, encode_picture


def test_what_a_mask_covers_is_grey(bundle, photo) -> None:
    seen: list[torch.Tensor] = []
    encode = bundle.vae.encode
    bundle.vae.encode = lambda pixels: seen.append(pixels) or encode(pixels)
    image, mask = Image.open(photo()), np.zeros((32, 32), dtype=bool)
    mask[3:9, 4:31] = True
    with torch.inference_mode():
        encode_picture(bundle, image)
        encode_picture(bundle, image, mask)
    whole, masked = seen
    assert not masked[0, :, mask].any()
    assert torch.equal(masked[0, :, ~mask], whole[0, :, ~mask])
    assert float(whole.min()) < -0.9


def test_a_broken_start_picture_is_refused(bundle, photo) -> None:
    with torch.no_grad():
        bundle.vae.quant_conv.bias.fill_(float("inf"))
    with torch.inference_mode(), pytest.raises(NonFiniteResult) as caught:
        encode_picture(bundle, Image.open(photo()))
    assert caught.value.stage == "encode"


def test_pixels_are_rounded_as_diffusers_does(bundle) -> None:
    pixels = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 3 - 1.5
    bundle.vae.to_pixels = lambda latents: pixels
    image = np.asarray(decode_latents(bundle, torch.zeros(1, 4, 4, 4)))
    want = ((pixels / 2 + 0.5).clamp(0, 1)[0].permute(1, 2, 0).numpy() * 255).round()
    assert np.array_equal(image, want.astype("uint8"))


def test_broken_pixels_are_refused(bundle) -> None:
    bundle.vae.to_pixels = lambda latents: latents * float("inf")
    with pytest.raises(NonFiniteResult) as caught:
        decode_latents(bundle, torch.zeros(1, 4, 4, 4))
    assert caught.value.stage == "decode"


def test_an_autoencoder_that_overflows_in_half_precision_is_widened(bundle) -> None:
    bundle.vae.to(torch.float16)
    bundle.dtype = torch.float16
    with torch.no_grad():
        bundle.vae.decoder.conv_in.bias.fill_(60000.0)
        bundle.vae.decoder.conv_in.weight.fill_(60000.0)
    with torch.inference_mode():
        image = decode_latents(bundle, torch.ones(1, 4, 4, 4))
    assert image.size == (32, 32)
    assert next(bundle.vae.parameters()).dtype is torch.float32


def test_an_autoencoder_is_never_half_widened(bundle, monkeypatch):
    bundle.vae.to(torch.float16)
    bundle.dtype = torch.float16
    with torch.no_grad():
        bundle.vae.decoder.conv_in.bias.fill_(60000.0)
        bundle.vae.decoder.conv_in.weight.fill_(60000.0)
    apply, fails = bundle.vae.decoder._apply, [True]

    def short(*args, **more):
        if fails:
            fails.pop()
            raise MemoryError
        return apply(*args, **more)

    monkeypatch.setattr(bundle.vae.decoder, "_apply", short)
    with torch.inference_mode():
        with pytest.raises(MemoryError):
            decode_latents(bundle, torch.ones(1, 4, 4, 4))
        assert len({p.dtype for p in bundle.vae.parameters()}) == 1
        assert decode_latents(bundle, torch.ones(1, 4, 4, 4)).size == (32, 32)


@pytest.mark.parametrize("savings", [(), ("apart", "tiled")])
def test_tiles_are_for_those_who_asked_for_them(bundle, photo, monkeypatch, savings) -> None:
    calls: list[str] = []

    def counted(name: str):
        real = getattr(encoding, name)
        return lambda *given: calls.append(name) or real(*given)

    for name in ("encode_tiled", "to_pixels_tiled"):
        monkeypatch.setattr(encoding, name, counted(name))
    bundle.savings = savings
    with torch.inference_mode():
        found = encode_picture(bundle, Image.open(photo()))
        decode_latents(bundle, found.mean)
    assert calls == (["encode_tiled", "to_pixels_tiled"] if savings else [])
