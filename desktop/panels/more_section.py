"""More settings, folded: sampler, schedule, rescale, clip skip, VAE, brackets. Says how many are not the usual."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from core.contract.request import CLIP_SKIP_MAX
from core.files.plain_text import plain
from desktop import theme
from desktop.panels import sampler_names
from desktop.state.generation_state import GenerationState
from desktop.state.models_state import ModelsState
from desktop.state.observable import bind, bind_value
from desktop.widgets.labels import NameLabel
from desktop.widgets.number_field import NumberField, NumberKind
from desktop.widgets.picker import Picker
from desktop.widgets.segmented import Segmented
from desktop.widgets.tips import rich, set_tip

SMALL_FIELD = 64  # px
VAE = "VAE"  # the community's name, the same in every language


class MoreSection(QWidget):
    """Signals: `folded(bool)` when a person opens (False) or closes it."""

    folded = Signal(bool)

    def __init__(
        self, state: GenerationState, models: ModelsState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._models = state, models
        self.button = QPushButton()
        self.button.setProperty("fold", True)
        self.button.setIconSize(QSize(16, 16))
        self.button.setFixedHeight(28)
        self.inside = QWidget()
        self.sampler, self.schedule, self.vae = Picker(), Picker(), Picker()
        self.rescale = NumberField(
            NumberKind(0, 1, step=0.05, factor=100, unit=" %", optional=True)
        )
        self.clip_skip = NumberField(NumberKind(1, CLIP_SKIP_MAX, usual=1))
        self.brackets = Segmented(
            (("read", self.tr("Have meaning")), ("plain", self.tr("Are text")))
        )
        self._build()
        self.button.clicked.connect(self._toggle)
        bind_value(state, "sampler", self.sampler)
        bind_value(state, "schedule", self.schedule)
        bind_value(state, "rescale", self.rescale)
        bind_value(state, "clip_skip", self.clip_skip)
        bind_value(state, "vae", self.vae)
        bind(state, "plain_prompt", self._show_brackets)
        self.brackets.value_changed.connect(self._choose_brackets)
        bind(models, "vaes", self._fill_vaes)
        state.vae_changed.connect(self._fill_vaes)
        for name in ("sampler", "schedule", "rescale", "clip_skip", "vae", "plain_prompt"):
            bind(state, name, self._count)
        bind(state, "model", self._fill)
        bind(state, "model", self._allow_schedule)
        bind(state, "sampler", self._allow_schedule)
        self._chosen: bool | None = None  # open or folded by a person
        self._roomy = False
        self._fold()

    def is_open(self) -> bool:
        return not self.inside.isHidden()

    def chosen(self) -> bool | None:
        """Whether a person opened or folded it; None: nobody did yet."""
        return self._chosen

    def choose(self, opened: bool | None) -> None:
        """Open or fold it as a person left it; None: open where there is much room."""
        self._chosen = opened
        self._fold()

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is much room, so that it stands open until a person folds it."""
        self._roomy = roomy
        self._fold()

    def _fold(self) -> None:
        opened = self._roomy if self._chosen is None else self._chosen
        self.inside.setVisible(opened)
        theme.set_icon(self.button, "chevron-down" if opened else "chevron-right", size=16)

    def _build(self) -> None:
        self.sampler.set_hint(self.tr("The rule by which a step is taken."))
        for field in (self.rescale, self.clip_skip):
            field.setFixedWidth(SMALL_FIELD)
        set_tip(
            self.rescale,
            self.tr(
                "How much of the contrast that guidance adds is taken back. Models that learned "
                "v-prediction want about 70 %; an empty field is the model’s own."
            ),
        )
        set_tip(
            self.clip_skip,
            self.tr(
                "From which layer of the text reader the words are taken. 1: as the model was "
                "taught; some models of other people want 2."
            ),
        )
        grid = QGridLayout(self.inside)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        self.vae.set_hint(
            self.tr(
                "What turns the finished numbers into a picture; another one changes its colours."
            )
        )
        set_tip(
            self.brackets,
            self.tr(
                "Have meaning: (word:1.2), [a:b:0.5], {a|b}, AND, <lora:…> and the like steer the picture. "
                "Are text: they are characters like others, in both prompts."
            ),
        )
        names: tuple[tuple[str, Picker | NumberField | Segmented], ...] = (
            (self.tr("S&ampler"), self.sampler),
            (self.tr("S&chedule"), self.schedule),
            (self.tr("Resca&le"), self.rescale),
            (self.tr("Clip s&kip"), self.clip_skip),
            (VAE, self.vae),
            (self.tr("Brackets"), self.brackets),
        )
        for row, (name, widget) in enumerate(names):
            widget.setAccessibleName(name.replace("&", ""))
            grid.addWidget(NameLabel(name, widget), row, 0)
            wide = isinstance(widget, Picker)
            side = Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(widget, row, 1, side)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.inside)

    @Slot()
    def _show_brackets(self, *_ignored: object) -> None:
        self.brackets.set_value("plain" if self._state.plain_prompt else "read")

    @Slot(object)
    def _choose_brackets(self, key: str) -> None:
        self._state.plain_prompt = key == "plain"

    @Slot()
    def _allow_schedule(self, *_ignored: object) -> None:
        counts = self._state.schedule_counts()
        self.schedule.setEnabled(counts)
        self.schedule.set_hint(
            self.tr("How the steps are spread from much noise to none.")
            if counts
            else self.tr("This sampler has steps of its own; no other schedule fits it.")
        )

    @Slot()
    def _fill(self, *_ignored: object) -> None:
        model = self._state.model
        own = self.tr("The model’s")
        for picker, groups, mine in (
            (self.sampler, sampler_names.samplers(), model.preset.sampler if model else ""),
            (self.schedule, sampler_names.schedules(), model.preset.schedule if model else ""),
        ):
            picker.clear()
            texts = dict(entry for group in groups for entry in group)
            name = sampler_names.short(texts.get(mine, ""))
            picker.addItem(self.tr("{0}: {1}").format(own, name) if name else own, None)
            for group in groups:
                picker.insertSeparator(picker.count())
                for key, text in group:
                    picker.addItem(text, key)
        self.rescale.set_own(model.preset.rescale if model else 0)
        self.sampler.set_value(self._state.sampler)
        self.schedule.set_value(self._state.schedule)

    @Slot()
    def _fill_vaes(self, *_ignored: object) -> None:
        """The model's own, the library's, and one from elsewhere that is in use."""
        names = {entry.path: entry.title for entry in self._models.vaes}
        chosen = self._state.vae
        if chosen is not None:
            names.setdefault(chosen, Path(chosen).name)
        self.vae.clear()
        self.vae.addItem(self.tr("The model’s"), None)
        for path, name in names.items():
            self.vae.addItem(plain(name), path)
            self.vae.setItemData(self.vae.count() - 1, rich(path), Qt.ItemDataRole.ToolTipRole)
        self.vae.set_value(chosen)

    @Slot()
    def _count(self, *_ignored: object) -> None:
        changed = self._state.hidden_changed()
        text = self.tr("More settings")
        if changed:
            text = self.tr("{0} · {1} changed").format(text, changed)
        self.button.setText(text)
        set_tip(
            self.button, self.tr("Sampler, schedule, rescale, clip skip, autoencoder and brackets")
        )

    @Slot()
    def _toggle(self) -> None:
        self.choose(not self.is_open())
        self.folded.emit(not self.is_open())
