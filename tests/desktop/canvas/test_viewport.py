"""Zoom and pan: round trips, what stays under the pointer, and never losing the frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.canvas.viewport import KEEP_IN_VIEW, MARGINS, SCALE_MAX, SCALE_MIN, Viewport

sizes = st.integers(8, 4096)
views = st.floats(240, 4000)
scales = st.floats(SCALE_MIN, SCALE_MAX)
moves = st.floats(-5000, 5000)


@st.composite
def viewports(draw):
    view = Viewport(draw(sizes), draw(sizes), draw(views), draw(views)).fit()
    view = view.scaled_to(draw(scales), view.view_width / 2, view.view_height / 2)
    return view.panned(draw(moves), draw(moves))


def visible(view: Viewport) -> tuple[float, float]:
    """How many px of the frame can be seen, across and down."""
    x, y, width, height = view.rect()
    across = min(x + width, view.view_width) - max(x, 0)
    down = min(y + height, view.view_height) - max(y, 0)
    return across, down


@given(viewports(), moves, moves)
def test_a_point_goes_to_the_view_and_back(view, x, y):
    back = view.to_frame(*view.to_view(x, y))
    assert back == pytest.approx((x, y), abs=1e-6 * max(1.0, 1 / view.scale))


@given(viewports(), scales, st.floats(0, 1), st.floats(0, 1))
def test_zoom_keeps_the_point_under_the_pointer(view, scale, across, down):
    x, y, width, height = view.rect()
    left, right = max(x, KEEP_IN_VIEW), min(x + width, view.view_width - KEEP_IN_VIEW)
    top, bottom = max(y, KEEP_IN_VIEW), min(y + height, view.view_height - KEEP_IN_VIEW)
    if left > right or top > bottom:
        return  # the pointer is not over a piece of the frame away from the edges
    at = (left + across * (right - left), top + down * (bottom - top))
    after = view.scaled_to(scale, *at)
    assert after.to_view(*view.to_frame(*at)) == pytest.approx(at, abs=1e-3)
    assert after.scale == pytest.approx(scale)


@given(viewports(), scales, moves, moves, views, views)
def test_no_move_loses_the_frame(view, scale, dx, dy, width, height):
    for after in (
        view.panned(dx, dy),
        view.scaled_to(scale, dx, dy),
        view.resized(width, height),
        view.framed(64, 2048),
    ):
        _, _, frame_width, frame_height = after.rect()
        across, down = visible(after)
        assert across >= min(KEEP_IN_VIEW, frame_width) - 1e-6
        assert down >= min(KEEP_IN_VIEW, frame_height) - 1e-6


@given(viewports(), st.floats(-1e9, 1e9))
def test_the_scale_stays_within_its_limits(view, scale):
    assert SCALE_MIN <= view.scaled_to(scale, 100, 100).scale <= SCALE_MAX


@given(sizes, sizes, views, views)
def test_fit_shows_the_whole_frame_between_the_bars(width, height, view_width, view_height):
    view = Viewport(width, height, view_width, view_height).fit()
    x, y, shown_width, shown_height = view.rect()
    left, top, right, bottom = MARGINS
    assert view.fitted
    if SCALE_MIN < view.scale < SCALE_MAX:
        assert x >= left - 1e-6
        assert y >= top - 1e-6
        assert x + shown_width <= view_width - right + 1e-6
        assert y + shown_height <= view_height - bottom + 1e-6
        used = (
            shown_width - (view_width - left - right),
            shown_height - (view_height - top - bottom),
        )
        assert max(used) == pytest.approx(0, abs=1e-6)  # as large as there is room


def test_a_fitted_view_fits_again_when_it_is_resized():
    view = Viewport(512, 512, 800, 800).fit().resized(400, 900)
    assert view == Viewport(512, 512, 400, 900).fit()


def test_a_zoomed_view_keeps_its_middle_when_it_is_resized():
    view = Viewport(512, 512, 800, 800).fit().scaled_to(3.0, 400, 400)
    after = view.resized(600, 500)
    assert after.to_frame(300, 250) == pytest.approx(view.to_frame(400, 400))
    assert after.scale == 3.0


def test_another_frame_size_keeps_the_middle_of_the_frame():
    view = Viewport(512, 512, 800, 800).fit().scaled_to(1.0, 400, 400)
    after = view.framed(256, 768)
    assert after.to_view(128, 384) == pytest.approx(view.to_view(256, 256))


def test_panning_moves_by_view_pixels_and_ends_the_fit():
    view = Viewport(512, 512, 800, 800).fit()
    after = view.panned(10, -20)
    assert (after.x - view.x, after.y - view.y) == pytest.approx((10, -20))
    assert not after.fitted
