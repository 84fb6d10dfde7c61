"""What the Teach page and its wizard say: kinds, methods, checks of photos, states of trainings. No widgets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from core.contract.draft import Draft, Kind, Method, Teaching, Thorough
from core.files.photos.report import Finding, FindingCode, SetReport
from desktop.phrases import common as phrases
from desktop.state.draft_config import method_of
from desktop.state.method_offers import Offer
from desktop.state.noun_check import NounSeen
from desktop.wording.parts import size_text

translate = QCoreApplication.translate

FIRST_NOUN: dict[Kind, str] = {
    "pet": "dog",
    "person": "person",
    "object": "teddy bear",
    "style": "",
}


def kind_text(kind: Kind) -> str:
    texts: dict[Kind, str] = {
        "pet": translate("teach", "Pet"),
        "person": translate("teach", "Person"),
        "object": translate("teach", "Object"),
        "style": translate("teach", "Style"),
    }
    return texts[kind]


def kind_hint(kind: Kind) -> str:
    texts: dict[Kind, str] = {
        "pet": translate("teach", "An animal you know. Photos may be mirrored."),
        "person": translate("teach", "Somebody who agreed. Faces are never mirrored."),
        "object": translate("teach", "A thing, a product. Lettering is never mirrored."),
        "style": translate("teach", "A way of drawing, from pictures with words beside them."),
    }
    return texts[kind]


def method_text(method: Method) -> str:
    texts: dict[Method, str] = {
        "lora": translate("teach", "LoRA"),
        "embedding": translate("teach", "Textual inversion"),
        "full": translate("teach", "Full DreamBooth"),
        "finetune": translate("teach", "Fine-tune"),
    }
    return texts[method]


def method_hint(method: Method) -> str:
    texts: dict[Method, str] = {
        "lora": translate("teach", "Nearly everything. A small file beside the model."),
        "embedding": translate("teach", "Only a new word, a few kB. Less likeness."),
        "full": translate("teach", "Most likeness. A whole model of its own."),
        "finetune": translate("teach", "Many pictures with words: a style, or many things."),
    }
    return texts[method]


def thorough_text(thorough: Thorough) -> str:
    texts: dict[Thorough, str] = {
        "quick": translate("teach", "Quick"),
        "normal": translate("teach", "Normal"),
        "thorough": translate("teach", "Thorough"),
    }
    return texts[thorough]


def title_text(draft: Draft) -> str:
    """What a training is called in the list."""
    return draft.title or translate("teach", "Style")


def will_write(draft: Draft) -> str:
    """An example of a prompt after the training."""
    if draft.kind == "style":
        text = translate("teach", "You will write:  a house, {0} style")
        return text.format(draft.word)
    if method_of(draft) == "embedding":
        return translate("teach", "You will write:  a photo of {0} in the snow").format(draft.word)
    return translate("teach", "You will write:  a photo of {0} in the snow").format(draft.title)


# --- photos ---------------------------------------------------------------------------------------


def badge_text(finding: Finding) -> str:
    """One or two words for a tile."""
    texts: dict[FindingCode, str] = {
        "unreadable": translate("teach", "Unreadable"),
        "small_subject": translate("teach", "Small in it"),
        "cut_off": translate("teach", "Cut off"),
        "twin": translate("teach", "Twin"),
        "too_small": translate("teach", "Too small"),
        "too_bright": translate("teach", "Too bright"),
        "too_dark": translate("teach", "Too dark"),
        "blurred": translate("teach", "Blurred"),
    }
    return texts[finding.code]


def finding_text(finding: Finding) -> str:
    """A sentence: what is wrong and what that means."""
    data: dict[str, Any] = dict(finding.data)
    match finding.code:
        case "unreadable":
            return translate("teach", "It cannot be read, so it does not count.")
        case "small_subject":
            text = translate("teach", "What it shows is small: {0} % of it. A closer crop helps.")
            return text.format(round(100 * float(data.get("share", 0))))
        case "cut_off":
            text = translate("teach", "The crop leaves out {0} % of what it shows.")
            return text.format(round(100 * float(data.get("lost", 0))))
        case "twin":
            text = translate("teach", "Nearly the same as photo {0}. One of them is enough.")
            return text.format(int(data.get("of", 0)) + 1)
        case "too_small":
            text = translate("teach", "Only {0} of {1} px. It will be enlarged.")
            return text.format(data.get("side", "?"), data.get("aim", "?"))
        case "too_bright":
            return translate("teach", "Parts of it are blown out to white.")
        case "too_dark":
            return translate("teach", "Parts of it have drowned in black.")
        case _:
            return translate("teach", "Blurred: it would learn the blur, too.")


def checking_text(done: int, total: int) -> str:
    return translate("teach", "checked {0} of {1}").format(done, total)


def set_text(about: SetReport, count: int) -> str:
    """The line over the tiles."""
    if count == 0:
        return translate("teach", "No photos yet. Three are needed, five to twenty are good.")
    if about.all_alike:
        return translate("teach", "All photos are the same picture. Different ones are needed.")
    if about.state == "blocked" and about.unreadable:
        text = translate("teach", "Three usable photos are needed; usable are {0}, unreadable {1}.")
        return text.format(about.usable, about.unreadable)
    if about.state == "blocked":
        text = translate("teach", "Three usable photos are needed; here are {0}.")
        return text.format(about.usable)
    if about.state == "ready":
        return translate("teach", "Ready. {0} photos.").format(about.usable)
    parts = [translate("teach", "Ready. {0} photos").format(about.usable)]
    if about.flagged:
        parts.append(translate("teach", "{0} need a look").format(about.flagged))
    text = ", ".join(parts) + "."
    if about.same_background:
        more = translate("teach", "All have the same background: it would be learned, too.")
        text = f"{text} {more}"
    return text


def wordless_badge() -> str:
    return translate("teach", "No words")


def wordless_text(count: int) -> str:
    """A style is learned from words and pictures."""
    if count == 1:
        return translate("teach", "One picture has no words yet: say what is to be seen in it.")
    text = translate("teach", "{0} pictures have no words yet: say what is to be seen in each.")
    return text.format(count)


def photos_foot() -> str:
    return translate("teach", "Photos stay where they are and are never changed.")


# --- trainings ------------------------------------------------------------------------------------


def status_text(teaching: Teaching, *, makes_room: bool = False) -> str:
    """The second line of a row."""
    step = number(teaching.step)
    match teaching.status:
        case "draft":
            count = len(teaching.draft.used)
            return translate("teach", "Draft · {0} photos").format(count)
        case "waiting":
            if makes_room:
                return translate("teach", "Paused while you paint · step {0}").format(step)
            return translate("teach", "Waits for its turn")
        case "running":
            if teaching.steps:
                text = translate("teach", "Step {0} of {1}")
                return text.format(step, number(teaching.steps))
            return translate("teach", "Starting")
        case "paused":
            return translate("teach", "Paused at step {0}: the device is free").format(step)
        case "interrupted":
            return translate("teach", "Stopped at step {0}. Nothing is lost").format(step)
        case "failed":
            return translate("teach", "Could not go on at step {0}").format(step)
        case _:
            return finished_text(teaching)


def finished_text(teaching: Teaching) -> str:
    took = phrases.duration(teaching.seconds) if teaching.seconds >= 1 else ""
    text = translate("teach", "Finished at step {0}").format(number(teaching.step))
    return " · ".join(filter(None, (text, took)))


def noun_text(seen: NounSeen | None) -> str:
    """What the photos look like, "" where nobody is sure."""
    if seen is not None and seen.is_another:
        text = translate(
            "teach",
            "This looks more like “{0}” ({1}). The noun matters most of all fields.",
        )
        return text.format(seen.best, f"{seen.best_share:.2f}")
    if seen is not None and seen.fits:
        text = translate("teach", "The photos look like it: {0} ({1}).")
        return text.format(seen.noun, f"{seen.share:.2f}")
    return ""


def so_far_text(draft: Draft) -> str:
    """What a training has learned that is not finished."""
    return translate("teach", "{0} so far").format(title_text(draft))


def unfinished_text(teaching: Teaching) -> str:
    """At the start, after a crash or a closed window."""
    text = translate("teach", "Teaching of “{0}” stopped at step {1}. Nothing is lost.")
    return text.format(title_text(teaching.draft), number(teaching.step))


def photos_text(count: int) -> str:
    one, more = translate("teach", "one photo"), translate("teach", "{0} photos")
    return one if count == 1 else more.format(count)


def data_button_text(bytes_: int) -> str:
    return translate("teach", "Delete learning data, {0}").format(size_text(bytes_))


def number(value: int) -> str:
    """With the language's grouping: 1,040."""
    return QLocale().toString(value)


