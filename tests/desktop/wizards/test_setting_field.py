import pytest

from core.contract.draft import Draft
from desktop.state.draft_config import fields_of
from desktop.wizards.setting_field import ChoiceField, TextField, TickField, field_for


@pytest.fixture
def make(qtbot):
    """A function: name of a setting → its field, and what it tells."""

    def made(name, draft=Draft()):  # noqa: B008 - it is frozen
        field, heard = field_for(draft, name), []
        qtbot.addWidget(field)
        field.edited.connect(heard.append)
        return field, heard

    return made


def test_what_is_on_or_off_is_a_box_to_tick(make):
    field, heard = make("judge")
    field.show_value("", "true")
    assert field.isChecked()
    field.show_value("false", "true")
    assert not field.isChecked()
    assert heard == []
    field.click()
    field.click()
    assert heard == ["true", "false"]


def test_what_is_one_of_several_is_a_list(make):
    field, heard = make("optimizer")
    field.show_value("", "adamw")
    assert field.currentText() == "adamw"
    field.activated.emit(field.findData("muon"))
    assert heard == ["muon"]
    field.show_value("banana", "adamw")  # of a draft of another version
    assert (field.currentIndex(), field.placeholderText()) == (-1, "banana")
    field.show_value("", "adamw")
    assert field.currentText() == "adamw"


def test_what_is_a_word_and_no_name_is_said_in_the_language_of_the_window(make):
    field, _heard = make("result_format", Draft(method="full"))
    assert [field.itemText(row) for row in range(field.count())] == ["Folder", "One file"]


def test_words_have_room(make, qtbot):
    field, heard = make("prompt")
    field.show_value("", "a photo of {token} {noun}")
    assert field.fontMetrics().horizontalAdvance(field.placeholderText()) < field.width() - 16
    assert field.width() > make("rank")[0].width()
    qtbot.keyClicks(field, "a")
    assert heard == ["a"]
    field.mark("It must be a text with {token}.", "bad")
    assert len(field.actions()) == 1
    field.mark("", "bad")
    assert field.actions() == []


@pytest.mark.parametrize("method", ["lora", "full", "embedding"])
def test_each_setting_has_the_field_of_its_type(make, method):
    draft = Draft(method=method)
    kinds = {bool: TickField, str: ChoiceField}
    for name, field in fields_of(draft).items():
        expected = kinds.get(type(field.default), TextField)
        if name in ("prompt", "class_prompt"):
            expected = TextField
        assert type(make(name, draft)[0]) is expected, name
