"""Timeline -> WebVTT and plain text: the session for eyes, and for anyone who cannot hear it."""

from relaxapp.sessions.timeline import RATE, Timeline

_MILLISECOND = RATE // 1000


def timestamp(sample: int) -> str:
    """A WebVTT time, hours:minutes:seconds.milliseconds."""
    total = round(sample * 1000 / RATE)
    seconds, millis = divmod(total, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{millis:03}"


def webvtt(timeline: Timeline, title: str) -> str:
    """One cue for each spoken clip, from its first to its last sound."""
    parts = [f"WEBVTT\n\nNOTE\n{title.replace('-->', '→')}\n"]
    for number, cue in enumerate(timeline.voice, 1):
        # The last audible sample is part of the sound, so the cue ends just after it; a cue
        # has to last a millisecond at least.
        end = max(cue.last + 1, cue.first + _MILLISECOND)
        times = f"{timestamp(cue.first)} --> {timestamp(end)}"
        parts.append(f"{number}\n{times}\n{_escaped(cue.text)}\n")
    return "\n".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(timeline: Timeline, title: str) -> str:
    """The spoken words step by step, each step under its title and start time."""
    parts = [title]
    cues = list(timeline.voice)
    for span in timeline.spans:
        mine = [cue.text for cue in cues if span.start <= cue.start < span.end]
        if mine:
            minutes, seconds = divmod(span.start // RATE, 60)
            parts.append(f"\n[{minutes}:{seconds:02}] {span.title}")
            parts.extend(mine)
    return "\n".join(parts) + "\n"
