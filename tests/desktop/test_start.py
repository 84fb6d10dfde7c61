"""What the window starts without: it is seen within a second because this comes later."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATER = (  # with the first look at a page, or at a window of its own
    "desktop.pages.inside_page",
    "desktop.pages.inside_topics",
    "desktop.pages.inside_verbs",
    "desktop.panels.inside",
    "desktop.state.inside",
    "desktop.pages.library_page",
    "desktop.pages.library_verbs",
    "desktop.pages.teach_page",
    "desktop.pages.teach_verbs",
    "desktop.pages.wizard_verbs",
    "desktop.wizards",
    "desktop.dialogs.download_window",
    "desktop.widgets.line_chart",
    "pyqtgraph",
    "numpy",
    "PIL",
    "pydantic",
    "jsonschema",
)
START = """
import sys
from PySide6.QtWidgets import QApplication
from desktop import app
from desktop.engine.client import EngineClient
from desktop.main_window import MainWindow
from desktop.settings import Settings

running = QApplication([])
app.prepare(running)
app.theme.theme().apply()
window = MainWindow(EngineClient(parent=running), Settings())
window.show()
running.processEvents()
print("\\n".join(sys.modules))
window.close()
"""


def test_the_window_is_seen_before_the_code_of_the_other_pages_is_read(own_folders):
    done = subprocess.run([sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    there = done.stdout.split()
    assert "desktop.pages.create_page" in there
    early = [name for name in there if name.startswith(LATER)]
    assert early == []
