"""A session as one file to hand on, `.relaxsession`: a zip that is trusted in nothing.

It holds `session.toml` and a `manifest.json` with the format's version, the licence and the
SHA-256 of each other member. Whatever else a zip can hold is refused. Pure: bytes in, bytes out.
"""

import hashlib
import io
import json
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, Final

from relaxapp.errors import RelaxappError
from relaxapp.sessions.fields import Finding, ScriptError, printable
from relaxapp.sessions.reading import parse
from relaxapp.sessions.script import MAX_BYTES, Script

SUFFIX: Final = ".relaxsession"
FORMAT: Final = 1
MOST_BYTES: Final = 2 * MAX_BYTES  # of the zip itself; a script packs to a fraction of this
MOST_LICENCE: Final = 200  # characters
UNSTATED: Final = "not stated"
_MANIFEST: Final = "manifest.json"
_SCRIPT: Final = "session.toml"
_LIMITS: Final = {_MANIFEST: 16 * 1024, _SCRIPT: MAX_BYTES}
_KEYS: Final = frozenset({"relaxsession", "id", "title", "licence", "files"})
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED: Final = 1  # the flag of an encrypted member
_MENTIONED: Final = 60  # characters of a strange name that are told


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a file turned out to hold: a sound script, its bytes, and its licence in words."""

    script: Script
    data: bytes
    licence: str


def pack(script: Script, data: bytes, licence: str = "") -> bytes:
    """The zip of a script whose file holds `data`; the same call gives the same bytes.

    `licence` is for a script that names none itself.
    """
    manifest = {
        "relaxsession": FORMAT,
        "id": script.id,
        "title": script.title,
        "licence": script.licence or licence or UNSTATED,
        "files": {_SCRIPT: hashlib.sha256(data).hexdigest()},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in ((_MANIFEST, text.encode()), (_SCRIPT, data)):
            entry = zipfile.ZipInfo(name)  # of a fixed date
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def unpack(data: bytes, file: str) -> Parcel:
    """Open what somebody handed on. `file` is the name that messages carry.

    Nothing is written, and no member is read beyond its limit. Raises RelaxappError with one
    plain line for everything that is not as it has to be.
    """
    if len(data) > MOST_BYTES:
        raise _refusal(file, f"it has more than {MOST_BYTES} bytes, which no session needs")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive, file)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _refusal(file, "it is damaged, or no zip at all") from error
    except (NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _refusal(file, "it is packed in a way that sessions are not") from error
    manifest = _manifest(members[_MANIFEST], file)
    licence = _checked(manifest, members, file)
    try:
        script = parse(members[_SCRIPT], _SCRIPT)
    except ScriptError as error:
        first: Finding = error.findings[0]
        raise _refusal(file, f"its script has a mistake: {first}") from error
    if script.id != manifest["id"]:
        raise _refusal(file, "its script is another than it says")
    if script.licence and script.licence != licence:
        raise _refusal(file, "its licence is another than its script says")
    return Parcel(script, members[_SCRIPT], licence)


def _members(archive: zipfile.ZipFile, file: str) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > len(_LIMITS):
        extra = next((e for e in entries if e.filename not in _LIMITS), None)
        more = f", such as {_shown(extra.filename)}" if extra else ""
        raise _refusal(file, f"it holds {len(entries)} members{more}, where {_right()} belong")
    found: dict[str, bytes] = {}
    for entry in entries:
        name = entry.orig_filename  # as it stands there: zipfile itself cuts names at a zero
        if name not in _LIMITS:
            raise _refusal(file, f"it holds {_shown(name)}, where {_right()} belong")
        if name in found:
            raise _refusal(file, f"it holds {name} twice")
        _check_kind(entry, name, file)
        with archive.open(entry) as member:
            content = member.read(_LIMITS[name] + 1)  # whatever size it claims to have
        if max(len(content), entry.file_size) > _LIMITS[name]:
            raise _refusal(file, f"{name} in it has more than {_LIMITS[name]} bytes")
        found[name] = content
    for name in _LIMITS:
        if name not in found:
            raise _refusal(file, f"{name} is missing in it")
    return found


def _check_kind(entry: zipfile.ZipInfo, name: str, file: str) -> None:
    """Refuse what is no plain file that can be read."""
    if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG}:
        raise _refusal(file, f"{name} in it is a link, where a plain file belongs")
    if entry.flag_bits & _LOCKED:
        raise _refusal(file, f"{name} in it is locked by a passphrase")
    if entry.compress_type not in _PACKED:
        raise _refusal(file, "it is packed in a way that sessions are not")


def _manifest(data: bytes, file: str) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _refusal(file, f"{_MANIFEST} in it cannot be read") from error
    if not isinstance(found, dict) or found.get("relaxsession") is None:
        raise _refusal(file, f"{_MANIFEST} in it is not that of a session")
    version = found["relaxsession"]
    if type(version) is not int or version < FORMAT:
        raise _refusal(file, f"{_MANIFEST} in it is not that of a session")
    if version > FORMAT:
        raise _refusal(file, "a newer relaxapp wrote it, and it takes a newer one to read")
    if set(found) != _KEYS:
        odd = ", ".join(sorted(_shown(key) for key in set(found) ^ _KEYS))
        raise _refusal(file, f"{_MANIFEST} in it has other keys than it should: {odd}")
    return found


def _checked(manifest: dict[str, Any], members: dict[str, bytes], file: str) -> str:
    """Hold the manifest against what is there; return the licence."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    del hashes[_MANIFEST]
    told = manifest["files"]
    if not isinstance(told, dict) or set(told) != set(hashes):
        raise _refusal(file, f"{_MANIFEST} in it names other files than it holds")
    for name, value in hashes.items():
        if told[name] != value:
            raise _refusal(file, f"{name} in it was changed, or damaged: its SHA-256 is another")
    licence = manifest["licence"]
    if not isinstance(licence, str) or not 0 < len(licence) <= MOST_LICENCE:
        raise _refusal(file, f"its licence is no text of up to {MOST_LICENCE} characters")
    if not licence.isprintable():
        raise _refusal(file, "its licence is not one plain line")
    return licence


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _right() -> str:
    return " and ".join(_LIMITS)


def _shown(name: str) -> str:
    short = name if len(name) <= _MENTIONED else name[:_MENTIONED] + "…"
    return f'"{printable(short)}"'


def _refusal(file: str, why: str) -> RelaxappError:
    return RelaxappError(f"{file} was not taken in: {why}.")
