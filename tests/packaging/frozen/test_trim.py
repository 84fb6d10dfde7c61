"""What is left out of a frozen build, and that the rest is whole."""

import ctypes
import shutil
import sys

import pytest

LEFT_OUT = (
    "torch/bin/protoc",
    "torch/include/a.h",
    "torch/test/test_a.py",
    "torch/lib/libc10.a",
    "torch/lib/libjitbackend_test.so",
    "torch/nn/a.pyi",
    "transformers/models/bert/modeling_bert.py",
    "PySide6/Qt/qml/a.qml",
    "libgtk-3.so.0",
)
KEPT = (
    "torch/bin/torch_shm_manager",
    "torch/lib/libtorch_cpu.so",
    "torch/nn/a.py",
    "transformers/__init__.py",
    "transformers/models/__init__.py",
    "transformers/models/clip/modeling_clip.py",
    "PySide6/QtCore.abi3.so",
)


@pytest.fixture
def folder(tmp_path):
    for name in (*LEFT_OUT, *KEPT):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n" if name.endswith(".py") else "")
    return tmp_path


def test_tests_headers_tools_and_other_models_go_and_the_rest_stays(building, folder, monkeypatch):
    trim = building("frozen.trim")
    monkeypatch.setattr(trim, "STRIPPED", ())
    trim.trim(folder)
    assert [name for name in LEFT_OUT if (folder / name).exists()] == []
    assert [name for name in KEPT if not (folder / name).exists()] == []


def test_sources_lie_compiled_beside_and_count_whatever_their_time_is(building, folder):
    building("frozen.trim").compile_sources(folder)
    (compiled,) = (folder / "torch/nn/__pycache__").glob("a.*.pyc")
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert flags == 0b01  # by hash, never checked


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="needs a compiler")
def test_the_stand_in_for_x265_offers_no_encoder(building, tmp_path):
    library = tmp_path / "pillow_heif.libs/libx265-1a2b.so.217"
    library.parent.mkdir()
    library.write_bytes(b"GPL")
    building("frozen.trim").replace_x265(tmp_path)
    loaded = ctypes.CDLL(str(library))
    loaded.x265_api_get_217.restype = ctypes.c_void_p
    assert loaded.x265_api_get_217(8) is None
    loaded.x265_cleanup()
    assert b"libx265-1a2b.so.217" in library.read_bytes()  # its own name, as libheif asks for it
