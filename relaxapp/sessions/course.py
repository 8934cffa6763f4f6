"""The course: which stage of learning a person stands at, and what opens the next one.

After Bernstein & Borkovec (1973), who go from sixteen muscle groups to seven, to four and on to
recall, and Öst (1987), who goes on from there to release without tensing, to a cue word, and to
half a minute in the middle of the day. Where a person stands follows from their practices and a
small choice of their own; no calendar comes into it, and nothing is lost by a pause.

The rule: the next stage opens once this one was practised `TIMES` times and `EASED` of the latest
`LATEST` rated practices eased the person. A practice counts where at least `ENOUGH` of it was
heard. It eased where tension was rated lower after than before, or at most `EASY` after, and the
person did not say that they felt worse. Stepping ahead or back by hand is always possible.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

TIMES: Final = 3
LATEST: Final = 3
EASED: Final = 2
EASY: Final = 2  # of 10
ENOUGH: Final = 0.5  # of a session


class StageId(StrEnum):
    """The stages, in their order."""

    SOFTEN = "soften"
    CONTRAST = "contrast"
    SEVEN = "seven"
    FOUR = "four"
    RELEASE = "release"
    CUE = "cue"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, and the ids of the sessions that practise it; any one of them does.

    A stage that ``tenses`` can be passed over: nobody has to tense a muscle that cramps.
    """

    id: StageId
    sessions: tuple[str, ...]
    tenses: bool = False


STAGES: Final[Mapping[StageId, Stage]] = MappingProxyType(
    {
        stage.id: stage
        for stage in (
            Stage(StageId.SOFTEN, ("soften",)),
            Stage(StageId.CONTRAST, ("gentle-squeeze", "full-sixteen", "deep-sixteen"), True),
            Stage(StageId.SEVEN, ("seven",), True),
            Stage(StageId.FOUR, ("four",), True),
            Stage(StageId.RELEASE, ("soften",)),
            Stage(StageId.CUE, ("soft-word",)),
            Stage(StageId.RESET, ("half-minute-reset",)),
        )
    }
)
SESSIONS: Final = frozenset(name for stage in STAGES.values() for name in stage.sessions)


@dataclass(frozen=True, slots=True)
class Practised:
    """One practice, as far as the course asks: ``share`` heard 0..1, tension 0..10 or None."""

    started: datetime
    session: str
    share: float
    before: int | None = None
    after: int | None = None
    worse: bool = False

    @property
    def rated(self) -> bool:
        """Whether its ratings say if it eased."""
        return self.worse or (
            self.after is not None and (self.before is not None or self.after <= EASY)
        )

    @property
    def eased(self) -> bool:
        """Whether tension came down, or was low at the end."""
        if self.worse or self.after is None:
            return False
        return self.after <= EASY or (self.before is not None and self.after < self.before)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the person chose by hand: a stage to stand at since an instant, stages passed over.

    ``since`` None means from the first practice on.
    """

    stage: StageId = StageId.SOFTEN
    since: datetime | None = None
    passed: frozenset[StageId] = frozenset()

    def to_text(self) -> str:
        """Return it as one line to keep."""
        since = self.since.isoformat() if self.since else None
        told = {"stage": self.stage, "since": since, "passed": sorted(self.passed)}
        return json.dumps(told)

    @classmethod
    def from_text(cls, text: str) -> "Kept":
        """Return what `to_text` kept; the beginning of the course for anything else."""
        try:
            told = json.loads(text)
            since = datetime.fromisoformat(told["since"]) if told["since"] else None
            if since is not None and since.tzinfo is None:
                return cls()
            passed = frozenset(StageId(one) for one in told["passed"])
            passed = frozenset(one for one in passed if STAGES[one].tenses)
            return cls(StageId(told["stage"]), since, passed)
        except (ValueError, TypeError, KeyError):
            return cls()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands.

    ``times`` counts the practices of this stage since it began, ``rated`` and ``eased`` the
    latest of them that were rated. ``opened`` tells that the ratings opened ``following``, which
    is None at the last stage. ``session`` is the one to practise next.
    """

    stage: StageId
    since: datetime | None
    passed: frozenset[StageId]
    times: int
    rated: int
    eased: int
    opened: bool
    before: StageId | None
    following: StageId | None
    session: str


def standing(practised: Iterable[Practised], kept: Kept) -> Standing:
    """Follow the practices from where the person put themselves.

    The order of ``practised`` does not matter. Once a stage has opened the next, practising that
    one is the step into it.
    """
    at, since, mine = kept.stage, kept.since, list[Practised]()
    for one in sorted(practised, key=lambda one: one.started):
        if one.share < ENOUGH or (kept.since is not None and one.started < kept.since):
            continue
        ahead = following(at, kept.passed)
        here = one.session in STAGES[at].sessions
        if ahead and not here and one.session in STAGES[ahead].sessions and _opens(mine):
            at, since, mine, here = ahead, one.started, [], True
        if here:
            mine.append(one)
    latest = _latest(mine)
    return Standing(
        stage=at,
        since=since,
        passed=kept.passed,
        times=len(mine),
        rated=len(latest),
        eased=sum(one.eased for one in latest),
        opened=_opens(mine),
        before=_before(at, kept.passed),
        following=following(at, kept.passed),
        session=mine[-1].session if mine else STAGES[at].sessions[0],
    )


def following(stage: StageId, passed: frozenset[StageId]) -> StageId | None:
    """Return the stage after this one, without what is passed over; None after the last.

    One that is practised with the very same session would be no step, so it is left out too.
    """
    order = list(STAGES)
    for one in order[order.index(stage) + 1 :]:
        if one not in passed and STAGES[one].sessions != STAGES[stage].sessions:
            return one
    return None


def _before(stage: StageId, passed: frozenset[StageId]) -> StageId | None:
    """Return the stage from which this one is reached; None before the first."""
    order = list(STAGES)
    for one in reversed(order[: order.index(stage)]):
        if one not in passed and following(one, passed) is stage:
            return one
    return None


def _latest(practised: Sequence[Practised]) -> list[Practised]:
    return [one for one in practised if one.rated][-LATEST:]


def _opens(practised: Sequence[Practised]) -> bool:
    eased = sum(one.eased for one in _latest(practised))
    return len(practised) >= TIMES and eased >= EASED
