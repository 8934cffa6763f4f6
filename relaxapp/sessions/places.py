"""Where a session goes on when its layout changes under it: at the same step, the same words.

A step made longer or shorter goes on as far into it as it was, by proportion. But words are not
stretched: one that is being said is said to its end, none is said twice, none is passed over, and
the quiet between two of them stays as long as it always is.
"""

from relaxapp.sessions.script import StepKind
from relaxapp.sessions.timeline import BREATH_PAUSE, PAUSE, Span, Timeline, VoiceCue, samples

_Words = dict[tuple[str, int], VoiceCue]


def place_in(new: Timeline, old: Timeline, sample: int, *, scaled: bool = True) -> int:
    """The sample of `new` at which goes on what is at `sample` of `old`.

    Where its step is gone, that is the start of the first step that follows. Without `scaled` it
    is as many samples into the step as before, or the step's last moment if it is shorter now.
    """
    span = old.span_at(sample)
    same = next((one for one in new.spans if one.number == span.number), None)
    if same is None:
        return new.place_of(span.number)
    if sample >= span.end:
        return same.end
    into = sample - span.start
    if not scaled:  # what was made longer lies ahead, even where a word is on the lips
        return min(same.start + into, same.end - 1)
    into = into * (same.end - same.start) // (span.end - span.start)
    before, after = _words(old, span), _words(new, same)
    place = _beside_words(before, after, sample, min(same.start + into, same.end - 1))
    place = _after_a_pause(old, new, (span, same), sample, place)
    return max(same.start, min(place, same.end - 1))


def _words(timeline: Timeline, span: Span) -> _Words:
    """The lines of a step in order, by what is said and in which breath."""
    cues = (cue for cue in timeline.voice if span.start <= cue.start < span.end)
    return {(cue.text, timeline.phase_at(cue.start).cycle): cue for cue in cues}


def _beside_words(before: _Words, after: _Words, sample: int, place: int) -> int:
    """`place`, moved as little as it takes for every line to be heard once and whole."""
    for which, was in before.items():
        now = after.get(which)
        if now is None:
            continue  # it has no room any more
        if was.first <= sample < was.last:
            return now.first + sample - was.first
        place = max(place, now.last) if was.last <= sample else min(place, now.first)
    for which, cue in after.items():
        if which not in before and cue.first < place < cue.last:  # it has found room only now
            return cue.first if place - cue.first < cue.last - place else cue.last
    return place


def _after_a_pause(
    old: Timeline, new: Timeline, steps: tuple[Span, Span], sample: int, place: int
) -> int:
    """`place`, moved back if the next words would come too soon after those just heard."""
    heard = max((cue.last for cue in old.voice if cue.last <= sample), default=None)
    following = next((cue for cue in new.voice if cue.first >= place), None)
    if heard is None or following is None or any(c.first < place < c.last for c in new.voice):
        return place
    least = samples(BREATH_PAUSE if steps[1].kind is StepKind.BREATHE else PAUSE)
    return min(place, following.first - max(0, least - (sample - heard)))
