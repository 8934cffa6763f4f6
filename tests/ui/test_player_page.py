"""The player: keys and buttons reach the session, and what it tells is shown, not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from relaxapp.settings import Motion, Theme
from relaxapp.ui.player_page import CALM, LIVELY, SLOW, PlayerPage
from relaxapp.ui.ports import Area
from tests.ui.conftest import DRAWING
from tests.ui.fakes import FakePlayer, FakeSettings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look

Key = Qt.Key
TENSE_AT = 60 + 8 + 2  # seconds into the first group's tension


@pytest.mark.parametrize(
    ("key", "call"),
    [
        (Key.Key_Space, "toggle"),
        (Key.Key_Left, "seek_by -10"),
        (Key.Key_Right, "seek_by 10"),
        (Key.Key_N, "next_step"),
        (Key.Key_P, "previous_step"),
        (Key.Key_C, "cramp"),
        (Key.Key_W, "worse"),
        (Key.Key_Escape, "stop"),
    ],
)
@pytest.mark.parametrize("focus", ["page", "play", "cramp"])
def test_keys_drive_the_session_wherever_the_focus_is(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer, key: Qt.Key, call: str, focus: str
) -> None:
    place = {"page": page, "play": page.transport.play, "cramp": page.cramp}[focus]
    place.setFocus()
    qtbot.keyClick(place, key)
    expected = "cramp" if (key, focus) == (Key.Key_Space, "cramp") else call
    assert player.calls == [expected]  # Space presses the button that has the focus


@pytest.mark.parametrize(
    ("key", "call"),
    [
        (Key.Key_MediaTogglePlayPause, "toggle"),
        (Key.Key_MediaNext, "next_step"),
        (Key.Key_MediaPrevious, "previous_step"),
        (Key.Key_MediaStop, "stop"),
    ],
)
def test_media_keys_that_the_desktop_leaves_to_the_window_drive_it_too(
    page: PlayerPage, player: FakePlayer, key: Qt.Key, call: str
) -> None:
    pressed = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, pressed)
    assert player.calls == [call]


def test_a_focused_volume_slider_keeps_its_own_arrows(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    slider = page.volumes.sliders["ambience"]
    slider.setFocus()
    before = slider.value()
    qtbot.keyClick(slider, Key.Key_Left)
    assert slider.value() < before
    assert player.calls == []


def test_the_buttons_do_what_they_say(page: PlayerPage, player: FakePlayer) -> None:
    for key in ("previous", "back", "play", "forward", "next"):
        page.transport.buttons[key].click()
    assert player.calls == ["previous_step", "seek_by -10", "toggle", "seek_by 10", "next_step"]


def test_escape_leaves_full_screen_first_and_stops_then(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    asked: list[bool] = []
    page.full_screen.connect(asked.append)
    qtbot.keyClick(page, Key.Key_F)
    qtbot.keyClick(page, Key.Key_Escape)
    assert asked == [True, False]
    assert player.state == "playing"
    with qtbot.waitSignal(page.ended):
        qtbot.keyClick(page, Key.Key_Escape)
    assert page.stopped
    assert player.calls == ["stop"]


def test_play_and_pause_follow_the_session(page: PlayerPage, player: FakePlayer) -> None:
    assert page.transport.play.accessibleName().startswith("Pause")
    page.transport.play.click()
    assert page.transport.play.accessibleName().startswith("Play")


def test_the_end_of_the_session_ends_the_page(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    player.advance(99_999)
    with qtbot.waitSignal(page.ended):
        page.step()
    assert not page.stopped


def test_a_click_on_the_ribbon_goes_there(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    ribbon = page.ribbon
    qtbot.mouseClick(ribbon, Qt.MouseButton.LeftButton, pos=QPoint(ribbon.width() // 2, 20))
    assert player.position == pytest.approx(player.length / 2, abs=2)
    assert page.elapsed.text() == f"{int(player.position) // 60}:{int(player.position) % 60:02d}"


def test_the_ribbon_is_a_slider_for_those_who_do_not_see_it(
    page: PlayerPage, player: FakePlayer
) -> None:
    told = QAccessible.queryAccessibleInterface(page.ribbon)
    assert told.role() == QAccessible.Role.Slider
    page.ribbon.setValue(100)  # what a screen reader does
    assert player.position == 100


def test_page_keys_on_the_ribbon_go_by_steps(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    qtbot.keyClick(page.ribbon, Key.Key_PageDown)
    qtbot.keyClick(page.ribbon, Key.Key_PageUp)
    qtbot.keyClick(page.ribbon, Key.Key_Home)
    assert player.calls == ["next_step", "previous_step", "seek_to"]


def test_following_the_session_never_seeks(page: PlayerPage, player: FakePlayer) -> None:
    for _ in range(50):
        player.advance(1.7)
        page.step()
    assert "seek_to" not in player.calls


def test_it_shows_the_phase_its_seconds_and_the_caption(
    page: PlayerPage, player: FakePlayer
) -> None:
    player.seek(TENSE_AT)
    page.step()
    assert page.stage.ring.accessibleName() == "Tense"
    assert page.stage.ring.accessibleDescription() == "5 seconds left"
    assert page.stage.caption.text() == "Tighten it, about half as hard as you can."
    assert page.place.text() == "Right hand and forearm  ·  area 1 of 16"
    assert page.stage.figure.current


def test_what_is_done_settles_on_the_figure(page: PlayerPage, player: FakePlayer) -> None:
    player.seek(400)
    page.step()
    assert page.stage.figure.done
    assert not page.stage.figure.done & page.stage.figure.current


def test_the_ring_swells_with_tension_and_drains_with_release(
    page: PlayerPage, player: FakePlayer
) -> None:
    levels = []
    for second in (TENSE_AT - 2, TENSE_AT + 2, TENSE_AT + 5, TENSE_AT + 12, TENSE_AT + 34):
        player.seek(second)
        page.step()
        levels.append(page.stage.ring.fullness)
    assert levels[0] < levels[1]
    assert levels[2] > levels[3] > levels[4]


def test_a_cramp_or_feeling_worse_leads_away_and_back(page: PlayerPage, player: FakePlayer) -> None:
    assert page.strips.detour.isHidden()
    page.cramp.click()
    assert page.strips.detour.isVisible()
    page.strips.return_button.click()
    assert player.detour == ""
    assert page.strips.detour.isHidden()
    assert not page.felt_worse
    page.worse.click()
    assert page.felt_worse
    assert player.calls == ["cramp", "back", "worse"]


def test_a_detour_can_be_the_end(qtbot: QtBot, page: PlayerPage, player: FakePlayer) -> None:
    page.worse.click()
    with qtbot.waitSignal(page.ended):
        page.strips.end_button.click()
    assert player.calls == ["worse", "stop"]


def test_a_detour_that_has_ended_does_not_end_the_session(
    page: PlayerPage, player: FakePlayer
) -> None:
    page.worse.click()
    player.state = "finished"
    page.step()
    assert page.strips.detour.isVisible()
    assert not page.stopped


@pytest.mark.parametrize("way", ["cramp", "worse"])
def test_a_detour_that_has_ended_waits_kindly_and_counts_nothing(
    page: PlayerPage, player: FakePlayer, way: str
) -> None:
    {"cramp": page.cramp, "worse": page.worse}[way].click()
    before = page.strips.detour.words.text()
    player.state, player.position = "paused", player.length
    page.step()
    assert page.strips.detour.words.text() != before
    assert "go back" in page.strips.detour.words.text()
    assert page.stage.ring.accessibleName() == "In your own time"
    assert page.stage.ring.accessibleDescription() == ""
    assert page.transport.play.accessibleName() == "Back to the session (Space)"


def test_what_a_cramp_leaves_out_is_told_and_can_be_undone(
    page: PlayerPage, player: FakePlayer
) -> None:
    player.seek(TENSE_AT)
    page.cramp.click()
    assert page.strips.left_out.isHidden()
    page.strips.return_button.click()
    assert page.strips.left_out.isVisible()
    assert "Right hand and forearm" in page.strips.left_out.words.text()
    page.strips.undo_button.click()
    assert player.left_out == ()
    assert page.strips.left_out.isHidden()


def test_what_is_left_out_is_not_told_for_ever(page: PlayerPage, player: FakePlayer) -> None:
    player.seek(TENSE_AT)
    page.cramp.click()
    page.strips.return_button.click()
    player.advance(31)
    page.step()
    assert page.strips.left_out.isHidden()


def test_without_body_groups_and_in_a_detour_the_ring_stands_alone(
    qtbot: QtBot, look: Look, settings: FakeSettings, page: PlayerPage
) -> None:
    assert page.stage.figure.isVisible()
    page.worse.click()
    assert not page.stage.figure.isVisible()
    page.strips.return_button.click()
    assert page.stage.figure.isVisible()
    senses = PlayerPage(look, FakePlayer("out-of-my-head"), settings, DRAWING)
    qtbot.addWidget(senses)
    senses.resize(1120, 760)
    senses.show()
    senses.begin()
    ring = senses.stage.ring
    assert not senses.stage.figure.isVisible()
    assert ring.geometry().center().x() == pytest.approx(senses.stage.width() / 2, abs=1)
    assert ring.width() > page.stage.ring.width()
    assert senses.place.text() == "Arriving"


def test_the_ribbon_tells_what_lies_under_the_pointer_above_itself(
    qtbot: QtBot, page: PlayerPage
) -> None:
    qtbot.mouseMove(page.ribbon, QPoint(page.ribbon.width() // 2, 10))
    qtbot.waitUntil(lambda: page.ribbon._tip is not None)
    tip = page.ribbon._tip
    assert tip is not None
    assert tip.isVisible()
    assert tip.mapTo(page, QPoint(0, tip.height())).y() <= page.ribbon.mapTo(page, QPoint()).y()


def test_tab_stops_only_where_something_can_be_seen(page: PlayerPage) -> None:
    assert not page.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("size", [(1120, 760), (800, 576), (640, 376), (600, 360)])
def test_help_is_always_in_sight(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer, size: tuple[int, int]
) -> None:
    page.resize(*size)
    for detour in ("", "worse"):
        player.detour = detour
        player.audible = False
        page.step()
        for button in (page.cramp, page.worse, *page.transport.buttons.values()):
            corner = button.mapTo(page, QPoint(0, 0))
            assert button.isVisible()
            assert page.rect().contains(corner)
            assert page.rect().contains(corner + QPoint(button.width() - 1, button.height() - 1))


def test_no_device_and_its_return_are_told(page: PlayerPage, player: FakePlayer) -> None:
    player.audible = False
    page.step()
    assert "captions" in page.strips.notice.words.text()
    player.audible = True
    page.step()
    assert page.strips.notice.words.text() == "Sound is back."
    player.advance(9)
    page.step()
    assert page.strips.notice.isHidden()


@pytest.mark.parametrize(
    ("reason", "word"), [("device_gone", "headphones"), ("sleep", "slept"), ("person", "")]
)
def test_a_pause_says_why(page: PlayerPage, player: FakePlayer, reason: str, word: str) -> None:
    player.state, player.reason = "paused", reason
    page.step()
    assert page.strips.notice.isVisible() == bool(word)
    assert word in page.strips.notice.words.text()


def test_volumes_go_down_to_none_and_are_kept(
    page: PlayerPage, player: FakePlayer, settings: FakeSettings
) -> None:
    page.volumes.sliders["chimes"].setValue(0)
    assert player.volumes is not None
    assert player.volumes.chimes == 0
    assert page.volumes.sliders["chimes"].accessibleDescription() == "none"
    page.stop()
    assert settings.settings.volumes.chimes == 0


def test_m_mutes_all_and_brings_all_back(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer, settings: FakeSettings
) -> None:
    levels = page.volumes.levels
    qtbot.keyClick(page, Key.Key_M)
    assert player.volumes is not None
    assert (player.volumes.voice, player.volumes.ambience, player.volumes.chimes) == (0, 0, 0)
    qtbot.keyClick(page, Key.Key_M)
    assert player.volumes == levels
    page.stop()
    assert settings.settings.volumes == levels  # a muted session does not mute the next


def test_up_and_down_change_what_sounds_and_leave_none_alone(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    page.volumes.sliders["ambience"].setValue(0)
    qtbot.keyClick(page, Key.Key_Down)
    assert player.volumes is not None
    assert player.volumes.voice == 95
    assert player.volumes.ambience == 0


def test_a_small_window_offers_the_volumes_in_a_popup(page: PlayerPage) -> None:
    page.resize(640, 376)
    assert page.sound.isVisible()
    assert not page.volumes.isVisible()
    page.sound.click()
    assert page.volumes.isVisible()
    page._mixer.hide()


# ---- how often it looks


def test_it_looks_at_most_thirty_times_a_second_and_only_while_something_moves(
    page: PlayerPage, player: FakePlayer
) -> None:
    page.step()
    assert page._timer.interval() == CALM
    player.seek(TENSE_AT)
    page.step()
    assert page._timer.interval() == LIVELY >= 33


def test_a_line_that_is_about_to_be_heard_is_shown_with_it(
    page: PlayerPage, player: FakePlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = player.tick()
    monkeypatch.setattr(player, "tick", lambda: frame._replace(caption_in=0.005))
    page.step()
    assert page._next_line.isActive()
    assert page._next_line.interval() == 5


def test_paused_or_out_of_sight_it_looks_rarely(page: PlayerPage, player: FakePlayer) -> None:
    player.seek(TENSE_AT)
    page.step()
    page.hide()
    page.step()
    assert page._timer.interval() == SLOW
    page.show()
    assert page._timer.interval() == LIVELY
    player.toggle()
    page.step()
    assert page._timer.interval() == SLOW


def test_reduced_motion_has_no_lively_timer_and_a_steady_ring(
    qtbot: QtBot, look: Look, settings: FakeSettings
) -> None:
    look.choose(Theme.LIGHT, Motion.REDUCED)
    player = FakePlayer()
    page = PlayerPage(look, player, settings, DRAWING)
    qtbot.addWidget(page)
    page.show()
    page.begin()
    sizes = set()
    for second in (TENSE_AT, TENSE_AT + 2, TENSE_AT + 10, TENSE_AT + 30):
        player.seek(second)
        page.step()
        sizes.add(page.stage.ring._radius())
        assert page._timer.interval() >= CALM
    assert len(sizes) == 1


class Painted(QObject):
    """Adds up what was painted again, in pixels, by widget."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.pixels: dict[QObject, int] = dict.fromkeys(widgets, 0)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            area = event.region().boundingRect()
            self.pixels[watched] += area.width() * area.height()
        return False


