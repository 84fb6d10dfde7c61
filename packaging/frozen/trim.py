"""What a frozen build carries and never uses is left out: tests, headers, tools, other models."""

from __future__ import annotations

import compileall
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Of transformers' 400 architectures: CLIP and ViT, and the machinery of tokenizers and configs.
MODELS = frozenset({"auto", "clip", "encoder_decoder", "gemma", "llama", "vit"})
LEFT_OUT = (
    "torch/bin/**/*",
    "torch/include",
    "torch/share",
    "torch/test",
    "torch/lib/*.a",
    "torch/lib/*_test.so",
    "torch/lib/libtorchbind_test.so",
    "torch/lib/libbackend_with_compiler.so",
    "torch/lib/libaoti_custom_ops.so",
    "torch/**/*.pyi",
    "torch/_inductor/autoheuristic/artifacts",
    "PySide6/Qt/plugins/egldeviceintegrations",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
    "PySide6/Qt/plugins/platforms/libqminimalegl.so",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/qml",
    # GTK's libraries, which only that theme wanted; a bundled GLib fights the system's.
    "libgtk-3.so*",
    "libgdk-3.so*",
)
KEPT = frozenset({"torch_shm_manager"})  # torch asks for it at its import
STRIPPED = ("torch/lib/libtorch_cpu.so", "torch/lib/libtorch_python.so")  # a fifth is symbol tables
_X265 = "pillow_heif.libs/libx265*"
_STAND_IN = Path(__file__).with_name("no_x265.c")


def trim(folder: Path) -> None:
    """Take out what is never used from `folder` (PyInstaller's `_internal`), then compile the rest."""
    for path in list(_unused(folder)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    replace_x265(folder)
    if sys.platform == "linux":
        for name in STRIPPED:
            subprocess.run(["strip", "--strip-unneeded", folder / name], check=True)
    compile_sources(folder)


def replace_x265(folder: Path) -> None:
    """A stand-in for the x265 encoder (GPL): we read HEIC pictures and never write any.

    libheif asks for the encoder when it lists what it can write, and is told that there is none.
    """
    for library in folder.glob(_X265):
        name = library.name
        library.unlink()
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-O2", f"-Wl,-soname,{name}", "-o", library, _STAND_IN],
            check=True,
        )


def compile_sources(folder: Path) -> None:
    """Byte code beside each source, valid whatever the file times of an installation are."""
    for package in ("torch", "transformers"):
        done = compileall.compile_dir(
            folder / package,
            quiet=1,
            stripdir=str(folder),
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        if not done:
            raise RuntimeError(f"{package} does not compile")


def _unused(folder: Path) -> Iterator[Path]:
    for pattern in LEFT_OUT:
        yield from (path for path in folder.glob(pattern) if path.name not in KEPT)
    for model in (folder / "transformers/models").iterdir():
        if model.is_dir() and model.name not in MODELS:
            yield model
