"""A wish for a pause is heard amid a step, and while a model is loaded; and what was learned is the same to the bit."""

import gc
import itertools
import threading
import weakref

import pytest
import torch

from core.checkpoints.interruption import stopped_by
from core.contract.errors import Cancelled
from core.contract.notices import DEVICE_FREE, Notice
from core.contract.training_events import TrainStep
from core.networks.blocks import ResnetBlock
from core.training import teaching
from core.training.hearing import listening
from core.training.run_state import RunFolder
from core.training.train import train
from core.training.trainer import Trainer
from core.training.watch import Watch


@pytest.fixture
def network():
    made = torch.nn.Sequential(*(ResnetBlock(8, 8, None, 4, 1e-5) for _ in range(3)))
    listening([made])
    return made


@pytest.fixture
def trainer(make_dream, opened, tmp_path):
    """A function: a name → a trainer before its first step, the same one each time."""

    def make(name):
        config = make_dream(output=str(tmp_path / name), prior="adapter_off", judge=False)
        task = opened(config)
        return Trainer(task, task._setting, RunFolder(config.output))

    return make


def weights(trainer):
    return {name: p.detach().clone() for name, p in trainer.parameters.items()}


def equal(one, two):
    return one.keys() == two.keys() and all(torch.equal(one[name], two[name]) for name in one)


def heard_at(asks, count):
    """Says yes from the ask of this number on."""
    return lambda: next(asks) >= count


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_step_that_ends_amid_leaves_the_weights_and_is_done_anew_the_same(trainer, share):
    whole, broken, asks = trainer("whole"), trainer("broken"), []
    with stopped_by(lambda: bool(asks.append(0))):
        told = whole.train_step()
    assert len(asks) > 15
    before = weights(broken)
    with (
        pytest.raises(Cancelled),
        stopped_by(heard_at(itertools.count(), int(len(asks) * share))),
    ):
        broken.train_step()
    assert broken.step == 0
    assert equal(weights(broken), before)
    assert broken.train_step() == told
    assert equal(weights(broken), weights(whole))


@pytest.fixture
def networks(monkeypatch):
    """Weak references to the networks that were opened to be taught."""
    found, real = [], teaching.open_taught

    def watched(*given, **named):
        taught = real(*given, **named)
        found.append(weakref.ref(taught.unet))
        return taught

    monkeypatch.setattr(teaching, "open_taught", watched)
    return found


@pytest.mark.parametrize("after", [4, 15])
def test_a_run_that_was_paused_amid_a_step_ends_as_the_undisturbed_one(
    make_dream, tmp_path, networks, after
):
    how = {"prior": "none", "judge": False, "library": False, "steps": 3, "checkpoint_every": 3}
    straight = make_dream(output=str(tmp_path / "straight"), **how)
    list(train(straight, Watch(), resume=False))
    config, steps, asks = make_dream(output=str(tmp_path / "paused"), **how), [], itertools.count()

    def follow(events):
        for event in events:
            if isinstance(event, TrainStep):
                steps.append(event.step)
            if isinstance(event, Notice) and event.code == DEVICE_FREE:
                gc.collect()
                steps.append(sum(network() is not None for network in networks))

    watch = Watch(cancelled=lambda: bool(steps) and next(asks) >= after)
    with pytest.raises(Cancelled):
        follow(train(config, watch, resume=False))
    assert len(networks) == 2
    assert steps == [1, 0]  # one step, and no network that is still there when the device is free
    assert RunFolder(config.output).newest().step == 1
    list(train(config, Watch(), resume=True))
    one, two = (RunFolder(c.output).newest() for c in (straight, config))
    for part in ("weights", "optimizer"):
        assert equal(one.tensors(part), two.tensors(part))


def test_a_pause_does_not_wait_for_a_model_to_be_loaded(make_dream, monkeypatch):
    config, built = make_dream(prior="none"), []
    real = teaching.built

    def watched(*given):
        built.append("begun")
        found = real(*given)
        built.append("done")
        return found

    monkeypatch.setattr(teaching, "built", watched)
    with pytest.raises(Cancelled):
        list(train(config, Watch(cancelled=lambda: bool(built)), resume=False))
    assert built == ["begun"]
    assert RunFolder(config.output).exists


def test_the_way_back_is_heard_in_whatever_thread_it_runs(network):
    """As on a GPU."""
    x, wanted, raised = torch.randn(1, 8, 4, 4, requires_grad=True), [], []
    with stopped_by(lambda: bool(wanted)):
        loss = network(x).sum()
    wanted.append(True)

    def back():
        try:
            loss.backward()
        except Cancelled as error:
            raised.append(error)

    thread = threading.Thread(target=back)
    thread.start()
    thread.join()
    assert len(raised) == 1
    assert x.grad is None


def test_where_nobody_may_ask_nothing_ends(network):
    network(torch.randn(1, 8, 4, 4)).sum().backward()
