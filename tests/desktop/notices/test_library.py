"""What the Models page says of what happens."""

from core.contract.errors import ConfigInvalid, DiskFull, FileMissing, NotWritable
from desktop.notices import library as say
from desktop.state.library_filter import SECTIONS, Wish
from tests.support.library_entries import entry


def test_every_part_says_what_to_do_when_it_is_empty(qapp):
    for section in SECTIONS:
        assert say.empty_text(Wish(section=section), False).endswith(".")
    assert say.empty_text(Wish(text="<x>"), False) == "Nothing matches “<x>”."
    assert say.empty_text(Wish(), True) == "Looking through the folders…"


def test_trouble_names_what_could_not_be_kept(qapp):
    assert say.trouble(NotWritable("/c/library.json", "read-only")).endswith("(read-only).")
    assert "the disk is full" in say.trouble(DiskFull("/c", 1, 0))
    assert "YAML" in say.trouble(ConfigInvalid("/m/x.yaml", "its content", None, "YAML"))
    gone = say.trash_refused(entry(), FileMissing("/models/a.safetensors"))
    assert gone.endswith("it is not there any more. It stays where it is.")


def test_the_systems_reasons_are_said_in_the_windows_words(qapp):
    error = NotWritable("/m/a.safetensors", "Permission denied")
    for text in (
        say.trash_refused(entry(), error),
        say.restore_refused(entry(), error),
        say.trouble(error),
    ):
        assert "you have no permission there" in text
