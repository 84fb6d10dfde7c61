"""Questions about paths that no disk has."""

from pathlib import Path

import pytest

from core.contract.errors import FileAlreadyThere, InvalidValue
from core.files import places

IMPOSSIBLE = ["x" * 300, "a\0b", "\ud800", "/".join(["d" * 200] * 30)]


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_is_not_there(tmp_path: Path, name: str) -> None:
    assert not places.is_folder(tmp_path / name)
    if "\0" not in name:
        assert places.nearest(tmp_path / name / "b") == tmp_path


def test_a_link_to_nowhere_takes_its_name(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    assert places.nearest(tmp_path / "link" / "a") == tmp_path / "link"
    assert not places.is_folder(tmp_path / "link")
    assert places.is_folder(tmp_path)


def test_a_home_of_nobody_stays_as_it_is() -> None:
    assert places.expanded("~no-such-user/a") == Path("~no-such-user/a")
    assert places.expanded("~") == Path.home()


def test_what_is_made_new_replaces_nothing_and_lies_outside(tmp_path: Path) -> None:
    model, there = tmp_path / "model", tmp_path / "there"
    model.mkdir()
    there.mkdir()
    places.check_new(model, tmp_path / "new", overwrite=False)
    places.check_new(model, there, overwrite=True)
    with pytest.raises(FileAlreadyThere):
        places.check_new(model, there, overwrite=False)
    for inside in (model, model / "a.safetensors", tmp_path):
        with pytest.raises(InvalidValue):
            places.check_new(model, inside, overwrite=True)
