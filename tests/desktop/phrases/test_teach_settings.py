import pytest

from core.contract.draft import Draft
from desktop.phrases import teach_settings
from desktop.state.draft_config import fields_of


@pytest.mark.parametrize(
    "draft", [Draft(), Draft(method="full"), Draft(method="embedding"), Draft(kind="style")]
)
def test_every_setting_has_its_place_a_name_and_a_sentence(draft):
    names = list(fields_of(draft))
    lines = [line for group in teach_settings.groups(names) for line in group.lines]
    assert sorted(line.name for line in lines) == sorted(names)
    unexplained = [line.name for line in lines if not line.hint]
    assert unexplained == []


def test_an_unknown_setting_is_shown_all_the_same():
    groups = teach_settings.groups(["rank", "new_thing"])
    assert groups[-1].lines[0].text == "new thing"


def test_how_many_settings_are_changed():
    assert teach_settings.changed_text(0).endswith("none changed")
    assert teach_settings.changed_text(3).endswith("3 changed")


def test_a_field_is_called_as_on_the_page():
    assert teach_settings.label_of("learning_rate") == "Learning rate"
    assert teach_settings.label_of("config.class_noun") == "The noun"
    assert teach_settings.label_of("of_tomorrow") == "of tomorrow"


def test_names_of_other_programs_stand_in_brackets():
    names = {
        "gradient_checkpointing": "Compute twice (gradient checkpointing)",
        "accumulation": "Passes a step (gradient accumulation)",
        "gradient_clip": "Largest correction (max grad norm)",
        "train_text_encoder": "Text reader, too (text encoder)",
    }
    assert {name: teach_settings.label_of(name) for name in names} == names


def test_choices_that_are_names_stay_and_words_are_said():
    assert teach_settings.choice_text("optimizer", "adamw8bit") == "adamw8bit"
    assert teach_settings.choice_text("result_format", "single-file") == "One file"
