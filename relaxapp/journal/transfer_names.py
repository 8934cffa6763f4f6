"""What a habit or tracker of another app stands for here, told by its name.

Other apps let people name what they track; ours has fixed types of entry. The words below decide,
in English, as those are the names that people's exports mostly carry. What none of them fits is
kept as self-care with the name in the note, so that nothing of a history is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from relaxapp import body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relaxapp.journal.transfer_values import Values

_KINDS: Final = {
    "twitch": "twitch|twitches|twitching|fasciculations?|myokymia",
    "cramp": "cramps?|cramping|charley",
    "jerk": "jerks?|jerking|myoclonus",
    "tremor": "tremors?|shaking|trembling",
    "other": "spasms?",
}
_DRINK: Final = "water|drink|drinks|drank|hydration|hydrate|hydrated|tea"
_NO_DRINK: Final = "alcohol|beer|wine|coffee|caffeine|no"
_MOVEMENT: Final = (
    "move|moved|movement|walk|walked|walking|stretch|stretched|stretching|stairs|yoga"
)
_BATH: Final = "bath|baths|bathed"
_FOOD: Final = "electrolytes?|magnesium|potassium|bananas?"
_DAY_FIGURES: Final[Mapping[str, str]] = {
    "caffeine_mg": "caffeine",
    "alcohol_units": "alcohol",
    "sleep_hours": "sleep|slept",
    "stress": "stress",
}
_MILLILITRES: Final[Mapping[str, float]] = {
    **dict.fromkeys(("", "ml", "millilitre", "millilitres", "milliliter", "milliliters"), 1),
    **dict.fromkeys(("cl", "centilitre", "centilitres"), 10),
    **dict.fromkeys(("dl",), 100),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), 1000),
    **dict.fromkeys(("oz", "fl oz", "ounce", "ounces"), 29.5735),
    **dict.fromkeys(("glass", "glasses", "cup", "cups"), 250),
}
_FEW: Final = 30
"""At or below it, an amount of water without a unit counts glasses."""
MOST_AT_ONCE: Final = 50
"""Episodes that one figure of a day may stand for; above, it counts something else."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for: a type of entry, and the values that its words already tell."""

    kind: str
    values: Values
    figure: str = ""


def meaning_of(name: str) -> Meaning:
    """Return what a habit or tracker of this name is here."""
    for kind, words in _KINDS.items():
        if _has(name, words):
            sites = _sites(name)
            return Meaning("episodes", {"kind": kind, "sites": sites, "note": name})
    for field, words in _DAY_FIGURES.items():
        if _has(name, words):
            return Meaning("days", {}, field)
    if _has(name, _DRINK) and not _has(name, _NO_DRINK):
        return Meaning("drinks", {})
    if not (_has(name, _BATH) or _has(name, _FOOD)) and _has(name, _MOVEMENT):
        return Meaning("movements", {"kind": name})
    kind = "bath" if _has(name, _BATH) else "food" if _has(name, _FOOD) else "other"
    return Meaning("care", {"kind": kind, "note": name})


def millilitres(amount: float, unit: str) -> int | None:
    """Return an amount drunk in ml; None for one that is none, or whose unit is not known."""
    unit = unit.strip().lower()
    factor = _MILLILITRES.get(unit)
    if factor is None or amount <= 0:
        return None
    if not unit and amount <= _FEW:
        factor = _MILLILITRES["glass"]
    return round(amount * factor)


def with_note(values: Values, *parts: str) -> Values:
    """Return the values with more in their note, if they have a place for one."""
    told = [part.strip() for part in (str(values.get("note", "")), *parts) if part.strip()]
    return {**values, "note": ": ".join(told)}


def figure_values(figure: str, amount: float) -> dict[str, Any]:
    """Return the amount as the day record wants it: whole where it counts whole things."""
    whole = figure in {"caffeine_mg", "stress"}
    return {figure: round(amount) if whole else amount}


def _has(name: str, words: str) -> bool:
    return re.search(rf"\b(?:{words})\b", name, re.IGNORECASE) is not None


def _sites(name: str) -> list[str]:
    """Return the body site that a name speaks of: "Left eyelid twitch" is at eyelid.left."""
    words = re.findall(r"[a-z]+", name.lower())
    side = next((word for word in words if word in {"left", "right"}), "")
    alike = {"eye": "eyelid", "lid": "eyelid", "foot": "foot", "calves": "calves"}
    rest = [alike.get(word, word) for word in words if word != side]
    for size in (3, 2, 1):
        for start in range(len(rest) - size + 1):
            part = "_".join(rest[start : start + size])
            for candidate in (part, part.removesuffix("s")):
                site = f"{candidate}.{side}" if side else candidate
                if body.is_site(site):
                    return [site]
                if side and body.is_site(candidate):
                    return [candidate]
    return []
