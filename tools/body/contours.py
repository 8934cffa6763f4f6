"""The silhouette of the body figure: one calm standing adult, drawn as the viewer's right half.

Proportions follow the usual 7.5-head canon (chin at 1, breast line at 2, navel at 3, crotch just
under 4, knee cap near 5.5, sole at 7.5 heads); widths are those of an adult between the male and
female means. The other half is its mirror image.
"""

import math

from shapely import affinity
from shapely.geometry import Polygon, box
from shapely.ops import unary_union

from tools.body.splines import Axis, Line, Point, curve, eased, loop

ARM = Axis([(74, 158), (107, 289), (137, 391)])
WRIST: Point = (137, 391)
HAND_TURN = 15.5  # degrees from straight down, outwards

# (t along the arm, distance from its axis)
_ARM_OUTER = [
    (0.5, 16.6), (0.7, 15.8), (0.9, 15.4), (1.0, 16.0), (1.12, 17.8),
    (1.25, 18.6), (1.42, 16.8), (1.62, 13.6), (1.82, 11.6), (1.94, 11.0),
]  # fmt: skip
_ARM_INNER = [
    (1.94, -10.7), (1.82, -11.0), (1.65, -12.8), (1.42, -16.2), (1.22, -18.0), (1.08, -17.4),
    (0.98, -16.2), (0.88, -16.0), (0.7, -17.4), (0.52, -18.4), (0.38, -17.6),
]  # fmt: skip

_SHOULDER = [
    (20.5, 80), (21.5, 92), (22.6, 104), (25.5, 114), (32, 122), (43, 129), (56, 134.5),
    (68, 138.5), (79, 143.5), (87.5, 151), (93.2, 162), (96.6, 177), (99.4, 196),
]  # fmt: skip
_FLANK = [
    (66.2, 200), (67, 212), (65.8, 228), (62.6, 248), (59.6, 268), (58.8, 284), (60.8, 302),
    (65.2, 322), (69.6, 345), (72.8, 370), (74, 396), (73, 424), (70, 456), (66, 488),
    (62, 515), (59.8, 532), (60, 546), (59, 560), (59.4, 573), (62.2, 590), (63.4, 607),
    (61.8, 630), (58, 655), (54.6, 676), (53, 690), (53.6, 701), (55.4, 710),
]  # fmt: skip
_FOOT_OUTER: dict[str, Line] = {
    "front": [(56, 718), (59.6, 727), (64, 735), (67, 743), (64, 749)],
    "back": [(55.4, 718), (58, 726), (62.6, 733.4), (67, 740), (67.6, 746), (62, 749), (52, 748.8)],
}
_FOOT_INNER: dict[str, Line] = {
    "front": [(28, 752), (25.2, 747), (24.2, 740), (25.6, 730), (26.6, 721), (25.6, 713)],
    "back": [(42, 749), (34, 748.6), (28.4, 744.6), (26, 737), (26, 728), (26.4, 720), (25.2, 713)],
}
_INNER_LEG = [
    (24.4, 705), (26, 692), (25.2, 677), (21.6, 658), (16.4, 634),
    (13.6, 612), (14.6, 593), (17.6, 575), (17.6, 563), (16, 549), (15.4, 536), (13.4, 520),
    (11.8, 496), (9.4, 462), (6.4, 428), (3.4, 404), (1.4, 397),
]  # fmt: skip

_HEAD = [
    (0, 0), (9.5, 1.0), (18.5, 4.6), (26, 11), (31.2, 20.5), (33.8, 32), (34.2, 44), (33.4, 56),
    (31.6, 67), (29, 77), (24.6, 86), (18.4, 93.4), (11.5, 98.4), (5.5, 100.6), (0, 101),
]  # fmt: skip
_EAR = [(32.5, 44.5), (36, 42.6), (38.4, 45.4), (38.6, 51), (36.8, 58), (35, 64), (32.2, 65.5)]

# (u down the hand from the wrist, v towards the thumb)
_HAND_OUTER = [(3, 11.2), (10, 14.0), (17, 17.6), (24, 19.6), (31, 19.2), (36.5, 18.4), (41, 15)]
_HAND_INNER = [(38, -18.2), (33, -19.2), (25, -19.4), (16, -17.8), (8, -14.4), (1, -11.6)]
# base (u, v), turn in degrees towards the thumb, length, widths at base, middle joint, tip joint
_FINGERS: dict[str, tuple[Point, float, float, tuple[float, float, float]]] = {
    "index_finger": ((38.0, 13.4), 4.4, 38.5, (9.8, 9.2, 8.0)),
    "middle_finger": ((40.0, 3.8), 0.8, 42.5, (9.8, 9.4, 8.1)),
    "ring_finger": ((39.0, -5.8), -2.8, 39.5, (9.6, 9.0, 7.8)),
    "little_finger": ((34.5, -14.6), -7.2, 32.5, (8.8, 7.9, 6.8)),
    "thumb": ((13.0, 10.4), 29.0, 43.0, (12.4, 10.8, 9.4)),
}
FINGERS = tuple(_FINGERS)

