"""Filling the gaps of a request: flags win, then the picture's size, then the model's preset."""

from dataclasses import replace

import pytest
from PIL import Image

from core.contract.errors import FileMissing, InvalidValue, PictureUnsupported
from core.contract.request import SEED_MAX
from core.generation.plan import fit, read_init, resolve


def test_nothing_given_is_the_models_own(ask, info) -> None:
    plan = resolve(ask(), info)
    preset = info.preset
    assert (plan.guidance_scale, plan.steps) == (preset.guidance_scale, preset.steps)
    assert (plan.sampler, plan.schedule) == (preset.sampler, preset.schedule)
    assert (plan.width, plan.height) == (preset.width, preset.height)


def test_spacing_is_the_preset_s_unless_given(ask, info) -> None:
    assert resolve(ask(), info).spacing is None
    light = replace(info, preset=replace(info.preset, spacing="trailing"))
    assert resolve(ask(), light).spacing == "trailing"
    assert resolve(ask(spacing="leading"), light).spacing == "leading"


def test_a_model_that_is_told_its_guidance_needs_no_second_pass(ask, info) -> None:
    told = replace(info, is_told_guidance=True)
    assert resolve(ask(guidance_scale=8.0), info).uses_negative
    assert not resolve(ask(guidance_scale=8.0), told).uses_negative


def test_what_is_given_wins(ask, info) -> None:
    given = {
        "guidance_scale": 0.0,
        "steps": 1,
        "sampler": "euler",
        "schedule": "karras",
        "rescale": 0.5,
        "width": 64,
        "height": 16,
    }
    plan = resolve(ask(**given), info)
    assert {name: getattr(plan, name) for name in given} == given


def test_a_preset_names_a_schedule_for_its_own_sampler_only(ask, info) -> None:
    preset = replace(info.preset, schedule="karras", rescale=0.7)
    info = replace(info, preset=preset)
    plan = resolve(ask(sampler="lcm"), info)
    assert (plan.sampler, plan.schedule, plan.rescale) == ("lcm", "model", 0.7)
    assert resolve(ask(sampler="euler", rescale=0.0), info).schedule == "karras"
    assert resolve(ask(rescale=0.0), info).rescale == 0.0


def test_what_does_not_go_with_the_presets_sampler_is_told(ask, info) -> None:
    for sampler, wrong in (("lcm", {"schedule": "karras"}), ("euler", {"eta": 0.5})):
        fixed = replace(info, preset=replace(info.preset, sampler=sampler))
        with pytest.raises(InvalidValue) as caught:
            resolve(ask(**wrong), fixed)
        assert caught.value.field in wrong
    assert resolve(ask(eta=0.5), info).eta == 0.5


def test_an_inpainting_model_wants_a_mask(ask, info, photo) -> None:
    info = replace(info, kind="inpaint")
    for fields in ({}, {"init": str(photo())}):
        with pytest.raises(InvalidValue) as caught:
            resolve(ask(**fields), info)
        assert caught.value.field == "mask"
    assert resolve(ask(init=str(photo()), mask=str(photo())), info).mask == str(photo())


@pytest.mark.parametrize(
    ("feather", "asked", "settled"),
    [(0, None, False), (3, None, True), (0, True, True), (3, False, False)],
)
def test_colours_are_matched_with_a_feather_unless_told(
    ask, info, photo, feather, asked, settled
) -> None:
    request = ask(init=str(photo()), mask=str(photo()), mask_feather=feather, match_colours=asked)
    assert resolve(request, info).match_colours is settled


def test_a_start_picture_gives_its_size_floored_to_8(ask, info, photo) -> None:
    plan = resolve(ask(init=str(photo(45, 31))), info)
    assert (plan.width, plan.height) == (40, 24)
    plan = resolve(ask(init=str(photo(45, 31)), width=64), info)
    assert (plan.width, plan.height) == (64, 24)


def test_a_picture_that_fits_is_untouched_and_another_is_resized(ask, info, photo) -> None:
    path = photo(45, 31)
    plan = resolve(ask(init=str(path)), info)
    image = read_init(plan)
    assert image is not None
    assert fit(image, plan).tobytes() == image.resize((40, 24), Image.Resampling.LANCZOS).tobytes()
    whole = resolve(ask(init=str(photo(48, 32))), info)
    exact = read_init(whole)
    assert exact is not None
    assert fit(exact, whole) is exact


def test_no_start_picture_is_none(ask, info) -> None:
    assert read_init(resolve(ask(), info)) is None


def test_a_tiny_start_picture_is_refused(ask, info, photo) -> None:
    with pytest.raises(InvalidValue) as caught:
        resolve(ask(init=str(photo(7, 64))), info)
    assert caught.value.field == "init"
    assert resolve(ask(init=str(photo(7, 64)), width=8, height=8), info).width == 8


def test_a_huge_start_picture_needs_a_size(ask, info, photo) -> None:
    path = str(photo(4200, 8))
    with pytest.raises(InvalidValue) as caught:
        resolve(ask(init=path), info)
    assert caught.value.field == "init"
    assert resolve(ask(init=path, width=64), info).width == 64


def test_a_start_picture_must_be_one(ask, info, tmp_path) -> None:
    with pytest.raises(FileMissing):
        resolve(ask(init=str(tmp_path / "none.png")), info)
    (tmp_path / "text.png").write_text("hello")
    with pytest.raises(PictureUnsupported):
        resolve(ask(init=str(tmp_path / "text.png")), info)


def test_the_last_seed_must_be_one(ask, info) -> None:
    assert resolve(ask(seed=SEED_MAX - 1, count=2), info).count == 2
    with pytest.raises(InvalidValue) as caught:
        resolve(ask(seed=SEED_MAX, count=2), info)
    assert caught.value.field == "seed"


def test_guidance_decides_about_the_negative(ask, info) -> None:
    assert resolve(ask(guidance_scale=1.5), info).uses_negative
    assert not resolve(ask(guidance_scale=1.0), info).uses_negative
