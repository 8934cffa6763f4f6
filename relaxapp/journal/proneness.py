"""Whether the journal gives reason to ask if somebody's muscles cramp easily. It decides nothing.

Tensing can set off a cramp where muscles are prone to it, so who logs cramps is asked whether
sessions should spare them. The thresholds are ours: low, as sparing a muscle costs nothing.
"""

from collections.abc import Iterable
from typing import Final

from relaxapp.body import expand
from relaxapp.journal.entries import Episode
from relaxapp.journal.vocabulary import Kind

DAYS: Final = 14
"""Days back from today that are looked at."""
CRAMPS: Final = 2
"""So many cramps in a calf or a foot, and it is asked."""
EPISODES: Final = 6
"""So many episodes of whatever kind, anywhere, and it is asked too."""
_PRONE: Final = expand("calves") | expand("feet")


def shows_proneness(episodes: Iterable[Episode]) -> bool:
    """Whether these episodes, of the last `DAYS`, are reason enough to ask."""
    every = list(episodes)
    cramps = [
        one
        for one in every
        if one.kind is Kind.CRAMP and any(expand(site) & _PRONE for site in one.sites)
    ]
    return len(cramps) >= CRAMPS or len(every) >= EPISODES
