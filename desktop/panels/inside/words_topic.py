"""Topic 3, which word painted what: maps of words over the picture, and of places their words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Slot
from PySide6.QtGui import QImage, qRgba
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.numbers import decimal
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.run_topic import RunTopic
from desktop.state.inside.film import Run
from desktop.state.inside.inside_states import InsideStates
from desktop.state.inside.words_state import WordMaps, WordsState
from desktop.state.observable import bind
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Caption, NameLabel, figures
from desktop.widgets.marks import CheckMark
from desktop.widgets.number_field import NumberField, NumberKind
from desktop.widgets.picker import Picker
from desktop.widgets.picture_tile import PictureTile
from desktop.widgets.word_chip import WordChip

LOCKED_MOST = 3
RANKED = 8  # words of a place that are listed
SIDE = 260  # px
DARKEST = 191  # of 255: a quarter of the light is left


class WordsTopic(RunTopic):
    """The picture with its maps, and all that chooses which maps."""

    def __init__(self, states: InsideStates, looks: Looks) -> None:
        super().__init__(
            states,
            looks,
            self.tr("Which word where"),
            self.tr(
                "While it draws, each place of the picture looks words up. Point at a word: where "
                "it was looked up stays bright. Point at the picture: the words of that place, "
                "ranked. Try the thing your picture shows. It tells where a word was looked up, "
                "not proof of a cause."
            ),
            self.tr("Lock the word that was looked up most"),
        )
        self.words = WordsState(states.lane(), self)
        self.picture = PictureTile(self.tr("The picture"), self.tr("Point at a place"))
        self.chips: list[WordChip] = []
        self.texts, self.stages = Picker(), Picker()
        self.first, self.last = (NumberField(NumberKind(1, 1)) for _ in range(2))
        self.every = CheckMark()
        self.ranking, self.missing = QLabel(), Caption(wrap=True)
        self._chips_room = QWidget()
        self._flow = FlowLayout(self._chips_room, 6, centred=False)
        self._pointed: int | None = None
        self._place: QPointF | None = None
        self._shown = ""
        self._arrange()
        self._listen()
        self.attend()

    def show_run(self, run: Run) -> None:
        self._show_picture()
        if run.name == self._shown:
            return
        self._shown = run.name
        self.texts.clear()
        for told in run.film.texts:
            if told.maps:
                name = self.tr("Prompt") if told.name == "prompt" else self.tr("Negative prompt")
                self.texts.addItem(f"{name} · {told.text}", told.number)
        self.stages.clear()
        self.stages.addItem(self.tr("layers on the way up"), ())
        self.stages.addItem(self.tr("all layers"), tuple(stage.name for stage in run.film.stages))
        for stage in run.film.stages:
            cells = self.tr("{0} × {1} cells").format(stage.width, stage.height)
            self.stages.addItem(f"{cells} · {stage.name}", (stage.name,))
        for field, value in ((self.first, 1), (self.last, run.steps)):
            field.kind = NumberKind(1, run.steps)
            field.set_value(value)
        self.missing.say("" if self.texts.count() else self.tr(
            "No word was written down: the prompt is empty, or the picture was recorded without maps."
        ))  # fmt: skip
        self.words.clear()
        self._ask()

    def show_step(self, run: Run, step: int) -> None:
        """Maps are over many steps; the step that is looked at elsewhere does not matter here."""

    def entry(self) -> QWidget:
        return self.chips[0] if self.chips else super().entry()

    # --- building ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        for widget, name in (
            (self.texts, self.tr("Text")),
            (self.stages, self.tr("Layers of the network")),
            (self.first, self.tr("First step")),
            (self.last, self.tr("Last step")),
        ):
            widget.setAccessibleName(name)
        figures(self.ranking)
        self.ranking.setWordWrap(True)
        side = QWidget()
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(6)
        steps = QHBoxLayout()
        steps.setSpacing(6)
        for field in (self.first, self.last):
            field.setFixedWidth(52)
        steps.addWidget(self.first)
        steps.addWidget(Caption(self.tr("to")))
        steps.addWidget(self.last)
        steps.addStretch(1)
        grid.addWidget(NameLabel(self.tr("Text"), self.texts), 0, 0)
        grid.addWidget(self.texts, 0, 1)
        grid.addWidget(NameLabel(self.tr("Layers"), self.stages), 1, 0)
        grid.addWidget(self.stages, 1, 1)
        grid.addWidget(NameLabel(self.tr("Steps"), self.first), 2, 0)
        grid.addLayout(steps, 2, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        ticking = QHBoxLayout()
        ticking.setSpacing(4)
        counting = QLabel(self.tr("Count start and end tokens, too"))
        counting.setWordWrap(True)
        counting.setBuddy(self.every)
        ticking.addWidget(self.every)
        ticking.addWidget(counting, 1)
        self.every.setAccessibleName(counting.text())
        column.addLayout(ticking)
        column.addWidget(self.ranking)
        column.addWidget(self.missing)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.picture, 1)
        row.addWidget(side)
        self.body.addWidget(self._chips_room)
        self.body.addLayout(row, 1)
        self.steps.hide()

    def _listen(self) -> None:
        for picker in (self.texts, self.stages):
            picker.value_changed.connect(self._ask)
        for field in (self.first, self.last):
            field.value_changed.connect(self._ask)
        self.every.toggled.connect(self._tell_shares)
        self.picture.hovered.connect(self._point_at_place)
        self.picture.menu_asked.connect(self._ask_save)
        self.looks.ready.connect(self._show_picture)
        self.words.failed.connect(self.failed)
        self.try_asked.connect(self._lock_strongest)
        self.seen.connect(self._ask)
        bind(self.words, "maps", self._show_maps)

    # --- asking -----------------------------------------------------------------------------------

    @Slot()
    def _ask(self, *_ignored: object) -> None:
        run = self.run()
        if run is None or not self.texts.count() or not self.isVisible():
            return
        stages = tuple(self.stages.currentData() or ())
        first, last = int(self.first.now()) - 1, int(self.last.now()) - 1
        self.words.show(run, int(self.texts.currentData()), first, last, stages)

    # --- showing ----------------------------------------------------------------------------------

    @Slot()
    def _show_picture(self) -> None:
        run = self.run()
        if run is not None:
            self.picture.show_image(self.looks.picture(run.picture))

    @Slot(object)
    def _show_maps(self, maps: WordMaps | None) -> None:
        locked = {chip.accessibleName() for chip in self.chips if chip.isChecked()}
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips, self._pointed = [], None
        for number, word in enumerate(maps.words if maps is not None else ()):
            chip = WordChip(word, self.tr("Point: its map. Click: keep it, three at most."))
            chip.setChecked(word in locked)
            chip.pointed.connect(lambda on, number=number: self._point_at_word(number, on))
            chip.clicked.connect(lambda _on, number=number: self._lock(number))
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._darken()
        self._tell_shares()

    @Slot()
    def _darken(self) -> None:
        """All but where the chosen words were looked up."""
        maps = self.words.maps
        words = self.chosen()
        self.picture.show_over(darkness(maps, words) if maps is not None and words else None)

    def chosen(self) -> tuple[int, ...]:
        """The words whose maps are seen: the one that is pointed at, else those that are locked."""
        if self._pointed is not None:
            return (self._pointed,)
        return tuple(number for number, chip in enumerate(self.chips) if chip.isChecked())

    def _point_at_word(self, number: int, on: bool) -> None:
        self._pointed = number if on else None
        self._darken()
        self._tell_shares()

    def _lock(self, number: int) -> None:
        locked = [chip for chip in self.chips if chip.isChecked()]
        if len(locked) > LOCKED_MOST:
            next(chip for chip in locked if chip is not self.chips[number]).setChecked(False)
        self._darken()

    @Slot()
    def _lock_strongest(self) -> None:
        maps = self.words.maps
        if maps is not None and maps.words:
            strongest = max(range(len(maps.words)), key=lambda number: maps.shares[number])
            for number, chip in enumerate(self.chips):
                chip.setChecked(number == strongest)
            self._darken()

    @Slot(object)
    def _point_at_place(self, place: QPointF | None) -> None:
        self._place = place
        self._tell_shares()

    @Slot()
    def _tell_shares(self, *_ignored: object) -> None:
        """Shares at the place that is pointed at, else of the whole picture."""
        maps = self.words.maps
        if maps is None:
            self.ranking.setText("")
            return
        every = self.every.isChecked()
        if self._place is not None:
            head = self.tr("At this place")
            rows = maps.at(self._place.x(), self._place.y(), all_tokens=every)
        else:
            head = self.tr("In the whole picture")
            shares = maps.by_word if every else maps.shares
            rows = sorted(zip(maps.words, shares, strict=True), key=lambda row: -row[1])
        lines = [f"{word}   {decimal(100 * share, 1)} %" for word, share in rows[:RANKED]]
        self.ranking.setText("\n".join([head, *lines]))
        ends = sum(token.share for token in maps.tokens if token.kind != "word")
        self.tell(
            self.tr(
                "{0} words · start and end tokens take {1} % of the attention · all shares "
                "together: {2}"
            ).format(len(maps.words), decimal(100 * ends, 1), decimal(maps.sum, 2))
        )

    @Slot(object)
    def _ask_save(self, _spot: object) -> None:
        image, maps = self.picture.image(), self.words.maps
        if image is not None and maps is not None:
            words = [maps.words[number] for number in self.chosen()]
            figures = dict(zip(maps.words, maps.shares, strict=True))
            self.save_asked.emit(self.picture.shown(), figures, "-".join(["words", *words]))


def darkness(maps: WordMaps, words: tuple[int, ...]) -> QImage:
    """(h,w) black, the less opaque the more a word was looked up there."""
    strength = maps.strength(words)
    image = QImage(strength, maps.width, maps.height, maps.width, QImage.Format.Format_Indexed8)
    image.setColorTable([qRgba(0, 0, 0, DARKEST * (255 - level) // 255) for level in range(256)])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)  # a copy
