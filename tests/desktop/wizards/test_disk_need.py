from pathlib import Path

from core.contract.draft import Draft, DraftPhoto
from desktop.state.method_offers import Offer
from desktop.wizards import disk_need
from desktop.wizards.disk_need import disk_bytes, free_at

PHOTOS = tuple(DraftPhoto(f"/{n}") for n in range(10))


def test_the_room_on_the_disk_is_an_upper_bound_by_method():
    lora = disk_bytes(Draft(photos=PHOTOS))
    assert 100_000_000 < lora < 10**9
    assert disk_bytes(Draft(photos=PHOTOS, method="full")) > 10 * lora
    told = Offer("lora", disk=3 * 10**9)
    assert disk_bytes(Draft(photos=PHOTOS), told) == 3 * 10**9 + 40_000_000


def test_what_is_free_where_a_folder_will_be(tmp_path, monkeypatch):
    assert free_at(tmp_path / "not" / "there") > 0

    def away(_place):
        raise OSError

    monkeypatch.setattr(disk_need.shutil, "disk_usage", away)
    assert free_at(Path("/away")) == -1
