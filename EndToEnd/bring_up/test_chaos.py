"""Kills at random moments of full bring-ups; `make chaos KILLS=100` does the same for longer."""

from chaos import Chaos, Count, twice


def test_five_kills_lose_nothing_and_repeat_nothing(tmp_path):
    count = Chaos(tmp_path, kills=5, seed=5).run()
    assert count.line == "kills=5 lost=0 twice=0 different=0", "\n".join(count.notes)
    # A run in which hardly anything happened would prove nothing.
    assert count.acknowledged >= 60 and count.executions >= 15 and count.successes >= 20, count


def test_a_step_done_again_would_be_counted():
    step = ("quay/1/files", "lay-files", "0a")
    log = [("2026-03-02T09:00:00.000000Z", *step, "begin"), ("2026-03-02T09:00:01.000000Z", *step, "end:0")]
    at = 1_772_442_002.0
    # Cut off by a crash and begun again before the success was in the journal: once, as far as the journal goes.
    again = [("2026-03-02T09:00:01.500000Z", *step, "begin")]
    assert twice(log + again, {"quay/1/files": at}) == []
    late = [("2026-03-02T09:00:05.000000Z", *step, "begin")]
    assert len(twice(log + late, {"quay/1/files": at})) == 1
    # Its way back is another command of the same step.
    back = [("2026-03-02T09:00:05.000000Z", "quay/1/files", "take-files", "0b", "begin")]
    assert twice(log + back, {"quay/1/files": at}) == []
    assert Count(kills=3, twice=1).line == "kills=3 lost=0 twice=1 different=0"
