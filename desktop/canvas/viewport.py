"""Where the frame lies in the canvas: the arithmetic of zoom and pan, nothing else.

Knows no widget and no Qt. Two spaces: *view* in logical px of the widget, *frame* in px of the
picture, both with the origin at the top left. A `Viewport` never changes; each move gives a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

SCALE_MIN = 0.02
SCALE_MAX = 64.0
KEEP_IN_VIEW = 32.0  # view px of the frame that no move may push out of the view
MARGINS = (24.0, 48.0, 24.0, 76.0)  # left, top (label), right, bottom (proposal bar), view px


@dataclass(frozen=True)
class Viewport:
    """A frame of `frame_width` × `frame_height` px, drawn `scale` times as large at (x, y)."""

    frame_width: int  # px of the picture
    frame_height: int
    view_width: float = 640.0  # view px
    view_height: float = 480.0
    scale: float = 1.0  # view px for each px of the picture
    x: float = 0.0  # view px: the frame's left edge
    y: float = 0.0
    fitted: bool = True  # follows the size of the view until somebody zooms or pans

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """A point of the frame → the view."""
        return self.x + x * self.scale, self.y + y * self.scale

    def to_frame(self, x: float, y: float) -> tuple[float, float]:
        """A point of the view → the frame (may lie outside it)."""
        return (x - self.x) / self.scale, (y - self.y) / self.scale

    def rect(self) -> tuple[float, float, float, float]:
        """The frame in the view: left, top, width, height."""
        return self.x, self.y, self.frame_width * self.scale, self.frame_height * self.scale

    def fit(self) -> Viewport:
        """The whole frame, as large as the view allows, in the middle of what the bars leave."""
        left, top, right, bottom = MARGINS
        room_x = max(self.view_width - left - right, 16.0)
        room_y = max(self.view_height - top - bottom, 16.0)
        scale = _clamp(min(room_x / self.frame_width, room_y / self.frame_height), *_LIMITS)
        return replace(
            self,
            scale=scale,
            x=left + (room_x - self.frame_width * scale) / 2,
            y=top + (room_y - self.frame_height * scale) / 2,
            fitted=True,
        )

    def scaled_to(self, scale: float, x: float, y: float) -> Viewport:
        """Another scale; what lies at view point (x, y) stays there."""
        scale = _clamp(scale, *_LIMITS)
        px, py = self.to_frame(x, y)
        moved = replace(self, scale=scale, x=x - px * scale, y=y - py * scale, fitted=False)
        return moved._in_view()

    def panned(self, dx: float, dy: float) -> Viewport:
        """Moved by view px."""
        return replace(self, x=self.x + dx, y=self.y + dy, fitted=False)._in_view()

    def resized(self, width: float, height: float) -> Viewport:
        """The view changed its size: fit again, or keep what was in the middle there."""
        moved = replace(
            self,
            view_width=width,
            view_height=height,
            x=self.x + (width - self.view_width) / 2,
            y=self.y + (height - self.view_height) / 2,
        )
        return moved.fit() if self.fitted else moved._in_view()

    def framed(self, width: int, height: int) -> Viewport:
        """Another size of the frame, its middle where it was."""
        moved = replace(
            self,
            frame_width=width,
            frame_height=height,
            x=self.x + (self.frame_width - width) * self.scale / 2,
            y=self.y + (self.frame_height - height) * self.scale / 2,
        )
        return moved.fit() if self.fitted else moved._in_view()

    def _in_view(self) -> Viewport:
        """Moved back so far that a piece of the frame can be seen."""
        _, _, width, height = self.rect()
        keep_x, keep_y = min(KEEP_IN_VIEW, width), min(KEEP_IN_VIEW, height)
        return replace(
            self,
            x=_clamp(self.x, keep_x - width, max(self.view_width - keep_x, keep_x - width)),
            y=_clamp(self.y, keep_y - height, max(self.view_height - keep_y, keep_y - height)),
        )


_LIMITS = (SCALE_MIN, SCALE_MAX)


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
