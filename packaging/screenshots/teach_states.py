"""What of the Teach page is shown: the empty list, the four steps, a training that runs, one that is finished.

The photos are scenes of the starter's, with one that is small, one twin and one that is no picture. What runs is
shown from records and events that a training would have written: nothing is trained here.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image
from stage import Picture, Stage

from core.contract import codec
from core.contract.draft import Draft, DraftPhoto, Status, Teaching
from core.contract.judging import Choice, Judged, Judgement
from core.contract.teaching import STRENGTHS
from core.files import store
from core.files.run_names import strengths_name
from core.files.trainings import records as teachings
from desktop.state.method_offers import Offer
from desktop.state.training_course import Course

PEOPLE = Path(__file__).resolve().parents[2] / "tests" / "data" / "people"
GB = 10**9
STEPS = (100, 200, 300, 400, 500, 600)
COLOURS = ("a red", "a yellow", "a green", "a blue", "a purple", "a white")
ASKED = [f"a sks dog on {colour} background" for colour in COLOURS] + [
    f"a dog on {colour} background" for colour in COLOURS[::2]
]


def _home() -> Path:
    return Path(os.environ["REVERIE_HOME"])


def _photos(stage: Stage) -> Path:
    """A folder as people have them."""
    folder = _home() / "Fotos"
    store.make_folder(folder)
    pictures = sorted(stage.window.flow.pictures_folder().glob("*.png"))
    for number, picture in enumerate(pictures[:5]):
        store.write_bytes(folder / f"IMG_{2040 + number}.png", picture.read_bytes())
    store.write_bytes(folder / "IMG_2051 (copy).png", pictures[0].read_bytes())
    store.write_text(folder / "IMG_2052 <b>.jpg", "no picture")
    return folder


def _sheets(pictures: list[bytes]) -> list[bytes]:
    """For each picture a sheet that begins with it: a row of two for each sentence."""
    images = [Image.open(io.BytesIO(data)).convert("RGB") for data in pictures]
    width, height = images[0].size
    found = []
    for first in range(len(images)):
        sheet = Image.new("RGB", (2 * width, len(ASKED) * height))
        for place in range(2 * len(ASKED)):
            image = images[(first + place) % len(images)]
            sheet.paste(image, (place % 2 * width, place // 2 * height))
        data = io.BytesIO()
        sheet.save(data, "PNG")
        found.append(data.getvalue())
    return found


def _judged(run: Path, sheets: list[bytes]) -> None:
    """A run of which six steps are judged."""
    lines: list[dict[str, object]] = [
        {
            "step": step,
            "mean_loss": 0.16 + 0.3 / (1 + step / 60) + 0.03 * ((step * 7919) % 13 - 6) / 6,
        }
        for step in range(1, 601, 3)
    ]
    likeness = (0.22, 0.45, 0.63, 0.72, 0.75, 0.9)
    faithful = (1.0, 0.98, 0.95, 0.9, 0.78, 0.66)
    store.make_folder(run / "samples")
    store.write_bytes(run / "samples" / "judged-000000.png", sheets[-1])
    for place, step in enumerate(STEPS):
        store.make_folder(run / "judged" / f"step-{step:06d}")
        store.write_text(run / "judged" / f"step-{step:06d}" / "manifest.json", "{}")
        faults = ("copying",) if step == 600 else ()
        judgement = Judgement(
            step, 0.2, likeness[place], 0.05, faithful[place], 0.03, faults=faults
        )
        sheet = f"samples/judged-{step:06d}.png"
        store.make_folder(run / "samples")
        store.write_bytes(run / sheet, sheets[place % len(sheets)])
        choice = Choice(400, "held_back", place + 1, 0.72, 600, "copying", seen=True)
        event = Judged("", judgement, choice, sheet, "seen", "own")
        record = codec.to_json(event)
        del record["job"]
        lines.append({"step": step, "judged": record})
    _show_strengths(run, sheets)
    store.write_json(run / "asked.json", ASKED)
    store.write_text(run / "log.jsonl", "".join(json.dumps(line) + "\n" for line in lines))


def _show_strengths(run: Path, sheets: list[bytes]) -> None:
    """Of the step that is chosen."""
    first = [Image.open(io.BytesIO(data)) for data in sheets[: len(STRENGTHS)]]
    side = first[0].width // 2
    row = Image.new("RGB", (side * len(first), side))
    for place, sheet in enumerate(first):
        row.paste(sheet.crop((0, 0, side, side)), (place * side, 0))
    data = io.BytesIO()
    row.save(data, "PNG")
    store.write_bytes(run / "samples" / strengths_name(400), data.getvalue())


def _records(stage: Stage) -> None:
    """One training in each state."""
    folder = stage.window.flow.pictures_folder()
    pictures = [path.read_bytes() for path in sorted(folder.glob("*.png"))]
    run = _home() / "pictures" / "trainings" / "sks-dog"
    store.make_folder(run / "result")
    _judged(run, _sheets(pictures))
    store.write_bytes(run / "result" / "sks-dog.safetensors", b"\0" * 64)
    why = json.dumps(codec.to_json(Choice(400, "held_back", 6, 0.72, 600, "copying", seen=True)))
    photos = tuple(DraftPhoto(f"/photos/{n}.jpg") for n in range(12))
    states: tuple[tuple[Status, str, str], ...] = (
        ("finished", "sks", "dog"),
        ("paused", "ohwx", "teapot"),
        ("interrupted", "zwx", "bowl"),
        ("draft", "vnv", "robot"),
    )
    for number, (status, word, noun) in enumerate(states):
        draft = Draft(
            word=word, noun=noun, kind="pet" if noun == "dog" else "object", photos=photos
        )
        teaching = Teaching(
            f"{number:08x}", draft, status, str(run), 600, 1200, 840.0, 5.0 - number
        )
        if status == "finished":
            result = str(run / "result")
            teaching = replace(teaching, result=result, chosen=400, why=why)
        teachings.save(teaching)


def teach(stage: Stage) -> Iterator[Picture]:
    """The list and the four steps."""
    stage.pictures(5)
    window = stage.window
    teaching, page = window.teaching, window.teaching.page
    window.pages.show_page("teach")
    page.messages.close_message()
    page.show_list()
    stage.rest()
    yield "-empty", stage.look()
    teaching.wizard_verbs.teach_from([str(_photos(stage))])
    wizard = page.wizard
    stage.rest(1.0)
    yield "-what", stage.look()
    wizard.what.cards["person"].click()
    stage.rest()
    yield "-person", stage.look()
    before = wizard.draft.photos
    people = sorted(PEOPLE.glob("*.jpg"))
    wizard.what.change(noun="woman", agreed=True)
    wizard.photos.change(photos=(*(DraftPhoto(str(p)) for p in people), *before[:2]))
    stage.until(lambda: page.checks.progress[0] == page.checks.progress[1] > 0)
    wizard.bar.button(1).click()
    wizard.photos.tiles.setCurrentIndex(wizard.photos.model.index(0))
    stage.rest(1.0)
    yield "-faces", stage.look()
    wizard.photos.change(photos=before)
    wizard.bar.button(0).click()
    wizard.what.cards["object"].click()
    wizard.what.change(noun="teddy bear")
    stage.until(lambda: page.checks.progress[0] == page.checks.progress[1] > 0)
    wizard.bar.button(1).click()
    wizard.photos.tiles.setCurrentIndex(wizard.photos.model.index(5))
    stage.rest(1.0)
    yield "-photos", stage.look()
    wizard.photos.leave_out.click()
    wizard.photos.change(
        photos=tuple(
            replace(photo, is_in=True, is_looked_at=True) for photo in wizard.draft.photos[:5]
        )
    )
    stage.rest()
    wizard.bar.button(2).click()
    stage.rest(1.0)  # what is known of this computer comes, and is replaced by what is shown
    wizard.how.show_offers(
        {
            "lora": Offer("lora", round(5.6 * GB), 8 * GB, 700, 840, measured=1.0),
            "embedding": Offer("embedding", round(4.1 * GB), 8 * GB, 1800, 2280),
            "full": Offer(
                "full",
                round(11.2 * GB),
                8 * GB,
                is_too_large=True,
                fits_with=(("resolution", "384"),),
            ),
        },
        "",
    )
    stage.rest(0.0)  # laid out, but not measured further
    yield "-how", stage.look()
    wizard.how.fold.unfold(True)
    wizard.how.change(settings=(("rank", "8"), ("learning_rate", "much")))
    stage.rest()
    yield "-settings", stage.look()
    wizard.how.change(settings=())
    wizard.how.fold.unfold(False)
    wizard.bar.button(3).click()
    stage.rest()
    yield "-start", stage.look()
    page.show_list()
    for record in teaching.trainings.all:
        teaching.trainings.remove(record.id)
    stage.until(lambda: not teaching.trainings.all)
    window.pages.show_page("create")


def training(stage: Stage) -> Iterator[Picture]:
    """The list with one in each state, the course of one, and its end."""
    stage.pictures(5)
    window = stage.window
    teaching, page = window.teaching, window.teaching.page
    _records(stage)
    window.pages.show_page("teach")
    teaching.trainings.load()
    teaching.verbs.news.offer_unfinished()
    stage.rest()
    yield "-unfinished", stage.look()
    page.messages.close_message()
    stage.rest()
    yield "-list", stage.look()
    teaching.verbs.open("00000000")
    stage.rest(1.0)
    yield "-finished", stage.look()
    page.run.chart.setFocus()
    page.run.chart.chosen.emit(600)
    stage.rest()
    yield "-another", stage.look()
    teaching.verbs.open("00000001")
    stage.rest(1.0)
    yield "-paused", stage.look()
    page.run.fold.click()
    stage.rest()
    yield "-loss", stage.look()
    course = Course(activity="drawing", prepared=(30, 100), seconds_left=700.0)
    running = replace(teaching.trainings.get("00000001"), status="running", step=0, steps=0)
    page.run.show_training(running, course, makes_room=False, learning_bytes=0)
    stage.rest()
    yield "-preparing", stage.look()
    losses = [(step, 0.15 + 1 / (step + 5)) for step in range(0, 600, 5)]
    course = Course({100: Judgement(100, 0.2)}, losses=losses, encoders="none", activity="teaching")
    running = replace(running, step=620, steps=1200)
    page.run.show_training(running, course, makes_room=False, learning_bytes=0)
    stage.rest()
    yield "-unjudged", stage.look()
    page.show_list()
    page.list.rows["00000003"].trash.click()
    stage.rest()
    yield "-trash", stage.look()
    page.messages.close_message()
    window.pages.show_page("create")
