"""Starting at login is what the system holds, and what goes wrong is said."""

from __future__ import annotations

import json
import plistlib
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters import autostart, desktop_entry
from relaxapp.adapters.autostart import Autostart, background, find, start_command
from relaxapp.adapters.autostart_linux import AutostartEntry
from relaxapp.adapters.autostart_macos import LaunchAgent
from relaxapp.adapters.autostart_portal import BackgroundPortal, granted
from relaxapp.adapters.autostart_ways import AutostartState, Command
from relaxapp.adapters.autostart_windows import APPROVED, NAME, RUN, RunKey, program_of
from tests.fakes import as_ordinary_user

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
HERE = Command((sys.executable, "-m", "relaxapp", "--background"), str(ROOT))
ON, OFF = AutostartState(on=True), AutostartState(on=False)
linux = pytest.mark.skipif(sys.platform != "linux", reason="a Linux desktop's")


def entry_of(tmp_path: Path, command: Command = HERE) -> AutostartEntry:
    return AutostartEntry(command, {"XDG_CONFIG_HOME": str(tmp_path / "config")}, tmp_path)


# What starts it


def script(folder: Path, name: str = "relaxapp") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o700)
    return path


def test_pips_script_is_started_where_it_lies(tmp_path: Path) -> None:
    path = script(tmp_path / "my venv" / "bin")
    assert start_command([str(path)], "/usr/bin/python3", "linux") == Command((str(path),))


