"""The body figure as a person meets it: seen, pointed at, walked over and read aloud."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPaintEvent

from relaxapp.body import BACK, FRONT, REGIONS, VIEWS, expand
from relaxapp.errors import RelaxappError
from relaxapp.painting.body_shape import Shape, load_shades, load_shape
from relaxapp.ui import body_walk
from relaxapp.ui.body_figure import CONTRAST, DARK, LIGHT, BodyFigure

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath
    from pytestqt.qtbot import QtBot

DRAWING = Path(__file__).parents[2] / "assets" / "body" / "figure.json"


class Watched(BodyFigure):
    """A figure that remembers what it was asked to paint again."""

    painted: list[QRectF]

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(QRectF(event.region().boundingRect()))
        super().paintEvent(event)


@pytest.fixture(scope="module")
def shape() -> Shape:
    return load_shape(DRAWING)


@pytest.fixture
def figure(qtbot: QtBot) -> Watched:
    widget = Watched(DRAWING)
    widget.painted = []
    qtbot.addWidget(widget)
    widget.resize(720, 780)
    return widget


def inner_point(path: QPainterPath) -> QPointF:
    """Return a point well inside a path: of a grid over it, the one with most room around it."""
    box = path.boundingRect()
    best, room = QPointF(), -1
    for row in range(1, 12):
        for column in range(1, 12):
            x, y = box.x() + box.width() * column / 12, box.y() + box.height() * row / 12
            around = [
                path.contains(QPointF(x + dx * step, y + dy * step))
                for step in (0.0, 1.0, 2.0)
                for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
            ]
            if all(around[:4]) and sum(around) > room:
                best, room = QPointF(x, y), sum(around)
    assert room >= 0
    return best


def place_of(figure: BodyFigure, region: str, view: str) -> QPointF:
    return inner_point(figure.regionPath(region, view))


def seen(figure: BodyFigure, region: str, view: str) -> list[int]:
    """Return the pixels of a region's bounding box, as painted."""
    box = figure.regionPath(region, view).boundingRect().toAlignedRect()
    image = figure.grab(box).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return list(bytes(image.constBits()))


# ---------------------------------------------------------------- the drawing


def test_each_region_is_drawn_in_each_of_its_views(shape: Shape) -> None:
    for name in VIEWS:
        listed = [region.id for region in REGIONS.values() if name in region.views]
        assert list(shape.views[name].regions) == listed
    for name, view in shape.views.items():
        for key, path in view.regions.items():
            assert not path.isEmpty(), (name, key)
            assert shape.frame.contains(path.boundingRect()), (name, key)


@pytest.mark.parametrize("name", VIEWS)
def test_regions_tile_the_silhouette_without_overlap(shape: Shape, name: str) -> None:
    view, scale = shape.views[name], 2
    size = (shape.frame.size() * scale).toSize()

    def fill(paths: list[QPainterPath], tone: int) -> bytes:
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.black)
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.scale(scale, scale)
        painter.translate(-shape.frame.topLeft())
        for path in paths:
            painter.fillPath(path, QColor(tone, tone, tone))
        painter.end()
        return bytes(image.constBits())[::4]

    silhouette = fill([view.outline], 1)
    layers = fill(list(view.regions.values()), 1)
    whole = silhouette.count(1)
    bare = sum(1 for body, laid in zip(silhouette, layers, strict=True) if body and not laid)
    outside = sum(1 for body, laid in zip(silhouette, layers, strict=True) if laid and not body)
    twice = len(layers) - layers.count(0) - layers.count(1)
    assert bare / whole < 0.003
    assert outside / whole < 0.003
    assert twice / whole < 0.003


def test_left_and_right_are_mirror_images_and_the_persons_own(shape: Shape) -> None:
    for name, view in shape.views.items():
        for key, path in view.regions.items():
            if not key.endswith(".left"):
                continue
            box, twin = path.boundingRect(), view.regions[key[:-4] + "right"].boundingRect()
            assert box.center().x() == pytest.approx(-twin.center().x(), abs=0.01)
            assert box.top() == pytest.approx(twin.top(), abs=0.01)
            # Facing us, the person's left is on our right; seen from behind, on our left.
            assert (box.center().x() > 0) == (name == FRONT), (name, key)


