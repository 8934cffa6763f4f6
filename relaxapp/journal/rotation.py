"""How often chance alone would do as much: the exposure rotated within each block of days.

Days resemble their neighbours, so shuffling them singly finds far too much. Rotating a whole block
by a random number of days, and reversing it half of the time, keeps what was exposed in its runs
and the episodes in theirs, and breaks only what links the two.

p as in Phipson & Smyth 2010 (doi:10.2202/1544-6115.1585): never zero, as what was observed is one
of the ways it could have come.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from relaxapp.journal.rates import Block

    Floats = NDArray[np.float64]

ROTATIONS: Final = 1_999
_HALF: Final = 0.5  # added to both sums, so that neither logarithm is without bound
_ROUNDING: Final = 1e-12
"""What is as far out as was observed may come out the last digit less."""


class Chance(NamedTuple):
    """What chance does: ``p`` of the test, above 0 and up to 1, and how far it commonly reaches.

    ``spread`` is the standard deviation of the logarithm of the rate ratio, by chance alone.
    """

    p: float
    spread: float


def rotate(blocks: Iterable[Block], seed: str, rotations: int = ROTATIONS) -> Chance:
    """Return what the rotations do; ``seed`` is any text: the same one draws the same."""
    import numpy as np

    chance = generator(seed)
    num, den = np.zeros(rotations + 1), np.zeros(rotations + 1)
    drawn = np.zeros(rotations + 1, dtype=np.intp)  # the first stays as it was
    for block in blocks:
        if not 0 < block.on < len(block.exposed) or not block.total:
            continue  # whatever is rotated there, both sums stay as they are
        days = len(block.exposed)
        during = _every_rotation(block)
        drawn[1:] = chance.integers(0, 2 * days, rotations)
        num += (during * (block.off / days))[drawn]
        den += ((block.total - during) * (block.on / days))[drawn]
    return weighed(num, den)


def weighed(num: Floats, den: Floats) -> Chance:
    """Return what chance does, from both sums of what was observed, and then of each draw."""
    import numpy as np

    logs = np.log((num + _HALF) / (den + _HALF))
    far = np.abs(logs)
    return Chance(float((far >= far[0] - _ROUNDING).mean()), float(logs[1:].std()))


def generator(seed: str) -> np.random.Generator:
    """Return the source of chance that this text stands for."""
    import numpy as np

    return np.random.Generator(np.random.PCG64(zlib.crc32(seed.encode())))


def _every_rotation(block: Block) -> Floats:
    """Return the episodes on exposed days for each rotation, then for each reversed one.

    Of a block of n days, 2n sums; the first is as it was.
    """
    import numpy as np

    exposed = np.array(block.exposed, dtype=np.float64)
    episodes = np.array(block.episodes, dtype=np.float64)
    ways = (exposed, exposed[::-1])
    rounds = (np.correlate(np.concatenate((way, way[:-1])), episodes, "valid") for way in ways)
    return np.concatenate(tuple(rounds))
