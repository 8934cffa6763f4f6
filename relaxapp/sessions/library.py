"""The sessions there are: every script in the given folders, read once."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from relaxapp.errors import RelaxappError
from relaxapp.sessions.fields import ScriptError, nearest
from relaxapp.sessions.reading import parse
from relaxapp.sessions.script import MAX_BYTES, Script

SUFFIX: Final = ".session.toml"
DEFAULT: Final = "soften"
RESCUE: Final = "cramp-now"
GROUNDING: Final = "out-of-my-head"
AREA: Final = "relax-area"
"""The id of every session that is made for the moment, for an area of the body."""
_ORDER: Final = (
    # from the first use through the stages of learning
    DEFAULT,
    "gentle-squeeze",
    "full-sixteen",
    "deep-sixteen",
    "seven",
    "four",
    "soft-word",
    # short ones
    "half-minute-reset",
    "desk-unwind",
    # by the breath
    "long-exhale",
    "even-tide",
    "square",
    "four-seven-eight",
    # without tensing, longer
    "heavy-and-warm",
    "slow-scan",
    "bath-wind-down",
    # help for a moment that asks for it
    GROUNDING,
    "shake-it-loose",
    "calf-care",
    RESCUE,
)

log = logging.getLogger(__name__)


class UnknownSession(RelaxappError):  # noqa: N818 - it names the thing, not the mishap
    """No session has this id."""


class Library:
    """The scripts of some folders; a damaged one is left out and told in `problems`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        found: dict[str, Script] = {}
        problems: list[str] = []
        for folder in folders:
            for path in _files(folder, problems):
                try:
                    script = read(path)
                except ScriptError as error:
                    problems.extend(map(str, error.findings))
                except RelaxappError as error:
                    problems.append(str(error))
                else:
                    other = found.setdefault(script.id, script)
                    if other is not script:
                        message = f'"{script.title}" is {other.file} already: another title'
                        problems.append(f"{path}:1: {message} would be right")
        for problem in problems:
            log.warning("a session was left out: %s", problem)
        rank = {name: i for i, name in enumerate(_ORDER)}
        ordered = sorted(found, key=lambda name: (rank.get(name, len(rank)), name))
        self._scripts = {name: found[name] for name in ordered}
        self.problems = tuple(problems)

    def scripts(self) -> tuple[Script, ...]:
        """All scripts, the default one first."""
        return tuple(self._scripts.values())

    def get(self, session: str) -> Script:
        """The script with this id. Raises UnknownSession with what would be right."""
        try:
            return self._scripts[session]
        except KeyError:
            hint = nearest(session, self._scripts)
            known = ", ".join(self._scripts)
            raise UnknownSession(f'there is no session "{session}"{hint}: {known}') from None

    def wordings(self) -> dict[str, tuple[str, ...]]:
        """The lines that have other wordings, with these."""
        lines = (
            line for script in self.scripts() for s in script.every_step() for line in s.spoken()
        )
        return {line.text: line.others for line in lines if line.others}

    def title(self, session: str) -> str:
        """What a session of the journal is called; its id where it is there no more."""
        if session == AREA:
            return "Relax this area"
        found = self._scripts.get(session)
        return session if found is None else found.title


def _files(folder: Path, problems: list[str]) -> list[Path]:
    """The scripts in a folder; one that is not there holds none."""
    try:
        return sorted(folder.glob(f"*{SUFFIX}"))
    except OSError as error:  # a folder that may not be read
        problems.append(f"{folder} cannot be read: {error.strerror}")
        return []


def read(path: Path) -> Script:
    """Read one script file. Raises ScriptError, or RelaxappError when it cannot be opened."""
    if path.exists() and not path.is_file():  # a pipe would be waited for until it speaks
        raise RelaxappError(f"{path} cannot be read: a plain file would be right")
    return parse(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a script file, at most a little more than a script may have."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        reason = error.strerror if isinstance(error, OSError) else str(error)
        right = "the name of a session script would be right"
        raise RelaxappError(f"{path} cannot be read ({reason}): {right}") from error