def test_fingers_have_room_between_them(shape: Shape) -> None:
    fingers = ["little_finger", "ring_finger", "middle_finger", "index_finger", "thumb"]
    for one, other in pairwise(fingers):
        tips = [
            max(
                (path.elementAt(at) for at in range(path.elementCount())),
                key=lambda each: each.y,
            )
            for path in (shape.views[FRONT].regions[f"{each}.left"] for each in (one, other))
        ]
        assert tips[1].x - tips[0].x > 5


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_text("{", encoding="utf-8"),
        lambda file: file.write_text(json.dumps({"unit": 1}), encoding="utf-8"),
        lambda file: file.write_bytes(b"\xff\xfe"),
    ],
    ids=["missing", "cut off", "other content", "not text"],
)
def test_a_spoilt_drawing_is_a_plain_error(tmp_path: Path, spoil: object) -> None:
    file = tmp_path / "figure.json"
    file.write_bytes(DRAWING.read_bytes())
    assert callable(spoil)
    spoil(file)
    with pytest.raises(RelaxappError, match="install relaxapp again"):
        load_shape(file)
    with pytest.raises(RelaxappError, match="install relaxapp again"):
        load_shades(file)


# ---------------------------------------------------------------- seeing


def test_nothing_is_read_before_the_first_show(qtbot: QtBot, tmp_path: Path) -> None:
    figure = BodyFigure(tmp_path / "not there.json")
    qtbot.addWidget(figure)
    figure.set_state(expand("calf.left"), expand("arms"))
    figure.set_colours(DARK)
    figure.set_glow(0.4)
    figure.set_motion(False)
    figure.set_interactive(True)
    assert figure.current == expand("calf.left")
    assert figure.done == expand("arms")
    assert figure.interactive


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_resting_done_and_current_look_different(figure: Watched, colours: object) -> None:
    assert colours in {LIGHT, DARK, CONTRAST}
    figure.set_colours(colours)  # type: ignore[arg-type]  # parametrize loses the type
    for region, view in (("hamstring.left", BACK), ("eyelid.right", FRONT), ("thumb.left", FRONT)):
        looks = []
        for current, done in ((set(), set()), (set(), {region}), ({region}, {region})):
            figure.set_state(frozenset(current), frozenset(done))
            looks.append(seen(figure, region, view))
        for one, other in ((0, 1), (1, 2), (0, 2)):
            pairs = zip(looks[one], looks[other], strict=True)
            different = sum(abs(a - b) > 12 for a, b in pairs)
            assert different > 0.08 * len(looks[one]), (region, one, other)


def test_done_is_hatched_and_so_not_told_by_colour_alone(figure: Watched) -> None:
    figure.set_state(frozenset(), frozenset({"hamstring.left"}))
    middle = place_of(figure, "hamstring.left", BACK).toPoint()
    image = figure.grab().toImage()
    across = [image.pixelColor(middle.x() + dx, middle.y()).lightness() for dx in range(12)]
    turns = sum(
        (b - a) * (c - b) < 0 for a, b, c in zip(across, across[1:], across[2:], strict=False)
    )
    assert turns >= 3


def test_the_glow_changes_the_current_group_and_nothing_else(figure: Watched) -> None:
    figure.set_state(expand("calf.right"), frozenset())
    figure.set_glow(0.0)
    weak, elsewhere = seen(figure, "outer_calf.right", BACK), seen(figure, "forehead", FRONT)
    figure.set_glow(1.0)
    assert seen(figure, "outer_calf.right", BACK) != weak
    assert seen(figure, "forehead", FRONT) == elsewhere


def test_reduced_motion_keeps_the_light_steady(figure: Watched) -> None:
    figure.set_state(expand("calf.right"), frozenset())
    figure.set_motion(False)
    figure.set_glow(0.0)
    steady = seen(figure, "outer_calf.right", BACK)
    figure.set_glow(1.0)
    assert seen(figure, "outer_calf.right", BACK) == steady
    figure.set_motion(True)
    assert seen(figure, "outer_calf.right", BACK) != steady


