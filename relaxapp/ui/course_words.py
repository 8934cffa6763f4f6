"""How the course reads: what each stage trains and why, where it comes from, what opens the next.

The stages are those of Bernstein & Borkovec (1973) and of Öst (1987), told in our own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from relaxapp.sessions.course import EASED, EASY, LATEST, TIMES, StageId

if TYPE_CHECKING:
    from relaxapp.sessions.course import Standing


class Told(NamedTuple):
    """What there is to read about a stage."""

    title: str
    trains: str
    why: str
    source: str


def tr(words: str) -> str:
    """Return words in the person's language."""
    return QCoreApplication.translate("course", words)


def stage(of: StageId) -> Told:
    """Return what a stage trains, and why."""
    return Told(*map(tr, _STAGES[of]))


_STAGES = {
    StageId.SOFTEN: (
        "Soften",
        "Noticing where you hold on, and letting go. Nothing is tensed.",
        "It is a way in for everyone, and muscles that twitch or cramp are left in peace.",
        "The release-only stage of applied relaxation (Öst 1987), put first here.",
    ),
    StageId.CONTRAST: (
        "Tighten and let go",
        "Telling a tight muscle from a loose one, one group after another.",
        "Whoever knows what holding on feels like can notice it earlier, and stop.",
        "Ten or sixteen muscle groups, after Bernstein & Borkovec (1973).",
    ),
    StageId.SEVEN: (
        "Seven groups",
        "The same with whole arms and legs at once, in about half the time.",
        "Less has to be said and done when the body knows already what is meant.",
        "Seven muscle groups, after Bernstein & Borkovec (1973).",
    ),
    StageId.FOUR: (
        "Four groups",
        "Arms, face and neck, trunk, legs: the whole body in about five minutes.",
        "Short enough for a full day.",
        "Four muscle groups, in the manner of Bernstein & Borkovec (1973).",
    ),
    StageId.RELEASE: (
        "Release only",
        "Letting go without tightening first; remembering what it feels like is enough now.",
        "It takes no effort, and nobody sees it.",
        "The release-only stage of applied relaxation (Öst 1987).",
    ),
    StageId.CUE: (
        "A word of your own",
        "Joining the breath out, one quiet word, and letting go.",
        "When they have gone together often, the word can call the rest to mind.",
        "The cue-controlled stage of applied relaxation (Öst 1987).",
    ),
    StageId.RESET: (
        "Half a minute, anywhere",
        "Letting go in half a minute, in the middle of things: at a door, before a call.",
        "Done many small times a day, it is at hand when unease begins.",
        "The rapid stage of applied relaxation (Öst 1987), done there many times a day.",
    ),
}  # fmt: skip


def rule() -> str:
    """Return what opens the next stage."""
    told = tr(
        "The next stage opens once you have practised this one {times} times and felt looser in"
        " {eased} of the latest {latest} that you rated: tension lower after than before, or"
        " {easy} and less. Half a session is enough to count."
    )
    return told.format(times=TIMES, eased=EASED, latest=LATEST, easy=EASY)


def so_far(at: Standing) -> str:
    """Return how this stage has gone until now."""
    if not at.times:
        return tr("Not practised here yet.")
    times = tr("Practised once here.") if at.times == 1 else (
        tr("Practised {n} times here.").format(n=at.times))  # fmt: skip
    if not at.rated:
        return f"{times} {tr('Not rated yet.')}"
    looser = tr("Looser afterwards in {eased} of the latest {rated} that you rated.")
    return f"{times} {looser.format(eased=at.eased, rated=at.rated)}"


def missing(at: Standing) -> str:
    """Return what is still to come before the next stage opens, or that it is open."""
    if at.following is None:
        return tr("This is the last stage. It has no end: take it along wherever you go.")
    if at.opened:
        return tr("The next stage is open: {stage}. Go on, or stay as long as you like.").format(
            stage=stage(at.following).title
        )
    more, easy = _more(TIMES - at.times), _more(EASED - at.eased)
    if more and easy:
        told = tr("Still to come: practise {more}, and feel looser afterwards {easy}.")
    elif more:
        told = tr("Still to come: practise {more}.")
    else:
        told = tr("Still to come: feel looser afterwards {easy}.")
    return told.format(more=more, easy=easy)


def _more(times: int) -> str:
    """Return "once more" or another, nothing for none."""
    if times <= 0:
        return ""
    return tr("once more") if times == 1 else tr("{n} more times").format(n=times)


def days(count: int) -> str:
    """Return on how many days the course was practised; a pause takes none away."""
    if not count:
        return tr("Your first day of practice is still to come, whenever you like.")
    if count == 1:
        return tr("You have practised on one day. A pause takes nothing away.")
    told = tr("You have practised on {n} days. A pause takes nothing away.")
    return told.format(n=count)
