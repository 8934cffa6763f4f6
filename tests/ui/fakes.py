"""Stand-ins behind the window's ports: sessions made of numbers, and a player moved by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError
from relaxapp.settings import Settings, Volumes
from relaxapp.ui.ports import (
    Area,
    Choice,
    Dial,
    Frame,
    Manner,
    Named,
    Preparation,
    Ratings,
    Segment,
    SessionCard,
)

if TYPE_CHECKING:
    from relaxapp.sessions.blends import Layer, OwnSound, Shelf

TODAY = date(2026, 5, 14)
POSITIONS = (Named("lying", "Lying down"), Named("sitting", "Sitting"))
GROUPS = tuple(
    Named(*pair)
    for pair in (
        ("hand.right", "Right hand and forearm"),
        ("upper_arm.right", "Right upper arm"),
        ("hand.left", "Left hand and forearm"),
        ("upper_arm.left", "Left upper arm"),
        ("forehead", "Forehead"),
        ("eyes", "Eyes and nose"),
        ("jaw", "Lower cheeks and jaw"),
        ("neck", "Neck"),
        ("chest", "Chest, shoulders and upper back"),
        ("abdomen", "Belly"),
        ("thigh.right", "Right thigh"),
        ("calf.right", "Right calf"),
        ("foot.right", "Right foot"),
        ("thigh.left", "Left thigh"),
        ("calf.left", "Left calf"),
        ("foot.left", "Left foot"),
    )
)
CARDS = (
    SessionCard(
        "soften",
        "Soften",
        "Go through the body in eight places and let each one soften. Nothing is tensed.",
        "Release only",
        410,
        "A first session, and muscles that twitch or cramp easily.",
        None,
        cautions=(
            "Not while driving or using machines.",
            "Stop if anything hurts, and get up slowly afterwards.",
            "If relaxing makes you more uneasy, press “I feel worse”: we turn outward together.",
        ),
        positions=POSITIONS,
        ambience="rain",
        steps=(
            "Settling in",
            "Face, jaw, neck, shoulders, arms, hands, belly and legs, one after another",
            "A look through the whole body",
            "Coming back",
        ),
    ),
    SessionCard(
        "full-sixteen",
        "Full Sixteen",
        "Tighten sixteen muscle groups one after another, gently, and feel the difference when"
        " each lets go.",
        "Progressive relaxation, sixteen groups",
        950,
        "Learning what tension feels like, so that you can let go of it.",
        TODAY - timedelta(days=3),
        tenses=True,
        cautions=(
            "This session tenses muscles. If yours cramp easily, choose Soften instead.",
            "About half your strength is plenty. Stop at once if anything hurts.",
            "Leave out injured or recently operated places.",
            "Ask a doctor first with a spasm disorder, arthritis, heart or blood-pressure trouble.",
        ),
        positions=POSITIONS,
        ambience="rain",
        steps=(
            "Settling in",
            "Sixteen groups, from hands to feet: tense a little, then let go for half a minute",
            "A look through the whole body",
            "Coming back",
        ),
        groups=GROUPS,
        dials=(
            Dial("tension", 50, 145, 7, 4, 10),
            Dial("release", 60, 200, 35, 20, 80),
        ),
        cramping=frozenset({"calf.right", "foot.right", "calf.left", "foot.left"}),
        effort=50,
        repeats=3,
        eyes=(Named("closed", "Closed"), Named("open", "Open")),
        choices=(
            Choice(
                "chest_breath",
                "Chest: with a held breath?",
                (Named("plain", "No, keep breathing"), Named("held", "Yes, hold it shortly")),
            ),
        ),
    ),
    SessionCard(
        "long-exhale",
        "Long Exhale",
        "Two small breaths in, one long breath out, five minutes long.",
        "Cyclic sighing",
        330,
        "Acute anxiety.",
        TODAY,
        cautions=("Breathe small. If you feel dizzy or tingly, breathe as you normally do.",),
        positions=POSITIONS,
        ambience="ocean",
        steps=("Settling in", "Thirty slow breaths"),
        breathes=True,
        repeats=3,
        breaths=30,
    ),
    SessionCard(
        "out-of-my-head",
        "Out of My Head",
        "Turn to what you can see, touch, hear, smell and taste, away from checking and worry.",
        "Grounding with the senses",
        165,
        "The loop of watching your own muscles.",
        TODAY - timedelta(days=1),
        positions=POSITIONS,
        steps=("Arriving", "Five, four, three, two, one", "Back to your day"),
    ),
    SessionCard(
        "cramp-now",
        "Cramp Now",
        "Stretch, breathe, walk: ninety seconds for a cramp that is here now.",
        "Rescue",
        90,
        "A cramp, right now.",
        None,
        steps=("Stretch the cramped muscle", "Breathe", "Walk it off"),
    ),
)


class FakePractice:
    """Five sessions and players moved by hand; remembers what was rated."""

    def __init__(self, hour: int = 19, settings: FakeSettings | None = None) -> None:
        self.hour = hour
        self.settings = settings or FakeSettings()
        self.shaped: dict[str, Preparation] = {}
        self.question = ""
        self.answered: list[bool] = []
        self.begun: list[Preparation] = []
        self.ratings: list[Ratings] = []
        self.player: FakePlayer | None = None
        self.listed = CARDS

    def cards(self) -> tuple[SessionCard, ...]:
        return self.listed

    def now(self) -> datetime:
        return datetime(2026, 5, 14, self.hour, 5, tzinfo=UTC)

    def today(self) -> date:
        return TODAY

    def seconds(self, preparation: Preparation) -> float:
        card = next(card for card in self.listed if card.id == preparation.session_id)
        stay = 60 * preparation.night[0] if preparation.night else 0
        return card.seconds + preparation.delay + stay - 50 * len(preparation.skip)

    def usual(self, session: str) -> Preparation:
        return self.shaped.get(session) or self.as_usual(session)

    def as_usual(self, session: str) -> Preparation:
        card = next(card for card in self.listed if card.id == session)
        kept = self.settings.load()
        return Preparation(
            session,
            kept.voice,
            None if card.ambience is None else kept.ambience,
            kept.position,
            kept.start_delay,
            card.cramping if kept.spasm_prone else frozenset(),
            tuple((choice.name, choice.options[0].id) for choice in card.choices),
            eyes=("open" if kept.eyes_open else "closed") if card.eyes else "",
        )

    def remember(self, preparation: Preparation) -> None:
        self.shaped[preparation.session_id] = preparation

    def forget(self, session: str) -> None:
        self.shaped.pop(session, None)

    def gentle_question(self) -> str:
        return self.question

    def answer_gentle(self, *, prone: bool) -> None:
        self.answered.append(prone)
        self.question = ""

    def begin(self, preparation: Preparation) -> FakePlayer:
        self.begun.append(preparation)
        self.player = FakePlayer(preparation.session_id)
        self.player.night = preparation.night is not None
        return self.player

    def rate(self, ratings: Ratings) -> None:
        self.ratings.append(ratings)


class FakeSounds:
    """A shelf of sounds in memory; `copy` takes any path that does not end in "bad"."""

    def __init__(self) -> None:
        self._shelf: Shelf | None = None

    @property
    def shelf(self) -> Shelf:
        # Imported late, as the first picture of the window is watched for what it loads.
        from relaxapp.sessions.blends import Shelf

        self._shelf = self._shelf or Shelf()
        return self._shelf

    @shelf.setter
    def shelf(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def load(self) -> Shelf:
        return self.shelf

    def save(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def copy(self, path: str) -> OwnSound:
        if path.endswith("bad"):
            raise RelaxappError("That is no sound.")
        from relaxapp.sessions.blends import OwnSound

        return OwnSound("own-0123456789ab", "Stream behind the house", 92.0)

    def put(self, sound: OwnSound) -> None:
        self.shelf = self.shelf.with_own(sound)

    def remove(self, sound: str) -> None:
        self.shelf = self.shelf.without_own(sound)


class FakeSettings:
    """Keeps settings and geometry in memory."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.sounds = FakeSounds()
        self.settings = settings or Settings()
        self.saved = 0
        self.kept = b""

    def load(self) -> Settings:
        return self.settings

    def save(self, settings: Settings) -> None:
        self.settings = settings
        self.saved += 1

    def geometry(self) -> bytes:
        return self.kept

    def save_geometry(self, geometry: bytes) -> None:
        self.kept = geometry

    def devices(self) -> tuple[str, ...]:
        return ("Headphones", "Built-in Audio Analog Stereo")

    def data_folder(self) -> str:
        return "/home/sam/.local/share/relaxapp"

    def licences(self) -> str:
        return "# Licences\n\nEvery sound and picture names its author and licence.\n"

    def version(self) -> str:
        return "0.1.0"


