"""Topic 6, noise and time steps: a picture at any of them, and how well the network finds the noise there."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from core.contract.request import GenerationRequest
from desktop.numbers import decimal, significant
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.picture_source import PictureSource
from desktop.panels.inside.tile_row import TileRow
from desktop.panels.inside.topic import Topic
from desktop.phrases import common as phrases
from desktop.state.inside.inside_states import InsideStates
from desktop.state.inside.noise_state import Curves, ErrorPoint, Noised, NoiseState
from desktop.state.observable import bind
from desktop.state.pace import Pace
from desktop.widgets.chart import Axes, Chart, Curve
from desktop.widgets.labels import NameLabel
from desktop.widgets.number_field import NumberKind
from desktop.widgets.picture_tile import PictureTile
from desktop.widgets.slider_row import SliderRow, SliderTexts

BUTTON = 28  # px
LAST = 999  # time step, until the model has told its own
FIRST = 500
SUGGESTED = 900
POINTS, NOISES = 21, 4
DRAWN = 200  # points of a curve: more than there is room for


class NoiseTopic(Topic):
    """One slider moves the picture, the guess and the marker on all curves."""

    def __init__(self, states: InsideStates, looks: Looks) -> None:
        super().__init__(
            self.tr("Noise and time steps"),
            self.tr(
                "To learn, the network gets pictures with noise and must say which noise. A time "
                "step tells how much: 0 almost none, 999 nothing but noise. Here it answers at "
                "once, without small steps. Try t = 900: it guesses one blurred picture, the mean "
                "of all that could be."
            ),
            self.tr("Go to time step 900"),
        )
        self.states, self.looks = states, looks
        self.noise = NoiseState(states.lane(), states.lane(impatient=True), states.lane(), self)
        self.source = PictureSource(states, self.tr("Another picture…"))
        self.words = QLineEdit()
        self.row = TileRow()
        self.noised = PictureTile(self.tr("The picture with noise"))
        self.guess = PictureTile(self.tr("Its guess in one step"))
        self.t = SliderRow(
            SliderTexts(
                self.tr("&Time step t"),
                self.tr("Time step t"),
                self.tr("How much noise: the share of the picture falls with it"),
                self.tr("the picture"),
                self.tr("noise alone"),
            ),
            NumberKind(0, LAST, 1),
        )
        self.other_noise = QPushButton(self.tr("Another noise"))
        self.measure = QPushButton(self.tr("Measure all time steps"))
        self.charts = {
            "beta": Chart(self.tr("Noise added in a step")),
            "alpha_cumprod": Chart(self.tr("Share of the picture")),
            "snr": Chart(self.tr("Signal to noise")),
        }
        self.error = Chart(self.tr("Error of the prediction"))
        self._noise = 0
        self._pace = Pace()
        self._curves_of = ""  # the model
        self._arrange()
        self._listen()

    # --- building ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.top.addWidget(self.source)
        self.words.setPlaceholderText(self.tr("Words that the network is told"))
        self.words.setAccessibleName(self.tr("Words that the network is told"))
        self.words.setFixedHeight(BUTTON)
        for tile in (self.noised, self.guess):
            self.row.add(tile)
            tile.menu_asked.connect(lambda _spot, tile=tile: self._ask_save(tile))
        for button in (self.other_noise, self.measure):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
        self.measure.setToolTip(self.tr("The network is asked {0} times").format(POINTS * NOISES))
        self.t.set_value(FIRST)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, (quantity, chart) in enumerate(self.charts.items()):
            name = NameLabel(chart.accessibleName())
            name.setWordWrap(True)
            grid.addWidget(name, 0, place)
            grid.addWidget(chart, 1, place)
            grid.setColumnStretch(place, 1)
            chart.setObjectName(quantity)
        words = QGridLayout()
        words.setHorizontalSpacing(8)
        words.addWidget(NameLabel(self.tr("Words"), self.words), 0, 0)
        words.addWidget(self.words, 0, 1)
        words.addWidget(self.other_noise, 0, 2)
        words.addWidget(self.measure, 0, 3)
        words.setColumnStretch(1, 1)
        error, top = QVBoxLayout(), QHBoxLayout()
        error.setSpacing(4)
        error.addWidget(NameLabel(self.error.accessibleName()))
        error.addWidget(self.error, 1)
        self.error.stretch()
        top.setSpacing(16)
        top.addWidget(self.row, 3)
        top.addLayout(error, 2)
        self.stage.addLayout(top, 1)
        self.stage.addWidget(self.t)
        self.stage.addLayout(words)
        self.stage.addLayout(grid)

    def _listen(self) -> None:
        self.source.pick_asked.connect(self.pick_asked)
        self.source.draw_asked.connect(self.draw_asked)
        self.states.run.recording_changed.connect(self.show_recording)
        self.source.changed.connect(self._other_picture)
        self.t.value_changed.connect(self._moved)
        self.words.editingFinished.connect(self._ask)
        self.other_noise.clicked.connect(self._next_noise)
        self.measure.clicked.connect(self._measure)
        self.try_asked.connect(lambda: self.go_to(SUGGESTED))
        self.stop_asked.connect(self.noise.stop)
        self.stop_asked.connect(self.states.run.stop)
        self.seen.connect(self._begin)
        self.looks.ready.connect(self._show_pictures)
        self.noise.failed.connect(self.failed)
        for chart in (*self.charts.values(), self.error):
            chart.pointed.connect(lambda x: self.go_to(round(x)))
        bind(self.noise, "shown", self._show)
        bind(self.noise, "curves", self._show_curves)
        bind(self.noise, "points", self._show_points)
        bind(self.noise, "measuring", self._show_measuring)

    # --- asking -----------------------------------------------------------------------------------

    def now(self) -> int:
        """The time step that is looked at."""
        return int(self.t.field.now())

    @Slot(int)
    def go_to(self, t: int) -> None:
        """Look at another time step."""
        self.t.set_value(self.t.kind.within(t))
        self._moved()

    def request(self) -> GenerationRequest | None:
        """Picture, model and words; None without a picture."""
        path = self.source.path()
        if not path:
            return None
        output = self.states.folder.file("noise.png")
        model = self.states.model()
        return GenerationRequest(self.words.text(), output, 0, model, init=path)

    @Slot()
    def _begin(self) -> None:
        run = self.states.run.run
        if not self.words.text() and run is not None:
            self.words.setText(run.request.prompt)
        request = self.request()
        is_other = request is not None and request.model != self._curves_of
        if is_other and self._curves_of:
            self.noise.forget()
        self._moved()
        if request is not None and (is_other or self.noise.curves is None):
            self._curves_of = request.model
            self.noise.ask_curves(request)

    @Slot()
    def _moved(self, *_ignored: object) -> None:
        for chart in (*self.charts.values(), self.error):
            chart.show_marker(self.now())
        self._ask()

    @Slot()
    def _ask(self) -> None:
        request = self.request() if self.isVisible() else None
        if request is not None:
            self.noise.show(request, self.now(), self._noise)
        elif self.isVisible():
            self.tell(self.tr("Choose a picture, or draw one."))

    @Slot(str)
    def _other_picture(self, _path: str) -> None:
        self.noise.forget()
        if self.isVisible():
            self._begin()

    @Slot()
    def _next_noise(self) -> None:
        self._noise += 1
        self._ask()

    @Slot()
    def _measure(self) -> None:
        request = self.request()
        if request is not None:
            self._pace.begin()
            self.noise.measure(request, POINTS, NOISES)

    # --- showing ----------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, shown: Noised | None) -> None:
        self._show_pictures()
        if shown is None:
            return
        curves, more = self.noise.curves, ""
        if curves is not None and shown.t < len(curves.sigma):
            more = self.tr(" · share of the picture {0} % · signal to noise {1}").format(
                decimal(100 * curves.alpha_cumprod[shown.t], 2), significant(curves.snr[shown.t], 3)
            )
        text = self.tr("t {0} · noise no. {1} · error of the prediction {2}")
        self.tell(text.format(shown.t, self._noise + 1, decimal(shown.error, 4)) + more)

    @Slot()
    def _show_pictures(self) -> None:
        shown = self.noise.shown
        if shown is None:
            return
        for name, tile in (("noised", self.noised), ("guess", self.guess)):
            developed = self.looks.picture(shown.pictures.get(name, ""))
            tile.show_image(developed or self.looks.small(shown.name, name, shown.glances))
            tile.show_note("" if developed else self.tr("quick look"))

    @Slot(object)
    def _show_curves(self, curves: Curves | None) -> None:
        if curves is None:
            return
        last = len(curves.beta) - 1
        every = max(1, last // DRAWN)
        signs = {"beta": "β", "alpha_cumprod": "ᾱ", "snr": self.tr("SNR, powers of ten")}
        for place, (name, chart) in enumerate(self.charts.items()):
            numbers = getattr(curves, name)
            points = [(float(t), numbers[t]) for t in (*range(0, last, every), last)]
            is_snr = name == "snr"
            chart.show_curves(
                (Curve(signs[name], points, place),),
                Axes("t", x=(0, last), y=None if is_snr or place == 0 else (0, 1), log=is_snr),
            )
            chart.show_marker(self.now())

    @Slot(object)
    def _show_points(self, points: tuple[ErrorPoint, ...]) -> None:
        means = [(float(point.t), point.mean) for point in points]
        bands = [(float(point.t), point.low, point.high) for point in points]
        curve = Curve(self.tr("mean, with the band of {0} noises").format(NOISES), means, 0, "circle", bands=bands)  # fmt: skip
        last = len(self.noise.curves.beta) - 1 if self.noise.curves is not None else LAST
        self.error.show_curves((curve,), Axes("t", x=(0, last)))
        self.error.show_marker(self.now())
        if self.noise.measuring:
            self._show_measuring(True)

    @Slot(object)
    def _show_measuring(self, measuring: bool) -> None:
        self.measure.setEnabled(not measuring)
        self.measure.setToolTip(self.tr("It is being measured.") if measuring else "")
        if not (measuring and self.noise.is_unfinished):
            self.show_running("")
            return
        done = len(self.noise.points)
        text = self.tr("Measuring, time step {0} of {1}").format(min(done + 1, POINTS), POINTS)
        self.show_running(phrases.going_on(text, self._pace.left(done, POINTS)))

    def _ask_save(self, tile: PictureTile) -> None:
        shown, image = self.noise.shown, tile.image()
        if shown is not None and image is not None:
            numbers = {"t": shown.t, "error": shown.error, "noise": self._noise}
            self.save_asked.emit(image, numbers, f"{tile.name()}-{shown.t}")
