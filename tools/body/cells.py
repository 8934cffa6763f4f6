"""Where one region ends and the next begins, for the right half of each view.

A cell is a closed shape drawn generously around its region; a region is the part of the
silhouette in its cell that no earlier cell has taken. So each border is drawn once, and the
regions tile the silhouette without gaps. Borders follow the muscles and bones under the skin.
"""

from shapely.geometry import Polygon, box

from tools.body import contours
from tools.body.contours import ARM, finger_frame, on_hand
from tools.body.splines import Line, Point, curve

Cells = list[tuple[str, Polygon]]

_FAR = 900.0
_ELBOW_TOP, _ELBOW_END, _WRIST_TOP = 0.85, 1.13, 1.83
_WRIST_END = 4.0  # down the hand
_KNUCKLE = {
    "front": {"thumb": 0.4, "little_finger": 0.16},
    "back": {"thumb": 0.4, "little_finger": 0.08},
}
_KNUCKLE_ELSE = {"front": 0.17, "back": 0.08}


def _cell(*edges: list[Point]) -> Polygon:
    """Return the area inside smooth ``edges``, joined by straight lines at their ends."""
    ring: Line = []
    for edge in edges:
        ring += curve(edge) if len(edge) > 1 else edge
    return Polygon(ring).buffer(0)


def _middle(points: list[Point]) -> Polygon:
    """Return the area right of the midline inside a smooth line that begins and ends on it."""
    (x0, y0), (x1, y1) = points[1], points[-2]
    return _cell([(-x0, y0), *points, (-x1, y1)])


def _below(edge: list[Point]) -> Polygon:
    """Return everything under ``edge``, which runs from the midline outwards."""
    return _cell(edge, [(edge[-1][0], _FAR)], [(edge[0][0], _FAR)])


def _band(top: list[Point], bottom: list[Point]) -> Polygon:
    return _cell(top, bottom[::-1])


def _across(t: float, bow: float) -> list[Point]:
    """Return a border across the arm, bowed towards the hand by ``bow`` (in t)."""
    return [ARM.at(t, -24), ARM.at(t + bow, -8), ARM.at(t + bow, 8), ARM.at(t, 24)]


def _arm(view: str) -> Cells:
    upper, lower, hand = {
        "front": ("biceps", "inner_forearm", "palm"),
        "back": ("triceps", "outer_forearm", "hand_back"),
    }[view]
    bow = 0.035 if view == "front" else -0.03
    digits: Cells = []
    for name, shape in contours.fingers().items():
        base = _KNUCKLE[view].get(name, _KNUCKLE_ELSE[view])
        root = [finger_frame(name, base, -9), finger_frame(name, base - 0.03, 0)]
        end = [finger_frame(name, base, 9), finger_frame(name, 1.3, 9), finger_frame(name, 1.3, -9)]
        beyond = Polygon([*curve([*root, end[0]]), *end[1:]])
        digits.append((name, shape.buffer(1.2).intersection(beyond)))
    wrist_end = [on_hand(_WRIST_END, -18), on_hand(_WRIST_END + 1.2, 0), on_hand(_WRIST_END, 18)]
    elbow_top, elbow_end = _across(_ELBOW_TOP, bow), _across(_ELBOW_END, bow)
    wrist_top = _across(_WRIST_TOP, 0.02)
    start = [(66.2, 200.0), (72, 189), (80, 170), (120, 190)]
    return [
        *digits,
        ("elbow", _band(elbow_top, elbow_end)),
        (lower, _band(elbow_end, wrist_top)),
        ("wrist", _band(wrist_top, wrist_end)),
        (hand, _cell(wrist_end, [on_hand(95, 60), on_hand(95, -40)])),
        (upper, Polygon([*start, *curve(elbow_top)[::-1]])),
    ]


