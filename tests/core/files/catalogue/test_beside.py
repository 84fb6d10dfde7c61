"""Notes of other programs, and model cards."""

import json

import pytest

from core.files.catalogue.beside import card_beside


@pytest.fixture
def beside(tmp_path):
    """A function: ending → text or JSON, laid into files, as a walk would find them."""

    def make(**files):
        found = {}
        for number, (ending, content) in enumerate(files.items()):
            path = tmp_path / f"{number}"
            path.write_text(content if isinstance(content, str) else json.dumps(content))
            found[ending] = path
        return card_beside(found)

    return make


def test_civitai_tells_words_title_and_description(beside):
    card = beside(
        **{
            ".civitai.info": {
                "name": "v2",
                "model": {"name": "Soft Light"},
                "trainedWords": ["softlight, ", "glow", "glow", 5],
                "description": "<p>A <b>soft</b> light.</p>",
            }
        }
    )
    assert card.title == "Soft Light · v2"
    assert card.triggers == ("softlight", "glow")
    assert card.description == "A soft light."


def test_notes_of_a1111_and_stability_matrix(beside):
    card = beside(
        **{
            ".json": {"activation text": "glow", "description": "of A1111"},
            ".cm-info.json": {"ModelName": "Light", "TrainedWords": ["light"]},
        }
    )
    assert card.triggers == ("glow", "light")
    assert (card.title, card.description) == ("Light", "of A1111")


def test_a_model_card_tells_the_licence(beside):
    assert beside(**{"readme.md": "---\r\nlicense: mit\r\n---\r\n# A"}).licence == "mit"
    named = "---\nlicense: other\nlicense_name: our-own\n---\n"
    assert beside(**{"readme.md": named}).licence == "our-own"


def test_a_model_card_tells_what_calls_up_the_subject(beside):
    assert beside(**{"readme.md": '---\ninstance_prompt: "sks dog"\n---\n'}).triggers == (
        "sks dog",
    )


@pytest.mark.parametrize(
    "text", ["", "[1]", "{", "\0", '{"trainedWords": {"a": 1}, "model": 7}', "[" * 99_999]
)
def test_broken_notes_are_none(beside, text):
    card = beside(**{".json": text, ".civitai.info": text, "readme.md": f"---\n{text}\n---\n"})
    assert (card.title, card.triggers, card.licence) == ("", (), "")


def test_pictures_are_taken_in_a_fixed_order(tmp_path):
    both = {".png": tmp_path / "a.png", ".preview.png": tmp_path / "a.preview.png"}
    assert card_beside(both).picture.endswith("a.preview.png")
    assert card_beside({".jpeg": tmp_path / "a.jpeg"}).picture.endswith("a.jpeg")
    assert card_beside({}).picture == ""


def test_a_model_cards_head_ends_at_a_line_of_hyphens(beside):
    assert beside(**{"readme.md": "---\nlicense: mit\n--- \nlicense: no\n---\n"}).licence == "mit"
    for text in ("---\nlicense: mit\n", "# A\n---\nlicense: mit\n---\n", "---" + "\n" * 60_000):
        assert beside(**{"readme.md": text}).licence == ""
