"""What must agree for bytes on the disk to be gone on with."""

from dataclasses import replace
from pathlib import Path

from core.contract.downloads import RemoteFile
from core.files.downloads.wanted import Wanted

FILE = RemoteFile("a.json", 3, blob="b" * 40)
ONE = Wanted("o/n", "c" * 40, FILE, Path("/x/0.part"))


def test_every_part_of_it_counts():
    others = [
        replace(ONE, repo="o/m"),
        replace(ONE, commit="d" * 40),
        *(
            replace(ONE, file=replace(FILE, **{k: v}))
            for k, v in (("name", "b"), ("size", 4), ("blob", "a" * 40))
        ),
    ]
    identities = [str(one.identity("https://hub")) for one in (ONE, *others)]
    identities.append(str(ONE.identity("https://mirror")))
    assert len(set(identities)) == len(identities)


def test_its_sidecar_lies_beside_it():
    assert ONE.sidecar == Path("/x/0.part.json")
