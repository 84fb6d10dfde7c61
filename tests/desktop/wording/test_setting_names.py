"""Settings are called as on the page, also where their value is refused."""

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PySide6.QtCore import QLocale

from core.contract.errors import InvalidValue
from core.contract.recipe import DRAWN_ELSEWHERE
from core.files.recipes.recipe import RECIPE_KEY, read_recipe
from desktop import i18n
from desktop.wording.setting_names import refused_setting, setting_name


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


def test_what_draws_nothing_is_not_said_to_have_drawn_nothing():
    error = InvalidValue("step", 600, "one that is kept: 200, 400")
    told = "The step must be one that is kept: 200, 400. Nothing was changed."
    assert refused_setting(error) == told


def test_settings_of_a_picture_are_told_with_its_name(tmp_path):
    def said(text):
        path = tmp_path / "swan: the recipe.png"
        info = PngInfo()
        info.add_text(RECIPE_KEY, text)
        Image.new("RGB", (8, 8)).save(path, pnginfo=info)
        with pytest.raises(InvalidValue) as caught:
            read_recipe(path)
        return refused_setting(caught.value)

    newer = "“swan: the recipe.png” was made by a newer version of this program."
    assert said('{"format": 99}') == newer
    assert said("no JSON").startswith("The settings in “swan: the recipe.png” cannot be read.")
    odd = said('{"format": 1, "prompt": 7}')
    assert odd.startswith("The settings in “swan: the recipe.png” cannot be used: ")
    assert odd.endswith(" Nothing was changed.")


def test_a_picture_with_an_autoencoder_of_its_own_is_told_so():
    error = InvalidValue("vae", "other", DRAWN_ELSEWHERE)
    assert "another autoencoder" in refused_setting(error)


def test_in_german_nothing_stays_english(qapp):
    before, translators = QLocale(), i18n.install(qapp, "de")
    error = InvalidValue("clip_skip", 14, "between 1 and 12 for this model")
    told = refused_setting(error)
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)
    assert told.startswith("Clip-Skip muss bei diesem Modell zwischen 1 und 12 sein; es ist 14.")
