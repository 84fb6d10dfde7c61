"""Named styles in a file that A1111 could read, and a person edit."""

import pytest

from core.contract.errors import FileUnreadable
from core.files import folders, styles
from core.files.styles import Style, joined


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path))


def test_there_and_back() -> None:
    assert styles.read() == ()
    odd = Style('a, "b"', "{prompt}, oil\non canvas", "blurry; é")
    styles.put(Style("ink", "ink drawing"))
    styles.put(odd)
    styles.put(Style("ink", "black ink"))
    assert styles.read() == (Style("ink", "black ink"), odd)
    styles.remove("ink")
    styles.remove("nothing")
    assert styles.read() == (odd,)


def test_a_file_of_a1111_is_read() -> None:
    folders.config().mkdir(parents=True)
    text = '\ufeffname,prompt,negative_prompt\r\nNone,,\r\nOil,"oil, {prompt}",blurry\r\nshort\r\n'
    styles.path().write_bytes(text.encode())
    assert styles.read() == (Style("None"), Style("Oil", "oil, {prompt}", "blurry"), Style("short"))


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * 10_000_001, b"name\n" + b"y" * 200_000])
def test_a_file_that_is_none_is_told_and_left_alone(data) -> None:
    folders.config().mkdir(parents=True)
    styles.path().write_bytes(data)
    for attempt in (styles.read, lambda: styles.put(Style("a")), lambda: styles.remove("a")):
        with pytest.raises(FileUnreadable, match="styles"):
            attempt()
    assert styles.path().read_bytes() == data


@pytest.mark.parametrize(
    ("words", "style", "expected"),
    [
        ("a swan", "oil", "a swan, oil"),
        ("a swan, ", "oil", "a swan, oil"),
        ("a swan", "oil of {prompt}, fine", "oil of a swan, fine"),
        ("", "oil", "oil"),
        ("a swan", "", "a swan"),
        ("", "", ""),
    ],
)
def test_a_style_goes_behind_the_words_or_around_them(words, style, expected) -> None:
    assert joined(words, style) == expected


@pytest.mark.parametrize("data", [b"name;prompt;negative_prompt\nOil;oil;\n", b"Oil,oil,blurry\n"])
def test_styles_between_other_signs_are_told_and_not_overwritten(data):
    folders.config().mkdir(parents=True)
    styles.path().write_bytes(data)
    with pytest.raises(FileUnreadable):
        styles.put(Style("a", "b"))
    assert styles.path().read_bytes() == data


def test_the_first_layout_of_a1111_keeps_its_words():
    folders.config().mkdir(parents=True)
    styles.path().write_text("name,text\nOil,oil paint\n")
    styles.put(Style("a", "b"))
    assert styles.read()[0] == Style("Oil", "oil paint")


def test_spaces_in_the_first_line_cost_no_words():
    folders.config().mkdir(parents=True)
    styles.path().write_text("name, prompt, negative_prompt\nOil,oil paint,blurry\n")
    styles.put(Style("a", "b"))
    assert styles.read()[0] == Style("Oil", "oil paint", "blurry")


def test_columns_of_other_names_are_told_and_not_overwritten():
    folders.config().mkdir(parents=True)
    styles.path().write_text("name,positive,negative_prompt\nOil,oil paint,blurry\n")
    with pytest.raises(FileUnreadable):
        styles.put(Style("a", "b"))
    assert "oil paint" in styles.path().read_text()
