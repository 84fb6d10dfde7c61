"""The lying server: whatever goes wrong, the file is absent or right, and hardly a byte comes twice.

240 downloads, each with one to four faults drawn by the seed; in half of them the program ends in between
and starts again. The server itself looks at the client's disk when it is asked, so that what was missing
is known and not believed.
"""

from __future__ import annotations

import random
from collections import deque

import pytest

from core.contract.download_errors import (
    DownloadDamaged,
    HubAnswerWrong,
    HubRefused,
    HubUnreachable,
)
from core.files.downloads import transfer
from core.files.downloads.wanted import Wanted

COMMIT = "0123456789abcdef0123456789abcdef01234567"
KINDS = (
    *("drop", "drop", "drop", "stall", "silence", "hang up", "garbage", "chunked short"),
    *("chunked", "chunked long", "longer", "shorter", "packed", "wrong bytes", "wrong range"),
    *("no range", "etag", "etag lie", "weak", "no etag", "html", "html as file"),
    *("416", "416 bare", "416 short", "429", "429 long", "500", "502", "503", "504", "403"),
    *("loop", "to:http://evil.example/x", "to:https://evil.example/x", "to:file:///etc/passwd"),
)
# After these the client cannot know that what it has is still of use: then everything is missing.
VOID = {"etag", "etag lie", "416 short", "416 bare", "wrong bytes", "no range", "weak", "no etag"}
CASES = 12  # in each of 20 blocks
ERRORS = (HubAnswerWrong, HubRefused, HubUnreachable, DownloadDamaged)


@pytest.mark.parametrize("block", range(20))
@pytest.mark.usefixtures("quick_disk")
def test_absent_or_right_and_nothing_twice(
    block, tmp_path, fake, hub_at, impatient, remote, received
):
    for case in range(CASES):
        seed = CASES * block + case
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        data = chance.randbytes(chance.choice([1, 599, 600, 4096, 70_000]))
        faults = [chance.choice(KINDS) for _ in range(chance.randint(1, 4))]
        store = chance.random() < 0.5
        wanted = Wanted("owner/tiny", COMMIT, remote("model.safetensors", data), folder / "0.part")
        received.clear()
        with fake.FakeHub(
            {"model.safetensors": data}, store=store, parts=folder, stall=0.15
        ) as server:
            check(server, wanted, data, faults, chance, hub_at(server), impatient)
            check_cost(server, data, set(faults), sum(received), faults)


def check(server, wanted, data, kinds, chance, hub, impatient) -> None:
    """Download against faults, then honestly: at each end the file is absent or right."""
    import fake_hub

    server.faults = deque(fake_hub.Fault(kind, chance.random()) for kind in kinds)
    restart_after = chance.randint(1, 5) if chance.random() < 0.5 else None
    for _start in range(40):
        try:
            for number, _step in enumerate(transfer.fetch(hub, wanted, impatient)):
                if number == restart_after:
                    break
            else:
                assert wanted.part.read_bytes() == data, kinds
                return
        except ERRORS:
            assert not wanted.part.exists() or len(wanted.part.read_bytes()) <= len(data)
        restart_after = None
    raise AssertionError(f"it never came to an end: {kinds}")


def check_cost(server, data, kinds, received, order) -> None:
    """Nothing comes twice, but for what nobody could know to be of use still."""
    lives = 1 + sum(kind in VOID for kind in order)
    assert received <= 1.1 * len(data) * lives + 600, (order, received)  # 600: a page instead
    if not VOID & kinds:
        for answer in server.served:
            assert answer.sent <= 1.1 * answer.missing, (order, answer)
