"""The channel is heard by its own instance alone, and no caller can hold it up."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters import channel_pipe, channel_pipe_ask, channel_place, channel_socket
from relaxapp.adapters.channel import Channel, ask, ring
from relaxapp.adapters.channel_lines import MOST_BYTES, LineError, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from relaxapp.adapters.channel_lines import Message

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "AF_UNIX"), reason="sockets are how it is tried here"
)
WAIT_S = 10.0


class Instance:
    """Answers with what it was asked, and remembers."""

    def __init__(self) -> None:
        self.asked: list[Message] = []

    def __call__(self, message: Message) -> Message:
        self.asked.append(message)
        match message:
            case {"fail": _}:
                raise ZeroDivisionError
            case {"nonsense": _}:
                return {"time": object()}
            case {"long": int(size)}:
                return {"long": "x" * size}
        return {"heard": message}


@pytest.fixture
def instance() -> Instance:
    return Instance()


@pytest.fixture
def open_channel(qtbot: QtBot, tmp_path: Path, instance: Instance) -> Iterator[Channel]:
    it = Channel(tmp_path, instance)
    assert it.start()
    yield it
    it.close()


def elsewhere(qtbot: QtBot, call: Callable[[], Any]) -> Any:
    """Return what a call gives in another thread, while Qt's loop runs here."""
    given: list[Any] = []
    thread = threading.Thread(target=lambda: given.append(call()))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=int(WAIT_S * 1000))
    return given[0]


def path_of(folder: Path) -> Path:
    return next(channel_place.to_ask(folder, os.environ))


def caller(folder: Path) -> socket.socket:
    """Return somebody connected who is not as polite as `ask`."""
    it = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    it.settimeout(WAIT_S)
    it.connect(str(path_of(folder)))
    return it


def rest_of(connection: socket.socket) -> bytes:
    """Return all that still comes."""
    received = b""
    with connection, contextlib.suppress(ConnectionError):
        while part := connection.recv(MOST_BYTES):
            received += part
    return received


def test_nobody_at_home(tmp_path: Path) -> None:
    assert ask(tmp_path, {"show": True}) is None
    assert not ring(tmp_path)
    assert not list((tmp_path / "home" / "run").iterdir())  # asking leaves no trace


def test_it_answers_what_it_is_asked(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel, instance: Instance
) -> None:
    message: Message = {"verb": "snooze", "words": ["drink", 10], "note": "Zoë\udcff ☺"}
    assert elsewhere(qtbot, lambda: ask(tmp_path, message)) == {"heard": message}
    assert elsewhere(qtbot, lambda: ring(tmp_path))
    assert instance.asked == [message, {"show": True}]
    open_channel.close()
    open_channel.close()
    assert ask(tmp_path, message) is None
    assert open_channel.start()
    assert open_channel.start()
    assert elsewhere(qtbot, lambda: ring(tmp_path))


def test_only_its_owner_can_ask_and_each_folder_has_its_own(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel
) -> None:
    path = path_of(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    (tmp_path / "other").mkdir()
    assert ask(tmp_path / "other", {}) is None
    (tmp_path / "link").symlink_to(tmp_path)
    assert elsewhere(qtbot, lambda: ring(tmp_path / "link"))


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"\n", "not JSON"),
        (b"{\n", "not JSON"),
        (b"\xff\n", "not JSON"),
        (b"[1]\n", "not an object"),
        (b'"show"\n', "not an object"),
        (b'{"a": NaN}\n', "no JSON number"),
        (b"[" * 60_000 + b"\n", "not JSON"),
        (b'{"show": true}\n\n', "something follows"),
        (b'{"a": 1}\n{"b": 2}\n', "something follows"),
        (b'{"a": 1', "not a whole line"),
        (b"x" * (MOST_BYTES + 1), "longer than 65536"),
        (b'{"fail": 1}\n', "mistake of its own"),
        (b'{"nonsense": 1}\n', "not JSON"),
        (b'{"long": 70000}\n', "longer than 65536"),
    ],
)
def test_what_is_no_message_is_refused_in_words(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel, sent: bytes, why: str
) -> None:
    def speak() -> bytes:
        with caller(tmp_path) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            return rest_of(connection)

    answer = json.loads(elsewhere(qtbot, speak))
    assert list(answer) == ["error"]
    assert why in answer["error"]
    assert elsewhere(qtbot, lambda: ring(tmp_path))


