"""The samplers by the names that requests and recipes use."""

from __future__ import annotations

from core.contract.request import SamplerName
from core.diffusion.samplers.dpm_multistep import dpmpp_2m, dpmpp_2m_sde
from core.diffusion.samplers.lcm import lcm
from core.diffusion.samplers.linear_multistep import lms, plms
from core.diffusion.samplers.one_call import ancestral, ddim, euler
from core.diffusion.samplers.step import Sampler
from core.diffusion.samplers.two_calls import dpm2, dpmpp_sde, heun
from core.diffusion.samplers.unipc import unipc

SAMPLERS: dict[SamplerName, Sampler] = {
    "ddpm": ancestral,
    "ddim": ddim,
    "plms": plms,
    "euler": euler,
    "euler_a": ancestral,
    "heun": heun,
    "lms": lms,
    "dpm2": dpm2,
    "dpmpp_2m": dpmpp_2m,
    "dpmpp_2m_sde": dpmpp_2m_sde,
    "dpmpp_sde": dpmpp_sde,
    "unipc": unipc,
    "lcm": lcm,
}
