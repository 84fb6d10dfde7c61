"""Which noun photos look like: planted eyes, photos that cannot be read, models without eyes."""

import pytest
import torch
from PIL import Image

from core.contract.photo_nouns import AskNouns
from core.training.fidelity.eyes import Eyes
from core.training.subject import photo_nouns
from core.training.subject.photo_nouns import known_nouns, seen, shares

NOUNS = ("dog", "cat", "cup")


def eyes():
    """Sees red as a dog, green as a cat, blue as a cup."""
    axes = {f"a {noun}": torch.eye(3)[n] for n, noun in enumerate(NOUNS)}

    def look(pixels):
        mean = pixels.mean(dim=(2, 3)) + 1
        return mean / mean.norm(dim=1, keepdim=True)

    def read(texts):
        return torch.stack([axes.get(text, torch.zeros(3)) for text in texts])

    return Eyes("own", look, look, read)


@pytest.fixture
def photos(tmp_path):
    paths = []
    for number, colour in enumerate([(250, 5, 5), (240, 10, 5), (5, 5, 250)]):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (40, 30), colour).save(path)
        paths.append(str(path))
    return paths


def ask(photos, noun, model="starter"):
    (answer,) = seen(AskNouns("j", str(model), tuple(photos), noun, NOUNS))
    return answer


@pytest.fixture
def with_eyes(monkeypatch):
    monkeypatch.setattr(photo_nouns, "eyes_for", lambda _model, _device: eyes())


def test_shares_are_a_mean_over_the_photos():
    red, blue = torch.zeros(1, 3, 8, 8) - 1, torch.zeros(1, 3, 8, 8) - 1
    red[:, 0], blue[:, 2] = 1, 1
    found = shares(eyes(), torch.cat([red, red, red, blue]), NOUNS)
    assert found == pytest.approx([0.75, 0.0, 0.25], abs=1e-3)


def test_the_likeliest_noun_is_named_beside_the_persons_own(with_eyes, photos, tiny_model_folder):
    answer = ask(photos[:2], "cup", tiny_model_folder)
    assert (answer.noun, answer.best) == ("cup", "dog")
    assert answer.best_share > 0.9 > 0.1 > answer.share
    assert ask(photos[:2], "dog", tiny_model_folder).best == "dog"


def test_a_model_that_lists_its_nouns_is_asked_for_those(with_eyes, photos):
    assert ask(photos, "monster").best in (*known_nouns_of_the_starter(), "monster")
    assert known_nouns(None) == ()


def known_nouns_of_the_starter():
    from pathlib import Path

    from core.files.catalogue import finding

    found = known_nouns(Path(finding.find("starter").path))
    assert "robot" in found
    return found


def test_photos_that_cannot_be_read_are_left_out(with_eyes, photos, tmp_path, tiny_model_folder):
    (tmp_path / "no.png").write_text("no picture")
    answer = ask(
        [str(tmp_path / "no.png"), str(tmp_path / "away.png"), photos[0]], "dog", tiny_model_folder
    )
    assert answer.best == "dog"
    assert ask([str(tmp_path / "no.png")], "dog", tiny_model_folder).best == ""


def test_without_an_encoder_nothing_is_said(photos, tiny_model_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    answer = ask(photos, "dog", tiny_model_folder)
    assert (answer.best, answer.best_share) == ("", 0.0)
