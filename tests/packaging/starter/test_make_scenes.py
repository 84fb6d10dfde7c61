"""The folder of scenes: complete, resumable, and never half of two sets."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def module(starter, draw, monkeypatch):
    module = starter("make_scenes")
    scenes = starter("scenes")
    monkeypatch.setattr(module, "GROUP", 5)
    monkeypatch.setattr(module, "SceneMaker", lambda: scenes.SceneMaker(draw))
    return module


def _contents(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_captions_and_pictures_match_the_scenes(module, maker, tmp_path):
    assert module.write_scenes(module.SceneSet(tmp_path, 12, 4, 32), workers=1) == 12
    lines = (tmp_path / "metadata.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 12
    for index, line in enumerate(lines):
        record = json.loads(line)
        assert record["text"] == maker.scene(4, index, 32).caption
        assert (tmp_path / record["file_name"]).is_file()


def test_a_second_run_makes_only_what_is_missing(module, tmp_path):
    whole, resumed = tmp_path / "whole", tmp_path / "resumed"
    module.write_scenes(module.SceneSet(whole, 12, 4, 32), workers=1)
    module.write_group(module.SceneSet(resumed, 12, 4, 32), 5)
    assert module.write_scenes(module.SceneSet(resumed, 12, 4, 32), workers=1) == 7
    assert _contents(whole) == _contents(resumed)
    assert module.write_scenes(module.SceneSet(resumed, 12, 4, 32), workers=1) == 0


def test_another_seed_is_refused(module, tmp_path):
    module.write_scenes(module.SceneSet(tmp_path, 5, 4, 32), workers=1)
    before = _contents(tmp_path)
    with pytest.raises(SystemExit, match="another seed"):
        module.write_scenes(module.SceneSet(tmp_path, 5, 9, 32), workers=1)
    assert _contents(tmp_path) == before
