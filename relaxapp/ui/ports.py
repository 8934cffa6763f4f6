"""What the window shows and what it asks for: plain values in, small protocols out.

The pages know nothing of files, sound or the store. They are handed frozen values and call these
protocols; ``app.py`` stands the real services behind them, and tests stand fakes there. Times are
seconds, days are days as lived, texts are ready to be read. The values are named tuples, which
cost the start of the window less than data classes, and a frame 25 times a second less too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from relaxapp.sessions.blends import Layer
    from relaxapp.settings import Settings, Volumes
    from relaxapp.ui.sound_ports import SoundsPort


class Named(NamedTuple):
    """Something that can be chosen: the id that is stored, the label that is read."""

    id: str
    label: str


class Choice(NamedTuple):
    """A question that a session asks before it starts; ``options[0]`` is its usual answer."""

    name: str
    label: str
    options: tuple[Named, ...]


class Dial(NamedTuple):
    """Something of a session that can be made shorter or longer, in percent of the usual.

    ``id`` is "tension", "release", "pause" or "breath"; ``seconds`` is what it usually lasts (one
    breath, for the breath), which never goes beyond ``low`` and ``high``.
    """

    id: str
    least: int
    most: int
    seconds: float
    low: float
    high: float


class SessionCard(NamedTuple):
    """One session as the pages tell of it.

    ``seconds`` is its length; ``steps`` say in plain words what will happen, in order; ``groups``
    are muscle groups that can be left out; ``choices`` holds further questions, the position
    (lying or sitting) not among them: that is in ``positions``, nor the eyes (closed or open) in
    ``eyes``. ``cramping`` are the groups that it tenses although they cramp easily; ``effort`` is
    its usual strength in percent, if told.
    """

    id: str
    title: str
    purpose: str
    technique: str
    seconds: float
    suits: str = ""
    last_practised: date | None = None
    tenses: bool = False
    cautions: tuple[str, ...] = ()
    positions: tuple[Named, ...] = ()
    steps: tuple[str, ...] = ()
    groups: tuple[Named, ...] = ()
    choices: tuple[Choice, ...] = ()
    ambience: str | None = None
    timer: bool = False
    """Advice with a timer: nobody speaks, and there is nothing to take along."""
    dials: tuple[Dial, ...] = ()
    cramping: frozenset[str] = frozenset()
    effort: int | None = None
    breathes: bool = False
    """It leads the breath, so that a tone can go along."""
    repeats: int = 1
    """How often its areas may come, or its breaths; 1 where that makes no sense."""
    breaths: int = 0
    """The breaths of a session without areas."""
    eyes: tuple[Named, ...] = ()


class Ratings(NamedTuple):
    """What the person said about themselves; None is "no answer" and always allowed.

    Tension and distress are 0..10.
    """

    tension_before: int | None = None
    distress_before: int | None = None
    tension_after: int | None = None
    distress_after: int | None = None
    note: str = ""

    @property
    def worse(self) -> bool:
        """True where something was rated higher after than before."""
        pairs = (
            (self.tension_before, self.tension_after),
            (self.distress_before, self.distress_after),
        )
        return any(a is not None and b is not None and b > a for a, b in pairs)


class Preparation(NamedTuple):
    """How the person wants to practise; ``delay`` is seconds of silence before the first sound.

    ``pace`` holds dials that are not as usual, in percent; ``effort`` the strength in percent,
    None for the session's own.
    """

    session_id: str
    voice: str
    ambience: str | None
    position: str
    delay: int
    skip: frozenset[str] = frozenset()
    choices: tuple[tuple[str, str], ...] = ()
    tension_before: int | None = None
    distress_before: int | None = None
    bell: int = 0
    """Minutes from one bell to the next; 0 is none."""
    night: tuple[int, int] | None = None
    """Where it ends in sleep: minutes of sounds after the last words, seconds of their fade."""
    pace: tuple[tuple[str, int], ...] = ()
    effort: int | None = None
    tones: bool = False
    """Whether a soft tone goes along with the breath."""
    repeats: int = 1
    """How often each area comes, or the breaths."""
    eyes: str = ""
    """"closed" or "open"; "" where the session has no words for either."""


class Area(NamedTuple):
    """A body group of the session that plays: whether it is left out, and may be."""

    id: str
    label: str
    out: bool
    free: bool = True
    """Whether pressing it changes something: the last one that is left stays."""


class Manner(NamedTuple):
    """How a session that plays is practised, as far as it can be changed on the way.

    ``pace`` and ``effort`` are as in :class:`Preparation`, ``dials``, ``cramping`` and
    ``usual_effort`` as in :class:`SessionCard`. ``tones`` is None where no breath is led.
    """

    dials: tuple[Dial, ...] = ()
    cramping: frozenset[str] = frozenset()
    usual_effort: int | None = None
    pace: tuple[tuple[str, int], ...] = ()
    effort: int | None = None
    tones: bool | None = None


class Segment(NamedTuple):
    """One step on the ribbon. ``kind`` is a step kind in lower case ("say", "tense", ...).

    ``group`` is the body group it works on, if any; ``cycles`` are the breaths it holds, 0 where
    that is not known.
    """

    number: int
    kind: str
    title: str
    start: float
    end: float
    group: str | None = None
    cycles: int = 0


class Frame(NamedTuple):
    """What there is to see at this moment.

    ``state`` is "ready", "opening", "playing", "paused", "finished" or "stopped". ``phase`` is a
    phase kind in lower case ("settle", "speak", "tense", "release", "rest", "inhale", "hold",
    "exhale", "scan", "silence") with ``phase_done`` 0..1 of it gone and ``phase_left`` seconds to
    go. ``group`` and ``groups_done`` are group ids of the body. ``pause_reason`` is "person",
    "sleep" or "device_gone". ``detour`` is "", "cramp" or "worse"; a detour that came to its own
    end is "paused" at its ``length``.
    """

    state: str
    position: float
    length: float
    segment: int = -1
    phase: str = "settle"
    phase_left: float = 0.0
    phase_done: float = 0.0
    caption: str = ""
    group: str | None = None
    groups_done: frozenset[str] = frozenset()
    audible: bool = True
    pause_reason: str | None = None
    detour: str = ""
    caption_in: float = 0.0
    """Seconds until the caption changes with the next line; 0 where none is on its way."""
    effort: int | None = None
    """The strength to tense with, in percent, where the person chose another than the session."""


class PlayerPort(Protocol):
    """One session being practised, with its detours to the rescue steps or to grounding."""

    @property
    def title(self) -> str:
        """The title of what plays now: the session's, or the detour's while in one."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The steps of what plays now."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """The labels of the groups that a cramp has left out from here on, the newest last."""

    @property
    def areas(self) -> tuple[Area, ...]:
        """The body groups of the session itself; none while in a detour."""

    def leave_out(self, group: str) -> None:
        """Practise without this group from here on."""

    def take_in(self, group: str) -> None:
        """Practise this group after all, if its turn is still to come."""

    @property
    def manner(self) -> Manner | None:
        """How it is practised; None while that cannot be changed, as in a detour."""

    def set_manner(self, manner: Manner) -> None:
        """Go on like this from here, at the same place of the same step."""

    def keep_manner(self) -> None:
        """Keep it for the next time this session is practised."""

    def tick(self) -> Frame:
        """Move on to this moment and tell what there is to see."""

    def start(self) -> None:
        """Begin to play."""

    def toggle(self) -> None:
        """Pause, or go on."""

    def seek_by(self, seconds: float) -> None:
        """Go back (negative) or forward."""

    def seek_to(self, seconds: float) -> None:
        """Go to a place, in seconds from the start."""

    def next_step(self) -> None:
        """Go to the start of the next step."""

    def previous_step(self) -> None:
        """Go to the start of this step, or of the one before when it has only begun."""

    def set_volumes(self, volumes: Volumes) -> None:
        """Make each kind of sound this loud from now on."""

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The ambiences that are heard."""

    def set_layers(self, layers: tuple[Layer, ...]) -> None:
        """Hear these ambiences from now on."""

    @property
    def night(self) -> bool:
        """Whether it ends in sleep."""

    def move_end(self, way: int) -> None:
        """End a night 15 minutes later (1) or earlier (-1)."""

    def cramp(self) -> None:
        """Leave for the rescue steps; the group that was tensed stays out afterwards."""

    def worse(self) -> None:
        """Leave for grounding."""

    def back(self) -> None:
        """Return from a detour to where the session was left."""

    def keep_in(self) -> None:
        """Take back in all that a cramp has left out."""

    def stop(self) -> None:
        """End here; it counts."""


class PracticePort(Protocol):
    """The sessions there are, and practising one of them."""

    def cards(self) -> tuple[SessionCard, ...]:
        """Return every session, the one to begin with first."""

    def now(self) -> datetime:
        """Return the local time."""

    def today(self) -> date:
        """Return the day as lived."""

    def seconds(self, preparation: Preparation) -> float:
        """Return how long a session takes when it is practised like this, its delay included."""

    def usual(self, session: str) -> Preparation:
        """Return how a session is practised if nothing more is said: as it was the last time."""

    def as_usual(self, session: str) -> Preparation:
        """Return the same as if the session had never been shaped."""

    def forget(self, session: str) -> None:
        """Forget what was chosen for a session."""

    def remember(self, preparation: Preparation) -> None:
        """Keep what was chosen, for the next time this session is practised."""

    def gentle_question(self) -> str:
        """Return whether to ask if muscles cramp easily: "first", "journal" or "" for no."""

    def answer_gentle(self, *, prone: bool) -> None:
        """Keep the answer; what is offered, and how sessions start, follows it."""

    def begin(self, preparation: Preparation) -> PlayerPort:
        """Return a player, ready to start."""

    def rate(self, ratings: Ratings) -> None:
        """Keep what was said about the latest session, at once; called again as it changes."""


class SettingsPort(Protocol):
    """What the person has chosen, and where the window was."""

    def load(self) -> Settings:
        """Return the settings."""

    def save(self, settings: Settings) -> None:
        """Keep the settings."""

    @property
    def sounds(self) -> SoundsPort:
        """Return the mixes of sounds, and the person's own."""

    def geometry(self) -> bytes:
        """Return the window's geometry as last kept, or nothing."""

    def save_geometry(self, geometry: bytes) -> None:
        """Keep the window's geometry."""

    def devices(self) -> tuple[str, ...]:
        """Return the names of the sound outputs; may take a moment."""

    def data_folder(self) -> str:
        """Return where the data lies, for showing."""

    def licences(self) -> str:
        """Return the licences as Markdown."""

    def version(self) -> str:
        """Return the program's version."""


class Page(NamedTuple):
    """A page of the shell; adding one is a line of these. ``build`` runs when it is first shown."""

    key: str
    title: str
    icon: str
    build: Callable[[], object]