def test_a_virtual_environment_is_started_by_its_own_python(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    module = str(ROOT / "relaxapp" / "__main__.py")
    for first in ([module], ["-m"], [str(tmp_path / "relaxapp")], []):
        assert start_command(first, str(python), "linux") == Command(
            (str(python), "-m", "relaxapp"), str(ROOT)
        )


def test_on_windows_no_console_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = script(tmp_path, "python.exe")
    starter = script(tmp_path, "relaxapp.exe")
    for name in ("relaxapp", "relaxapp.exe"):
        assert start_command([str(tmp_path / name)], "", "win32") == Command((str(starter),))
    windowed_starter = script(tmp_path, "relaxapp-window.exe")
    assert start_command([str(starter)], "", "win32") == Command((str(windowed_starter),))
    module = [str(ROOT / "relaxapp" / "__main__.py")]
    monkeypatch.setattr(sys, "path", ["", str(ROOT)])
    assert start_command(module, str(python), "win32").words == (str(python), "-m", "relaxapp")
    windowed = script(tmp_path, "pythonw.exe")
    assert start_command(module, str(python), "win32").words == (str(windowed), "-m", "relaxapp")


def test_a_checkout_starts_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT)])
    module = [str(ROOT / "relaxapp" / "__main__.py")]
    for platform in ("linux", "win32"):
        command = start_command(module, sys.executable, platform)
        done = subprocess.run(
            [*command.words, "--version"],
            cwd=command.folder or tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith("relaxapp ")


def test_the_data_folder_goes_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = Command(("relaxapp",))
    assert background(command, None, {}).words == ("relaxapp", "--background")
    monkeypatch.chdir(tmp_path)
    expected = ("relaxapp", "--background", "--data-dir", str(tmp_path / "a b"))
    assert background(command, Path("a b"), {"RELAXAPP_HOME": "/x"}).words == expected
    assert background(command, None, {"RELAXAPP_HOME": "a b"}).words == expected


# Linux


@linux
def test_it_is_switched_on_and_off_and_read_back(tmp_path: Path) -> None:
    way = entry_of(tmp_path)
    switch = Autostart(way)
    assert switch.state() == OFF
    assert switch.switch(on=True) == ON
    assert way.path == tmp_path / "config" / "autostart" / "relaxapp.desktop"
    entry = desktop_entry.read(way.path.read_text("utf-8"))
    assert desktop_entry.words_of(entry["Exec"]) == list(HERE.words)
    assert entry["Path"] == str(ROOT)
    assert switch.switch(on=True) == ON
    assert switch.switch(on=False) == OFF
    assert switch.switch(on=False) == OFF
    assert list(way.path.parent.iterdir()) == []


@linux
@pytest.mark.parametrize("config", ["", "relative/config"])
def test_without_a_config_folder_told_it_is_the_usual_one(tmp_path: Path, config: str) -> None:
    way = AutostartEntry(HERE, {"XDG_CONFIG_HOME": config}, tmp_path)
    assert way.path == tmp_path / ".config" / "autostart" / "relaxapp.desktop"


@linux
@pytest.mark.parametrize(
    "line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "X-GNOME-Autostart-enabled = False"]
)
def test_switched_off_by_the_desktop_is_off_and_can_be_switched_on(
    tmp_path: Path, line: str
) -> None:
    way = entry_of(tmp_path)
    switch = Autostart(way)
    switch.switch(on=True)
    text = way.path.read_text("utf-8").replace("X-GNOME-Autostart-enabled=true\n", "")
    way.path.write_text(f"{text}{line}\n", "utf-8")
    assert switch.state() == OFF
    assert switch.switch(on=True) == ON


@linux
def test_a_program_that_is_gone_is_told_and_mended(tmp_path: Path) -> None:
    gone = tmp_path / "old venv" / "bin" / "relaxapp"
    old = Autostart(entry_of(tmp_path, Command((str(gone), "--background"))))
    script(gone.parent)
    assert old.switch(on=True) == ON
    gone.unlink()
    state = old.state()
    assert not state.on
    assert str(gone) in state.problem
    assert Autostart(entry_of(tmp_path)).switch(on=True) == ON


@linux
def test_a_checkout_that_was_moved_is_told(tmp_path: Path) -> None:
    moved = Command(HERE.words, str(tmp_path / "moved"))
    state = Autostart(entry_of(tmp_path, moved)).switch(on=True)
    assert not state.on
    assert "moved" in state.problem


@linux
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[Desktop Entry]\nExec=\n"])
def test_a_damaged_file_is_told_and_mended(tmp_path: Path, content: bytes) -> None:
    way = entry_of(tmp_path)
    way.path.parent.mkdir(parents=True)
    way.path.write_bytes(content)
    state = Autostart(way).state()
    assert not state.on
    assert state.problem
    assert Autostart(way).switch(on=True) == ON


@linux
def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    state = Autostart(entry_of(tmp_path)).switch(on=True)
    assert not state.on
    assert "could not start at login" in state.problem
    (tmp_path / "config").unlink()
    way = entry_of(tmp_path)
    way.path.mkdir(parents=True)
    assert "cannot be read" in Autostart(way).state().problem
    assert "could not be kept from" in Autostart(way).switch(on=False).problem


SWITCH = """
import json, sys
from pathlib import Path
from relaxapp.adapters.autostart import Autostart, Command
from relaxapp.adapters.autostart_linux import AutostartEntry
env = {"XDG_CONFIG_HOME": sys.argv[1]}
now = Autostart(AutostartEntry(Command((sys.executable,)), env, Path("/"))).switch(on=True)
print(json.dumps([now.on, now.problem]))
"""


@linux
def test_a_folder_without_leave_to_write_is_said(tmp_path: Path) -> None:
    (tmp_path / "autostart").mkdir(mode=0o500)
    command = as_ordinary_user([sys.executable, "-c", SWITCH, str(tmp_path)])
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    on, problem = json.loads(done.stdout)
    assert not on
    assert "Permission denied" in problem


@linux
def test_a_linked_file_stays_linked(tmp_path: Path) -> None:
    way = entry_of(tmp_path)
    way.path.parent.mkdir(parents=True)
    kept = tmp_path / "dotfiles.desktop"
    kept.write_text("")
    way.path.symlink_to(kept)
    assert Autostart(way).switch(on=True) == ON
    assert way.path.is_symlink()
    assert "Exec=" in kept.read_text("utf-8")


class Deaf:
    """A system that takes everything and does nothing."""

    def __init__(self, state: AutostartState) -> None:
        self._state = state

    def state(self) -> AutostartState:
        return self._state

    def write(self, *, on: bool) -> None:
        pass


@pytest.mark.parametrize("was", [ON, OFF])
def test_a_system_that_only_nods_is_seen_through(was: AutostartState) -> None:
    state = Autostart(Deaf(was)).switch(on=not was.on)
    assert state.on == was.on
    assert "at login" in state.problem


@pytest.mark.parametrize(
    ("platform", "kind"), [("linux", "AutostartEntry"), ("darwin", "LaunchAgent")]
)
def test_each_system_has_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, kind: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(autostart, "SANDBOX", tmp_path / "none")
    found = find(None, tmp_path, {}, tmp_path)
    assert type(found._way).__name__ == kind
    assert found.state() == OFF
    (tmp_path / "none").touch()
    if platform == "linux":
        assert isinstance(find(None, tmp_path, {}, tmp_path)._way, BackgroundPortal)


# macOS


def test_a_launch_agent(tmp_path: Path) -> None:
    way = LaunchAgent(HERE, tmp_path)
    switch = Autostart(way)
    assert switch.state() == OFF
    assert switch.switch(on=True) == ON
    agent = plistlib.loads(way.path.read_bytes())
    assert agent["ProgramArguments"] == list(HERE.words)
    assert agent["RunAtLoad"] is True
    assert agent["WorkingDirectory"] == str(ROOT)
    way.path.write_bytes(plistlib.dumps({**agent, "Disabled": True}))
    assert switch.state() == OFF
    way.path.write_bytes(plistlib.dumps({**agent, "ProgramArguments": ["/gone/relaxapp"]}))
    assert "/gone/relaxapp" in switch.state().problem
    for damaged in (b"", b"<plist", plistlib.dumps(["x"]), b"bplist00" + b"\xff" * 40):
        way.path.write_bytes(damaged)
        assert "damaged" in switch.state().problem
    assert switch.switch(on=True) == ON
    assert switch.switch(on=False) == OFF


# Windows


class Registry:
    """Stands in for the module winreg; keys are dictionaries of values."""

    HKEY_CURRENT_USER = 1
    KEY_QUERY_VALUE, KEY_SET_VALUE, REG_SZ = 1, 2, 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, object]] = {RUN: {}}
        self.refuses = False

    class Key:
        """One opened key."""

        def __init__(self, values: dict[str, object], access: int) -> None:
            self.values, self.access = values, access

        def __enter__(self) -> Registry.Key:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    def OpenKey(self, root: int, path: str, reserved: int, access: int) -> Key:
        if path not in self.keys:
            raise FileNotFoundError(2, "not found")
        if self.refuses and access & self.KEY_SET_VALUE:
            raise PermissionError(13, "Access is denied")
        return self.Key(self.keys[path], access)

    def CreateKeyEx(self, root: int, path: str, reserved: int, access: int) -> Key:
        self.keys.setdefault(path, {})
        return self.OpenKey(root, path, reserved, access)

    def QueryValueEx(self, key: Key, name: str) -> tuple[object, int]:
        assert key.access & self.KEY_QUERY_VALUE
        if name not in key.values:
            raise FileNotFoundError(2, "not found")
        return key.values[name], self.REG_SZ

    def SetValueEx(self, key: Key, name: str, reserved: int, kind: int, value: object) -> None:
        assert key.access & self.KEY_SET_VALUE
        key.values[name] = value

    def DeleteValue(self, key: Key, name: str) -> None:
        assert key.access & self.KEY_SET_VALUE
        if name not in key.values:
            raise FileNotFoundError(2, "not found")
        del key.values[name]


