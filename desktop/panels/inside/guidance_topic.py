"""Topic 2, guidance and negatives: a step without the words, with them, and pushed past them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from core.contract.explain import SCALES
from desktop.numbers import decimal, significant
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.run_topic import RunTopic
from desktop.panels.inside.tile_row import TileRow
from desktop.phrases import common as phrases
from desktop.state.inside.film import Run
from desktop.state.inside.guidance_state import GuidanceState, Guided, SheetCell, sheet_size
from desktop.state.inside.inside_states import InsideStates
from desktop.state.observable import bind
from desktop.widgets.labels import Caption
from desktop.widgets.number_field import NumberKind
from desktop.widgets.picture_grid import PictureGrid
from desktop.widgets.picture_tile import PictureTile
from desktop.widgets.slider_row import SliderRow, SliderTexts

BUTTON = 28  # px
SUGGESTED = 15.0  # the guidance that *Try this* sets
USUAL = 7.5  # where a picture was drawn without guidance
TILES = ("without", "with", "difference", "guided")


class GuidanceTopic(RunTopic):
    """Signals: `value_taken(float)` this guidance for the next picture."""

    value_taken = Signal(float)

    def __init__(self, states: InsideStates, looks: Looks) -> None:
        super().__init__(
            states,
            looks,
            self.tr("Guidance"),
            self.tr(
                "The network is asked twice in each step: with your words, and with the negative "
                "prompt, or none. The step goes from the second answer through the first and "
                "past it. Guidance says how far: without + g × (with − without). Try g = 15: the "
                "words win, the colours get harsh."
            ),
            self.tr("Set guidance to 15"),
        )
        self.guidance = GuidanceState(
            states.lane(), states.lane(impatient=True), states.lane(), self
        )
        self.tiles: dict[str, PictureTile] = {}
        self.row = TileRow()
        self.scale = SliderRow(
            SliderTexts(
                self.tr("&Guidance g"),
                self.tr("Guidance g"),
                self.tr("How far this step goes past the answer with your words"),
                self.tr("the words are not heard"),
                self.tr("taken literally"),
            ),
            NumberKind(0, 20, 0.1, 1),
        )
        self.remark = Caption(wrap=True)
        self.take = QPushButton(self.tr("Use this guidance for the next picture"))
        self.draw, self.cost = QPushButton(self.tr("Draw the sheet")), Caption()
        self.again = QPushButton(
            self.tr("Record it with guidance {0}").format(significant(USUAL, 4))
        )
        self.grid = PictureGrid(
            self.tr("Pictures over guidance"), self.tr("A click takes this guidance over")
        )
        self._shown = ""
        self._arrange()
        self._listen()
        self.attend()

    def show_run(self, run: Run) -> None:
        guided = _is_taken_apart(run)
        for part in (self.row, self.scale, self.take):
            part.setVisible(guided)
        self.again.setVisible(run.film.guidance_scale <= 1)
        self.draw.setEnabled(True)
        count, seconds = sheet_size(run.request), run.seconds
        about = phrases.duration(seconds * count)
        self.cost.setText(self.tr("{0} pictures, g = 1 … 15, about {1}").format(count, about))
        if run.name != self._shown:
            self._shown = run.name
            self.scale.set_value(run.film.guidance_scale)
        self._tell_remark(run)

    def show_step(self, run: Run, step: int) -> None:
        if not self.isVisible() or not _is_taken_apart(run):
            return
        while step < run.film.first and run.left is not None:  # taken over from the run it left
            before = next((r for r in self.states.run.runs if r.name == run.left[0]), None)
            if before is None:
                break
            run = before
        is_kept = self.states.run.is_kept(run)
        self.guidance.show(run, step, self._g(), developed=is_kept)

    # --- building ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        names = {
            "without": (
                self.tr("Without the words"),
                self.tr("What the network guesses by itself"),
            ),
            "with": (self.tr("With the words"), self.tr("What it guesses when it is told")),
            "difference": (self.tr("Their difference"), self.tr("Grey: none")),
            "guided": (self.tr("Guided"), self.tr("Without + g × (with − without)")),
        }
        for name in TILES:
            tile = PictureTile(*names[name])
            tile.menu_asked.connect(partial(self._ask_save, name))
            self.tiles[name] = tile
            self.row.add(tile)
        for button in (self.take, self.draw, self.again):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
        taking, sheet = QHBoxLayout(), QHBoxLayout()
        for line in (taking, sheet):
            line.setSpacing(8)
        taking.addWidget(self.take)
        taking.addWidget(self.again)
        taking.addWidget(self.remark, 1)
        sheet.addWidget(self.draw)
        sheet.addWidget(self.cost)
        sheet.addStretch(1)
        self.body.addWidget(self.row, 1)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.scale)
        self.body.addLayout(taking)
        self.body.addLayout(sheet)
        self.body.addWidget(self.grid)
        self.grid.hide()

    def _listen(self) -> None:
        self.scale.value_changed.connect(self._scale_moved)
        self.try_asked.connect(lambda: self.set_scale(SUGGESTED))
        self.take.clicked.connect(lambda: self.value_taken.emit(self._g()))
        self.again.clicked.connect(self._record_guided)
        self.draw.clicked.connect(self._draw_sheet)
        self.grid.chosen.connect(lambda _row, column: self.value_taken.emit(SCALES[column]))
        self.stop_asked.connect(self.guidance.stop)
        self.guidance.failed.connect(self.failed)
        self.looks.ready.connect(self._renew)
        bind(self.guidance, "shown", self._show_guided)
        bind(self.guidance, "sheet", self._show_sheet)
        bind(self.guidance, "drawing", self._show_drawing)

    # --- what people do ---------------------------------------------------------------------------

    @Slot(float)
    def set_scale(self, scale: float) -> None:
        """Look at the step under another guidance."""
        self.scale.set_value(scale)
        self._scale_moved()

    def _g(self) -> float:
        return float(self.scale.field.now())

    @Slot()
    def _scale_moved(self, *_ignored: object) -> None:
        run = self.run()
        if run is not None:
            self._tell_remark(run)
            self.show_step(run, self.step())

    @Slot()
    def _record_guided(self) -> None:
        run = self.run()
        if run is not None:
            self.states.run.record(replace(run.request, guidance_scale=USUAL))

    @Slot()
    def _draw_sheet(self) -> None:
        run = self.run()
        if run is not None:
            self.guidance.draw_sheet(run.request)

    def _ask_save(self, name: str, _spot: object) -> None:
        image, shown = self.tiles[name].image(), self.guidance.shown
        if image is not None and shown is not None:
            figures = {**shown.figures, "tile": name}
            self.save_asked.emit(image, figures, f"{name}-g{shown.scale:g}-{shown.step + 1}")

    # --- showing ----------------------------------------------------------------------------------

    def _tell_remark(self, run: Run) -> None:
        if run.film.guidance_scale <= 1:
            text = self.tr("This picture was drawn with guidance 1: the network was asked once in "
                           "each step, so there is nothing to compare.")  # fmt: skip
        elif not run.film.asks_twice:
            text = self.tr("This network is told its guidance as a number and asked once in each "
                           "step, so there is nothing to compare.")  # fmt: skip
        elif self._g() == 1:
            text = self.tr("At g = 1 the negative prompt is not even read.")
        elif run.request.negative:
            text = self.tr(
                "Without the words means here: with “{0}”, which it is pushed away from."
            )
            text = text.format(run.request.negative)
        else:
            text = ""
        self.remark.setText(text)

    @Slot(object)
    def _show_guided(self, shown: Guided | None) -> None:
        self._renew()
        if shown is None:
            return
        self.tell(
            self.tr(
                "step {0} · noise level σ {1} · g {2} (this picture was drawn with {3}) · mean "
                "strength: without {4}, with {5}, their difference {6}"
            ).format(
                shown.step + 1,
                *(decimal(shown.figures.get("sigma", 0.0), 3), significant(shown.scale, 4)),
                significant(shown.figures.get("of_the_run", 0.0), 4),
                *(
                    decimal(shown.figures.get(name, 0.0), 3)
                    for name in ("without_std", "with_std", "difference_std")
                ),
            )
        )

    @Slot()
    def _renew(self) -> None:
        shown = self.guidance.shown
        if self.grid.isVisible():
            self.grid.update()
        if shown is None or self.run() is None:
            return
        for name, tile in self.tiles.items():
            developed = self.looks.picture(shown.pictures.get(name, ""))
            tile.show_image(developed or self.looks.small(shown.name, name, shown.glances))
            is_quick = not developed and name != "difference"
            tile.show_note(self.tr("quick look") if is_quick else "")

    @Slot(object)
    def _show_sheet(self, cells: tuple[SheetCell, ...]) -> None:
        with_negative = any(cell.has_negative for cell in cells)
        rows = [True, False] if with_negative else [False]
        names = {True: self.tr("negative"), False: self.tr("none") if with_negative else ""}
        paths = {}
        for cell in cells:
            column = SCALES.index(cell.scale) if cell.scale in SCALES else 0
            paths[(rows.index(cell.has_negative), column)] = cell.picture
        columns = [significant(scale, 4) for scale in SCALES]
        self.grid.show_pictures([names[row] for row in rows], columns, paths, self.looks.picture)
        self.grid.setVisible(bool(cells))
        if self.guidance.drawing:
            self.show_running(self._progress())

    @Slot(object)
    def _show_drawing(self, drawing: bool) -> None:
        self.draw.setEnabled(not drawing)
        run = self.run()
        if not self.states.run.recording:
            self.show_running(self._progress() if drawing and run else "")

    def _progress(self) -> str:
        run, done = self.run(), len(self.guidance.sheet)
        text = self.tr("Drawing the sheet, picture {0} of {1}")
        return text.format(done + 1, sheet_size(run.request)) if run is not None else ""


def _is_taken_apart(run: Run) -> bool:
    """Whether the network was asked without the words and with them."""
    return run.film.asks_twice and run.film.guidance_scale > 1