def _sixteen() -> list[tuple[str, str, str | None, float, str, str]]:
    """Return (kind, title, group, seconds, phase, caption) for each step."""
    steps: list[tuple[str, str, str | None, float, str, str]] = [
        ("chime", "Bowl", None, 4, "settle", ""),
        (
            "say",
            "Settling in",
            None,
            56,
            "settle",
            "Close your eyes, or let them rest on one spot.",
        ),
    ]
    for group in GROUPS:
        name = group.label.lower()
        steps += [
            ("say", group.label, group.id, 8, "speak", f"Now bring your attention to the {name}."),
            (
                "tense",
                group.label,
                group.id,
                7,
                "tense",
                "Tighten it, about half as hard as you can.",
            ),
            (
                "release",
                group.label,
                group.id,
                35,
                "release",
                "And let go. Notice how it is different now, warm and quiet, nothing left to do.",
            ),
        ]
    steps.append(("scan", "Whole body", None, 90, "scan", "Wander through the whole body."))
    return steps


def _breaths() -> list[tuple[str, str, str | None, float, str, str]]:
    steps: list[tuple[str, str, str | None, float, str, str]] = [
        ("say", "Settling in", None, 30, "settle", "Let your shoulders drop.")
    ]
    for _ in range(30):
        steps += [
            ("breathe", "Breathe in", None, 3.5, "inhale", "In, and a little more."),
            ("breathe", "Breathe out", None, 6.5, "exhale", "And slowly out."),
        ]
    return steps


