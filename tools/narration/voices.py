"""The voices, as recipes: which speaker vectors, in what mixture, at what pace."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the app. `blend` holds (speaker vector, share) pairs; the shares add up to 1."""

    id: str
    name: str
    blend: tuple[tuple[str, float], ...]
    speed: float
    has_hibari: bool
    """Whether hibari's single voice is close enough to stand in for a stubborn line."""

    @property
    def recipe(self) -> str:
        """The voice as text, for hashes and manifests."""
        shares = "+".join(f"{speaker}*{share:g}" for speaker, share in self.blend)
        return f"{shares}@{self.speed:g}"


# Shares and paces were chosen by quality predictors and the recogniser: the mixture of the two
# women scored above each alone. Slower than this the woman's voice begins to garble short lines
# (at 0.70, more than a third were misheard at the first take), so calm is left to the pauses of
# the timeline.
WOMAN = Voice(
    "woman", "Woman's voice", (("af_heart", 0.5), ("af_sarah", 0.5)), 0.78, has_hibari=True
)
MAN = Voice("man", "Man's voice", (("am_michael", 1.0),), 0.78, has_hibari=False)
VOICES = {voice.id: voice for voice in (WOMAN, MAN)}
