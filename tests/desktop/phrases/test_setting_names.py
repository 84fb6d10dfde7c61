"""Settings are called as on the page, also where their value is refused."""

from core.contract.errors import InvalidValue
from desktop.phrases.setting_names import refused_setting, setting_name


def test_settings_are_named_as_on_the_page():
    assert setting_name("clip_skip") == "Clip skip"
    assert setting_name("sampler") == "The sampler"
    assert setting_name("no such field") == "no such field"


def test_a_refused_value_is_told_with_what_would_do():
    error = InvalidValue("guidance_scale", 400, "between 0 and 100")
    told = "Guidance must be between 0 and 100; it is 400. Nothing was drawn."
    assert refused_setting(error) == told


def test_nothing_is_not_called_none():
    assert "None" not in refused_setting(InvalidValue("init", None, "a picture"))


def test_long_values_are_cut():
    assert len(refused_setting(InvalidValue("prompt", "x" * 30_000, "shorter"))) < 200