def _senses() -> list[tuple[str, str, str | None, float, str, str]]:
    return [
        ("say", "Arriving", None, 20, "speak", "Look around you, slowly."),
        ("say", "Five things", None, 60, "speak", "Name five things that you can see."),
        ("rest", "Back to your day", None, 30, "rest", ""),
    ]


class FakePlayer:
    """A session laid out from a table; ``advance`` moves its time."""

    def __init__(self, session: str = "full-sixteen") -> None:
        from relaxapp.sessions.blends import Layer

        self.steps = {"long-exhale": _breaths, "out-of-my-head": _senses, "cramp-now": _senses}.get(
            session, _sixteen
        )()
        titles = {card.id: card.title for card in CARDS} | {"only-sounds": "Only sounds"}
        self.title = titles.get(session, session)
        at = 0.0
        made = []
        for index, (kind, title, group, seconds, *_rest) in enumerate(self.steps):
            cycles = 1 if kind == "breathe" else 0
            made.append(Segment(index, kind, title, at, at + seconds, group, cycles))
            at += seconds
        self.segments = tuple(made)
        self.length = at
        self.position = 0.0
        self.state = "ready"
        self.detour = ""
        self.audible = True
        self.reason: str | None = None
        self.calls: list[str] = []
        self.volumes: Volumes | None = None
        self.left_out: tuple[str, ...] = ()
        self.layers: tuple[Layer, ...] = (Layer("rain"),)
        self.night = False
        self.out: set[str] = set()
        self.ticks = 0
        card = next((card for card in CARDS if card.id == session), CARDS[0])
        tones = False if card.breathes else None
        self.made = Manner(card.dials, card.cramping, card.effort, tones=tones)
        self.kept: Manner | None = None

    @property
    def manner(self) -> Manner | None:
        there = self.made.dials or self.made.tones is not None
        return self.made if there and not self.detour else None

    def set_manner(self, manner: Manner) -> None:
        self.calls.append("set_manner")
        self.made = manner
        longer = dict(manner.pace).get("release", 100) / 100
        steps = [row[3] * (longer if row[0] == "release" else 1) for row in self.steps]
        starts = [sum(steps[:n]) for n in range(len(steps) + 1)]
        self.segments = tuple(
            segment._replace(start=starts[n], end=starts[n + 1])
            for n, segment in enumerate(self.segments)
        )
        self.length = starts[-1]

    def keep_manner(self) -> None:
        self.kept = self.made

    def advance(self, seconds: float) -> None:
        if self.state == "playing":
            self.position = min(self.length, self.position + seconds)
            if self.position >= self.length:
                self.state = "finished"

    def tick(self) -> Frame:
        self.ticks += 1
        index = next(
            (s.number for s in self.segments if s.end > self.position), len(self.steps) - 1
        )
        segment = self.segments[index]
        _, _, group, seconds, phase, caption = self.steps[index]
        done = (self.position - segment.start) / seconds
        over = frozenset(
            g for _, _, g, *_r in self.steps[: max(0, index - 2)] if g is not None and g != group
        )
        return Frame(
            self.state, self.position, self.length, index, phase, segment.end - self.position,
            done, caption, group, over, self.audible, self.reason, self.detour,
        )  # fmt: skip

    def start(self) -> None:
        self.state = "playing"

    def toggle(self) -> None:
        self.calls.append("toggle")
        self.state = "paused" if self.state == "playing" else "playing"
        self.reason = "person" if self.state == "paused" else None

    def seek_by(self, seconds: float) -> None:
        self.calls.append(f"seek_by {seconds:g}")
        self.seek(self.position + seconds)

    def seek_to(self, seconds: float) -> None:
        self.calls.append("seek_to")
        self.seek(seconds)

    def seek(self, seconds: float) -> None:
        self.position = max(0.0, min(self.length, seconds))

    def next_step(self) -> None:
        self.calls.append("next_step")
        self.position = self.segments[min(self.tick().segment + 1, len(self.segments) - 1)].start

    def previous_step(self) -> None:
        self.calls.append("previous_step")
        self.position = self.segments[max(0, self.tick().segment - 1)].start

    def set_volumes(self, volumes: Volumes) -> None:
        self.volumes = volumes

    def set_layers(self, layers: tuple[Layer, ...]) -> None:
        self.layers = layers

    def move_end(self, way: int) -> None:
        self.calls.append(f"move_end {way}")
        self.length += 900 * way

    def cramp(self) -> None:
        self.calls.append("cramp")
        self.detour = "cramp"
        group = self.segments[self.tick().segment].group
        if group is not None:
            self.left_out += (next(g.label for g in GROUPS if g.id == group),)

    @property
    def areas(self) -> tuple[Area, ...]:
        here = {segment.group for segment in self.segments}
        return tuple(
            Area(g.id, g.label, g.id in self.out)
            for g in GROUPS
            if g.id in here and not self.detour
        )

    def leave_out(self, group: str) -> None:
        self.calls.append(f"leave_out {group}")
        self.out.add(group)

    def take_in(self, group: str) -> None:
        self.calls.append(f"take_in {group}")
        self.out.discard(group)

    def worse(self) -> None:
        self.calls.append("worse")
        self.detour = "worse"

    def back(self) -> None:
        self.calls.append("back")
        self.detour = ""
        self.state = "playing"

    def keep_in(self) -> None:
        self.calls.append("keep_in")
        self.left_out = ()

    def stop(self) -> None:
        self.calls.append("stop")
        self.state = "stopped"
