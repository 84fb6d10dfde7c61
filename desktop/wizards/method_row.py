"""One method of the table: a radio button, memory, time, what it is good for. What does not fit is grey and says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from core.contract.draft import Method
from desktop.phrases import methods as method_phrases
from desktop.state.method_offers import Offer
from desktop.widgets.labels import Caption
from desktop.widgets.marks import RadioMark
from desktop.widgets.tips import set_tip

MEMORY, TIME = 96, 96  # px, least


def share_columns(grid: QGridLayout) -> None:
    """Method, memory and time, as wide in all rows of the table."""
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(12)
    grid.setColumnMinimumWidth(1, MEMORY)
    grid.setColumnMinimumWidth(2, TIME)
    for column, share in enumerate((3, 1, 1)):
        grid.setColumnStretch(column, share)


def one_reading(offers: Mapping[Method, Offer]) -> dict[Method, Offer]:
    """All with the largest reading of the free memory, which is taken anew for each and wavers a little.

    What does not fit keeps its own where it would seem to fit by that.
    """
    free = max((offer.free for offer in offers.values()), default=-1)

    def read(offer: Offer) -> Offer:
        would_seem_to_fit = offer.is_too_large and offer.needed <= free
        return offer if offer.free < 0 or would_seem_to_fit else replace(offer, free=free)

    return {method: read(offer) for method, offer in offers.items()}


class MethodRow(QWidget):
    """Signals: `chosen(Method)` · `fit_asked(tuple)` settings that would make it fit."""

    chosen = Signal(object)
    fit_asked = Signal(object)

    def __init__(self, method: Method, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.method = method
        self._offer = Offer(method)
        self.button = RadioMark(method_phrases.method_text(method))
        self.memory, self.time = Caption(wrap=True), Caption(wrap=True)
        self.good = Caption(wrap=True)
        self.fit = QPushButton()
        self.fit.setFixedHeight(28)
        self.fit.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.chosen.emit(method))
        self.fit.clicked.connect(lambda: self.fit_asked.emit(self._offer.fits_with))
        grid = QGridLayout(self)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.button, 0, 0)
        grid.addWidget(self.memory, 0, 1)
        grid.addWidget(self.time, 0, 2)
        grid.addWidget(self.good, 1, 0)
        grid.addWidget(self.fit, 1, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        share_columns(grid)
        self.good.setContentsMargins(24, 0, 0, 0)  # under the text of the button
        self.show_offer(self._offer)

    def show_offer(self, offer: Offer) -> None:
        self._offer = offer
        self.button.setEnabled(offer.fits)
        why_not = "" if offer.fits else method_phrases.not_fitting_text(offer)
        set_tip(self.button, why_not or method_phrases.method_hint(self.method))
        self.memory.setText(method_phrases.offer_memory(offer))
        self.time.setText(method_phrases.offer_time(offer))
        self.good.setText(why_not or method_phrases.method_hint(self.method))
        self.fit.setText(method_phrases.fit_text(offer.fits_with))
        self.fit.setVisible(not offer.fits and bool(offer.fits_with))
