"""Export, import, backup and restore as people and scripts meet them."""

from __future__ import annotations

import io
import json
import os
import random
import sqlite3
import stat
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from relaxapp import body, cli
from relaxapp.adapters import sealed
from relaxapp.adapters.database import open_database
from relaxapp.journal.store import Store
from relaxapp.journal.transfer_values import NAMES
from tests.fakes import FakeClock
from tests.journal.test_transfer_others import LOOP, TRACKS

NOW = datetime(2026, 3, 28, 20, 30, tzinfo=UTC)
FEW = "start,end,sites,intensity,kind,state,note\n"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    clock = FakeClock(NOW)
    monkeypatch.setattr(cli, "SystemClock", lambda: clock)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return clock


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal without the second of work that age takes on purpose; one test takes it."""

    def unseal(data: bytes, passphrase: str, name: str) -> bytes:
        key, _, content = data.removeprefix(b"age-encryption.org/").partition(b"\n")
        if key != passphrase.encode():
            raise sealed.WrongPassphraseError(name)
        return content

    monkeypatch.setattr(
        sealed, "seal", lambda data, key: b"age-encryption.org/" + key.encode() + b"\n" + data
    )
    monkeypatch.setattr(sealed, "unseal", unseal)


def one_line(err: str) -> str:
    assert err.count("\n") == 1
    assert err[:-1].isprintable()
    return err


def fill(call: Any, *profile: str) -> None:
    """Log some of everything."""
    picked = random.Random(3)  # noqa: S311 - variety, no secret
    for number in range(8):
        call(
            *(*profile, "log", picked.choice(list(body.REGIONS))),
            *("--at", f"2026-03-{number + 10}T0{number}:15", "--intensity", str(number)),
            *("--note", picked.choice(["=1+1", 'a,"b"', "ä\nö", "'@x", ""])),
        )
    call(*profile, "log", "--start", "calf.right", "--kind", "cramp")
    call(*profile, "drink", "300")
    call(*profile, "moved")
    call(*profile, "day", "yesterday", "--complete", "--sleep-hours", "7.5")
    call(*profile, "day", "2026-03-10", "--complete")


# ---- export and import


def test_a_journal_moves_to_an_empty_profile_byte_by_byte(call: Any, tmp_path: Path) -> None:
    fill(call)
    first, second, tables = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "tables"
    assert call("export", str(first)) == (0, f"Exported 13 entries to {first}\n", "")
    other = ("--data-dir", str(tmp_path / "other"))
    status, out, err = call(*other, "import", str(first), "--yes")
    assert (status, err) == (0, "")
    assert out == "Added 13, changed 0, left 0 as they were, refused 0.\n"
    assert call(*other, "export", str(second))[0] == 0
    assert first.read_bytes() == second.read_bytes()
    # And by way of tables, into one more.
    assert call("export", str(tables), "--format", "csv")[0] == 0
    assert {path.name for path in tables.iterdir()} == {f"{kind}.csv" for kind in NAMES}
    third = ("--data-dir", str(tmp_path / "third"))
    assert call(*third, "import", str(tables), "--yes")[0] == 0
    assert call(*third, "export", str(second))[0] == 0
    assert first.read_bytes() == second.read_bytes()


def test_an_export_tells_nothing_but_the_entries(call: Any, tmp_path: Path) -> None:
    fill(call)
    file = tmp_path / "a.json"
    call("export", str(file))
    before = file.read_bytes()
    document = json.loads(before)
    assert set(document) == {"format", "version", *NAMES}
    starts = [episode["start"] for episode in document["episodes"]]
    assert starts == sorted(starts)
    call("trash", document["episodes"][0]["id"])
    call("undo")
    call("export", str(file))
    assert file.read_bytes() == before
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_empty_journal_can_be_exported(call: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert call("export", str(file))[0] == 0
    assert call("import", str(file), "--yes")[1].startswith("Added 0")


def test_twice_is_once(call: Any, tmp_path: Path) -> None:
    file = tmp_path / "episodes.csv"
    file.write_text(FEW + "2026-03-01T10:00,,eyelid.left;jaw,3,twitch,at_rest,'=x\n", "utf-8")
    assert call("import", str(file), "--yes")[1].startswith("Added 1,")
    status, out, _ = call("import", str(file), "--yes")
    assert (status, out) == (0, "Added 0, changed 0, left 1 as they were, refused 0.\n")
    (episode,) = json.loads(call("episodes", "--json")[1])
    assert episode["note"] == "=x"
    assert episode["sites"] == ["eyelid.left", "jaw"]
    # What was thrown away and comes again is the same entry, not a second one.
    call("trash", episode["id"])
    assert call("import", str(file), "--yes")[1].startswith("Added 1,")
    assert [one["id"] for one in json.loads(call("episodes", "--json")[1])] == [episode["id"]]


def test_off_a_terminal_it_is_only_looked_at(call: Any, tmp_path: Path) -> None:
    file = tmp_path / "episodes.csv"
    file.write_text(FEW + "2026-03-01T10:00,,jaw,3,,,\n2026-03-01T11:00,,jaw,11,,,\n")
    for arguments in ([], ["--dry-run"]):
        status, out, err = call("import", str(file), *arguments)
        assert status == 1
        assert out.splitlines() == [
            f"{file}:2: add episode 2026-03-01T10:00:00+01:00",
            f"{file}:3: refused: intensity is 11; it should be from 0 to 10",
            "Would add 1, change 0, leave 0 as they are, refuse 1.",
        ]
        assert ("--yes" in err) == (not arguments)
        assert call("episodes")[1] == ""


def test_what_is_right_is_taken_and_the_rest_told(call: Any, tmp_path: Path) -> None:
    file = tmp_path / "episodes.csv"
    file.write_text(FEW + "2026-03-01T10:00,,jaw,3,,,\n2026-03-01T11:00,,jaw,11,,,\n")
    status, out, err = call("import", str(file), "--yes", "--json")
    assert (status, err) == (1, "")
    told = json.loads(out)
    assert [one["line"] for one in told["added"]] == [2]
    assert [one["line"] for one in told["refused"]] == [3]
    assert told["written"] is True
    assert len(json.loads(call("episodes", "--json")[1])) == 1


def test_an_import_is_one_step(call: Any, tmp_path: Path) -> None:
    call("day", "2026-03-10", "--complete")
    file = tmp_path / "before.json"
    call("export", str(file))
    before = file.read_bytes()
    other = ("--data-dir", str(tmp_path / "other"))
    fill(call, *other)
    call(*other, "day", "2026-03-10", "--partial", "--stress", "9")
    call(*other, "export", str(tmp_path / "all.json"))
    _, out, _ = call("import", str(tmp_path / "all.json"), "--dry-run")
    assert "change day 2026-03-10: status, stress" in out
    assert call("import", str(tmp_path / "all.json"), "--yes")[0] == 0
    assert len(json.loads(call("episodes", "--json")[1])) == 9
    assert call("undo") == (0, "Undone: Import\n", "")
    call("export", str(file))
    assert file.read_bytes() == before


def test_on_a_terminal_it_asks(call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    file = tmp_path / "drinks.csv"
    file.write_text("at,ml\n" + "".join(f"2026-03-01T10:{n:02},{n + 1}\n" for n in range(30)))
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    status, out, err = call("import", str(file))
    assert status == 0
    assert "and 10 more to add" in out
    assert "Import these? [y/N]" in err
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert call("import", str(file))[1].endswith(
        "Added 30, changed 0, left 0 as they were, refused 0.\n"
    )


def test_exports_of_other_apps(call: Any, tmp_path: Path) -> None:
    zipped = tmp_path / "Loop Habits CSV 2026-01-25.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, text in LOOP.items():
            archive.writestr(name, text)
    unpacked = tmp_path / "loop"
    for name, text in LOOP.items():
        (unpacked / name).parent.mkdir(parents=True, exist_ok=True)
        (unpacked / name).write_text(text, "utf-8")
    assert call("import", str(zipped), "--yes")[1].startswith("Added 8,")
    assert call("import", str(unpacked), "--yes")[1].startswith("Added 0, changed 0, left 8")
    tracks = tmp_path / "tracks.csv"
    tracks.write_text(TRACKS, "utf-8", newline="")
    assert call("import", str(tracks), "--yes")[1].startswith("Added 9,")
    assert call("import", str(tracks), "--yes")[1].startswith("Added 0, changed 0,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "{}/journal"], ["journal", ".json", "--format csv"]),
        (["export", "{}/not/there.json"], ["there.json"]),
        (["export", "{}/file", "--format", "csv"], ["file", "folder"]),
        (["export", "{}", "--format", "json"], ["folder"]),
        (["export", "{}/x.json", "--format", "xml"], ["xml", "csv"]),
        (["export"], ["FILE.json|DIR"]),
        (["import", "{}/none.json"], ["none.json", "not there"]),
        (["import", "{}/empty"], ["empty", "no CSV"]),
        (["import", "{}/broken.zip"], ["broken.zip"]),
        (["import", "{}/file", "--yes", "--dry-run"], ["--yes", "--dry-run"]),
        (["import"], ["PATH"]),
        (["backup", "{}/x.db"], ["no journal"]),
        (["restore", "{}/none.db"], ["none.db"]),
        (["restore", "{}/file"], ["file", "no backup"]),
        (["restore", "{}"], ["folder"]),
        (["restore", "{}/sealed.age"], ["--passphrase-file"]),
        (["restore", "{}/sealed.age", "--passphrase-file", "{}/no"], ["no"]),
        (["restore", "{}/sealed.age", "--passphrase-file", "{}/blank"], ["blank", "empty"]),
        (["restore", "{}/sealed.age", "--passphrase-file", "{}/file"], ["sealed.age", "wrong"]),
        (["backup", "{}/x.age"], ["--passphrase-file"]),
        (["backup", "{}/x.db", "--encrypt"], ["--passphrase-file"]),
    ],
)
def test_a_wrong_call_is_answered_in_one_line(
    call: Any, tmp_path: Path, arguments: list[str], words: list[str], home_of_its_own: Path
) -> None:
    (tmp_path / "file").write_text("a text\n")
    (tmp_path / "blank").write_text("\nx\n")
    (tmp_path / "empty").mkdir()
    (tmp_path / "sealed.age").write_bytes(b"age-encryption.org/v1\n-> scrypt AAAA 1\n")
    with zipfile.ZipFile(tmp_path / "broken.zip", "w") as archive:
        archive.writestr("episodes.csv", FEW * 99)
    data = bytearray((tmp_path / "broken.zip").read_bytes())
    data[60] ^= 255
    (tmp_path / "broken.zip").write_bytes(data)
    status, out, err = call(*(one.format(tmp_path) for one in arguments))
    assert (status, out) == (2, "")
    for word in words:
        assert word in one_line(err)
    assert not (home_of_its_own / "relaxapp" / "journal.db").exists()


def test_a_file_of_something_else_is_refused(call: Any, tmp_path: Path) -> None:
    for name, data in {"x.csv": b"a,b\n1,2\n", "x.json": b"[1]", "x.txt": b"\xff\x00"}.items():
        (tmp_path / name).write_bytes(data)
        status, out, _ = call("import", str(tmp_path / name), "--yes")
        assert status == 1
        assert out.startswith(f"{tmp_path / name}:1: refused: ")


# ---- backup and restore


def test_a_backup_comes_back(call: Any, tmp_path: Path, home_of_its_own: Path) -> None:
    fill(call)
    before = call("episodes", "--json")[1]
    backup = tmp_path / "b.db"
    assert call("backup", str(backup)) == (0, f"Backed up to {backup}\n", "")
    assert call("backup", str(backup))[0] == 0  # over an older one
    call("log", "nose")
    later = call("episodes", "--json")[1]
    status, out, err = call("restore", str(backup))
    assert (status, err) == (0, "")
    assert call("episodes", "--json")[1] == before
    kept = Path(out.rsplit(" ", 1)[1].strip())
    assert kept.is_relative_to(home_of_its_own / "relaxapp")
    assert call("restore", str(kept))[0] == 0
    assert call("episodes", "--json")[1] == later
    assert not [p for p in (home_of_its_own / "relaxapp").iterdir() if "moving" in p.name]
    empty = ("--data-dir", str(tmp_path / "new"))
    assert call(*empty, "restore", str(backup))[1] == f"Restored from {backup}\n"
    assert call(*empty, "episodes", "--json")[1] == before


def test_an_open_window_goes_on_with_what_was_restored(
    call: Any, tmp_path: Path, home_of_its_own: Path, clock: FakeClock
) -> None:
    call("log", "jaw")
    call("backup", str(tmp_path / "b.db"))
    call("log", "nose")
    window = open_database(home_of_its_own / "relaxapp" / "journal.db", clock)
    store = Store(window)
    version = store.data_version()
    assert len(store.episodes()) == 2
    assert call("restore", str(tmp_path / "b.db"))[0] == 0
    assert store.data_version() != version
    assert [episode.sites for episode in store.episodes()] == [("jaw",)]
    store.start_episode(store.episodes()[0].when, ("chin",))
    assert len(json.loads(call("episodes", "--json")[1])) == 2
    window.close()


def test_a_sealed_backup_is_an_age_file(call: Any, tmp_path: Path) -> None:
    import pyrage

    call("log", "jaw", "--note", "secret words")
    backup, right, wrong = (tmp_path / name for name in ("b.age", "right", "wrong"))
    right.write_text("größer als\n", "utf-8")
    wrong.write_text("größer\n", "utf-8")
    status, out, err = call("backup", str(backup), "--passphrase-file", str(right))
    assert (status, out, err) == (0, f"Backed up to {backup}, under your passphrase\n", "")
    assert b"secret words" not in backup.read_bytes()
    assert b"secret words" in pyrage.passphrase.decrypt(backup.read_bytes(), "größer als")
    call("log", "nose")
    before = call("episodes", "--json")[1]
    status, out, err = call("restore", str(backup), "--passphrase-file", str(wrong))
    assert (status, out) == (2, "")
    assert str(backup) in one_line(err)
    assert call("episodes", "--json")[1] == before
    assert call("restore", str(backup), "--passphrase-file", str(right))[0] == 0
    assert len(json.loads(call("episodes", "--json")[1])) == 1


@pytest.mark.usefixtures("cheap")
def test_a_passphrase_is_asked_for_twice(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("log", "jaw")
    backup = str(tmp_path / "b.db")
    answers = iter(["one", "two", "", "one", "one", "two", "one"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    monkeypatch.setattr("relaxapp.cli.moving._on_terminal", lambda: True)
    status, _, err = call("backup", backup, "--encrypt")
    assert (status, "differ" in one_line(err)) == (2, True)
    status, _, err = call("backup", backup, "--encrypt")
    assert (status, "empty" in one_line(err)) == (2, True)
    assert not Path(backup).exists()
    assert call("backup", backup, "--encrypt")[0] == 0
    assert call("restore", backup)[0] == 2
    assert call("restore", backup)[0] == 0


def test_what_is_no_backup_changes_nothing(
    call: Any, tmp_path: Path, home_of_its_own: Path
) -> None:
    call("log", "jaw")
    before = call("episodes", "--json")[1]
    good = tmp_path / "good.db"
    call("backup", str(good))
    torn = bytearray(good.read_bytes())
    torn[8192:12288] = b"x" * 4096
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE session (id)")
    other.commit()
    other.close()
    newer = tmp_path / "newer.db"
    newer.write_bytes(good.read_bytes())
    changed = sqlite3.connect(newer)
    changed.execute("PRAGMA user_version=999")
    changed.close()
    for name, data in {
        "torn.db": bytes(torn),
        "cut.db": good.read_bytes()[:9000],
        "e.db": b"",
    }.items():
        (tmp_path / name).write_bytes(data)
    for name in ("torn.db", "cut.db", "e.db", "other.db", "newer.db"):
        status, out, err = call("restore", str(tmp_path / name))
        assert (status, out) == (2, "")
        assert str(tmp_path / name) in one_line(err)
        assert call("episodes", "--json")[1] == before
    assert [p.name for p in (home_of_its_own / "relaxapp").rglob("*.db")] == ["journal.db"]


def test_a_damaged_journal_is_kept_aside(call: Any, tmp_path: Path, home_of_its_own: Path) -> None:
    call("log", "jaw")
    before = call("episodes", "--json")[1]
    call("backup", str(tmp_path / "good.db"))
    journal = home_of_its_own / "relaxapp" / "journal.db"
    journal.write_bytes(b"ruined")
    status, _, err = call("backup", str(tmp_path / "b.db"))
    assert (status, str(journal) in one_line(err)) == (2, True)
    assert not (tmp_path / "b.db").exists()
    status, out, _ = call("restore", str(tmp_path / "good.db"))
    assert status == 0
    assert Path(out.rsplit(" ", 1)[1].strip()).read_bytes() == b"ruined"
    assert call("episodes", "--json")[1] == before


def test_the_journal_is_no_backup_of_itself(call: Any, home_of_its_own: Path) -> None:
    call("log", "jaw")
    journal = str(home_of_its_own / "relaxapp" / "journal.db")
    for verb in ("backup", "restore"):
        status, _, err = call(verb, journal)
        assert (status, "itself" in one_line(err)) == (2, True)
    assert len(json.loads(call("episodes", "--json")[1])) == 1


def test_half_characters_and_commands_to_the_terminal_do_no_harm(call: Any, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    half = "\\ud800"
    file.write_text(
        f"""{{"format": "relaxapp journal", "version": 1,
        "sessions": [{{"start": "2026-03-01T10:00:00Z", "session": "{half}", "detours": ["{half}"],
                      "zone": "{half}", "note": "{half}"}}],
        "episodes": [{{"start": "2026-03-01T10:00:00Z", "sites": ["{half}\\u001b[31m\\n"]}},
                     {{"start": "2026-03-01T10:00:00Z", "{half}": 1}},
                     {{"start": "{half}{half}{half}{half}{half}{half}{half}{half}{half}{half}"}},
                     {{"start": "2026-03-01T10:00:00Z", "relief": [{{"done": "{half}"}}]}}]}}"""
    )
    for arguments in (["--json"], [], ["--yes"]):
        status, out, _ = call("import", str(file), *arguments)
        assert status == 1
        assert "\x1b" not in out
    assert out.endswith("Added 2, changed 0, left 0 as they were, refused 3.\n")
    assert call("export", str(tmp_path / "y.json"))[0] == 0
    assert call("import", str(tmp_path / "y.json"), "--yes")[1].startswith("Added 0, changed 0,")
