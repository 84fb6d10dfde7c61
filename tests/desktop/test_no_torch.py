"""The window's process never imports torch, nor the parts of core that could; nor can it talk to a network."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPORT_ALL = """
import importlib, pkgutil, sys
import desktop
for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
    importlib.import_module(module.name)
assert "desktop.app" in sys.modules
heavy = sorted({"torch", "transformers", "diffusers", "PIL", "numpy"} & set(sys.modules))
heavy += sorted({"urllib.request", "http.client", "ssl", "huggingface_hub"} & set(sys.modules))
allowed = ("core.contract", "core.files", "core.jail", "core.prompt")
core = [n for n in sys.modules if n.startswith("core.") and not n.startswith(allowed)]
sys.exit(f"imports {core} and {heavy}" if core or heavy else 0)
"""


def test_no_module_of_the_window_imports_torch():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
