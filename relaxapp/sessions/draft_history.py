"""Changes of a draft that can be taken back, one by one; a row of small ones counts as one."""

from dataclasses import dataclass, replace
from typing import Final, Self

from relaxapp.sessions.draft import Draft

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class History:
    """The draft as it is, as it was, and as it would be again."""

    now: Draft
    past: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()
    what: str = ""  # the change that led here, while more of the same would join it

    def change(self, draft: Draft, what: str = "") -> Self:
        """Go on with another draft. `what` names a change that is one with the next of its name.

        So the letters of a word that is typed are taken back together.
        """
        if draft == self.now:
            return self
        if what and what == self.what:
            return replace(self, now=draft, future=())
        past = (*self.past, self.now)[-MOST:]
        return replace(self, now=draft, past=past, future=(), what=what)

    def undo(self) -> Self:
        """Take back the latest change, if there is one."""
        if not self.past:
            return self
        *past, before = self.past
        return replace(self, now=before, past=tuple(past), future=(self.now, *self.future), what="")

    def redo(self) -> Self:
        """Change again what was taken back last."""
        if not self.future:
            return self
        after, *rest = self.future
        return replace(self, now=after, past=(*self.past, self.now), future=tuple(rest), what="")

    def saved_as(self, session: str) -> Self:
        """The same history of the session that it was saved as, whatever is taken back."""
        now, *rest = (
            replace(draft, saved_as=session) for draft in (self.now, *self.past, *self.future)
        )
        count = len(self.past)
        return replace(self, now=now, past=tuple(rest[:count]), future=tuple(rest[count:]), what="")
