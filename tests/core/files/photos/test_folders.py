from pathlib import Path

from core.files.photos.folders import photos_in


def names(paths):
    return [path.rsplit("/", 1)[-1] for path in paths]


def test_a_folder_gives_its_pictures_in_a_persons_order(tmp_path):
    for name in ("IMG_10.jpg", "IMG_2.JPG", "ü.heic", "notes.txt", ".hidden.png", "IMG_2b.webp"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "deeper.png").mkdir()
    assert names(photos_in([str(tmp_path)])) == ["IMG_2.JPG", "IMG_2b.webp", "IMG_10.jpg", "ü.heic"]


def test_files_are_taken_as_they_are_and_each_once(tmp_path):
    odd = tmp_path / "photo.xyz"
    odd.write_bytes(b"")
    assert photos_in([str(odd), str(odd), str(tmp_path / "away")]) == [str(odd)]


def test_an_empty_folder_gives_none(tmp_path):
    assert photos_in([str(tmp_path)]) == []


def test_a_raised_digit_is_no_number(tmp_path):
    for name in ("10²5.png", "²1.jpg", "2.png"):
        (tmp_path / name).write_bytes(b"")
    assert {Path(path).name for path in photos_in([tmp_path])} == {"10²5.png", "²1.jpg", "2.png"}