def front() -> Cells:
    """Return the front cells, first come first served."""
    head = contours.head()
    face: Cells = [
        ("ear", box(28, 40, 45, 68).difference(head)),
        (
            "eyelid",
            _cell(
                [(6.2, 51), (9.5, 46.8), (15, 45.2), (21, 47), (25, 52)],
                [(25, 52), (20.5, 55.2), (14.5, 56), (9.5, 54.2), (6.2, 51)],
            ),
        ),
        (
            "nose",
            _middle(
                [
                    (0, 45),
                    (3.2, 46.4),
                    (3.8, 53),
                    (5, 60),
                    (8.4, 66),
                    (7.6, 70.6),
                    (3.6, 72.8),
                    (0, 73),
                ]
            ),
        ),
        (
            "mouth",
            _middle(
                [(0, 72), (5, 72.4), (10.4, 76.6), (13.6, 81), (9.6, 85), (4.6, 86.8), (0, 87.2)]
            ),
        ),
        ("chin", _cell([(0, 80), (10, 84), (13, 90), (12.4, 97), (11.5, 110)], [(0, 110)])),
        (
            "scalp",
            _cell([(0, 17), (12, 18.2), (22, 22.6), (29, 30), (38, 42)], [(50, -20), (0, -20)]),
        ),
        (
            "temple",
            _cell([(23, 20), (24.4, 32), (26, 42), (28.6, 50), (33, 56), (38, 58)], [(50, 10)]),
        ),
        (
            "forehead",
            _cell([(0, 47), (5, 46), (11, 42.6), (19, 42), (28, 46), (32, 50)], [(40, 0), (0, 0)]),
        ),
        (
            "jaw",
            _cell([(40, 66), (30, 71), (21, 79), (14.6, 86), (12, 93), (10, 106)], [(40, 106)]),
        ),
        ("cheek", box(0, 40, 45, 100)),
    ]
    clavicle: list[Point] = [(0, 134), (8, 134), (22, 135), (42, 138.4), (58, 141), (72, 142)]
    deltoid: list[Point] = [(52, 134), (56, 150), (62, 168), (74, 190), (90, 209), (106, 221)]
    breast: list[Point] = [(0, 205), (14, 209), (30, 214), (46, 213), (58, 206), (66.2, 200)]
    belly: list[Point] = [(0, 352), (16, 352), (36, 345), (52, 334), (60, 322), (80, 308)]
    side: list[Point] = [(38, 208), (43, 230), (44, 256), (42, 284), (44, 312), (52, 334)]
    fold: list[Point] = [(0, 397), (6, 402), (18, 396), (36, 376), (54, 350), (60, 322)]
    knee_top: list[Point] = [(0, 528), (16, 525), (38, 519), (58, 524), (80, 526)]
    knee_end: list[Point] = [(0, 566), (18, 571), (38, 577), (58, 571), (80, 566)]
    shin_end: list[Point] = [(0, 692), (26, 692), (40, 695), (53, 692), (80, 692)]
    ankle_end: list[Point] = [(0, 718), (26, 719), (40, 726), (56, 722), (80, 720)]
    toe_line: list[Point] = [(10, 744), (25, 743), (38, 745), (50, 746), (60, 743.4), (80, 733)]
    on_head = [(name, cell if name == "ear" else cell.intersection(head)) for name, cell in face]
    return [
        *on_head,
        ("throat", _cell([(0, 80), (17.5, 88), (14, 108), (6, 133)], [(0, 134)])),
        (
            "neck_side",
            _cell([(4, 133), (14, 129.5), (22, 122), (27, 112), (30, 98)], [(30, 60), (0, 60)]),
        ),
        ("shoulder", _cell(deltoid, [(140, 221), (140, 100), (64, 100)])),
        ("shoulder_top", _cell(clavicle, [(80, 90), (0, 90)])),
        ("chest", _cell(clavicle, [(80, 160), (72, 189), (66.2, 200)], breast[::-1])),
        *_arm("front"),
        ("ribs", _cell(side[:3], [(62, 260), (90, 254)], [(90, 180)], breast[:2:-1])),
        ("upper_abdomen", _cell(breast[:5], side[1:4], [(42, 284), (20, 288), (0, 288)])),
        ("flank", _cell(side[2:], belly[3:], [(90, 250)])),
        ("lower_abdomen", _cell([(0, 280), (50, 280)], side[3:], belly[3::-1])),
        (
            "hip",
            _cell(fold[4:], [(60, 322), (90, 300)], [(90, 404), (72, 400), (60, 372), (54, 350)]),
        ),
        ("groin", _cell(belly[:5], fold[4::-1])),
        ("knee", _band(knee_top, knee_end)),
        (
            "inner_thigh",
            _cell([(17, 390), (21, 420), (25, 460), (25, 492), (20, 524)], [(0, 530), (0, 380)]),
        ),
        ("front_thigh", box(0, 300, 100, 540)),
        (
            "inner_calf",
            _cell(
                [(18, 566), (23.4, 586), (25.4, 610), (24.6, 634), (21, 652), (14, 668)],
                [(0, 668), (0, 560)],
            ),
        ),
        ("shin", _cell([(0, 560), (80, 560)], shin_end[::-1])),
        ("ankle", _band(shin_end, ankle_end)),
        ("big_toe", _below(toe_line).intersection(box(0, 700, 38.2, 800))),
        ("toes", _below(toe_line)),
        ("foot_top", box(0, 700, 100, 800)),
    ]