def test_the_run_key(tmp_path: Path) -> None:
    registry = Registry()
    program = str(script(tmp_path / "my apps", "relaxapp.exe"))
    command = Command((program, "--background", "--data-dir", r"C:\my data"))
    switch = Autostart(RunKey(command, registry))
    assert switch.state() == OFF
    assert switch.switch(on=True) == ON
    assert registry.keys[RUN] == {NAME: f'"{program}" --background --data-dir "C:\\my data"'}
    registry.keys[APPROVED] = {NAME: b"\x03\x00\x00\x00\xd4\x0d\x43\x8d\xc8\x3b\xd9\x01"}
    assert switch.state() == OFF  # by the Task Manager
    assert switch.switch(on=True) == ON
    for enabled in (b"\x02" + b"\x00" * 11, b"\x06" + b"\x00" * 11, b"", "text"):
        registry.keys[APPROVED] = {NAME: enabled}
        assert switch.state() == ON
    registry.refuses = True
    refused = switch.switch(on=False)
    assert refused.on
    assert "Access is denied" in refused.problem
    registry.refuses = False
    Path(program).unlink()
    assert program in switch.state().problem
    assert switch.switch(on=False) == OFF
    assert registry.keys == {RUN: {}, APPROVED: {}}


def test_a_command_that_windows_would_cut_off_is_refused() -> None:
    registry = Registry()
    state = Autostart(RunKey(Command(("x" * 261,)), registry)).switch(on=True)
    assert "260" in state.problem
    assert registry.keys == {RUN: {}}


@pytest.mark.parametrize("words", [["C:\\a b\\r.exe", "-x"], ["C:\\r.exe", "a b"], ["r"]])
def test_the_program_of_a_command_line(words: list[str]) -> None:
    assert program_of(subprocess.list2cmdline(words)) == words[0]


