"""How often chance alone would do as much: the exposure rotated within each block of days.

Days resemble their neighbours, so shuffling them singly finds far too much. Rotating a whole block
by a random number of days, and reversing it half of the time, keeps what was exposed in its runs
and the episodes in theirs, and breaks only what links the two.

p as in Phipson & Smyth 2010 (doi:10.2202/1544-6115.1585): never zero, as what was observed is one
of the ways it could have come.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from relaxapp.journal.rates import Block

    Floats = NDArray[np.float64]

ROTATIONS: Final = 1_999
_HALF: Final = 0.5  # added to both sums, so that neither logarithm is without bound
_ROUNDING: Final = 1e-12
"""What is as far out as was observed may come out the last digit less."""


def rotation_p(blocks: Iterable[Block], seed: str, rotations: int = ROTATIONS) -> float:
    """Return p of the rotation test, between 1 / (rotations + 1) and 1.

    ``seed`` is any text: the same one draws the same rotations.
    """
    import numpy as np

    chance = generator(seed)
    num, den = np.zeros(rotations + 1), np.zeros(rotations + 1)
    for block in blocks:
        if not 0 < block.on < len(block.exposed) or not block.total:
            continue  # whatever is rotated there, both sums stay as they are
        during = _every_rotation(block)
        length = len(block.exposed)
        drawn = chance.integers(0, length, rotations)
        drawn += length * chance.integers(0, 2, rotations)
        kept = np.concatenate((during[:1], during[drawn]))
        num += kept * (block.off / length)
        den += (block.total - kept) * (block.on / length)
    return share_as_far(statistic(num, den))


def statistic(num: Floats, den: Floats) -> Floats:
    """Return how far each pair of sums is from saying nothing."""
    import numpy as np

    return np.abs(np.log((num + _HALF) / (den + _HALF)))


def share_as_far(statistics: Floats) -> float:
    """Return p: the share of the statistics that reach the first one, which was observed."""
    return float((statistics >= statistics[0] - _ROUNDING).mean())


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
    length = len(exposed)
    places = (np.arange(length)[None, :] - np.arange(length)[:, None]) % length
    ways: Sequence[Floats] = (exposed[places] @ episodes, exposed[::-1][places] @ episodes)
    return np.concatenate(ways)
