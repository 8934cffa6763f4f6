"""Lines without a recording, said live by a voice of the computer while a player goes on.

How long such a line takes is known only afterwards, so the timeline holds a guess, or what it took
the last time. There are never two voices at once: the line after one that takes longer waits,
except where the pace is the thing (breathing) or muscles are tensed; there the voice gives way.
"""

from collections.abc import Callable, MutableMapping
from typing import Final

from relaxapp.sessions.player import Player, PlayState
from relaxapp.sessions.script import StepKind
from relaxapp.sessions.speaking import Speaker, SpeechState
from relaxapp.sessions.timeline import RATE, ClipInfo, Clips, VoiceCue, samples

_LATE: Final = RATE  # a line is still begun this long after its time
_SAME: Final = 1.5  # seconds: a voice that is this near to where a line should be goes on
_NEAR: Final = round(0.4 * RATE)  # the next line is this near when more time is made for this one
_MORE: Final = 1.5  # seconds
_LONGEST: Final = 60.0  # of a voice that does not come to an end
_AFTER: Final = 0.1  # seconds of quiet that are kept behind a line
_UNMOVED: Final = frozenset({StepKind.BREATHE, StepKind.TENSE})


class KnownLengths:
    """`Clips` that know besides how long a live voice took for a line."""

    def __init__(self, clips: Clips, seconds: MutableMapping[str, float]) -> None:
        self._clips = clips
        self.seconds = seconds

    def clip(self, text: str) -> ClipInfo | None:
        found = self._clips.clip(text)
        if found is not None or text not in self.seconds:
            return found
        count = max(2, samples(self.seconds[text]))
        return ClipInfo("", count, 0, count - 1)

    def chime_samples(self, name: str) -> int:
        return self._clips.chime_samples(name)


class Aloud:
    """Follows one player at a time; call `follow` after each of its ticks."""

    def __init__(
        self,
        speaker: Speaker,
        voice: str,
        level: Callable[[], float],
        learnt: MutableMapping[str, float],
        changed: Callable[[bool], None] = lambda _: None,
    ) -> None:
        """`level` is how loud to speak, 0 to 1. `learnt` gets the seconds that lines took.

        `changed` is told that there is a voice from now on, or none any more.
        """
        self._speaker = speaker
        self._voice = voice
        self._level = level
        self._learnt = learnt
        self._changed = changed
        self._was_ready: bool | None = None
        self._place: tuple[Player, int] | None = None
        self._at = 0
        self._cue: VoiceCue | None = None
        self._ticket = 0

    def changes(self, player: Player) -> bool:
        """Tell the player whether there is a voice; return whether that is news."""
        ready = self._speaker.ready()
        player.aloud = ready
        news, self._was_ready = ready is not self._was_ready, ready
        if news:
            self._changed(ready)
        return news

    def follow(self, player: Player) -> tuple[str, float] | None:
        """Say what is due.

        Returns a line and the seconds it needs, where the timeline has to make room for it.
        """
        if player.state is not PlayState.PLAYING:
            if player.state is not PlayState.OPENING:
                self.hush()
            return None
        at, before = player.position, self._at
        if self._place != (player, player.starts):
            self._place = (player, player.starts)
            before = at - _LATE
            if not self._goes_on(player, at):
                self.hush()
        self._at = at
        due = _due(player, before, at)
        if due is not None and due is not self._cue:
            self._say(due)
        return self._look(player, at)

    def hush(self) -> None:
        """Say nothing any more."""
        if self._cue is not None:
            self._cue = None
            self._speaker.hush()

    def _say(self, cue: VoiceCue) -> None:
        self.hush()
        level = self._level()
        if level > 0 and self._speaker.ready():
            self._cue = cue
            self._ticket = self._speaker.say(cue.text, self._voice, level)

    def _goes_on(self, player: Player, at: int) -> bool:
        """Whether what is being said is what belongs here: the timeline alone has changed."""
        cue, speech = player.timeline.cue_at(at), self._speaker.speech()
        if cue is None or self._cue is None or cue.clip is not None or not speech.going_on:
            return False
        near = abs((at - cue.first) / RATE - speech.seconds) < _SAME
        if cue.text != self._cue.text or not near:
            return False
        self._cue = cue
        return True

    def _look(self, player: Player, at: int) -> tuple[str, float] | None:
        cue = self._cue
        if cue is None:
            return None
        speech = self._speaker.speech()
        if speech.ticket == self._ticket and not speech.going_on:
            if speech.state is SpeechState.SAID:
                self._learnt[cue.text] = speech.seconds + _AFTER
            self._cue = None
            return None
        if self._level() <= 0 or speech.seconds > _LONGEST:
            self.hush()
            return None
        following = player.timeline.next_line(max(at, cue.first))
        free = min(player.timeline.length, following or player.timeline.length)
        if at + _NEAR < free:
            return None
        if player.timeline.span_at(cue.first).kind not in _UNMOVED:
            return cue.text, (at - cue.first) / RATE + _MORE
        if at + _NEAR // 4 >= free:
            self.hush()
        return None


def _due(player: Player, before: int, at: int) -> VoiceCue | None:
    """The line without a recording whose time has come since `before`, if it is the newest."""
    cue = player.timeline.cue_at(at)
    return cue if cue is not None and cue.clip is None and before < cue.first <= at else None
