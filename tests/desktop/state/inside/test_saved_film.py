"""A film on the disk."""

import json

from desktop.state.inside.saved_film import JSON_FILE, save_film


def test_all_small_pictures_and_the_numbers_are_in_a_new_folder(recorded, tmp_path):
    run = recorded.run.run
    folder = save_film(run, tmp_path)
    numbers = json.loads((folder / JSON_FILE).read_text())
    assert len(numbers["steps"]) == 4
    assert (folder / "guess-003.png").read_bytes().startswith(b"\x89PNG")
    assert len(list(folder.iterdir())) == 1 + len(run.glances)
    assert save_film(run, tmp_path) != folder
