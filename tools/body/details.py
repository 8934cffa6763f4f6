"""The fine lines inside the body figure: what makes an outline a body.

Each is a pen stroke that swells in the middle and thins out at its ends; it comes back as a
closed outline to be filled. Drawn for the right half of each view; the widget mirrors them.
"""

from tools.body.contours import ARM, FINGERS, finger_frame, on_hand
from tools.body.splines import Line, Point, taper

# width, points, then the width at the start and at the end as a share of it (0: a fine tip)
Stroke = tuple[float, list[Point], float, float]


def _pen(width: float, *points: Point, start: float = 0.0, end: float = 0.0) -> Stroke:
    return (width, list(points), start, end)


def _arm(width: float, *places: Point) -> Stroke:
    return _pen(width, *(ARM.at(t, n) for t, n in places))


def _hand(width: float, *places: Point) -> Stroke:
    return _pen(width, *(on_hand(u, v) for u, v in places))


def _face() -> list[Stroke]:
    return [
        # closed lids with the lashes resting, and calm brows
        _pen(1.7, (7.2, 51.8), (11, 54.2), (16, 55), (21, 53.8), (24.6, 51)),
        _pen(0.9, (8.4, 48.8), (13, 46.8), (18, 46.8), (23, 49.2)),
        _pen(2.3, (5.6, 42.6), (12, 39.4), (20, 39.4), (27.4, 43.2)),
        # nose
        _pen(0.8, (4.2, 50), (4.4, 56), (6, 61.6)),
        _pen(1.2, (7.6, 63.6), (8.9, 67.2), (6.6, 70.6)),
        _pen(1.1, (0, 72.4), (3, 72.0), (5.6, 70.2), start=0.9),
        # mouth, at rest
        _pen(1.6, (0, 80.9), (4, 80.3), (9, 80.5), (13, 79.3), start=0.9),
        _pen(0.8, (0, 77.4), (2.6, 76.7), (8.4, 78.4), start=0.8),
        _pen(1.0, (0, 86.0), (4, 85.8), (8, 84.4), start=0.9),
        _pen(0.7, (0, 92.6), (4, 92.2), start=0.9),
        # ear, jaw
        _pen(0.9, (34.4, 47.2), (36.8, 48.2), (36.5, 54), (34.8, 59)),
        _pen(0.7, (34.6, 52), (35.4, 55), (34.2, 57)),
        _pen(1.6, (26.4, 83), (18.4, 93.4), (11.5, 98.4), (5.5, 100.6), (0, 101), end=0.8),
    ]


def _front_trunk() -> list[Stroke]:
    return [
        # neck, sternal notch, collar bones
        _pen(1.2, (20.4, 91), (15.4, 108), (9.4, 123), (4.6, 132)),
        _pen(0.8, (13, 120), (15, 127), (18, 132)),
        _pen(1.3, (0, 136), (3, 135.4), (5.2, 132.6), start=0.9),
        _pen(1.8, (5.6, 134.6), (16, 134), (30, 136.6), (46, 140.6), (60, 141), (71, 143.4)),
        _pen(0.8, (12, 138.2), (22, 139.4), (34, 143)),
        _pen(0.9, (28, 118), (34, 127), (41, 134)),
        # shoulder against breast
        _pen(1.2, (55, 144), (58, 154), (63, 167), (71, 183), (79, 195)),
        _pen(1.1, (105, 217.4), (97, 213.6), (89, 206)),
        # breast and breastbone
        _pen(1.8, (68.4, 186), (63.4, 199), (53, 208), (40, 213.4), (26, 213.6), (12, 209.4)),
        _pen(1.0, (0, 150), (0, 180), (0, 206)),
        # rib arch and the finger-like slips at its side
        _pen(1.3, (0, 217), (5, 220.6), (15, 231), (25, 245), (33, 262)),
        _pen(1.0, (62.6, 215), (56.6, 219.6), (53.4, 227)),
        _pen(1.0, (62.4, 227), (56.6, 231.6), (53.6, 239)),
        _pen(0.9, (61.4, 239), (56.4, 243.6), (54.2, 250)),
        # belly
        _pen(1.1, (0, 226), (0, 260), (0, 292)),
        _pen(1.3, (0, 306.6), (2.2, 305.4), (2.8, 302), (1.6, 298.6), start=0.9),
        _pen(0.8, (0, 314), (0, 325), (0, 338)),
        _pen(1.1, (37.4, 266), (39.4, 286), (38, 310), (32.6, 334), (25, 350)),
        _pen(0.6, (7, 251), (16, 252.6), (26, 256)),
        # groin and hip
        _pen(1.7, (61, 320), (56, 334), (45, 351), (31, 370), (17, 387), (8, 393.4)),
        _pen(0.9, (67.4, 342), (64, 366), (65, 392)),
    ]


