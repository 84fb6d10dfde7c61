"""What is drawn for which figure; an artist and a judge that do exactly what they are asked."""

from __future__ import annotations

import pytest
from PIL import Image


@pytest.fixture
def evaluate(starter):
    return starter("evaluate")


class Artist:
    """Draws nothing, but remembers for which picture it was asked what."""

    def __init__(self):
        self.asked, self.seconds = {}, []

    def draw(self, name, asks):
        self.asked[name] = list(asks)
        self.seconds += [0.5] * len(asks)
        if name == "blob":
            return [Image.open(ask.init).convert("RGB") for ask in asks]
        return [Image.new("RGB", (8, 8), (i % 256, 0, 0)) for i in range(len(asks))]


@pytest.fixture
def artist():
    return Artist()


@pytest.fixture
def evaluation(evaluate, starter, artist, tmp_path, monkeypatch, draw):
    verdict = starter("judge").Verdict

    class Judge:
        def verdicts(self, pictures):
            asks = next(
                asks for asks in reversed(artist.asked.values()) if len(asks) == len(pictures)
            )
            return [verdict(ask.nouns, ask.colour) for ask in asks]

    monkeypatch.setattr(evaluate, "EmojiFont", lambda: draw)
    amounts = evaluate.Amounts(2, 1, 1, pairs=7, colour_free=11, blobs=5, painted=9, nouns=13)
    return evaluate.Evaluation(artist, Judge(), amounts, tmp_path)


def test_a_perfect_artist_gets_full_marks(evaluation, artist):
    drawn = evaluation.drawn()
    assert (drawn.noun, drawn.colour, drawn.both, drawn.quick, drawn.kept_place) == (1, 1, 1, 1, 1)
    assert (drawn.painted, drawn.painted_unseen) == (1, 1)
    assert drawn.guidance == dict.fromkeys("1234567", 1.0)
    assert drawn.blue == drawn.blue_negative == 0
    assert drawn.pictures == len(artist.seconds) == 2 * 13 + 7 + 2 * 11 + 13 + 5 + 2 * 9 + 7 * 13
    assert drawn.seconds == 0.5
    assert len(evaluation.singles) == 26


def test_painted_things_are_asked_for_in_colours_seen_and_unseen(evaluation, artist, maker):
    evaluation.drawn()
    for name, unseen in (("painted", False), ("painted-unseen", True)):
        pairs = {
            f"{paint} {noun} on a white": maker.is_unseen(noun, paint)
            for noun, paint in maker.painted_pairs(unseen=unseen)
        }
        for ask in artist.asked[name]:
            (found,) = (pairs[part] for part in pairs if ask.prompt.endswith(f"{part} background"))
            assert found == unseen


def test_the_negative_prompt_goes_to_the_negative_pictures_alone(evaluation, artist):
    evaluation.drawn()
    assert {ask.negative for ask in artist.asked["negative"]} == {"a blue background"}
    others = [ask for name, asks in artist.asked.items() if name != "negative" for ask in asks]
    assert {ask.negative for ask in others} == {None}


def test_the_grid_shows_each_picture_once_from_all_over(evaluate):
    pictures = [Image.new("RGB", (4, 4), (i, i, i)) for i in range(80)]
    sheet = evaluate.grid(pictures).convert("RGB")
    assert sheet.size == (40, 16)
    shown = {sheet.getpixel((x, y))[0] for x in range(0, 40, 4) for y in range(0, 16, 4)}
    assert len(shown) == 40
    assert min(shown) < 20
    assert max(shown) > 60
