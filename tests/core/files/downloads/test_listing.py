"""The hub's list of files: read field by field, whatever it says."""

import json
from collections import deque

import pytest

from core.contract.download_errors import HubAnswerWrong, HubMissing, HubRefused, HubUnreachable
from core.contract.downloads import RemoteFile
from core.files.downloads import listing
from core.files.downloads.hub import Hub
from core.files.downloads.listing import list_files

SHA, BLOB = "a" * 64, "b" * 40


def read(data, revision="main"):
    return listing._read(Hub(), "o/n", revision, json.dumps(data).encode())


def answer(**more):
    return {"sha": "c" * 40, "siblings": [], **more}


def test_sizes_and_hashes_come_from_the_server(serve, hub_at, impatient, remote):
    files = {"small.json": b"{}", "big.safetensors": b"x" * 900}
    server = serve(files)
    found = list_files(hub_at(server), "owner/tiny", "main", impatient)
    assert found.files == tuple(remote(name, data) for name, data in files.items())
    assert (found.commit, found.licence, found.is_gated) == (server.commit, "openrail", False)


def test_only_what_can_be_fetched_and_checked_is_listed():
    good = {"rfilename": "a.json", "size": 3, "blobId": BLOB}
    lfs = {"sha256": SHA, "size": 9, "pointerSize": 1}
    big = {"rfilename": "b.bin", "size": 1, "blobId": BLOB, "lfs": lfs}
    bad = [
        *({**good, "rfilename": name} for name in ("../a", "/a", ".git", 7, None)),
        *({**good, "size": size} for size in (-1, None, "3", 2**60, True, 1.5)),
        *({**good, "blobId": blob} for blob in (None, "xyz", BLOB + "0", 7)),
        *(None, [], "a.json"),
    ]
    found = read(answer(siblings=[good, big, *bad])).files
    assert found == (RemoteFile("a.json", 3, blob=BLOB), RemoteFile("b.bin", 9, sha256=SHA))


@pytest.mark.parametrize(
    "data",
    [
        [],
        7,
        {},
        answer(sha="main"),
        answer(sha=None),
        answer(siblings=None),
        answer(siblings=[{}] * 20_001),
    ],
)
def test_an_answer_that_is_none_is_refused(data):
    with pytest.raises(HubAnswerWrong):
        read(data)


def test_a_commit_that_was_asked_for_must_come():
    assert read(answer(), "c" * 40).commit == "c" * 40
    with pytest.raises(HubAnswerWrong):
        read(answer(), "d" * 40)


@pytest.mark.parametrize(
    ("data", "licence"),
    [
        ({"cardData": {"license": "mit"}}, "mit"),
        ({"cardData": {"license": ["mit", "x"]}}, "mit"),
        ({"cardData": {"license": "other", "license_name": "fair\n"}}, "fair"),
        ({"tags": ["x", "license:openrail++"]}, "openrail++"),
        ({"cardData": 7, "tags": 7}, ""),
        ({}, ""),
    ],
)
def test_the_licence(data, licence):
    assert read(answer(**data)).licence == licence


@pytest.mark.parametrize("gated", ["auto", "manual", True])
def test_gated(gated):
    assert read(answer(gated=gated)).is_gated


@pytest.mark.parametrize(
    "config", [None, 7, {"diffusers": 7}, {"diffusers": {"_class_name": "a b"}}]
)
def test_an_odd_config_names_no_pipeline(config):
    assert read(answer(config=config)).pipeline == ""


@pytest.mark.parametrize(
    ("kinds", "error"),
    [
        (["html"], HubAnswerWrong),
        (["503"] * 9, HubRefused),
        (["429"] * 9, HubRefused),
        (["429 long"], HubRefused),
        (["hang up"] * 9, HubUnreachable),
        (["403"], HubRefused),
    ],
)
def test_a_hub_that_does_not_answer(serve, hub_at, impatient, fake, kinds, error):
    server = serve({}, listing_faults=deque(map(fake.Fault, kinds)))
    with pytest.raises(error):
        list_files(hub_at(server), "owner/tiny", "main", impatient)
    assert len(server.requests) == min(len(kinds), impatient.most_tries)


def test_what_is_missing_is_named(serve, hub_at, impatient):
    server = serve({})
    for repo, revision, what in (("o/x", "main", "repository"), ("owner/tiny", "x", "revision")):
        with pytest.raises(HubMissing) as caught:
            list_files(hub_at(server), repo, revision, impatient)
        assert caught.value.what == what