def test_of_two_messages_one_after_the_other_the_first_is_answered(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel, instance: Instance
) -> None:
    def speak() -> bytes:
        with caller(tmp_path) as connection:
            connection.sendall(b'{"a": 1}\n')
            answer = connection.recv(MOST_BYTES)
            with contextlib.suppress(ConnectionError):
                connection.sendall(b'{"b": 2}\n')
            return answer + rest_of(connection)

    assert json.loads(elsewhere(qtbot, speak)) == {"heard": {"a": 1}}
    assert instance.asked == [{"a": 1}]


def test_the_longest_message_and_answer_go_through(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel
) -> None:
    longest: Message = {"x": "y" * (MOST_BYTES - len(pack({"x": "", "heard": {}})))}
    assert elsewhere(qtbot, lambda: ask(tmp_path, longest)) == {"heard": longest}
    refused = ask(tmp_path, {"x": "y" * MOST_BYTES})
    assert refused is not None
    assert "longer" in str(refused["error"])
    assert "not JSON" in str((ask(tmp_path, {"x": object()}) or {})["error"])


def test_slow_and_silent_callers_are_dropped_and_hold_nobody_up(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_socket, "PATIENCE_MS", 300)
    silent, half, deaf = (caller(tmp_path) for _ in range(3))
    half.sendall(b'{"verb": ')
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    deaf.sendall(b'{"long": 60000}\n')  # and never reads the answer
    assert elsewhere(qtbot, lambda: ring(tmp_path))
    assert elsewhere(qtbot, lambda: rest_of(silent)) == b""
    assert elsewhere(qtbot, lambda: rest_of(half)) == b""
    server = open_channel._server
    assert isinstance(server, channel_socket.SocketServer)
    qtbot.waitUntil(lambda: not server._callers)
    deaf.close()


def test_callers_who_go_away_are_forgotten(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel, instance: Instance
) -> None:
    caller(tmp_path).close()
    with caller(tmp_path) as hasty:
        hasty.sendall(b'{"long": 60000}\n')
    with caller(tmp_path) as broken_off:
        broken_off.sendall(b'{"long": 6')
    assert elsewhere(qtbot, lambda: ring(tmp_path))
    server = open_channel._server
    assert isinstance(server, channel_socket.SocketServer)
    qtbot.waitUntil(lambda: not server._callers)
    assert instance.asked == [{"long": 60000}, {"show": True}]


def test_beyond_sixteen_callers_one_is_told_to_come_again(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel
) -> None:
    many = [caller(tmp_path) for _ in range(channel_socket.MOST_CALLERS)]
    server = open_channel._server
    assert isinstance(server, channel_socket.SocketServer)
    qtbot.waitUntil(lambda: len(server._callers) == len(many))
    assert "too many" in elsewhere(qtbot, lambda: ask(tmp_path, {}))["error"]
    assert not elsewhere(qtbot, lambda: ring(tmp_path))
    many.pop().close()
    qtbot.waitUntil(lambda: len(server._callers) == len(many))
    assert elsewhere(qtbot, lambda: ring(tmp_path))
    for one in many:
        one.close()
    many.clear()


