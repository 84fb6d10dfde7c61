"""While a model is loaded: Stop is heard, and what its file holds beside it is told."""

import safetensors.torch
import torch

from core.checkpoints.convert import to_single_file
from core.contract import events as ev
from core.contract import notices
from core.generation.generate import generate
from core.generation.loader import Loader


def drawn(request, loader) -> list[ev.Event]:
    return list(generate(request, loader, lambda: False, "job"))


def test_stop_is_heard_while_a_model_is_loaded(ask, tiny_model_folder) -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 3

    loader = Loader()
    request = ask(model=str(tiny_model_folder))
    events = list(generate(request, loader, cancelled, "job 1"))
    assert [type(event).__name__ for event in events] == [
        "Phase",
        "MemoryPlan",
        "JobCancelled",
    ]
    assert loader.loaded is None
    again = list(generate(request, loader, lambda: False, "job 2"))
    assert isinstance(again[-1], ev.JobDone)


def test_what_a_single_file_holds_beside_its_model_is_told_once(ask, tiny_family, tmp_path) -> None:
    to_single_file(tiny_family("sd1"), tmp_path / "mix.safetensors")
    tensors = safetensors.torch.load_file(tmp_path / "mix.safetensors")
    extra = {"betas": torch.ones(3), "notes": torch.ones(1)}
    safetensors.torch.save_file({**tensors, **extra}, tmp_path / "mix.safetensors")
    loader = Loader()
    model = str(tmp_path / "mix.safetensors")
    request = ask(model=model, prediction="eps", steps=1, width=32, height=32, overwrite=True)
    told = [e for _ in range(2) for e in drawn(request, loader) if isinstance(e, ev.Notice)]
    assert [(e.code, e.data) for e in told] == [
        (notices.TENSORS_LEFT_OUT, {"model": "mix", "dropped": 1, "unknown": 1, "names": "notes"})
    ]
