"""What the wizard says of the ways to teach: their names, what each needs and takes here. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from core.contract.draft import Method, Thorough
from desktop.phrases import common as phrases
from desktop.state.method_offers import Offer

translate = QCoreApplication.translate


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
