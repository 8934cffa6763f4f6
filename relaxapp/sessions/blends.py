"""Several ambiences at once, mixes with a name, and how a night ends: values, always valid.

They lie in a file of their own that the person may carry along or edit, so reading never raises:
what makes no sense is passed over, and the usual holds there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from relaxapp.sessions.reading import AMBIENCES
from relaxapp.sessions.script import Script, Step, StepKind
from relaxapp.sessions.timeline import Night

MIX: Final = "mix"
"""The ambience that stands for the person's own mix."""
ONLY_SOUNDS: Final = "only-sounds"
"""The id of a session without words, which no script has."""
MOST_LAYERS: Final = 5
MOST_SAVED: Final = 24
MOST_OWN: Final = 24
LONGEST_NAME: Final = 40
BELLS: Final = (0, 1, 2, 3, 5, 10, 15, 20, 30)
"""Minutes from one bell to the next; 0 is none."""
STAYS: Final = (0, 15, 30, 45, 60, 90)
"""Minutes that the ambience may stay after the last words."""
LONGEST_FADE: Final = 120  # seconds
LONGEST_STAY: Final = 120  # minutes
ALONE: Final = 60  # minutes of sounds without a session, by day
SHIFT: Final = 15  # minutes by which the end is moved
_OWN: Final = re.compile(r"own-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Layer:
    """One sound of a mix, by its id, at a volume of 0 (none) to 100 (as recorded)."""

    sound: str
    level: int = 100


@dataclass(frozen=True, slots=True)
class SavedMix:
    """A mix that the person has given a name."""

    name: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class OwnSound:
    """A sound that the person has added: `id` is that of its file, `seconds` one turn of it."""

    id: str
    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the person has put together: the mix now in use, kept mixes, own sounds, the night.

    `bell` is minutes (0 for none), `fade` seconds 0-120, `stay` minutes. `asleep` tells whether
    sessions were last prepared to end in sleep.
    """

    layers: tuple[Layer, ...] = (Layer("rain", 80), Layer("pad", 60))
    saved: tuple[SavedMix, ...] = ()
    own: tuple[OwnSound, ...] = ()
    bell: int = 0
    asleep: bool = False
    fade: int = 60
    stay: int = 15

    @property
    def sounds(self) -> tuple[str, ...]:
        """The ids of all there is to mix."""
        return (*AMBIENCES, *(sound.id for sound in self.own))

    @property
    def heard(self) -> tuple[Layer, ...]:
        """The layers of the mix in use that are louder than none."""
        return tuple(layer for layer in self.layers if layer.level)

    def level(self, sound: str) -> int:
        """How loud a sound is in the mix in use."""
        return next((layer.level for layer in self.layers if layer.sound == sound), 0)

    def with_level(self, sound: str, level: int) -> Self:
        """Return it with one sound of the mix louder or quieter; 0 takes it out.

        Beyond `MOST_LAYERS` nothing is added.
        """
        level = min(100, max(0, level))
        there = any(layer.sound == sound for layer in self.layers)
        if sound not in self.sounds or (not there and len(self.layers) >= MOST_LAYERS):
            return self
        if there:
            moved = tuple(Layer(la.sound, level) if la.sound == sound else la for la in self.layers)
        else:
            moved = (*self.layers, Layer(sound, level))
        return replace(self, layers=tuple(layer for layer in moved if layer.level))

    def keep(self, name: str) -> Self:
        """Return it with the mix in use kept under a name, which replaces one of that name."""
        name = plain_name(name)
        if not name or not self.heard:
            return self
        others = tuple(mix for mix in self.saved if mix.name.casefold() != name.casefold())
        return replace(self, saved=(*others, SavedMix(name, self.heard))[-MOST_SAVED:])

    def use(self, name: str) -> Self:
        """Return it with a kept mix in use, without sounds that are gone."""
        for mix in self.saved:
            if mix.name == name:
                known = tuple(layer for layer in mix.layers if layer.sound in self.sounds)
                return replace(self, layers=known)
        return self

    def drop(self, name: str) -> Self:
        """Return it without a kept mix."""
        return replace(self, saved=tuple(mix for mix in self.saved if mix.name != name))

    def with_own(self, sound: OwnSound) -> Self:
        """Return it with a sound added, which replaces itself."""
        others = tuple(own for own in self.own if own.id != sound.id)
        return replace(self, own=(*others, sound))

    def without_own(self, sound: str) -> Self:
        """Return it without an own sound, which also goes out of every mix."""

        def rest(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
            return tuple(layer for layer in layers if layer.sound != sound)

        kept = (replace(mix, layers=rest(mix.layers)) for mix in self.saved)
        return replace(
            self,
            own=tuple(own for own in self.own if own.id != sound),
            layers=rest(self.layers),
            saved=tuple(mix for mix in kept if mix.layers),
        )

    @classmethod
    def from_mapping(cls, mapping: object) -> Self:
        """Return what a file says; whatever makes no sense in it is left out."""
        if not isinstance(mapping, Mapping):
            return cls()
        usual = cls()
        own = tuple(
            OwnSound(sound, plain_name(name) or sound, length)
            for sound, name, seconds in _rows(mapping.get("own"), "id", "name", "seconds")
            if isinstance(sound, str) and _OWN.fullmatch(sound) and isinstance(name, str)
            if (length := _seconds(seconds))
        )[:MOST_OWN]
        known = (*AMBIENCES, *(sound.id for sound in own))
        saved: dict[str, SavedMix] = {}
        for name, layers in _rows(mapping.get("saved"), "name", "layers"):
            found = _layers(layers, known)
            if isinstance(name, str) and plain_name(name) and found:
                saved[plain_name(name).casefold()] = SavedMix(plain_name(name), found)
        layers = _layers(mapping["layers"], known) if "layers" in mapping else usual.layers
        return cls(
            layers=layers,
            saved=tuple(saved.values())[:MOST_SAVED],
            own=own,
            bell=_whole(mapping.get("bell"), 0, max(BELLS), usual.bell),
            asleep=mapping.get("asleep") is True,
            fade=_whole(mapping.get("fade"), 0, LONGEST_FADE, usual.fade),
            stay=_whole(mapping.get("stay"), 0, LONGEST_STAY, usual.stay),
        )

    def to_mapping(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "layers": _plain(self.layers),
            "saved": [{"name": mix.name, "layers": _plain(mix.layers)} for mix in self.saved],
            "own": [{"id": s.id, "name": s.name, "seconds": s.seconds} for s in self.own],
            "bell": self.bell,
            "asleep": self.asleep,
            "fade": self.fade,
            "stay": self.stay,
        }


def plain_name(name: str) -> str:
    """Return a name as one short printable line; empty if nothing is left."""
    kept = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(kept.split())[:LONGEST_NAME].strip()


def moved_end(now: float, night: Night, way: int) -> Night:
    """Return a night whose end is moved by 15 minutes, later or earlier (`way` 1 or -1).

    `now` are the seconds since the last words (below 0 while they go on). The end never falls so
    early that the fade had to begin in its middle, nor beyond two hours after the words.
    """
    least = max(0.0, now) + max(60.0, night.fade)
    stay = min(night.stay + way * SHIFT * 60.0, LONGEST_STAY * 60.0)
    return replace(night, stay=max(stay, least))


def only_sounds(night: Night | None) -> Script:
    """Return a session without words: an hour of ambience, or a night of it."""
    seconds = 1.0 if night else ALONE * 60.0
    step = Step(StepKind.SILENCE, "Resting", seconds, seconds, seconds, ("step", 0))
    return Script(
        id=ONLY_SOUNDS,
        title="Only sounds",
        technique="Resting",
        purpose="To rest in sounds.",
        suits="",
        source="",
        seconds=seconds,
        cautions=(),
        ambience=MIX,
        items=(step,),
        file="",
    )


def _rows(value: object, *keys: str) -> list[tuple[object, ...]]:
    rows = value if isinstance(value, list) else []
    return [tuple(row.get(key) for key in keys) for row in rows if isinstance(row, Mapping)]


def _layers(value: object, known: tuple[str, ...]) -> tuple[Layer, ...]:
    found: dict[str, Layer] = {}
    for sound, level in _rows(value, "sound", "level"):
        whole = _whole(level, 0, 100, 0)
        if isinstance(sound, str) and sound in known and whole:
            found[sound] = Layer(sound, whole)
    return tuple(found.values())[:MOST_LAYERS]


def _plain(layers: tuple[Layer, ...]) -> list[dict[str, object]]:
    return [{"sound": layer.sound, "level": layer.level} for layer in layers]


def _seconds(value: object) -> float:
    """A length that can be; 0 for anything else, NaN and infinity among it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if 0 < value < 1e6 else 0.0  # noqa: PLR2004 - eleven days


def _whole(value: object, low: int, high: int, usual: int) -> int:
    good = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    return value if good else usual  # type: ignore[return-value]  # good says it is an int
