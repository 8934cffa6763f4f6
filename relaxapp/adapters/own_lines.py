"""Recordings of single lines: an index by the lines' words, and a FLAC file for each sound.

A person's own recording is heard wherever its words stand, before relaxapp's own voice. One that
came with a session that somebody handed on is heard in that session alone: a stranger's file
changes nothing else, and where the person has recorded the same words, theirs is heard.
"""

import contextlib
import hashlib
import json
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from relaxapp.adapters.json_file import MAX_BYTES, JsonFile
from relaxapp.adapters.line_sound import LineSound
from relaxapp.adapters.paths import LINES
from relaxapp.adapters.transfer_files import write_whole
from relaxapp.errors import RelaxappError
from relaxapp.sessions.timeline import RATE, ClipInfo

log = logging.getLogger(__name__)

SUFFIX: Final = ".flac"
MOST: Final = 1000  # recordings of the person's own; as many that came with sessions
MOST_WORDS: Final = 200  # characters of an author's name or a licence
_KEY: Final = 32  # digits of the words' hash
_DIGEST: Final = 64
_FRESH: Final = 60.0  # seconds: another relaxapp may be about to enter a file this new
_HEX: Final = frozenset("0123456789abcdef")
_LONGEST: Final = 90 * RATE
_FIGURES: Final = 3


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording: its file by SHA-256, its length and audible ends, and where it is from."""

    digest: str
    samples: int
    first: int
    last: int
    author: str = ""
    licence: str = ""

    @property
    def clip(self) -> ClipInfo:
        """As the timeline wants it; the key is the file's name."""
        return ClipInfo(f"{self.digest}{SUFFIX}", self.samples, self.first, self.last)


@dataclass(frozen=True, slots=True)
class _Table:
    own: Mapping[str, Recorded]
    sessions: Mapping[str, Mapping[str, Recorded]]

    def digests(self) -> frozenset[str]:
        came = (one for lines in self.sessions.values() for one in lines.values())
        return frozenset(one.digest for one in (*self.own.values(), *came))


class LineStore:
    """The folder of recordings. Reads may come from any thread, and see what others wrote."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read, and no folder made, before it is needed."""
        self.folder = folder
        self._file = JsonFile(folder / LINES, "Your recordings of lines", "none of them is heard")
        self._lock = threading.RLock()
        self._seen: tuple[int, int] | None = None
        self._now = _Table({}, {})
        self._before: dict[str, Recorded | None] = {}

    # ------------------------------------------------------------- looking

    def find(self, text: str, session: str = "") -> Recorded | None:
        """The recording of a line as it is heard in a session."""
        table, key = self._table(), _key(text)
        return table.own.get(key) or table.sessions.get(session, {}).get(key)

    def own(self, text: str) -> Recorded | None:
        """The person's own recording of a line."""
        return self._table().own.get(_key(text))

    def clip(self, text: str, session: str = "") -> ClipInfo | None:
        """The same for the timeline; None where the file is gone."""
        found = self.find(text, session)
        return found.clip if found and (self.folder / found.clip.key).is_file() else None

    def data(self, recorded: Recorded) -> bytes:
        """The bytes of a recording's file. Raises RelaxappError where it is not as it was kept."""
        path = self.folder / recorded.clip.key
        try:
            data = path.read_bytes()
        except OSError as error:
            raise RelaxappError(f"{path} cannot be read ({error.strerror}).") from error
        if hashlib.sha256(data).hexdigest() != recorded.digest:
            raise RelaxappError(f"{path} was changed, or is damaged: record that line again.")
        return data

    # ------------------------------------------------------------- changing

    def put(self, text: str, sound: LineSound) -> None:
        """Keep the person's own recording of a line. Raises RelaxappError."""
        with self._lock:
            table = self._table()
            if len(table.own) >= MOST and _key(text) not in table.own:
                raise RelaxappError(f"There are {MOST} recordings already: remove one first.")
            self._write_sound(sound)
            self._change(text, _recorded(sound))

    def remove(self, text: str) -> None:
        """Hear the person's recording of a line no more. Raises RelaxappError."""
        with self._lock:
            if self.own(text) is not None:
                self._change(text, None)

    def can_undo(self, text: str) -> bool:
        """Whether a recording of this line was put or removed since the program started."""
        return _key(text) in self._before

    def undo(self, text: str) -> None:
        """Take back what was last done to a line; once more does it again."""
        with self._lock:
            if self.can_undo(text):
                before = self._before[_key(text)]
                if before is not None and not (self.folder / before.clip.key).is_file():
                    raise RelaxappError("That recording is gone.")
                self._change(text, before)

    def put_with(self, session: str, sounds: Mapping[str, tuple[LineSound, str, str]]) -> None:
        """Keep what came with a session: text to sound, author and licence. Raises RelaxappError.

        All of it or nothing; what came with a session of this id before is replaced.
        """
        with self._lock:
            table = self._table()
            if not sounds and session not in table.sessions:
                return
            count = sum(map(len, table.sessions.values())) + len(sounds)
            if count > MOST:
                raise RelaxappError(f"There are {MOST} recordings of other sessions already.")
            written: list[Path] = []
            try:
                for sound, _, _ in sounds.values():
                    written += self._write_sound(sound)
                came = {
                    _key(text): replace(_recorded(sound), author=author, licence=licence)
                    for text, (sound, author, licence) in sounds.items()
                }
                self._save(_Table(table.own, _with(table.sessions, session, came)))
            except RelaxappError:
                for path in written:
                    with contextlib.suppress(OSError):
                        path.unlink()
                raise

    def forget_session(self, session: str) -> None:
        """Let go of what came with a session that is deleted. Raises RelaxappError."""
        with self._lock:
            table = self._table()
            if session in table.sessions:
                self._save(_Table(table.own, _with(table.sessions, session, {})))

    def carry(self, session: str, other: str) -> None:
        """Hear what came with `session` in `other` too: it is a copy, or a new name of it."""
        with self._lock:
            table = self._table()
            came = table.sessions.get(session)
            if came and session != other:
                lines = {**came, **table.sessions.get(other, {})}
                self._save(_Table(table.own, _with(table.sessions, other, lines)))

    def tidy(self, now: datetime, gone: Callable[[str], bool] = lambda _: False) -> None:
        """Delete the files that nothing names any more; from then on they cannot be had back.

        `gone` tells of which session nothing is left: what came with it goes, too.
        """
        with self._lock:
            table = self._table()
            for session in filter(gone, table.sessions):
                with contextlib.suppress(RelaxappError):  # the next time
                    self.forget_session(session)
            named = self._table().digests()
            self._before.clear()
            for path in self._sounds():
                with contextlib.suppress(OSError):  # gone, or held open: the next time
                    new = now.timestamp() - path.stat().st_mtime < _FRESH
                    if path.stem not in named and not new:
                        path.unlink()

    def forget(self) -> None:
        """Everything was erased."""
        with self._lock:
            self._before.clear()
            self._seen, self._now = None, _Table({}, {})

    # ------------------------------------------------------------- below

    def _sounds(self) -> Iterable[Path]:
        return (path for path in self.folder.glob(f"*{SUFFIX}") if _is_digest(path.stem))

    def _table(self) -> _Table:
        """What the index says, read again where it was written since."""
        try:
            state = self._file.path.stat()
        except OSError:
            seen = None
        else:
            seen = (state.st_mtime_ns, state.st_size)
        with self._lock:
            if seen != self._seen:
                mapping, problem = self._file.read() if seen else (None, "")
                if problem:
                    log.warning("recordings: %s", problem)
                self._seen, self._now = seen, _read(mapping or {})
            return self._now

    def _change(self, text: str, recorded: Recorded | None) -> None:
        key, table = _key(text), self._table()
        own = {**table.own}
        old = own.pop(key, None)
        if recorded is not None:
            own[key] = recorded
        self._save(_Table(own, table.sessions))
        self._before[key] = old

    def _save(self, table: _Table) -> None:
        mapping: dict[str, object] = {
            "own": {key: _entry(one) for key, one in table.own.items()},
            "sessions": {
                session: {key: _entry(one) for key, one in lines.items()}
                for session, lines in table.sessions.items()
            },
        }
        if len(json.dumps(mapping, indent=2)) >= MAX_BYTES:
            raise RelaxappError("There are too many recordings already: remove some first.")
        self._make_folder()
        self._file.write(mapping)
        self._seen = None

    def _write_sound(self, sound: LineSound) -> list[Path]:
        """Write the file of a sound unless it is there; return what was written."""
        path = self.folder / f"{sound.digest}{SUFFIX}"
        if path.is_file():
            return []
        self._make_folder()
        write_whole(path, sound.flac)
        return [path]

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise RelaxappError(
                f"{self.folder} cannot be made a folder ({error.strerror})."
            ) from error


