"""A whole download: from a name to a model in the library, and back from every interruption."""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path

import pytest

from core.contract import events as ev
from core.contract import notices
from core.contract.download_errors import DownloadBusy, HubGated, HubMissing, NothingToDownload
from core.contract.downloads import DownloadRequest
from core.contract.errors import (
    Cancelled,
    DiskFull,
    FileAlreadyThere,
    InvalidValue,
    ModelUnsupported,
    WeightsRefused,
)
from core.files import folders, store, streams
from core.files.catalogue.finding import find
from core.files.catalogue.scan import scan
from core.files.downloads import place
from core.files.downloads.run import download, look
from core.files.locks import held
from core.files.models import library
from core.files.models.origin import record_of

REQUEST = DownloadRequest("owner/tiny")


def listed() -> list[str]:
    """The names in the library."""
    return [entry.name for entry in store.drained(scan()).entries]


def run(server, hub, patience, request=REQUEST, **more):
    return list(download(request, job="1", hub=hub, patience=patience, **more))


def test_a_model_comes_whole_and_is_in_the_library(model, serve, hub_at, impatient):
    server = serve(model, store=True)
    events = run(server, hub_at(server), impatient)
    assert isinstance(events[-1], ev.JobDone)
    done = events[-2]
    assert done == ev.Downloaded("1", str(folders.models() / "tiny"), "owner/tiny")
    assert find("tiny").path == done.path
    assert [p.name for p in folders.models().iterdir()] == ["tiny"], "no litter"
    names = {p.relative_to(done.path).as_posix() for p in Path(done.path).rglob("*") if p.is_file()}
    assert names == set(model) - {
        *("setup.py", "safety_checker/model.safetensors", "flax_model.msgpack"),
        "unet/diffusion_pytorch_model.bin",
    } | {"download.json"}
    last = [e for e in events if isinstance(e, ev.Transfer)][-1]
    assert last.done == last.total == sum(len(model[name]) for name in names - {"download.json"})


def test_where_it_came_from_is_kept_beside_it(model, serve, hub_at, impatient, fake):
    server = serve(model)
    done = run(server, hub_at(server), impatient)[-2]
    record = record_of(Path(done.path))
    assert (record.repo, record.revision, record.commit) == ("owner/tiny", "main", fake.COMMIT)
    assert (record.variant, record.licence) == ("full", "openrail")
    assert record.page == f"{server.endpoint}/owner/tiny"


def test_the_same_again_fetches_nothing(model, serve, hub_at, impatient):
    server = serve(model)
    first = run(server, hub_at(server), impatient)[-2]
    sent = server.sent
    assert run(server, hub_at(server), impatient)[0] == first
    assert server.sent == sent


def test_nothing_is_seen_before_all_is_there(model, serve, hub_at, impatient):
    server = serve(model)
    for event in download(REQUEST, hub=hub_at(server), patience=impatient):
        if isinstance(event, ev.Transfer):
            assert listed() == ["starter"]
            assert not (folders.models() / "tiny").exists()


@pytest.mark.parametrize("after", range(1, 14, 3))
def test_stopped_anywhere_it_goes_on_at_the_same_commit(
    model, serve, hub_at, impatient, after, received
):
    server = serve(model)
    stops = iter(range(after))
    with pytest.raises(Cancelled):
        run(server, hub_at(server), impatient, cancelled=lambda: next(stops, None) is None)
    (unfinished,) = (p.unfinished() for p in place.all_begun(folders.models()))
    assert unfinished.commit == server.commit
    listed = len([r for r in server.requests if r.path.startswith("/api/")])
    done = run(server, hub_at(server), impatient)[-2]
    assert library.describe(done.path).name == "tiny"
    assert len([r for r in server.requests if r.path.startswith("/api/")]) == listed, (
        "not asked again"
    )
    of_files = sum(received) - len(json.dumps(server.listing()))
    assert of_files <= 1.1 * unfinished.total
    assert not list(place.all_begun(folders.models()))


def test_a_single_file_by_its_address(serve, hub_at, impatient):
    files = {"a.safetensors": b"a" * 900, "b.safetensors": b"b" * 700}
    server = serve(files)
    offer = look(
        f"{server.endpoint}/owner/tiny/blob/main/a.safetensors", "", hub_at(server), impatient
    )
    assert [one.key for one in offer.variants] == ["a.safetensors", "b.safetensors"]
    request = DownloadRequest("owner/tiny", variant="a.safetensors")
    events = run(server, hub_at(server), impatient, request)
    path = folders.models() / "a.safetensors"
    assert events[-2].path == str(path)
    assert path.read_bytes() == b"a" * 900
    assert record_of(path).variant == "a.safetensors"
    assert isinstance(events[-3], ev.Notice), "it is told that these are no weights"
    assert events[-3].code == notices.USELESS
    assert isinstance(events[-3].problem(), WeightsRefused)
    assert {p.name for p in folders.models().iterdir()} == {path.name, "a.download.json"}


def test_a_name_that_says_nothing_becomes_the_repositorys(serve, hub_at, impatient):
    server = serve({"pytorch_lora_weights.safetensors": b"a" * 900})
    done = run(server, hub_at(server), impatient)[-2]
    assert Path(done.path).name == "tiny.safetensors"


def test_a_taken_name_gets_the_owner_as_well(serve, hub_at, impatient):
    folders.models().mkdir(parents=True)
    (folders.models() / "a.safetensors").write_bytes(b"mine")
    server = serve({"a.safetensors": b"a" * 900})
    done = run(server, hub_at(server), impatient)[-2]
    assert Path(done.path).name == "a-owner.safetensors"
    assert (folders.models() / "a.safetensors").read_bytes() == b"mine"


