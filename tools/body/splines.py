"""Smooth curves through hand-placed points: the pencil with which the body figure is drawn.

Everything is in figure units: a head is 100 high, the figure 7.5 heads; x grows to the viewer's
right from the midline, y downwards from the crown.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Line = list[Point]

NEAR = 1e-6  # closer points count as one
STEPS = 10  # samples between two placed points; the build thins them out again


def _segment(p0: Point, p1: Point, p2: Point, p3: Point) -> Line:
    """Return ``STEPS`` samples from ``p1`` up to, without, ``p2`` (centripetal Catmull-Rom)."""

    def knot(before: float, a: Point, b: Point) -> float:
        return before + math.sqrt(max(math.dist(a, b), NEAR))

    t1 = knot(0.0, p0, p1)
    t2 = knot(t1, p1, p2)
    t3 = knot(t2, p2, p3)

    def mix(a: Point, b: Point, start: float, end: float, t: float) -> Point:
        share = (t - start) / (end - start)
        return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)

    samples: Line = []
    for step in range(STEPS):
        t = t1 + (t2 - t1) * step / STEPS
        a1, a2, a3 = mix(p0, p1, 0.0, t1, t), mix(p1, p2, t1, t2, t), mix(p2, p3, t2, t3, t)
        b1, b2 = mix(a1, a2, 0.0, t2, t), mix(a2, a3, t1, t3, t)
        samples.append(mix(b1, b2, t1, t2, t))
    return samples


def _beyond(a: Point, b: Point) -> Point:
    """Return the point as far beyond ``b`` as ``a`` lies before it."""
    return (2 * b[0] - a[0], 2 * b[1] - a[1])


def curve(points: Sequence[Point]) -> Line:
    """Return an open smooth curve through ``points``, ends included; two points give a line."""
    ends = [_beyond(points[1], points[0]), *points, _beyond(points[-2], points[-1])]
    drawn: Line = []
    for at in range(len(points) - 1):
        drawn += _segment(ends[at], ends[at + 1], ends[at + 2], ends[at + 3])
    return [*drawn, points[-1]]


def loop(points: Sequence[Point]) -> Line:
    """Return a closed smooth curve through ``points``, without repeating the first."""
    count = len(points)
    drawn: Line = []
    for at in range(count):
        four = (points[at - 1], points[at], points[(at + 1) % count], points[(at + 2) % count])
        drawn += _segment(*four)
    return drawn


def eased(points: Sequence[Point], reach: float) -> Line:
    """Return the curve through ``points`` with bumps shorter than about ``reach`` ironed out.

    The ends stay. The line comes back in steps of one unit.
    """
    line = _even(curve(points))
    span = math.ceil(2.5 * reach)
    weights = [math.exp(-0.5 * (at / reach) ** 2) for at in range(-span, span + 1)]
    total = sum(weights)
    last = len(line) - 1
    drawn: Line = []
    for at in range(last + 1):
        x = y = 0.0
        for offset, weight in zip(range(-span, span + 1), weights, strict=True):
            # Beyond an end the line goes on point-mirrored, which holds the end in its place.
            where = at + offset
            end = 0 if where < 0 else last
            inside = where if 0 <= where <= last else min(max(2 * end - where, 0), last)
            px, py = line[inside]
            if inside != where:
                px, py = 2 * line[end][0] - px, 2 * line[end][1] - py
            x += px * weight
            y += py * weight
        drawn.append((x / total, y / total))
    return drawn


def _even(line: Line) -> Line:
    """Return ``line`` with points about one unit apart."""
    drawn = [line[0]]
    left = 1.0
    for a, b in pairwise(line):
        length = math.dist(a, b)
        done = 0.0
        while length - done >= left:
            done += left
            share = done / length
            drawn.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
            left = 1.0
        left -= length - done
    if math.dist(drawn[-1], line[-1]) > NEAR:
        drawn.append(line[-1])
    return drawn


class Axis:
    """A bent limb axis, so that widths can be given as they are measured: across the limb.

    ``at(t, n)``: t counts the placed points of the axis (0 the first, 1 the second, ...), n is
    the distance to the side, positive away from the body's midline.
    """

    def __init__(self, points: Sequence[Point]) -> None:
        self._line = curve(points)

    def at(self, t: float, n: float) -> Point:
        """Return the point ``n`` units beside the axis at ``t``; beyond the ends it goes on."""
        place = t * STEPS
        low = min(max(math.floor(place), 0), len(self._line) - 2)
        (x0, y0), (x1, y1) = self._line[low], self._line[low + 1]
        share = place - low
        before = self._line[max(low - 3, 0)]
        after = self._line[min(low + 4, len(self._line) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        size = math.hypot(dx, dy)
        return (x0 + (x1 - x0) * share + n * dy / size, y0 + (y1 - y0) * share - n * dx / size)

    def side(self, offsets: Sequence[tuple[float, float]]) -> Line:
        """Return the points of several ``(t, n)``."""
        return [self.at(t, n) for t, n in offsets]


def taper(points: Sequence[Point], width: float, start: float = 0.0, end: float = 0.0) -> Line:
    """Return a pen stroke along ``points`` as a closed outline, full in the middle.

    ``width`` is the greatest width; ``start`` and ``end`` are the widths at the tips as a share
    of it (0 for a fine point).
    """
    middle = curve(points)
    last = len(middle) - 1
    left: Line = []
    right: Line = []
    for at, (x, y) in enumerate(middle):
        before, after = middle[max(at - 1, 0)], middle[min(at + 1, last)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        size = math.hypot(dx, dy) or 1.0
        along = at / last
        swell = math.sin(math.pi * along) ** 0.7 if 0.0 < along < 1.0 else 0.0
        floor = start + (end - start) * along
        half = 0.5 * width * max(swell, floor)
        left.append((x - dy / size * half, y + dx / size * half))
        right.append((x + dy / size * half, y - dx / size * half))
    return left + right[::-1]
