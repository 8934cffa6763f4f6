"""A newcomer makes a session with the window alone, hears it, hands it on, and takes it in again.

Every step is a press or a key on what is seen, through the real composition root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from relaxapp.cli import sessions as verbs
from relaxapp.surroundings import Surroundings
from relaxapp.ui.add_page import AddPage
from relaxapp.ui.builder_areas import AreasSheet
from relaxapp.ui.builder_new import NewPage
from relaxapp.ui.builder_page import BuilderPage
from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.prepare_page import PreparePage
from tests.e2e.homes import at_home
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeOut

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from relaxapp.app.root import Root
    from relaxapp.ui.flow import SessionFlow

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "systemTrayWindowChanged", extend=True
)
OWN = "Today I may do nothing at all."


def press(widget: QWidget) -> None:
    """Press what is seen and can be pressed, as a mouse does."""
    assert widget.isVisible(), widget
    assert widget.isEnabled(), widget
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def flow_of(root: Root) -> SessionFlow:
    flow = root.house._flow
    assert flow is not None
    return flow


def take_along(
    qtbot: QtBot, page: PreparePage, form: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    along = page.along
    assert along is not None
    chip = next(b for b, i in zip(along.form._buttons, along.form._ids, strict=True) if i == form)
    press(chip)
    press(along.save)
    qtbot.waitUntil(lambda: "Saved as" in along.told.text(), timeout=30_000)


def make(flow: SessionFlow, qtbot: QtBot) -> BuilderPage:
    """Let go, four areas at once, a fifth from the list, and a sentence of one's own; saved."""
    press(flow.sessions.make_button)
    new = flow.view
    assert isinstance(new, NewPage)
    assert not new.go.isEnabled()
    press(new.sets[4])
    press(new.go)
    page = flow.view
    assert isinstance(page, BuilderPage)
    page.steps.list.setFocus()
    assert page.bench.part is not None
    assert page.bench.part.title == "Arms"
    QTest.keyClick(page.steps.list, Qt.Key.Key_Up)
    assert page.bench.part is not None
    assert page.bench.part.title == "Settling in"
    press(page.steps.adders["areas"])
    sheet = page.findChild(AreasSheet)
    assert sheet is not None
    QTest.keyClick(sheet.picker.list, Qt.Key.Key_Down)
    QTest.keyClick(sheet.picker.list, Qt.Key.Key_Space)
    assert sheet.picker.chosen == ("eyes",)
    press(sheet.add_button)
    # A sentence of one's own, moved to the place where it belongs.
    press(page.steps.adders["words"])
    field = page.editor.steps[0].rows[0].field
    assert field.hasFocus()
    QTest.keyClicks(field, OWN)
    page.steps.list.setFocus()
    QTest.keyClick(page.steps.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(page.hear)
    qtbot.waitUntil(lambda: page.caption.text() == OWN)
    press(page.hear)
    page.head.title.setFocus()
    page.head.title.selectAll()
    QTest.keyClicks(page.head.title, "Quiet evening")
    press(page.save)
    assert "Saved" in page.told.words.text()
    return page


def take_in(
    qtbot: QtBot, qapp: QApplication, home: Path, parcel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Add the session in another home; there it is one's own: deleted, and brought back."""
    with at_home(qtbot, qapp, home) as root:
        flow = flow_of(root)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(parcel), ""))
        press(flow.sessions.add_button)
        added = flow.view
        assert isinstance(added, AddPage)
        assert added.keep_button is not None
        press(added.keep_button)
        assert isinstance(flow.view, PreparePage)
        again = root.services.library.get("quiet-evening")
        assert OWN in again.spoken()
        offer = flow.view.made_offer
        assert offer is not None
        press(offer.delete_button)
        assert "quiet-evening" not in {one.id for one in root.services.library.scripts()}
        assert flow.sessions.gone is not None
        press(flow.sessions.gone.undo)
        assert root.services.library.get("quiet-evening") == again


def test_a_newcomer_makes_hears_and_hands_on_a_session(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qapp, "quit", lambda: None)
    clocks: list[FakeClock] = []

    def sound_out(around: Surroundings, device: str | None) -> FakeOut:
        clock = around._services.clock
        assert isinstance(clock, FakeClock)
        clocks.append(clock)
        return FakeOut(clock)

    monkeypatch.setattr(Surroundings, "sound_out", sound_out)
    sound, parcel = tmp_path / "mine.ogg", tmp_path / "mine.relaxsession"
    with at_home(qtbot, qapp, tmp_path / "here") as root:
        flow = flow_of(root)
        page = make(flow, qtbot)
        file = tmp_path / "here" / "sessions" / "quiet-evening.session.toml"
        assert verbs.check(root.services, [str(file)]) == 0
        press(page.look_at)
        # Hear the whole, and take it along.
        prepare = flow.view
        assert isinstance(prepare, PreparePage)
        take_along(qtbot, prepare, ".ogg", sound, monkeypatch)
        take_along(qtbot, prepare, ".relaxsession", parcel, monkeypatch)
        press(prepare.start_button)
        player = flow.view
        assert isinstance(player, PlayerPage)
        clocks[-1].advance(30)
        player.step()
        assert player.transport.isVisible()
        player.stop()
        script = root.services.library.get("quiet-evening")
        assert script.groups == ("eyes", "arms", "face", "torso", "legs")
        assert OWN in script.spoken()
    assert sound.read_bytes()[:4] == b"OggS"
    assert sound.stat().st_size > 100_000
    take_in(qtbot, qapp, tmp_path / "there", parcel, monkeypatch)