# from, to, radius at the base, radius at the tip
_TOES: tuple[tuple[Point, Point, float, float], ...] = (
    ((31.4, 741), (31.6, 753.4), 7.0, 6.4),
    ((42.2, 745), (43.4, 756.0), 4.4, 4.2),
    ((49.8, 745), (51.8, 754.8), 4.2, 3.9),
    ((57.0, 743), (59.4, 752.2), 4.0, 3.7),
    ((62.2, 741.6), (65.6, 748.8), 3.4, 3.5),
)


def on_hand(u: float, v: float) -> Point:
    """Return the place of a point of the hand: ``u`` down from the wrist, ``v`` to the thumb."""
    turn = math.radians(HAND_TURN)
    sin, cos = math.sin(turn), math.cos(turn)
    return (WRIST[0] + u * sin + v * cos, WRIST[1] + u * cos - v * sin)


def finger_frame(name: str, along: float, across: float) -> Point:
    """Return a place on a finger: ``along`` 0 (base) to 1 (tip), ``across`` in units."""
    (u, v), turn, length, _widths = _FINGERS[name]
    angle = math.radians(turn)
    far = along * length
    return on_hand(
        u + far * math.cos(angle) - across * math.sin(angle),
        v + far * math.sin(angle) + across * math.cos(angle),
    )


def _finger(name: str) -> Polygon:
    _base, _turn, length, (base, middle, tip) = _FINGERS[name]
    round_end = 0.5 * tip / length
    near = [
        (-0.12, base), (0.1, base), (0.3, 0.5 * (base + middle) - 0.25), (0.48, middle),
        (0.62, 0.5 * (middle + tip) - 0.1), (0.78, tip), (0.9, tip * 0.9),
        (1 - 0.22 * round_end, tip * 0.52),
    ]  # fmt: skip
    if name == "thumb":
        near = [
            (-0.1, base * 0.5), (0.12, base * 0.94), (0.35, middle * 0.98), (0.52, middle * 0.98),
            (0.68, tip * 1.02), (0.82, tip * 0.98), (0.92, tip * 0.78), (0.985, tip * 0.4),
        ]  # fmt: skip
    outer: Line = [finger_frame(name, along, 0.5 * width) for along, width in near]
    inner: Line = [finger_frame(name, along, -0.5 * width) for along, width in near]
    return Polygon(curve([*outer, finger_frame(name, 1.0, 0.0), *inner[::-1]])).buffer(0)


def fingers() -> dict[str, Polygon]:
    """Return each finger's outline, roots inside the palm included."""
    return {name: _finger(name) for name in FINGERS}


def hand() -> Polygon:
    """Return the whole hand, with rounded webs between the fingers."""
    web = Polygon(
        loop([on_hand(u, v) for u, v in [(10, 6), (19, 16), (27, 20.4), (33.5, 18.6), (32, 6)]])
    )
    whole = unary_union([web, *fingers().values()])
    return whole.buffer(0.55).buffer(-0.55)


def toes() -> list[Polygon]:
    """Return the toes of the front view, the big toe first."""
    made = []
    for start, end, wide, narrow in _TOES:
        circles = unary_union(
            [
                Polygon(_circle(start, wide)).union(Polygon(_circle(end, narrow))).convex_hull,
            ]
        )
        made.append(circles)
    return made


def _circle(centre: Point, radius: float) -> Line:
    steps = [2 * math.pi * at / 48 for at in range(48)]
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in steps]


def _smooth(shape: Polygon, radius: float) -> Polygon:
    """Round the inner corners where two outlines were put together."""
    return shape.buffer(radius).buffer(-radius)


def ear() -> Polygon:
    """Return the ear, its root inside the head included."""
    return Polygon([*curve(_EAR), (30, 64), (30, 46)])


def head() -> Polygon:
    """Return the right half of the head without the ear."""
    # Begun and ended on the other side, so that crown and chin are round across the midline.
    around = [(-_HEAD[1][0], _HEAD[1][1]), *_HEAD, (-_HEAD[-2][0], _HEAD[-2][1])]
    return Polygon(curve(around))


def half(view: str) -> Polygon:
    """Return the silhouette right of the midline, in the "front" or the "back" view."""
    outer_hand = [on_hand(u, v) for u, v in _HAND_OUTER]
    inner_hand = [on_hand(u, v) for u, v in _HAND_INNER]
    outline = [
        (0, 70),
        *eased([*_SHOULDER, *ARM.side(_ARM_OUTER), *outer_hand], 4.0),
        on_hand(43, 4),
        on_hand(42, -8),
        *eased([*inner_hand, *ARM.side(_ARM_INNER), _FLANK[0]], 4.0),
        *eased([*_FLANK, *_FOOT_OUTER[view]], 3.0),
        *eased([*_FOOT_INNER[view], *_INNER_LEG], 3.0),
        (0, 396.2),
    ]
    body = Polygon(outline).buffer(0)
    if view == "front":
        body = _smooth(unary_union([body, *toes()]), 0.5)
    skull = _smooth(unary_union([head(), ear()]), 0.8)
    whole = unary_union([_smooth(body.union(head()), 1.6), skull, hand()])
    return whole.intersection(box(0, -10, 400, 800)).buffer(0)


def mirrored(shape: Polygon) -> Polygon:
    """Return the mirror image on the other side of the midline."""
    return affinity.scale(shape, -1, 1, origin=(0, 0))