def _key(text: str) -> str:
    """How a line is found: by the hash of its words, so that the index does not hold them."""
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY]


def _with(
    sessions: Mapping[str, Mapping[str, Recorded]], session: str, lines: Mapping[str, Recorded]
) -> dict[str, Mapping[str, Recorded]]:
    changed = {**sessions, session: lines}
    return {name: came for name, came in changed.items() if came}


def _recorded(sound: LineSound) -> Recorded:
    return Recorded(sound.digest, sound.samples, sound.first, sound.last)


def _entry(one: Recorded) -> dict[str, object]:
    entry: dict[str, object] = {
        "sound": one.digest,
        "samples": one.samples,
        "first": one.first,
        "last": one.last,
    }
    if one.author:
        entry["author"] = one.author
    if one.licence:
        entry["licence"] = one.licence
    return entry


def _read(mapping: Mapping[str, Any]) -> _Table:
    """What of a file is as we write it; the rest is passed over."""
    sessions = mapping.get("sessions")
    came = sessions.items() if isinstance(sessions, dict) else ()
    return _Table(
        _read_lines(mapping.get("own")), {name: _read_lines(lines) for name, lines in came}
    )


def _read_lines(lines: object) -> dict[str, Recorded]:
    if not isinstance(lines, dict):
        return {}
    found = ((key, _read_one(entry)) for key, entry in lines.items() if isinstance(entry, dict))
    return {key: one for key, one in found if one is not None}


def _read_one(entry: dict[str, Any]) -> Recorded | None:
    digest, words = entry.get("sound"), [entry.get(name, "") for name in ("author", "licence")]
    figures = [one for name in ("samples", "first", "last") if type(one := entry.get(name)) is int]
    if not (isinstance(digest, str) and _is_digest(digest) and len(figures) == _FIGURES):
        return None
    samples, first, last = figures
    if not 0 <= first <= last < samples <= _LONGEST:
        return None
    if not all(isinstance(one, str) and len(one) <= MOST_WORDS for one in words):
        return None
    return Recorded(digest, samples, first, last, *words)


def _is_digest(name: str) -> bool:
    return len(name) == _DIGEST and set(name) <= _HEX
