"""The blocks keep their input only, and the gradients are the same bits."""

import torch

from core.networks.attention import TransformerBlock
from core.training.optim.gradient_checkpointing import recompute


def test_gradients_are_the_same_and_less_is_kept():
    torch.manual_seed(0)
    block = TransformerBlock(8, 8, 2)
    x, context = torch.randn(1, 4, 8, requires_grad=True), torch.randn(1, 3, 8)
    kept, grads = [], []
    for saving in (False, True):
        if saving:
            recompute([block])
        kept.append(tensors_kept(block, x, context))
        grads.append([p.grad.clone() for p in block.parameters()])
        block.zero_grad()
    assert all(torch.equal(a, b) for a, b in zip(*grads, strict=True))
    assert kept[1] < kept[0]


def tensors_kept(block, x, context):
    seen = []
    with torch.autograd.graph.saved_tensors_hooks(lambda t: seen.append(t) or t, lambda t: t):
        block(x, context).sum().backward()
    return len(seen)