def short_place(path: str) -> str:
    """A path with ~ for the home folder."""
    home = str(Path.home())
    return "~" + path[len(home) :] if path.startswith(home) else path


def left_out_text() -> str:
    return translate("teach", "Left out")


# --- methods --------------------------------------------------------------------------------------


def offer_memory(offer: Offer) -> str:
    """5.6 of 8 GB."""
    if offer.needed < 0:
        return translate("teach", "memory: not known yet")
    if offer.free < 0:
        return phrases.gigabytes(offer.needed)
    needed = QLocale().toString(offer.needed / 1e9, "f", 1)
    return translate("teach", "{0} of {1}").format(needed, phrases.gigabytes(offer.free))


def offer_time(offer: Offer) -> str:
    """14 min, or a range until it is measured."""
    if not offer.fits:
        return "–"
    if offer.most < 0:
        return (
            translate("teach", "measuring…")
            if offer.is_measuring
            else translate("teach", "time: not known yet")
        )
    low, high = phrases.duration(max(offer.least, 1.0)), phrases.duration(offer.most)
    about = translate("teach", "about {0}").format(high) if offer.measured else high
    span = about if low == high else translate("teach", "{0} to {1}").format(low, high)
    return translate("teach", "{0}, measuring…").format(span) if offer.is_measuring else span


