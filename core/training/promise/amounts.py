"""How often a teaching does what: steps, photos through the autoencoder, pictures that are drawn, and so its seconds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from core.contract.teaching import (
    STRENGTHS,
    AdapterConfig,
    DreamBoothConfig,
    EmbeddingConfig,
    FinetuneConfig,
    TeachConfig,
)
from core.files import folders
from core.files.models import hashes
from core.files.models.library import ModelInfo
from core.files.trainings.judging_encoders import CLIP, DINO
from core.training.fidelity import setup
from core.training.fidelity.probes import probes_for
from core.training.promise.trials import Pace
from core.training.samples import subject_sheet
from core.training.samples.drawing import Manner
from core.training.subject.class_pictures import class_pictures
from core.training.task import REPORT_PICTURES, report_rounds
from core.training.teaching import held_out

OWN_EYES = "image_encoder"  # the folder of a model that can judge itself
WORDS_OF_EYES = "text_encoder"


@dataclass(frozen=True)
class Amounts:
    """Counts. A drawing is a picture of so many steps."""

    steps: int
    least: int  # steps after which it may end by itself
    every: int  # steps between checkpoints
    photos: int  # through the autoencoder, with those in the mirror
    reports: int  # passes without gradient for the figures on held-out photos, in all
    before: tuple[tuple[int, int], ...]  # (drawings, their steps) before the first step
    each: tuple[tuple[int, int], ...]  # at each checkpoint
    after: tuple[tuple[int, int], ...] = ()  # of the result

    def seconds(self, pace: Pace) -> tuple[float, float]:
        """Where it ends as early as it can, and where it does all steps."""
        begin = self.photos * pace.encode + _drawn(self.before, pace)
        a_checkpoint = _drawn(self.each, pace)
        share = self.reports * pace.draw / 2 / self.steps
        spans = [
            steps * (pace.step + share) + math.ceil(steps / self.every) * a_checkpoint
            for steps in (self.least, self.steps)
        ]
        end = _drawn(self.after, pace)
        return begin + spans[0] + end, begin + spans[1] + end


def amounts(config: TeachConfig, info: ModelInfo, photos: int, side: int) -> Amounts:
    """Of a teaching with so many photos of `side` px."""
    model = Path(info.path)
    folder = model if model.is_dir() else None
    judged_steps = Manner.of(info, side, setup.STEPS).steps
    shown_steps = Manner.of(info, side, subject_sheet.STEPS).steps
    before, each, after = [], [(_sheet(config), shown_steps)], [(1, shown_steps)]
    encoded = photos * (1 + config.mirror)
    sees = config.judge and setup.names(config) is not None and eyes_bytes(info) > 0
    if sees:
        probes = probes_for(folder)
        subject = len(probes.sentences) * len(probes.seeds)
        plain = len(probes.fewer.sentences) * len(probes.seeds)
        each.append((subject + plain, judged_steps))
        before.append((2 * subject + plain, judged_steps))
    if isinstance(config, DreamBoothConfig) and config.class_count:
        encoded += config.class_count
        before.append((_to_draw(config, info, side), info.preset.steps))
    if isinstance(config, AdapterConfig) and config.method == "lora":
        after.append((len(STRENGTHS), shown_steps))
    every = min(config.checkpoint_every, config.steps)
    # Else nothing tells one step from a better one, and all are done
    early = config.judge and config.patience > 0 and (sees or _keeps_some_out(config, photos))
    least = min(config.steps, (1 + config.patience) * every) if early else config.steps
    looked_at = max(1, min(photos, REPORT_PICTURES))
    reports = config.steps // config.report_every * looked_at * report_rounds(looked_at)
    drawings = (tuple(before), tuple(each), tuple(after))
    return Amounts(config.steps, least, every, encoded, reports, *drawings)


def _keeps_some_out(config: TeachConfig, photos: int) -> bool:
    """Whether the loss is measured on pictures that are not learned from."""
    if isinstance(config, FinetuneConfig):
        return photos > 1
    return bool(held_out(photos, config.seed))


def eyes_bytes(info: ModelInfo) -> int:
    """Of the encoders that would judge; 0 where there are none."""
    model = Path(info.path)
    own = model / OWN_EYES
    if model.is_dir() and own.is_dir():
        return sum(_bytes(folder) for folder in (own, model / WORDS_OF_EYES))
    clip = folders.models() / CLIP.folder
    return _bytes(clip) + _bytes(folders.models() / DINO.folder) if clip.is_dir() else 0


def _drawn(drawings: tuple[tuple[int, int], ...], pace: Pace) -> float:
    return sum(count * (steps * pace.draw + pace.decode) for count, steps in drawings)


def _sheet(config: TeachConfig) -> int:
    """Pictures of the sheet of samples."""
    prompts = 1 if isinstance(config, EmbeddingConfig) else 2
    return prompts * subject_sheet.EACH


def _to_draw(config: DreamBoothConfig, info: ModelInfo, side: int) -> int:
    """Pictures of the class that are not in the cache; all, where telling would mean to read the whole model."""
    if hashes.known_model_hash(Path(info.path), hashes.read_cache()) is None:
        return config.class_count
    wanted = class_pictures(config, info, side)
    return len(wanted.missing(wanted.folder()))


def _bytes(folder: Path) -> int:
    """Of the largest file of weights in a folder, 0 where there is none."""
    try:
        return max((path.stat().st_size for path in folder.glob("*.safetensors")), default=0)
    except OSError:
        return 0
