"""The command line as scripts and people meet it: answers, messages, exit codes, no traces."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import tomllib
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp import __version__
from relaxapp.adapters.screen import has_display
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.cli.playing import hold
from relaxapp.sessions.audio_out import NoSound, Source
from relaxapp.sessions.library import Library
from relaxapp.sessions.player import PauseReason, Player, PlayState
from relaxapp.sessions.timeline import RATE, Options, build
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeClips, squeeze
from tests.sessions.mutants import BUNDLED

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
IDS = [
    "soften",
    "gentle-squeeze",
    "full-sixteen",
    "deep-sixteen",
    "seven",
    "four",
    "soft-word",
    "half-minute-reset",
    "desk-unwind",
    "long-exhale",
    "even-tide",
    "square",
    "four-seven-eight",
    "heavy-and-warm",
    "slow-scan",
    "bath-wind-down",
    "out-of-my-head",
    "shake-it-loose",
    "calf-care",
    "cramp-now",
]
SHORT = "cramp-now"
CARD = "bath-wind-down"
posix_only = pytest.mark.skipif(os.name != "posix", reason="what only POSIX has")

SCRIPT = """format = 1
title = "Own One"
technique = "Rest"
purpose = "To rest."
seconds = 3
[[step]]
kind = "say"
seconds = 2
say = "Größer, “leiser”."
[[step]]
kind = "release"
group = "jaw"
seconds = 1
"""


def shell(
    *arguments: str | bytes, env: dict[str, str] | None = None, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Carry out a command line in a process of its own."""
    command = [sys.executable, "-m", "relaxapp", *arguments]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        check=False,
        timeout=120,
        **{**given, **more},
    )


def own(home: Path, text: str = SCRIPT) -> Path:
    """Put a session of one's own into the data folder."""
    folder = home / "relaxapp" / "sessions"
    folder.mkdir(parents=True)
    path = folder / "own-one.session.toml"
    path.write_text(text, "utf-8")
    return path


def traces(home: Path) -> list[str]:
    """What lies below a home, but for the folder that the tests make."""
    return sorted(str(p.relative_to(home)) for p in home.rglob("*") if p.name != "run")


# ---- sessions


def test_sessions_as_json(call: Any) -> None:
    status, out, err = call("sessions", "--json")
    rows = json.loads(out)
    assert (status, err) == (0, "")
    assert [row["id"] for row in rows] == IDS
    for row in rows:
        assert set(row) >= {"id", "title", "technique", "seconds", "groups", "cautions"}
        if row["id"] == CARD:
            assert row["seconds"] is None
        else:
            assert row["seconds"] > 0
    assert "calf.left" in rows[IDS.index("full-sixteen")]["groups"]


def test_sessions_as_a_table(call: Any) -> None:
    status, out, err = call("sessions")
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == IDS
    assert "Full Sixteen" in out


def test_own_sessions_are_listed_in_utf8(home_of_its_own: Path, call: Any) -> None:
    own(home_of_its_own, SCRIPT.replace("To rest.", "Größer"))
    status, out, _ = call("sessions", "--json")
    assert status == 0
    assert "Größer" in out  # not escaped


def test_a_damaged_own_session_is_told_and_the_others_listed(
    home_of_its_own: Path, call: Any
) -> None:
    path = own(
        home_of_its_own, SCRIPT.replace('"say"', '"speak"').replace("= 1\n[", "= 1\nx = 1\n[")
    )
    status, out, err = call("sessions", "--json")
    assert status == 0
    assert [row["id"] for row in json.loads(out)] == IDS
    assert all(line.startswith(f"relaxapp: {path}:") for line in err.splitlines())


# ---- render


