"""The computer's voice: an engine that may be slow, hang, die or be missing never holds anybody up.

Speech Dispatcher is a strict stand-in here: what its protocol does not allow fails the test.
"""

from __future__ import annotations

import contextlib
import re
import socket
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters import system_voice_linux
from relaxapp.adapters.speech_engine import NoSystemVoice, Progress
from relaxapp.adapters.system_voice import SystemVoice, find
from relaxapp.adapters.system_voice_linux import SpeechDispatcher, address
from relaxapp.adapters.system_voice_macos import Say
from relaxapp.adapters.system_voice_windows import Sapi
from relaxapp.sessions.speaking import NoVoice, SpeechState
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE = "Let the shoulders be heavy."


@dataclass
class FakeEngine:
    """An engine moved by hand."""

    there: bool = True
    progress: Progress = Progress.WAITING
    calls: list[str] = field(default_factory=list)
    dies_at: str = ""

    def open(self) -> None:
        self.calls.append("open")
        if not self.there:
            raise NoSystemVoice("there is none")

    def say(self, text: str, voice: str, level: float) -> None:
        self.calls.append(f"say {text} {voice} {level:g}")
        self._die("say")
        self.progress = Progress.WAITING

    def look(self) -> Progress:
        self._die("look")
        return self.progress

    def hush(self) -> None:
        self.calls.append("hush")

    def close(self) -> None:
        self.calls.append("close")

    def _die(self, call: str) -> None:
        if self.dies_at == call:
            self.dies_at = ""
            raise NoSystemVoice("it is gone")


class Bench:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.engine = FakeEngine()
        self.voice = SystemVoice(self.engine, self.clock, threaded=False)

    def step(self, progress: Progress | None = None, seconds: float = 0.0) -> SpeechState:
        if progress is not None:
            self.engine.progress = progress
        self.clock.advance(seconds)
        self.voice.step()
        return self.voice.speech().state


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_nothing_is_started_before_somebody_asks(bench: Bench) -> None:
    assert bench.engine.calls == []
    assert not bench.voice.ready()
    assert not bench.voice.ready()
    bench.step()
    assert bench.voice.ready()
    assert bench.engine.calls == ["open"]


def test_a_line_is_told_from_its_wish_to_its_end(bench: Bench) -> None:
    ticket = bench.voice.say(LINE, "woman", 0.5)
    assert bench.voice.speech().state is SpeechState.WAITING
    bench.step()
    assert bench.step(Progress.WAITING, 0.5) is SpeechState.WAITING
    assert bench.step(Progress.SPEAKING, 0.1) is SpeechState.SPEAKING
    assert bench.step(Progress.SPEAKING, 2.0) is SpeechState.SPEAKING
    assert bench.step(Progress.SAID, 0.5) is SpeechState.SAID
    speech = bench.voice.speech()
    assert (speech.ticket, speech.seconds) == (ticket, pytest.approx(2.5))
    assert bench.engine.calls == ["open", f"say {LINE} woman 0.5"]


def test_hushed_before_it_began_it_is_never_said(bench: Bench) -> None:
    bench.voice.say(LINE, "woman", 1)
    bench.voice.hush()
    bench.step()
    bench.step()
    assert bench.engine.calls == []
    assert bench.voice.speech().state is SpeechState.SILENT


def test_of_two_wishes_the_newer_one_is_said(bench: Bench) -> None:
    bench.voice.say("One.", "woman", 1)
    bench.voice.hush()
    ticket = bench.voice.say("Two.", "man", 1)
    for _ in range(3):
        bench.step()
    assert [call for call in bench.engine.calls if call.startswith("say")] == ["say Two. man 1"]
    assert bench.voice.speech().ticket == ticket


def test_hushed_in_the_middle_the_engine_is_told(bench: Bench) -> None:
    bench.voice.say(LINE, "woman", 1)
    bench.step()
    bench.step(Progress.SPEAKING)
    bench.voice.hush()
    bench.step()
    assert bench.engine.calls[-1] == "hush"
    bench.voice.hush()  # once is enough
    assert bench.step() is SpeechState.SILENT


def test_an_engine_that_died_between_two_lines_is_started_anew(bench: Bench) -> None:
    bench.voice.say("One.", "woman", 1)
    bench.step()
    bench.step(Progress.SAID)
    bench.engine.dies_at = "say"
    bench.voice.say("Two.", "woman", 1)
    bench.step()
    assert bench.engine.calls[-3:] == ["close", "open", "say Two. woman 1"]
    assert bench.step(Progress.SPEAKING) is SpeechState.SPEAKING


