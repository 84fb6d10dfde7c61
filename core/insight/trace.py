"""What happens inside one run, written down while it goes: the calls of the denoiser and their words.

A `Trace` is put around the three things a run is made of: network, denoise and steps. It changes no
number. Everything is kept on the CPU in float32, copied bit for bit, within a limit that is checked
before the first step.

Axes: B = 1 picture, C latent channels, h and w latent cells, L tokens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from core.contract.errors import InvalidValue
from core.diffusion.denoiser import Denoise, Network
from core.diffusion.samplers.step import Step, StepNoise
from core.insight.attention_maps import Asked, AttentionProbe
from core.insight.map_record import NUMBER, MapRecord, StepMaps
from core.insight.tokens import Token, groups

LIMIT = 300_000_000  # bytes that one trace may keep
CALLS_A_STEP = 2  # samplers ask the network so often in a step, at most


@dataclass(frozen=True, eq=False)
class Told:
    """A text that the network is told, as it is told it."""

    name: str  # "prompt" or "negative"; where a text changes over the steps, each has the name
    text: str
    context: Tensor  # (1,L,D)
    tokens: tuple[Token, ...] = ()  # empty: nobody wrote it, so no map of it is wanted


@dataclass(frozen=True, eq=False)
class Said:
    """What the network answered to one text: eps or v."""

    told: int  # number of the text in `Trace.told`; -1: one that was not announced
    output: Tensor  # (1,C,h,w)


@dataclass(frozen=True, eq=False)
class Call:
    """The denoiser was asked once."""

    step: int  # 0 …
    sigma: float
    x: Tensor  # (1,C,h,w) noised latents, x0 + sigma · noise
    denoised: Tensor  # (1,C,h,w) the guess of the end
    said: tuple[Said, ...]  # empty: not kept, for want of room

    @property
    def eps(self) -> Tensor:
        """The noise that the guess leaves, of unit size, guidance included. (1,C,h,w)."""
        return (self.x - self.denoised) / self.sigma


@dataclass(frozen=True)
class Sizes:
    """How large a trace will be, known before the first step."""

    steps: int
    latents: int  # numbers of x: C · h · w

    def bytes(self, texts: int) -> int:
        """x and guess of every call, new noise, and the answers to so many texts in each call."""
        calls = (CALLS_A_STEP * self.steps + 1) * (2 + texts)
        return (calls + self.steps) * self.latents * NUMBER  # and what noise a step draws


class Trace:
    """The record of one run; `probe` hears which word goes where."""

    def __init__(self, probe: AttentionProbe | None = None, limit: int = LIMIT) -> None:
        self.calls: list[Call] = []
        self.levels: list[tuple[float, float]] = []  # of each step: asked at, arrived at
        self.told: tuple[Told, ...] = ()
        self.drawn: dict[int, Tensor] = {}  # by step: the last noise of unit size that it drew
        self.last: Tensor | None = None  # x after the last step so far (1,C,h,w)
        self._probe, self._limit = probe, limit
        self._record: MapRecord | None = None
        self._keeps_said = True
        self._heard: list[Said] = []

    @property
    def maps(self) -> tuple[StepMaps, ...]:
        """By text and step; empty without a probe."""
        return () if self._record is None else self._record.maps()

    @property
    def bytes(self) -> int:
        """What the trace holds now."""
        held = [*self.drawn.values()]
        held += [t for call in self.calls for t in (call.x, call.denoised)]
        held += [said.output for call in self.calls for said in call.said]
        held += [each for maps in self.maps for each in maps.stages.values()]
        return NUMBER * sum(tensor.numel() for tensor in held)

    def begin(self, told: tuple[Told, ...], sizes: Sizes) -> None:
        """What the run is told, and how long it is. The network's answers are kept where they fit, too.

        Raises `InvalidValue` for a run of which not even x and the guess would fit.
        """
        least = sizes.bytes(0)
        if least > self._limit:
            size = f"{sizes.steps} (which take {least // 10**6} MB to record)"
            most = f"few enough for {self._limit // 10**6} MB, or the picture smaller"
            raise InvalidValue("steps", size, most)
        self._keeps_said = sizes.bytes(len(told)) <= self._limit
        self.told = told
        if self._probe is not None:
            room = self._limit - sizes.bytes(len(told) if self._keeps_said else 0)
            written = sum(bool(each.tokens) for each in told)
            self._record = MapRecord(sizes.steps, written, max(room, 1))

    def network(self, network: Network) -> Network:
        """`network`, whose answers are written down."""

        def inner(
            x: Tensor, t: Tensor, context: Tensor, pooled: Tensor | None, size_ids: Tensor | None
        ) -> Tensor:
            texts = [self._number(row) for row in context]
            if self._probe is None or self._record is None:
                output = network(x, t, context, pooled, size_ids)
            else:
                written = [(row, told) for row, told in enumerate(texts) if self._written(told)]
                asked = [Asked(row, groups(self.told[told].tokens)) for row, told in written]
                with self._probe.hearing(asked, (x.shape[-2], x.shape[-1])) as found:
                    output = network(x, t, context, pooled, size_ids)
                for (_, told), stages in zip(written, found, strict=True):
                    self._record.add(len(self.levels), told, stages)
            if self._keeps_said:
                rows = zip(texts, output.split(1), strict=True)
                self._heard += [Said(told, kept(row)) for told, row in rows]
            return output

        return inner

    def denoise(self, denoise: Denoise) -> Denoise:
        """`denoise`, whose calls are written down."""

        def inner(x: Tensor, sigma: float) -> Tensor:
            self._heard = []
            denoised = denoise(x, sigma)
            heard = tuple(self._heard)
            self.calls.append(Call(len(self.levels), sigma, kept(x), kept(denoised), heard))
            return denoised

        return inner

    def noise(self, draw: StepNoise) -> StepNoise:
        """`draw`, whose noise is written down."""

        def inner() -> Tensor:
            noise = draw()
            self.drawn[len(self.levels)] = kept(noise)
            return noise

        return inner

    def walk(self, steps: Iterator[Step]) -> Iterator[Step]:
        """The steps of the run."""
        for step in steps:
            self.levels.append((step.sigma, step.sigma_next))
            self.last = kept(step.x)
            yield step

    def close(self) -> None:
        """The run is over: lets go of the network."""
        if self._record is not None:
            self._record.close()
        self._probe = None

    def _number(self, context: Tensor) -> int:
        """Which text a row (L,D) of the network's context is; -1 for none that was announced."""
        for number, told in enumerate(self.told):
            if torch.equal(told.context[0].to(context.dtype), context):
                return number
        return -1

    def _written(self, told: int) -> bool:
        return told >= 0 and bool(self.told[told].tokens)


def kept(values: Tensor) -> Tensor:
    """A copy on the CPU in float32, which holds every number that a network computes with."""
    return values.detach().to("cpu", torch.float32, copy=True)
