"""Configs survive the way to JSON and back; what we do not build is refused by key."""

import contextlib
import dataclasses
import inspect
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkpoints import schemas
from core.contract.errors import ConfigInvalid
from core.diffusion.schedule import ScheduleConfig
from core.networks.configs import UNetConfig, VAEConfig
from core.text.configs import ImageConfig, TextConfig

PATH = "model/unet/config.json"
ROUND_TRIPS = {
    UNetConfig: (schemas.unet_json, schemas.unet_config),
    VAEConfig: (schemas.vae_json, schemas.vae_config),
    TextConfig: (schemas.text_json, schemas.text_config),
    ImageConfig: (schemas.image_json, schemas.image_config),
}


@st.composite
def unets(draw: st.DrawFn) -> UNetConfig:
    levels = draw(st.integers(1, 4))
    groups, heads = draw(st.sampled_from([1, 4, 8])), draw(st.sampled_from([1, 2, 4]))
    channels = tuple(8 * draw(st.integers(1, 16)) for _ in range(levels))
    down = tuple(
        draw(st.sampled_from(["DownBlock2D", "CrossAttnDownBlock2D"])) for _ in range(levels)
    )
    up = tuple(draw(st.sampled_from(["UpBlock2D", "CrossAttnUpBlock2D"])) for _ in range(levels))
    return UNetConfig(
        block_out_channels=channels,
        down_block_types=down,
        up_block_types=up,
        norm_num_groups=groups,
        layers_per_block=draw(st.integers(1, 3)),
        attention_head_dim=draw(st.sampled_from([heads, (heads,) * levels])),
        cross_attention_dim=draw(st.integers(1, 2048)),
        use_linear_projection=draw(st.booleans()),
        sample_size=draw(st.integers(1, 128)),
    )


@settings(max_examples=50, deadline=None)
@given(config=unets())
def test_a_u_net_s_config_survives_the_round_trip(config):
    text = json.dumps(schemas.unet_json(config))
    assert schemas.unet_config(json.loads(text), PATH) == config


@pytest.mark.parametrize("kind", ROUND_TRIPS, ids=lambda kind: kind.__name__)
def test_defaults_survive_the_round_trip(kind):
    write, read = ROUND_TRIPS[kind]
    assert read(json.loads(json.dumps(write(kind()))), PATH) == kind()


@settings(deadline=None)
@given(
    config=st.builds(
        ScheduleConfig,
        num_train_timesteps=st.none() | st.integers(1, 2000),
        beta_schedule=st.sampled_from([None, "linear", "scaled_linear"]),
        prediction_type=st.sampled_from([None, "epsilon", "v_prediction"]),
        steps_offset=st.none() | st.integers(0, 1),
        trained_betas=st.none()
        | st.lists(st.floats(0.001, 0.9), min_size=1, max_size=4).map(tuple),
    )
)
def test_a_schedule_keeps_what_is_absent_absent(config):
    data = json.loads(json.dumps(schemas.schedule_json(config)))
    assert None not in data.values()
    assert schemas.schedule_config(data, PATH) == config


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_every_argument_of_the_reference_is_known_or_harmless():
    """A new release may add keys that change what a network computes; then this asks for a decision."""
    import diffusers

    harmless = {
        *("self", "dropout", "upcast_attention", "addition_embed_type_num_heads"),
        *("force_upcast", "down_block_types", "up_block_types"),
    }
    for reference, kind, schema in (
        (diffusers.UNet2DConditionModel, UNetConfig, schemas._UNET),
        (diffusers.AutoencoderKL, VAEConfig, schemas._VAE),
    ):
        known = {f.name for f in dataclasses.fields(kind)} | set(schema.only) | harmless
        assert set(inspect.signature(reference.__init__).parameters) <= known


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "name",
    [
        *("DDIM", "PNDM", "EulerDiscrete", "EulerAncestralDiscrete", "DPMSolverMultistep"),
        *("HeunDiscrete", "DDPM", "UniPCMultistep", "LCM"),
    ],
)
def test_every_scheduler_s_own_file_is_read(name):
    import diffusers

    scheduler = getattr(diffusers, f"{name}Scheduler")(beta_schedule="scaled_linear")
    data = schemas.plain_numbers(json.loads(scheduler.to_json_string()))
    json.dumps(data, allow_nan=False)
    config = schemas.schedule_config(data, PATH)
    assert config.beta_schedule == "scaled_linear"
    assert config.num_train_timesteps == 1000


