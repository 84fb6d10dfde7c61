"""Topic 1, the film: what there was at each step of a picture, and another way from any of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.numbers import decimal, significant
from desktop.panels.inside.branch_form import BranchForm
from desktop.panels.inside.branch_frame import BranchFrame
from desktop.panels.inside.branch_tree import BranchTree
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.run_topic import RunTopic
from desktop.panels.inside.tile_row import TileRow
from desktop.state.inside.developed import Developed
from desktop.state.inside.film import TILES, Run, Tile
from desktop.state.inside.inside_states import InsideStates
from desktop.state.observable import bind
from desktop.widgets.chart import Axes, Chart, Curve
from desktop.widgets.picture_tile import PictureTile
from desktop.widgets.sheet_role import set_primary

BUTTON = 28  # px
SUGGESTED = 2  # the step that *Try this* goes to, from 0


class FilmTopic(RunTopic):
    """Signals: `folder_asked(Run)` all of it is to be saved."""

    folder_asked = Signal(object)

    def __init__(self, states: InsideStates, looks: Looks) -> None:
        super().__init__(
            states,
            looks,
            self.tr("The film"),
            self.tr(
                "A picture begins as noise. In each step the network says which noise it sees; a "
                "part of that is taken away, until a picture is left. Its guess of the end is "
                "there from the first step, blurred. Try step 3: where things lie is decided "
                "early, how they look late."
            ),
            self.tr("Go to step 3"),
        )
        self.developed = Developed(states.client, states.folder, self)
        self.tiles: dict[Tile, PictureTile] = {}
        self.row = TileRow()
        self.chart, self.tree = Chart(self.tr("Noise level at each step")), BranchTree()
        self.form = BranchForm()
        self.branch = QPushButton(self.tr("Branch here…"))
        self.save = QPushButton(self.tr("Save as pictures…"))
        self.verdict = QLabel()
        self._shown = ""  # the run whose curves are drawn
        self._arrange()
        self.developed.arrived.connect(self._renew)
        self.developed.failed.connect(self.failed)
        self.looks.ready.connect(self._renew)
        self.tree.chosen.connect(self.states.run.choose)
        self.chart.pointed.connect(lambda x: self.go_to(round(x) - 1))
        self.try_asked.connect(lambda: self.go_to(SUGGESTED))
        self.stop_asked.connect(self.developed.stop)
        bind(self.developed, "busy", self._show_developing)
        self.attend()

    def show_run(self, run: Run) -> None:
        there = run.tiles()
        for tile, widget in self.tiles.items():
            widget.setVisible(tile in there or tile != "added")
        self.row.arrange()
        self.tree.show_runs(self.states.run.runs, run)
        self.verdict.setText(self._verdict(run))
        self.verdict.setVisible(bool(self.verdict.text()))
        if run.name == self._shown:
            return
        self._shown = run.name
        self._close_form()
        self.chart.end_with(self.steps.right_of_last())  # each step under its place on the slider
        steps = run.film.steps
        levels = [(each.step + 1, each.sigma) for each in steps]
        sizes = [(each.step + 1, each.step_size) for each in steps]
        self.chart.show_curves(
            (
                Curve(self.tr("noise level"), levels, 0, "circle"),
                Curve(self.tr("taken away in the step"), sizes, 1, "square"),
            ),
            Axes(self.tr("step"), x=(1, max(2, run.steps))),
        )

    def show_step(self, run: Run, step: int) -> None:
        self.chart.show_marker(step + 1)
        self._renew()
        if self.form.isVisible():
            self.form.show_step(step)
        if self.isVisible() and self.states.run.is_kept(run):
            self.developed.want(run, step)
        each = run.film.steps[step]
        share = round(100 * each.alpha_cumprod, 1)
        self.tell(
            self.tr(
                "seed {0} · sampler {1} · noise level σ {2} · time step {3} · share of the picture {4} % · "
                "guidance {5} · recording: {6} MB"
            ).format(
                run.film.seed,
                run.film.sampler,
                decimal(each.sigma, 3),
                decimal(each.t, 0),
                significant(share, 3),
                significant(run.film.guidance_scale, 4),
                decimal(run.film.bytes / 1e6, 1),
            )
        )

    # --- building ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        names: dict[Tile, tuple[str, str]] = {
            "noised": (self.tr("What it was shown"), self.tr("The picture with its noise")),
            "noise": (self.tr("The noise it sees"), self.tr("What the network says is noise")),
            "guess": (
                self.tr("Its guess of the end"),
                self.tr("What is left when all of that noise is taken away at once"),
            ),
            "added": (
                self.tr("Noise added again"),
                self.tr("This sampler puts new noise on after each step"),
            ),
        }
        for tile in TILES:
            widget = PictureTile(*names[tile])
            widget.menu_asked.connect(lambda _spot, tile=tile: self._ask_save(tile))
            self.tiles[tile] = widget
            self.row.add(widget)
        self.frame = BranchFrame(self.tiles["guess"], self.states.folder, self)
        for button in (self.branch, self.save):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
        self.branch.setToolTip(
            self.tr("Go on from this step with other words or guidance, or in one part only")
        )
        self.verdict.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.branch)
        buttons.addWidget(self.save)
        buttons.addWidget(self.verdict, 1)
        buttons.addStretch()
        self.form.hide()
        parts: tuple[QWidget, ...] = (self.row, self.steps, self.chart, self.tree)
        for part in parts:
            self.body.addWidget(part, 1 if part is self.row else 0)
        self.body.addLayout(buttons)
        self.body.addWidget(self.form)
        self.branch.clicked.connect(self._open_form)
        self.save.clicked.connect(lambda: self.folder_asked.emit(self.run()))
        self.form.closed.connect(self._close_form)
        self.form.mask_asked.connect(lambda: self.pick_asked.emit(self.form.show_mask))
        self.form.branched.connect(self._branch)
        self.frame.framed.connect(self.form.show_frame)
        self.frame.failed.connect(lambda error: self.failed.emit(error, ""))

    def _verdict(self, run: Run) -> str:
        if run.identical is None:
            return ""
        if run.left is not None:
            same = self.tr("Nothing was changed: identical to the picture that it left.")
            return same if run.identical else ""
        if run.identical:
            return self.tr("Drawn again, recorded: identical to the last bit.")
        return self.tr("Drawn again, recorded: not the same picture. Its model, its files or this "
                       "computer are not what they were.")  # fmt: skip

    # --- what people do ---------------------------------------------------------------------------

    @Slot()
    def _open_form(self) -> None:
        run = self.run()
        if run is not None:
            set_primary(self.attempt, False)  # the form has the page's one accented button
            self.form.show_for(run, self.step())
            self.frame.listen(True)
            self.form.show()
            self.form.prompt.setFocus()
            QTimer.singleShot(0, self, self._show_form)  # it has its place by then

    @Slot()
    def _show_form(self) -> None:
        """In a low window the form lies below what is seen."""
        self.ensureWidgetVisible(self.form, 0, 0)

    @Slot()
    def _close_form(self) -> None:
        self.form.hide()
        self.frame.listen(False)
        set_primary(self.attempt, True)

    @Slot(str, str, float, str)
    def _branch(self, prompt: str, negative: str, guidance: float, mask: str) -> None:
        run = self.run()
        if run is None:
            return
        was = run.request.guidance_scale
        scale = was if guidance == run.film.guidance_scale else guidance
        changed = replace(
            run.request,
            prompt=prompt,
            negative=negative or None,
            guidance_scale=scale,
            prompt_expanded=run.request.prompt_expanded if prompt == run.request.prompt else None,
            negative_expanded=(
                run.request.negative_expanded if negative == (run.request.negative or "") else None
            ),
        )
        self.states.run.branch(self.step(), changed, mask or None)

    def _ask_save(self, tile: Tile) -> None:
        run, image = self.run(), self.tiles[tile].image()
        if run is not None and image is not None:
            figures = {**vars(run.film.steps[self.step()]), "tile": tile, "seed": run.film.seed}
            self.save_asked.emit(image, figures, f"{tile}-{self.step() + 1}")

    # --- showing ----------------------------------------------------------------------------------

    @Slot()
    def _renew(self) -> None:
        run, step = self.run(), self.step()
        if run is None or not self.isVisible():
            return
        paths = self.developed.paths(run, step)
        for tile, widget in self.tiles.items():
            developed = self.looks.picture(paths.get(tile, ""))
            widget.show_image(developed or self.looks.glance(run, tile, step))
            widget.show_note("" if developed else self.tr("quick look"))

    @Slot(object)
    def _show_developing(self, busy: bool) -> None:
        if not self.states.run.recording:
            self.show_running(self.tr("Developing this step") if busy else "")