def back() -> Cells:
    """Return the back cells, first come first served."""
    head = contours.head()
    nape: list[Point] = [(0, 79), (9, 80), (16, 83), (20.6, 88), (24, 97), (25, 104)]
    yoke: list[Point] = [(0, 152), (20, 153), (42, 154), (60, 150), (74, 145), (84, 140)]
    deltoid: list[Point] = [
        (56, 136),
        (59, 148),
        (63, 160),
        (69, 175),
        (80, 194),
        (94, 208),
        (108, 217),
    ]
    blade: list[Point] = [(0, 222), (18, 223), (36, 221), (52, 212), (66.2, 200)]
    ribs: list[Point] = [(0, 276), (18, 275), (36, 270), (52, 262), (80, 252)]
    loin: list[Point] = [(43, 250), (42, 280), (42, 300), (46, 321)]
    crest: list[Point] = [(0, 354), (10, 345), (26, 331), (46, 321), (62, 316), (80, 308)]
    # along the fold under the buttock that details.py draws
    cheek: list[Point] = [
        (0, 397), (4.2, 406), (9, 410.6), (20, 414.4), (34, 414.6), (48, 410), (62, 403), (90, 398),
    ]  # fmt: skip
    knee_top: list[Point] = [(0, 526), (16, 528), (38, 531), (58, 528), (80, 526)]
    knee_end: list[Point] = [(0, 574), (18, 572), (38, 568), (58, 572), (80, 574)]
    calf_end: list[Point] = [
        (0, 650),
        (18, 655),
        (28, 655),
        (38.4, 643),
        (48, 648),
        (62, 644),
        (80, 640),
    ]
    heel_top: list[Point] = [(0, 694), (26, 694), (40, 697), (53, 694), (80, 694)]
    ankle_end: list[Point] = [(0, 722), (26, 722), (40, 719), (55, 722), (80, 722)]
    return [
        ("ear", box(28, 40, 45, 68).difference(head)),
        ("scalp", _cell([(0, 30), (14, 30), (26, 33), (38, 40)], [(50, -20), (0, -20)])),
        (
            "head_back",
            _cell(nape, [(50, 96), (50, -20), (0, -20)]).intersection(
                head.union(box(0, 0, 22, 90))
            ),
        ),
        (
            "neck_back",
            _cell([(0, 132), (10, 129.6), (20, 123), (26, 113), (30, 98)], [(30, 60), (0, 60)]),
        ),
        ("shoulder", _cell(deltoid, [(140, 217), (140, 100), (66, 100)])),
        ("shoulder_top", _cell(yoke, [(90, 90), (0, 90)])),
        (
            "upper_back",
            _cell([(0, 140), (84, 140)], [(80, 170), (72, 189), (66.2, 200)], blade[::-1]),
        ),
        *_arm("back"),
        ("mid_back", _cell([(0, 180), (90, 180)], ribs[::-1])),
        ("lower_back", _cell([(0, 250), (43, 250)], loin, crest[3::-1])),
        ("flank", _cell(loin[::-1], [(90, 240)], crest[:2:-1])),
        (
            "hip",
            _cell(
                [(48, 320), (56, 344), (60, 372), (66, 402)], [(90, 400), (90, 290)], crest[4:2:-1]
            ),
        ),
        ("buttock", _cell([(0, 310), (90, 310)], cheek[::-1])),
        ("hamstring", _cell([(0, 380), (90, 380)], knee_top[::-1])),
        ("knee_back", _band(knee_top, knee_end)),
        ("achilles", _band(calf_end, heel_top)),
        ("inner_calf", _cell([(38, 560), (38.6, 600), (38.4, 660)], [(0, 660), (0, 560)])),
        ("outer_calf", _cell([(0, 560), (80, 560)], [(80, 660), (0, 660)])),
        ("ankle", _band(heel_top, ankle_end)),
        ("heel", box(0, 700, 100, 800)),
    ]
