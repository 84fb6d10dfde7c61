"""Step 3, How: the methods with what they cost here, how thorough, and all settings folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QWidget

from core.contract.draft import Draft, Method, Thorough
from core.contract.errors import InvalidValue
from desktop.numbers import number
from desktop.phrases import methods as method_phrases
from desktop.phrases import photos as photo_phrases
from desktop.phrases.common import duration
from desktop.state.draft_config import method_of, parse, steps_of
from desktop.state.method_offers import Offer, methods_for
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.marks import CheckMark
from desktop.widgets.segmented import Segmented
from desktop.widgets.tips import set_tip
from desktop.wizards.method_row import MethodRow, share_columns
from desktop.wizards.settings_fold import SettingsFold
from desktop.wizards.step import GROUP, WizardStep, scrolled


class HowStep(WizardStep):
    """Signals besides `edited`: `measure_asked()` try the methods once more.

    Attributes: a row for each method, `fold` with all settings.
    """

    measure_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[Method, MethodRow] = {m: MethodRow(m) for m in get_args(Method)}
        self._group = QButtonGroup(self)
        self._offers: Mapping[Method, Offer] = {}
        self.thorough = Segmented(
            [(t, method_phrases.thorough_text(t)) for t in get_args(Thorough)]
        )
        self.steps = Caption()
        self.stop_early = CheckMark(self.tr("Stop by itself at the best point"))
        self.keep_class = CheckMark()
        self.measured = Caption()
        self.again = QPushButton(self.tr("Measure again"))
        self.fold = SettingsFold()
        self._build()

    def begin(self) -> None:
        super().begin()
        self.fold.begin()

    def entry(self) -> QWidget:
        return self.rows[method_of(self.draft)].button

    def show_offers(self, offers: Mapping[Method, Offer], measured: str) -> None:
        """What is known of each; `measured`: when and how."""
        self._offers = offers
        for method, row in self.rows.items():
            row.show_offer(offers.get(method, Offer(method)))
        self.measured.setText(measured)
        self.keep_class.setText(self._keep_text(self.draft))
        is_measuring = any(offer.is_measuring for offer in offers.values())
        self.again.setEnabled(bool(offers) and not is_measuring)
        self._choose_fitting()

    def show_draft(self, draft: Draft) -> None:
        super().show_draft(draft)
        seen = methods_for(draft)
        for method, row in self.rows.items():
            row.setVisible(method in seen)
            row.button.setChecked(method == method_of(draft))
        self.thorough.set_value(draft.thorough)
        self.steps.setText(self._steps_text(draft))
        for box, on in ((self.stop_early, draft.stop_early), (self.keep_class, draft.keep_class)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self.keep_class.setVisible(draft.kind != "style" and method_of(draft) != "embedding")
        self.keep_class.setText(self._keep_text(draft))
        self.fold.show_draft(draft)

    def problem(self) -> str:
        """Why one cannot go on, "" where one can."""
        offer = self._offers.get(method_of(self.draft))
        if offer is not None and not offer.is_old and not offer.fits:
            return method_phrases.not_fitting_text(offer)
        return self.fold.problem()

    def _choose_fitting(self) -> None:
        """Where the chosen method does not fit, the best of those that do; only while somebody sees it happen."""
        chosen = method_of(self.draft)
        known = {m: o for m, o in self._offers.items() if not o.is_old}
        if not self.isVisible() or chosen not in known or known[chosen].fits:
            return
        fitting = [m for m in methods_for(self.draft) if m in known and known[m].fits]
        if fitting:
            self.change(method=fitting[0])

    def _keep_text(self, draft: Draft) -> str:
        """With what it costs, where that was measured."""
        text = self.tr("Keep its idea of any other “{0}”").format(draft.noun.strip() or "…")
        offer = self._offers.get(method_of(draft))
        if offer is None or offer.keeping < 1 or not draft.keep_class:
            return text
        return f"{text}, +{duration(offer.keeping)}"

    def _steps_text(self, draft: Draft) -> str:
        own = _own_steps(draft)
        if own == 1:
            return self.tr("one step, as set below")
        if own:
            return self.tr("{0} steps, as set below").format(number(own))
        usual = replace(draft, settings=())
        photos = photo_phrases.photos_text(len(draft.used))
        return self.tr("{0} steps for {1}").format(number(steps_of(usual)), photos)

    def _build(self) -> None:
        column = scrolled(self)
        column.addLayout(self._heads())
        for row in self.rows.values():
            self._group.addButton(row.button)
            row.chosen.connect(lambda method: self.change(method=method))
            row.fit_asked.connect(partial(self._fit, row.method))
            column.addWidget(row)
        foot = QHBoxLayout()
        foot.addWidget(self.measured, 1)
        self.again.setFixedHeight(28)
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.measure_asked)
        set_tip(
            self.again, self.tr("Two real steps of each method that fits; nothing is kept of them.")
        )
        foot.addWidget(self.again)
        column.addLayout(foot)
        column.addSpacing(GROUP - 8)
        row_of_thorough = QHBoxLayout()
        row_of_thorough.setSpacing(12)
        row_of_thorough.addWidget(NameLabel(self.tr("How thorough"), self.thorough))
        row_of_thorough.addWidget(self.thorough)
        row_of_thorough.addStretch(1)
        column.addLayout(row_of_thorough)
        column.addWidget(self.steps)
        column.addSpacing(4)
        column.addWidget(self.stop_early)
        column.addWidget(self.keep_class)
        column.addSpacing(GROUP - 8)
        column.addWidget(self.fold)
        column.addStretch(1)
        set_tip(
            self.stop_early,
            self.tr("Likeness is weighed against following your words; the best step is taken."),
        )
        set_tip(
            self.keep_class,
            self.tr("Without it, everything of this kind would soon look like yours."),
        )
        self.thorough.value_changed.connect(lambda key: self.change(thorough=key))
        self.stop_early.toggled.connect(lambda on: self.change(stop_early=on))
        self.keep_class.toggled.connect(lambda on: self.change(keep_class=on))
        self.fold.changed.connect(lambda settings: self.change(settings=settings))

    def _heads(self) -> QGridLayout:
        """What stands in the columns of the table."""
        grid = QGridLayout()
        share_columns(grid)
        for place, name in enumerate((self.tr("Method"), self.tr("Memory"), self.tr("Time"))):
            grid.addWidget(Caption(name), 0, place)
        return grid

    def _fit(self, method: Method, settings: tuple[tuple[str, str], ...]) -> None:
        """Who makes it fit wants it."""
        if method != method_of(self.draft):
            self.change(method=method)
        names = {name for name, _value in settings}
        kept = tuple(pair for pair in self.draft.settings if pair[0] not in names)
        self.change(settings=kept + settings)


def _own_steps(draft: Draft) -> int:
    """As somebody set them; 0 where nobody did, or it is no number of steps."""
    try:
        return max(0, int(parse(draft, "steps", draft.changed.get("steps", ""))))
    except InvalidValue:
        return 0