BAD_UNETS = [
    ("_class_name", "UNet3DConditionModel"),
    ("act_fn", "gelu"),
    ("class_embed_type", "timestep"),
    ("time_cond_proj_dim", 1),
    ("mid_block_type", "UNetMidBlock2DSimpleCrossAttn"),
    ("block_out_channels", None),
    ("block_out_channels", []),
    ("block_out_channels", [320, 640]),
    ("block_out_channels", [320, 640, 1280, 10**9]),
    ("block_out_channels", [320, "640", 1280, 1280]),
    ("block_out_channels", [0, 0, 0, 0]),
    ("block_out_channels", [32] * 1000),
    ("down_block_types", ["DownBlock2D"]),
    ("down_block_types", ["os.system"] * 4),
    ("attention_head_dim", 7),
    ("attention_head_dim", [8, 8]),
    ("attention_head_dim", 0),
    ("norm_num_groups", 0),
    ("norm_num_groups", 33),
    ("norm_eps", float("nan")),
    ("layers_per_block", [1, 2, 2, 2]),
    ("layers_per_block", True),
    ("layers_per_block", 10**12),
    ("cross_attention_dim", [768, 1024]),
    ("cross_attention_dim", -1),
    ("sample_size", 10**6),
]


@pytest.mark.parametrize(("key", "value"), BAD_UNETS)
def test_what_no_u_net_of_ours_is_gets_named(key, value):
    with pytest.raises(ConfigInvalid) as caught:
        schemas.unet_config({**schemas.unet_json(UNetConfig()), key: value}, PATH)
    assert caught.value.path == PATH
    assert caught.value.expected
    assert caught.value.key.split("[")[0] in (key, "down_block_types", "block_out_channels")
    assert len(str(caught.value.value)) <= schemas.SHOWN_MAX


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("down_block_types", ["DownEncoderBlock2D"] * 3),
        ("up_block_types", ["UpDecoderBlock2D", "AttnUpDecoderBlock2D"] * 2),
        ("use_quant_conv", False),
        ("shift_factor", 0.1),
        ("scaling_factor", 0),
        ("latent_channels", 4.5),
        ("norm_num_groups", 48),
        ("block_out_channels", [128] * 9),
    ],
)
def test_what_no_vae_of_ours_is_gets_named(key, value):
    with pytest.raises(ConfigInvalid):
        schemas.vae_config({**schemas.vae_json(VAEConfig()), key: value}, PATH)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("model_type", "t5"),
        ("architectures", ["T5EncoderModel"]),
        ("hidden_act", "relu"),
        ("num_attention_heads", 7),
        ("vocab_size", 0),
        ("hidden_size", None),
        ("eos_token_id", [1, 2]),
        ("max_position_embeddings", 10**9),
    ],
)
def test_what_no_text_encoder_of_ours_is_gets_named(key, value):
    with pytest.raises(ConfigInvalid, match=key):
        schemas.text_config({**schemas.text_json(TextConfig()), key: value}, PATH)


@pytest.mark.parametrize(
    ("key", "value"), [("image_size", 225), ("patch_size", 0), ("num_channels", 4)]
)
def test_what_no_image_encoder_of_ours_is_gets_named(key, value):
    with pytest.raises(ConfigInvalid):
        schemas.image_config({**schemas.image_json(ImageConfig()), key: value}, PATH)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("_class_name", "FlowMatchEulerDiscreteScheduler"),
        ("prediction_type", "sample"),
        ("beta_schedule", "sigmoid"),
        ("beta_end", 1.5),
        ("thresholding", True),
        ("num_train_timesteps", 10**9),
    ],
)
def test_what_no_schedule_of_ours_is_gets_named(key, value):
    with pytest.raises(ConfigInvalid, match=key):
        schemas.schedule_config({key: value}, PATH)


def test_unknown_keys_are_ignored_and_harmless_values_taken():
    data = {**schemas.unet_json(UNetConfig()), "brand_new": {"a": [1]}, "layers_per_block": [2] * 4}
    assert schemas.unet_config(data, PATH) == UNetConfig()
    assert schemas.schedule_config({"solver_type": "bh2"}, PATH).solver_type == "bh2"


@settings(max_examples=60, deadline=None)
@given(
    data=st.dictionaries(
        st.sampled_from([f.name for f in dataclasses.fields(UNetConfig)]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=2)
            ),
        ),
    )
)
def test_any_json_is_taken_or_refused_by_name(data):
    with contextlib.suppress(ConfigInvalid):  # anything else is a defect
        assert schemas.unet_config({**schemas.unet_json(UNetConfig()), **data}, PATH).levels
