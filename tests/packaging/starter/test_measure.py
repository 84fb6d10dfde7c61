"""Figures from verdicts, and of parts that are known to be perfect or wrong."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from PIL import Image


@pytest.fixture
def measure(starter):
    return starter("measure")


@pytest.fixture
def judged(starter):
    """Four asks with verdicts: right, wrong noun, no noun, wrong colour."""
    ask, verdict = starter("asks").Ask, starter("judge").Verdict
    asks = [ask("", i, ("swan",), "blue") for i in range(3)] + [ask("", 3, ("fox", "cat"), "red")]
    said = [
        verdict(("swan", "fox"), "blue"),
        verdict(("fox",), "blue"),
        verdict((), None),
        verdict(("cat", "fox"), "blue"),
    ]
    return asks, said


def test_shares(measure, judged):
    asks, said = judged
    assert measure.noun_share(asks[:3], said[:3]) == pytest.approx(1 / 3)
    assert measure.both_share(asks[3:], said[3:]) == 1.0
    assert measure.colour_share(asks, said) == 0.5
    assert measure.blue_share(said) == 0.75
    assert measure.worst_nouns(asks[:3], said[:3]) == ["swan 1/3"]


def test_held_out_scenes_are_read_in_order(measure, tmp_path):
    lines = []
    for number in range(3):
        Image.new("RGB", (8, 8), (number, 0, 0)).save(tmp_path / f"{number}.png")
        lines.append(f'{{"file_name": "{number}.png", "text": "scene {number}"}}')
    (tmp_path / "metadata.jsonl").write_text("\n".join(lines), encoding="utf-8")
    scenes = measure.held_out_scenes(tmp_path, 2)
    assert [text for _, text in scenes] == ["scene 0", "scene 1"]
    assert [picture.getpixel((0, 0))[0] for picture, _ in scenes] == [0, 1]


def test_pixels_span_minus_one_to_one(measure):
    pixels = measure.to_pixels([Image.new("RGB", (4, 2), (0, 255, 51))])
    assert pixels.shape == (1, 3, 2, 4)
    assert pixels[0, :, 0, 0].tolist() == pytest.approx([-1.0, 1.0, -0.6])


def test_psnr_of_a_known_error(measure):
    """An error of 0.2 of the range's 2 everywhere is 20 dB."""
    vae = SimpleNamespace(
        encode=lambda pixels: SimpleNamespace(mean=pixels), decode=lambda latents: latents + 0.2
    )
    pictures = [Image.new("RGB", (8, 8), (100, 100, 100))] * 40
    assert measure.vae_psnr(SimpleNamespace(vae=vae), pictures) == pytest.approx(20.0, abs=1e-3)


def test_pictures_come_out_of_a_perfect_autoencoder_as_they_went_in(measure):
    vae = SimpleNamespace(encode=lambda x: SimpleNamespace(mean=x), decode=lambda x: x)
    pictures = [Image.new("RGB", (4, 4), (number, 255, 128)) for number in range(40)]
    assert measure.unpacked(SimpleNamespace(vae=vae), pictures) == pictures
    vae.decode = lambda x: x + 3
    assert measure.unpacked(SimpleNamespace(vae=vae), pictures)[0].getpixel((0, 0)) == (255,) * 3


def test_retrieval_counts_pictures_that_find_their_caption(measure):
    """Picture and caption i both become the unit vector i, but for the first picture of all."""
    eye = torch.eye(measure.GROUP)

    class Pair:
        def __call__(self, pixels):
            numbers = ((pixels[:, 0, 0, 0] + 1) * 127.5).round().long()
            return eye[numbers.where(numbers > 0, 1)]

        def project_text(self, pooled):
            return eye[pooled]

    model = SimpleNamespace(
        image_encoder=Pair(),
        text_encoder=lambda ids: SimpleNamespace(pooled=ids[:, 0]),
        tokenizer=SimpleNamespace(encode=lambda text: [int(text)]),
    )
    scenes = [(Image.new("RGB", (8, 8), (i, 0, 0)), str(i)) for i in range(measure.GROUP)]
    assert measure.retrieval(model, scenes) == pytest.approx(1 - 1 / measure.GROUP)
    with pytest.raises(ValueError, match="distinct"):
        measure.retrieval(model, scenes[:1] * 100)
