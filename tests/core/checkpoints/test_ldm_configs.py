"""Shapes and family give back the configs: of the published models, of smaller ones; odd ones are refused."""

import json
import time

import pytest
import torch

from core.checkpoints import components, ldm_configs, ldm_keys, schemas
from core.checkpoints.ldm_keys import TOWERS
from core.contract.errors import ModelUnsupported
from core.files import folders
from core.files.models.folder_files import read_json
from core.files.models.single_files import read_single
from core.files.models.single_kinds import SingleKind

NAMES = ("sd1", "sd1-inpaint", "sd2", "sd2-v", "sd2-inpaint", "sdxl", "sdxl-inpaint")


def shapes_of(folder, family: str) -> dict[str, tuple[int, ...]]:
    """The header of a single file of the model in `folder`, which needs no weights."""
    found = {}

    def add(module, keys, bare=str) -> None:
        own = {bare(n): tuple(p.shape) for n, p in module.named_parameters()}
        found.update({key.ldm: ldm_keys.ldm_shape(own[key.own], key.form) for key in keys(own)})

    unet, vae = components.build_unet(folder), components.build_vae(folder)
    add(unet, lambda own: ldm_keys.unet_keys(own, unet.config))
    add(vae, lambda own: ldm_keys.vae_keys(own, vae.config))
    for tower in TOWERS[family]:
        encoder = components.build_text_encoder(folder, tower.part)
        add(encoder, lambda own, t=tower: ldm_keys.text_keys(own, t), components.bare_name)
    return found


def kind(name: str) -> SingleKind:
    family, _, rest = name.partition("-")
    return SingleKind(family, rest == "inpaint")


@pytest.fixture(scope="module")
def published():
    """A function: a published kind's name → its folder of configs and the shapes of its single file."""
    made = {}

    def get(name: str):
        if name not in made:
            folder = folders.resources() / "model_configs" / name
            made[name] = (folder, shapes_of(folder, kind(name).family))
        return made[name]

    return get


@pytest.mark.parametrize("name", NAMES)
def test_the_published_configs_come_back(published, name):
    folder, shapes = published(name)
    family, blank = kind(name).family, {"block_out_channels": None, "hidden_size": None}
    unet = read_json(folder, "unet/config.json")
    said = ldm_configs.unet_config(shapes, kind(name), {**unet, **blank}, "x")
    assert schemas.unet_config(said, "") == schemas.unet_config(unet, "")
    vae = read_json(folder, "vae/config.json")
    said = ldm_configs.vae_config(shapes, {**vae, **blank}, "x")
    assert schemas.vae_config(said, "") == schemas.vae_config(vae, "")
    for tower in TOWERS[family]:
        text = read_json(folder, f"{tower.part}/config.json")
        said = ldm_configs.text_config(shapes, tower, family, {**text, **blank}, "x")
        for two in (said, text):
            two.pop("projection_dim", None) if tower.part == "text_encoder" else None
        projected = tower.part == "text_encoder_2"
        one, other = (schemas.text_config(c, "", projected=projected) for c in (said, text))
        assert one == other


def test_the_last_text_layer_of_a_published_sd2_file_is_not_used(published):
    folder, shapes = published("sd2")
    tower, text = TOWERS["sd2"][0], read_json(folder, "text_encoder/config.json")
    last = f"{tower.prefix}transformer.resblocks.22."
    more = {
        name.replace(".22.", ".23."): shape
        for name, shape in shapes.items()
        if name.startswith(last)
    }
    assert len(more) == 12
    for found in (shapes, {**shapes, **more}):
        said = ldm_configs.text_config(found, tower, "sd2", text, "x")
        assert said["num_hidden_layers"] == 23


@pytest.mark.parametrize("name", ["sd1", "sd2-v", "sdxl"])
def test_smaller_models(tiny_family, name):
    folder, family = tiny_family(name), kind(name).family
    shapes = shapes_of(folder, family)
    base = folders.resources() / "model_configs" / name
    said = ldm_configs.unet_config(shapes, kind(name), read_json(base, "unet/config.json"), "x")
    own = json.loads((folder / "unet/config.json").read_text())
    assert schemas.unet_config(said, "") == schemas.unet_config(own, "")


@pytest.mark.parametrize("name", ["sd1", "sd2", "sdxl"])
def test_true_sizes_are_told_from_the_header_in_a_moment(published, tmp_path, name):
    """As many tensors as published, 2 to 7 GB behind the header (of zeros that take no room): under 50 ms."""
    entries, position = {}, 0
    for tensor, shape in published(name)[1].items():
        end = position + 2 * torch.Size(shape).numel()
        entries[tensor] = {"dtype": "F16", "shape": shape, "data_offsets": [position, end]}
        position = end
    header, path = json.dumps(entries).encode(), tmp_path / "a.safetensors"
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + position)
    times = []
    for _ in range(5):
        started = time.process_time()
        assert read_single(path).kind == kind(name)
        times.append(time.process_time() - started)
    assert position > 2e9
    assert min(times) < 0.05


def lack(shapes: dict, *starts: str) -> dict:
    return {name: shape for name, shape in shapes.items() if not name.startswith(starts)}


U = "model.diffusion_model."


@pytest.mark.parametrize(
    "damage",
    [
        lambda s: lack(s, f"{U}input_blocks.1."),
        lambda s: lack(s, f"{U}input_blocks.4.1.transformer_blocks"),
        lambda s: lack(s, f"{U}middle_block.1."),
        lambda s: lack(s, f"{U}out.2.weight"),
        lambda s: lack(s, f"{U}input_blocks"),
        lambda s: {**s, f"{U}out.2.weight": ()},
        lambda s: {**s, f"{U}input_blocks.1.0.in_layers.2.weight": (0, 320, 3, 3)},
        lambda s: {**s, f"{U}input_blocks.1.0.in_layers.2.weight": (2**40, 320, 3, 3)},
        lambda s: {**s, **{f"{U}input_blocks.{i}.0.op.weight": (1,) for i in range(12, 60)}},
    ],
)
def test_unusual_u_nets_are_refused(published, damage):
    folder, shapes = published("sd1")
    with pytest.raises(ModelUnsupported):
        ldm_configs.unet_config(
            damage(shapes), SingleKind("sd1"), read_json(folder, "unet/config.json"), "x"
        )


@pytest.mark.parametrize("name", ["sd2", "sdxl"])
def test_heads_that_nobody_knows_are_refused(published, name):
    folder, shapes = published(name)
    shapes = {**shapes, f"{U}input_blocks.1.0.in_layers.2.weight": (100, 320, 3, 3),
              f"{U}input_blocks.2.0.in_layers.2.weight": (100, 320, 3, 3)}  # fmt: skip
    with pytest.raises(ModelUnsupported, match="how it is built"):
        ldm_configs.unet_config(shapes, kind(name), read_json(folder, "unet/config.json"), "x")
    tower = TOWERS[name][-1]
    shapes[f"{tower.prefix}token_embedding.weight"] = (49408, 100)
    with pytest.raises(ModelUnsupported, match="how it is built"):
        ldm_configs.text_config(shapes, tower, kind(name).family, {}, "x")


def test_a_vae_without_levels_is_refused(published):
    folder, shapes = published("sd1")
    with pytest.raises(ModelUnsupported):
        ldm_configs.vae_config(
            lack(shapes, "first_stage_model.encoder.down"),
            read_json(folder, "vae/config.json"),
            "x",
        )


def test_meta_networks_take_no_memory(published):
    folder, _ = published("sd1")
    assert components.build_unet(folder).conv_in.weight.device == torch.device("meta")
