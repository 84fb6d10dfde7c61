"""Memory by phases: what is there in each, and what makes it less."""

import torch

from core.checkpoints.folder import FolderModel
from core.contract.teaching import DreamBoothConfig
from core.diffusion.schedule import ScheduleConfig
from core.generation.footprint import Runtime
from core.networks.configs import UNetConfig, VAEConfig
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.configs import TextConfig
from core.text.encoder import TextEncoder
from core.text.tokenizer import Tokenizer
from core.text.vocabulary import vocabulary
from core.training.promise.footprint import footprint
from core.training.promise.outline import TaughtOutline
from core.training.promise.task import TeachingTask

EYES = 9
GPU, CPU = Runtime("cuda", 2), Runtime("cpu", 4, base=300)


def of(asked, runtime=GPU, dtype=torch.bfloat16, **settings):
    found = asked(**settings)
    return footprint(found.outline, found.task, runtime, dtype, photos=found.photos, eyes=EYES)


def test_on_a_card_what_is_not_needed_waits_in_the_computers_memory(asked):
    card, computer = of(asked, rank=1), of(asked, CPU, torch.float32, rank=1)
    found = asked(rank=1)
    vae, adapters = (
        4 * count for count in (found.outline.plain.numbers["vae"], found.task.numbers)
    )
    assert card.weights["latents"] == vae + adapters + EYES
    assert card.weights["steps"] < card.weights["judging"]
    assert computer.weights["steps"] > computer.weights["latents"] > card.weights["latents"]
    assert computer.base == 300


def test_what_learns_stays_on_the_card(asked):
    full = of(asked, method="full")
    unet = asked().outline.plain.numbers["unet"]
    assert full.weights["latents"] - of(asked, rank=1).weights["latents"] > 4 * unet


def test_a_full_training_keeps_weights_gradients_and_state_wide(asked):
    lora, full = of(asked, rank=1), of(asked, method="full")
    unet = asked().outline.plain.numbers["unet"]
    assert full.weights["steps"] - lora.weights["steps"] > 10 * unet
    assert full.work["steps"] > lora.work["steps"] + 4 * unet - 10**6


def test_less_is_kept_where_it_is_computed_again_in_smaller_batches_or_pictures(asked):
    plain = of(asked, batch_size=4, resolution=64).work["steps"]
    assert of(asked, batch_size=4, resolution=64, gradient_checkpointing=True).work["steps"] < plain
    assert of(asked, batch_size=1, resolution=64).work["steps"] < plain
    assert of(asked, batch_size=4, resolution=32).work["steps"] < plain


def test_adafactor_remembers_less(asked):
    adamw, small = of(asked, method="full"), of(asked, method="full", optimizer="adafactor")
    assert small.weights["steps"] < adamw.weights["steps"]


def test_published_sizes_need_what_is_known_of_them():
    """Stable Diffusion 1 at 512 px in bfloat16: a LoRA well under 6 GiB, all of it with Adafactor under 12."""
    with torch.device("meta"):
        model = FolderModel(
            unet=UNet(UNetConfig()),
            vae=VAE(VAEConfig()),
            text_encoder=TextEncoder(TextConfig()),
            tokenizer=Tokenizer(vocabulary(()), [], length=77),
            schedule=ScheduleConfig(),
            scheduler_file={},
        )
    outline = TaughtOutline.of(model, "sd1")

    def peak(**settings):
        config = DreamBoothConfig(photos="p", class_noun="dog", output="o", **settings)
        task = TeachingTask.of(config, outline, 512)
        return footprint(outline, task, GPU, torch.bfloat16, photos=12).peak() / 2**30

    assert 3 < peak(prior="none") < 6
    assert 8 < peak(method="full", optimizer="adafactor", gradient_checkpointing=True) < 12
    assert peak(method="full") > 16  # as is known of AdamW, 16 bytes a weight
