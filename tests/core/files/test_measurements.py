"""Records of a machine: rubbish counts as none, the newest are kept."""

from dataclasses import dataclass

from core.files import measurements
from core.files.measurements import read_records, write_records


@dataclass(frozen=True)
class Measured:
    name: str
    value: float

    @property
    def is_sound(self) -> bool:
        return self.value > 0


def read(path):
    return read_records(path, Measured, lambda record: record.is_sound)


def test_what_was_written_is_read_and_what_cannot_be_true_is_left_out(tmp_path):
    path = tmp_path / "cache" / "records.json"
    assert read(path) == []
    write_records(path, [Measured("a", 1.0), Measured("b", -1.0), Measured("c", 2.0)])
    assert read(path) == [Measured("a", 1.0), Measured("c", 2.0)]


def test_a_file_of_rubbish_counts_as_none(tmp_path, monkeypatch):
    path = tmp_path / "records.json"
    for text in ("", "{", "7", '[{"name": 3}, "x", {"name": "a", "value": 1.0, "more": 2}]'):
        path.write_text(text)
        assert read(path) == []
    monkeypatch.setattr(measurements, "FILE_MAX", 10)
    write_records(path, [Measured("a", 1.0)])
    assert read(path) == []


def test_only_the_newest_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(measurements, "RECORDS_MAX", 2)
    path = tmp_path / "records.json"
    write_records(path, [Measured(name, 1.0) for name in "abc"])
    assert [record.name for record in read(path)] == ["b", "c"]


def test_a_place_that_cannot_be_written_bothers_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    write_records(tmp_path / "file" / "records.json", [Measured("a", 1.0)])
