from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.contract.errors import InvalidValue, PictureTooLarge
from core.files.photos.checks import check_photo
from core.files.photos.report import Finding, PhotoReport, read_report, to_line, unreadable


def again(report: PhotoReport) -> PhotoReport:
    line = to_line(report)
    assert "\n" not in line
    return read_report(json.loads(line))


def test_what_is_known_of_a_photo_travels_whole(photos):
    report = check_photo(photos / "dog" / "00.jpg", 3, 4000)
    assert report.findings
    assert report.stamp is not None
    assert again(report) == report


def test_so_do_the_faces_in_it(person, tmp_path):
    person.save(tmp_path / "a.png")
    report = check_photo(tmp_path / "a.png", 0, 512, faces=True)
    assert (len(report.faces), report.lies) == (1, 0)
    assert again(report) == report


def test_so_does_what_is_wrong_with_one_that_cannot_be_read():
    report = unreadable(
        Path("/p/Größe 日本\udcff.png"), 2, PictureTooLarge("/p", 20_000, 20_000, 100)
    )
    assert again(report) == report
    assert report.findings == (
        Finding("unreadable", {"code": "PictureTooLarge", **report.problem.data()}),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"crop": [0, 0, 2, 2]},
        {"size": [1]},
        {"findings": [["nonsense", {}]]},
        {"fingerprint": ["a"]},
        {"layout": [1, 2]},
        {"background": None},
        {"faces": [[0, 0, 2, 2]]},
        {"lies": "a"},
        {"stamp": [None, None]},
        {"stamp": [None, None, [1]]},
    ],
)
def test_anything_else_is_refused(change):
    data = json.loads(to_line(PhotoReport(Path("/p/a.jpg"), 0)))
    with pytest.raises(InvalidValue):
        read_report(data | change)
    del data["path"]
    with pytest.raises(InvalidValue):
        read_report(data)