def test_only_small_parts_are_painted_again(
    qtbot: QtBot, qapp: QApplication, page: PlayerPage, player: FakePlayer
) -> None:
    player.seek(TENSE_AT)
    page.step()
    qapp.processEvents()
    stage = page.stage
    painted = Painted(page.ribbon, stage.figure, stage.caption, page.transport, page.volumes)
    frames = 20
    for _ in range(frames):
        player.advance(0.033)
        page.step()
        qapp.processEvents()
    whole = {w: w.width() * w.height() * frames for w in painted.pixels if isinstance(w, QWidget)}
    assert painted.pixels[page.ribbon] < whole[page.ribbon] * 0.05
    assert painted.pixels[stage.figure] < whole[stage.figure] * 0.5
    assert painted.pixels[stage.caption] == 0
    assert painted.pixels[page.transport] == 0
    assert painted.pixels[page.volumes] == 0


# ---- what a screen reader hears


@pytest.fixture
def said(page: PlayerPage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(page._announcer, "say", heard.append)
    return heard


def test_pausing_going_on_and_detours_are_announced(page: PlayerPage, said: list[str]) -> None:
    page.transport.play.click()
    page.transport.play.click()
    page.worse.click()
    assert said == ["Paused", "Going on", page.strips.detour.words.text()]


def test_names_stay_while_only_seconds_pass(page: PlayerPage, player: FakePlayer) -> None:
    player.seek(TENSE_AT + 20)
    page.step()
    parts = (page.stage.ring, page.elapsed, page.left, page.ribbon)
    names = [part.accessibleName() for part in parts]
    told = [part.accessibleDescription() for part in parts]
    player.advance(1)
    page.step()
    assert [part.accessibleName() for part in parts] == names
    now = [part.accessibleDescription() for part in parts]
    assert all(one != other for one, other in zip(told, now, strict=True))
    assert page.ribbon.accessibleDescription() == "Right hand and forearm, 1:31 of 15:50"


def test_a_single_second_is_one(page: PlayerPage) -> None:
    assert page._announcer.phase("tense", "Neck", 1) == "Tense: Neck, 1 second"


def test_phases_are_announced_and_breaths_only_at_first(
    qtbot: QtBot, look: Look, settings: FakeSettings
) -> None:
    player = FakePlayer("long-exhale")
    page = PlayerPage(look, player, settings, DRAWING)
    qtbot.addWidget(page)
    said: list[str] = []
    phase = page._announcer.phase
    page._announcer.phase = lambda *a: said.append(phase(*a)) or said[-1]  # type: ignore[method-assign, func-returns-value] # a spy
    page.begin()
    for _ in range(200):
        player.advance(0.5)
        page.step()
    told = [words for words in said if words]
    assert [w.split(":")[0] for w in told] == [
        "Breathe in",
        "Breathe out",
        "Breathe in",
        "Breathe out",
    ]


def test_a_phase_names_the_place_and_its_length(page: PlayerPage) -> None:
    told = page._announcer.phase("tense", "Right calf", 5)
    assert told == "Tense: Right calf, 5 seconds"
    assert page._announcer.phase("tense", "Right calf", 4) == ""
    assert page._announcer.phase("speak", "Right calf", 8) == ""


def test_an_area_is_left_out_and_taken_in_again_on_the_way(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    qtbot.keyClick(page, Key.Key_A)
    panel = page.areas
    assert panel.isVisible()
    assert list(panel.chips) == [area.id for area in player.areas]
    chip = panel.chips["jaw"]
    chip.click()
    assert player.calls == ["leave_out jaw"]
    assert chip.isChecked()
    chip.click()
    assert player.calls == ["leave_out jaw", "take_in jaw"]
    assert not chip.isChecked()
    qtbot.keyClick(panel, Key.Key_Escape)
    assert not panel.isVisible()


def test_the_last_area_that_is_left_cannot_be_pressed(page: PlayerPage) -> None:
    page.show_areas([Area("jaw", "Jaw", out=True), Area("neck", "Neck", out=False, free=False)])
    assert page.areas.chips["jaw"].isEnabled()
    assert not page.areas.chips["neck"].isEnabled()


def test_the_ribbon_leads_to_the_area_under_the_pointer(
    page: PlayerPage, player: FakePlayer
) -> None:
    step = next(s for s in player.segments if s.group == "forehead" and s.kind == "release")
    ribbon = page.ribbon
    at = QPoint(round(ribbon._place((step.start + step.end) / 2)), ribbon.height() // 2)
    reason = QContextMenuEvent.Reason.Mouse
    ribbon.contextMenuEvent(QContextMenuEvent(reason, at, ribbon.mapToGlobal(at)))
    assert page.areas.isVisible()
    assert page.areas.chips["forehead"].hasFocus()


def test_a_detour_offers_no_areas(page: PlayerPage, player: FakePlayer) -> None:
    assert page.areas_button.isVisible()
    player.worse()
    page.step()
    assert page.areas_button.isHidden()
    page.open_areas()
    assert not page.areas.isVisible()


def test_the_chosen_strength_stands_with_the_words(page: PlayerPage, player: FakePlayer) -> None:
    frame = player.tick()._replace(phase="tense", caption="Make a fist.", effort=30)
    page.stage.show_frame(frame)
    assert page.stage.caption.text() == "Make a fist. About 30 % of your strength."


@pytest.mark.parametrize("width", [560, 602, 624, 640, 699, 700, 800, 899, 900])
@pytest.mark.parametrize("before", [560, 1000])
def test_words_are_never_cut_in_a_small_window(
    page: PlayerPage, player: FakePlayer, width: int, before: int
) -> None:
    holder = QWidget()  # a window that is narrower than what is in it cuts it
    holder.resize(1200, 800)
    page.setParent(holder)
    holder.show()
    page.show()
    player.seek(next(s.start for s in player.segments if s.group == "chest"))
    for size in ((before, 700), (width, 400)):
        page.resize(*size)
        page.step()
        QCoreApplication.processEvents()
    parts = (page.cramp, page.worse, page.areas_button, page.place, page.title)
    cut = [part for part in parts if part.width() < part.sizeHint().width()]
    cut += [part for part in parts if part.mapTo(page, part.rect().topRight()).x() >= width]
    page.setParent(None)  # each is closed by itself
    holder.close()
    assert cut == []


def test_sliders_change_how_the_session_goes_on_and_are_kept_when_they_rest(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    player.seek(TENSE_AT)
    page.step()
    left = page.left.text()
    page.tempo_button.click()
    panel = page.tempo
    assert panel.isVisible()
    assert panel.sliders is not None
    release = panel.sliders.dials["release"].slider
    assert release.accessibleName() == "Letting go"
    release.setFocus()
    for _ in range(4):
        qtbot.keyClick(release, Key.Key_Right)
    assert dict(player.made.pace) == {"release": 120}
    assert release.accessibleDescription() == "about 42 s"
    # Sixteen times seven seconds more, in the time left and the panel at once.
    assert left == "-14:40"
    assert page.left.text() == "-16:32"
    assert panel.length.text() == "From here on. The whole session now takes 17 min 42 s."
    assert player.kept is None
    qtbot.waitUntil(lambda: player.kept == player.made)


def test_what_is_said_can_be_read_beside_the_sliders(page: PlayerPage) -> None:
    page.resize(1120, 725)
    page.step()
    page.open_tempo()
    panel = page.tempo.geometry()
    for part in (page.stage.caption, page.stage.ring):
        assert not panel.intersects(QRect(part.mapTo(page, QPoint()), part.size()))


def test_as_usual_takes_all_sliders_back_with_one_change(
    page: PlayerPage, player: FakePlayer
) -> None:
    player.set_manner(player.made._replace(pace=(("release", 150), ("tension", 70)), effort=30))
    player.calls.clear()
    page.step()
    page.open_tempo()
    panel = page.tempo
    assert panel.sliders is not None
    assert panel.sliders.effort == 30
    assert player.calls == []  # showing how it stands changes nothing
    panel.usual.click()
    assert player.calls == ["set_manner"]
    assert (player.made.pace, player.made.effort) == ((), None)
    assert not panel.usual.isEnabled()


def test_a_key_opens_the_sliders_and_closes_them(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    page.step()
    qtbot.keyClick(page, Key.Key_T)
    panel = page.tempo
    assert panel.isVisible()
    assert panel.accessibleName() == "Tempo"
    assert panel.sliders is not None
    first = panel.sliders.sliders[0].slider
    assert first.hasFocus()
    qtbot.keyClick(first, Key.Key_T)
    assert not panel.isVisible()
    page.transport.play.setFocus()
    page.open_tempo()
    page.transport.play.setFocus()
    qtbot.keyClick(page.transport.play, Key.Key_Escape)
    assert not panel.isVisible()  # Esc takes what lies on top first: it does not stop the session
    assert player.calls == []
    player.cramp()
    page.step()
    assert page.tempo_button.isHidden()
    page.open_tempo()
    assert not panel.isVisible()


def test_the_session_can_be_steered_while_a_panel_lies_over_it(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer
) -> None:
    page.transport.play.setFocus()
    page.open_tempo()
    panel = page.tempo
    assert panel.sliders is not None
    first = panel.sliders.sliders[0].slider
    qtbot.keyClick(first, Key.Key_N)
    qtbot.keyClick(first, Key.Key_Space)
    assert player.calls == ["next_step", "toggle"]
    assert panel.isVisible()
    page.open_areas()
    assert not panel.isVisible()
    assert page.areas.isVisible()
    qtbot.mouseClick(page.stage, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert not page.areas.isVisible()
    assert page.transport.play.hasFocus()  # as before all this
    page.open_tempo()
    told = QAccessible.queryAccessibleInterface(panel)
    assert told.parent() is not None
    assert told.parent().object() is page


def test_a_press_on_its_button_puts_a_panel_away_again(page: PlayerPage) -> None:
    page.tempo_button.click()
    assert page.tempo.isVisible()
    page.tempo_button.click()
    assert not page.tempo.isVisible()


def test_tones_can_be_had_while_it_plays(qtbot: QtBot, look: Look, settings: FakeSettings) -> None:
    player = FakePlayer("long-exhale")
    page = PlayerPage(look, player, settings, DRAWING)
    qtbot.addWidget(page)
    page.show()
    page.begin()
    page.open_tempo()
    assert page.tempo.tones is not None
    page.tempo.tones.click()
    assert player.made.tones is True
    page.leave()
    assert player.kept == player.made
