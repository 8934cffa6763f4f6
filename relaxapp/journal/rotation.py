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
    from collections.abc import Iterable, Sequence

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
    length = len(exposed)
    places = (np.arange(length)[None, :] - np.arange(length)[:, None]) % length
    ways: Sequence[Floats] = (exposed[places] @ episodes, exposed[::-1][places] @ episodes)
    return np.concatenate(ways)
