"""The encoders compute what transformers' own models compute, and can be built without memory."""

import dataclasses

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text.configs import ImageConfig, TextConfig
from core.text.encoder import ImageEncoder, LongerTable, ProjectedTextEncoder, TextEncoder

TEXT = TextConfig(
    vocab_size=100,
    hidden_size=32,
    intermediate_size=64,
    num_hidden_layers=2,
    num_attention_heads=4,
    projection_dim=16,
    bos_token_id=98,
    eos_token_id=99,
)
IMAGE = ImageConfig(
    hidden_size=24,
    intermediate_size=48,
    num_hidden_layers=2,
    num_attention_heads=4,
    image_size=16,
    patch_size=8,
    projection_dim=16,
)


def ids(seed: int = 0, count: int = 3, end: int = 99) -> torch.Tensor:
    values = torch.randint(0, 98, (count, 77), generator=torch.Generator().manual_seed(seed))
    values[:, 0] = 98
    for row in range(count):
        values[row, 5 + 9 * row :] = end
    return values


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("act", ["quick_gelu", "gelu"])
def test_context_equals_a_reference_loaded_from_a_folder(tmp_path, act):
    from transformers import CLIPTextModel

    torch.manual_seed(1)
    ours = TextEncoder(dataclasses.replace(TEXT, hidden_act=act)).eval()
    ours.model.save_pretrained(tmp_path)
    theirs = CLIPTextModel.from_pretrained(tmp_path).eval()
    with torch.no_grad():
        out, want = ours(ids()), theirs(ids())
    assert torch.equal(out.context, want.last_hidden_state)
    assert torch.equal(out.pooled, want.pooler_output)
    assert out.context.shape == (3, 77, 32)


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_similarity_equals_the_reference_pair():
    from transformers import CLIPConfig, CLIPModel

    torch.manual_seed(2)
    text, image = TextEncoder(TEXT).eval(), ImageEncoder(IMAGE, TEXT.hidden_size).eval()
    config = CLIPConfig(
        text_config=dataclasses.asdict(TEXT),
        vision_config=dataclasses.asdict(IMAGE),
        projection_dim=16,
    )
    pair = CLIPModel(config).eval()
    pair.text_model.load_state_dict(text.model.state_dict())
    pair.vision_model.load_state_dict(image.model.vision_model.state_dict())
    pair.visual_projection.load_state_dict(image.model.visual_projection.state_dict())
    pair.text_projection.load_state_dict(image.text_projection.state_dict())
    pixels = torch.rand(2, 3, 16, 16) * 2 - 1
    with torch.no_grad():
        words = image.project_text(text(ids()).pooled)
        ours = words @ image(pixels).T * image.logit_scale.exp()
        theirs = pair(input_ids=ids(), pixel_values=pixels).logits_per_text
    assert torch.allclose(ours, theirs, atol=1e-5)


@settings(max_examples=10, deadline=None)
@given(cut=st.integers(2, 70), seed=st.integers(0, 1000))
def test_words_never_see_what_comes_after_them(encoder, cut, seed):
    one = ids(seed, 1)
    other = one.clone()
    other[:, cut:] = 7
    with torch.no_grad():
        a, b = encoder(one).context, encoder(other).context
    assert torch.allclose(a[:, :cut], b[:, :cut], atol=1e-5)


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    torch.manual_seed(3)
    return TextEncoder(TEXT).eval()


def test_pooled_is_the_first_end_token(encoder):
    with torch.no_grad():
        out = encoder(ids())
    for row, place in enumerate((5, 14, 23)):
        assert torch.equal(out.pooled[row], out.context[row, place])


@pytest.mark.parametrize("make", [lambda: TextEncoder(TEXT), lambda: ImageEncoder(IMAGE, 32)])
def test_built_without_memory_all_but_the_counters_is_absent(make):
    with torch.device("meta"):
        module = make()
    assert all(p.device.type == "meta" for p in module.parameters())
    counters = dict(module.named_buffers())
    assert counters
    for places in counters.values():
        assert places.tolist() == [list(range(places.shape[-1]))]
    assert not any("position_ids" in name for name in module.state_dict())


def test_image_rows_have_length_one():
    torch.manual_seed(4)
    image = ImageEncoder(IMAGE, 32).eval()
    with torch.no_grad():
        rows = image(torch.rand(2, 3, 16, 16))
    assert torch.allclose(rows.norm(dim=-1), torch.ones(2))
    assert rows.shape == (2, 16)


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("end", [2, 99])
def test_earlier_layers_and_the_projection_equal_a_reference(tmp_path, end):
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection

    config = dataclasses.replace(TEXT, eos_token_id=end, num_hidden_layers=3)
    ours = ProjectedTextEncoder(config).eval()
    theirs = CLIPTextModelWithProjection(CLIPTextConfig(**dataclasses.asdict(config))).eval()
    theirs.text_model.load_state_dict(ours.model.state_dict())
    theirs.text_projection.load_state_dict(ours.text_projection.state_dict())
    with torch.no_grad():
        want = theirs(ids(), output_hidden_states=True)
        for back in range(3):
            hidden = want.hidden_states[-1 - back]
            plain = ours(ids(), back, False)
            assert torch.equal(plain.context, hidden)
            assert torch.equal(plain.pooled, want.text_embeds)
            normed = ours(ids(), back, True).context
            assert torch.equal(normed, theirs.text_model.final_layer_norm(hidden))
        assert torch.equal(ours(ids()).context, want.last_hidden_state)
    assert want.text_embeds.shape == (3, 16)


def test_rows_of_their_own_stand_behind_the_vocabulary() -> None:
    own = torch.nn.Embedding(4, 3)
    extra = torch.randn(2, 3)
    found = LongerTable(own, extra)(torch.tensor([[0, 4, 3, 5]]))
    assert torch.equal(found[0], torch.stack([own.weight[0], extra[0], own.weight[3], extra[1]]))
