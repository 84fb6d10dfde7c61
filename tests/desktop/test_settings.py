"""The typed table over QSettings."""

import pytest

from desktop import settings as keys
from desktop.settings import Setting, Settings

LIST: Setting[list[str]] = Setting("a/list", [])


def test_values_come_back_as_their_type(tmp_path):
    first = Settings(tmp_path / "a.ini")
    first.put(keys.GEOMETRY, b"\x00\xff raw")
    first.put(keys.WORDS_SHOWN, False)
    first.put(LIST, ["/a, b", "/ä"])
    first.put(keys.GENERATION, {"prompt": 'a "swan"\n<b>%20', "steps": None})
    first.put(keys.ENGINE_SECONDS, 2.5)
    first.sync()
    second = Settings(tmp_path / "a.ini")
    assert second.get(keys.GEOMETRY) == b"\x00\xff raw"
    assert second.get(keys.WORDS_SHOWN) is False
    assert second.get(LIST) == ["/a, b", "/ä"]
    assert second.get(keys.GENERATION) == {"prompt": 'a "swan"\n<b>%20', "steps": None}
    assert second.get(keys.ENGINE_SECONDS) == 2.5


def test_what_is_not_there_or_of_another_type_is_the_default(tmp_path):
    settings = Settings(tmp_path / "a.ini")
    assert settings.get(keys.WORDS_SHOWN) is True
    settings.put(Setting(keys.WORDS_SHOWN.key, "x"), "no truth value")
    assert settings.get(keys.WORDS_SHOWN) is True
    (tmp_path / "b.ini").write_text("[window]\nwords_shown={broken\ngeometry=5\n")
    broken = Settings(tmp_path / "b.ini")
    assert broken.get(keys.WORDS_SHOWN) is True
    assert broken.get(keys.GEOMETRY) == b""


def test_it_lies_in_the_persons_own_folder(own_folders):
    settings = Settings()
    settings.put(keys.WELCOMED, True)
    settings.sync()
    assert (own_folders / "config" / "desktop.ini").is_file()


def test_no_key_stands_twice_in_the_table():
    table = [value.key for value in vars(keys).values() if isinstance(value, Setting)]
    assert len(table) == len(set(table)) > 10


@pytest.mark.parametrize(
    "content",
    [b"\x7fELF\x00\x01 no settings\n" * 40, b"\xff\xfe[a]\nb=1\n", b"\0" * 500, b"only words\n"],
)
def test_a_damaged_file_is_put_aside(tmp_path, content):
    path = tmp_path / "a.ini"
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.problem == "damaged"
    assert settings.get(keys.WELCOMED) is False
    assert (tmp_path / "a.ini.damaged").read_bytes() == content
    settings.put(keys.WELCOMED, True)
    settings.sync()
    again = Settings(path)
    assert again.problem == ""
    assert again.get(keys.WELCOMED) is True


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path):
    path = tmp_path / "a.ini"
    path.mkdir()  # also root cannot read this as a file
    settings = Settings(path)
    assert settings.problem == "unreadable"
    assert settings.get(LIST) == []
    settings.put(keys.WELCOMED, True)
    settings.sync()
    assert path.is_dir()


@pytest.mark.parametrize("stored", ["NaN", "Infinity", "1e999", "[" * 5000, "true", '"3"'])
def test_numbers_that_are_none_are_the_default(tmp_path, stored):
    (tmp_path / "a.ini").write_text(f'[engine]\nseconds="{stored}"\n'.replace('""', '"'))
    assert Settings(tmp_path / "a.ini").get(keys.ENGINE_SECONDS) == 0.0
