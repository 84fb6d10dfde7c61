"""`models convert`: there and back, what was left out, and every wrong call in one line."""

import pytest
import safetensors.torch
import torch

from core.cli import convert


@pytest.fixture
def folder(tiny_family):
    return tiny_family("sd1")


def test_there_and_back(run, folder, tmp_path):
    there = run(
        "models", "convert", folder, "--to", "single-file", "--output", tmp_path / "a.safetensors"
    )
    assert (there.status, there.out) == (0, f"{tmp_path / 'a.safetensors'}\n")
    back = run(
        *("models", "convert", tmp_path / "a.safetensors", "--to", "folder"),
        *("--output", tmp_path / "new" / ".." / "back", "--dtype", "float16"),
    )
    assert back.status == 0, back.err
    weights = safetensors.torch.load_file(tmp_path / "back/vae/diffusion_pytorch_model.safetensors")
    before = safetensors.torch.load_file(folder / "vae/diffusion_pytorch_model.safetensors")
    assert all(torch.equal(weights[name], before[name].half()) for name in before)


def test_what_is_left_out_is_told(run, folder, tmp_path):
    run("models", "convert", folder, "--to", "single-file", "--output", "a.safetensors")
    tensors = safetensors.torch.load_file(tmp_path / "a.safetensors")
    extra = {"betas": torch.ones(3), "notes": torch.ones(1)}
    safetensors.torch.save_file({**tensors, **extra}, tmp_path / "b.safetensors")
    outcome = run("models", "convert", "b.safetensors", "--to", "folder", "--output", "out")
    assert outcome.status == 0
    assert "not needed: 1: betas" in outcome.err
    assert "unknown: 1: notes" in outcome.err


def test_a_terminal_sees_how_far_it_is(run, folder, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(convert.BarFace, "show", lambda self, event: shown.append(event))
    run("models", "convert", folder, "--to", "single-file", "--output", "a.safetensors")
    assert {event.name for event in shown} == {"a.safetensors"}
    done = [event.done for event in shown]
    assert done == sorted(done)
    assert done[-1] == shown[-1].total > 0
    shown.clear()
    tensors = safetensors.torch.load_file(tmp_path / "a.safetensors")
    torch.save({"state_dict": tensors}, tmp_path / "old.ckpt")
    run("models", "convert", "old.ckpt", "--to", "folder", "--output", "b")
    assert [event.name for event in shown if event.done == event.total] == ["old.ckpt", "b"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere", "--to", "folder", "--output", "x"], "nowhere"),
        (["MODEL", "--to", "single-file", "--output", "x.ckpt"], "ends in .safetensors"),
        (["MODEL", "--to", "single-file", "--output", "x"], "ends in .safetensors"),
        (["MODEL", "--to", "folder", "--output", "x.safetensors"], "a folder, not a file"),
        (["MODEL", "--to", "zip", "--output", "x"], "zip"),
        (["MODEL", "--to", "folder"], "--output"),
        (["MODEL", "--output", "x"], "--to"),
        (["MODEL", "--to", "folder", "--output", "x", "--dtype", "int8"], "int8"),
        (["MODEL", "--to", "folder", "--output", "there"], "already there"),
        (["MODEL", "--to", "single-file", "--output", "there.safetensors"], "already there"),
        (["MODEL", "--to", "single-file", "--output", "MODEL/x.safetensors"], "outside the model"),
        (["lora.safetensors", "--to", "folder", "--output", "x"], "a LoRA"),
        (["text.safetensors", "--to", "folder", "--output", "x"], "not weights"),
    ],
)
def test_wrong_calls_get_one_line_and_change_nothing(refused, folder, tmp_path, arguments, told):
    (tmp_path / "there").mkdir()
    (tmp_path / "there.safetensors").write_bytes(b"mine")
    (tmp_path / "text.safetensors").write_text("a text that is no model at all")
    safetensors.torch.save_file({"x.lora_up.weight": torch.ones(2)}, tmp_path / "lora.safetensors")
    before = sorted(path.name for path in tmp_path.rglob("*") if "home" not in path.parts)
    line = refused("models", "convert", *(a.replace("MODEL", str(folder)) for a in arguments))
    assert told in line
    assert sorted(p.name for p in tmp_path.rglob("*") if "home" not in p.parts) == before


def test_a_lora_becomes_part_of_the_new_weights(run, folder, tmp_path) -> None:
    name = "lora_unet_conv_in"
    lora = tmp_path / "ink.safetensors"
    weights = safetensors.torch.load_file(folder / "unet/diffusion_pytorch_model.safetensors")
    own = weights["conv_in.weight"]
    tensors = {f"{name}.diff": torch.ones_like(own), "lora_unet_elsewhere.diff": torch.ones(1)}
    safetensors.torch.save_file(tensors, lora)
    output = tmp_path / "baked"
    arguments = ("models", "convert", folder, "--to", "folder", "--output", output)
    outcome = run(*arguments, "--lora", f"{lora}:0.5")
    assert outcome.status == 0
    assert "lora_unet_elsewhere" in outcome.err
    baked = safetensors.torch.load_file(output / "unet/diffusion_pytorch_model.safetensors")
    assert torch.equal(baked.pop("conv_in.weight"), own + 0.5)
    assert all(torch.equal(value, weights[key]) for key, value in baked.items())


def test_a_lora_that_is_none_is_one_line_and_nothing_is_written(refused, folder, tmp_path) -> None:
    output = tmp_path / "baked"
    arguments = ("models", "convert", folder, "--to", "folder", "--output", output)
    vae = folder / "vae/diffusion_pytorch_model.safetensors"
    assert "cannot be used as a LoRA" in refused(*arguments, "--lora", vae)
    assert not output.exists()
