"""Spotify's group-sequential z-test with its own bounds, two-sided, ten looks."""

import functools

import numpy as np
from spotify_confidence.analysis.frequentist.confidence_computers.z_test_computer import sequential_bounds

LOOKS = 10


@functools.cache
def _bounds():
    return sequential_bounds(np.arange(1, LOOKS + 1) / LOOKS, 0.05, 2).bounds


def _z_test(_, path):
    every = len(path.looks) // LOOKS
    count, total, squares = (at[every - 1 :: every] for at in path.totals(path.treated))
    _, other, others = (at[every - 1 :: every] for at in path.totals(path.control))

    def variance(total, squares):
        return (squares / count - (total / count) ** 2) / count

    error = np.sqrt(variance(total, squares) + variance(other, others))
    z = np.divide((total - other) / count, error, out=np.zeros_like(error), where=error > 0)
    at = np.flatnonzero(np.abs(z) > _bounds())
    return (at[0] * every + every - 1, z[at[0]] > 0) if len(at) else None


def methods(scenario):
    return {} if scenario.every_unit else {"spotify-confidence ten looks": _z_test}
