import pytest

from core.files.photos.report import ORDER, Finding, SetReport
from desktop.phrases import photos as phrases
from desktop.state.noun_check import NounSeen

DATA = {"share": 0.05, "lost": 0.4, "of": 3, "side": 380, "aim": 512, "sharpness": 3.0}


def test_every_finding_has_a_word_and_a_sentence_of_its_own():
    words = [phrases.badge_text(Finding(code, DATA)) for code in ORDER]
    sentences = [phrases.finding_text(Finding(code, DATA)) for code in ORDER]
    assert len(set(words)) == len(set(sentences)) == len(ORDER)
    assert "photo 4" in phrases.finding_text(Finding("twin", {"of": 3}))
    outside = phrases.finding_text(Finding("no_face", {"outside": True}))
    assert outside == "The face is not in the crop."
    assert "2 other faces" in phrases.finding_text(Finding("other_face", {"count": 2}))
    by_face = Finding("on_its_side", {"quarters": 1, "face": True})
    assert "The face seems to lie" in phrases.finding_text(by_face)
    on_its_head = Finding("on_its_side", {"quarters": 2, "face": True})
    assert "upside down" in phrases.finding_text(on_its_head)
    assert phrases.badge_text(on_its_head) == "Upside down?"
    assert "380 of 512 px" in phrases.finding_text(Finding("too_small", DATA))


@pytest.mark.parametrize(
    ("about", "count", "part"),
    [
        (SetReport("blocked", 0, 0, False, False), 0, "No photos yet"),
        (SetReport("blocked", 2, 1, False, False), 3, "here are 2"),
        (SetReport("blocked", 1, 1, False, False), 3, "here is one."),
        (SetReport("blocked", 4, 4, False, True), 4, "the same picture"),
        (SetReport("needs_look", 13, 1, False, False), 13, "one needs a look."),
        (SetReport("ready", 13, 0, False, False), 13, "Ready. 13 photos."),
        (
            SetReport("needs_look", 13, 2, True, False),
            13,
            "2 need a look. Most have the same background",
        ),
    ],
)
def test_the_line_about_all_photos(about, count, part):
    assert part in phrases.set_text(about, count)


def test_what_the_photos_look_like_is_said_only_where_it_is_sure():
    assert "more like “cat” (0.88)" in phrases.noun_text(NounSeen("dog", 0.1, "cat", 0.88))
    assert "dog (0.91)" in phrases.noun_text(NounSeen("dog", 0.91, "dog", 0.91))
    for unsure in (None, NounSeen("dog", 0.4, "cat", 0.5), NounSeen("dog", 0.0, "", 0.0)):
        assert phrases.noun_text(unsure) == ""


def test_where_no_photo_is_there_the_folder_is_named():
    assert "in “/there/empty”. PNG" in phrases.none_found(["/there/empty"])
    assert "among them" in phrases.none_found(["/a", "/b"])
