"""Sessions handed on and taken in as files, and the folder that own ones are kept in."""

from dataclasses import replace
from pathlib import Path
from textwrap import shorten
from typing import Final

from relaxapp.adapters.line_sound import accepted
from relaxapp.adapters.own_lines import LineStore
from relaxapp.adapters.transfer_files import write_whole
from relaxapp.errors import RelaxappError
from relaxapp.sessions.library import SUFFIX as SCRIPT_SUFFIX
from relaxapp.sessions.library import Library, read_bytes
from relaxapp.sessions.mirror import swapped
from relaxapp.sessions.parcel import (
    MOST_BYTES,
    UNSTATED,
    Parcel,
    ParcelError,
    Recording,
    pack,
    unpack,
)
from relaxapp.sessions.script import Script

OUR_LICENCE: Final = "MIT, the relaxapp authors"
_MENTIONED: Final = 40  # characters of a line that say which it is


def hand_on(script: Script, target: Path, assets: Path, lines: LineStore | None = None) -> None:
    """Write a session into a `.relaxsession` file, whole or not at all. Raises RelaxappError.

    Its licence is what the script says; a bundled one has relaxapp's. `lines` are the recordings
    that go along, the person's own among them; none do where it is None.
    """
    source = Path(script.file)
    ours = source.parent == assets / "sessions"
    recordings = () if lines is None else recorded(script, lines)
    licence = OUR_LICENCE if ours else ""
    write_whole(target, pack(script, read_bytes(source), licence, recordings))


def recorded(script: Script, lines: LineStore) -> tuple[Recording, ...]:
    """The recordings that are heard in a session. Raises RelaxappError for one that is damaged."""
    return tuple(
        Recording(text, lines.data(one), one.author or UNSTATED, one.licence or UNSTATED)
        for text in texts(script)
        if (one := lines.find(text, script.id)) is not None
    )


def texts(script: Script) -> tuple[str, ...]:
    """All that may be said in a session, with right and left exchanged where that may be."""
    spoken = script.spoken()
    other = map(swapped, spoken) if script.mirrors else ()
    return tuple(dict.fromkeys((*spoken, *other)))


def look_into(path: Path) -> Parcel:
    """What a `.relaxsession` file holds, every part of it checked. Raises RelaxappError.

    Its recordings are those that will be kept: decoded, and written anew.
    """
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not there, or is no plain file"
            raise RelaxappError(f"{path} {what}: the name of a .relaxsession file would be right.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise RelaxappError(f"{path} cannot be read ({why}).") from error
    parcel = unpack(data, str(path))
    return replace(parcel, recordings=tuple(_decoded(one, str(path)) for one in parcel.recordings))


def _decoded(recording: Recording, file: str) -> Recording:
    try:
        return replace(recording, data=accepted(recording.data, "it").flac)
    except RelaxappError as error:
        words = shorten(recording.text, _MENTIONED, placeholder=" …")
        why = str(error).rstrip(".")
        raise ParcelError(file, f"the recording of “{words}” in it is not right: {why}") from error


def clash(parcel: Parcel, library: Library, folder: Path) -> str:
    """Why a parcel cannot be kept beside what is there; nothing where it can."""
    script = parcel.script
    other = next((one for one in library.scripts() if one.id == script.id), None)
    if other is None:
        taken = place(script, folder).exists()
        return f"{place(script, folder)} is in its place already." if taken else ""
    if read_bytes(Path(other.file)) == parcel.data:
        return f"You have “{script.title}” already."
    return f"Another session is called “{other.title}” ({script.id}) already."


def keep(parcel: Parcel, library: Library, folder: Path, lines: LineStore) -> Path:
    """Put a session among the own ones; return its file. Raises RelaxappError on a clash.

    Its recordings are heard in it alone, and where the person has recorded the same words, theirs
    are. All of it is kept, or nothing.
    """
    why = clash(parcel, library, folder)
    if why:
        raise RelaxappError(f"{why} Nothing was changed.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RelaxappError(f"{folder} cannot be made a folder ({error.strerror}).") from error
    session = parcel.script.id
    target = place(parcel.script, folder)
    lines.put_with(
        session,
        {
            one.text: (accepted(one.data, one.text), _stated(one.author), _stated(one.licence))
            for one in parcel.recordings
        },
    )
    try:
        write_whole(target, parcel.data)
    except RelaxappError:
        lines.forget_session(session)
        raise
    return target


def _stated(words: str) -> str:
    return "" if words == UNSTATED else words


def place(script: Script, folder: Path) -> Path:
    """Where an own session is kept; its id is made of letters, digits and hyphens alone."""
    return folder / f"{script.id}{SCRIPT_SUFFIX}"
