"""The other side: a plain loop, written after diffusers' examples, without accelerate around it.

After `train_dreambooth.py`, `train_dreambooth_lora.py` (and `_sdxl`) and `textual_inversion.py` (and `_sdxl`) of
diffusers: what learns is in float32, what is frozen in the precision of the forward pass, steps run under
autocast. As there a photo goes through the autoencoder, and its text through the encoders, in each step; `cached`
makes both once before, as the examples can be told to where the encoders do not learn. Two things differ, so that
the work is the same: a LoRA lies on the feed-forward layers, too, and the new word is one vector.

Axes: B batch, L tokens, D width.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
import torch
import torch.nn.functional as F
from peft import LoraConfig
from torch import Tensor, nn
from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from tests.benches.teaching.tensor_bytes import weights_of
from tests.benches.teaching.work import INIT_WORD, NOUN, TOKEN, Figures, Stopwatch, Work

LAYERS = ["to_q", "to_k", "to_v", "to_out.0", "ff.net.0.proj", "ff.net.2"]
CLIP_NORM = 1.0


class Loop:
    """A model, what learns of it, and a step."""

    def __init__(self, work: Work, *, cached: bool) -> None:
        self._work, self._cached = work, cached
        self._device, self._dtype = torch.device(work.device), work.torch_dtype
        folder = Path(work.model)
        self._is_xl = (folder / "text_encoder_2").is_dir()
        self._noise = diffusers.DDPMScheduler.from_pretrained(folder, subfolder="scheduler")
        self._vae = diffusers.AutoencoderKL.from_pretrained(folder, subfolder="vae")
        self._unet = diffusers.UNet2DConditionModel.from_pretrained(folder, subfolder="unet")
        self._words, self._texts = self._read_texts(folder)
        for network in (self._vae, self._unet, *self._texts):
            network.requires_grad_(False)
        # The examples keep SDXL's autoencoder in float32, because it overflows in half precision.
        self._vae.to(self._device, torch.float32 if self._is_xl else self._dtype)
        is_full, is_word = work.method == "full", work.method == "embedding"
        self._unet.to(self._device, torch.float32 if is_full else self._dtype)
        for text in self._texts:
            text.to(self._device, torch.float32 if is_word else self._dtype)
        self.parameters = self._made_to_learn()
        if work.gradient_checkpointing:
            self._unet.enable_gradient_checkpointing()
            self._unet.train()
            if is_word:
                for text in self._texts:
                    text.gradient_checkpointing_enable()
                    text.train()
        self._optimizer = _optimizer(work, self.parameters)
        self._photos = itertools.cycle(self._pixels().split(work.batch_size))
        self._latents: Any = None
        self._said: tuple[Tensor, Tensor | None] | None = None

    def prepare(self) -> None:
        """Once, and then neither autoencoder nor encoders are needed; or nothing."""
        if not self._cached:
            return
        with torch.no_grad():
            parts = self._pixels().split(self._work.batch_size)
            self._latents = itertools.cycle([self._posterior(part) for part in parts])
            self._vae.to("cpu")
            if self._work.method != "embedding":
                self._said = self._encode()
                for text in self._texts:
                    text.to("cpu")
        if self._device.type == "cuda":
            torch.cuda.empty_cache()

    def step(self) -> float:
        """Returns the loss."""
        count = self._work.batch_size
        with torch.no_grad():
            posterior = next(self._latents) if self._cached else self._posterior(next(self._photos))
            latents = posterior.sample().to(self._dtype) * self._vae.config.scaling_factor
        noise = torch.randn_like(latents)
        last = self._noise.config.num_train_timesteps
        t = torch.randint(0, last, (count,), device=self._device)
        noised = self._noise.add_noise(latents, noise, t)
        with torch.autocast(
            self._device.type, dtype=self._dtype, enabled=self._dtype != torch.float32
        ):
            context, pooled = self._said or self._encode()
            predicted = self._unet(
                noised,
                t,
                context.expand(count, -1, -1).to(self._dtype),
                added_cond_kwargs=self._added(pooled, count),
            ).sample
            loss = F.mse_loss(predicted.float(), noise.float(), reduction="mean")
        loss.backward()
        if self._work.method != "embedding":  # the examples of the word do not clip
            nn.utils.clip_grad_norm_(self.parameters, CLIP_NORM)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._restore()
        return loss.item()

    @property
    def learned(self) -> int:
        """Numbers that learn; of a table of words one row."""
        if self._work.method == "embedding":
            return sum(table.shape[1] for table in self.parameters)
        return sum(parameter.numel() for parameter in self.parameters)

    @property
    def away(self) -> int:
        """Bytes of networks that have been put into the computer's memory."""
        if not self._cached:
            return 0
        return weights_of([self._vae, *([] if self._work.method == "embedding" else self._texts)])

    def _read_texts(self, folder: Path) -> tuple[list[CLIPTokenizer], list[Any]]:
        words = [CLIPTokenizer.from_pretrained(folder, subfolder="tokenizer")]
        texts: list[Any] = [CLIPTextModel.from_pretrained(folder, subfolder="text_encoder")]
        if self._is_xl:
            words.append(CLIPTokenizer.from_pretrained(folder, subfolder="tokenizer_2"))
            second = CLIPTextModelWithProjection.from_pretrained(folder, subfolder="text_encoder_2")
            texts.append(second)
        return words, texts

    def _made_to_learn(self) -> list[nn.Parameter]:
        match self._work.method:
            case "full":
                self._unet.requires_grad_(True)
            case "lora":
                rank = self._work.rank
                lora = LoraConfig(
                    r=rank, lora_alpha=rank, init_lora_weights="gaussian", target_modules=LAYERS
                )
                self._unet.add_adapter(lora)
                diffusers.training_utils.cast_training_params(self._unet, torch.float32)
            case "embedding":
                return self._with_word()
        return [parameter for parameter in self._unet.parameters() if parameter.requires_grad]

    def _with_word(self) -> list[nn.Parameter]:
        """The whole tables learn, and after each step all rows but one are put back."""
        tables = []
        for words, text in zip(self._words, self._texts, strict=True):
            words.add_tokens(TOKEN)
            (first, *_) = words.encode(INIT_WORD, add_special_tokens=False)
            text.resize_token_embeddings(len(words))
            table = text.get_input_embeddings().weight
            table.data[len(words) - 1] = table.data[first].clone()
            tables.append(table.requires_grad_(True))
        self._before = [table.detach().clone() for table in tables]
        return tables

    def _restore(self) -> None:
        if self._work.method != "embedding":
            return
        with torch.no_grad():
            for words, table, before in zip(
                self._words, self.parameters, self._before, strict=True
            ):
                old = torch.ones(len(table), dtype=torch.bool, device=table.device)
                old[len(words) - 1] = False
                table[old] = before[old]

    def _pixels(self) -> Tensor:
        """float32 (PHOTOS, 3, S, S) in [-1, 1], in RAM."""
        return self._work.photos().permute(0, 3, 1, 2).float() / 127.5 - 1

    def _posterior(self, pixels: Tensor) -> Any:
        return self._vae.encode(pixels.to(self._device, self._vae.dtype)).latent_dist

    def _encode(self) -> tuple[Tensor, Tensor | None]:
        """(1, L, D) and for SDXL the pooled text."""
        is_word = self._work.method == "embedding"
        said = f"a photo of {TOKEN}" if is_word else f"a photo of {TOKEN} {NOUN}"
        with torch.set_grad_enabled(is_word):
            if not self._is_xl:
                return self._texts[0](self._ids(0, said)).last_hidden_state, None
            found = [
                text(self._ids(place, said), output_hidden_states=True)
                for place, text in enumerate(self._texts)
            ]
            context = torch.cat([each.hidden_states[-2] for each in found], dim=-1)
            return context, found[1].text_embeds

    def _ids(self, place: int, said: str) -> Tensor:
        words = self._words[place]
        length = self._texts[place].config.max_position_embeddings
        ids = words(
            said, padding="max_length", truncation=True, max_length=length, return_tensors="pt"
        ).input_ids
        return ids.to(self._device)

    def _added(self, pooled: Tensor | None, count: int) -> dict[str, Tensor] | None:
        if pooled is None:
            return None
        side = float(self._work.side)
        ids = torch.tensor([[side, side, 0, 0, side, side]], device=self._device)
        return {
            "text_embeds": pooled.expand(count, -1).to(self._dtype),
            "time_ids": ids.expand(count, -1).to(self._dtype),
        }


def measured(work: Work, *, cached: bool) -> Figures:
    """Do the work."""
    watch = Stopwatch(work)
    loop = Loop(work, cached=cached)
    watch.opened()
    loop.prepare()
    watch.ready(away=loop.away)
    step: Callable[[], float] = loop.step
    return watch.measured(step, loop.learned)


def _optimizer(work: Work, parameters: list[nn.Parameter]) -> torch.optim.Optimizer:
    if work.optimizer == "adafactor":
        from transformers.optimization import Adafactor

        own: torch.optim.Optimizer = Adafactor(
            *(parameters, work.learning_rate),
            scale_parameter=False,
            relative_step=False,
            warmup_init=False,
        )
        return own
    return torch.optim.AdamW(
        parameters, lr=work.learning_rate, betas=(0.9, 0.999), weight_decay=1e-2, eps=1e-8
    )