def _front_leg() -> list[Stroke]:
    return [
        _pen(1.0, (50, 356), (40, 386), (29, 425), (22, 465), (19, 500)),
        _pen(0.9, (55, 378), (58.6, 412), (57, 450), (51, 486), (46, 508)),
        _pen(1.3, (20.4, 488), (16.8, 504), (18.4, 518), (26, 524)),
        _pen(1.1, (58, 494), (57, 512), (51, 521)),
        # knee cap and its tendon
        _pen(1.5, (28, 529), (25.4, 540), (28, 552), (37, 558), (47, 552), (50.4, 540), (48, 529)),
        _pen(0.9, (32.4, 562), (33.4, 570), (33, 578)),
        _pen(0.9, (43.6, 562), (42.8, 570), (43.4, 578)),
        # shin bone, the muscle beside it, the calf behind
        _pen(1.2, (35, 584), (31, 612), (31, 646), (34, 682)),
        _pen(0.9, (50, 586), (52.6, 610), (49.6, 645), (44.6, 676)),
        _pen(1.0, (19.4, 580), (22.6, 606), (22, 632), (19.6, 650)),
        # ankle bones, tendons, toes
        _pen(1.2, (28, 701), (31.2, 706.4), (29.4, 713)),
        _pen(1.2, (51.4, 704.6), (48.6, 710.6), (51.4, 717)),
        _pen(0.8, (36, 723), (34.6, 731), (33.6, 739)),
        _pen(0.8, (42.6, 725), (43.4, 733), (44.4, 741)),
        _pen(0.8, (48.4, 726), (51.4, 733), (54.2, 739)),
        _pen(1.2, (37.7, 751.4), (37.6, 748), (37.0, 743.6), start=0.9),
        _pen(1.1, (46.8, 753.4), (46.2, 750), (45.4, 746), start=0.9),
        _pen(1.1, (55.2, 751.8), (54.2, 748.6), (53.2, 745), start=0.9),
        _pen(1.1, (62.4, 749.4), (61.2, 746.4), (60, 743), start=0.9),
        _pen(0.9, (28.2, 755.6), (28.4, 752), (31.6, 750.6), (35, 752), (35.2, 755.6)),
        _pen(0.7, (41.2, 757.2), (43.4, 755.4), (45.6, 757.2)),
        _pen(0.7, (49.8, 756.0), (51.8, 754.4), (53.8, 756.0)),
        _pen(0.7, (57.6, 753.4), (59.4, 751.8), (61.2, 753.4)),
        _pen(0.7, (64.2, 750), (65.8, 748.4), (67.4, 749.6)),
    ]  # fmt: skip


def _front_arm() -> list[Stroke]:
    strokes = [
        _arm(1.2, (0.36, -11), (0.52, -13), (0.7, -12.4), (0.86, -7)),
        _arm(0.9, (0.52, 9.6), (0.68, 10.2), (0.84, 7)),
        _arm(1.2, (0.97, -9), (1.0, -1), (0.96, 7)),
        _arm(1.1, (0.94, 9), (1.1, 4.6), (1.32, 4.4), (1.56, 6)),
        _arm(0.9, (1.06, -8), (1.26, -6), (1.5, -3), (1.74, -2)),
        _arm(0.7, (1.72, 2), (1.84, 1.6), (1.96, 1.4)),
        _hand(1.0, (0.8, -9), (2.6, 0), (0.6, 9)),
        # the lines of the palm
        _hand(1.2, (31.4, 17), (27, 8), (18, 1.6), (6.4, 0.8)),
        _hand(0.9, (31.6, 16.4), (28, 7), (25.4, -4), (26.8, -13)),
        _hand(1.0, (33, -17.6), (30.6, -8), (32, 1), (37.4, 7.6)),
    ]
    for finger in FINGERS:
        folds = (0.72,) if finger == "thumb" else (0.17, 0.44, 0.7)
        strokes += [
            _pen(
                0.75,
                finger_frame(finger, along, -3.1),
                finger_frame(finger, along + 0.012, 0),
                finger_frame(finger, along, 3.1),
            )
            for along in folds
        ]
    return strokes


