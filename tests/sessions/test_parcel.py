"""Sessions as one file: what goes in comes out, and nothing else gets in."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import struct
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.errors import RelaxappError
from relaxapp.sessions import parcel as parcels
from relaxapp.sessions.parcel import MOST_BYTES, Recording, pack, unpack
from relaxapp.sessions.reading import parse

ASSETS = Path(__file__).parents[2] / "assets"
SCRIPT = (ASSETS / "sessions" / "soften.session.toml").read_bytes()
GOOD = pack(parse(SCRIPT, "soften"), SCRIPT, "CC0 1.0")


def manifest(data: bytes = SCRIPT, **other: Any) -> bytes:
    made = {
        "relaxsession": 1,
        "id": "soften",
        "title": "Soften",
        "licence": "CC0 1.0",
        "files": {"session.toml": hashlib.sha256(data).hexdigest()},
        **other,
    }
    return json.dumps({key: value for key, value in made.items() if value is not ...}).encode()


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], **more: Any) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that stand twice
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **more) as archive:
            for name, data in members:
                archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def plain(data: bytes = SCRIPT, **other: Any) -> bytes:
    return zipped(("manifest.json", manifest(data, **other)), ("session.toml", data))


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def with_flag(data: bytes, flag: int) -> bytes:
    """Set a flag of the last member in its central directory entry."""
    at = data.rindex(b"PK\x01\x02") + 8
    return data[:at] + struct.pack("<H", flag) + data[at + 2 :]


def test_what_is_packed_comes_out_the_same() -> None:
    parcel = unpack(GOOD, "x")
    assert parcel.data == SCRIPT
    assert parcel.script.id == "soften"
    assert parcel.licence == "CC0 1.0"
    assert unpack(plain(), "x") == parcel
    assert pack(parcel.script, SCRIPT, "CC0 1.0") == GOOD


BAD: dict[str, tuple[bytes, str]] = {
    "climbing": (zipped(("../session.toml", SCRIPT), ("manifest.json", manifest())), "../session"),
    "absolute": (zipped(("/etc/passwd", b""), ("manifest.json", manifest())), "/etc/passwd"),
    "drive": (zipped(("C:\\session.toml", b""), ("manifest.json", manifest())), "C:"),
    "link": (zipped(("manifest.json", manifest()), (link("session.toml"), SCRIPT)), "a link"),
    "hash": (plain(files={"session.toml": "0" * 64}), "SHA-256"),
    "changed": (
        zipped(("manifest.json", manifest()), ("session.toml", SCRIPT + b"\n")),
        "SHA-256",
    ),
    "twice": (zipped(("manifest.json", manifest()), ("manifest.json", manifest())), "twice"),
    "more": (
        zipped(("manifest.json", manifest()), ("session.toml", SCRIPT), ("run.sh", b"")),
        "run.sh",
    ),
    "folder": (zipped(("manifest.json", manifest()), ("session.toml/", b"")), "session.toml/"),
    "script alone": (zipped(("session.toml", SCRIPT)), "manifest.json is missing"),
    "empty": (zipped(), "missing"),
    "10,000 files": (
        zipped(*((f"{n}", b"") for n in range(6_000))),
        "6000 members",
    ),
    "very many": (zipped(*((f"{n}", b"") for n in range(10_000))), "10000 members"),
    "newer": (plain(relaxsession=3), "newer"),
    "2 without audio": (plain(relaxsession=2), '"audio"'),
    "1 with audio": (plain(audio=[]), '"audio"'),
    "no version": (plain(relaxsession=...), "not that of a session"),
    "true is no version": (plain(relaxsession=True), "not that of a session"),
    "more keys": (plain(url="x"), '"url"'),
    "no licence": (plain(licence=...), '"licence"'),
    "licence of lines": (plain(licence="a\nb"), "one plain line"),
    "endless licence": (plain(licence="a" * 5000), "licence"),
    "other files": (plain(files={"session.toml": "", "b": ""}), "names other files"),
    "files no table": (plain(files=[1]), "names other files"),
    "another id": (plain(id="seven"), "another than it says"),
    "another licence": (
        plain(SCRIPT.replace(b"seconds = 410", b'licence = "MIT"\nseconds = 410')),
        "licence is another",
    ),
    "list": (zipped(("manifest.json", b"[]"), ("session.toml", SCRIPT)), "not that of a session"),
    "deep": (
        zipped(("manifest.json", b"[" * 16_000), ("session.toml", SCRIPT)),
        "cannot be read",
    ),
    "key twice": (
        zipped(("manifest.json", b'{"id": 1, "id": 1}'), ("session.toml", SCRIPT)),
        "cannot be read",
    ),
    "bad script": (plain(SCRIPT.replace(b"seconds = 410", b"seconds = 910")), "session.toml:"),
    "no toml": (plain(b"= ="), "session.toml:1: not valid TOML"),
    "locked": (with_flag(plain(), 1), "passphrase"),
    "no zip": (b"format = 1", "no zip"),
    "nothing": (b"", "no zip"),
    "cut": (GOOD[:-40], "no zip"),
    "oversize": (b"PK" + bytes(MOST_BYTES), "bytes"),
    "big script": (plain(bytes(300_000)), "262144 bytes"),
}


@pytest.mark.parametrize("name", BAD)
def test_whatever_is_not_right_is_refused_in_one_line(name: str) -> None:
    data, words = BAD[name]
    with pytest.raises(RelaxappError) as told:
        unpack(data, "x.relaxsession")
    message = str(told.value)
    assert message.startswith("x.relaxsession was not taken in: ")
    assert words in message
    assert "\n" not in message
    assert len(message) < 400


def test_a_gigabyte_of_zeros_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("manifest.json", manifest())
        with archive.open("session.toml", "w") as member:
            for _ in range(1000):
                member.write(bytes(1_000_000))
    data = out.getvalue()
    with pytest.raises(RelaxappError, match="bytes"):
        unpack(data, "x")
    # The same, small enough to be looked into and lying about its size.
    bomb = plain(bytes(100_000_000))
    assert len(bomb) < MOST_BYTES
    at = bomb.rindex(b"PK\x01\x02") + 24
    lying = bomb[:at] + struct.pack("<I", 100) + bomb[at + 4 :]
    for one in (bomb, lying):
        with pytest.raises(RelaxappError, match="was not taken in"):
            unpack(one, "x")


def crowded(count: int, *, large: bool = False, comment: bytes = b"") -> bytes:
    """A zip that is nothing but a list of so many members."""
    one = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *[0] * 7, 1, *[0] * 6) + b"a"
    held, tail, told = one * count, b"", (min(count, 0xFFFF),) * 2 + (len(one) * count,)
    if large:
        sizes = (count, count, len(held), 0)
        tail = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, *sizes)
        tail += struct.pack("<4sLQL", b"PK\x06\x07", 0, len(held), 1)
        told = (0xFFFF, 0xFFFF, 0xFFFFFFFF)
    # An offset that looks like the mark of the end must not lead astray.
    at = 0xFFFFFFFF if large else struct.unpack("<L", b"PK\x05\x06")[0]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *told, at, len(comment))
    return held + tail + end + comment


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (crowded(500_000), "members, where"),
        (crowded(500_000, large=True), "packed in a way"),
        (crowded(500_000, comment=b"x" * 60_000), "was not taken in"),
    ],
    ids=["plain", "large", "comment"],
)
def test_a_list_of_very_many_members_is_not_even_read(
    data: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(data) < MOST_BYTES
    monkeypatch.setattr(zipfile, "ZipFile", lambda _: pytest.fail("it was read"))
    with pytest.raises(RelaxappError, match=words) as told:
        unpack(data, "x")
    assert "\n" not in str(told.value)


# ---------------------------------------------------------------- recordings

LINE, OTHER = parse(SCRIPT, "soften").spoken()[:2]
SOUND, NOISE = b"fLaC" + bytes(400), b"fLaC" + bytes(range(200))
RECORDED = (Recording(LINE, SOUND, "Ada", "CC0 1.0"), Recording(OTHER, NOISE))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def entry(text: str = LINE, data: bytes = SOUND, **other: Any) -> dict[str, Any]:
    made = {
        "text": text,
        "file": f"audio/{digest(data)}.flac",
        "author": "Ada",
        "licence": "CC0 1.0",
        **other,
    }
    return {key: value for key, value in made.items() if value is not ...}


def sounding(*members: tuple[str | zipfile.ZipInfo, bytes], audio: Any = None) -> bytes:
    """A file of version 2 with these members besides, all of them named with their hashes."""
    files = {
        "session.toml": digest(SCRIPT),
        **{one if isinstance(one, str) else one.filename: digest(held) for one, held in members},
    }
    told = [entry()] if audio is None else audio
    head = manifest(relaxsession=2, audio=told, files=files)
    return zipped(("manifest.json", head), ("session.toml", SCRIPT), *members)


NAME = f"audio/{digest(SOUND)}.flac"


def test_recordings_go_along_and_without_them_the_file_is_as_before() -> None:
    script = parse(SCRIPT, "soften")
    data = pack(script, SCRIPT, "CC0 1.0", RECORDED)
    parcel = unpack(data, "x")
    assert parcel.recordings == (
        RECORDED[0],
        Recording(OTHER, NOISE, "not stated", "not stated"),
    )
    assert pack(script, SCRIPT, "CC0 1.0", RECORDED) == data
    assert unpack(sounding((NAME, SOUND)), "x").recordings == RECORDED[:1]
    same = pack(script, SCRIPT, "", (Recording(LINE, SOUND), Recording(OTHER, SOUND)))
    assert len(zipfile.ZipFile(io.BytesIO(same)).namelist()) == 3
    assert [one.data for one in unpack(same, "x").recordings] == [SOUND, SOUND]
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        assert json.loads(archive.read("manifest.json"))["relaxsession"] == 1


def test_more_than_a_file_carries_is_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "MOST_AUDIO", 300)
    with pytest.raises(RelaxappError, match="more than one file carries"):
        pack(parse(SCRIPT, "soften"), SCRIPT, "", RECORDED)


BAD_SOUND: dict[str, tuple[bytes, str]] = {
    "climbing": (sounding((f"../{NAME}", SOUND)), "../audio"),
    "in it": (sounding((f"audio/../{NAME}", SOUND)), "audio/../audio"),
    "absolute": (sounding((f"/{NAME}", SOUND)), "/audio"),
    "drive": (sounding((f"C:/{NAME}", SOUND)), "C:"),
    "link": (sounding((link(NAME), b"/etc/passwd")), "a link"),
    "folder": (sounding(("audio/", b""), (NAME, SOUND)), '"audio/"'),
    "another ending": (sounding((NAME.replace(".flac", ".wav"), SOUND)), "it holds"),
    "capitals": (sounding((NAME.upper(), SOUND)), "AUDIO"),
    "newline": (sounding((f"{NAME}\n", SOUND)), "belong"),
    "wrong hash": (sounding((NAME, SOUND + b"x")), "not named by its SHA-256"),
    "other content": (
        zipped(
            ("manifest.json", manifest(relaxsession=2, audio=[entry()],
             files={"session.toml": digest(SCRIPT), NAME: digest(SOUND)})),
            ("session.toml", SCRIPT), (NAME, b"changed"),
        ),
        "SHA-256",
    ),
    "twice": (sounding((NAME, SOUND), (NAME, SOUND)), "twice"),
    "missing": (sounding(), "does not hold"),
    "unused": (sounding((NAME, SOUND), audio=[]), "no line is said by"),
    "words of no line": (sounding((NAME, SOUND), audio=[entry("Hello.")]), "does not have"),
    "words twice": (sounding((NAME, SOUND), audio=[entry(), entry()]), "twice"),
    "no words": (sounding((NAME, SOUND), audio=[entry(text=5)]), "words"),
    "script as sound": (sounding((NAME, SOUND), audio=[entry(file="session.toml")]), "not hold"),
    "no name": (sounding((NAME, SOUND), audio=[entry(file=["x"])]), "not hold"),
    "no list": (sounding((NAME, SOUND), audio={"a": 1}), "no list"),
    "no table": (sounding((NAME, SOUND), audio=["a"]), "another way"),
    "more keys": (sounding((NAME, SOUND), audio=[entry(url="x")]), "another way"),
    "no author": (sounding((NAME, SOUND), audio=[entry(author=...)]), "another way"),
    "empty author": (sounding((NAME, SOUND), audio=[entry(author="")]), "author"),
    "licence of lines": (sounding((NAME, SOUND), audio=[entry(licence="a\nb")]), "plain line"),
    "endless licence": (sounding((NAME, SOUND), audio=[entry(licence="a" * 999)]), "licence"),
    "locked": (with_flag(sounding((NAME, SOUND)), 1), "passphrase"),
    "too many": (
        sounding(*((f"audio/{n:064x}.flac", b"") for n in range(401))),
        "403 members",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_SOUND)
def test_recordings_that_are_not_right_are_refused_in_one_line(name: str) -> None:
    data, words = BAD_SOUND[name]
    with pytest.raises(RelaxappError) as told:
        unpack(data, "x.relaxsession")
    message = str(told.value)
    assert message.startswith("x.relaxsession was not taken in: ")
    assert words in message
    assert "\n" not in message
    assert len(message) < 400


def test_gigabytes_of_zeros_are_no_recordings() -> None:
    zeros = bytes(parcels.MOST_SOUND + 1)
    one = sounding((f"audio/{'0' * 64}.flac", zeros))
    assert len(one) < 100_000
    with pytest.raises(RelaxappError, match="8000000 bytes"):
        unpack(one, "x")
    part = bytes(parcels.MOST_SOUND)
    many = sounding(*((f"audio/{n:064x}.flac", part) for n in range(9)))
    assert len(many) < 300_000
    with pytest.raises(RelaxappError, match="64000000 bytes"):
        unpack(many, "x")


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_flipped_byte_among_recordings_is_refused_or_changes_nothing(at: int, by: int) -> None:
    data = bytearray(sounding((NAME, SOUND)))
    data[at % len(data)] ^= by
    try:
        parcel = unpack(bytes(data), "x")
    except RelaxappError as error:
        assert "\n" not in str(error)  # noqa: PT017 - refused or the same, and both are fine
    else:
        assert parcel.recordings == RECORDED[:1]


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_refused_or_changes_nothing(at: int, by: int) -> None:
    data = bytearray(GOOD)
    data[at] ^= by
    try:
        parcel = unpack(bytes(data), "x")
    except RelaxappError as error:
        assert "\n" not in str(error)  # noqa: PT017 - refused or the same, and both are fine
    else:
        assert parcel.data == SCRIPT


@given(st.binary(max_size=400))
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises(RelaxappError):
        unpack(data, "x")