def test_one_that_dies_while_it_speaks_fails_and_is_looked_for_later(bench: Bench) -> None:
    bench.voice.say(LINE, "woman", 1)
    bench.step()
    bench.step(Progress.SPEAKING)
    bench.engine.dies_at = "look"
    assert bench.step() is SpeechState.FAILED
    assert not bench.voice.ready()
    bench.clock.advance(25)
    bench.voice.ready()
    bench.step()
    assert bench.voice.ready()


def test_where_there_is_none_it_is_asked_for_less_and_less_often(bench: Bench) -> None:
    bench.engine.there = False
    for _ in range(3600):
        bench.voice.ready()
        bench.voice.step()
        bench.clock.advance(1)
    assert 6 <= bench.engine.calls.count("open") <= 12
    assert bench.voice.say(LINE, "woman", 1)
    assert bench.step() is SpeechState.FAILED


def test_a_line_that_does_not_begin_fails(bench: Bench) -> None:
    bench.voice.say(LINE, "woman", 1)
    bench.step()
    assert bench.step(Progress.WAITING, 3.0) is SpeechState.WAITING
    assert bench.step(Progress.WAITING, 2.0) is SpeechState.FAILED


def test_a_bug_in_an_engine_is_no_end_of_the_session(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.engine.progress = None  # type: ignore[assignment]  # no engine may say so
    bench.voice.say(LINE, "woman", 1)
    bench.step()
    bench.engine.progress = None  # type: ignore[assignment]  # as above
    assert bench.step() is SpeechState.FAILED
    assert "failed" in caplog.text


def test_another_who_cuts_it_off_teaches_nothing_about_its_length(bench: Bench) -> None:
    bench.voice.say(LINE, "woman", 1)
    bench.step()
    assert bench.step(Progress.CUT, 0.3) is SpeechState.SILENT


def test_a_voice_at_rest_is_let_go(bench: Bench) -> None:
    bench.voice.ready()
    bench.step()
    bench.step()
    assert bench.engine.calls == ["open", "close"]
    assert bench.voice.ready()


def test_each_system_has_its_own_voice() -> None:
    clock = FakeClock()
    for platform, engine in (("linux", SpeechDispatcher), ("darwin", Say), ("win32", Sapi)):
        voice = find(clock, platform)
        assert isinstance(voice, SystemVoice)
        assert isinstance(voice._engine, engine)
        voice.end()
    assert isinstance(find(clock, "emscripten"), NoVoice)


# ---------------------------------------------------------------- Speech Dispatcher

_SETTING = re.compile(
    r"SET self (CLIENT_NAME \w+:\w+:\w+|NOTIFICATION ALL ON|PRIORITY MESSAGE|RATE -?\d{1,2}|"
    r"VOLUME -?\d{1,3}|VOICE_TYPE (FE)?MALE1)"
)


class Daemon(threading.Thread):
    """Speech Dispatcher as its protocol describes it, and not a word more."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.modules = ["espeak-ng", "dummy"]
        self.settings: list[str] = []
        self.said: list[str] = []
        self.wrong: list[str] = []
        self.garble = b""
        self.spoke = threading.Event()
        self.cancelled = threading.Event()
        self.gone = threading.Event()
        self.held: socket.socket | None = None
        self._named = False

    def run(self) -> None:
        while True:
            try:
                self.held, _ = self.listener.accept()
            except OSError:
                return
            self._named = False
            with self.held, self.held.makefile("rb") as lines:
                self._serve(lines)
            self.gone.set()

    def _serve(self, lines: object) -> None:
        for line in lines:  # type: ignore[attr-defined]  # a binary file
            if not line.endswith(b"\r\n"):
                self.wrong.append(f"no CRLF: {line!r}")
                return
            command = line.decode()[:-2]
            if command == "QUIT":
                with contextlib.suppress(OSError):  # who says so may not wait for the answer
                    self.tell("231 HAPPY HACKING")
                return
            if command == "SPEAK":
                self.tell("230 OK RECEIVING DATA")
                self._hear(lines)
            else:
                self._answer(command)

    def _answer(self, command: str) -> None:
        if command.startswith("SET self CLIENT_NAME"):
            self._named = True
        elif not self._named:
            self.wrong.append(f"before its name: {command}")
        if self.garble:
            assert self.held is not None
            self.held.sendall(self.garble)
        elif command == "LIST OUTPUT_MODULES":
            self.tell(*(f"250-{name}" for name in self.modules), "250 OK MODULE LIST SENT")
        elif command == "CANCEL self":
            self.tell("213 OK CANCELED")
            self.cancelled.set()
        elif _SETTING.fullmatch(command):
            self.settings.append(command.removeprefix("SET self "))
            self.tell("203 OK SET")
        else:
            self.wrong.append(command)
            self.tell("500 ERR INVALID COMMAND")

    def _hear(self, lines: object) -> None:
        text = []
        for line in lines:  # type: ignore[attr-defined]  # a binary file
            if line == b".\r\n":
                break
            text.append(line.decode()[:-2].removeprefix("."))
        self.said.append("\n".join(text))
        self.tell(f"225-{len(self.said)}", "225 OK MESSAGE QUEUED")
        self.spoke.set()

    def tell(self, *lines: str) -> None:
        assert self.held is not None
        self.held.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def event(self, code: str, what: str, number: int | None = None) -> None:
        self.tell(f"{code}-{number or len(self.said)}", f"{code}-1", f"{code} {what}")

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)  # which wakes it
        self.listener.close()
        if self.held is not None:
            with contextlib.suppress(OSError):
                self.held.shutdown(socket.SHUT_RDWR)


linux = pytest.mark.skipif(sys.platform != "linux", reason="the socket of Linux desktops")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"XDG_RUNTIME_DIR": str(tmp_path), "PATH": str(tmp_path / "bin")}


@pytest.fixture
def daemon(env: dict[str, str]) -> Iterator[Daemon]:
    daemon = Daemon(address(env))
    daemon.start()
    yield daemon
    daemon.close()
    daemon.join(5)
    assert daemon.wrong == []


def until(engine: SpeechDispatcher, progress: Progress) -> None:
    """Look until it says so: what the daemon tells is under way."""
    for _ in range(2000):
        if engine.look() is progress:
            return
        threading.Event().wait(0.001)
    raise AssertionError(f"never {progress}")


@linux
def test_a_line_is_said_by_the_rules_of_the_protocol(env: dict[str, str], daemon: Daemon) -> None:
    engine = SpeechDispatcher(env)
    engine.open()
    engine.say(LINE, "man", 1.0)
    assert engine.look() is Progress.WAITING
    daemon.event("701", "BEGIN")
    until(engine, Progress.SPEAKING)
    daemon.event("702", "END")
    until(engine, Progress.SAID)
    engine.say(".dots\r\n.\r\nQUIT and more", "woman", 0.25)
    daemon.event("702", "END", number=1)  # of the line before
    assert engine.look() is Progress.WAITING
    engine.hush()
    assert daemon.cancelled.wait(5)
    daemon.event("703", "CANCELED")
    until(engine, Progress.CUT)
    engine.close()
    assert daemon.gone.wait(5)
    assert daemon.said == [LINE, ".dots . QUIT and more"]
    assert "VOICE_TYPE MALE1" in daemon.settings
    assert daemon.settings.index("VOLUME -20") < daemon.settings.index("VOLUME -80")


@linux
def test_without_a_synthesiser_there_is_no_voice(env: dict[str, str], daemon: Daemon) -> None:
    daemon.modules = ["dummy"]
    with pytest.raises(NoSystemVoice, match="no synthesiser"):
        SpeechDispatcher(env).open()


@linux
@pytest.mark.parametrize(
    "garble", [b"HTTP/1.1 400 Bad\r\n", b"x" * 20_000, b"300 ERR INTERNAL\r\n", b"\xff\xfe\n"]
)
def test_whatever_else_answers_is_no_voice(
    env: dict[str, str], daemon: Daemon, garble: bytes
) -> None:
    daemon.garble = garble
    with pytest.raises(NoSystemVoice):
        SpeechDispatcher(env).open()


@linux
def test_its_end_is_noticed(env: dict[str, str], daemon: Daemon) -> None:
    engine = SpeechDispatcher(env)
    engine.open()
    engine.say(LINE, "woman", 1.0)
    assert daemon.held is not None
    daemon.held.shutdown(socket.SHUT_RDWR)
    with pytest.raises(NoSystemVoice):
        until(engine, Progress.SAID)
    engine.close()
    with pytest.raises(NoSystemVoice):
        engine.hush()


@linux
def test_one_that_does_not_answer_is_not_waited_for_long(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_voice_linux, "_ANSWER", 0.05)
    place = address(env)
    place.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(place))
        mute.listen()
        with pytest.raises(NoSystemVoice, match="does not answer"):
            SpeechDispatcher(env).open()


@linux
def test_the_daemon_is_started_where_none_runs(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoSystemVoice, match="not installed"):
        SpeechDispatcher(env).open()
    program = tmp_path / "bin" / "speech-dispatcher"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\n')
    program.chmod(0o755)
    monkeypatch.setattr(system_voice_linux, "_BETWEEN", 0.001)
    with pytest.raises(NoSystemVoice, match="nobody answers"):
        SpeechDispatcher(env).open()
    assert (tmp_path / "asked").read_text() == "--spawn\n"


def test_the_socket_is_where_the_desktop_keeps_it_and_never_on_a_network() -> None:
    assert str(address({"XDG_RUNTIME_DIR": "/run/user/7"})).endswith(
        "speech-dispatcher/speechd.sock"
    )
    assert str(address({"HOME": "/home/me"})).startswith("/home/me/.cache/")
    assert str(address({"SPEECHD_ADDRESS": "unix_socket:/x/y"})) == "/x/y"
    with pytest.raises(NoSystemVoice, match="network"):
        address({"SPEECHD_ADDRESS": "inet_socket:example.org:6560"})


@linux
def test_through_its_thread_a_line_is_said_and_nothing_is_left_running(
    env: dict[str, str], daemon: Daemon
) -> None:
    voice = SystemVoice(SpeechDispatcher(env), FakeClock())
    voice.say(LINE, "woman", 1.0)
    assert daemon.spoke.wait(5)
    voice.end()
    assert daemon.gone.wait(5)
    assert not any(thread.name == "voice" for thread in threading.enumerate())


# ---------------------------------------------------------------- macOS and Windows


def wait_for(engine: Say) -> None:
    while engine.look() is Progress.SPEAKING:
        threading.Event().wait(0.005)


@pytest.mark.skipif(sys.platform == "win32", reason="a program of a Unix")
def test_on_a_mac_a_line_is_a_program_that_runs(tmp_path: Path) -> None:
    program = tmp_path / "say"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\nexec cat > {tmp_path}/said\n')
    program.chmod(0o755)
    engine = Say(str(program))
    engine.open()
    engine.say("-v is [[no]] option", "woman", 0.5)
    wait_for(engine)
    assert (tmp_path / "said").read_text() == "[[volm 0.25]] -v is no option\n"
    assert (tmp_path / "asked").read_text() == "-r 160 -f -\n"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    engine.say(LINE, "woman", 1.0)
    assert engine.look() is Progress.SPEAKING
    engine.hush()
    assert engine.look() is Progress.CUT
    program.write_text("#!/bin/sh\ncat > /dev/null\nexit 3\n")
    engine.say(LINE, "woman", 1.0)
    with pytest.raises(NoSystemVoice, match="failed"):
        wait_for(engine)
    engine.close()
    with pytest.raises(NoSystemVoice, match="there is no"):
        Say(str(tmp_path / "nothing")).open()


class Tokens:
    def __init__(self, *names: str) -> None:
        self.names = names

    @property
    def Count(self) -> int:
        return len(self.names)

    def Item(self, at: int) -> str:
        return self.names[at]


class FakeSapi:
    """As much of ISpVoice as is used."""

    def __init__(self) -> None:
        self.spoken: list[tuple[str, int]] = []
        self.Voice = self.Rate = self.Volume = None
        self.Status = type("Status", (), {"RunningState": 2})()
        self.voices = {"": Tokens("David", "Zira"), "Gender=Female": Tokens("Zira")}

    def GetVoices(self, wanted: str, _: str) -> Tokens:
        return self.voices.get(wanted, Tokens())

    def Speak(self, text: str, flags: int) -> int:
        self.spoken.append((text, flags))
        return 1


def test_on_windows_sapi_speaks_without_markup() -> None:
    sapi = FakeSapi()
    engine = Sapi(lambda: sapi)
    engine.open()
    engine.say("<b>Softly</b>", "woman", 0.5)
    assert sapi.spoken == [("<b>Softly</b>", 19)]
    assert (sapi.Voice, sapi.Volume) == ("Zira", 25)
    assert engine.look() is Progress.SPEAKING
    sapi.Status.RunningState = 1
    assert engine.look() is Progress.SAID
    engine.say(LINE, "man", 1.0)  # there is no man's voice: the one in use goes on
    assert sapi.Voice == "Zira"
    engine.hush()
    assert sapi.spoken[-1] == ("", 3)
    engine.close()
    with pytest.raises(NoSystemVoice):
        engine.look()


def test_on_windows_without_a_voice_there_is_none() -> None:
    sapi = FakeSapi()
    sapi.voices = {"": Tokens()}
    with pytest.raises(NoSystemVoice, match="no voice"):
        Sapi(lambda: sapi).open()

    def missing() -> object:
        raise ImportError("no comtypes")

    with pytest.raises(NoSystemVoice, match="does not start"):
        Sapi(missing).open()
