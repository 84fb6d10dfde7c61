"""What pictures of a class are asked for."""

from __future__ import annotations

from pathlib import Path

from core.files.catalogue import finding
from core.training.fidelity.probes import known_colours
from core.training.subject.class_prompts import class_prompts


def test_a_model_that_lists_its_colours_is_asked_for_each_of_them_and_for_none():
    starter = Path(finding.find("starter").path)
    found = class_prompts(starter, "a robot")
    assert found[0] == "a robot"
    assert len(set(found)) == 1 + len(known_colours(starter))
    assert {"a robot on a red background", "a robot on an orange background"} < set(found)


def test_any_other_model_is_asked_for_the_class_alone(tiny_model_folder):
    assert class_prompts(tiny_model_folder, "a photo of dog") == ("a photo of dog",)
