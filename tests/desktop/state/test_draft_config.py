from dataclasses import fields, replace
from types import SimpleNamespace

import pytest

from core.contract.draft import Draft, DraftPhoto
from core.contract.errors import InvalidValue, ModelNotFound
from core.contract.teaching import (
    DreamBoothConfig,
    EmbeddingConfig,
    FinetuneConfig,
    without_effect,
)
from core.files import folders
from core.files.catalogue import finding
from core.files.trainings.presets import suggested
from core.training.results.names import result_name
from desktop.state import draft_config
from desktop.state.draft_config import (
    called,
    carried_over,
    crop_around,
    defaults_of,
    draws_small,
    fields_of,
    parse,
    side_of,
    to_config,
)

DRAFT = Draft(photos=tuple(DraftPhoto(f"/p/{n}.jpg") for n in range(5)), model="/m/starter")


def config(draft):
    return to_config(draft, "/staged/photos", "/staged/crops.json", "/run")


def test_a_lora_of_a_dog():
    made = config(DRAFT)
    assert isinstance(made, DreamBoothConfig)
    assert (made.method, made.token, made.class_noun) == ("lora", "sks", "dog")
    assert (made.photos, made.crops, made.output) == (
        "/staged/photos",
        "/staged/crops.json",
        "/run",
    )
    assert (made.steps, made.mirror, made.prior, made.name) == (500, True, "adapter_off", "sks dog")
    assert not made.train_text_encoder


def test_people_are_not_mirrored_unless_asked_and_have_their_text_encoder_taught():
    made = config(replace(DRAFT, kind="person", noun="woman", mirror=False))
    assert not made.mirror
    assert made.train_text_encoder


@pytest.mark.parametrize(
    ("text", "side"), [("", 512), ("384", 384), ("2", 16), ("0", 512), ("much", 512)]
)
def test_photos_are_looked_at_for_the_side_that_is_set(text, side):
    assert side_of(replace(DRAFT, settings=(("resolution", text),)), 512) == side


@pytest.mark.parametrize("method", ["lora", "full", "embedding"])
def test_people_are_cut_around_their_faces_unless_asked_otherwise(method):
    person = replace(DRAFT, kind="person", noun="woman", method=method)
    assert config(person).crop_around == crop_around(person) == "face"
    whole = replace(person, settings=(("crop_around", "subject"),))
    assert config(whole).crop_around == crop_around(whole) == "subject"
    assert config(replace(DRAFT, method=method)).crop_around == "subject"


def test_full_keeps_the_rest_by_pictures_and_learns_softly():
    made = config(replace(DRAFT, method="full"))
    assert (made.method, made.prior, made.learning_rate) == ("full", "pictures", 2e-6)
    assert config(replace(DRAFT, method="full", keep_class=False)).prior == "none"


def test_a_model_says_how_its_loras_keep_the_class():
    starter = replace(DRAFT, model="starter")
    assert config(starter).prior == "distilled"
    assert config(starter).prior_count == 44
    assert config(replace(starter, method="full")).prior == "pictures"
    assert config(replace(starter, keep_class=False)).prior == "none"


def test_what_was_meant_for_another_method_or_model_does_not_come_along():
    """A LoRA's learning rate ruins a model whose own weights learn."""
    lora = replace(DRAFT, settings=(("learning_rate", "2e-4"), ("seed", "7"), ("rank", "8")))
    full = carried_over(lora, replace(lora, method="full"))
    assert full.settings == (("seed", "7"),)
    assert config(full).learning_rate == 2e-6
    assert carried_over(lora, replace(lora, word="ohwx")).settings == lora.settings
    assert carried_over(lora, replace(lora, model="starter")).settings == (("seed", "7"),)


def test_a_setting_that_would_do_nothing_is_not_offered():
    lora, full = fields_of(DRAFT), fields_of(replace(DRAFT, method="full"))
    assert {"rank", "alpha", "conv", "prior_dropout"} <= lora.keys()
    assert not {"rank", "alpha", "conv", "prior_dropout"} & full.keys()
    assert "result_format" in full
    assert "result_format" not in lora
    assert "prior_count" not in lora, "the photos are asked about"
    assert "prior_count" in full
    assert "prior_count" in fields_of(replace(DRAFT, model="starter"))
    assert not {"prior_weight", "prior_count"} & fields_of(replace(DRAFT, keep_class=False)).keys()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"method": "full"},
        {"method": "full", "keep_class": False},
        {"method": "embedding"},
        {"kind": "style"},
        {"kind": "style", "method": "full"},
        {"keep_class": False},
        {"model": "starter"},
        {"model": "starter", "keep_class": False},
        {"word": "", "noun": ""},
    ],
)
def test_what_is_not_offered_is_what_the_contract_calls_without_effect(changes):
    draft = replace(DRAFT, **changes)
    whole = replace(draft, word="sks", noun="dog", settings=(("train_text_encoder", "true"),))
    made = config(whole)
    kind = {field.name for field in fields(made)}
    assert kind - fields_of(draft).keys() == draft_config.TOLD & kind | without_effect(made)


def test_what_a_switch_on_the_page_brings_is_offered_beside_it():
    assert not config(DRAFT).train_text_encoder
    assert "text_learning_rate" in fields_of(DRAFT)


