"""Fixtures for the window: an engine client on the scripted fake engine."""

import gc
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThreadPool, Signal
from PySide6.QtGui import QGuiApplication

from core.contract import events as ev
from core.contract.downloads import DownloadRequest, Offer, RemoteFile, Variant
from core.contract.request import GenerationRequest
from core.files import folders
from core.files.catalogue import folder_list
from core.files.commands import Command
from core.files.downloads import place
from desktop import settings as keys
from desktop import theme
from desktop.engine.client import EngineClient
from desktop.engine.ledger import END_EVENTS
from desktop.i18n import PseudoTranslator
from desktop.main_window import MainWindow
from desktop.settings import Settings
from desktop.state import photo_checks
from desktop.state.generation_state import GenerationState
from desktop.state.inside.inside_states import InsideStates
from desktop.state.inside.pictures_folder import PicturesFolder
from desktop.state.inside.run_state import RunState
from desktop.state.models_state import ModelsState
from desktop.state.results_model import ResultsModel
from tests.support.instant_checker import InstantChecker
from tests.support.instant_engine import InstantClient
from tests.support.patient_bot import PatientBot


def pytest_sessionfinish() -> None:
    """Without a display the clipboard outlives Python, and must not hold what Python made."""
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture
def qtbot(qapp, request):
    """pytest-qt's, with more patience."""
    return PatientBot(request)


FAKE = Path(__file__).parents[1] / "support" / "fake_engine.py"
FAKE_TRAINING = FAKE.with_name("fake_training.py")


@pytest.fixture(autouse=True)
def instant_checker(monkeypatch):
    """Photos are looked at in the test's process; `test_photo_checker` has the real way."""
    monkeypatch.setattr(photo_checks, "PhotoChecker", InstantChecker)


@pytest.fixture
def fake_engine(tmp_path):
    """A function: script → the command that starts the fake engine acting it."""

    def command(**script) -> Command:
        state = tmp_path / "fake_engine"
        state.mkdir(exist_ok=True)
        arguments = (str(FAKE), "--script", json.dumps(script), "--state", str(state))
        return Command(sys.executable, arguments)

    return command


@pytest.fixture
def fake_training(tmp_path):
    """A function: script → the command of a process that teaches as the script says."""

    def command(**script) -> Command:
        state = tmp_path / "fake_training"
        state.mkdir(exist_ok=True)
        arguments = (str(FAKE_TRAINING), "--script", json.dumps(script), "--state", str(state))
        return Command(sys.executable, arguments)

    return command


@pytest.fixture
def start_client(qtbot, fake_engine):
    """A function: script → a started `EngineClient` on the fake engine, greeted if the script greets."""
    clients: list[EngineClient] = []

    def start(*, wait: bool = True, **script) -> EngineClient:
        client = EngineClient(fake_engine(**script))
        clients.append(client)
        if wait:
            with qtbot.waitSignal(client.ready, timeout=10_000):
                client.start()
        else:
            client.start()
        return client

    yield start
    for client in clients:
        client.shutdown()


@pytest.fixture
def engine_client(start_client):
    """A ready `EngineClient` on a fake engine that draws five steps without any trouble."""
    return start_client()


@pytest.fixture
def own_folders(tmp_path, monkeypatch):
    """The person's folders under the test's own."""
    home = tmp_path / "home"
    monkeypatch.setenv("REVERIE_HOME", str(home))
    monkeypatch.delenv("REVERIE_PICTURES", raising=False)
    return home


@pytest.fixture
def make_model(tmp_path):
    """A function: a model folder that can be described (and not drawn with), 64 px."""

    def make(name="tiny", words=("swan", "blue", "a"), **preset) -> Path:
        folder = tmp_path / name
        files = {
            "model_index.json": {
                "_class_name": "StableDiffusionPipeline",
                "unet": ["diffusers", "UNet2DConditionModel"],
                "vae": ["diffusers", "AutoencoderKL"],
                "text_encoder": ["transformers", "CLIPTextModel"],
                "tokenizer": ["transformers", "CLIPTokenizer"],
                "scheduler": ["diffusers", "DDIMScheduler"],
            },
            "unet/config.json": {
                "_class_name": "UNet2DConditionModel",
                "sample_size": 8,
                "in_channels": 4,
            },
            "vae/config.json": {
                "_class_name": "AutoencoderKL",
                "latent_channels": 4,
                "block_out_channels": [8, 8, 8, 8],
            },
            "text_encoder/config.json": {"architectures": ["CLIPTextModel"]},
            "scheduler/scheduler_config.json": {"_class_name": "DDIMScheduler"},
            "tokenizer/vocab.json": {},
        }
        if words is not None:
            files["words.json"] = {"words": list(words)}
        if preset:
            files["preset.json"] = preset
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(json.dumps(content))
        (folder / "tokenizer/merges.txt").write_text("")
        for part in (
            "unet/diffusion_pytorch_model",
            "vae/diffusion_pytorch_model",
            "text_encoder/model",
        ):
            (folder / f"{part}.safetensors").write_bytes(b"0")
        return folder

    return make


