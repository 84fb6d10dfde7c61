"""What a config means for memory: rows of a pass, what learns, what an optimiser remembers."""

import pytest
import torch

from core.contract.training import LoopConfig
from core.training.optim import kinds as optimizers
from core.training.promise.task import TeachingTask, state_bytes

SHAPES = ((6, 4), (8,), (4, 3, 3, 3))


@pytest.mark.parametrize("name", ["adamw", "sgd", "adafactor", "muon"])
def test_the_state_counted_is_the_state_kept(name):
    weights = [torch.nn.Parameter(torch.ones(shape)) for shape in SHAPES]
    for weight in weights:
        weight.grad = torch.ones_like(weight)
    own = optimizers.make(name, [{"params": weights, "weight_decay": 0.0}], 1e-3)
    own.step()
    kept = [v for state in own.state.values() for k, v in state.items() if k != "step"]
    bytes_ = sum(v.numel() * v.itemsize for v in kept if isinstance(v, torch.Tensor) and v.dim())
    assert state_bytes(name, SHAPES) == bytes_


def test_eight_bits_are_a_byte_for_each_of_two_numbers():
    assert state_bytes("adamw8bit", ((10, 10),)) == 200


def test_the_class_doubles_a_pass_and_an_adapter_that_is_off_asks_once_more(asked):
    none, pictures, distilled, off = (
        asked(prior=prior, batch_size=2).task
        for prior in ("none", "pictures", "distilled", "adapter_off")
    )
    assert (none.rows, none.aside) == (2, 0)
    assert asked(prior_weight=0.0, batch_size=2).task == none
    assert (pictures.rows, pictures.aside) == (4, 2 * (1 - 0.75**2)), (
        "where one of two is told nothing"
    )
    assert asked(prior="pictures", prior_dropout=0.0).task.aside == 0
    assert (off.rows, off.aside) == (4, 2)
    assert (distilled.rows, distilled.aside) == (4, 2)


def test_a_word_learns_in_front_of_networks_that_do_not(asked_word, asked):
    word = asked_word(vectors=3).task
    assert (word.learns, word.text_learns, word.told) == ("nothing", "nothing", 1)
    assert word.numbers == 3 * 16
    plain, with_text = asked().task, asked(train_text_encoder=True).task
    assert (plain.told, with_text.told) == (0, 1)
    assert with_text.numbers > plain.numbers


def test_a_full_training_learns_every_weight(asked):
    found = asked(method="full")
    assert found.task.numbers == found.outline.plain.numbers["unet"]
    assert found.task.kept == 8 * found.task.numbers
    averaged = asked(method="full", ema_decay=0.9).task
    assert averaged.kept == 12 * averaged.numbers


def test_methods_have_names_of_their_own(asked, asked_word):
    tasks = [
        asked().task,
        asked(conv=True).task,
        asked(rank=8).task,
        asked(method="full").task,
        asked(gradient_checkpointing=True).task,
        asked(train_text_encoder=True).task,
        asked(prior="adapter_off").task,
        asked_word().task,
    ]
    assert len({task.method for task in tasks}) == len(tasks)
    assert isinstance(tasks[0], TeachingTask)
    assert LoopConfig(output="o").optimizer == tasks[0].optimizer
