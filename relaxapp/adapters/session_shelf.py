"""Sessions handed on and taken in as files, and the folder that own ones are kept in."""

from pathlib import Path
from typing import Final

from relaxapp.adapters.transfer_files import write_whole
from relaxapp.errors import RelaxappError
from relaxapp.sessions.library import SUFFIX as SCRIPT_SUFFIX
from relaxapp.sessions.library import Library, read_bytes
from relaxapp.sessions.parcel import MOST_BYTES, Parcel, pack, unpack
from relaxapp.sessions.script import Script

OUR_LICENCE: Final = "MIT, the relaxapp authors"


def hand_on(script: Script, target: Path, assets: Path) -> None:
    """Write a session into a `.relaxsession` file, whole or not at all. Raises RelaxappError.

    Its licence is what the script says; a bundled one has relaxapp's.
    """
    source = Path(script.file)
    ours = source.parent == assets / "sessions"
    write_whole(target, pack(script, read_bytes(source), OUR_LICENCE if ours else ""))


def look_into(path: Path) -> Parcel:
    """What a `.relaxsession` file holds, every part of it checked. Raises RelaxappError."""
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not there, or is no plain file"
            raise RelaxappError(f"{path} {what}: the name of a .relaxsession file would be right.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise RelaxappError(f"{path} cannot be read ({why}).") from error
    return unpack(data, str(path))


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


def keep(parcel: Parcel, library: Library, folder: Path) -> Path:
    """Put a session among the own ones; return its file. Raises RelaxappError on a clash."""
    why = clash(parcel, library, folder)
    if why:
        raise RelaxappError(f"{why} Nothing was changed.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RelaxappError(f"{folder} cannot be made a folder ({error.strerror}).") from error
    target = place(parcel.script, folder)
    write_whole(target, parcel.data)
    return target


def place(script: Script, folder: Path) -> Path:
    """Where an own session is kept; its id is made of letters, digits and hyphens alone."""
    return folder / f"{script.id}{SCRIPT_SUFFIX}"
