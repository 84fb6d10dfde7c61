"""The small picture that a file carries in its metadata (modelspec.thumbnail), laid into our cache.

It is only copied, never decoded here: whoever shows it asks the jail, as for any picture of a stranger.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from core.contract.errors import ReverieError
from core.files import folders, store
from core.files.pictures.formats import picture_format

KEY = "modelspec.thumbnail"
FOLDER = "thumbnails"
TEXT_MAX = 6 * 2**20  # characters of base64
_ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "WebP": ".webp"}


def lay_out(metadata: Mapping[str, str]) -> str:
    """The path of the picture in the cache; "" where there is none, or none that can be shown."""
    text = metadata.get(KEY, "")
    head, _comma, body = text.partition("base64,")
    if not body or len(text) > TEXT_MAX or not head.startswith("data:image/"):
        return ""
    try:
        data = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return ""
    ending = _ENDINGS.get(picture_format(data[:4096]))
    if ending is None:
        return ""
    path = folders.cache() / FOLDER / f"{hashlib.sha256(data).hexdigest()[:32]}{ending}"
    with suppress(ReverieError):  # a cache that cannot be written only costs the picture
        if not path.is_file():
            store.make_folder(path.parent)
            store.write_bytes(path, data)
        return str(path)
    return ""


def clean(used: Iterable[str]) -> None:
    """Remove what no entry shows any more."""
    kept = {Path(path).name for path in used}
    with suppress(OSError, ReverieError):
        for path in list((folders.cache() / FOLDER).iterdir()):
            if path.name not in kept and path.suffix in _ENDINGS.values():
                store.remove(path)
