"""What a repository has, before anything of it comes."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QDesktopServices

from desktop.dialogs.download_offer import OfferCard


@pytest.fixture
def card(qtbot):
    made = OfferCard()
    qtbot.addWidget(made)
    return made


def choose(card, row):
    card.variants.setCurrentIndex(row)
    card.variants.activated.emit(row)


def test_the_best_variant_is_chosen_and_its_size_on_the_button(card, offer, qtbot):
    card.show_offer(offer, 10**12)
    assert card.download.text() == "Download 2.0 GB"
    assert card.files.toPlainText() == "2.0 GB\tfp16.bin"
    with qtbot.waitSignal(card.download_asked) as caught:
        card.download.click()
    assert caught.args == [offer.variants[0]]


def test_another_variant(card, offer):
    card.show_offer(offer, 10**12)
    choose(card, 1)
    assert card.variant() == offer.variants[1]
    assert card.download.text() == "Download 4.0 GB"


def test_an_old_format_is_said(card, offer):
    card.show_offer(offer, 10**12)
    choose(card, 3)
    assert "locked room" in card._remark.text()
    assert card.download.isEnabled()


@pytest.mark.parametrize(
    ("change", "free", "why"),
    [
        ({"foreign": "FLUX"}, 10**12, "It is FLUX"),
        ({"variants": ()}, 10**12, "no model in it"),
        ({}, 10**9, "no room: 2.0 GB are needed"),
    ],
)
def test_what_cannot_be_fetched_says_why(card, offer, change, free, why):
    card.show_offer(replace(offer, **change), free)
    assert not card.download.isEnabled()
    assert why in card.download.toolTip()
    assert why in card._remark.text()


def test_an_unknown_room_hinders_nobody(card, offer):
    card.show_offer(offer, -1)
    assert card.download.isEnabled()


def test_a_gated_one_says_so_and_its_page_opens(card, offer, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    card.show_offer(replace(offer, is_gated=True), 10**12)
    assert "licence must be accepted" in card._remark.text()
    card.page.click()
    assert opened == [offer.page]


def test_text_of_strangers_is_plain(card, offer):
    card.show_offer(replace(offer, licence="<b>mit", repo="<i>o/n"), 10**12)
    assert card._licence.text() == "<b>mit"
    assert card._name.text() == "<i>o/n"
