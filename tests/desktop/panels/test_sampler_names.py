"""The lists of samplers and schedules are those of the contract."""

from typing import get_args

import pytest

from core.contract.request import SamplerName, ScheduleName
from desktop.panels import sampler_names


@pytest.mark.parametrize(
    ("groups", "names"),
    [(sampler_names.samplers(), SamplerName), (sampler_names.schedules(), ScheduleName)],
)
def test_every_name_of_the_contract_is_offered_once_with_a_remark(groups, names):
    entries = [entry for group in groups for entry in group]
    assert sorted(key for key, _text in entries) == sorted(get_args(names))
    for _key, text in entries:
        assert text.count(" – ") == 1
        assert 0 < len(sampler_names.short(text)) < len(text)
    assert all(groups)


def test_the_good_default_stands_first():
    assert sampler_names.samplers()[0][0] == ("dpmpp_2m", "DPM++ 2M – good default")
