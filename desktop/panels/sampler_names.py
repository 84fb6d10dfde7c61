"""Samplers and schedules as the community names them, each with one remark; nothing is drawn here.

Only what the contract offers is listed; `tests` hold the two together.
"""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QCoreApplication

from core.contract.request import SamplerName, ScheduleName

translate = QCoreApplication.translate


def samplers() -> list[list[tuple[str, str]]]:
    """Groups of key and text: the usual ones, those that draw noise in each step, the older, one special."""
    groups = [
        [
            ("dpmpp_2m", translate("samplers", "DPM++ 2M – good default")),
            ("unipc", translate("samplers", "UniPC – good with few steps")),
            ("euler", translate("samplers", "Euler – plain and steady")),
            ("heun", translate("samplers", "Heun – finer, twice the time")),
            ("dpm2", translate("samplers", "DPM2 – finer, twice the time")),
        ],
        [
            ("euler_a", translate("samplers", "Euler a – livelier")),
            ("dpmpp_2m_sde", translate("samplers", "DPM++ 2M SDE – livelier, fine detail")),
            ("dpmpp_sde", translate("samplers", "DPM++ SDE – livelier, twice the time")),
        ],
        [
            ("ddim", translate("samplers", "DDIM – the classic")),
            ("plms", translate("samplers", "PLMS – of the first models")),
            ("lms", translate("samplers", "LMS – of the first models")),
            ("ddpm", translate("samplers", "DDPM – wants many steps")),
        ],
        [("lcm", translate("samplers", "LCM – only for LCM models"))],
    ]
    return _offered(groups, get_args(SamplerName))


def schedules() -> list[list[tuple[str, str]]]:
    """One group of key and text."""
    group = [
        ("model", translate("samplers", "As taught – plain")),
        ("karras", translate("samplers", "Karras – finer at the end")),
        ("exponential", translate("samplers", "Exponential – finest at the end")),
    ]
    return _offered([group], get_args(ScheduleName))


def short(text: str) -> str:
    """The name without the remark."""
    return text.split(" – ")[0]


def _offered(
    groups: list[list[tuple[str, str]]], names: tuple[str, ...]
) -> list[list[tuple[str, str]]]:
    kept = [[entry for entry in group if entry[0] in names] for group in groups]
    return [group for group in kept if group]
