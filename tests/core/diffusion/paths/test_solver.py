"""dpmpp_2m and unipc: rounding, and which step is plain."""

import pytest
import torch

from core.diffusion.paths import solver
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig


def schedule(**fields: object) -> NoiseSchedule:
    return NoiseSchedule(ScheduleConfig(**fields))


@pytest.mark.parametrize("rule", [solver.dpmpp_2m, solver.unipc])
@pytest.mark.parametrize("kind", ["model", "karras", "exponential"])
def test_timesteps_are_whole(rule, kind) -> None:
    times = rule(schedule(), kind, 9).timesteps
    assert torch.equal(times, times.round())


def test_a_cosine_schedule_cuts_where_others_round() -> None:
    cosine = schedule(beta_schedule="squaredcos_cap_v2")
    cut, rounded = (rule(cosine, "karras", 9).timesteps for rule in (solver.dpmpp_2m, solver.unipc))
    assert bool((cut <= rounded).all())
    assert not torch.equal(cut, rounded)


@pytest.mark.parametrize(("steps", "plain"), [(14, True), (15, False)])
def test_a_short_run_ends_with_a_plain_step(steps, plain) -> None:
    path = solver.dpmpp_2m(schedule(final_sigmas_type="sigma_min"), "model", steps)
    assert path.options.first_order_last is plain
    assert solver.dpmpp_2m(
        schedule(), "model", steps
    ).options.first_order_last  # where it ends at 0


def test_each_solver_reads_the_types_it_knows() -> None:
    for said, heun, bh1 in (("heun", True, False), ("bh1", False, True), ("bh2", False, False)):
        given = schedule(solver_type=said)
        assert solver.dpmpp_2m(given, "model", 4).options.heun is heun
        assert solver.unipc(given, "model", 4).options.bh1 is bh1
