"""The folder of a report: complete, or not there."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.contract import events as ev
from core.contract import explain as ask_for
from core.contract import notices
from core.contract.errors import FileAlreadyThere, InvalidValue
from core.contract.explain import MissingEncoder
from core.explain.report import BranchWish, enlarged, file_name, report
from core.explain.report_parts import Wanted
from core.explain.session import Session
from core.files import folders
from core.files.pictures.images import pixel_hash, read_picture


@pytest.fixture
def written(loader, tmp_path):
    """A wish → its events; the folder is `tmp_path / "report"`."""

    def write(wanted, branch=None, cancelled=lambda: False):
        return list(report(wanted, branch, str(tmp_path / "report"), loader, cancelled))

    return write


def test_all_parts_lie_in_the_folder_and_the_json_names_their_files(
    ask, drawn, written, tmp_path, photo
) -> None:
    request = ask(negative="a teddy", steps=3)
    wish = BranchWish(1, replace(request, prompt="oil"))
    events = written(Wanted(request, scales=(1.0, 4.0), developed=2, points=2, noises=2), wish)
    assert isinstance(events[-1], ev.JobDone)
    folder = tmp_path / "report"
    figures = json.loads((folder / "explain.json").read_text())
    assert set(figures) == {
        *("picture", "recipe", "branch", "film", "guidance", "words", "compare", "autoencoder"),
        "noise",
    }
    assert pixel_hash(read_picture(folder / "picture.png")) == pixel_hash(drawn(request))
    assert figures["branch"]["identical"] is False
    listed = {
        place
        for part in figures.values()
        if isinstance(part, dict)
        for place in part.get("files", {}).values()
    }
    assert all((folder / place).is_file() for place in listed)
    assert {"film/noised-000.png", "guidance/sheet.png", "words/0-prompt-01-swan.png"} <= listed
    assert "words/1-negative-01-teddy-map.png" in listed
    assert len(figures["noise"]["curves"]["beta"]) == 1000
    assert [point["t"] for point in figures["noise"]["errors"]] == [0, 999]
    assert figures["words"]["texts"]["0-prompt"]["sum"] == pytest.approx(1, abs=1e-5)
    assert "openai/clip-vit-large-patch14" in figures["compare"]["left_out"]
    told = [event for event in events if isinstance(event, ev.Notice)]
    assert [(n.code, n.data["part"]) for n in told] == [(notices.PART_LEFT_OUT, "compare")]


def test_the_command_and_the_page_tell_the_same_numbers(
    ask, loader, written, tmp_path, photo
) -> None:
    request, session = ask(negative="a teddy", steps=3), Session(loader)

    def page(question) -> dict:
        """What the window is told: the figures of all answers, those of the error curve by themselves."""
        found = {"errors": []}
        for event in session.events(ev.Explain("run", question, str(tmp_path)), lambda: False):
            if isinstance(event, ev.Explained) and event.part == "error":
                found["errors"].append(event.figures)
            elif isinstance(event, ev.Explained):
                found |= event.figures if event.part != "curves" else {"curves": event.figures}
        return json.loads(json.dumps(found))

    film = page(ask_for.RecordRun(request))
    parts = ("film", "guidance", "words", "autoencoder", "noise")
    written(Wanted(request, parts=parts, step=1, developed=1, picture=photo, points=2, noises=2))
    command = json.loads((tmp_path / "report" / "explain.json").read_text())
    guidance = page(ask_for.GuideStep("run", 1, 5.0, developed=True))
    words = page(ask_for.ShowWords("run", 0, 0, 2, ()))
    passage = page(ask_for.PassPicture(request.model, photo))
    noise = page(ask_for.MeasureErrors(replace(request, init=photo), 2, 2))
    for told, part, names in (
        (film, "film", ("steps", "texts", "stages", "guidance_scale", "bytes")),
        (guidance, "guidance", ("without_std", "with_std", "difference_std", "sigma")),
        (words, "words", ("words", "tokens", "sum")),
        (passage, "autoencoder", ("stages", "pixels", "latents", "fewer", "channels", "psnr")),
        (noise, "noise", ("errors", "curves")),
    ):
        said = command[part]["texts"]["0-prompt"] if part == "words" else command[part]
        for name in names:
            assert told[name] == said[name], (part, name)


def test_the_comparison_of_the_command_and_the_page_is_the_same(
    ask, loader, written, tmp_path, photo
) -> None:
    starter = str(folders.resources() / "models" / "starter")
    texts, size = ("a swan", "a blue background"), {"width": 128, "height": 128}
    request = ask(model=starter, steps=1, **size)
    written(Wanted(request, parts=("compare",), texts=texts, pictures=(photo, photo)))
    command = json.loads((tmp_path / "report" / "explain.json").read_text())["compare"]
    question = ask_for.CompareAll(starter, texts, (photo, photo), None)
    events = list(Session(loader).events(ev.Explain("q", question, ""), lambda: False))
    told = {k: v for e in events if isinstance(e, ev.Explained) for k, v in e.figures.items()}
    names = {"cosine", "across", "down", "temperature", "tokens_table", "tokens_context"}
    assert names <= set(told)
    for name in names:
        assert json.loads(json.dumps(told[name])) == command[name], name


def test_an_unchanged_branch_is_identical(ask, written, tmp_path) -> None:
    request = ask(steps=2)
    written(Wanted(request, parts=("guidance",)), BranchWish(1, request))
    figures = json.loads((tmp_path / "report" / "explain.json").read_text())
    assert figures["branch"] == {"step": 1, "picture": "branch.png", "identical": True}


def test_a_part_that_cannot_be_is_an_error_where_it_is_all_that_is_wanted(
    ask, written, tmp_path
) -> None:
    with pytest.raises(MissingEncoder):
        written(Wanted(ask(steps=1), parts=("compare",)))
    with pytest.raises(InvalidValue, match="guidance"):
        written(Wanted(ask(steps=1, guidance_scale=1.0), parts=("guidance",)))
    assert list(tmp_path.glob("*report*")) == []


def test_who_stops_leaves_nothing(ask, written, tmp_path) -> None:
    for after in (0, 12):
        seen = []

        def cancelled(after=after, seen=seen) -> bool:
            seen.append(0)
            return len(seen) > after

        events = written(Wanted(ask(steps=2), parts=("film", "noise")), cancelled=cancelled)
        assert isinstance(events[-1], ev.JobCancelled)
    assert list(tmp_path.glob("*report*")) == []


def test_only_a_report_is_replaced(ask, written, tmp_path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    wanted = Wanted(ask(steps=1, overwrite=True), parts=("film",))
    with pytest.raises(FileAlreadyThere):
        written(wanted)
    assert (folder / "mine.txt").read_text() == "mine"
    (folder / "mine.txt").rename(folder / "explain.json")
    written(wanted)
    assert json.loads((folder / "explain.json").read_text())["film"]


def test_names_and_glances_are_fit_for_files() -> None:
    assert file_name("01-a/b..") == "01-a_b"
    assert file_name("...") == "_"
    assert enlarged(np.zeros((4, 8, 3), np.uint8)).size == (256, 128)
    assert isinstance(enlarged(np.zeros((300, 300, 3), np.uint8)), Image.Image)
