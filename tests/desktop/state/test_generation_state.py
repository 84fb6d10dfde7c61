"""What the next picture is, and the one request it becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.files.models.library import describe
from desktop.state.generation_state import GenerationState


@pytest.fixture
def state(make_model):
    found = GenerationState()
    found.model = describe(make_model(steps=20, guidance_scale=4.5))
    return found


def test_untouched_values_are_the_models_own(state):
    request = state.to_request("/out")
    assert request.guidance_scale is request.steps is request.sampler is request.negative is None
    assert (request.width, request.height) == (64, 64)
    assert request.model == state.model.path
    assert state.guidance_now() == 4.5
    assert state.steps_now() == 20
    assert state.hidden_changed() == 0


def test_without_any_model_the_starter_is_asked_for():
    assert GenerationState().to_request("/out").model == "starter"


def test_an_open_seed_is_new_each_time_and_shown(state):
    seeds = {state.to_request("/out").seed for _ in range(8)}
    assert len(seeds) == 8
    assert state.seed in seeds


def test_a_locked_seed_stays(state):
    state.seed, state.seed_locked = 42, True
    assert state.to_request("/out").seed == state.to_request("/out").seed == 42


def test_dice_locks_a_new_seed(state):
    state.throw_dice()
    first = state.seed
    assert state.seed_locked
    state.throw_dice()
    assert state.seed != first


def test_a_picture_turns_start_from_and_says_why(state):
    state.picture_arrived((300, 200), "drop")
    assert (state.start_from, state.start_reason) == ("picture", "drop")
    assert state.size_now() == (80, 56)
    state.choose_start("words")
    assert (state.start_from, state.start_reason) == ("words", "")
    assert state.size_now() == (64, 64)
    state.choose_start("picture")
    state.picture_left()
    assert (state.start_from, state.start_reason) == ("words", "clear")


def test_without_a_picture_nobody_can_start_from_one(state):
    state.choose_start("picture")
    assert state.start_from == "words"


def test_steps_that_run(state):
    assert state.steps_run() == 20
    state.picture_arrived((64, 64), "paste")
    state.strength = 0.5
    assert state.steps_run() == 10
    state.strength = 0.01
    assert state.steps_run() == 1
    state.strength = 0.0
    assert state.steps_run() == 0


def test_the_negative_prompt_is_left_out_where_it_is_not_read(state):
    state.negative = "text"
    assert state.to_request("/o").negative == "text"
    state.guidance = 1.0
    assert not state.negative_counts()
    assert state.to_request("/o").negative is None


def test_swap(state):
    state.shape = "portrait"
    assert state.size_now() == (64, 96)
    state.swap_size()
    assert state.shape == "landscape"
    state.shape, state.own_size = "own", (128, 24)
    state.swap_size()
    assert state.size_now() == (24, 128)


def test_hidden_settings_are_counted(state):
    state.sampler, state.schedule, state.clip_skip = "euler", "karras", 2
    assert state.hidden_changed() == 3
    request = state.to_request("/o")
    assert (request.sampler, request.schedule, request.clip_skip) == ("euler", "karras", 2)


def test_any_change_is_told(state, qtbot):
    for name, value in {"prompt": "x", "strength": 0.2, "steps": 3, "shape": "square"}.items():
        with qtbot.waitSignal(state.any_changed):
            setattr(state, name, value)


@given(
    prompt=st.text(max_size=50),
    strength=st.floats(0, 1),
    guidance=st.none() | st.floats(1, 20),
    steps=st.none() | st.integers(1, 150),
    seed=st.integers(0, 2**63 - 1),
    locked=st.booleans(),
    own=st.tuples(st.integers(8, 4096), st.integers(8, 4096)),
    shape=st.sampled_from(["auto", "square", "portrait", "landscape", "own"]),
)
def test_saved_and_restored_is_the_same(
    prompt, strength, guidance, steps, seed, locked, own, shape
):
    import json

    first = GenerationState()
    first.prompt, first.strength, first.guidance, first.steps = prompt, strength, guidance, steps
    first.seed, first.seed_locked, first.own_size, first.shape = seed, locked, own, shape
    second = GenerationState()
    second.restore(json.loads(json.dumps(first.saved())))
    assert second.saved() == first.saved()


@given(
    st.dictionaries(
        st.sampled_from([*GenerationState().saved(), "other", "model"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.lists(st.integers()),
    )
)
def test_nonsense_in_the_settings_does_no_harm(saved):
    state = GenerationState()
    state.restore(saved)
    if "\0" not in state.prompt:
        request = state.to_request("/out")
        assert request.count >= 1
    assert state.model is None


def test_a_request_always_names_its_size_as_it_was_shown(state):
    state.picture_arrived((4000, 3000), "drop")
    for shape in ("auto", "picture"):
        state.shape = shape
        request = state.to_request("out", init="photo.jpg")
        assert (request.width, request.height) == state.size_now()


def test_a_plain_prompt_is_asked_for_and_remembered(qapp):
    state = GenerationState()
    state.prompt = "a (swan)"
    assert not state.to_request("x.png").plain_prompt
    state.plain_prompt = True
    assert state.to_request("x.png").plain_prompt
    again = GenerationState()
    again.restore(state.saved())
    assert again.plain_prompt
    again.restore({"plain_prompt": "yes"})
    assert again.plain_prompt is True


@pytest.mark.parametrize(
    ("prompt", "guidance", "plain", "passes"),
    [
        ("a swan", 7.5, False, 2),
        ("a swan", 1.0, False, 1),
        ("a AND b AND c", 7.5, False, 4),
        ("a AND b", 1.0, False, 2),
        ("a AND b", 7.5, True, 2),
    ],
)
def test_how_often_the_network_is_asked_at_once(state, prompt, guidance, plain, passes):
    state.prompt, state.guidance, state.plain_prompt = prompt, guidance, plain
    assert state.passes() == passes


def test_a_swapped_square_stays_one_beside_a_picture(state):
    state.picture_arrived((300, 200), "drop")
    state.shape = "square"
    square = state.size_now()
    state.swap_size()
    assert (state.shape, state.size_now()) == ("square", square)
