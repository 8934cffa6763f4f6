"""How weeks, scores and trials read, and the warm, plain words for values that are high.

What is said of a questionnaire keeps to what its authors published; none of it is a diagnosis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from relaxapp.journal import trial_words
from relaxapp.journal.measures import MOST, Instrument
from relaxapp.journal.trial import Act
from relaxapp.journal.weekly import Band, Hard, band
from relaxapp.ui.selfcare_words import instruments

if TYPE_CHECKING:
    from relaxapp.journal.trial_results import Result
    from relaxapp.journal.trials import Progress
    from relaxapp.ui.measure_ports import ScoreCard, Words


translate = QCoreApplication.translate


def tr(text: str) -> str:
    """Return words in the person's language."""
    return translate("check", text)


class Question(NamedTuple):
    """A rating: what is asked, and what 0 and 10 mean."""

    asked: str
    low: str
    high: str


def anxiety() -> Question:
    """Return the first question about the past week."""
    asked = tr("How anxious were you in the past week?")
    return Question(asked, tr("not at all"), tr("as much as you can imagine"))


def interference() -> Question:
    """Return the second question about the past week."""
    return Question(
        tr("How much did it get in the way of your days?"), tr("not at all"), tr("all the time")
    )


def rated(value: int | None) -> str:
    """Return a rating, or that there is none."""
    return tr("not said") if value is None else str(value)


def emergency() -> str:
    """Return the line that always stands on the page."""
    return tr(
        "If you are in danger, or might come to harm, call your local emergency number or a crisis"
        " line now, or go to someone who can be with you. Do not wait for an appointment."
    )


# ---------------------------------------------------------------- scores


def range_of(instrument: str, total: int) -> str:
    """Return the published range of a score, in a few words."""
    return {
        Band.MINIMAL: tr("0 to 4: minimal"),
        Band.MILD: tr("5 to 9: mild"),
        Band.MODERATE: tr("10 to 14: moderate"),
        Band.SEVERE: tr("15 to 21: severe"),
        Band.BELOW: tr("below 8"),
        Band.ABOVE: tr("8 or more: worth a closer look"),
    }[band(Instrument(instrument), total)]


def meaning(card: ScoreCard) -> str:
    """Return what is said of a score when it was entered."""
    known = Instrument(card.instrument)
    told = tr("{name}: {n} of {most}. In its published ranges: {range}.").format(
        name=instruments()[known],
        n=card.total,
        most=MOST[known],
        range=range_of(card.instrument, card.total),
    )
    parts = [told, change(card.since)]
    parts.append(tr("A score is no diagnosis; what it means for you, a professional can tell."))
    return " ".join(part for part in parts if part)


def change(since: int | None) -> str:
    """Return how a score differs from the one before, where that is more than wavering."""
    if since is None:
        return ""
    lower = tr("That is {n} points lower than the time before; 5 or more count as a change.")
    higher = tr("That is {n} points higher than the time before; 5 or more count as a change.")
    return (lower if since < 0 else higher).format(n=abs(since))


def sources() -> str:
    """Return where the ranges are from."""
    return tr(
        "GAD-7: 5, 10 and 15 of 21 (Spitzer, Kroenke, Williams and Löwe, 2006). OASIS: 8 of 20"
        " (Campbell-Sills and others, 2009); a change of 5 or more is a reliable one. Neither"
        " questionnaire is part of relaxapp; your doctor or therapist has them."
    )


# ---------------------------------------------------------------- plain words


def why(words: Words) -> str:
    """Return what the words are an answer to."""
    if words.what == Hard.WEEK:
        return tr(
            "You rated the past week at 9 or 10. That sounds very hard. It is reason enough to talk"
            " to someone, soon; you need not wait for another week like it."
        )
    if words.what == Hard.WEEKS:
        return tr(
            "You rated two weeks in a row at 7 or more. That sounds hard. It is reason enough to"
            " talk to someone; it need not get worse first."
        )
    known = Instrument(words.what)
    if known is Instrument.GAD7:
        told = tr(
            "You entered a GAD-7 of {n}. From 10 on, those who made it advise to talk it over with"
            " a professional. It does not say what you have."
        )
    else:
        told = tr(
            "You entered an OASIS of {n}. From 8 on, those who made it advise to talk it over with"
            " a professional. It does not say what you have."
        )
    return told.format(n=words.total)


def what_helps() -> tuple[str, ...]:
    """Return how one comes to see a professional, and what to bring."""
    return (
        tr("Anxiety can be treated, and there are several ways. A professional looks with you for"
           " the one that suits you."),
        tr("Your family doctor is a good first door. Say how it has been and ask for a referral to"
           " a psychologist; in some places you can go to one directly, without a referral."),
        tr("An appointment can take a while. You may ask how long, and whether there is a waiting"
           " list or a service to call in the meantime."),
        tr("Bring: your weekly ratings and scores, how long it has been going on, what it keeps you"
           " from, how you sleep, your medicines, what you have tried. The report for the doctor,"
           " which relaxapp writes from your journal, goes well with it."),
    )  # fmt: skip


# ---------------------------------------------------------------- the trial


def explained() -> tuple[str, ...]:
    """Return what a trial is, in four sentences."""
    return (
        tr("You choose one helpful act, and each day a coin says whether to add it."),
        tr("On the other days you do as you like: nothing is ever held back from you, and water,"
           " rest and medicines stay as they are."),
        tr("Only days whose log you call complete count, and 42 of them are needed; that is why it"
           " takes weeks."),
        tr("At the end you read how the two kinds of day compare. Until then there is nothing to"
           " look at, and you may stop at any time."),
    )  # fmt: skip


def coin(progress: Progress) -> str:
    """Return what the coin says for today, or nothing."""
    if progress.over or progress.on is None:
        return ""
    if not progress.on:
        return tr("Today: as you like")
    return {
        Act.SESSION: tr("Today: with a session"),
        Act.WALK: tr("Today: with a walk"),
        Act.STRETCH: tr("Today: with stretching"),
        Act.BATH: tr("Today: with a warm bath"),
        Act.EARLY_NIGHT: tr("Today: with an early night"),
    }[progress.trial.act]


def read_out(result: Result) -> tuple[str, ...]:
    """Return what came of a trial, in sentences."""
    return trial_words.told(result, lambda text: translate("trial", text))


def counted(progress: Progress) -> str:
    """Return how many complete days there are, of those that are needed while it goes on."""
    if progress.over:
        one, many = tr("1 complete day"), tr("{n} complete days")
        return one if progress.complete == 1 else many.format(n=progress.complete)
    return tr("{n} of {needed} complete days").format(n=progress.complete, needed=progress.needed)


def done(progress: Progress) -> str:
    """Return whether the act is in the journal today, where the coin asked and it can be told."""
    if not progress.on or progress.done is None or progress.over:
        return ""
    return tr("It is in the journal.") if progress.done else ""
