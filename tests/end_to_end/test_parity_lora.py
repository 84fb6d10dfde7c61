"""Pictures with LoRAs: what diffusers and peft draw from the same files, to 2 levels of 255, in every family.

The model is random; the files are made by hand in kohya's layouts or saved by peft and diffusers.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import peft
import pytest
import torch
from diffusers.training_utils import _collate_lora_metadata
from diffusers.utils import convert_state_dict_to_diffusers

from core.checkpoints import ldm_keys
from core.checkpoints.folder import load_folder
from core.contract.additions import Lora
from tests.support import random_pipelines
from tests.support.both_ways import CLASSES, MAX, PIPELINES, BothWays, drawn_by
from tests.support.lora_files import ATTENTION, EVERYWHERE, TEXT, fill_zeros, kohya, saved
from tests.support.lora_pipelines import Install, Pipe, load, loaded
from tests.support.random_pipelines import BETAS, SIZE

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

FAMILIES = ("sd1", "sd2", "sdxl")
LAYOUTS = {"sd1": "sd", "sd2": "sd", "sdxl": "sdxl"}
SAVED = "pytorch_lora_weights.safetensors"


class WithLoras(BothWays):
    """A folder, drawn from by both with the same LoRA files."""

    family = ""
    plain: np.ndarray | None = None

    @property
    def texts(self) -> list[str]:
        return [name for name in ("text_encoder", "text_encoder_2") if name in self.parts]

    def pipe(self) -> Pipe:
        """With networks of its own, so that what is done to them ends with it."""
        parts = {
            name: copy.deepcopy(part) if isinstance(part, torch.nn.Module) else part
            for name, part in self.parts.items()
        }
        scheduler = CLASSES["euler"].from_pretrained(self.folder, subfolder="scheduler")
        extra = {"feature_extractor": None} | self.extra
        return PIPELINES[self.layout][0](**parts, scheduler=scheduler, **extra)

    def check_loras(self, tmp_path: Path, install: Install, *loras: Lora) -> None:
        """The same picture as diffusers', unlike the one without; then the old one, bit by bit."""
        usual = {"steps": 2, "overwrite": True}
        if self.plain is None:
            self.plain = self.ours(self.request(tmp_path, **usual))[0]
        request = self.request(tmp_path, loras=loras, **usual)
        got = self.ours(request)[0]
        pipe = self.pipe()
        install(pipe)
        told = {"prompt": request.prompt, "negative_prompt": request.negative}
        told |= {"width": SIZE, "height": SIZE, "num_inference_steps": request.steps}
        want = drawn_by(pipe, request.seed, guidance_scale=request.guidance_scale, **told)
        assert want.std() > 10, "a picture of one colour proves nothing"
        assert np.abs(got - self.plain).max() > 3 * MAX, "the LoRA does nothing"
        assert np.abs(got - want).max() <= MAX
        back = self.ours(self.request(tmp_path, **usual))[0]
        assert np.array_equal(back, self.plain)


@pytest.fixture(scope="module", params=FAMILIES)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> WithLoras:
    family = request.param
    folder = tmp_path_factory.mktemp(family)
    torch.manual_seed(FAMILIES.index(family))
    scheduler = diffusers.EulerDiscreteScheduler(steps_offset=1, **BETAS)
    parts = getattr(random_pipelines, family)(folder)
    PIPELINES[LAYOUTS[family]][0](**parts, scheduler=scheduler).save_pretrained(folder / "model")
    made = WithLoras(folder / "model", LAYOUTS[family])
    made.family = family
    return made


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.manual_seed(7)


# --- kohya's layouts, by hand ----------------------------------------------------------------------


@pytest.mark.parametrize("alphas", ["none", "one", "mixed"])
def test_kohyas_names(both, tmp_path, alphas) -> None:
    endings = EVERYWHERE if alphas == "mixed" else ATTENTION
    file = kohya_file(both, tmp_path / "a.safetensors", alphas, endings)
    both.check_loras(tmp_path, loaded(Lora(file, 0.7)), Lora(file, 0.7))


def test_several_with_weights_of_their_own(both, tmp_path) -> None:
    kinds = (ATTENTION, ("conv1", "to_v"), ("ff.net.2", "to_v"))
    files = [
        kohya_file(both, tmp_path / f"{i}.safetensors", "mixed", k) for i, k in enumerate(kinds)
    ]
    loras = [Lora(file, w) for file, w in zip(files, (0.8, -0.6, 0.3), strict=True)]
    both.check_loras(tmp_path, loaded(*loras), *loras)


def test_a_weight_of_its_own_for_the_words(both, tmp_path) -> None:
    file = kohya_file(both, tmp_path / "a.safetensors", "one")

    def install(pipe: Pipe) -> None:
        load(pipe, Path(file), "a")
        pipe.set_adapters("a", {"unet": 0.4, **dict.fromkeys(both.texts, -1.5)})

    both.check_loras(tmp_path, install, Lora(file, 0.4, -1.5))


def test_names_of_the_original_layout(both, tmp_path) -> None:
    """As kohya's scripts write SDXL, and as other programs write all; the same file in both names."""
    ours = load_folder(both.folder, device=torch.device("cpu"), dtype=torch.float32, parts=()).unet
    names = [name for name, _ in ours.named_parameters() if name.endswith(".weight")]
    table = {
        key.own.removesuffix(".weight"): key.ldm.removeprefix(ldm_keys.UNET).removesuffix(".weight")
        for key in ldm_keys.unet_keys(names, ours.config)
    }
    torch.manual_seed(3)
    usual = kohya(both.parts["unet"], "lora_unet_", EVERYWHERE)
    torch.manual_seed(3)
    made = kohya(both.parts["unet"], "lora_unet_", EVERYWHERE, rename=table.__getitem__)
    assert any("input_blocks" in name for name in made)
    file = saved(tmp_path / "ldm.safetensors", made)
    same = Lora(saved(tmp_path / "usual.safetensors", usual))
    both.check_loras(tmp_path, loaded(same), Lora(file))


