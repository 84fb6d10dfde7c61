from dataclasses import replace
from pathlib import Path

import pytest

from core.contract.draft import Draft, DraftPhoto, Teaching
from core.contract.errors import NotWritable
from core.files.catalogue import addition_folders, index
from core.files.catalogue.entry import Card, Entry
from core.files.trainings import records as teachings
from desktop.state.training_records import TrainingRecords


@pytest.fixture
def records(qapp, own_folders):
    made = TrainingRecords(clock=lambda: 5.0)
    yield made
    made.save_now()  # else it would write later, into the folders of another test


def test_many_changes_of_a_draft_are_one_writing(qtbot, records, monkeypatch):
    written = []
    monkeypatch.setattr(teachings, "save", written.append)
    teaching = records.new_draft(Draft())
    for noun in ("c", "ca", "cat"):
        records.write(teaching.id, replace(records.get(teaching.id).draft, noun=noun))
    qtbot.waitUntil(lambda: bool(written), timeout=3000)
    assert [t.draft.noun for t in written] == ["cat"]


def test_a_new_draft_is_on_the_disk_soon_though_nothing_changes(qtbot, records):
    with_photos = records.new_draft(Draft(photos=(DraftPhoto("/p/a.jpg"),)))
    records.new_draft(Draft())  # nothing in it that could be lost
    qtbot.waitUntil(lambda: bool(teachings.load()), timeout=3000)
    assert [t.id for t in teachings.load()] == [with_photos.id]


def test_where_one_will_run_is_free_of_all_others(records, tmp_path):
    first, second = records.new_draft(Draft(noun="dog")), records.new_draft(Draft(noun="dog"))
    records.write(second.id, replace(second.draft, word=first.draft.word))
    records.place(first.id, str(records.folder_to_be(first, tmp_path)))
    beside = records.folder_to_be(records.get(second.id), tmp_path)
    assert beside == Path(records.get(first.id).folder + "-2")
    records.place(second.id, str(beside))
    assert records.folder_to_be(records.get(second.id)) == beside, "it stays where it was placed"
    beside.mkdir()
    (beside / "config.toml").write_text("")  # of another, from the command line
    assert records.folder_to_be(records.get(second.id)).name.endswith("-3")


def test_what_did_not_change_is_not_told(qtbot, records):
    teaching = records.new_draft(Draft())
    with qtbot.assertNotEmitted(records.changed):
        records.write(teaching.id, records.get(teaching.id).draft)
        records.write("unknown", Draft())


def test_a_place_is_for_drafts_and_a_strength_for_all(records):
    teaching = records.new_draft(Draft())
    records.place(teaching.id, "/elsewhere")
    records.recommend(teaching.id, 0.6)
    assert (records.get(teaching.id).folder, records.get(teaching.id).strength) == (
        "/elsewhere",
        0.6,
    )
    teachings.save(Teaching("bbbbbbbb", Draft(), "finished", "/there"))
    records.load()
    records.place("bbbbbbbb", "/elsewhere")
    assert records.get("bbbbbbbb").folder == "/there"


def test_a_draft_that_cannot_be_written_keeps_no_other_from_it(records, monkeypatch):
    first, second = sorted((records.new_draft(Draft()).id, records.new_draft(Draft()).id))
    written, save = [], teachings.save

    def refuse(teaching):
        if teaching.id == first:
            raise NotWritable(first, "it is in use")
        written.append(teaching.id)
        save(teaching)

    monkeypatch.setattr(teachings, "save", refuse)
    for one in (first, second):
        records.write(one, Draft(noun="cat"))
    records.save_now()
    assert written == [second]
    monkeypatch.setattr(teachings, "save", save)
    records.save_now()  # it is not forgotten
    assert {t.id: t.draft.noun for t in teachings.load()} == {first: "cat", second: "cat"}


def test_only_a_draft_can_be_written(qtbot, records):
    waiting = Teaching("bbbbbbbb", Draft(noun="cat"), "failed", "/there", step=7)
    teachings.save(waiting)
    records.load()
    with qtbot.assertNotEmitted(records.changed):
        records.write("bbbbbbbb", Draft(noun="dog"))
    assert records.get("bbbbbbbb") == waiting


def test_a_change_is_told_as_saved_when_the_disk_has_it(qtbot, records, monkeypatch):
    told, save = [], teachings.save
    records.saved.connect(told.append)
    teaching = records.new_draft(Draft())

    def refuse(teaching):
        raise NotWritable(teaching.id, "it is in use")

    monkeypatch.setattr(teachings, "save", refuse)
    records.write(teaching.id, Draft(noun="cat"))
    records.save_now()
    assert told == []
    monkeypatch.setattr(teachings, "save", save)
    records.save_now()
    assert told == [teaching.id]


def test_two_drafts_get_two_words(records):
    teachings.save(Teaching("aaaaaaaa", Draft(word="sks"), "finished"))
    records.load()
    assert [records.new_draft(Draft()).draft.word for _ in range(2)] == ["ohwx", "nmwx"]


def test_a_word_that_calls_something_of_the_library_is_taken(records, tmp_path):
    """Also where its training is off the list, and the library has not looked since."""
    for folder, name in (
        (addition_folders.loras(), "sks-dog.safetensors"),
        (addition_folders.embeddings(), "ohwx.pt"),
    ):
        folder.mkdir(parents=True)
        (folder / name).write_bytes(b"")
    card = Card(triggers=("NMWX man",))
    found = Entry("/l/x.safetensors", "lora", "x", "/l", 1, "", "", card=card)
    index.save(index.Catalogue((found,)))
    assert records.new_draft(Draft()).draft.word == "nlwx"


def test_what_is_loaded_late_changes_no_draft_that_somebody_works_at(records):
    teaching = records.add(Draft(photos=(DraftPhoto("/p/a.jpg"),), noun="dog"))
    records.save_now()
    records.write(teaching.id, replace(teaching.draft, noun="cat"))
    records.load()
    assert records.get(teaching.id).draft.noun == "cat"
