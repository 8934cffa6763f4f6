"""A session as one file to hand on, `.relaxsession`: a zip that is trusted in nothing.

It holds `session.toml` and a `manifest.json` with the format's version, the licence and the
SHA-256 of each other member; in version 2 also recordings of its lines, `audio/SHA-256.flac`.
Whatever else a zip can hold is refused. Pure: bytes in, bytes out; no sound is decoded here.
"""

import hashlib
import io
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from relaxapp.errors import RelaxappError
from relaxapp.sessions.fields import Finding, ScriptError, printable
from relaxapp.sessions.mirror import swapped
from relaxapp.sessions.reading import parse
from relaxapp.sessions.script import MAX_BYTES, Script
from relaxapp.sessions.zip_end import end_of

SUFFIX: Final = ".relaxsession"
FORMAT: Final = 2  # with recordings; without them, 1 is written, for every relaxapp to read
MOST_SOUNDS: Final = 400
MOST_SOUND: Final = 8_000_000  # bytes: a minute without any loss is below 6
MOST_AUDIO: Final = 64_000_000  # bytes of all recordings
MOST_BYTES: Final = MOST_AUDIO + 2 * MAX_BYTES  # of the zip itself
MOST_LICENCE: Final = 200  # characters
UNSTATED: Final = "not stated"
_MANIFEST: Final = "manifest.json"
_SCRIPT: Final = "session.toml"
_LIMITS: Final = {_MANIFEST: 1024 * 1024, _SCRIPT: MAX_BYTES}
_SOUND: Final = re.compile(r"audio/([0-9a-f]{64})\.flac")
_KEYS: Final = frozenset({"relaxsession", "id", "title", "licence", "files"})
_AUDIO: Final = "audio"
_WHOSE: Final = ("author", "licence")
_AUDIO_KEYS: Final = frozenset({"text", "file", *_WHOSE})
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED: Final = 1  # the flag of an encrypted member
_MENTIONED: Final = 60  # characters of a strange name that are told
_MOST_LIST: Final = 1_000_000  # bytes of a zip's list of members: ours are below a tenth of it


class ParcelError(RelaxappError):
    """A file that is not taken in; `why` is told in words that follow a colon."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} was not taken in: {why}.")
        self.why = why


@dataclass(frozen=True, slots=True)
class Recording:
    """A line's recording as it goes along: a FLAC file, and whose it is."""

    text: str
    data: bytes
    author: str = UNSTATED
    licence: str = UNSTATED


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a file turned out to hold: a sound script, its bytes, its licence in words, recordings.

    The recordings are bytes that nobody has decoded yet.
    """

    script: Script
    data: bytes
    licence: str
    recordings: tuple[Recording, ...] = ()


def pack(
    script: Script, data: bytes, licence: str = "", recordings: Sequence[Recording] = ()
) -> bytes:
    """The zip of a script whose file holds `data`; the same call gives the same bytes.

    `licence` is for a script that names none itself. Raises RelaxappError where the recordings
    are more than a parcel carries.
    """
    sounds = {_sound_name(one.data): one.data for one in recordings}
    members = {_SCRIPT: data, **sounds}
    manifest: dict[str, Any] = {
        "relaxsession": FORMAT if recordings else 1,
        "id": script.id,
        "title": script.title,
        "licence": script.licence or licence or UNSTATED,
        "files": {name: hashlib.sha256(held).hexdigest() for name, held in members.items()},
    }
    if recordings:
        manifest[_AUDIO] = [
            {
                "text": one.text,
                "file": _sound_name(one.data),
                "author": one.author or UNSTATED,
                "licence": one.licence or UNSTATED,
            }
            for one in recordings
        ]
    if len(sounds) > MOST_SOUNDS or sum(map(len, sounds.values())) > MOST_AUDIO:
        raise RelaxappError(
            f"Its recordings are more than one file carries ({MOST_AUDIO // 1_000_000} MB)."
        )
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {_MANIFEST: text.encode(), **members}.items():
            entry = zipfile.ZipInfo(name)  # of a fixed date
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            # FLAC has done what can be done.
            entry.compress_type = zipfile.ZIP_STORED if name in sounds else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def unpack(data: bytes, file: str) -> Parcel:
    """Open what somebody handed on. `file` is the name that messages carry.

    Nothing is written, and no member is read beyond its limit. Raises RelaxappError with one
    plain line for everything that is not as it has to be.
    """
    if len(data) > MOST_BYTES:
        raise ParcelError(file, f"it has more than {MOST_BYTES} bytes, which no session needs")
    _check_list(data, file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive, file)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ParcelError(file, "it is damaged, or no zip at all") from error
    except (NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ParcelError(file, "it is packed in a way that sessions are not") from error
    manifest = _manifest(members[_MANIFEST], file)
    licence = _checked(manifest, members, file)
    recordings = _recordings(manifest.get(_AUDIO, []), members, file)
    try:
        script = parse(members[_SCRIPT], _SCRIPT)
    except ScriptError as error:
        first: Finding = error.findings[0]
        raise ParcelError(file, f"its script has a mistake: {first}") from error
    if script.id != manifest["id"]:
        raise ParcelError(file, "its script is another than it says")
    if script.licence and script.licence != licence:
        raise ParcelError(file, "its licence is another than its script says")
    known = {*script.spoken(), *(map(swapped, script.spoken()) if script.mirrors else ())}
    if any(one.text not in known for one in recordings):
        raise ParcelError(file, "it holds a recording of words that its script does not have")
    return Parcel(script, members[_SCRIPT], licence, recordings)


def _check_list(data: bytes, file: str) -> None:
    """Refuse a list of members that it would take long, and much memory, only to read."""
    end = end_of(data)
    if end is None:
        return  # no zip, which is found out at once
    if end.large:
        raise ParcelError(file, "it is packed in a way that sessions are not")
    if end.size > _MOST_LIST:
        raise ParcelError(file, f"it holds {end.count} members, where {_right()} belong")


def _members(archive: zipfile.ZipFile, file: str) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > len(_LIMITS) + MOST_SOUNDS:
        extra = next((e for e in entries if not _limit(e.filename)), None)
        more = f", such as {_shown(extra.filename)}" if extra else ""
        raise ParcelError(file, f"it holds {len(entries)} members{more}, where {_right()} belong")
    found: dict[str, bytes] = {}
    room = MOST_AUDIO
    for entry in entries:
        name = entry.orig_filename  # as it stands there: zipfile itself cuts names at a zero
        limit = _limit(name)
        if not limit:
            raise ParcelError(file, f"it holds {_shown(name)}, where {_right()} belong")
        if name in found:
            raise ParcelError(file, f"it holds {name} twice")
        _check_kind(entry, name, file)
        with archive.open(entry) as member:
            content = member.read(limit + 1)  # whatever size it claims to have
        if max(len(content), entry.file_size) > limit:
            raise ParcelError(file, f"{name} in it has more than {limit} bytes")
        if name not in _LIMITS:
            room -= len(content)
        if room < 0:
            raise ParcelError(file, f"its recordings have more than {MOST_AUDIO} bytes")
        found[name] = content
    for name in _LIMITS:
        if name not in found:
            raise ParcelError(file, f"{name} is missing in it")
    return found


def _limit(name: str) -> int:
    """The most bytes that a member of this name may have; 0 where none belongs."""
    return _LIMITS.get(name, 0) or (MOST_SOUND if _SOUND.fullmatch(name) else 0)


def _check_kind(entry: zipfile.ZipInfo, name: str, file: str) -> None:
    """Refuse what is no plain file that can be read."""
    if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG}:
        raise ParcelError(file, f"{name} in it is a link, where a plain file belongs")
    if entry.flag_bits & _LOCKED:
        raise ParcelError(file, f"{name} in it is locked by a passphrase")
    if entry.compress_type not in _PACKED:
        raise ParcelError(file, "it is packed in a way that sessions are not")


def _manifest(data: bytes, file: str) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise ParcelError(file, f"{_MANIFEST} in it cannot be read") from error
    if not isinstance(found, dict) or found.get("relaxsession") is None:
        raise ParcelError(file, f"{_MANIFEST} in it is not that of a session")
    version = found["relaxsession"]
    if type(version) is not int or version < 1:
        raise ParcelError(file, f"{_MANIFEST} in it is not that of a session")
    if version > FORMAT:
        raise ParcelError(file, "a newer relaxapp wrote it, and it takes a newer one to read")
    keys = _KEYS | {_AUDIO} if version == FORMAT else _KEYS
    if set(found) != keys:
        odd = ", ".join(sorted(_shown(key) for key in set(found) ^ keys))
        raise ParcelError(file, f"{_MANIFEST} in it has other keys than it should: {odd}")
    return found


def _checked(manifest: dict[str, Any], members: dict[str, bytes], file: str) -> str:
    """Hold the manifest against what is there; return the licence."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    del hashes[_MANIFEST]
    told = manifest["files"]
    if not isinstance(told, dict) or set(told) != set(hashes):
        raise ParcelError(file, f"{_MANIFEST} in it names other files than it holds")
    for name, value in hashes.items():
        if told[name] != value:
            raise ParcelError(file, f"{name} in it was changed, or damaged: its SHA-256 is another")
    return _plain(manifest["licence"], "licence", file)


