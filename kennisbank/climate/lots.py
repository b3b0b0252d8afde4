"""Answers picked by lot, counted out: how a group of any size can disagree, and how often it does.

Every way to disagree is a whole number, so that chances are sums over exact numbers and never over rounded ones.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft, stats

from kennisbank.climate.frames import Numbers

RISK = 0.05
DUST = 1e-15

Keys = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lots:
    """What chance gives: whole numbers `keys`, rising, that grow with disagreement, each with its `chances`.

    `unit` is what a key is divided by: n(n-1) makes a variance of it, n² the distance to the mean, n that to the median.
    """

    keys: Keys
    chances: Numbers
    unit: int

    def at_most(self, value: float) -> float:
        """Return the chance of a disagreement of at most `value`."""
        return float(self.chances[self.keys <= value * self.unit + 1e-7].sum())

    def critical(self, risk: float = RISK) -> float:
        """Return the largest disagreement that has at most the chance `risk`, itself and less; NaN if there is none."""
        reached = np.cumsum(self.chances) <= risk * (1 + 1e-9)
        return float(self.keys[reached][-1] / self.unit) if reached.any() else float("nan")


def lots(kind: str, count: int, size: int) -> Lots:
    """Return how `size` people (1 or more) who each pick one of `count` answers by lot disagree.

    `kind` is `spread` (the variance with n - 1), `mean` or `median` (the mean distance to the mean or the median).
    """
    return {"spread": _spread, "mean": _around_mean, "median": _around_median}[kind](count, size)


def averaged(told: Lots, items: int) -> Lots:
    """Return the chances of the mean over `items` separate draws (by Fourier, so to 1e-15)."""
    if items == 1:
        return told
    length = int(told.keys[-1]) * items + 1
    turned = fft.rfft(np.bincount(told.keys, told.chances), fft.next_fast_len(length, real=True))
    result = fft.irfft(turned**items, fft.next_fast_len(length, real=True))[:length]
    possible = np.flatnonzero(result > DUST)
    return Lots(possible, result[possible], told.unit * items)


def _spread(count: int, size: int) -> Lots:
    """Return the variances: n · squares - sum² is n(n-1) times one."""
    sums, squares, chances = sums_and_squares(count, size)
    return _collected(size * squares - sums**2, chances, size * (size - 1))


def sums_and_squares(count: int, size: int) -> tuple[Keys, Keys, Numbers]:
    """Return every sum and sum of squares that answers by lot can have, counted from the middle answer, and its chance.

    One person is added after the other. The middle answer is number (count - 1) // 2, so that numbers stay small.
    """
    steps = np.arange(count) - (count - 1) // 2
    low, top = int(steps[0]), int((steps**2).max())
    joint = np.ones((1, 1))
    for _ in range(size):
        rows, columns = joint.shape
        grown = np.zeros((rows + count - 1, columns + top))
        for step in steps:
            grown[step - low : step - low + rows, step**2 : step**2 + columns] += joint
        joint = grown / count
    sums, squares = np.nonzero(joint)
    return sums + size * low, squares, joint[sums, squares]


def _around_mean(count: int, size: int) -> Lots:
    """Split people at the mean: with `above` of n over it, n² times the distance is 2 (upper sum · below - lower sum · above).

    For each place `split` where the mean can lie, the upper answers and the lower ones are drawn apart from each other.
    """
    keys, chances = [np.zeros(1, dtype=np.int64)], [np.zeros(1)]
    for split in range(1, count):  # answers 0 … split - 1 are at most the mean, split … count - 1 are over it
        lower, upper = _sums(split, size), _sums(count - split, size)
        for above in range(size + 1):
            below = size - above
            share = stats.binom.pmf(above, size, (count - split) / count)
            high = np.arange(len(upper[above]))[:, None] + above * split
            low = np.arange(len(lower[below]))[None, :]
            total = high + low
            here = (total >= size * (split - 1)) & (total < size * split)
            keys.append((2 * (high * below - low * above))[here])
            chances.append((share * upper[above][:, None] * lower[below][None, :])[here])
    # All at the highest answer: the mean is at no split below it.
    keys.append(np.zeros(1, dtype=np.int64))
    chances.append(np.array([float(count) ** -size]))
    return _collected(np.concatenate(keys), np.concatenate(chances), size * size)


def _sums(count: int, most: int) -> list[Numbers]:
    """Return the chances of the sum of 0, 1 … `most` draws from 0 … count - 1."""
    found = [np.ones(1)]
    for _ in range(most):
        found.append(np.convolve(found[-1], np.full(count, 1 / count)))
    return found


def _around_median(count: int, size: int) -> Lots:
    """Go up the answers: the summed distance to the median is the sum over answers of min(at most it, over it)."""
    at_most = np.arange(size + 1)
    least = np.minimum(at_most, size - at_most)
    joint = np.zeros(
        (size + 1, (count - 1) * (size // 2) + 1)
    )  # people at most this answer x distance so far
    joint[0, 0] = 1.0
    for left in range(count, 1, -1):
        added = at_most[None, :] - at_most[:, None]
        step = stats.binom.pmf(added, size - at_most[:, None], 1 / left)
        moved = step.T @ joint
        joint = np.zeros_like(joint)
        for people, distance in enumerate(least):
            joint[people, distance:] = moved[people, : joint.shape[1] - distance]
    return _collected(np.arange(joint.shape[1]), joint.sum(axis=0), size)


def _collected(keys: Keys, chances: Numbers, unit: int) -> Lots:
    """Return the chances summed per key, only keys that can be."""
    summed = np.asarray(np.bincount(keys, chances), dtype=float)
    possible = np.flatnonzero(summed)
    return Lots(possible, summed[possible], unit)
