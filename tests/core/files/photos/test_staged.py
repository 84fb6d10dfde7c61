import os

import pytest
from PIL import Image

from core.contract.draft import DraftPhoto
from core.contract.errors import FileMissing, FileUnreadable
from core.files.photos import staged as staged_photos
from core.files.photos.choices import Choice, read_choices
from core.files.photos.crop import Box
from core.files.photos.listing import list_entries


def photo(path, colour=(200, 10, 10), size=(8, 4)):
    Image.new("RGB", size, colour).save(path)
    return path


def test_photos_become_one_folder_in_order_and_stay_where_they_are(tmp_path):
    first, second = photo(tmp_path / "zwei ü.PNG"), photo(tmp_path / "eins.png")
    before = first.read_bytes(), second.read_bytes()
    drafts = (
        DraftPhoto(str(first), crop=(0.0, 0.25, 0.5, 1.0)),
        DraftPhoto(str(tmp_path / "out.png"), is_in=False),
        DraftPhoto(str(second), caption="a red one"),
    )
    folder, crops = staged_photos.stage(tmp_path / "staged", drafts)
    assert sorted(p.name for p in folder.iterdir()) == ["001.png", "002.png", "002.txt"]
    assert (folder / "001.png").read_bytes() == before[0]
    assert (folder / "002.txt").read_text() == "a red one"
    assert read_choices(crops) == {"001.png": Choice(Box(0.0, 0.25, 0.5, 1.0))}
    assert (first.read_bytes(), second.read_bytes()) == before


@pytest.mark.parametrize("name", ["a.jfif", "b.picture", "no ending", "c.txt"])
def test_a_photo_that_is_called_otherwise_is_learned_from_too(tmp_path, name):
    path = tmp_path / name
    Image.new("RGB", (8, 4)).save(path, "JPEG")
    folder, choices = staged_photos.stage(
        tmp_path / "staged", (DraftPhoto(str(path), caption="a red one", turn=1),)
    )
    (entry,) = list_entries(folder, captions=True)
    assert entry.caption == "a red one"
    assert read_choices(choices) == {entry.name: Choice(turned=1)}
    assert (folder / entry.name).read_bytes() == path.read_bytes()


def test_words_beside_a_photo_are_taken_where_none_are_written(tmp_path):
    path = photo(tmp_path / "a.png")
    path.with_suffix(".txt").write_text(" on the beach \n")
    folder, _ = staged_photos.stage(tmp_path / "staged", (DraftPhoto(str(path)),))
    assert (folder / "001.txt").read_text() == "on the beach"


def test_words_beside_a_photo_that_were_taken_away_are_not_learned(tmp_path):
    path = photo(tmp_path / "a.png")
    path.with_suffix(".txt").write_text("photo of ohwx dog")
    drafts = (DraftPhoto(str(path), is_wordless=True),)
    folder, _ = staged_photos.stage(tmp_path / "staged", drafts)
    assert [file.name for file in folder.iterdir()] == ["001.png"]
    folder, _ = staged_photos.stage(tmp_path / "staged", drafts, "sks style")
    assert (folder / "001.txt").read_text() == "sks style"


def test_a_word_to_be_learned_is_in_every_caption_also_of_a_picture_without_words(tmp_path):
    drafts = (
        DraftPhoto(str(photo(tmp_path / "a.png")), caption="a house"),
        DraftPhoto(str(photo(tmp_path / "b.png"))),
    )
    folder, _ = staged_photos.stage(tmp_path / "staged", drafts, "sks style")
    assert (folder / "001.txt").read_text() == "a house, sks style"
    assert (folder / "002.txt").read_text() == "sks style"


def test_a_turn_is_noted_down_and_the_photo_stays_as_it_is(tmp_path):
    path = photo(tmp_path / "a.png")
    before = path.read_bytes()
    folder, choices = staged_photos.stage(tmp_path / "staged", (DraftPhoto(str(path), turn=1),))
    assert read_choices(choices) == {"001.png": Choice(turned=1)}
    assert (folder / "001.png").read_bytes() == path.read_bytes() == before


def test_staging_again_forgets_what_was_there_and_never_the_photos(tmp_path):
    path = photo(tmp_path / "a.png")
    staged_photos.stage(tmp_path / "staged", (DraftPhoto(str(path)), DraftPhoto(str(path))))
    folder, _ = staged_photos.stage(tmp_path / "staged", (DraftPhoto(str(path)),))
    assert [p.name for p in folder.iterdir()] == ["001.png"]
    assert path.is_file()


def test_a_photo_that_is_gone_is_named(tmp_path):
    with pytest.raises(FileMissing) as refused:
        staged_photos.stage(tmp_path / "staged", (DraftPhoto(str(tmp_path / "gone.png")),))
    assert refused.value.path.endswith("gone.png")


def test_without_links_it_is_a_copy(tmp_path, monkeypatch):
    path = photo(tmp_path / "a.png")

    def refuse(*_args, **_more):
        raise OSError("no links here")

    monkeypatch.setattr(staged_photos.Path, "symlink_to", refuse)
    monkeypatch.setattr(staged_photos.os, "link", refuse)
    folder, _ = staged_photos.stage(tmp_path / "staged", (DraftPhoto(str(path)),))
    assert not (folder / "001.png").is_symlink()
    assert (folder / "001.png").read_bytes() == path.read_bytes()


def test_a_photo_that_must_be_copied_and_cannot_be_read_is_named(tmp_path, monkeypatch):
    path, real = photo(tmp_path / "a.png"), os.open

    def no_links(*_arguments):
        raise OSError("not on this drive")

    def not_this_one(name, *arguments):
        if str(name) == str(path):
            raise PermissionError("a drive that went away")
        return real(name, *arguments)

    monkeypatch.setattr(staged_photos.Path, "symlink_to", no_links)
    monkeypatch.setattr("os.link", no_links)
    monkeypatch.setattr("os.open", not_this_one)
    with pytest.raises(FileUnreadable, match=r"a\.png"):
        staged_photos.stage(tmp_path / "staged", (DraftPhoto(str(path)),))


def test_a_crop_that_was_saved_a_bit_beyond_the_edge_ends_at_it(tmp_path):
    path = str(photo(tmp_path / "a.png"))
    crops = ((0.25, 0.0, 1.0000000000000002, 1.0), (0.5, 0.0, 0.5, 1.0))
    drafts = tuple(DraftPhoto(path, crop=crop) for crop in crops)
    _, choices = staged_photos.stage(tmp_path / "staged", drafts)
    assert read_choices(choices) == {"001.png": Choice(Box(0.25, 0.0, 1.0, 1.0))}
