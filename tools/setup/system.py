"""System libraries, fonts, programs: which there must be, which are missing, what brings them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.setup.host import Host


class Piece(NamedTuple):
    """Something the system must bring.

    ``probe`` is the name to load or run it by (or FONT), ``packages`` the names that Debian and
    Ubuntu have given its package, newest first: releases with 64-bit time renamed some to ...t64.
    """

    probe: str
    packages: tuple[str, ...]


FONT = "a font"

# Both Qt and the libraries inside pygame's wheel lean on it.
GLIB = Piece("libgthread-2.0.so.0", ("libglib2.0-0t64", "libglib2.0-0"))

CORE = (
    Piece("libGL.so.1", ("libgl1",)),
    Piece("libEGL.so.1", ("libegl1",)),
    Piece("libxkbcommon.so.0", ("libxkbcommon0",)),
    Piece("libdbus-1.so.3", ("libdbus-1-3",)),
    Piece("libfontconfig.so.1", ("libfontconfig1",)),
    GLIB,
    Piece(FONT, ("fonts-dejavu-core",)),
)
X11 = (
    Piece("libxcb-cursor.so.0", ("libxcb-cursor0",)),
    Piece("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",)),
    Piece("libxcb-icccm.so.4", ("libxcb-icccm4",)),
    Piece("libxcb-keysyms.so.1", ("libxcb-keysyms1",)),
    Piece("libxcb-shape.so.0", ("libxcb-shape0",)),
)
WAYLAND = (Piece("libwayland-cursor.so.0", ("libwayland-cursor0",)),)
SOUND = (
    Piece("libpulse.so.0", ("libpulse0",)),
    Piece("libasound.so.2", ("libasound2t64", "libasound2")),
    Piece("libportaudio.so.2", ("libportaudio2",)),  # records a person's own lines
)
# The report is looked at as a doctor's computer would: by a reader that is not Qt's.
READER = (Piece("pdftotext", ("poppler-utils",)),)


class Needs(NamedTuple):
    """What cannot be done without, and what only makes it better."""

    required: tuple[Piece, ...]
    wished: tuple[Piece, ...]


def needs(verb: str, env: Mapping[str, str]) -> Needs:
    """Say what ``run`` or ``test`` needs here. Tests draw off screen and play into nothing."""
    if verb == "test":
        return Needs(CORE + READER, ())
    platform = env.get("QT_QPA_PLATFORM", "")
    x11 = bool(env.get("DISPLAY")) or "xcb" in platform
    wayland = bool(env.get("WAYLAND_DISPLAY")) or "wayland" in platform
    if not (x11 or wayland or platform):
        return Needs((), (GLIB, *SOUND))  # a session in the terminal opens no window
    required = CORE + (X11 if x11 else WAYLAND if wayland else ())
    return Needs(required, SOUND + (WAYLAND if x11 and wayland else ()))


# Run in a Python of its own, so that a library that cannot bear to be loaded takes nothing with
# it. Prints the probes that failed, one a line. Fonts are counted the way Qt does: by fontconfig.
PROBE = """
import ctypes, shutil, sys

class FontSet(ctypes.Structure):
    _fields_ = [("count", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.c_void_p)]

def fonts():
    lib = ctypes.CDLL("libfontconfig.so.1")
    lib.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    lib.FcConfigGetFonts.restype = ctypes.POINTER(FontSet)
    lib.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    found = lib.FcConfigGetFonts(lib.FcInitLoadConfigAndFonts(), 0)
    if not found or not found.contents.count:
        raise OSError("fontconfig knows no font")

def program(name):
    if shutil.which(name) is None:
        raise OSError("no such program")

for name in sys.argv[1:]:
    try:
        fonts() if name == "a font" else ctypes.CDLL(name) if ".so" in name else program(name)
    except OSError:
        print(name)
"""


def missing(host: Host, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces that are not there. Where that cannot be asked, none: Qt will tell."""
    answer = host.ask([host.python, "-c", PROBE, *(piece.probe for piece in pieces)])
    absent = (answer or "").splitlines()
    return tuple(piece for piece in pieces if piece.probe in absent)


def package(host: Host, piece: Piece) -> str:
    """Return the name of a piece's package on this release."""
    *newer, oldest = piece.packages
    return next((name for name in newer if on_offer(host, name)), oldest)


def on_offer(host: Host, name: str) -> bool:
    """Say whether apt could install a package of this very name."""
    policy = host.ask(["apt-cache", "policy", name]) or ""
    return "Candidate:" in policy and "Candidate: (none)" not in policy