def measured_text(when: float, *, is_measuring: bool) -> str:
    """Under the table: how the figures came about. `when`: the newest trial, seconds since 1970."""
    if is_measuring:
        return translate("teach", "measuring here with 2 trial steps; drawing goes first")
    if not when:
        return translate("teach", "by a formula; measured here when the computer is free")
    moment = QDateTime.fromSecsSinceEpoch(int(when))
    is_today = moment.date() == QDate.currentDate()
    shown = moment.time() if is_today else moment.date()
    text = QLocale().toString(shown, QLocale.FormatType.ShortFormat)
    return translate("teach", "measured here with 2 trial steps, {0}").format(text)


def not_fitting_text(offer: Offer) -> str:
    """Why a method is grey."""
    if offer.refused:
        return translate("teach", "This model cannot be taught so.")
    text = translate("teach", "Does not fit: it needs {0}, free are {1}.")
    return text.format(phrases.gigabytes(offer.needed), phrases.gigabytes(offer.free))


def fit_text(settings: tuple[tuple[str, str], ...]) -> str:
    """The button that makes it fit."""
    for name, value in settings:
        if name == "resolution":
            return translate("teach", "Use {0} px").format(value)
    return translate("teach", "Save memory, slower")


def changed_text(count: int) -> str:
    """On the fold of all settings."""
    if count == 0:
        return translate("teach", "All settings · none changed")
    return translate("teach", "All settings · {0} changed").format(count)


def activity_text(activity: str) -> str:
    """What a running training does."""
    texts = {
        "preparing": translate("teach", "preparing"),
        "teaching": translate("teach", "teaching"),
        "judging": translate("teach", "judging"),
    }
    return texts.get(activity, "")


def verb_text(verb: str) -> str:
    """The button of a row."""
    texts = {
        "open": translate("teach", "Go on with it"),
        "pause": translate("teach", "Pause"),
        "go_on": translate("teach", "Go on"),
        "use": translate("teach", "Use it"),
    }
    return texts[verb]
