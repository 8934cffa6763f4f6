"""Everything that a practice can be shaped by, at once, in every session and in both voices."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.adapters.paths import assets_dir
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.sessions.library import Library
from relaxapp.sessions.repeats import MOST
from relaxapp.sessions.script import Script, Slider, StepKind, longest_tension
from relaxapp.sessions.timeline import (
    BREATH_PAUSE,
    PAUSE,
    RATE,
    Night,
    Options,
    PhaseKind,
    Timeline,
    build,
    samples,
)
from relaxapp.settings import VOICES
from tests.sessions.mutants import BUNDLED

SCRIPTS = [one for one in Library([BUNDLED[0].parent]).scripts() if not one.card]
BANKS = {voice: SoundBank(assets_dir(), voice) for voice in VOICES}

paces = st.dictionaries(st.sampled_from(list(Slider)), st.floats(0.5, 2.0))
nights = st.builds(Night, st.floats(0, 3600), st.floats(0, 120))


def chosen(data: st.DataObject, script: Script) -> Options:
    """Any options at all for a script."""
    groups = st.sampled_from(script.groups) if script.groups else st.nothing()
    return Options(
        pace=data.draw(paces),
        skip=data.draw(st.frozensets(groups)),
        answers={c.name: data.draw(st.sampled_from(c.options)).id for c in script.choices},
        delay=data.draw(st.floats(0, 600)),
        bell_every=data.draw(st.sampled_from([0, 1, 5])),
        night=data.draw(st.none() | nights),
        effort=data.draw(st.none() | st.floats(0.2, 0.7)),
        left_handed=data.draw(st.booleans()),
        tones=data.draw(st.booleans()),
        repeats=data.draw(st.integers(1, MOST)),
        wording=data.draw(st.integers(0, 40)),
    )


def check_well_formed(timeline: Timeline, options: Options) -> None:
    for parts in (timeline.spans, timeline.phases):
        assert (parts[0].start, parts[-1].end) == (0, timeline.length)
        assert all(one.end == other.start for one, other in pairwise(parts))
        assert not {part.group for part in parts} & options.skip
    for cue in timeline.voice:
        assert cue.clip is not None
        assert cue.end <= timeline.span_at(cue.start).end
    for one, other in pairwise(timeline.voice):
        breathing = timeline.span_at(other.start).kind is StepKind.BREATHE
        assert other.first - one.last >= samples(BREATH_PAUSE if breathing else PAUSE)
    for phase in timeline.phases:
        if phase.kind is PhaseKind.TENSE:
            assert phase.end - phase.start <= longest_tension(phase.group) * RATE
    assert all(0 <= chime.start < chime.end <= timeline.length for chime in timeline.chimes)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SCRIPTS), st.sampled_from(VOICES), st.data())
def test_whatever_is_chosen_the_session_is_of_one_piece(
    script: Script, voice: str, data: st.DataObject
) -> None:
    options = chosen(data, script)
    timeline = build(script, options, BANKS[voice])
    check_well_formed(timeline, options)
    if options.night:
        asleep = timeline.spans[-1].start
        assert all(cue.end <= asleep for cue in timeline.voice)
        assert all(chime.end <= asleep for chime in timeline.chimes)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SCRIPTS), st.sampled_from(VOICES), st.data())
def test_the_next_practice_is_said_in_other_words_however_it_is_shaped(
    script: Script, voice: str, data: st.DataObject
) -> None:
    options = chosen(data, script)
    if script.groups and options.skip == frozenset(script.groups):
        options = replace(options, skip=frozenset())
    said, next_time = (
        [cue.text for cue in build(script, made, BANKS[voice]).voice]
        for made in (options, replace(options, wording=options.wording + 1))
    )
    assert said != next_time
