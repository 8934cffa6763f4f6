"""Makes clips that are missing or out of date, each judged by the recogniser; drops the rest."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tools.narration import manifest as records
from tools.narration.chain import CEILING, finished
from tools.narration.errors import NarrationError
from tools.narration.figures import PEAK_LIMIT, Figures, measure
from tools.narration.recogniser import Hearing, Recogniser
from tools.narration.speaker import ENGINE, Pronunciation, Speaker
from tools.narration.takes import Take, takes
from tools.narration.wording import Score, compare
from tools.sound import vorbis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from relaxapp.adapters.loudness import Signal
    from tools.narration.manifest import Clip, Manifest
    from tools.narration.voices import Voice
    from tools.narration.weights import Weights

QUALITY = 2.0
_SURE = -0.55
_LONG_PAUSE = 0.9
_WORKING = "take.ogg"


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A take as it came out: encoded, decoded again, measured and listened to."""

    take: Take
    encoded: bytes
    figures: Figures
    hearing: Hearing
    score: Score

    @property
    def good(self) -> bool:
        """Whether no further take is needed."""
        return (
            not self.score.misheard
            and self.hearing.sureness >= _SURE
            and self.figures.longest_pause <= _LONG_PAUSE
        )

    @property
    def rank(self) -> tuple[int, bool, float]:
        """What the best attempt has least of."""
        pauses = self.figures.longest_pause > _LONG_PAUSE
        return (self.score.misheard, pauses, -self.hearing.sureness)


class Builder:
    """Builds one voice into its folder. Models are loaded when the first clip is missing."""

    def __init__(self, voice: Voice, folder: Path, weights: Weights) -> None:
        self._voice = voice
        self._folder = folder
        self._weights = weights
        self._pronunciation = Pronunciation()
        self._speaker: Speaker | None = None
        self._recogniser: Recogniser | None = None

    def build(self, lines: Sequence[str], again: frozenset[str] = frozenset()) -> int:
        """Bring the folder up to date with `lines`; return how many clips were made.

        Lines in `again` are made anew although nothing changed. The manifest is written after
        every clip, so that an interrupted build goes on where it stopped.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        manifest = self._manifest()
        made = 0
        for number, line in enumerate(lines, 1):
            phonemes = self._pronunciation.of_line(line)
            name = f"{records.key(self._voice, ENGINE, line, phonemes)}.ogg"
            known = manifest.clips.get(line)
            fresh = known and known.file == name and (self._folder / name).exists()
            if fresh and line not in again:
                continue
            clip = self._make(line, name)
            manifest.clips[line] = clip
            manifest.write(self._folder)
            made += 1
            verdict = f"{clip.misheard} misheard: {clip.heard}" if clip.misheard else "all heard"
            print(f"{self._voice.id} {number}/{len(lines)} {clip.take}: {line} [{verdict}]",
                  flush=True)  # fmt: skip
        self._finish(manifest, lines)
        return made

    def _manifest(self) -> Manifest:
        empty = records.Manifest(self._voice.id, self._voice.name, self._voice.recipe, ENGINE)
        if (self._folder / records.NAME).exists():
            empty.clips = records.read(self._folder).clips
        return empty

    def _finish(self, manifest: Manifest, lines: Iterable[str]) -> None:
        """Order the clips as the lines are, and delete whatever no line needs any more."""
        manifest.clips = {line: manifest.clips[line] for line in lines}
        manifest.write(self._folder)
        used = {clip.file for clip in manifest.clips.values()}
        for path in self._folder.glob("*.ogg"):
            if path.name not in used:
                path.unlink()

    def _make(self, line: str, name: str) -> Clip:
        best: _Attempt | None = None
        for take in takes(line, hibari=self._voice.has_hibari):
            attempt = self._attempt(line, take)
            if attempt and (best is None or attempt.rank < best.rank):
                best = attempt
            if best and best.good:
                break
        if best is None:
            raise NarrationError(f"No take of this line came out: {line}")
        path = self._folder / name
        path.write_bytes(best.encoded)
        return records.Clip(
            file=name,
            **asdict(best.figures),
            heard=best.hearing.text,
            sureness=best.hearing.sureness,
            words=best.score.words,
            misheard=best.score.misheard,
            take=str(best.take),
            sha256=records.file_hash(path),
        )

    def _attempt(self, line: str, take: Take) -> _Attempt | None:
        if self._speaker is None or self._recogniser is None:
            self._speaker = Speaker(self._voice, self._weights)
            self._recogniser = Recogniser(self._weights.recogniser())
        raw = self._speaker.say(line, take)
        if raw is None:
            return None
        encoded, decoded = self._encode(raw)
        hearing = self._recogniser.hear(decoded)
        score = compare(line, hearing.text, self._pronunciation.of_words)
        return _Attempt(take, encoded, measure(decoded), hearing, score)

    def _encode(self, raw: Signal) -> tuple[bytes, Signal]:
        """Return the file's bytes and what they decode to, its true peak below the limit."""
        path = self._folder / _WORKING
        ceiling = CEILING
        while True:
            vorbis.write(path, finished(raw, ceiling), QUALITY)
            decoded = vorbis.read(path)
            excess = measure(decoded).true_peak - PEAK_LIMIT
            if excess <= 0:
                break
            ceiling -= excess + 0.1  # the codec overshoots a little: leave it that much room
        encoded = path.read_bytes()
        path.unlink()
        return encoded, decoded