def _back_trunk() -> list[Stroke]:
    return [
        # base of the skull, nape
        _pen(1.0, (0, 80.6), (9, 81.6), (15.6, 85), (20, 90), start=0.9),
        _pen(1.0, (34.6, 45.6), (34.2, 54), (33.2, 63)),
        _pen(0.9, (5.6, 90), (5.8, 105), (7.4, 121)),
        _pen(0.9, (25, 111), (31, 124), (41, 135)),
        # shoulder blade
        _pen(1.6, (74, 146.4), (60, 151), (44, 157), (27, 164)),
        _pen(1.4, (26.6, 164.6), (23.4, 178), (26, 197), (34.4, 213)),
        _pen(1.3, (33.6, 213.6), (43, 214), (54, 205), (65, 194)),
        _pen(0.9, (40, 166), (50, 176), (62, 184)),
        _pen(1.2, (60, 151), (64, 164), (72, 181), (86, 200.6)),
        _pen(1.1, (105.6, 215), (97, 210), (88, 202)),
        # trapezius and the broad back muscle, spine, the long muscles beside it
        _pen(1.0, (22.4, 182), (14, 206), (6, 236), (0, 256)),
        _pen(1.2, (66.4, 206), (60, 230), (48, 256), (32, 284), (15, 312)),
        _pen(1.5, (0, 112), (0, 180), (0, 260), (0, 344), start=0.2),
        _pen(1.0, (9.6, 254), (13, 285), (15, 314), (12.4, 334)),
        # crest of the hip bone, dimples, buttocks
        _pen(1.2, (62.4, 310), (51, 317), (37, 325.6), (25, 335)),
        _pen(1.3, (12.4, 342), (15.2, 344.6), (14, 348.4)),
        _pen(1.0, (11, 353), (5.6, 362), (0, 369)),
        _pen(2.0, (0, 366), (0, 381), (0, 396), end=0.6),
        _pen(1.8, (4.2, 406), (9, 410.6), (20, 414.4), (34, 414.6), (48, 410)),
        _pen(1.0, (67, 344), (58.6, 360), (56.4, 380), (61, 400)),
    ]


def _back_leg() -> list[Stroke]:
    return [
        _pen(1.0, (34, 428), (36, 460), (37, 492), (34, 514)),
        _pen(0.9, (62, 440), (59, 480), (54.4, 510), (55, 533)),
        _pen(1.1, (23, 478), (21, 508), (22.4, 533)),
        # hollow of the knee
        _pen(1.3, (20.4, 549), (31, 553.4), (44, 553.4), (55.4, 549)),
        _pen(0.9, (22, 563), (29, 574), (37.2, 582)),
        _pen(0.9, (54.6, 563), (47, 574), (39.4, 582)),
        # two heads of the calf, heel tendon
        _pen(1.3, (38.3, 584), (39, 610), (38.4, 641)),
        _pen(1.5, (15.8, 638), (21, 652), (29.6, 654.6), (37.6, 642.4)),
        _pen(1.4, (39.2, 642.4), (46.6, 648.4), (54.6, 645), (60.4, 634)),
        _pen(1.1, (33.4, 664), (36.6, 684), (36.4, 704), (33.4, 724)),
        _pen(1.1, (47.4, 662), (43.6, 684), (43.8, 704), (47.2, 724)),
        _pen(1.2, (28, 701), (31, 706.6), (29.2, 713)),
        _pen(1.2, (51.4, 704), (48.8, 710), (51.2, 716)),
        _pen(1.0, (29.4, 735), (36, 739.6), (45, 739.4), (51, 734)),
        _pen(0.9, (53.6, 727), (56.6, 734.4), (62.4, 741)),
    ]


def _back_arm() -> list[Stroke]:
    strokes = [
        _arm(1.1, (0.44, 2), (0.56, 8), (0.7, 9), (0.8, 3)),
        _arm(1.1, (0.42, -5), (0.58, -10), (0.73, -10), (0.82, -3)),
        _arm(1.3, (0.94, -5.4), (1.01, 0), (0.95, 5)),
        _arm(1.0, (0.98, 9), (1.16, 6), (1.44, 4.4), (1.74, 5.6)),
        _arm(0.9, (1.04, -3), (1.26, -8), (1.56, -6.4), (1.82, -6)),
        _arm(1.1, (1.87, -6.6), (1.92, -3.4), (1.97, -5.6)),
    ]
    for finger in FINGERS:
        thumb = finger == "thumb"
        if not thumb:
            knuckle = finger_frame(finger, 0.03, 0)
            root = on_hand(10, {"index_finger": 4, "middle_finger": 1}.get(finger, -3))
            middle = ((knuckle[0] + root[0]) / 2, (knuckle[1] + root[1]) / 2)
            strokes.append(_pen(0.75, root, middle, knuckle))
            strokes.append(
                _pen(
                    0.9,
                    finger_frame(finger, 0.07, -3.4),
                    finger_frame(finger, 0.0, 0),
                    finger_frame(finger, 0.07, 3.4),
                )
            )
        joint = 0.66 if thumb else 0.45
        strokes += [
            _pen(
                0.75,
                finger_frame(finger, joint, -2.4),
                finger_frame(finger, joint - 0.012, 0),
                finger_frame(finger, joint, 2.4),
            ),
            # finger nail
            _pen(
                0.75,
                finger_frame(finger, 0.985, -2.0),
                finger_frame(finger, 0.88, -2.5),
                finger_frame(finger, 0.84, 0),
                finger_frame(finger, 0.88, 2.5),
                finger_frame(finger, 0.985, 2.0),
            ),
        ]
    return strokes


def lines(view: str) -> list[Line]:
    """Return the outlines of the pen strokes of the "front" or the "back" view."""
    if view == "front":
        strokes = [*_face(), *_front_trunk(), *_front_leg(), *_front_arm()]
    else:
        strokes = [*_back_trunk(), *_back_leg(), *_back_arm()]
    return [taper(points, width + 0.3, start, end) for width, points, start, end in strokes]
