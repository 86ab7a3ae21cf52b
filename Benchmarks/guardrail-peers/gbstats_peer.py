"""GrowthBook's statistics: its two-sided sequential test and its fixed-horizon test looked at again and again."""

from gbstats.frequentist.tests import FrequentistConfig, SequentialConfig, SequentialTwoSidedTTest, TwoSidedTTest
from gbstats.models.statistics import ProportionStatistic, SampleMeanStatistic


def _statistics(scenario, path):
    def arm(values):
        for count, total, squares in zip(*path.totals(values)):
            if scenario.kind in ("failures", "departments"):
                yield ProportionStatistic(n=int(count), sum=float(total))
            else:
                yield SampleMeanStatistic(n=int(count), sum=float(total), sum_squares=float(squares))

    return zip(arm(path.control), arm(path.treated))


def _first(scenario, path, make):
    for look, (control, treated) in enumerate(_statistics(scenario, path)):
        result = make(control, treated).compute_result()
        if result.error_message is None and (result.ci[0] > 0 or result.ci[1] < 0):
            return look, result.ci[0] > 0
    return None


def _sequential(scenario, path):
    config = SequentialConfig(alpha=0.05, difference_type="absolute", sequential_tuning_parameter=5000)
    return _first(scenario, path, lambda a, b: SequentialTwoSidedTTest(a, b, config))


def _peeking(scenario, path):
    config = FrequentistConfig(alpha=0.05, difference_type="absolute")
    return _first(scenario, path, lambda a, b: TwoSidedTTest(a, b, config))


def methods(scenario):
    if scenario.every_unit:
        return {}
    return {"gbstats sequential two-sided": _sequential, "gbstats fixed-horizon t looked at again": _peeking}
