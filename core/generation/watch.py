"""The seam through which a run is looked at from inside, or taken another way.

`generate` without one does nothing for it. What is written down, and why, is its maker's business
(`core/explain`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from PIL import Image

from core.contract.recipe import Branch
from core.diffusion.denoiser import Denoise, Network
from core.diffusion.samplers.step import Step, StepNoise

if TYPE_CHECKING:
    from core.generation.bundle import ModelBundle
    from core.generation.drawing import Canvas
    from core.generation.plan import ResolvedRequest
    from core.generation.telling import Telling


class Watch(Protocol):
    """Put around one picture. All methods are called in this order, `walk` last but for `finished`."""

    def begin(
        self, bundle: ModelBundle, plan: ResolvedRequest, canvas: Canvas, telling: Telling
    ) -> None:
        """The picture begins. May raise what should end the run before its first step."""
        ...

    def network(self, network: Network) -> Network:
        """The network to ask instead."""
        ...

    def denoise(self, denoise: Denoise) -> Denoise:
        """The guided denoiser to ask instead."""
        ...

    def noise(self, draw: StepNoise) -> StepNoise:
        """What draws the new noise of steps that add some."""
        ...

    def walk(self, steps: Iterator[Step]) -> Iterator[Step]:
        """The steps to show instead."""
        ...

    def finished(self, image: Image.Image) -> Image.Image:
        """The picture to save instead."""
        ...

    @property
    def branch(self) -> Branch | None:
        """What its recipe must say, where the run left the way that its words describe."""
        ...
