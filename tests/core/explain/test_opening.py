"""Models opened for questions are those that drawing opens."""

import pytest
import torch

from core.contract.errors import ModelNotFound
from core.explain.opening import about, open_model, settled
from core.generation import memory
from core.generation.loader import Loader
from core.generation.machine import DeviceMemory


def test_the_model_of_a_request_comes_from_memory_where_it_is(ask, drawn, loader) -> None:
    request = ask()
    drawn(request)
    assert open_model(loader, request) is loader.loaded
    other = open_model(loader, about(request.model))
    assert next(other.unet.parameters()).device == torch.device("cpu")
    with pytest.raises(ModelNotFound):
        open_model(loader, about("nowhere"))


def test_a_plan_needs_no_start_picture(ask, loader, photo) -> None:
    request = ask(init=photo, width=64, height=64)
    plan = settled(open_model(loader, request), request)
    assert plan.init is None
    assert (plan.width, plan.height) == (64, 64)


def test_a_model_that_was_not_drawn_with_is_opened_so_that_it_fits(ask, monkeypatch) -> None:
    monkeypatch.setattr(memory, "device_memory", lambda device: DeviceMemory(9, 1, 0))
    assert open_model(Loader(), about(ask().model)).savings != ()
