"""The download window as people see it: before a look, with what there is, under way, stopped, refused."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from core.contract import events as ev
from core.contract.download_errors import HubGated
from core.contract.downloads import DownloadRequest, Offer, RemoteFile, Unfinished, Variant
from desktop.pages.downloads import Downloads
from desktop.state.downloads_state import DownloadsState

REPO = "ada/watercolour-swans"
PAGE = f"https://huggingface.co/{REPO}"
COMMIT = "3f1c0d9a" * 5
FREE = 81_000_000_000  # bytes


def shown_downloads(downloads: Downloads) -> Iterator[tuple[str, QWidget]]:
    """The window in each of its states, and what to add to the picture's name."""
    window = downloads.open()
    state = downloads.findChild(DownloadsState)
    yield "", window
    window.field.setText(REPO)
    state.free, state.offer = FREE, _offer()
    yield "-offer", window
    request = DownloadRequest(REPO, variant="fp16")
    state.request, state._downloading = request, True
    state.activity = "fetching"
    state.transfer = ev.Transfer(
        *("shown", "unet/diffusion_pytorch_model.fp16.safetensors", "transfer"),
        *(740_000_000, 2_130_000_000, 11_400_000.0, 122.0),
    )
    yield "-fetching", window
    state._downloading, state.offer, state.activity = False, None, "idle"
    state.unfinished = (
        Unfinished("/data/models/.swans", request, COMMIT, 740_000_000, 2_130_000_000),
    )
    yield "-stopped", window
    state.unfinished = ()
    state.error = HubGated(REPO, PAGE, "none")
    yield "-gated", window
    window.close()


def _offer() -> Offer:
    def variant(key: str, size: int) -> Variant:
        parts = (("unet", 0.82), ("text_encoder", 0.12), ("vae", 0.06))
        files = (
            RemoteFile(f"{part}/{key}.safetensors", round(size * share)) for part, share in parts
        )
        return Variant(key, (RemoteFile("model_index.json", 541), *files), is_folder=True)

    variants = (variant("fp16", 2_130_000_000), variant("full", 4_260_000_000))
    return Offer(REPO, "main", COMMIT, "creativeml-openrail-m", False, PAGE, "", variants)
