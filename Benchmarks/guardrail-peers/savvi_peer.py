"""Netflix's anytime-valid multinomial test on the failures or events of two equally exposed arms."""

import numpy as np
from savvi.multinomial import Multinomial


def _multinomial(scenario, path):
    test = Multinomial(0.05, np.array([0.5, 0.5]), k=100)
    treated, control = (path.totals(values)[1].astype(np.int64) for values in (path.treated, path.control))
    steps = np.column_stack((np.diff(treated, prepend=0), np.diff(control, prepend=0)))
    for look in np.flatnonzero(steps.any(axis=1)):
        test.update(steps[look])
        if test.calculate_p_value() <= 0.05:
            return look, treated[look] > control[look]
    return None


def methods(scenario):
    return {} if scenario.kind == "latency" else {"savvi multinomial": _multinomial}
