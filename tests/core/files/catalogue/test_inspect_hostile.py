"""Files that lie in every way: each becomes an entry, and none keeps the others from being listed."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.files.catalogue.inspect import entry_of
from core.files.catalogue.layouts import Place
from core.files.catalogue.metadata import TAGS_MAX, TRIGGERS_MAX
from core.files.catalogue.walk import walk
from core.files.models.single_kinds import UNET, UNET_INPUT, VAE_INPUT
from tests.support.single_weights import WORDS, write

NAMES = [
    *(
        UNET_INPUT,
        VAE_INPUT,
        *WORDS.values(),
        f"{UNET}time_embed.cond_proj.weight",
        "v_pred",
        "ztsnr",
    ),
    *(
        "emb_params",
        "clip_l",
        "clip_g",
        "string_to_param.*",
        "<token>",
        "lora_unet_x.lora_down.weight",
    ),
    *(
        "lora_unet_x.lora_up.weight",
        "lora_unet_x.alpha",
        "lora_te_y.hada_w1_a",
        "lora_te_y.hada_w1_b",
    ),
    *("unet.a.attn2.to_k.lokr_w1", "unet.a.attn2.to_k.lokr_w2_b", "lora_unet_x.dora_scale"),
    *("encoder.conv_in.weight", "decoder.conv_in.weight", "lora_unet_double_blocks_0.diff", "x"),
]
KEYS = [
    *("modelspec.title", "modelspec.license", "modelspec.author", "modelspec.trigger_phrase"),
    *(
        "modelspec.thumbnail",
        "modelspec.resolution",
        "modelspec.prediction_type",
        "ss_tag_frequency",
    ),
    *("ss_output_name", "ss_base_model_version", "modelspec.description", "reverie.folder"),
]
SHAPES = st.lists(st.integers(0, 9), max_size=5)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["v", "9x9", "data:image/png;base64,AAAA", '{"a": {"b": 3}}', '{"a": [1]}', "null"]
    ),
)
JSONS = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=9)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["trainedWords", "activation text", "name", "model", "description"]),
            inner,
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    tensors=st.dictionaries(st.sampled_from(NAMES), SHAPES, max_size=8),
    metadata=st.dictionaries(st.sampled_from(KEYS), TEXTS, max_size=6),
    beside=JSONS,
    expects=st.sampled_from([None, "model", "lora", "embedding", "vae"]),
)
def test_any_header_and_any_notes_make_an_entry(
    tmp_path_factory, tensors, metadata, beside, expects
):
    folder = tmp_path_factory.getbasetemp() / "any header"
    folder.mkdir(exist_ok=True)
    write(folder / "a.safetensors", tensors, metadata)
    (folder / "a.civitai.info").write_text(json.dumps(beside))
    (candidate,) = walk(Place(folder, "/", expects)).candidates
    found = entry_of(candidate)
    assert found.path == str(folder / "a.safetensors")
    assert (found.model is None) or found.problem is None
    assert found.name.isprintable()
    card = found.card
    shown = (card.title, card.author, card.licence, card.description, *card.triggers, *card.tags)
    assert all(not text or text.isprintable() for text in shown)
    assert len(card.triggers) <= TRIGGERS_MAX + 1
    assert len(card.tags) <= TAGS_MAX


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300))
def test_any_bytes_make_an_entry(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp() / "any bytes"
    folder.mkdir(exist_ok=True)
    if data[:1] == b"\x80" or data[:2] == b"PK":  # the jail's own tests have those
        return
    (folder / "a.safetensors").write_bytes(data)
    (candidate,) = walk(Place(folder, "/")).candidates
    assert entry_of(candidate).problem is not None