def test_an_output_of_ones_own(model, serve, hub_at, impatient, tmp_path):
    server = serve(model)
    request = DownloadRequest("owner/tiny", output=str(tmp_path / "here"))
    assert run(server, hub_at(server), impatient, request)[-2].path == str(tmp_path / "here")
    assert [p.name for p in tmp_path.iterdir()] == ["here"]


def test_an_output_that_is_taken_is_left_alone(model, serve, hub_at, impatient, tmp_path):
    server = serve(model)
    (tmp_path / "mine").mkdir()
    request = DownloadRequest("owner/tiny", output=str(tmp_path / "mine"))
    with pytest.raises(FileAlreadyThere):
        run(server, hub_at(server), impatient, request)
    assert server.sent == 0
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


def test_no_room_is_said_before_anything_comes(model, serve, hub_at, impatient, monkeypatch):
    server = serve(model)
    monkeypatch.setattr(streams, "free_bytes", lambda path: 60_000)
    with pytest.raises(DiskFull) as caught:
        run(server, hub_at(server), impatient)
    assert (
        caught.value.needed
        == 2 * look("owner/tiny", "", hub_at(server), impatient).variants[0].bytes
    )
    assert server.sent == 0
    assert not folders.models().exists()


def test_a_gated_model_says_where_to_accept(model, serve, hub_at, impatient):
    server = serve(model, gated="auto", token="hf_right")
    with pytest.raises(HubGated) as caught:
        run(server, hub_at(server), impatient)
    assert (caught.value.account, caught.value.page) == ("none", f"{server.endpoint}/owner/tiny")
    with pytest.raises(HubGated) as caught:
        run(server, hub_at(server, "hf_wrong"), impatient)
    assert caught.value.account == "refused"
    assert run(server, hub_at(server, "hf_right"), impatient)[-2].repo == "owner/tiny"


@pytest.mark.parametrize(
    ("request_", "what"),
    [
        (DownloadRequest("owner/other"), "repository"),
        (DownloadRequest("owner/tiny", revision="v2"), "revision"),
    ],
)
def test_what_is_not_there_is_said(model, serve, hub_at, impatient, request_, what):
    server = serve(model)
    with pytest.raises(HubMissing) as caught:
        run(server, hub_at(server), impatient, request_)
    assert caught.value.what == what


def test_what_cannot_be_used_is_not_fetched(model, serve, hub_at, impatient):
    flux = serve(model, pipeline="FluxPipeline")
    with pytest.raises(ModelUnsupported) as caught:
        run(flux, hub_at(flux), impatient)
    assert caught.value.what == "FLUX"
    empty = serve({"README.md": b"words"})
    with pytest.raises(NothingToDownload):
        run(empty, hub_at(empty), impatient)
    with pytest.raises(InvalidValue):
        run(
            empty := serve(model),
            hub_at(empty),
            impatient,
            DownloadRequest("owner/tiny", variant="x"),
        )
    assert flux.sent == empty.sent == 0


def test_old_pickles_come_only_where_there_is_nothing_else_and_somebody_says_so(
    model, serve, hub_at, impatient
):
    old = {n: d for n, d in model.items() if not n.endswith(".safetensors")}
    parts = {
        "unet": "diffusion_pytorch_model",
        "vae": "diffusion_pytorch_model",
        "text_encoder": "pytorch_model",
    }
    old |= {f"{part}/{stem}.bin": b"\x80" + b"p" * 800 for part, stem in parts.items()}
    server = serve(old)
    with pytest.raises(NothingToDownload) as caught:
        run(server, hub_at(server), impatient)
    assert caught.value.reason == "pickles"
    offer = look("owner/tiny", "", hub_at(server), impatient)
    assert [one.has_pickles for one in offer.variants] == [True]
    request = DownloadRequest("owner/tiny", old_formats=True)
    done = run(server, hub_at(server), impatient, request)[-2]
    assert (Path(done.path) / "unet/diffusion_pytorch_model.bin").exists()


def test_two_at_once_do_not_write_into_each_others_file(model, serve, hub_at, impatient):
    server = serve(model)
    first = download(REQUEST, hub=hub_at(server), patience=impatient)
    next(first)
    with pytest.raises(DownloadBusy):
        run(server, hub_at(server), impatient)
    first.close()
    assert run(server, hub_at(server), impatient)[-2].repo == "owner/tiny"


def test_a_process_that_died_after_the_last_step_is_understood(
    model, serve, hub_at, impatient, monkeypatch
):
    server = serve(model)
    with monkeypatch.context() as patch:
        patch.setattr(place.Place, "discard", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(server, hub_at(server), impatient)
    sent = server.sent
    done = run(server, hub_at(server), impatient)[-2]
    assert library.describe(done.path).name == "tiny"
    assert server.sent == sent
    assert [p.name for p in folders.models().iterdir()] == ["tiny"]


def test_a_listing_that_fails_for_a_while_is_asked_for_again(model, serve, hub_at, impatient, fake):
    server = serve(model)
    kinds = ("503", "429", "hang up", "silence")
    server.listing_faults = deque(map(fake.Fault, kinds))
    assert look("owner/tiny", "", hub_at(server), impatient).commit == server.commit


def test_the_lock_is_free_after_all(tmp_path):
    with held(tmp_path / "lock") as one, held(tmp_path / "lock") as two:
        assert (one, two) == (True, False)
    with held(tmp_path / "lock") as again:
        assert again