@pytest.fixture
def settings(own_folders, tmp_path):
    """The settings of a person who has been here before, in a file of the test."""
    result = Settings(tmp_path / "settings.ini")
    result.put(keys.WELCOMED, True)
    return result


@pytest.fixture
def open_window(qtbot, start_client, settings, make_model):
    """A function: script of the fake engine → the window with a model of 64 px, shown."""
    windows: list[MainWindow] = []
    gc.collect()
    gc.disable()  # as in the program: collected between Qt's calls, never within one

    def make(*, wait: bool = True, size: tuple[int, int] = (1280, 800), **script) -> MainWindow:
        if not folder_list.read():
            folder = folder_list.add(make_model().resolve())
            settings.put(keys.MODEL, folder)
        client = start_client(wait=False, **script)
        window = MainWindow(client, settings)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        if wait:
            qtbot.waitUntil(lambda: window.states.jobs.engine is not None, timeout=10_000)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # none outlives its test
    gc.enable()


@pytest.fixture
def longer(qapp):
    """All texts are 40 % longer."""
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


@pytest.fixture
def own_theme(qapp):
    """The application's theme, put back to what it was afterwards."""
    palette, sheet = QGuiApplication.palette(), qapp.styleSheet()
    found = theme.theme()
    yield found
    found.deleteLater()
    found.setParent(None)
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Unknown)
    for kind in (None, "QMenu", "QMenuBar"):
        qapp.setPalette(palette, kind)
    qapp.setStyleSheet(sheet)


class SilentFetcher(QObject):
    """A fetcher client without a process: the test says what is heard."""

    heard = Signal(object)

    def __init__(self):
        super().__init__()
        self.tasks, self.cancels, self.task = [], 0, None

    @property
    def busy(self):
        return self.task is not None

    def start(self, task):
        assert not self.busy
        self.task = task
        self.tasks.append(task)

    def cancel(self):
        self.cancels += 1

    def shutdown(self):
        self.task = None

    def say(self, kind, *values, **more):
        """An event of the present job."""
        event = kind(self.task.job, *values, **more)
        if kind in END_EVENTS:
            self.task = None
        self.heard.emit(event)

    def fail(self, error):
        event, self.task = ev.JobFailed.of(self.task.job, error), None
        self.heard.emit(event)


@pytest.fixture
def fetcher():
    return SilentFetcher()


@pytest.fixture
def offer():
    """A repository with a folder in two precisions, a single file, and an old one."""

    def variant(key, size, folder=True, old=False):
        return Variant(key, (RemoteFile(f"{key}.bin", size, blob="b" * 40),), folder, old)

    variants = (
        variant("fp16", 2_000_000_000),
        variant("full", 4_000_000_000),
        variant("a.safetensors", 2_100_000_000, folder=False),
        variant("b.ckpt", 2_200_000_000, folder=False, old=True),
    )
    page = "https://hub.example/owner/name"
    return Offer("owner/name", "main", "c" * 40, "openrail", False, page, "", variants)


@pytest.fixture
def begun(own_folders):
    """A download that was stopped, in the models folder; nothing of it is there yet."""
    variant = Variant("full", (RemoteFile("a.json", 10, blob="b" * 40),), True)
    offer = Offer("owner/name", "main", "c" * 40, "", False, "", "", (variant,))
    return place.begin(folders.models(), offer, variant, DownloadRequest("owner/name"))


@pytest.fixture
def instant():
    """An engine client without a process that answers questions about the inside at once."""
    return InstantClient()


@pytest.fixture
def inside(qtbot, instant, tmp_path):
    """The state of the Inside page over `instant`; no picture is recorded yet."""
    folder = PicturesFolder(tmp_path / "inside")
    run, generation, models = RunState(instant, folder), GenerationState(), ModelsState()
    yield InsideStates(instant, folder, run, generation, models, ResultsModel())
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def recorded(qtbot, inside):
    """The same with a picture of four steps."""
    request = GenerationRequest(
        "a swan, blue", inside.folder.file("x.png"), 42, negative="green", guidance_scale=4.0
    )
    with qtbot.waitSignal(inside.run.run_changed):
        inside.run.record(request)
    return inside