def test_a_breath_of_light_repaints_only_the_current_group(figure: Watched, qtbot: QtBot) -> None:
    figure.set_state(expand("foot.left"), expand("arms"))
    with qtbot.waitExposed(figure):
        figure.show()
    qtbot.waitUntil(lambda: bool(figure.painted))
    figure.painted.clear()
    figure.set_glow(0.3)
    qtbot.waitUntil(lambda: bool(figure.painted))
    feet = figure.regionPath("ankle.left", FRONT).boundingRect().top()
    for area in figure.painted:
        assert area.top() > feet - 40
    figure.painted.clear()
    figure.set_glow(0.3)  # no change, no work
    figure.set_glow(0.301)
    assert not figure.painted


def test_it_is_sharp_on_a_dense_screen(figure: Watched) -> None:
    canvas = QImage(figure.size() * 2, QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(2)
    figure.render(canvas)
    assert canvas.size().width() == 2 * figure.width()


@pytest.mark.parametrize("size", [(240, 260), (1, 1), (1600, 300), (300, 1600)])
def test_it_fits_any_size(figure: Watched, size: tuple[int, int]) -> None:
    figure.resize(*size)
    figure.set_state(expand("calf.right"), expand("face"))
    figure.grab()
    if min(size) > 200:
        for region, view in (("index_finger.left", FRONT), ("index_finger.left", BACK)):
            assert QRectF(figure.rect()).contains(figure.regionPath(region, view).boundingRect())


def test_without_its_drawing_a_session_goes_on(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    figure = BodyFigure(tmp_path / "not there.json")
    qtbot.addWidget(figure)
    figure.set_interactive(True)
    figure.set_state(expand("calf.left"), expand("arms"))
    figure.grab()
    qtbot.keyClick(figure, Qt.Key.Key_Down)
    assert figure.regionAt(QPointF(10, 10)) == ""
    assert "install relaxapp again" in caplog.text
    assert figure.accessibleDescription() == "Current: left calf. Done: arms."


def test_what_is_worked_on_again_is_not_hatched(figure: Watched) -> None:
    figure.set_state(expand("thigh.left"), frozenset())
    alone = seen(figure, "hamstring.left", BACK)
    figure.set_state(expand("thigh.left"), expand("thigh.left"))
    assert seen(figure, "hamstring.left", BACK) == alone


def test_a_font_in_pixels_will_do(figure: Watched) -> None:
    font = figure.font()
    font.setPixelSize(13)
    figure.setFont(font)
    figure.grab()


# ---------------------------------------------------------------- pointing


def test_every_region_is_found_at_its_inner_point(figure: Watched) -> None:
    for region in REGIONS.values():
        for view in region.views:
            assert figure.regionAt(place_of(figure, region.id, view)) == region.id, view


def test_beside_the_body_there_is_nothing_but_a_near_miss_counts(figure: Watched) -> None:
    assert figure.regionAt(QPointF(2, 2)) == ""
    finger = figure.regionPath("middle_finger.left", FRONT)
    tip = max((finger.elementAt(at) for at in range(finger.elementCount())), key=lambda e: e.y)
    assert figure.regionAt(QPointF(tip.x, tip.y + 3)) == "middle_finger.left"
    assert figure.regionAt(QPointF(tip.x, tip.y + 12)) == ""


def test_a_click_names_its_region(figure: Watched, qtbot: QtBot) -> None:
    spot = place_of(figure, "calf.left".replace("calf", "outer_calf"), BACK).toPoint()
    chosen: list[str] = []
    figure.regionActivated.connect(chosen.append)
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=spot)
    assert chosen == []  # only a figure that asks takes answers
    figure.set_interactive(True)
    qtbot.mouseClick(figure, Qt.MouseButton.RightButton, pos=spot)
    assert chosen == []
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=spot)
    assert chosen == ["outer_calf.left"]