@pytest.mark.parametrize(
    ("noun", "name"), [("man/woman", "sks man-woman"), ("cup?", "sks cup-"), ("a:b", "sks a-b")]
)
def test_a_noun_of_any_signs_names_a_file(noun, name):
    assert config(replace(DRAFT, noun=noun)).name == name


def test_a_word_and_a_style_have_their_own_kind():
    word = config(replace(DRAFT, method="embedding"))
    assert isinstance(word, EmbeddingConfig)
    assert (word.token, word.init_word) == ("sks", "dog")
    assert result_name(word) == "sks", "as the wizard and the first prompt write it"
    style = config(replace(DRAFT, kind="style", noun="", method="full"))
    assert isinstance(style, FinetuneConfig)
    assert (style.data, style.trigger) == ("/staged/photos", "sks style")
    assert style.method == "lora"


def test_changed_settings_win_and_keep_their_type():
    made = config(
        replace(
            DRAFT,
            settings=(("rank", "8"), ("learning_rate", "2e-4"), ("steps", "77"), ("conv", "true")),
        )
    )
    assert (made.rank, made.learning_rate, made.steps, made.conv) == (8, 2e-4, 77, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rank", "much"),
        ("learning_rate", "0"),
        ("optimizer", "lion"),
        ("conv", "perhaps"),
        ("rank", "5000"),
        ("learning_rate", "nan"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(name, text):
    with pytest.raises(InvalidValue) as refused:
        config(replace(DRAFT, settings=((name, text),)))
    assert name in refused.value.field


def test_settings_of_another_method_are_passed_over():
    assert config(replace(DRAFT, method="embedding", settings=(("rank", "8"),))).vectors == 4


def test_every_field_of_the_contract_is_told_by_the_wizard_or_can_be_set():
    for draft in (DRAFT, replace(DRAFT, method="embedding"), replace(DRAFT, kind="style")):
        fields, defaults = fields_of(draft), defaults_of(draft)
        assert set(defaults) == set(fields)
        assert not set(fields) & draft_config.TOLD


def test_a_comma_is_a_decimal_point():
    assert parse(DRAFT, "learning_rate", "0,001") == 0.001


def test_the_starter_begins_with_what_teaches_small_models():
    starter = str(folders.resources() / "models" / "starter")
    made = config(replace(DRAFT, model=starter))
    expected = suggested(finding.find(starter), "dreambooth", "lora", 5)
    for name in ("steps", "rank", "learning_rate", "conv", "train_text_encoder", "prompt"):
        assert getattr(made, name) == expected[name]
    assert made.learning_rate > DreamBoothConfig.learning_rate
    assert draft_config.steps_of(replace(DRAFT, model=starter)) == expected["steps"]
    quick = config(replace(DRAFT, model=starter, thorough="quick"))
    assert quick.steps == round(0.6 * expected["steps"])


def test_thorough_has_a_limit_but_for_a_folder_of_captioned_pictures(monkeypatch):
    monkeypatch.setattr(draft_config, "_suggested", lambda *given: {"steps": 2000})
    thorough = replace(DRAFT, model="some", thorough="thorough")
    assert draft_config.steps_of(thorough) == 2500
    assert draft_config.steps_of(replace(thorough, kind="style")) == 3200


@pytest.mark.parametrize("method", ["lora", "full", "embedding"])
def test_every_method_of_every_kind_can_be_started_with_the_starter(method):
    starter = str(folders.resources() / "models" / "starter")
    for kind in ("pet", "person", "style"):
        assert config(replace(DRAFT, model=starter, method=method, kind=kind)).steps > 0


def test_people_learn_softly_and_sdxl_without_its_text_encoders(monkeypatch):
    for family, rate in (("sd1", 1e-6), ("sdxl", 2e-7)):
        info = SimpleNamespace(family=family, sample_size=1024)
        monkeypatch.setattr(draft_config.finding, "find", lambda _model, info=info: info)
        person = replace(DRAFT, kind="person", method="full", model=f"/people/{family}")
        made = config(person)
        assert made.learning_rate == pytest.approx(rate)
        assert made.train_text_encoder == (family == "sd1")


def test_a_model_that_comes_back_is_asked_again(monkeypatch):
    def away(model):
        raise ModelNotFound(model, ())

    monkeypatch.setattr(draft_config.finding, "find", away)
    assert draft_config._suggested("/usb/x", "full", 5) == {}
    there = SimpleNamespace(family="sdxl", sample_size=1024)
    monkeypatch.setattr(draft_config.finding, "find", lambda _model: there)
    assert draft_config._suggested("/usb/x", "full", 5)["optimizer"] == "adafactor"


def test_blanks_around_the_word_and_the_noun_are_no_part_of_them():
    made = config(replace(DRAFT, word=" sks ", noun="dog "))
    assert (made.token, made.class_noun) == ("sks", "dog")


def test_it_is_called_as_it_was_taught():
    starter = replace(DRAFT, model=str(folders.resources() / "models" / "starter"))
    assert (called(DRAFT), draws_small(DRAFT)) == ("a photo of sks dog", False)
    assert (called(starter), draws_small(starter)) == ("a sks dog", True)
    assert called(replace(starter, method="embedding")) == "a sks"
    assert called(replace(DRAFT, method="embedding")) == "a photo of sks"
    assert called(replace(DRAFT, kind="style")) == "sks style"
    own = replace(DRAFT, settings=(("prompt", "{noun} {token}, at home"),))
    assert called(own) == "dog sks, at home"
    assert config(starter).prompt == "a {token} {noun}"