# --- diffusers and peft, by themselves --------------------------------------------------------------


@pytest.mark.parametrize("kind", ["plain", "alpha", "dora"])
def test_saved_by_diffusers(both, tmp_path, kind) -> None:
    how = {"lora_alpha": 9, "use_dora": kind == "dora"}
    if kind == "plain":
        how = {"lora_alpha": 5}  # the rank: then nobody has to say it
    pipe = both.pipe()
    networks = {"unet": pipe.unet, **{name: getattr(pipe, name) for name in both.texts}}
    for name, network in networks.items():
        targets = [*TEXT] if name != "unet" else [*ATTENTION, "ff.net.2", "conv1", "proj_in"]
        patterns = {"rank_pattern": {"to_v": 2}, "alpha_pattern": {"to_v": 3}}
        config = peft.LoraConfig(
            r=5, target_modules=targets, **how, **(patterns if kind == "alpha" else {})
        )
        adapted(network, config)
    state = {
        f"{name}_lora_layers": convert_state_dict_to_diffusers(
            peft.get_peft_model_state_dict(network, adapter_name="a")
        )
        for name, network in networks.items()
    }
    said = {} if kind == "plain" else collated(networks)
    type(pipe).save_lora_weights(tmp_path, **state, **said)
    folder_or_file = tmp_path if kind == "dora" else tmp_path / SAVED
    lora = Lora(str(folder_or_file), 0.8)

    def install(other: Pipe) -> None:
        for name, network in networks.items():
            setattr(other, name, network)
            scale(network, 0.8)

    both.check_loras(tmp_path, install, lora)


CONFIGS = {
    "lora": lambda **how: peft.LoraConfig(r=4, lora_alpha=6, use_rslora=True, **how),
    "loha": lambda **how: peft.LoHaConfig(r=3, alpha=5, **how),
    "loha_core": lambda **how: peft.LoHaConfig(r=3, alpha=5, use_effective_conv2d=True, **how),
    "lokr": lambda **how: peft.LoKrConfig(r=2, alpha=5, **how),
    "lokr_both": lambda **how: peft.LoKrConfig(r=2, alpha=3, decompose_both=True, **how),
    "lokr_whole": lambda **how: peft.LoKrConfig(r=64, alpha=32, **how),
    "lokr_core": lambda **how: peft.LoKrConfig(r=2, alpha=5, use_effective_conv2d=True, **how),
}


OF_FAMILY = {"sd1": ("lora", "lokr", "lokr_core"), "sd2": ("loha", "lokr_both")}
OF_FAMILY["sdxl"] = ("loha_core", "lokr_whole")


@pytest.mark.parametrize("place", range(2))
def test_saved_by_peft(both, tmp_path, place) -> None:
    """Each kind in one of the families."""
    for kind in OF_FAMILY[both.family][place::2]:
        folder = tmp_path / kind
        check_peft(both, folder, kind)


def check_peft(both: WithLoras, tmp_path: Path, kind: str) -> None:
    config = CONFIGS[kind](target_modules=[*ATTENTION, "conv1", "proj_out", "ff.net.0.proj"])
    pipe = both.pipe()
    model = peft.get_peft_model(pipe.unet, config)
    fill_zeros(pipe.unet, "default", 0.3)
    model.save_pretrained(tmp_path)

    def install(other: Pipe) -> None:
        other.unet = model.base_model.model

    both.check_loras(tmp_path, install, Lora(str(tmp_path / "adapter_model.safetensors")))


# --- what diffusers is told -------------------------------------------------------------------------


def kohya_file(
    both: WithLoras, path: Path, alphas: str, endings: Iterable[str] = EVERYWHERE
) -> str:
    """U-Net and text encoders in kohya's names, with no alphas, one for all, or mixed ones."""
    how: dict[str, Any] = {"alphas": alphas != "none", "alpha": 4.0 if alphas == "one" else None}
    made = kohya(both.parts["unet"], "lora_unet_", endings, **how)
    prefixes = ("lora_te1_", "lora_te2_") if both.family == "sdxl" else ("lora_te_",)
    for name, prefix in zip(both.texts, prefixes, strict=True):
        paths = both.parts[name].named_modules()
        before = "" if any(path.startswith("text_model.") for path, _ in paths) else "text_model_"
        made |= kohya(both.parts[name], prefix + before, TEXT, **how)
    return saved(path, made)


def adapted(network: torch.nn.Module, config: Any) -> None:
    peft.inject_adapter_in_model(config, network, adapter_name="a")
    fill_zeros(network, "a", 0.3)


def collated(networks: dict[str, torch.nn.Module]) -> dict[str, Any]:
    """peft's settings of each network, as diffusers' scripts hand them over to be saved."""
    for network in networks.values():
        network.peft_config = {"default": network.peft_config["a"]}
    return _collate_lora_metadata(networks)


def scale(network: torch.nn.Module, weight: float) -> None:
    for module in network.modules():
        if hasattr(module, "set_scale"):
            module.set_scale("a", weight)