def test_a_press_that_slides_off_chooses_nothing(figure: Watched, qtbot: QtBot) -> None:
    figure.set_interactive(True)
    chosen: list[str] = []
    figure.regionActivated.connect(chosen.append)
    start = place_of(figure, "chest.left", FRONT).toPoint()
    end = place_of(figure, "knee.left", FRONT).toPoint()
    qtbot.mousePress(figure, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseRelease(figure, Qt.MouseButton.LeftButton, pos=end)
    assert chosen == []


def test_the_pointer_is_followed(figure: Watched, qtbot: QtBot) -> None:
    figure.set_interactive(True)
    with qtbot.waitExposed(figure):
        figure.show()
    names: list[str] = []
    figure.regionHovered.connect(names.append)
    before = seen(figure, "knee.left", FRONT)
    qtbot.mouseMove(figure, place_of(figure, "knee.left", FRONT).toPoint())
    qtbot.waitUntil(lambda: names == ["knee.left"])
    assert seen(figure, "knee.left", FRONT) != before
    qtbot.mouseMove(figure, QPointF(1, 1).toPoint())
    qtbot.waitUntil(lambda: names == ["knee.left", ""])


# ---------------------------------------------------------------- keyboard and screen reader


def test_the_keyboard_reaches_every_region_of_both_views(figure: Watched, qtbot: QtBot) -> None:
    figure.set_interactive(True)
    walked: list[str] = []
    figure.regionHovered.connect(walked.append)
    shown = [key for view in VIEWS for key in REGIONS if view in REGIONS[key].views]
    qtbot.keyClick(figure, Qt.Key.Key_Home)
    for _step in shown[1:]:
        qtbot.keyClick(figure, Qt.Key.Key_Down)
    assert walked == shown
    qtbot.keyClick(figure, Qt.Key.Key_Down)  # and round to the top
    assert walked[-1] == shown[0]
    qtbot.keyClick(figure, Qt.Key.Key_Up)
    assert walked[-1] == shown[-1]


def test_left_and_right_go_to_what_lies_there(shape: Shape) -> None:
    for place in body_walk.places(shape):
        for key, way in ((Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)):
            reached = body_walk.step(shape, place, key)
            assert reached is not None
            moved = body_walk._middle(shape, reached).x() - body_walk._middle(shape, place).x()
            assert reached == place or moved * way > 0
    over = body_walk.step(shape, (FRONT, "eyelid.right"), Qt.Key.Key_Right)
    assert over == (FRONT, "eyelid.left")
    right_hand_edge = (FRONT, "thumb.left")
    crossed = body_walk.step(shape, right_hand_edge, Qt.Key.Key_Right)
    assert crossed is not None
    assert crossed[0] == BACK
    assert body_walk.step(shape, right_hand_edge, Qt.Key.Key_A) is None
    assert body_walk.step(shape, None, Qt.Key.Key_A) is None


def test_space_and_enter_choose(figure: Watched, qtbot: QtBot) -> None:
    figure.set_interactive(True)
    chosen: list[str] = []
    figure.regionActivated.connect(chosen.append)
    qtbot.keyClick(figure, Qt.Key.Key_Space)
    assert chosen == []  # nothing is ringed yet
    qtbot.keyClick(figure, Qt.Key.Key_End)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(figure, key)
    assert len(chosen) == 3
    assert set(chosen) == {"heel.right"}


def test_keys_go_by_where_nothing_can_be_chosen(figure: Watched, qtbot: QtBot) -> None:
    walked: list[str] = []
    figure.regionHovered.connect(walked.append)
    qtbot.keyClick(figure, Qt.Key.Key_Down)
    assert walked == []
    assert figure.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_focus_ring_is_seen(figure: Watched, qtbot: QtBot) -> None:
    figure.set_interactive(True)
    with qtbot.waitExposed(figure):
        figure.show()
    figure.clearFocus()
    before = seen(figure, "scalp", FRONT)
    figure.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(figure.hasFocus)
    assert seen(figure, "scalp", FRONT) != before


def test_the_picture_is_told_in_words(figure: Watched, qtbot: QtBot) -> None:
    spoken = QAccessible.queryAccessibleInterface(figure)

    def told() -> str:
        return spoken.text(QAccessible.Text.Description)

    assert spoken.text(QAccessible.Text.Name) == "Body figure"
    assert told() == "Nothing is marked yet."
    figure.set_state(expand("calf.right"), expand("arms") | expand("face"))
    assert told() == "Current: right calf. Done: face, arms."
    figure.set_interactive(True)
    qtbot.keyClick(figure, Qt.Key.Key_Home)
    assert told().startswith("Selected: Scalp. Current: right calf.")