def test_a_rendering_is_as_long_as_promised(tmp_path: Path, call: Any) -> None:
    rows = json.loads(call("sessions", "--json")[1])
    seconds = next(row["seconds"] for row in rows if row["id"] == SHORT)
    file = tmp_path / "s.wav"
    assert call("render", SHORT, "-o", str(file), "--no-ambience") == (0, "", "")
    data = file.read_bytes()
    with wave.open(str(file)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (RATE, 2, 2)
        assert sound.getnframes() / RATE == seconds
    assert (data[:4], data[8:16], data[36:40]) == (b"RIFF", b"WAVEfmt ", b"data")
    assert len(data) == 44 + round(seconds * RATE) * 4


def test_tones_with_the_breath_are_rendered_where_they_are_asked_for(
    tmp_path: Path, call: Any
) -> None:
    heard = []
    for name, more in (("plain", ()), ("tones", ("--tones",))):
        file = tmp_path / f"{name}.wav"
        assert call("render", SHORT, "-o", str(file), "--no-ambience", *more) == (0, "", "")
        heard.append(file.read_bytes())
    assert len(heard[0]) == len(heard[1])
    assert heard[0] != heard[1]


def test_repeats_make_the_transcript_longer(call: Any) -> None:
    once = call("transcript", "desk-unwind", "--format", "txt")[1]
    twice = call("transcript", "desk-unwind", "--format", "txt", "--repeats", "2")[1]
    assert twice.count("Let the shoulders sink away from your ears.") == 2
    assert once.count("Let the shoulders sink away from your ears.") == 1
    assert twice.count("You will lift them towards your ears.") == 1  # that is known by then


@pytest.mark.parametrize("suffix", ["flac", "ogg", "WAV"])
def test_formats(tmp_path: Path, home_of_its_own: Path, call: Any, suffix: str) -> None:
    import soundfile

    own(home_of_its_own)
    file = tmp_path / f"a sound.{suffix}"
    file.write_bytes(b"an older one")
    assert call("render", "own-one", "-o", str(file)) == (0, "", "")
    assert soundfile.info(file).frames == 3 * RATE
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [file.name]


def test_groups_and_pace_change_the_length(
    tmp_path: Path, home_of_its_own: Path, call: Any
) -> None:
    own(home_of_its_own, SCRIPT + 'stretch = "release"\n')
    for more, seconds in (
        (["--skip", "jaw"], 2),
        (["--pace", "release=2"], 4),
        (["--pace", "tension=2", "release=0.5", "--voice", "man"], 2.5),
        (["--pace", "release=0.5", "--pace", "release=2"], 4),
    ):
        file = tmp_path / "s.wav"
        assert call("render", "own-one", "-o", str(file), *more) == (0, "", "")
        assert (file.stat().st_size - 44) / 4 == seconds * RATE


def test_an_interrupted_rendering_leaves_nothing(
    tmp_path: Path, call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relaxapp.sessions.mixdown import Mixdown

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Mixdown, "render", interrupt)
    (tmp_path / "to").mkdir()
    status, out, err = call("render", SHORT, "-o", str(tmp_path / "to" / "s.wav"))
    assert (status, out) == (2, "")
    assert "interrupted" in err
    assert list((tmp_path / "to").iterdir()) == []


@posix_only
@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    folder = tmp_path / "to"
    folder.mkdir()
    file = str(folder / f"s.{suffix}")
    done = shell("render", "out-of-my-head", "-o", file, preexec_fn=limit)
    assert (done.returncode, done.stdout) == (2, b"")
    assert one_line(done.stderr.decode()).startswith(f"relaxapp: {file} ")
    assert list(folder.iterdir()) == []


# ---- transcript


def test_a_transcript_has_the_times_of_the_listing(call: Any) -> None:
    status, out, err = call("transcript", "soften")
    assert (status, err) == (0, "")
    assert out.startswith("WEBVTT\n\n")
    assert call("transcript", "soften", "--format", "vtt")[1] == out
    assert len(re.findall(" --> ", call("transcript", "soften", "--skip", "legs")[1])) < len(
        re.findall(" --> ", out)
    )


def test_a_plain_transcript(home_of_its_own: Path, call: Any) -> None:
    own(home_of_its_own)
    assert call("transcript", "own-one", "--format", "txt") == (
        0,
        "Own One\n\n[0:00] Listening\nGrößer, “leiser”.\n",
        "",
    )


def test_a_transcript_in_other_words(home_of_its_own: Path, call: Any) -> None:
    one = 'say = "Größer, “leiser”."'
    assert one in SCRIPT
    own(home_of_its_own, SCRIPT.replace(one, 'say = { text = "Leiser.", or = ["Ruhiger."] }'))
    asked = ("transcript", "own-one", "--format", "txt")
    assert "Leiser." in call(*asked)[1]
    assert "Ruhiger." in call(*asked, "--wording", "1")[1]
    status, out, err = call(*asked, "--wording", "-1")
    assert (status, out) == (2, "")
    assert "-1" in err


# ---- check


def test_bundled_scripts_are_clean(call: Any) -> None:
    assert call("check", *map(str, BUNDLED)) == (0, "", "")


def test_findings_are_answers(tmp_path: Path, call: Any) -> None:
    bad, good, worse = tmp_path / "bad", tmp_path / "good.toml", tmp_path / "worse one: 2.txt"
    good.write_text(SCRIPT, "utf-8")
    bad.write_text(SCRIPT.replace("seconds = 3", "seconds = 30"), "utf-8")
    worse.write_text(SCRIPT.replace("= 3", "= x"), "utf-8")
    status, out, err = call("check", str(bad), str(good), str(worse))
    assert (status, err) == (1, "")
    lines = out.splitlines()
    assert lines[0].startswith(f"{bad}:5: ")
    assert lines[1].startswith(f"{worse}:5: ")
    assert len(lines) == 2


def test_a_line_longer_than_its_slot_is_found(tmp_path: Path, call: Any) -> None:
    """Spoken texts are known from the clips; the folder of sounds is one of our own here."""
    voice = tmp_path / "assets" / "voices" / "woman"
    voice.mkdir(parents=True)
    clip = {"file": "x.ogg", "samples": 3 * RATE, "first": 0, "last": 3 * RATE - 1}
    (voice / "manifest.json").write_text(json.dumps({"clips": {"Größer, “leiser”.": clip}}))
    script = tmp_path / "own.toml"
    script.write_text(SCRIPT, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("relaxapp.services.paths.assets_dir", lambda: tmp_path / "assets")
        status, out, _ = call("check", str(script))
    assert status == 1
    assert out.startswith(f"{script}:9: ")
    assert "3.0 s" in out


def test_the_other_files_are_examined_beside_one_that_cannot_be(tmp_path: Path, call: Any) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("x")
    status, out, err = call("check", str(tmp_path), str(bad), str(tmp_path / "none.toml"))
    assert status == 2
    assert out.startswith(f"{bad}:1: ")
    assert [str(tmp_path) in line for line in err.splitlines()] == [True, True]


@posix_only
def test_file_names_of_any_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xc3\xbc.toml"
    Path(os.fsdecode(name)).write_text("x")
    for locale in ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {}):
        done = shell("check", name, env=locale)
        assert (done.returncode, done.stderr) == (1, b"")
        assert done.stdout.startswith(name + b":1: ")


# ---- wrong calls


def one_line(err: str) -> str:
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert err[:-1].isprintable()
    return err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frob"], ["frob", "sessions", "check"]),
        (["--nonsense"], ["--nonsense"]),
        (["sessions", "extra"], ["extra"]),
        (["sessions", "--js"], ["--js"]),
        (["play"], ["ID"]),
        (["play", "softn"], ["softn", "soften"]),
        (["play", "\x1b[31mso\nften"], ["soften"]),
        (["play", "../../etc/passwd"], ["passwd", "soften"]),
        (["play", ""], ["soften"]),
        (["play", "soften", "--from", "-1"], ["-1", "36000"]),
        (["play", "soften", "--from", "nan"], ["nan"]),
        (["play", "soften", "--from", "7000", "--speed", "9"], ["7000"]),
        (["play", "soften", "--speed", "0"], ["0.1", "1000"]),
        (["play", "soften", "--speed", "fast"], ["fast"]),
        (["render", "soften"], ["-o"]),
        (["render", "soften", "-o", "s.aac"], ["s.aac", ".flac"]),
        (["render", "soften", "-o", "."], [".wav"]),
        (["render", "soften", "-o", "/dev/null/s.wav"], ["/dev/null/s.wav"]),
        (["render", "soften", "-o", "not/there/s.wav"], ["not/there/s.wav"]),
        (["render", "soften", "-o", "x" * 300 + ".wav"], ["xxx"]),
        (["render", "soften", "-o", "s.wav", "--voice", "robot"], ["robot", "woman", "man"]),
        (["render", "soften", "-o", "s.wav", "--tones"], ["--tones", "soften"]),
        (["render", "cramp-now", "-o", "s.wav", "--repeats", "2"], ["2", "at most 1"]),
        (["transcript", "soften", "--repeats", "4"], ["4", "3"]),
        (["render", "bath-wind-down", "-o", "s.wav"], ["bath-wind-down", "a card with a timer"]),
        (["transcript", "bath-wind-down"], ["a card with a timer"]),
        (["transcript", "soften", "--format", "srt"], ["srt", "vtt", "txt"]),
        (["transcript", "soften", "--skip", "calf.left"], ["calf.left", "legs"]),
        (["transcript", "soften", "--skip", "leg"], ["leg", "legs"]),
        (["transcript", "soften", "--pace", "tension"], ["tension", "NAME=FACTOR"]),
        (["transcript", "soften", "--pace", "speed=1"], ["speed=1", "breath"]),
        (["transcript", "soften", "--pace", "breath=2.1"], ["2.1", "0.5"]),
        (["transcript", "soften", "--pace", "breath=nan"], ["nan"]),
        (["transcript", "soften", "--pace", "breath=1e999"], ["1e999"]),
        (["check"], ["FILE"]),
        (["check", "not-there.toml"], ["not-there.toml"]),
        (["--data-dir", "", "sessions"], ["--data-dir"]),
    ],
)
def test_a_wrong_call_is_answered_in_one_line(
    call: Any, arguments: list[str], words: Sequence[str], home_of_its_own: Path
) -> None:
    status, out, err = call(*arguments)
    assert (status, out) == (2, "")
    for word in words:
        assert word in one_line(err)
    assert traces(home_of_its_own) == []


