"""Things a person should know that are no failure, and their codes; the receiver words them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.contract.error_wire import from_data
from core.contract.errors import ReverieError

# A Notice: the picture to start from gave a `size` far above the one that the model `learned`.
SIZE_FAR = "size_far"
# A Notice: a `part` of a report cannot be had, it `needs` something
PART_LEFT_OUT = "part_left_out"
MASK_RESIZED = "mask_resized"  # a Notice: the sizes of `mask` and `picture` as texts
USELESS = "useless"  # a Notice: what was downloaded is whole and cannot be used; see `problem`
# A Notice: the single file `model` holds tensors that are left out: how many are `dropped` as not needed,
# how many are `unknown`, and the first `names` of those.
TENSORS_LEFT_OUT = "tensors_left_out"
# A Notice: `dtype` was too narrow for the VAE, which works in `used` now
VAE_OVERFLOW = "vae_overflow"
# A Notice: of the LoRA `name` a `count` of tensors, as `names`, means nothing in this model.
LORA_UNUSED = "lora_unused"
# A Notice: the word `name` is an embedding `made_for` other models, and so only a word.
EMBEDDING_FOREIGN = "embedding_foreign"

SMALLER_PIECES = "smaller_pieces"  # a Notice: memory ran out in `phase`; once more with `savings`

# A Notice: a training that pauses holds nothing on the device any more; it writes its state, then ends.
DEVICE_FREE = "device_free"
# Notices of how far a training's preparations are: `done` of `total`. More may follow where all is done.
PHOTOS_LOOKED_AT = "photos_looked_at"
CLASS_PICTURES_DRAWN = "class_pictures_drawn"
LATENTS_MADE = "latents_made"
# Notices about the photos of a training. `count` photos, the first of them as `names`:
PHOTOS_LEFT_OUT = "photos_left_out"  # cannot be read; the `reason` of the first
PHOTOS_ENLARGED = "photos_enlarged"  # have less than `side` px where they are cut
PHOTOS_FACELESS = "photos_faceless"  # of a person, and cut around whatever stands out
PHOTOS_ALIKE = "photos_alike"  # all `count` are the same picture
PHOTOS_FEW = "photos_few"  # only `count` are there
PHOTOS_UNKNOWN = "photos_unknown"  # something was decided about them, and they are not there
# A Notice: a result is finished, but could not be drawn at several strengths; see `problem`.
NOT_SHOWN = "not_shown"
# A Notice: a training goes on where `what` is `now` and was `before`; its last digits may differ.
TRAINING_CHANGED = "training_changed"


@dataclass(frozen=True)
class Notice:
    """Something a person should know that is no failure. `code` is worded by the receiver."""

    job: str
    code: str
    data: dict[str, Any] = field(default_factory=dict)

    def problem(self) -> ReverieError:
        """Of a notice about something useless or not shown: why it is. Its data are an error's name and data."""
        data = self.data.get("data")
        return from_data(str(self.data.get("code")), data if isinstance(data, dict) else {})
