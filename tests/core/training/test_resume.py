"""Kill -9 at random moments, resume, and the final weights are those of the undisturbed run, bit by bit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.contract.teaching import EmbeddingConfig
from core.training.run_state import RunFolder

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


@pytest.mark.slow
@nightly
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")
def test_trap_12_dreambooth_killed_and_resumed_equals_undisturbed(make_dream, tmp_path):
    """As a LoRA with the text encoder beside it, and in the weights themselves with pictures of the class."""
    plain = {"min_snr_gamma": 5.0, "judge": False, "batch_size": 1}
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
def test_trap_12_a_new_word_killed_and_resumed_equals_undisturbed(make_dream, tmp_path):
    """Textual inversion, with the optimiser whose state is counts, rows and columns."""
    like = make_dream()
    config = EmbeddingConfig(
        photos=like.photos,
        token="plush",
        init_word="bear",
        vectors=3,
        model=like.model,
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
        logged = [line["step"] for line in RunFolder(killed).read_log()]
        assert logged == [line["step"] for line in RunFolder(straight).read_log()]
        assert not list((killed / "checkpoints").glob(".*")), "left over after the last start"
