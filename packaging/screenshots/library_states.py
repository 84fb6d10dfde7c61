"""What of the Models page is shown: folders of other programs, broken files, a disk that is away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from stage import Picture, Stage

from core.files import store
from core.files.catalogue import folder_list
from tests.support.single_weights import EMBEDDING, LORA, VAE, model, write


def _shelf(stage: Stage) -> Path:
    """Folders as people have them: of A1111, one with broken files, and one whose disk is away."""
    root = Path(os.environ["REVERIE_HOME"]) / "disk"
    if root.exists():
        return root
    web = root / "webui"
    about = {"modelspec.license": "CreativeML OpenRAIL-M", "modelspec.author": "somebody"}
    write(web / "models/Stable-diffusion/dreamshaper_8.safetensors", model("sd1"),
          {"modelspec.title": "Dreamshaper 8", **about})  # fmt: skip
    write(web / "models/Stable-diffusion/noob.safetensors", model("sdxl", v_pred=(0,)))
    write(web / "models/Stable-diffusion/sd_xl_turbo_1.0.safetensors", model("sdxl"))
    write(web / "models/Lora/softlight.safetensors", LORA,
          {"modelspec.trigger_phrase": "softlight", "modelspec.title": "Soft <b>light</b>"})  # fmt: skip
    write(web / "models/VAE/vae-ft-mse-840000.safetensors", VAE)
    write(web / "embeddings/easyneg.safetensors", EMBEDDING)
    pictures = sorted(stage.window.flow.pictures_folder().glob("*.png"))
    for name, picture in zip(("dreamshaper_8", "noob"), pictures, strict=False):
        place = web / f"models/Stable-diffusion/{name}.preview.png"
        store.write_bytes(place, picture.read_bytes())
    write(root / "old/dreamshaper_8.safetensors", model("sd1"),
          {"modelspec.title": "Dreamshaper 8", **about})  # fmt: skip
    store.write_bytes(root / "old/unfinished.safetensors", b"\x00\x10\0\0\0\0\0\0{")
    store.write_bytes(root / "old/page.ckpt", b"<!doctype html><html>Not found</html>")
    write(root / "usb/portraits.safetensors", model("sd2"))
    return root


def _look_through(stage: Stage) -> None:
    stage.window.library.look()
    stage.until(lambda: stage.window.library.progress is None)
    stage.rest(1.0)


def library(stage: Stage) -> Iterator[Picture]:
    """Nothing but the starter, then folders of other programs, broken files, a disk that is away."""
    stage.pictures(2)
    window, page = stage.window, stage.window.models.page
    window.pages.show_page("library")
    _look_through(stage)
    page.side.sections["lora"].click()
    stage.rest()
    yield "-empty", stage.look()
    page.show_everything()
    root = _shelf(stage)
    for folder in ("webui", "old", "usb"):
        folder_list.add(root / folder)
    _look_through(stage)
    (root / "usb").rename(root / "away")
    _look_through(stage)
    page.list.choose(str(root / "webui/models/Stable-diffusion/dreamshaper_8.safetensors"))
    page.list.setFocus()
    stage.rest()
    yield "", stage.look()
    page.list.choose(str(root / "webui/models/Lora/softlight.safetensors"))
    stage.rest()
    yield "-lora", stage.look()
    page.side.sections["unusable"].click()
    stage.rest()
    yield "-broken", stage.look()
    page.show_everything()
    page.list.choose(str(root / "usb/portraits.safetensors"))
    stage.rest()
    yield "-away", stage.look()
    page.side.sections["twins"].click()
    stage.rest()
    yield "-twins", stage.look()
    page.show_everything()
    page.search.setText("no such thing")
    stage.rest()
    yield "-no-hit", stage.look()
    page.show_everything()
    entry = page.current()
    if entry is not None:
        window.models.verbs.ask_trash(entry)
    stage.rest()
    yield "-trash", stage.look()
    page.messages.close_message()
    for folder in ("webui", "old", "usb"):
        folder_list.remove(root / folder)
    (root / "away").rename(root / "usb")
    _look_through(stage)
    window.pages.show_page("create")
