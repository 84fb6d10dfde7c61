"""ComfyUI's list of paths, as people write it and as nobody should."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract.errors import ConfigInvalid, FileMissing
from core.files.catalogue.extra_paths import read_extra_paths

USUAL = """
# Rename this to extra_model_paths.yaml
a111:
    base_path: {base}
    is_default: true
    checkpoints: models/Stable-diffusion
    configs: models/Stable-diffusion
    vae: models/VAE
    loras: |
         models/Lora
         models/LyCORIS
    upscale_models: |
                  models/ESRGAN
    embeddings: embeddings

other_ui:
    base_path: more
    checkpoints: ./models//checkpoints/
    custom_nodes: nodes
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "extra_model_paths.yaml"
    path.write_text(text, "utf-8")
    return path


def test_sections_base_paths_and_several_lines(tmp_path):
    base = tmp_path / "web ui"
    found = read_extra_paths(written(tmp_path, USUAL.format(base=base)))
    assert found == (
        (base / "models/Stable-diffusion", "model"),
        (base / "models/VAE", "vae"),
        (base / "models/Lora", "lora"),
        (base / "models/LyCORIS", "lora"),
        (base / "embeddings", "embedding"),
        (tmp_path / "more/models/checkpoints", "model"),
    )


def test_homes_and_variables_are_filled_in(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("DISK", "/disk")
    text = "a:\n  base_path: ~/ui\n  vae: v\nb:\n  base_path: $DISK\n  vae: v\nc:\n  loras: l\n"
    assert [path for path, _kind in read_extra_paths(written(tmp_path, text))] == [
        tmp_path / "me/ui/v",
        Path("/disk/v"),
        tmp_path / "l",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "just a text",
        "- a\n- list",
        "a: [b",
        "a: &x {checkpoints: m}\nb: *x\n",
        "a: !!python/object/apply:os.system ['touch /tmp/x']",
        "[" * 5000,
        "a: " + "x" * 2**19,
    ],
)
def test_what_is_no_such_list_is_refused(tmp_path, text):
    with pytest.raises(ConfigInvalid):
        read_extra_paths(written(tmp_path, text))


def test_values_that_are_no_paths_are_passed_over(tmp_path):
    text = 'a:\n  base_path: 5\n  checkpoints: [1]\n  vae:\n  loras: "x\\0y"\nb: 7\n"c": {}\n'
    assert read_extra_paths(written(tmp_path, text)) == ()


def test_no_list_at_all(tmp_path):
    with pytest.raises(FileMissing):
        read_extra_paths(tmp_path / "extra_model_paths.yaml")


@given(data=st.binary(max_size=200))
def test_any_bytes_give_places_or_a_typed_error(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    try:
        found = read_extra_paths(path)
    except ConfigInvalid:
        return
    assert all(place.is_absolute() for place, _kind in found)


def test_a_secret_is_not_sent_to_whoever_a_path_names(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    for name in ("$HF_TOKEN", "${HF_TOKEN}", "%HF_TOKEN%"):
        ((path, _kind),) = read_extra_paths(written(tmp_path, f"a:\n  loras: //host/{name}\n"))
        assert "hf_secret" not in str(path)
