"""Kill -9 at random moments, resume, and the final weights are those of the undisturbed run, bit by bit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from core.checkpoints import components
from core.contract.teaching import EmbeddingConfig
from core.files import store
from core.text.configs import ImageConfig
from core.text.encoder import ImageEncoder
from core.training.run_state import RunFolder
from core.training.train import train
from core.training.watch import Watch

ROOT = Path(__file__).parents[3]
SEED = 20

NIGHTLY = "REVERIE_NIGHTLY"  # in the environment: also what takes minutes
nightly = pytest.mark.skipif(not os.environ.get(NIGHTLY), reason=f"takes minutes: set {NIGHTLY}")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")
def test_killed_and_resumed_equals_undisturbed(make_config, tmp_path):
    configs = {
        "vae": make_config("vae", crop=8),
        "clip": make_config("clip"),
        "unet": make_config("unet", min_snr_gamma=5.0),
    }
    check_killed(configs, tmp_path, steps=40, checkpoint_every=3)


@pytest.fixture
def model_with_eyes(tiny_model_folder, tmp_path):
    """The tiny model with an image encoder, which judges it by two sentences, drawn in two steps."""
    folder = tmp_path / "model"
    shutil.copytree(tiny_model_folder, folder)
    small = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1}
    small |= {"num_attention_heads": 2, "projection_dim": 8, "image_size": 32, "patch_size": 8}
    with torch.random.fork_rng():
        torch.manual_seed(0)
        encoder = ImageEncoder(ImageConfig(**small), 16)
    components.save_image_encoder(folder, encoder, torch.float32)
    store.write_json(folder / "words.json", {"colours": ["red", "blue"]})
    store.write_json(folder / "preset.json", {"guidance_scale": 3.0, "sampler": "ddim", "steps": 2})
    return folder


def run_killed(config, tmp_path):
    """A process of its own trains until its first checkpoint is safe, and dies there."""
    writer = RunFolder(tmp_path / "config")
    writer.create(config)
    command = [sys.executable, str(ROOT / "tests/support/killed_at_checkpoint.py")]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, str(writer.path / "config.toml")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
    )


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_trap_12_a_judged_run_killed_at_a_checkpoint_ends_as_the_undisturbed_one(
    make_dream, model_with_eyes, tmp_path
):
    """The kill comes between a checkpoint and its judgement, which is made up for."""
    how = {"model": str(model_with_eyes), "prior": "adapter_off", "library": False}
    straight = make_dream(output=str(tmp_path / "straight"), **how)
    list(train(straight, Watch(), resume=False))
    config = make_dream(output=str(tmp_path / "killed"), **how)
    done = run_killed(config, tmp_path)
    assert done.returncode == -signal.SIGKILL, done.stderr[-3000:]
    killed, whole = RunFolder(config.output), RunFolder(straight.output)
    assert killed.newest().step == 2
    assert not any("judged" in record for record in killed.read_log())
    list(train(config, Watch(), resume=True))

    one, two = (
        [{k: v for k, v in record.items() if k != "seconds"} for record in run.read_log()]
        for run in (killed, whole)
    )
    assert one == two
    judged = [record["judged"]["judgement"] for record in two if "judged" in record]
    assert [judgement["step"] for judgement in judged] == [2, 4]
    assert all(judgement["likeness"] is not None for judgement in judged)
    parts = ("weights", "optimizer")
    names = [f"checkpoints/step-000004/{part}.safetensors" for part in parts]
    for name in (*names, "result/sks-dog.safetensors"):
        assert (killed.path / name).read_bytes() == (whole.path / name).read_bytes(), name


@pytest.mark.slow
@nightly
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")
def test_trap_12_dreambooth_killed_and_resumed_equals_undisturbed(
    make_dream, model_with_eyes, tmp_path
):
    """As a LoRA with the text encoder beside it, and in the weights themselves with pictures of the class.

    All are judged at every checkpoint, and what is taken is the same, too.
    """
    plain = {"min_snr_gamma": 5.0, "batch_size": 1, "model": str(model_with_eyes)}
    configs = {
        "lora": make_dream(
            output=str(tmp_path / "lora"), prior="adapter_off", train_text_encoder=True, **plain
        ),
        "full": make_dream(output=str(tmp_path / "full"), method="full", **plain),
    }
    check_killed(configs, tmp_path, steps=12, checkpoint_every=3)


@pytest.mark.slow
@nightly
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")
def test_trap_12_a_new_word_killed_and_resumed_equals_undisturbed(
    make_dream, model_with_eyes, tmp_path
):
    """Textual inversion, with the optimiser whose state is counts, rows and columns."""
    like = make_dream()
    config = EmbeddingConfig(
        photos=like.photos,
        token="plush",
        init_word="bear",
        vectors=3,
        model=str(model_with_eyes),
        output=str(tmp_path / "word"),
        resolution=32,
        batch_size=2,
        optimizer="adafactor",
        learning_rate=0.05,
        mirror=True,
        noise_offset=0.05,
        library=False,
        device="cpu",
    )
    check_killed({"word": config}, tmp_path, steps=24, checkpoint_every=5)


def check_killed(configs, tmp_path, *, steps, checkpoint_every):
    files = []
    for task, config in configs.items():
        writer = RunFolder(tmp_path / "configs" / task)
        changes = {"steps": steps, "checkpoint_every": checkpoint_every}
        changes |= {"ema_decay": 0.9, "report_every": 7}
        writer.create(type(config)(**{**vars(config), **changes}))
        files.append(str(writer.path / "config.toml"))
    command = [sys.executable, str(ROOT / "tests/support/train_killed.py"), str(SEED), *files]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    for task, config in configs.items():
        killed, straight = Path(config.output), Path(config.output + "-straight")
        names = [
            *(
                f"checkpoints/step-{steps:06d}/{part}.safetensors"
                for part in ("weights", "optimizer", "ema")
            ),
            *(p.relative_to(killed).as_posix() for p in (killed / "result").rglob("*.safetensors")),
        ]
        for name in names:
            assert (killed / name).read_bytes() == (straight / name).read_bytes(), (task, name)
        one, two = (
            [
                {k: v for k, v in line.items() if k != "seconds"}
                for line in RunFolder(run).read_log()
            ]
            for run in (killed, straight)
        )
        assert [line["step"] for line in one] == [line["step"] for line in two]
        judged = [[line["judged"] for line in log if "judged" in line] for log in (one, two)]
        assert judged[0] == judged[1]
        assert bool(judged[0]) == getattr(config, "judge", False), "at every checkpoint"
        assert not list((killed / "checkpoints").glob(".*")), "left over after the last start"
