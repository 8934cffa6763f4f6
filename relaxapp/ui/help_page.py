"""When to see a doctor: the levels in plain words, asking for help, and what to bring.

The signs are those of ``relaxapp.journal.vocabulary``, so that the page, the form and the journal
cannot come to differ. What is said keeps to what the sources named at the foot of the page say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame

from relaxapp.journal.vocabulary import HEADLINES, SIGNS, Level
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Card, Scroll, Text
from relaxapp.ui.theme import HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.theme import Look


def tr(text: str) -> str:
    """Return words in the person's language."""
    return QCoreApplication.translate("help", text)


def headline(level: Level) -> str:
    """Return what to do at a level, in a few words."""
    return tr(HEADLINES[level])


def advice(level: Level) -> str:
    """Return what a level means in a sentence or two."""
    return {
        Level.EMERGENCY: tr(
            "Call your local emergency number, such as 112, 999 or 911. Do not wait, and do not"
            " drive yourself. Everything else here can wait."
        ),
        Level.URGENT: tr(
            "Call your doctor, an out-of-hours line or an urgent care service now. Do not wait"
            " for a free appointment."
        ),
        Level.SOON: tr(
            "Ask for an appointment within the next days and say why it cannot wait. If it comes"
            " on suddenly, treat it as an emergency."
        ),
        Level.SEE_DOCTOR: tr(
            "Ask for an ordinary appointment. There is most often a harmless reason; a doctor can"
            " tell, and you need not work it out alone."
        ),
    }[level]


class HelpPage(Scroll):
    """A plain page to read; the most pressing comes first."""

    def __init__(self, look: Look) -> None:
        super().__init__(widest=760)
        self._look = look
        self.setAccessibleName(tr("When to see a doctor"))
        # Nothing on it takes the focus, so the page does; else no key could scroll it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("reading", True)
        column = self.column
        column.addWidget(Text(look, tr("When to see a doctor"), "hero"))
        lead = tr(
            "Muscle twitches are very common: about seven in ten healthy people have them. This"
            " page is for knowing when somebody should look. relaxapp cannot tell what you have."
        )
        column.addWidget(Text(look, lead, "lead", "muted"))
        for level in reversed(Level):
            column.addWidget(self._level(level))
        column.addWidget(self._list(tr("What is common, and as a rule harmless"), (
            tr("An eyelid that twitches: usually one lid, for seconds or on and off for weeks."),
            tr("A jerk on falling asleep: six or seven in ten people know it. Caffeine, stress,"
               " lost sleep and late exercise make it likelier."),
            tr("A leg cramp of seconds up to ten minutes, most often at night."),
        )))  # fmt: skip
        column.addWidget(self._list(tr("Medicines"), (
            tr("Some medicines are reported to come with twitching: stimulants, some medicines for"
               " mood (SSRI, SNRI, lithium), sprays for asthma (beta-agonists), steroids, statins"
               " and water tablets."),
            tr("Never stop or change a prescribed medicine without advice. Ask whoever prescribed"
               " it, or a pharmacist."),
        )))  # fmt: skip
        column.addWidget(self._list(tr("What to bring to the doctor"), (
            tr("A diary, best over at least 8 weeks: the Journal keeps one."),
            tr("When it began, how often it comes, how long it lasts, how strong it is."),
            tr("Where, and on which side."),
            tr("Whether it comes at rest, while moving, or when falling asleep."),
            tr("What came along with it, and whether anything is weak: yes or no."),
            tr("All medicines, caffeine and alcohol, and what eased it."),
            tr("Whether anyone in your family has had something like it."),
        )))  # fmt: skip
        column.addWidget(self._list(tr("Asking for a referral to a psychologist"), (
            tr("Worry about the body is a good reason to ask. It does not mean that the twitches"
               " are imagined; both can be looked at, side by side."),
            tr("Ask your family doctor. You could say: “I have had muscle twitches since … I worry"
               " about them … hours a day, and I check my body … times a day. It keeps me from …"
               " I would like a referral to a psychologist.”"),
            tr("Bring: how long it has been going on, what you avoid or can no longer do, how you"
               " sleep, what you have tried, and your diary if you kept one."),
            tr("If you think of hurting yourself, do not wait for an appointment: call the"
               " emergency number or a crisis line now."),
        )))  # fmt: skip
        sources = tr(
            "Sources: the signs are those of the NHS and of the Motor Neurone Disease Association;"
            " how common twitching is, from published studies, among them a Mayo Clinic follow-up"
            " of 121 people over 2 to 32 years, none of whom came to have a motor neuron disease."
            " The emergency signs after the first, the words for asking and the telephone numbers"
            " are general knowledge."
        )
        column.addWidget(Text(look, sources, "small", "muted"))
        column.addStretch(1)

    @property
    def first_control(self) -> QWidget:
        """The page itself, to be scrolled."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Home and End besides what Qt knows."""
        bar = self.verticalScrollBar()
        to = {
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Space: bar.value() + bar.pageStep(),
        }
        if event.key() in to and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            bar.setValue(to[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _level(self, level: Level) -> QWidget:
        look = self._look
        pressing = level in {Level.EMERGENCY, Level.URGENT}
        sheet = Card("caution" if pressing else "card", spacing=TIGHT)
        tone = "sand" if pressing else "ink"
        sheet.setAccessibleName(headline(level))
        sheet.column.addWidget(Text(look, headline(level), "heading", tone))
        sheet.column.addWidget(Text(look, advice(level), "body", tone))
        for sign in SIGNS.values():
            if sign.level is level:
                sheet.column.addWidget(Text(look, f"•  {words.tr(sign.label)}", "body", tone))
        return sheet

    def _list(self, title: str, lines: tuple[str, ...]) -> QWidget:
        look = self._look
        sheet = Card(spacing=TIGHT)
        sheet.setAccessibleName(title)
        sheet.column.addWidget(Text(look, title, "heading"))
        for line in lines:
            sheet.column.addWidget(Text(look, f"•  {line}", "body"))
        return sheet


class Advice(Card):
    """What the signs ticked in an entry call for; hidden while there is nothing to say."""

    def __init__(self, look: Look) -> None:
        super().__init__("caution", spacing=HAIR)
        self.column.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        self._look = look
        self.title = Text(look, "", "heading", "sand")
        self.words = Text(look, "", "body", "sand")
        self.column.addWidget(self.title)
        self.column.addWidget(self.words)
        self.hide()

    def tell(self, level: Level | None, signs: str = "") -> None:
        """Show the advice of a level for these signs, or nothing."""
        if level is not None:
            self.title.setText(headline(level))
            self.words.setText(tr("You ticked: {signs}. {advice}").format(
                signs=signs, advice=advice(level)))  # fmt: skip
            self.setAccessibleName(f"{self.title.text()}. {self.words.text()}")
        self.setVisible(level is not None)  # with its words in place, so that it fits them at once
