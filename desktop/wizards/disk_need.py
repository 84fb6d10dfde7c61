"""What a training takes on the disk at most, and what is free there. No words here."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.contract.draft import Draft
from core.files import places
from desktop.state.draft_config import method_of
from desktop.state.method_offers import Offer

EACH = 60_000_000  # bytes a saved state of a LoRA takes at most, all in all
FULL = 14_000_000_000  # of a whole model with its optimiser, SD 1.5


def disk_bytes(draft: Draft, offer: Offer | None = None) -> int:
    """What a training may take on the disk at most: saved states, photos prepared, samples. An upper bound.

    By what the engine says of it; until then a guess for Stable Diffusion 1.5.
    """
    photos = 4_000_000 * len(draft.used)
    if offer is not None and offer.disk >= 0:
        return photos + offer.disk
    return photos + (FULL if method_of(draft) == "full" else 6 * EACH)


def free_at(folder: Path) -> int:
    """Bytes free where `folder` will be, −1 where nobody knows."""
    try:
        return shutil.disk_usage(places.nearest(folder)).free
    except OSError:
        return -1
