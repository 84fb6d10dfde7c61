"""What photos are called where they have captions of their own."""

from __future__ import annotations

import shutil


def test_a_switched_off_lora_is_asked_for_the_caption_without_the_token(
    make_dream, opened, photos, tmp_path
):
    """Else the rest of a caption would come to mean the subject, too."""
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    (own / "0.txt").write_text("a sks dog on a red rug")
    (own / "1.txt").write_text("in the snow")
    (own / "2.txt").write_text("my sks asleep")
    task = opened(make_dream(prior="adapter_off", photos=str(own)))
    assert [task._plain(n) for n in range(4)] == [
        "a dog on a red rug",
        "a photo of dog, in the snow",
        "my dog asleep",
        "a photo of dog",
    ]
    assert set(task._base) == {"", "a photo of dog"} | {task._plain(n) for n in range(5)}


def test_a_token_before_a_comma_is_the_token_and_within_a_word_is_not(
    make_dream, opened, photos, tmp_path
):
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    (own / "0.txt").write_text("sks, dog, grass")
    (own / "1.txt").write_text("sks dog on two desks, sks")
    task = opened(make_dream(prior="adapter_off", photos=str(own)))
    assert task._prompt(0) == "sks, dog, grass"
    assert [task._plain(n) for n in (0, 1)] == ["dog, dog, grass", "dog on two desks, dog"]


def test_the_subject_is_a_known_text_although_every_photo_has_a_caption(
    make_dream, opened, photos, tmp_path
):
    own = tmp_path / "own"
    shutil.copytree(photos, own)
    for number in range(len(list(photos.iterdir()))):
        (own / f"{number}.txt").write_text("in the snow")
    task = opened(make_dream(prior="none", photos=str(own)))
    assert task.subject in task._texts._texts
