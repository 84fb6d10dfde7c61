"""What a file predicts: who says it first, and that what lies beside it is only data."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from core.contract.errors import ConfigInvalid, FileUnreadable
from core.files import folders
from core.files.models.headers import Header, TensorInfo
from core.files.models.predictions import PROBES_FILE, Told, remember_probe, told

V = 'model:\n  params:\n    parameterization: "v"\n'
EPS = 'model:\n  params:\n    parameterization: "eps"\n'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.model.v1.safetensors"
    path.write_bytes(b"weights")
    return path


def header(*names: str, **metadata: str) -> Header:
    tensors = {name: TensorInfo("F32", (0,), 8, 8) for name in names}
    return Header(tensors, {f"modelspec.{k}": v for k, v in metadata.items()}, 8, 8)


def beside(file: Path, text: str, ending: str = ".yaml") -> Path:
    place = file.with_suffix(ending)
    place.write_text(text)
    return place


@pytest.mark.parametrize(
    ("said", "prediction"),
    [("v", "v"), ("epsilon", "eps"), ("EPS", "eps"), (" v_prediction ", "v"), ("velocity", "v")],
)
def test_metadata_come_first(file, said, prediction):
    beside(file, EPS if prediction == "v" else V)
    found = told(file, header("v_pred", "ztsnr", prediction_type=said))
    assert found == Told(prediction, "metadata", zero_snr=True)


def test_then_keys(file):
    beside(file, EPS)
    assert told(file, header("v_pred")) == Told("v", "key")
    assert told(file, header("v_pred", "ztsnr")) == Told("v", "key", zero_snr=True)
    assert told(file, header("v_pred", prediction_type="nonsense")).basis == "key"


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".json"])
@pytest.mark.parametrize(("said", "prediction"), [("v", "v"), ("eps", "eps")])
def test_then_what_lies_beside_under_the_same_name(file, ending, said, prediction):
    data = {"model": {"target": "ldm.models.diffusion.ddpm", "params": {"parameterization": said}}}
    beside(file, json.dumps(data), ending)  # JSON is YAML too
    remember_probe(file, "eps" if prediction == "v" else "v")
    assert told(file, header()) == Told(prediction, "beside")


def test_other_words_for_it(file):
    beside(
        file,
        json.dumps({"prediction_type": "v_prediction", "rescale_betas_zero_snr": True}),
        ".json",
    )
    assert told(file, header()) == Told("v", "beside", zero_snr=True)
    beside(
        file, "denoiser_config:\n  params:\n    scaling_config:\n      target: sgm.modules.VScaling"
    )
    assert told(file, header()) == Told("v", "beside")


def test_a_file_that_says_nothing_does_not_count(file):
    beside(file, "model:\n  params:\n    channels: 4\n")
    beside(file, '{"sha256": "00", "description": "v_prediction"}', ".json")
    assert told(file, header()) == Told("eps", "family")
    beside(file.with_name("other"), V)
    assert told(file, header()).basis == "family"


def test_then_the_probe_as_long_as_the_file_is_the_same(file):
    remember_probe(file, "v")
    assert told(file, header()) == Told("v", "probe")
    file.write_bytes(b"other weights")
    assert told(file, header()) == Told("eps", "family")


def test_nothing_is_written_beside_the_file(file):
    remember_probe(file, "v")
    assert [path.name for path in file.parent.iterdir() if path.name != "home"] == [file.name]
    assert (folders.cache() / PROBES_FILE).is_file()


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"x": 3}', "[" * 100_000])
def test_a_broken_cache_is_no_cache(file, kept):
    remember_probe(file, "v")
    (folders.cache() / PROBES_FILE).write_text(kept)
    assert told(file, header()).basis == "family"
    remember_probe(file, "v")
    assert told(file, header()).basis == "probe"


def test_a_cache_with_another_word_is_not_believed(file):
    remember_probe(file, "v")
    place = folders.cache() / PROBES_FILE
    place.write_text(place.read_text().replace('"v"', '"__import__"'))
    assert told(file, header()) == Told("eps", "family")


BOMB = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
    f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"m{i}: &m{i} {{<<: [*{'a' if i == 0 else f'm{i - 1}'}, *{'a' if i == 0 else f'm{i - 1}'}]}}\n"
    for i in range(40)
)
HOSTILE = {
    "a call": "!!python/object/apply:os.system ['touch ran']",
    "a call in a setting": "parameterization: !!python/object/apply:os.system ['touch ran']",
    "a module": "!!python/module:os ''",
    "a name": "parameterization: !!python/name:os.system ''",
    "a new object": "!!python/object/new:subprocess.Popen [['touch', 'ran']]",
    "lists that multiply": BOMB,
    "merges that multiply": MERGES,
    "an alias of itself": "a: &a [*a]",
    "a depth": "[" * 30_000,
    "a depth of mappings": "{a: " * 10_000,
    "not text": "\x00\x01",
    "two documents": "--- a\n--- b\n",
    "a directive": "%YAML 9.9\n---\na: 1",
    "too long": "a: " + "x" * 2**16,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_yaml_is_refused_at_once_and_runs_nothing(file, monkeypatch, text):
    monkeypatch.chdir(file.parent)
    beside(file, text)
    started = time.process_time()
    with pytest.raises(ConfigInvalid) as caught:
        told(file, header())
    assert caught.value.path.endswith(".yaml")
    assert time.process_time() - started < 3
    assert not Path("ran").exists()


def test_the_control_arm_a_reader_that_trusts_yaml_is_fooled(file, monkeypatch):
    import yaml

    monkeypatch.chdir(file.parent)
    yaml.unsafe_load(HOSTILE["a call"])
    assert Path("ran").exists()


@pytest.mark.parametrize("text", ["{", "[" * 60_000, '{"a": 1}{', "nonsense"])
def test_a_broken_json_is_refused(file, text):
    beside(file, text, ".json")
    with pytest.raises(ConfigInvalid):
        told(file, header())


def test_a_long_json_is_somebody_elses(file):
    beside(file, json.dumps({"prediction_type": "v", "description": "x" * 2**16}), ".json")
    assert told(file, header()).basis == "family"


def test_a_pipe_beside_it_is_not_waited_for(file):
    os.mkfifo(file.with_suffix(".yaml"))
    with pytest.raises(FileUnreadable):
        told(file, header())
