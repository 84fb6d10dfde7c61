"""The hidden folder of a download: found again, read strictly, and gone at the end."""

from __future__ import annotations

import json

import pytest

from core.contract.downloads import DownloadRequest, Offer, RemoteFile, Variant
from core.contract.errors import FileAlreadyThere, ReverieError
from core.files import store
from core.files.catalogue.layouts import Place
from core.files.catalogue.walk import walk
from core.files.downloads import place
from core.files.models.origin import record_of

FILES = (
    RemoteFile("model_index.json", 2, blob="b" * 40),
    RemoteFile("unet/x.safetensors", 3, "a" * 64),
)
FOLDER = Variant("full", FILES, True)
SINGLE = Variant("x.safetensors", (RemoteFile("x.safetensors", 3, "a" * 64),), False)
REQUEST = DownloadRequest("owner/name")


def offer(*variants, commit="c" * 40):
    return Offer("owner/name", "main", commit, "mit", False, "https://hub/owner/name", "", variants)


def begin(models, variant=FOLDER, request=REQUEST):
    return place.begin(models, offer(variant), variant, request)


def fill(begun):
    for number, file in enumerate(begun.plan.variant.files):
        wanted = begun.wanted(number)
        wanted.part.write_bytes(b"x" * file.size)
        wanted.sidecar.write_text("{}")
        begun.keep(wanted)


def test_it_is_hidden_and_found_again(tmp_path):
    begun = begin(tmp_path)
    assert [p.name[0] for p in tmp_path.iterdir()] == ["."]
    (begun.whole / "unet").mkdir(parents=True)
    (begun.whole / "model_index.json").write_text("{}")
    assert walk(Place(tmp_path, "")).candidates == []
    again = place.find(tmp_path, REQUEST)
    assert again.plan == begun.plan
    assert again.unfinished().total == 5


@pytest.mark.parametrize(
    ("request_", "same"),
    [
        (REQUEST, True),
        (DownloadRequest("owner/name", "c" * 40), True),
        (DownloadRequest("owner/name", variant="full"), True),
        (DownloadRequest("owner/name", "v2"), False),
        (DownloadRequest("owner/name", "d" * 40), False),
        (DownloadRequest("owner/name", variant="fp16"), False),
        (DownloadRequest("owner/other"), False),
        (DownloadRequest("owner/name", output="/elsewhere/x"), False),
    ],
)
def test_only_the_same_request_goes_on(tmp_path, request_, same):
    begin(tmp_path)
    assert (place.find(tmp_path, request_) is not None) == same


def test_an_output_is_found_beside_itself(tmp_path, monkeypatch):
    request = DownloadRequest("owner/name", output=str(tmp_path / "sub" / "mine"))
    begin(tmp_path / "models", request=request)
    assert place.find(tmp_path / "models", request) is not None
    monkeypatch.chdir(tmp_path)
    assert place.find(tmp_path, DownloadRequest("owner/name", output="sub/mine")) is not None


def test_what_is_there_is_counted(tmp_path):
    begun = begin(tmp_path)
    assert begun.done() == 0
    begun.wanted(1).part.write_bytes(b"x" * 2)
    assert begun.done() == 2
    begun.wanted(1).part.write_bytes(b"x" * 99)
    assert begun.done() == 3, "never more than the file has"
    fill(begun)
    assert begun.unfinished().done == begun.unfinished().total == 5
    assert not list(begun.folder.glob("*.part*"))


def test_a_folder_appears_whole_with_its_record(tmp_path):
    begun = begin(tmp_path)
    fill(begun)
    final = begun.finish()
    assert final == tmp_path / "name"
    assert (final / "unet/x.safetensors").read_bytes() == b"xxx"
    record = record_of(final)
    assert (record.repo, record.commit, record.licence, record.files) == (
        "owner/name",
        "c" * 40,
        "mit",
        FILES,
    )
    assert begun.finished() == final
    begun.discard()
    assert [p.name for p in tmp_path.iterdir()] == ["name"]


def test_a_file_appears_with_its_record_beside_it(tmp_path):
    begun = begin(tmp_path, SINGLE)
    fill(begun)
    assert begun.finish() == tmp_path / "x.safetensors"
    assert record_of(tmp_path / "x.safetensors").variant == "x.safetensors"
    begun.discard()
    assert {p.name for p in tmp_path.iterdir()} == {"x.safetensors", "x.download.json"}


def test_a_name_that_was_taken_meanwhile_is_left_alone(tmp_path):
    one, two = begin(tmp_path), begin(tmp_path, SINGLE)
    fill(one)
    fill(two)
    (tmp_path / "name").mkdir()
    (tmp_path / "x.safetensors").write_bytes(b"mine")
    assert one.finish() == tmp_path / "name-full"
    assert two.finish() == tmp_path / "x-owner.safetensors"
    assert (tmp_path / "x.safetensors").read_bytes() == b"mine"


def test_an_output_that_was_taken_meanwhile_is_an_error(tmp_path):
    request = DownloadRequest("owner/name", output=str(tmp_path / "mine"))
    begun = begin(tmp_path, request=request)
    fill(begun)
    (tmp_path / "mine").mkdir()
    with pytest.raises(FileAlreadyThere):
        begun.finish()
    assert begun.done() == 5


def test_the_same_download_is_known_to_be_there(tmp_path):
    begun = begin(tmp_path)
    fill(begun)
    final = begun.finish()
    assert place.existing(tmp_path, offer(FOLDER), FOLDER, "") == final
    assert place.existing(tmp_path, offer(FOLDER), FOLDER, str(final)) == final
    assert place.existing(tmp_path, offer(FOLDER, commit="d" * 40), FOLDER, "") is None
    assert place.existing(tmp_path, offer(SINGLE), SINGLE, "") is None


def test_it_is_not_finished_before_it_is(tmp_path):
    begun = begin(tmp_path)
    assert begun.finished() is None
    fill(begun)
    assert begun.finished() is None
    final = begun.finish()
    (final / "unet/x.safetensors").write_bytes(b"cut")
    (final / "model_index.json").unlink()
    assert begun.finished() is None


CHANGES = {
    "escape": lambda plan: plan["variant"]["files"][0].update(name="../../evil"),
    "absolute": lambda plan: plan["variant"]["files"][0].update(name="/etc/passwd"),
    "no hash": lambda plan: plan["variant"]["files"][0].update(blob="", sha256=""),
    "elsewhere": lambda plan: plan.update(name="../evil"),
    "repository": lambda plan: plan["request"].update(repo="../x"),
    "nothing": lambda plan: plan["variant"].update(files=[]),
    "unknown": lambda plan: plan.update(colour="red"),
    "type": lambda plan: plan.update(commit=7),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_plan_that_is_not_ours_is_not_followed(tmp_path, change):
    begun = begin(tmp_path)
    plan = json.loads((begun.folder / place.PLAN).read_bytes())
    CHANGES[change](plan)
    store.write_json(begun.folder / place.PLAN, plan)
    with pytest.raises(ReverieError):
        place.read(begun.folder)
    assert list(place.all_begun(tmp_path)) == []


def test_a_plan_that_is_torn_is_left_out(tmp_path):
    begun = begin(tmp_path)
    (begun.folder / place.PLAN).write_bytes(b'{"request": ')
    assert list(place.all_begun(tmp_path)) == []
    assert list(place.all_begun(tmp_path / "none")) == []
