"""What the wizard says of photos: what is wrong with one, how all of them stand, what they look like. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.files.photos.report import Finding, FindingCode, SetReport
from desktop.numbers import decimal
from desktop.state.noun_check import NounSeen
from desktop.wording.parts import place

translate = QCoreApplication.translate


def badge_text(finding: Finding) -> str:
    """One or two words for a tile."""
    texts: dict[FindingCode, str] = {
        "unreadable": translate("teach", "Unreadable"),
        "small_subject": translate("teach", "Small in it"),
        "cut_off": translate("teach", "Cut off"),
        "no_face": translate("teach", "No face"),
        "other_face": translate("teach", "Another face"),
        "twin": translate("teach", "Twin of {0}"),
        "too_small": translate("teach", "Too small"),
        "too_bright": translate("teach", "Too bright"),
        "too_dark": translate("teach", "Too dark"),
        "blurred": translate("teach", "Blurred"),
        "on_its_side": translate("teach", "Upside down?")
        if _is_on_its_head(finding)
        else translate("teach", "On its side?"),
    }
    return texts[finding.code].format(_other(finding))


def finding_text(finding: Finding) -> str:
    """A sentence: what is wrong and what that means."""
    data: dict[str, Any] = dict(finding.data)
    match finding.code:
        case "small_subject":
            text = translate("teach", "What it shows is small: {0} % of it. A closer crop helps.")
            return text.format(round(100 * float(data.get("share", 0))))
        case "cut_off":
            text = translate("teach", "The crop leaves out {0} % of what it shows.")
            return text.format(round(100 * float(data.get("lost", 0))))
        case "no_face" if data.get("outside"):
            return translate("teach", "The face is not in the crop.")
        case "other_face" if data.get("count", 1) > 1:
            text = translate(
                "teach", "{0} other faces are in the crop: they would be learned, too."
            )
            return text.format(data["count"])
        case "twin":
            text = translate("teach", "Nearly the same as photo {0}. One of them is enough.")
            return text.format(_other(finding))
        case "too_small":
            text = translate("teach", "Only {0} of {1} px. It will be enlarged.")
            return text.format(data.get("side", "?"), data.get("aim", "?"))
        case "on_its_side" if _is_on_its_head(finding):
            return translate("teach", "The face seems to be upside down. Turn it?")
        case "on_its_side" if data.get("face"):
            return translate("teach", "The face seems to lie on its side. Turn it?")
        case code:
            return _plain_text(code)


def _plain_text(code: FindingCode) -> str:
    """Where there is nothing to be counted."""
    texts: dict[FindingCode, str] = {
        "unreadable": translate("teach", "It cannot be read, so it does not count."),
        "no_face": translate(
            "teach", "No face was found: draw the crop around head and shoulders."
        ),
        "other_face": translate("teach", "Another face is in the crop: it would be learned, too."),
        "too_bright": translate("teach", "Parts of it are blown out to white."),
        "too_dark": translate("teach", "Parts of it have drowned in black."),
        "blurred": translate("teach", "Blurred: it would learn the blur, too."),
        "on_its_side": translate(
            "teach", "Beside the others it seems to lie on its side. Turn it?"
        ),
    }
    return texts[code]


def _is_on_its_head(finding: Finding) -> bool:
    return finding.data.get("quarters") == 2


def _other(finding: Finding) -> int:
    """The number on the tile of a twin's other photo."""
    return int(finding.data.get("of", 0)) + 1


def faces_text(others: int) -> str:
    """Of a photo with several people, whose crop was only proposed."""
    text = translate(
        "teach", "{0} faces are in the photo: the largest is learned. Drag the crop to another."
    )
    return text.format(others + 1)


def left_out_text() -> str:
    return translate("teach", "Left out")


def wordless_badge() -> str:
    return translate("teach", "No words")


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
    if about.state == "blocked" and about.usable == 1:
        return translate("teach", "Three usable photos are needed; here is one.")
    if about.state == "blocked":
        text = translate("teach", "Three usable photos are needed; here are {0}.")
        return text.format(about.usable)
    if about.state == "ready":
        return translate("teach", "Ready. {0} photos.").format(about.usable)
    parts = [translate("teach", "Ready. {0} photos").format(about.usable)]
    if about.flagged == 1:
        parts.append(translate("teach", "one needs a look"))
    elif about.flagged:
        parts.append(translate("teach", "{0} need a look").format(about.flagged))
    text = ", ".join(parts) + "."
    if about.same_background:
        more = translate("teach", "Most have the same background: it would be learned, too.")
        text = f"{text} {more}"
    return text


def none_found(paths: Sequence[str]) -> str:
    """No photo lies where photos were to come from."""
    if len(paths) == 1:
        text = translate(
            "teach",
            "There is no photo in “{0}”. PNG, JPEG, WebP, TIFF, BMP and HEIC can be learned from.",
        )
        return text.format(place(paths[0]))
    return translate(
        "teach",
        "There are no photos among them. PNG, JPEG, WebP, TIFF, BMP and HEIC can be learned from.",
    )


def wordless_text(count: int) -> str:
    """A style is learned from words and pictures."""
    if count == 1:
        return translate("teach", "One picture has no words yet: say what is to be seen in it.")
    text = translate("teach", "{0} pictures have no words yet: say what is to be seen in each.")
    return text.format(count)


def photos_foot() -> str:
    return translate("teach", "Photos stay where they are and are never changed.")


def noun_text(seen: NounSeen | None) -> str:
    """What the photos look like, "" where nobody is sure."""
    if seen is not None and seen.is_another:
        text = translate(
            "teach",
            "This looks more like “{0}” ({1}). The noun matters most of all fields.",
        )
        return text.format(seen.best, decimal(seen.best_share, 2))
    if seen is not None and seen.fits:
        text = translate("teach", "The photos look like it: {0} ({1}).")
        return text.format(seen.noun, decimal(seen.share, 2))
    return ""


def photos_text(count: int) -> str:
    one, more = translate("teach", "one photo"), translate("teach", "{0} photos")
    return one if count == 1 else more.format(count)