def test_many_at_once_are_all_answered(
    qtbot: QtBot, tmp_path: Path, open_channel: Channel, instance: Instance
) -> None:
    answers: list[object] = []

    def speak(number: int) -> None:
        answers.append(ask(tmp_path, {"n": number}, WAIT_S))

    threads = [threading.Thread(target=speak, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(answers) == len(threads), timeout=int(WAIT_S * 1000))
    assert sorted(str(one) for one in answers) == sorted(
        str({"heard": {"n": n}}) for n in range(12)
    )


def test_somebody_else_is_not_heard(
    qtbot: QtBot,
    tmp_path: Path,
    open_channel: Channel,
    instance: Instance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with caller(tmp_path) as connection:
        assert channel_place.peer_uid(connection) in {None, os.getuid()}
    monkeypatch.setattr(channel_place, "peer_uid", lambda _: os.getuid() + 1)
    assert elsewhere(qtbot, lambda: rest_of(caller(tmp_path))) == b""
    assert ask(tmp_path, {"show": True}) is None  # nor is somebody else asked
    assert instance.asked == []

    def broken(_: socket.socket) -> int:
        raise OSError

    monkeypatch.setattr(channel_place, "peer_uid", broken)
    assert ask(tmp_path, {"show": True}) is None


LISTEN = """
import os, socket, sys
from pathlib import Path
from relaxapp.adapters.channel_place import to_listen
bound = socket.socket(socket.AF_UNIX)
bound.bind(str(to_listen(Path(sys.argv[1]), os.environ)))
bound.listen()
print("listening", flush=True)
sys.stdin.read()
"""


def test_the_socket_of_a_killed_instance_is_replaced(
    qtbot: QtBot, tmp_path: Path, instance: Instance
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LISTEN, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == b"listening\n"
        assert ask(tmp_path, {}, 0.1) is None  # it hangs
        killed.kill()
    assert path_of(tmp_path).exists()
    assert ask(tmp_path, {}) is None
    channel_ = Channel(tmp_path, instance)
    assert channel_.start()
    assert elsewhere(qtbot, lambda: ring(tmp_path))
    channel_.close()
    assert not (tmp_path / "home" / "run" / "relaxapp" / channel_place.mark(tmp_path)).exists()


def test_a_server_that_is_gone_or_answers_nonsense(tmp_path: Path) -> None:
    def serve(answer: bytes) -> threading.Thread:
        listening = socket.socket(socket.AF_UNIX)
        path = channel_place.to_listen(tmp_path, os.environ)
        listening.bind(str(path))
        listening.listen()

        def run() -> None:
            with listening, listening.accept()[0] as connection:
                connection.recv(MOST_BYTES)
                with contextlib.suppress(OSError):
                    connection.sendall(answer)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    for answer, expected in (
        (b"", None),
        (b'{"half": ', None),
        (b"here\n", "no answer"),
        (b"x" * (MOST_BYTES + 5), "no answer"),
    ):
        thread = serve(answer)
        given = ask(tmp_path, {"show": True})
        thread.join()
        if expected is None:
            assert given is None
        else:
            assert given is not None
            assert expected in str(given["error"])


@pytest.fixture
def no_run_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let there be but the temporary folder; returns where the socket's folder is in it."""
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    runtime = Path(f"/run/user/{os.getuid()}")
    if runtime.exists():
        pytest.skip("this computer has a folder for the time of the login")
    return tmp_path / f"relaxapp-{os.getuid()}"


def test_without_a_runtime_folder_it_is_in_a_private_temporary_one(
    qtbot: QtBot, tmp_path: Path, instance: Instance, no_run_user: Path
) -> None:
    it = Channel(tmp_path, instance)
    assert it.start()
    assert stat.S_IMODE(no_run_user.stat().st_mode) == 0o700
    assert elsewhere(qtbot, lambda: ring(tmp_path))
    it.close()


def test_a_place_that_is_not_ours_alone_is_refused(
    tmp_path: Path, instance: Instance, no_run_user: Path
) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir(mode=0o700)
    no_run_user.symlink_to(other)
    assert not Channel(tmp_path, instance).start()
    no_run_user.unlink()
    no_run_user.mkdir()
    no_run_user.chmod(0o755)
    assert not Channel(tmp_path, instance).start()
    no_run_user.chmod(0o700)
    target = other / "target"
    target.write_text("theirs")
    (no_run_user / channel_place.mark(tmp_path)).symlink_to(target)
    assert not Channel(tmp_path, instance).start()
    assert target.read_text() == "theirs"
    assert ask(tmp_path, {}) is None


def test_a_place_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_run_user: Path
) -> None:
    no_run_user.mkdir(mode=0o700)
    stranger = os.getuid() + 1
    monkeypatch.setattr(channel_place, "user_id", lambda: stranger)
    no_run_user.rename(tmp_path / f"relaxapp-{stranger}")
    with pytest.raises(channel_place.ForeignPlaceError):
        channel_place.to_listen(tmp_path, os.environ)


def test_a_path_that_no_socket_may_have_is_passed_over(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 90)
    deep.mkdir(mode=0o700)
    path = channel_place.to_listen(
        tmp_path, {"XDG_RUNTIME_DIR": str(deep), "TMPDIR": str(tmp_path)}
    )
    assert deep not in path.parents


def test_in_a_sandbox_it_is_where_its_instances_meet(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as short:  # as /run/user is; a socket's path may not be long
        place = Path(short) / "app" / "x.y"
        place.mkdir(parents=True)
        env = {"XDG_RUNTIME_DIR": short, "FLATPAK_ID": "x.y"}
        assert channel_place.to_listen(tmp_path, env).parent == place / "relaxapp"


def test_a_line_is_one_object_and_nothing_else() -> None:
    assert unpack(pack({"a": [1, None, "ü"]})) == {"a": [1, None, "ü"]}
    with pytest.raises(LineError):
        pack({"a": float("nan")})


def test_asking_loads_neither_qt_nor_a_window() -> None:
    code = (
        "import sys; from pathlib import Path; from relaxapp.adapters.channel import ask;"
        "assert ask(Path('/nowhere'), {}) is None;"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'multiprocessing', 'numpy'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == "[]\n"


# The end for Windows, with a socket in the pipe's place.


@pytest.fixture
def pipe(qtbot: QtBot, tmp_path: Path, instance: Instance) -> Iterator[channel_pipe.PipeServer]:
    server = channel_pipe.PipeServer(str(tmp_path / "pipe"), "AF_UNIX", tmp_path, instance)
    yield server
    server.close()


def ask_pipe(
    folder: Path, line: bytes, wait_s: float = WAIT_S, key_in: Path | None = None
) -> bytes:
    return channel_pipe_ask.ask_pipe(
        str(folder / "pipe"), "AF_UNIX", key_in or folder, line, wait_s
    )


def test_the_pipe_answers_in_qts_thread(
    qtbot: QtBot, tmp_path: Path, pipe: channel_pipe.PipeServer, instance: Instance
) -> None:
    threads: list[threading.Thread] = []
    pipe._answer = lambda message: threads.append(threading.current_thread()) or instance(message)
    line = pack({"show": True})
    assert unpack(elsewhere(qtbot, lambda: ask_pipe(tmp_path, line))) == {"heard": {"show": True}}
    assert threads == [threading.main_thread()]
    assert stat.S_IMODE((tmp_path / channel_place.KEY_FILE).stat().st_mode) == 0o600
    for bad, why in (
        (line + line, "something follows"),
        (b"{", "not a whole line"),
        (b"x" * (MOST_BYTES + 1), "longer"),
    ):
        answer = unpack(elsewhere(qtbot, lambda sent=bad: ask_pipe(tmp_path, sent)))
        assert why in str(answer["error"])


def test_the_pipe_hears_only_who_knows_the_key(
    qtbot: QtBot, tmp_path: Path, pipe: channel_pipe.PipeServer, instance: Instance
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    line = pack({"show": True})
    assert ask_pipe(tmp_path, line, key_in=other) == b""  # there is none
    (other / channel_place.KEY_FILE).write_bytes(b"k" * 32)
    assert elsewhere(qtbot, lambda: ask_pipe(tmp_path, line, key_in=other)) == b""
    assert instance.asked == []


def test_callers_of_the_pipe_who_say_nothing_are_cut(
    qtbot: QtBot,
    tmp_path: Path,
    instance: Instance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channel_pipe, "PATIENCE_S", 0.3)
    server = channel_pipe.PipeServer(str(tmp_path / "pipe"), "AF_UNIX", tmp_path, instance)
    silent = []
    for _ in range(channel_pipe.MOST_CALLERS + 1):
        one = socket.socket(socket.AF_UNIX)
        one.connect(str(tmp_path / "pipe"))
        silent.append(one)
    silent[0].sendall(b"\x00\x00\x00\x09half")
    while silent[-1].recv(MOST_BYTES):  # one too many
        pass
    qtbot.waitUntil(lambda: not server._callers, timeout=int(WAIT_S * 1000))
    monkeypatch.setattr(channel_pipe, "PATIENCE_S", WAIT_S)
    assert elsewhere(qtbot, lambda: ask_pipe(tmp_path, pack({}))) == pack({"heard": {}})
    server.close()
    for one in silent:
        one.close()


def test_closing_the_pipe_lets_go_of_who_waits(tmp_path: Path, qtbot: QtBot) -> None:
    server = channel_pipe.PipeServer(str(tmp_path / "pipe"), "AF_UNIX", tmp_path, lambda m: m)
    silent = socket.socket(socket.AF_UNIX)
    silent.connect(str(tmp_path / "pipe"))
    waiting: list[bytes] = []
    thread = threading.Thread(target=lambda: waiting.append(ask_pipe(tmp_path, pack({}))))
    thread.start()
    while server._questions.empty():  # Qt's loop does not run: nobody answers
        assert thread.is_alive()
    server.close()
    thread.join(WAIT_S)
    assert waiting == [b""]
    silent.close()
    assert ask_pipe(tmp_path, pack({}), 0.5) == b""


def test_the_name_of_the_pipe_tells_nothing_of_person_and_folder(tmp_path: Path) -> None:
    name = channel_place.pipe_name(tmp_path, {"USERNAME": "Zoë"})
    assert name.startswith(r"\\.\pipe\relaxapp-")
    assert "Zoë" not in name
    assert tmp_path.name not in name
    assert name != channel_place.pipe_name(tmp_path, {"USERNAME": "Ann"})
