"""A file is the hub's, or it is not."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files import store
from core.files.downloads.checking import matches


def check(path, data, file):
    path.write_bytes(data)
    return store.drained(matches(path, file))


@pytest.mark.parametrize("data", [b"", b"{}", b"x" * 5000])
def test_both_hashes(tmp_path, remote, data):
    assert check(tmp_path / "a", data, remote("a", data))


@settings(max_examples=50, deadline=None)
@given(data=st.binary(min_size=1, max_size=900), place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_single_bit_counts(tmp_path_factory, remote_file, data, place, bit):
    wrong = bytearray(data)
    wrong[place % len(data)] ^= 1 << bit
    path = tmp_path_factory.mktemp("bits") / "a"
    assert not check(path, bytes(wrong), remote_file("a", data))
    assert not check(path, data[:-1], remote_file("a", data))
    assert not check(path, data + b"x", remote_file("a", data))


def test_small_files_have_the_hash_that_git_gives_them(tmp_path, remote):
    (tmp_path / "a").write_bytes(b"swan\n")
    said = subprocess.run(
        ["git", "hash-object", "--no-filters", "a"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == remote("a", b"swan\n").blob


@pytest.fixture(scope="module")
def remote_file():
    import hashlib

    from core.contract.downloads import RemoteFile

    return lambda name, data: RemoteFile(name, len(data), sha256=hashlib.sha256(data).hexdigest())
