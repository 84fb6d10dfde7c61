"""What is no failure, in a sentence."""

from core.cli.notice_wording import notice
from core.contract import errors as e
from core.contract.notices import (
    MASK_RESIZED,
    NOT_SHOWN,
    PHOTOS_UNKNOWN,
    SIZE_FAR,
    USELESS,
    VAE_OVERFLOW,
)


def test_a_notice_never_fails():
    error = e.ModelUnsupported("a", "FLUX")
    useless = {"code": error.code, "data": error.data()}
    assert "came whole. a cannot be used as a model: it is FLUX" in notice(USELESS, useless)
    assert notice(USELESS, {}).endswith(".")
    assert notice(NOT_SHOWN, {}).startswith("The result is there, but was not drawn")
    assert notice("pictures_read", {}) == "? of ? pictures are read."
    assert "float16: it now works in ?" in notice(VAE_OVERFLOW, {"dtype": "float16"})
    assert "Drawing at 9 × 9" in notice(SIZE_FAR, {"size": "9 × 9"})
    assert "The mask is 8 × 8" in notice(MASK_RESIZED, {"mask": "8 × 8"})
    assert notice(PHOTOS_UNKNOWN, {"names": "a.jpg"}).startswith("The file of --crops names")
    assert notice(PHOTOS_UNKNOWN, {"names": "a.jpg"}).endswith(": a.jpg.")
    assert "unheard" in notice("unheard", {"of": 1})
