from dataclasses import replace

import pytest

from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.checkpoints.tokenizer_files import ENTRIES_MAX, read_tokenizer
from core.contract.draft import Draft, DraftPhoto, Teaching
from core.files import folders
from core.files.trainings import records as teachings


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("REVERIE_PICTURES", raising=False)


def test_what_is_saved_is_loaded_and_what_is_removed_is_gone():
    one = Teaching("aaaaaaaa", Draft(photos=(DraftPhoto("/p/ä<b>.jpg"),)), changed=1)
    two = Teaching("bbbbbbbb", Draft(), changed=2)
    for teaching in (one, two):
        teachings.save(teaching)
    assert teachings.load() == [two, one]
    teachings.save(replace(one, changed=3))
    assert [t.id for t in teachings.load()] == ["aaaaaaaa", "bbbbbbbb"]
    teachings.remove(one)
    teachings.remove(one)
    assert teachings.load() == [two]


def test_what_cannot_be_read_is_passed_over_and_left_alone():
    teachings.save(Teaching("aaaaaaaa", Draft()))
    broken = teachings.place() / "cccccccc.json"
    broken.write_text("{")
    (teachings.place() / "dddddddd.json").write_text('{"id": "../../etc", "draft": {}}')
    assert [t.id for t in teachings.load()] == ["aaaaaaaa"]
    assert broken.read_text() == "{"


def test_two_runs_of_one_name_get_two_folders():
    first = teachings.free_folder("sks dog")
    assert first.name == "sks-dog"
    assert teachings.free_folder("sks dog", [str(first)]).name == "sks-dog-2"
    first.mkdir(parents=True)
    assert teachings.free_folder("sks dog").name == "sks-dog-2"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("sks dog", "sks-dog"),
        ("Žofie  kůň", "žofie-kůň"),
        ("../..", "training"),
        ("a/b:c*", "a-b-c"),
    ],
)
def test_a_folder_can_be_called_so_everywhere(title, name):
    assert teachings.slug(title) == name


def test_words_are_rare_and_not_taken():
    assert teachings.free_word(()) == "sks"
    assert teachings.free_word(("SKS ", "nmwx")) == "ohwx"
    assert teachings.free_word(("sks",), teachings.STARTER_WORDS) == "zwx"
    assert teachings.free_word((*teachings.RARE_WORDS, "sks2")) == "sks3"


def test_each_of_them_is_one_piece_where_it_is_proposed():
    clip = clip_tokenizer(zero_padded=False)
    assert all((clip.rarity(word) or 0) > 0.9 for word in teachings.RARE_WORDS)
    starter = folders.resources() / "models" / "starter"
    small = read_tokenizer(starter, length=77, vocab_size=ENTRIES_MAX)
    assert all(len(small.pieces(word)) == 1 for word in teachings.STARTER_WORDS)


def test_no_id_comes_twice():
    assert len({teachings.new_id() for _ in range(100)}) == 100
