"""What a teaching is judged with: encoders, sentences, what they see in the photos, and how it draws.

What the encoders see in the photos lies in the run folder, so that a run goes on whose photos are gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor

from core.checkpoints import interruption
from core.checkpoints.tensors import read_tensors, write_safetensors
from core.contract.judging import Encoders, Limits
from core.contract.teaching import AdapterConfig, DreamBoothConfig, EmbeddingConfig, TeachConfig
from core.diffusion.conditioning import Conditioning
from core.files import store
from core.files.run_names import ASKED
from core.training.fidelity.course import Course, Terms, encoders_of
from core.training.fidelity.eyes import Eyes, eyes_for
from core.training.fidelity.judge import Draw, Judge, Photos
from core.training.fidelity.probes import probes_for
from core.training.run_state import RunFolder
from core.training.samples.drawing import Drawing, Manner
from core.training.task import Setting
from core.training.taught import Taught, moved
from core.training.watch import Watch

SEEN = "photos.safetensors"  # in the run folder: the photos' vectors
AT_ONCE = 8  # photos that are looked at together
STEPS = 12  # of a judged picture, at most: what it shows is decided by then
LIMITS = Limits()


def course_of(
    setting: Setting[TeachConfig], taught: Taught, run: RunFolder, watch: Watch
) -> Course | None:
    """The judging of a run, None where it is not wanted. Raises what reading encoders raises."""
    config = setting.config
    if not config.judge:
        return None
    model = Path(taught.info.path)
    folder = model if model.is_dir() else None
    words = names(config)
    begun = encoders_of(run)
    sees = words is not None and begun != "none"  # one that began by its loss stays with it
    eyes = eyes_for(folder, setting.device, begun) if sees else None
    judge = None
    if eyes is not None and words is not None:
        photos, probes = _photos(eyes, setting, run, begun), probes_for(folder)
        store.write_json(run.path / ASKED, probes.rows(*words))
        judge = Judge(eyes, probes, photos, *words, LIMITS)
    is_full = isinstance(config, AdapterConfig) and config.method == "full"
    terms = Terms(
        limits=LIMITS,
        patience=config.patience,
        seen=not setting.held_out,
        encoders="none" if eyes is None else eyes.name,
        keeps_all=not is_full,
    )
    return Course(run, judge, drawing(setting, taught, watch), terms)


def names(config: TeachConfig) -> tuple[str, str] | None:
    """How the subject is called in a prompt, and what it is; None where no one thing is taught."""
    match config:
        case DreamBoothConfig():
            return f"{config.token} {config.class_noun}", config.class_noun
        case EmbeddingConfig():
            return config.token, config.init_word
    return None


def drawing(
    setting: Setting[TeachConfig], taught: Taught, watch: Watch, steps: int = STEPS
) -> Draw:
    """Draws with the networks as they are, in at most `steps`. Raises `Cancelled` between two steps of a picture."""
    side, device = setting.pictures.resolution, setting.device
    manner = Manner.of(taught.info, side, steps)
    sizes = torch.tensor([[side, side, 0, 0, side, side]], device=device)

    def told(texts: Sequence[str]) -> Conditioning:
        with moved(taught.texts.values(), device):
            said = taught.told(texts)
        ids = sizes.repeat(len(texts), 1) if taught.is_xl else None
        return said.sized(ids)

    picture = Drawing(
        taught.network,
        told,
        taught.vae,
        taught.schedule,
        manner,
        zeros=taught.zeros,
    )

    alone = setting.world.size == 1  # several processes stop together, in the loop

    def draw(prompt: str, seed: int) -> Tensor:
        stops = interruption.stopped_by(watch.cancelled) if alone else nullcontext()
        with moved([taught.vae], device), stops:
            interruption.check()
            return picture(prompt, seed)

    return draw


def _photos(
    eyes: Eyes, setting: Setting[TeachConfig], run: RunFolder, begun: Encoders | None
) -> Photos:
    """Read from the run folder, or looked at and written there. Only process 0 may call it.

    `begun`: the encoders that the run is judged by; None: nothing was measured yet, and others may have looked.
    """
    path = run.path / SEEN
    if path.is_file() and begun == eyes.name:
        return Photos(**read_tensors(path, device=torch.device("cpu")))
    held_out = set(setting.held_out)
    learned = [n for n in range(len(setting.pictures)) if n not in held_out]
    kept = setting.pixels(sorted(held_out)) if held_out else None
    parts = (learned[n : n + AT_ONCE] for n in range(0, len(learned), AT_ONCE))
    seen = [Photos.of(eyes, setting.pixels(part), None) for part in parts]
    photos = Photos(
        learned=torch.cat([part.learned for part in seen]),
        held_out=seen[0].held_out if kept is None else eyes.alike(kept),
        altered=torch.cat([part.altered for part in seen]),
        seen=torch.cat([part.seen for part in seen]),
    )
    write_safetensors(path, asdict(photos))
    return photos
