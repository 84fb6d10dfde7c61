"""Bring the translations up to date: texts from the sources into the `.ts`, and the `.ts` into what Qt reads.

    .venv/bin/python packaging/translations.py          collect new texts, compile
    .venv/bin/python packaging/translations.py --check  only tell; exit status 1 where something is missing

The `.ts` are edited by hand or with Qt Linguist. The compiled `.qm` lie beside them in the repository, so that
no tool is needed to start the program.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de",)


def main() -> int:
    check = sys.argv[1:] == ["--check"]
    missing = 0
    for language in LANGUAGES:
        source = FOLDER / f"reverie_{language}.ts"
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / source.name
            if source.exists():
                shutil.copyfile(source, fresh)
            collect(fresh)
            untold = untranslated(fresh)
            if not check:
                shutil.copyfile(fresh, source)
                compile_into(source, FOLDER / f"reverie_{language}.qm")
        for text in untold:
            print(f"{language}: {text!r}")
        missing += len(untold)
    return 1 if check and missing else 0


def collect(ts: Path) -> None:
    """Every text of the window that is marked for the translators, into `ts`; what is gone goes."""
    sources = sorted(str(path) for path in (ROOT / "desktop").rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-silent"]
    _tool("pyside6-lupdate", *options, *sources, "-ts", str(ts))


def compile_into(ts: Path, qm: Path) -> None:
    """The form that Qt reads."""
    _tool("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))


def untranslated(ts: Path) -> list[str]:
    """The texts without a finished translation."""
    found = []
    for message in ET.parse(ts).iter("message"):
        translation = message.find("translation")
        done = translation is not None and translation.get("type") is None
        forms = translation.findall("numerusform") if translation is not None else []
        words = [form.text for form in forms] or [
            translation.text if translation is not None else ""
        ]
        if not done or not all(words):
            found.append(message.findtext("source") or "")
    return found


def _tool(name: str, *words: str) -> None:
    beside = Path(sys.executable).with_name(name)
    subprocess.run([str(beside) if beside.exists() else name, *words], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
