"""Betting and empirical-Bernstein tests of Waudby-Smith and Ramdas on paired differences of failures."""

import numpy as np
from confseq.betting import betting_mart
from confseq.betting_strategies import lambda_aKelly
from confseq.predmix import predmix_empbern_lower_cs


def _first(path, crossed):
    at = np.flatnonzero(crossed[path.looks - 1])
    return (at[0], True) if len(at) else None


def _betting(_, path):
    pairs = (path.treated - path.control + 1) / 2
    capital = betting_mart(pairs, 0.5, lambdas_fn_positive=lambda x, m: np.maximum(lambda_aKelly(x, m), 0), theta=1)
    return _first(path, capital >= 1 / 0.05)


def _plug_in(_, path):
    pairs = (path.treated - path.control + 1) / 2
    return _first(path, predmix_empbern_lower_cs(pairs, alpha=0.05) > 0.5)


def methods(scenario):
    if scenario.kind != "failures" or scenario.every_unit:
        return {}
    return {"confseq betting (aGRAPA)": _betting, "confseq predictable plug-in": _plug_in}
