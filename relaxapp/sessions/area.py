"""A session of two to four minutes for the places where it twitches just now.

Loosening that fits the place comes first (a small stretch, or shaking out), then release, round by
round, and a short rest. Nothing is tensed. The place itself is named in the title, on the ribbon
and in the first caption, which is shown and not spoken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from relaxapp import body
from relaxapp.sessions import area_lines as lines
from relaxapp.sessions.area_lines import AREAS, WHOLE, Area, Loosening
from relaxapp.sessions.library import AREA
from relaxapp.sessions.script import Line, Script, Slider, Step, StepKind

LEAST, MOST = 120.0, 240.0
_MOST_AREAS: Final = 4
_TITLE: Final = 60  # characters
_NAMES: Final = 3  # places named one by one
_ROUND: Final = 34.0
_STANDING: Final = frozenset({Loosening.WALL, Loosening.WALK})
_CAUTIONS: Final = (
    "Stop if anything hurts. Leave out injured or recently operated places.",
    "A stretch may pull, but it must not hurt. Hold on to something steady when you stand.",
    "Not while driving or using machines.",
    "If relaxing makes you more uneasy, press “I feel worse”: we turn outward together.",
    "Weakness, numbness, swelling, or a muscle that shrinks: see a doctor.",
)


def relax(sites: Iterable[str], wordings: Mapping[str, tuple[str, ...]] | None = None) -> Script:
    """Return a session for these sites, region or group ids.

    It takes `LEAST` to `MOST` seconds. `wordings` are other words for a line, as the sessions that
    it is taken from have them. Raises `body.UnknownSite` for what is no site, and
    ``ValueError`` without any.
    """
    wanted = tuple(dict.fromkeys(sites))
    if not wanted:
        raise ValueError("no sites: at least one place of the body would be right")
    found = places(wanted)
    loosening = [tuple(_loosening(area, regions)) for area, regions in found]
    first = [_round(area, regions, 0) for area, regions in found]
    second = [_round(area, regions, 1) for area, regions in found]
    start, end = _opening(wanted, found), _closing(found)
    stood = any(area.loosening in _STANDING for area, _ in found)
    settle = _say("Settling in", 13.0, lines.SIT if stood else lines.SETTLE, gap=1.5)
    room = MOST - _length((*start, settle, *end, *(step for steps in first for step in steps)))
    # What fits of the loosening, then of the second rounds, in the order of the places.
    kept: list[list[bool]] = [[], []]
    for fits, parts in zip(kept, (loosening, second), strict=True):
        for steps in parts:
            fits.append(_length(steps) <= room)
            room -= _length(steps) if fits[-1] else 0.0
    whole = list(start)
    for keep, part in zip(kept[0], loosening, strict=True):
        whole += part if keep else ()
    whole.append(settle)
    for one, keep, other in zip(first, kept[1], second, strict=True):
        whole += one
        whole += other if keep else ()
    whole += end
    whole = [_worded(step, wordings or {}) for step in whole]
    moves = any(keep and part for keep, part in zip(kept[0], loosening, strict=True))
    return _script(wanted, whole, moves=moves)


def _worded(step: Step, wordings: Mapping[str, tuple[str, ...]]) -> Step:
    lines = (replace(line, others=wordings.get(line.text, ())) for line in step.lines)
    return replace(step, lines=tuple(lines))


def places(sites: Sequence[str]) -> list[tuple[Area, frozenset[str]]]:
    """The areas that hold these sites, with the regions meant in each; few of them."""
    regions = frozenset[str]().union(*(body.expand(site) for site in sites))
    found = []
    for area in AREAS:
        mine = frozenset(one for one in regions if body.REGIONS[one].part in area.parts)
        if mine:
            found.append((area, mine))
    return found if len(found) <= _MOST_AREAS else [(WHOLE, regions)]


def _opening(
    sites: Sequence[str], found: Sequence[tuple[Area, frozenset[str]]]
) -> tuple[Step, ...]:
    told = "For this place: {}." if len(sites) == 1 else "For these places: {}."
    named = told.format(", ".join(_labels(sites)))
    seconds = 2.0 + 0.42 * len(named.split())
    # One group around places far apart would be the whole body, which is not what is meant.
    group = _group(found[0][1]) if len(found) == 1 else None
    return (
        _step(StepKind.CHIME, "Bowl", 4.0, sound="bowl"),
        _say(_name(sites), max(6.0, round(seconds)), (named,), group=group),
    )


def _closing(places: Sequence[tuple[Area, frozenset[str]]]) -> tuple[Step, ...]:
    back: tuple[str, ...] = lines.COME_BACK
    if any(area.eyes for area, _ in places):
        back = (back[0], lines.FAR, back[1])
    return (
        _step(StepKind.REST, "Resting", 22.0, _spread(lines.REST, 9.0)),
        _say("Coming back", 5.0 * len(back), back, gap=1.0),
        _step(StepKind.CHIME, "Bell", 4.0, sound="bell"),
    )


def _round(area: Area, regions: frozenset[str], number: int) -> tuple[Step, ...]:
    group, title = _group(regions), _name(body.summarise(regions))
    release = _step(
        StepKind.RELEASE, title, _ROUND, _spread(area.rounds[number], 11.0), group=group,
        slider=Slider.RELEASE,
    )  # fmt: skip
    if number:
        return (release,)
    return (_say(title, 7.0, (area.attention,), group=group), release)


def _loosening(area: Area, regions: frozenset[str]) -> Iterator[Step]:
    """What loosens an area; on one side where only that one is meant."""
    if area.loosening is Loosening.ROLL:
        yield _say("Shoulders", 9.0, (lines.ROLL,), group="shoulders")
    elif area.loosening is Loosening.STRETCH:
        yield _say("A little stretch", 9.0, (lines.STRETCH,))
    elif area.loosening is Loosening.WALK:
        yield _say("A few steps", 16.0, (lines.WALK, lines.LOOSE_LEGS), gap=4.0, group="legs")
    elif area.loosening is Loosening.PULL_TOES:
        yield _say("Pull the toes up", 30.0, lines.TOES, gap=2.0, group=_group(regions))
    elif area.loosening is Loosening.SHAKE_ARM:
        for side in _sides(regions):
            group = f"arm.{side}"
            title = f"{body.label(group)}: shake it out"
            yield _step(StepKind.SAY, title, 21.0, _spread(lines.ARM[side], 7.5), group=group)
    elif area.loosening is Loosening.WALL:
        yield _say("At the wall", 12.0, lines.AT_THE_WALL, gap=0.6, group=_group(regions))
        for side in _sides(regions):
            group = f"calf.{side}"
            title = f"{body.label(group)}: stretch"
            words = (*_spread(lines.CALF[side], 9.0), Line(lines.FROM_THE_WALL, 30.0))
            yield _step(StepKind.SAY, title, 38.0, words, group=group)


def _sides(regions: frozenset[str]) -> tuple[str, ...]:
    """The sides that are meant, the right one first, as the lines go."""
    sides = {str(side) for one in regions if (side := body.REGIONS[one].side)}
    return tuple(side for side in ("right", "left") if not sides or side in sides)


def _group(regions: frozenset[str]) -> str:
    """The smallest group that holds the regions, on their own side where there is one."""
    sides = {body.REGIONS[one].side for one in regions}

    def strays(group: body.Group) -> int:
        return sum(body.REGIONS[one].side not in {*sides, None} for one in group.regions)

    holding = (group for group in body.GROUPS.values() if regions.issubset(group.regions))
    return min(holding, key=lambda group: (strays(group) > 0, len(group.regions))).id


def _labels(sites: Sequence[str]) -> list[str]:
    labels = [body.label(site) for site in sites]
    if len(labels) > _NAMES:
        return [*labels[:_NAMES], f"{len(labels) - _NAMES} more"]
    return labels


def _name(sites: Sequence[str], most: int = _TITLE) -> str:
    """As many of the sites as a title has room for, the first one always."""
    labels = _labels(sites)
    while len(", ".join(labels)) > most and len(labels) > 1:
        labels.pop()
    return ", ".join(labels)


def _say(
    title: str, seconds: float, words: Sequence[str], *, gap: float = 0.8, group: str | None = None
) -> Step:
    told = tuple(Line(text) for text in words)
    return _step(StepKind.SAY, title, seconds, told, gap=gap, group=group)


def _spread(words: Sequence[str], apart: float) -> tuple[Line, ...]:
    return tuple(Line(text, n * apart) for n, text in enumerate(words))


def _step(
    kind: StepKind, title: str, seconds: float, words: tuple[Line, ...] = (), *,
    group: str | None = None, gap: float = 0.8, sound: str | None = None,
    slider: Slider | None = None,
) -> Step:  # fmt: skip
    low, high = (seconds / 2, seconds * 2) if slider else (seconds, seconds)
    return Step(
        kind, title, seconds, low, high, (), slider=slider, group=group, lines=words, gap=gap,
        sound=sound,
    )  # fmt: skip


def _length(steps: Iterable[Step]) -> float:
    return sum(step.seconds for step in steps)


def _script(sites: Sequence[str], steps: Sequence[Step], *, moves: bool) -> Script:
    return Script(
        id=AREA,
        title=f"Relax: {_name(sites, _TITLE - 7)}",
        technique="Loosen and release" if moves else "Release only",
        purpose="A few minutes for the place that asks for them. Nothing is tensed.",
        suits="Right after an episode.",
        source="Release without tensing, as in applied relaxation (Öst 1987), made for the moment.",
        seconds=_length(steps),
        cautions=_CAUTIONS,
        ambience="rain",
        items=tuple(steps),
        file="",
    )
