"""What make run and make test set up, and what they say when they may not, on made-up machines."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tools.setup import checks, python, system
from tools.setup.__main__ import main
from tools.setup.host import Host, SetupProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PIECES = system.CORE + system.READER + system.X11 + system.WAYLAND + system.SOUND
EVERYTHING = {piece.probe for piece in PIECES}


@dataclass
class FakeHost(Host):
    """A machine of which a test says what it has; it notes what is done to it."""

    root: Path
    platform: str = "linux"
    python: str = "/usr/bin/python3"
    version: tuple[int, int] = (3, 11)
    env: Mapping[str, str] = field(default_factory=dict)
    is_root: bool = False
    programs: set[str] = field(default_factory=lambda: {"apt-get"})
    pieces: set[str] = field(default_factory=lambda: set(EVERYTHING))  # libraries that load
    offers: set[str] = field(default_factory=set)  # packages that apt-cache knows
    sudo: bool = False
    ensurepip: bool = True
    venv: bool = True
    fails: tuple[str, ...] = ()  # commands with one of these words in them go wrong
    done: list[list[str]] = field(default_factory=list)
    checked: list[tuple[list[str], Mapping[str, str]]] = field(default_factory=list)
    became: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def say(self, message: str) -> None:
        self.said.append(message)

    def which(self, program: str) -> str | None:
        return f"/usr/bin/{program}" if program in self.programs else None

    def real(self, program: str) -> str:
        return "/usr/bin/python3.11" if program == "/usr/bin/python3" else program

    def ask(self, command: Sequence[str]) -> str | None:
        match list(command):
            case ["sudo", "-n", "true"]:
                yes = self.sudo
            case ["apt-cache", "policy", name]:
                candidate = "1.0" if name in self.offers else "(none)"
                return f"{name}:\n  Installed: (none)\n  Candidate: {candidate}\n"
            case [_, "-c", system.PROBE, *probes]:
                return "\n".join(probe for probe in probes if probe not in self.pieces)
            case [_, "-c", "import ensurepip, venv"]:
                yes = self.ensurepip
            case [program, "-c", text]:
                yes = self.venv if ".venv" in program else "find_spec" not in text
            case _:
                yes = False
        return "" if yes else None

    def do(self, command: Sequence[str]) -> bool:
        self.done.append(list(command))
        if any(word in command for word in self.fails):
            return False
        if "venv" in command:
            self.venv = True
            (self.root / ".venv").mkdir(exist_ok=True)
        return True

    def check(self, command: Sequence[str], env: Mapping[str, str]) -> int:
        self.checked.append((list(command), env))
        return int(any(word in command for word in self.fails))

    def become(self, command: Sequence[str]) -> int:
        self.became = list(command)
        return 0

    def installed(self) -> list[str]:
        """Return the system packages that apt was told to install."""
        commands = [command for command in self.done if "apt-get" in command]
        names = [
            command[command.index("install") :] for command in commands if "install" in command
        ]
        return [
            word
            for words in names
            for word in words
            if word.startswith(("lib", "py", "font", "pop"))
        ]


@pytest.fixture
def host(tmp_path: Path) -> FakeHost:
    root = tmp_path / "relax app"
    (root / ".venv").mkdir(parents=True)
    (root / python.RUN_LOCK).write_text("a==1\n", encoding="utf-8")
    (root / python.DEV_LOCK).write_text("a==1\nb==2\n", encoding="utf-8")
    return FakeHost(root)


def test_run_installs_the_lock_and_opens_the_app_with_its_arguments(host: FakeHost) -> None:
    assert main(["run", "--", "play", "soften"], host) == 0
    (pip,) = host.done
    assert pip[-2:] == ["-r", "requirements.txt"]
    assert "--require-hashes" in pip
    assert "--no-deps" in pip
    assert host.became == [str(host.root / ".venv/bin/python"), "-m", "relaxapp", "play", "soften"]


def test_nothing_is_installed_twice_until_the_lock_changes(host: FakeHost) -> None:
    main(["run"], host)
    main(["run"], host)
    assert len(host.done) == 1
    (host.root / python.RUN_LOCK).write_text("a==2\n", encoding="utf-8")
    main(["run"], host)
    assert len(host.done) == 2


def test_what_the_tests_need_serves_the_app_as_well_but_not_the_other_way(host: FakeHost) -> None:
    main(["run"], host)
    main(["test"], host)
    assert [pip[-1] for pip in host.done] == ["requirements.txt", "requirements-dev.txt"]
    main(["run"], host)
    assert len(host.done) == 2


def test_a_failed_install_is_one_line_and_is_tried_again(host: FakeHost) -> None:
    host.fails = ("pip",)
    assert main(["run"], host) == 2
    assert "could not be installed" in host.said[-1]
    assert host.became == []
    host.fails = ()
    assert main(["run"], host) == 0


def test_stopping_by_hand_is_no_crash(host: FakeHost, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(command: Sequence[str]) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(host, "do", interrupted)
    assert main(["run"], host) == 130
    assert host.said[-1] == "relaxapp: stopped; the same command goes on from here"


def test_a_bare_debian_gets_all_it_lacks_in_one_go_as_root(host: FakeHost) -> None:
    host.is_root, host.venv, host.ensurepip, host.pieces = True, False, False, set()
    assert main(["test"], host) == 0
    assert [command[-1] for command in host.done if "update" in command] == ["update"]
    assert host.installed() == [
        "python3.11-venv",
        "libgl1",
        "libegl1",
        "libxkbcommon0",
        "libdbus-1-3",
        "libfontconfig1",
        "libglib2.0-0",
        "fonts-dejavu-core",
        "poppler-utils",
    ]


def test_passwordless_sudo_is_as_good_as_root(host: FakeHost) -> None:
    host.sudo = True
    host.pieces -= {"libEGL.so.1"}
    assert main(["test"], host) == 0
    assert host.installed() == ["libegl1"]
    assert all(command[:2] == ["sudo", "-n"] for command in host.done if "apt-get" in command)


def test_releases_with_64_bit_time_get_their_own_package_names(host: FakeHost) -> None:
    host.is_root = True
    host.offers = {"libglib2.0-0t64", "libasound2t64"}
    host.pieces -= {system.GLIB.probe, "libasound.so.2"}
    host.env = {"DISPLAY": ":0"}
    main(["run"], host)
    assert host.installed() == ["libglib2.0-0t64", "libasound2t64"]


def test_without_the_right_to_install_one_line_says_what_to_run(host: FakeHost) -> None:
    host.venv = host.ensurepip = False
    host.pieces -= {"libGL.so.1", system.FONT}
    assert main(["test"], host) == 2
    assert host.said == [
        (
            "relaxapp: some system packages are missing; please run: "
            "sudo apt-get install -y python3.11-venv libgl1 fonts-dejavu-core"
        )
    ]
    assert host.done == []


def test_an_apt_that_fails_ends_in_the_same_line(host: FakeHost) -> None:
    host.is_root, host.fails = True, ("install",)
    host.pieces -= {"libGL.so.1"}
    assert main(["test"], host) == 2
    assert host.said[-1].endswith("please run: sudo apt-get install -y libgl1")


def test_missing_sound_does_not_keep_anybody_from_a_session(host: FakeHost) -> None:
    host.pieces -= {"libpulse.so.0"}
    assert main(["run"], host) == 0
    assert "better with: sudo apt-get install -y libpulse0" in host.said[0]


def test_what_is_only_wished_for_is_named_along_with_what_is_needed(host: FakeHost) -> None:
    host.venv = host.ensurepip = False
    host.pieces -= {"libpulse.so.0"}
    assert main(["run"], host) == 2
    assert host.said[-1].endswith("sudo apt-get install -y python3.11-venv libpulse0")


def test_a_linux_without_apt_hears_which_libraries(host: FakeHost) -> None:
    host.programs = set()
    host.pieces -= {"libGL.so.1", "libEGL.so.1"}
    assert main(["test"], host) == 2
    assert "please install what brings libGL.so.1, libEGL.so.1" in host.said[-1]
    host.pieces = EVERYTHING - {"libasound.so.2"}
    assert main(["run"], host) == 0
    assert "better with libasound.so.2" in " ".join(host.said)


def test_macos_needs_no_system_libraries(host: FakeHost) -> None:
    host.platform, host.pieces = "darwin", set()
    assert main(["run"], host) == 0


def test_windows_keeps_its_python_elsewhere(host: FakeHost) -> None:
    host.platform = "win32"
    assert main(["run"], host) == 0
    assert host.became[0] == str(host.root / ".venv/Scripts/python.exe")


def test_a_broken_environment_is_made_anew(host: FakeHost) -> None:
    host.venv = False
    assert main(["run"], host) == 0
    assert host.done[0] == ["/usr/bin/python3", "-m", "venv", "--clear", f"{host.root}/.venv"]
    host.venv, host.fails = False, ("venv",)
    assert main(["run"], host) == 2
    assert "could not make the virtual environment" in host.said[-1]


def test_a_newer_python_by_name_is_found(host: FakeHost) -> None:
    host.version, host.venv, host.programs = (3, 9), False, {"apt-get", "python3.12"}
    assert main(["run"], host) == 0
    assert host.done[0][0] == "/usr/bin/python3.12"


def test_a_newer_python_is_installed_where_apt_has_one(host: FakeHost) -> None:
    host.version, host.venv, host.is_root = (3, 10), False, True
    host.offers = {"python3.11"}
    main(["run"], host)
    assert host.installed() == ["python3.11", "python3.11-venv"]


def test_a_python_that_is_too_old_says_so(host: FakeHost) -> None:
    host.version, host.venv = (3, 9), False
    assert main(["run"], host) == 2
    assert host.said == [
        (
            "relaxapp: this is Python 3.9 and relaxapp needs 3.11 or newer; "
            "install one and run: make PYTHON=/path/to/it run"
        )
    ]


def test_a_python_of_ones_own_without_venv_is_not_sent_to_apt(host: FakeHost) -> None:
    host.python, host.venv, host.ensurepip, host.fails = "/opt/python", False, False, ("venv",)
    assert main(["run"], host) == 2
    assert "/opt/python could not make" in host.said[-1]


@pytest.mark.parametrize("arguments", [[], ["fly"]])
def test_an_unknown_verb_gets_the_usage(arguments: list[str], host: FakeHost) -> None:
    assert main(arguments, host) == 2
    assert host.said[0].startswith("usage:")


def test_all_checks_run_even_when_one_fails(host: FakeHost) -> None:
    host.fails = ("mypy",)
    assert main(["test", "--", "-k", "clock"], host) == 1
    assert len(host.checked) == len(checks.LINT) + 1
    assert host.checked[-1][0][-3:] == ["-q", "-k", "clock"]
    assert host.said[-1] == "make test failed: mypy"


def test_the_whole_is_measured_for_coverage(host: FakeHost) -> None:
    assert main(["test"], host) == 0
    assert "--cov" in host.checked[-1][0]


def test_the_checks_see_neither_screen_nor_sound(host: FakeHost) -> None:
    host.env = {"DISPLAY": ":0", "PULSE_SERVER": "x", "LANG": "de_DE.UTF-8", "PYTHONPATH": "/x"}
    assert main(["test"], host) == 0
    (env,) = {tuple(sorted(env.items())) for _, env in host.checked}
    assert dict(env) == {
        "LANG": "de_DE.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "SDL_AUDIODRIVER": "dummy",
    }


@pytest.mark.parametrize(
    ("env", "required", "wished"),
    [
        ({}, (), (system.GLIB, *system.SOUND)),
        ({"DISPLAY": ":0"}, system.CORE + system.X11, system.SOUND),
        ({"WAYLAND_DISPLAY": "w"}, system.CORE + system.WAYLAND, system.SOUND),
        (
            {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"},
            system.CORE + system.X11,
            system.SOUND + system.WAYLAND,
        ),
        ({"QT_QPA_PLATFORM": "offscreen"}, system.CORE, system.SOUND),
        ({"QT_QPA_PLATFORM": "xcb"}, system.CORE + system.X11, system.SOUND),
    ],
)
def test_what_running_needs_depends_on_the_display(
    env: dict[str, str], required: tuple[system.Piece, ...], wished: tuple[system.Piece, ...]
) -> None:
    assert system.needs("run", env) == system.Needs(required, wished)


def test_the_tests_bring_a_reader_of_pdf_files_and_running_does_not(host: FakeHost) -> None:
    host.is_root = True
    host.pieces -= {"pdftotext"}
    assert main(["run"], host) == 0
    assert host.installed() == []
    assert main(["test"], host) == 0
    assert host.installed() == ["poppler-utils"]


class TestThisMachine:
    """The real port, on the machine that runs the tests."""

    def test_the_probe_finds_programs_too(self) -> None:
        there, absent = system.Piece("sh", ("x",)), system.Piece("nobody-has-this", ("x",))
        assert system.missing(Host(), [there, absent]) == (absent,)

    def test_the_probe_tells_what_loads_from_what_does_not(self) -> None:
        absent = system.Piece("libnobody-has-this.so.9", ("x",))
        assert system.missing(Host(), [absent, *system.CORE]) == (absent,)

    def test_asking_a_program_that_is_not_there_is_no_crash(self) -> None:
        assert Host().ask(["no-such-program"]) is None
        assert Host().ask([sys.executable, "-c", "raise SystemExit(1)"]) is None
        assert Host().ask([sys.executable, "-c", "print('hello')"]) == "hello\n"

    def test_doing_shows_only_what_failed(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert Host().do([sys.executable, "-c", "print('fine')"])
        assert not Host().do([sys.executable, "-c", "print('oh'); raise SystemExit(1)"])
        assert not Host().do(["no-such-program"])
        out, err = capfd.readouterr()
        assert out == ""
        assert err.startswith("oh\n")
        assert "fine" not in err
        assert "no-such-program" in err

    def test_checking_gives_the_status_back(self) -> None:
        assert Host().check([sys.executable, "-c", "raise SystemExit(3)"], {}) == 3

    def test_a_problem_is_its_own_message(self) -> None:
        assert str(SetupProblem("one line")) == "one line"