def test_a_folder_is_no_sound_file(tmp_path: Path, call: Any) -> None:
    folder = tmp_path / "s.wav"
    folder.mkdir()
    status, _, err = call("render", SHORT, "-o", str(folder))
    assert status == 2
    assert str(folder) in one_line(err)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_is_no_data_folder(
    tmp_path: Path, call: Any, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    place = str(file / below)
    for arguments in (["--data-dir", place, "sessions"], ["sessions", "--data-dir", place]):
        status, out, err = call(*arguments)
        assert (status, out) == (2, "")
        assert "--data-dir" in one_line(err)
    monkeypatch.setenv("RELAXAPP_HOME", place)
    status, _, err = call("sessions")
    assert status == 2
    assert "RELAXAPP_HOME" in one_line(err)
    assert file.read_text() == "mine"


def test_a_bug_is_told_in_one_line_too(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relaxapp.sessions.library.Library.get", lambda *_: 1 / 0)
    status, out, err = call("transcript", "soften")
    assert (status, out) == (2, "")
    assert "ZeroDivisionError" in one_line(err)


# ---- no traces, no needless imports


@pytest.mark.parametrize("place", ["--data-dir", "default"])
def test_verbs_that_only_read_leave_nothing_behind(
    call: Any, home_of_its_own: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before: list[str] = []
    if place == "default":
        monkeypatch.delenv("RELAXAPP_HOME")
    else:
        before = ["--data-dir", str(home_of_its_own / "data")]
    for verb in (
        ["sessions"],
        ["transcript", SHORT],
        ["check", str(BUNDLED[0])],
        ["play", SHORT, "--speed", "1000"],
    ):
        assert call(*before, *verb)[0] == 0
    assert traces(home_of_its_own) == []


MODULES = """
import sys
from relaxapp import cli
status = cli.run(cli.parse(sys.argv[1:]))
loaded = [name for name in ("PySide6", "PySide6.QtWidgets", "relaxapp.ui") if name in sys.modules]
print(status, *loaded, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["sessions"],
        ["render", SHORT, "-o", "{}/s.ogg"],
        ["transcript", SHORT],
        ["check", str(BUNDLED[0])],
        ["play", SHORT, "--from", "89.5"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_verb_knows_a_window(tmp_path: Path, arguments: list[str]) -> None:
    told = [argument.format(tmp_path) for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-c", MODULES, *told],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stderr.splitlines()[-1:] == ["0"]
    assert "pygame" not in done.stdout


# ---- processes of their own


def test_help_and_version() -> None:
    done = shell("--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"transcript" in done.stdout
    assert shell("--version").stdout.decode().split() == ["relaxapp", __version__]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == __version__


def test_without_a_home_the_sessions_are_there_all_the_same() -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG")}
    for name in ("HOME", "RELAXAPP_HOME", "USERPROFILE"):
        env.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "relaxapp", "transcript", SHORT],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_answers_are_utf8_in_any_locale(home_of_its_own: Path) -> None:
    own(home_of_its_own)
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = shell("transcript", "own-one", env={**locale, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Größer, “leiser”." in done.stdout.decode("utf-8")


@posix_only
@pytest.mark.parametrize("place", [">&-", "<&- >&- 2>&-", "2>&-"])
def test_closed_streams_are_no_reason_to_fail(place: str, tmp_path: Path) -> None:
    told = tmp_path / "status"
    program = f'"$0" -m relaxapp sessions {place}; echo $? > "$1"'
    subprocess.run(
        ["sh", "-c", program, sys.executable, str(told)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert told.read_text() == "0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_nobody_could_write_down() -> None:
    with Path("/dev/full").open("wb") as full:
        done = shell("transcript", "soften", stdout=full)
    assert done.returncode == 2
    assert "standard output" in one_line(done.stderr.decode())


@posix_only
@pytest.mark.parametrize("verb", [["transcript", "full-sixteen"], ["play", SHORT, "--speed", "60"]])
def test_a_reader_that_goes_away_ends_it_quietly(verb: list[str]) -> None:
    program = 'set -- "$0" -m relaxapp "$@"; { "$@"; echo $? >&2; } | head -n 1'
    done = subprocess.run(
        ["bash", "-c", program, sys.executable, *verb],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr.splitlines()[-1] == "0"
    assert "rror" not in done.stderr


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_session_in_the_terminal_ends_when_told_to(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "relaxapp", "play", SHORT],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        running.send_signal(number)
        _, err = running.communicate(timeout=60)
    assert re.fullmatch(r"00:\d\d  \S.*\n", first)
    assert running.returncode == 0
    assert "Traceback" not in err


# ---- play


def test_captions_come_in_order_and_all(call: Any) -> None:
    words = re.findall(
        r"^[^\d\W].*$", call("transcript", SHORT, "--format", "txt")[1], re.MULTILINE
    )[1:]
    status, out, err = call("play", SHORT, "--speed", "1000")
    assert status == 0
    assert [line[7:] for line in out.splitlines()] == words
    assert err.count("\n") == 1
    later = call("play", SHORT, "--speed", "1000", "--from", "45")[1].splitlines()
    assert 0 < len(later) < len(words)
    assert all(line[:5] >= "00:45" for line in later)


def test_captions_in_other_words(call: Any) -> None:
    usual = call("play", SHORT, "--speed", "1000")[1]
    other = call("play", SHORT, "--speed", "1000", "--wording", "1")[1]
    assert len(other.splitlines()) == len(usual.splitlines())
    assert set(other.splitlines()) != set(usual.splitlines())


def test_without_a_verb_or_display_the_default_session_plays(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[object] = []
    monkeypatch.setattr("relaxapp.cli.playing.play", lambda _, **values: played.append(values) or 0)
    status, out, err = call()
    assert (status, out) == (0, "")
    assert played == [{"session": "soften", "start": 0.0, "speed": 1.0}]
    assert "No display" in one_line(err)


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_what_counts_as_a_display(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert has_display({name: "x"})
    assert not has_display({name: ""})
    assert not has_display({})


def paused(reason: PauseReason) -> Player:
    """A session without sound that something has paused."""
    timeline = build(squeeze(), Options(), FakeClips())
    player = Player(timeline, NoSound(), FakeClock(), lambda line: Source(line.length, FakeClips))
    player.start()
    player.pause(reason)
    return player


@pytest.mark.parametrize(
    ("reason", "state"),
    [(PauseReason.SLEEP, PlayState.OPENING), (PauseReason.DEVICE_GONE, PlayState.PAUSED)],
)
def test_off_a_terminal_nobody_is_asked_and_no_loudspeaker_blasts(
    reason: PauseReason,
    state: PlayState,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    player, stop = paused(reason), threading.Event()
    monkeypatch.setattr(sys, "stdin", None)
    hold(player, stop)
    assert player.state is state
    assert stop.is_set() == (reason is PauseReason.DEVICE_GONE)
    assert ("gone" in capsys.readouterr().err) == stop.is_set()


@posix_only
@pytest.mark.parametrize("reason", [PauseReason.SLEEP, PauseReason.DEVICE_GONE])
def test_on_a_terminal_enter_goes_on(
    reason: PauseReason, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import pty

    player, stop = paused(reason), threading.Event()
    person, terminal = pty.openpty()
    with os.fdopen(terminal) as stdin, os.fdopen(person, "wb", buffering=0) as keyboard:
        monkeypatch.setattr(sys, "stdin", stdin)
        keyboard.write(b"\n")
        hold(player, stop)
        monkeypatch.undo()
    assert player.state is PlayState.OPENING
    assert not stop.is_set()
    assert "Enter goes on" in one_line(capsys.readouterr().err)


def test_lengths_are_samples_over_rate(call: Any) -> None:
    bank = SoundBank(ROOT / "assets", "woman")
    for row in json.loads(call("sessions", "--json")[1]):
        script = Library([ROOT / "assets" / "sessions"]).get(row["id"])
        if script.card:
            continue
        assert row["seconds"] == build(script, Options(), bank).length / RATE


def test_the_terminal_plays_a_session_as_it_was_shaped_in_the_window(
    call: Any, tmp_path: Path
) -> None:
    kept = {"position": "desk", "spasm_prone": True, "shapes": {"four": {"left_out": ["face"]}}}
    (tmp_path / "settings.json").write_text(json.dumps(kept))
    status, out, _ = call("--data-dir", str(tmp_path), "play", "four", "--speed", "1000")
    assert status == 0
    assert "Sit with your back and your arms well supported." in out
    assert "both arms" in out
    assert "both legs" not in out  # they cramp easily
    assert "face and neck" not in out
