"""What there is to complete."""

from core.files import folders
from core.files.catalogue import addition_folders
from core.files.models.library import describe
from desktop.state.completions import Completions, file_offers


def touch(folder, name) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("x")


def test_files_are_offered_by_name(own_folders) -> None:
    touch(addition_folders.loras(), "people/anna.safetensors")
    touch(addition_folders.embeddings(), "easy (neg).safetensors")
    touch(folders.wildcards(), "clothes/hats.txt")
    written = {(offer.kind, offer.written) for offer in file_offers()}
    assert ("word", r"easy \(neg\)") in written
    assert ("wildcard", "__clothes/hats__") in written
    assert any(kind == "lora" and "anna" in text for kind, text in written)


def test_words_of_the_model_and_files_that_came(qtbot, own_folders, make_model) -> None:
    made = Completions()
    made.use_model(describe(make_model()))
    assert [offer.name for offer in made.offers()] == ["swan", "blue", "a"]
    touch(folders.wildcards(), "animal.txt")
    with qtbot.waitSignal(made.changed):
        made.look()
    assert [offer.name for offer in made.offers()][-1] == "animal"
    made.use_model(None)
    assert [offer.name for offer in made.offers()] == ["animal"]


def test_folders_are_not_walked_at_every_look(qtbot, own_folders) -> None:
    made = Completions()
    touch(folders.wildcards(), "animal.txt")
    with qtbot.waitSignal(made.changed):
        made.look()
    touch(folders.wildcards(), "plant.txt")
    made.look()
    assert len(made.offers()) == 1