def _plain(words: object, what: str, file: str) -> str:
    if not isinstance(words, str) or not 0 < len(words) <= MOST_LICENCE:
        raise ParcelError(file, f"its {what} is no text of up to {MOST_LICENCE} characters")
    if not words.isprintable():
        raise ParcelError(file, f"its {what} is not one plain line")
    return words


def _recordings(told: object, members: dict[str, bytes], file: str) -> tuple[Recording, ...]:
    """Hold what the manifest says of the recordings against what is there."""
    if not isinstance(told, list) or len(told) > MOST_SOUNDS:
        raise ParcelError(file, f"{_MANIFEST} in it has no list of up to {MOST_SOUNDS} recordings")
    found: dict[str, Recording] = {}
    heard = set(_LIMITS)
    for one in told:
        if not isinstance(one, dict) or set(one) != _AUDIO_KEYS:
            raise ParcelError(file, f"{_MANIFEST} in it tells of a recording in another way")
        text, name = one["text"], one["file"]
        if not isinstance(text, str) or text in found:
            raise ParcelError(file, f"{_MANIFEST} in it has a recording's words twice, or none")
        if not isinstance(name, str) or name in _LIMITS or name not in members:
            raise ParcelError(file, f"{_MANIFEST} in it names a recording that it does not hold")
        author, licence = (_plain(one[key], f"recordings' {key}", file) for key in _WHOSE)
        found[text] = Recording(text, members[name], author, licence)
        heard.add(name)
    for name, data in members.items():
        if name not in heard:
            raise ParcelError(file, f"it holds {name}, which no line is said by")
        if name not in _LIMITS and name != _sound_name(data):
            raise ParcelError(file, f"{name} in it is not named by its SHA-256")
    return tuple(found.values())


def _sound_name(data: bytes) -> str:
    return f"audio/{hashlib.sha256(data).hexdigest()}.flac"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _right() -> str:
    return f"{' and '.join(_LIMITS)} (and recordings, by their SHA-256)"


def _shown(name: str) -> str:
    short = name if len(name) <= _MENTIONED else name[:_MENTIONED] + "…"
    return f'"{printable(short)}"'