# Flatpak

CONFIG = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen>
<policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
</policy></busconfig>
"""


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run a session bus of our own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("needs dbus-daemon")
    (config := tmp_path / "bus.conf").write_text(CONFIG.format(socket=tmp_path / "bus"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
    with subprocess.Popen(
        [program, f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield
        process.kill()


@pytest.fixture
def portal(bus: None) -> Iterator[Callable[[Any], list[Any]]]:
    """Return a function that makes the portal answer one request, and gives what was asked."""
    from jeepney import DBusAddress, message_bus, new_method_return, new_signal
    from jeepney.io.blocking import open_dbus_connection

    threads = []

    def answer_with(response: Any) -> list[Any]:
        asked: list[Any] = []
        ready = threading.Event()

        def run() -> None:
            with open_dbus_connection(bus="SESSION") as connection:
                name = "org.freedesktop.portal.Desktop"
                connection.send_and_get_reply(message_bus.RequestName(name), timeout=10)
                ready.set()
                message = connection.receive(timeout=10)
                while message.header.fields.get(3) != "RequestBackground":
                    message = connection.receive(timeout=10)
                asked.extend(message.body)
                sender = message.header.fields[7].removeprefix(":").replace(".", "_")
                token = message.body[1]["handle_token"][1]
                handle = f"/org/freedesktop/portal/desktop/request/{sender}/{token}"
                request = DBusAddress(handle, interface="org.freedesktop.portal.Request")
                if response is not None:  # before the reply, as a fast portal may
                    connection.send(new_signal(request, "Response", "ua{sv}", response))
                connection.send(new_method_return(message, "o", (handle,)))

        thread = threading.Thread(target=run)
        thread.start()
        threads.append(thread)
        ready.wait(10)
        return asked

    yield answer_with
    for thread in threads:
        thread.join()


YES = (0, {"background": ("b", True), "autostart": ("b", True)})
NO = (0, {"background": ("b", True), "autostart": ("b", False)})


@linux
def test_the_portal_is_asked_and_its_answer_kept(
    tmp_path: Path, portal: Callable[[Any], list[Any]]
) -> None:
    switch = Autostart(BackgroundPortal(HERE, tmp_path / "note", 10))
    assert switch.state() == OFF
    asked = portal(YES)
    assert switch.switch(on=True) == ON
    assert asked[1]["autostart"] == ("b", True)
    assert asked[1]["commandline"] == ("as", list(HERE.words))
    assert asked[1]["dbus-activatable"] == ("b", False)
    assert Autostart(BackgroundPortal(HERE, tmp_path / "note")).state() == ON


@linux
@pytest.mark.parametrize("answer", [NO, (1, {}), (2, {}), (0, {})])
def test_a_refusal_of_the_portal_is_told(
    tmp_path: Path, portal: Callable[[Any], list[Any]], answer: Any
) -> None:
    (tmp_path / "note").write_bytes(b"on\n")
    portal(answer)
    state = Autostart(BackgroundPortal(HERE, tmp_path / "note", 10)).switch(on=True)
    assert not state.on
    assert "did not allow" in state.problem


@linux
def test_switching_off_through_the_portal(
    tmp_path: Path, portal: Callable[[Any], list[Any]]
) -> None:
    (tmp_path / "note").write_bytes(b"on\n")
    asked = portal(NO)
    assert Autostart(BackgroundPortal(HERE, tmp_path / "note", 10)).switch(on=False) == OFF
    assert asked[1]["autostart"] == ("b", False)


@linux
def test_a_portal_that_never_answers_is_not_waited_for(
    tmp_path: Path, portal: Callable[[Any], list[Any]]
) -> None:
    portal(None)
    state = Autostart(BackgroundPortal(HERE, tmp_path / "note", 0.1)).switch(on=True)
    assert "did not answer" in state.problem


@linux
def test_without_a_portal_or_a_bus_that_is_told(
    tmp_path: Path, bus: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch = Autostart(BackgroundPortal(HERE, tmp_path / "note", 0.1))
    assert "no way" in switch.switch(on=True).problem
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    assert "bus" in switch.switch(on=True).problem
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert switch.switch(on=True).problem
    assert switch.state() == OFF


def test_nonsense_of_the_portal_is_no_yes() -> None:
    for body in ((), (0,), (0, None), (0, {"autostart": True}), ("0", {}), (3, YES[1])):
        assert not granted(body)
    assert granted(YES)
