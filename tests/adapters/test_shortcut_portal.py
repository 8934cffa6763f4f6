"""The key by the desktop's portal, over a real bus: granted, refused, changed, lost, nonsense."""

from __future__ import annotations

import threading
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.global_shortcut import GlobalShortcut
from relaxapp.adapters.shortcut_portal import PATH, TRIGGER, PortalShortcut
from tests.adapters.portal import BROKEN, REFUSED, FakePortal, granted

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

WAIT_S = 10.0

pytestmark = pytest.mark.usefixtures("session_bus")


@pytest.fixture
def heard() -> Queue[str]:
    """What is told: states with their keys, and presses."""
    return Queue()


@pytest.fixture
def shortcut(heard: Queue[str]) -> Iterator[GlobalShortcut]:
    made = GlobalShortcut(
        lambda: heard.put("pressed"),
        lambda: heard.put(f"{made.state} {made.keys}".strip()),
        lambda: (PortalShortcut,),
    )
    yield made
    made.stop()


def next_of(heard: Queue[str]) -> str:
    return heard.get(timeout=WAIT_S)


def test_the_key_is_asked_for_as_the_specification_says_and_each_press_comes(
    shortcut: GlobalShortcut, heard: Queue[str]
) -> None:
    with FakePortal() as portal:
        shortcut.start()
        assert next_of(heard) == "on Ctrl+Alt+L"
        told = [portal.calls.get(timeout=WAIT_S) for _ in range(4)]
        assert [member for member, _ in told] == [
            "Register",
            "Get",
            "CreateSession",
            "BindShortcuts",
        ]
        session, shortcuts, parent, _ = told[3][1]
        assert (session, parent) == (portal.session, "")
        assert session.startswith(f"{PATH}/session/")
        ((name, wish),) = shortcuts
        assert name == "log-episode"
        assert wish["preferred_trigger"] == ("s", TRIGGER)
        portal.press()
        portal.press("another-of-theirs")
        portal.press(session=f"{PATH}/session/1_1/other")
        portal.press()
        assert [next_of(heard), next_of(heard)] == ["pressed", "pressed"]
        shortcut.stop()
        portal.press()
    with pytest.raises(Empty):
        heard.get(timeout=0.05)


@pytest.mark.parametrize(
    "portal",
    [
        FakePortal(has_registry=False, wants_name=False),
        FakePortal(desktop_files=(), wants_name=False),
    ],
    ids=["older", "without a desktop file"],
)
def test_a_portal_that_asks_no_name_needs_none(
    shortcut: GlobalShortcut, heard: Queue[str], portal: FakePortal
) -> None:
    with portal:
        shortcut.start()
        assert next_of(heard) == "on Ctrl+Alt+L"


def test_the_person_may_take_long_and_choose_other_keys(
    shortcut: GlobalShortcut, heard: Queue[str]
) -> None:
    with FakePortal(bound=None) as portal:
        shortcut.start()
        while portal.calls.get(timeout=WAIT_S)[0] != "BindShortcuts":
            pass
        assert heard.empty()
        assert shortcut.state == "asking"
        portal.answer(granted("Press <Super>j"))
        assert next_of(heard) == "on Press <Super>j"
        portal.choose("Press <Super>k")
        assert next_of(heard) == "on Press <Super>k"
        portal.press()
        assert next_of(heard) == "pressed"
        portal.choose()
        assert next_of(heard) == "on"


def test_a_portal_that_keeps_the_keys_to_itself_is_believed(
    shortcut: GlobalShortcut, heard: Queue[str]
) -> None:
    with FakePortal(bound=granted("")) as portal:
        shortcut.start()
        assert next_of(heard) == "on"
        portal.press()
        assert next_of(heard) == "pressed"


@pytest.mark.parametrize(
    "answer", [REFUSED, granted(name="another"), (0, {"shortcuts": ("as", [])})]
)
def test_a_no_is_told_as_one(
    shortcut: GlobalShortcut, heard: Queue[str], answer: tuple[Any, ...]
) -> None:
    with FakePortal(bound=answer):
        shortcut.start()
        assert next_of(heard).startswith("taken")


@pytest.mark.parametrize(
    "portal",
    [
        FakePortal(has_shortcuts=False),
        FakePortal(desktop_files=()),
        FakePortal(has_registry=False),
        FakePortal(created=BROKEN),
        FakePortal(bound=BROKEN),
        FakePortal(created=(0, {})),
        FakePortal(created=(0, {"session_handle": ("u", 7)})),
        FakePortal(created=(0, {"session_handle": ("s", "nonsense")})),
        FakePortal(created=("yes",), signature="s"),
        FakePortal(created=(0, []), signature="uas"),
    ],
    ids=[
        "without shortcuts",
        "without our desktop file",
        "without a registry",
        "broken at the session",
        "broken at the binding",
        "no session",
        "a number for a session",
        "a word for a session",
        "a word for an answer",
        "a list for results",
    ],
)
def test_a_portal_that_cannot_do_it_is_no_way_and_no_refusal(
    shortcut: GlobalShortcut,
    heard: Queue[str],
    portal: FakePortal,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with portal:
        shortcut.start()
        assert next_of(heard).startswith("none")
    assert "Traceback" not in caplog.text


def test_without_a_portal_there_is_no_way(shortcut: GlobalShortcut, heard: Queue[str]) -> None:
    shortcut.start()
    assert next_of(heard).startswith("none")


def test_a_key_that_is_taken_away_is_told_and_can_be_asked_for_again(
    shortcut: GlobalShortcut, heard: Queue[str]
) -> None:
    with FakePortal() as portal:
        shortcut.start()
        assert next_of(heard).startswith("on")
        portal.close_session()
        assert next_of(heard).startswith("none")
        shortcut.stop()
        shortcut.start()
        assert next_of(heard).startswith("on")
    assert next_of(heard).startswith("none")


def test_a_portal_that_goes_away_while_the_person_thinks_is_no_refusal(
    shortcut: GlobalShortcut, heard: Queue[str]
) -> None:
    with FakePortal(bound=None) as portal:
        shortcut.start()
        while portal.calls.get(timeout=WAIT_S)[0] != "BindShortcuts":
            pass
    assert next_of(heard).startswith("none")


def test_a_bus_that_ends_takes_the_key_with_it(
    shortcut: GlobalShortcut,
    heard: Queue[str],
    session_bus: subprocess.Popen[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with FakePortal() as portal:
        shortcut.start()
        assert next_of(heard).startswith("on")
        portal.leave()
        session_bus.kill()
        assert next_of(heard).startswith("none")
    assert "Traceback" not in caplog.text


def test_it_can_be_stopped_while_the_person_thinks(
    shortcut: GlobalShortcut, heard: Queue[str]
) -> None:
    with FakePortal(bound=None) as portal:
        shortcut.start()
        while portal.calls.get(timeout=WAIT_S)[0] != "BindShortcuts":
            pass
        shortcut.stop()
        assert "global shortcut" not in [thread.name for thread in threading.enumerate()]
    assert heard.empty()
