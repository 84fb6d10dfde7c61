"""What of a request can be told wrong in a moment: before torch is imported or a weight is read.

`generate` finds the same errors again on its way; this is for who wants to know before seconds pass.
"""

from __future__ import annotations

from core.contract.errors import FileMissing
from core.contract.request import GenerationRequest
from core.files import places
from core.files.catalogue import finding
from core.files.pictures import images
from core.generation import additions, plan
from core.generation.picture_words import picture_words


def check_request(request: GenerationRequest) -> None:
    """The model is there, the settings fit it, the words and the pictures can be read.

    Raises what `finding.find`, `plan.resolve`, `picture_words`, `additions.resolve` and `images.picture_size` raise, `FileMissing`
    (of the VAE).
    """
    model = finding.find(request.model)
    plan.resolve(request, model)
    additions.resolve(request, picture_words(request), model)
    for picture in (request.init, request.mask):
        if picture is not None:
            images.picture_size(picture)
    if request.vae is not None and not places.exists(request.vae):
        raise FileMissing(request.vae)
