"""How often another fall of the coin would have done as much: the test of a trial.

It throws the very coin of the trial again, within the very blocks in which it was balanced. So
days that resemble their neighbours do no harm: the coin knew nothing of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relaxapp.journal.rotation import Chance, generator, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from relaxapp.journal.rates import Block

    Floats = NDArray[np.float64]

THROWS: Final = 1_999


def throw_again(
    coins: Sequence[Sequence[bool]],
    days: Sequence[int],
    seed: str,
    blocks: Sequence[Block],
    throws: int = THROWS,
) -> Chance:
    """Return what the coin would do by itself.

    ``coins`` are the blocks of the trial's coin from its first day on. ``days`` are, for each day
    in ``blocks`` in turn, the number of the day whose coin it goes by.
    """
    import numpy as np

    thrown = _thrown(coins, seed, throws)
    num, den = np.zeros(throws + 1), np.zeros(throws + 1)
    place = 0
    for block in blocks:
        length = len(block.exposed)
        on = thrown[:, days[place : place + length]]
        place += length
        during = on @ np.array(block.episodes, dtype=np.float64)
        share = on.sum(axis=1) / length
        num += during * (1 - share)
        den += (block.total - during) * share
    return weighed(num, den)


def _thrown(coins: Sequence[Sequence[bool]], seed: str, throws: int) -> Floats:
    """Return a row of days for each throw, 1 for on; the first is as it fell."""
    import numpy as np

    chance = generator(seed)
    parts = []
    for block in coins:
        order = chance.random((throws, len(block))).argsort(axis=1)
        fell = np.array(block, dtype=np.float64)
        parts.append(np.concatenate((fell[None, :], fell[order])))
    return np.concatenate(parts, axis=1)
