"""What numpy takes for the same project: sampling and the forward pass, then every output; CPU seconds.

Usage: numpy_peer.py FOLDER     reads network.bin and estimates.csv
"""

import sys
import time

import numpy

SAMPLES = 10_000
NORMAL_TENTH = 1.2815515655446004


def read_network(path):
    with open(path, "rb") as file:
        numbers = numpy.frombuffer(file.read(), dtype="<i4").tolist()
    waits, at = [], 1
    for _ in range(numbers[0]):
        many = numbers[at]
        waits.append(numbers[at + 1:at + 1 + many])
        at += 1 + many
    return waits


def draw(random, estimates):
    """A third each triangular, PERT and lognormal, as in the project."""
    durations = numpy.empty((len(estimates), SAMPLES), dtype=numpy.float32)
    for task, (low, mode, high) in enumerate(estimates):
        if task % 3 == 0:
            durations[task] = random.triangular(low, mode, high, SAMPLES)
        elif task % 3 == 1:
            a = 1 + 4 * (mode - low) / (high - low)
            durations[task] = low + (high - low) * random.beta(a, 6 - a, SAMPLES)
        else:
            middle = (numpy.log(low) + numpy.log(high)) / 2
            deviation = (numpy.log(high) - numpy.log(low)) / (2 * NORMAL_TENTH)
            durations[task] = numpy.exp(middle + deviation * random.standard_normal(SAMPLES, dtype=numpy.float32))
    return numpy.rint(durations, out=durations)


def forward(waits, durations):
    finish = numpy.empty_like(durations)
    for task, others in enumerate(waits):
        if not others:
            finish[task] = durations[task]
            continue
        start = finish[others[0]]
        for other in others[1:]:
            start = numpy.maximum(start, finish[other])
        numpy.add(start, durations[task], out=finish[task])
    return finish


def every_output(waits, durations, finish):
    whole = finish.max(axis=0)
    late = numpy.broadcast_to(whole, finish.shape).copy()
    for task in range(len(waits) - 1, -1, -1):
        start = late[task] - durations[task]
        for other in waits[task]:
            numpy.minimum(late[other], start, out=late[other])
    criticality = (late == finish).mean(axis=1)
    centred = durations - durations.mean(axis=1, keepdims=True)
    shift = whole - whole.mean()
    deviation = numpy.sqrt(numpy.einsum("ij,ij->i", centred, centred) / (SAMPLES - 1))
    cruciality = numpy.abs(centred @ shift) / (SAMPLES - 1) / (deviation * whole.std(ddof=1))
    sensitivity = criticality * deviation / whole.std(ddof=1)
    cost = (durations * numpy.float32(150)).sum(axis=0)
    swings = []
    for task in range(len(waits)):
        order = numpy.argpartition(durations[task], (SAMPLES // 10, SAMPLES - SAMPLES // 10))
        swings.append(whole[order[-(SAMPLES // 10):]].mean() - whole[order[:SAMPLES // 10]].mean())
    percentiles = [numpy.percentile(values, [10, 50, 80, 90]) for values in (whole, cost)]
    joint = numpy.histogram2d(whole, cost, bins=12)[0].cumsum(axis=0).cumsum(axis=1)
    return criticality, cruciality, sensitivity, swings, percentiles, joint


def main(folder):
    waits = read_network(f"{folder}/network.bin")
    with open(f"{folder}/estimates.csv", encoding="ascii") as file:
        estimates = [tuple(map(int, line.split(","))) for line in file]
    random = numpy.random.default_rng(1)
    begin = time.process_time()
    durations = draw(random, estimates)
    drawn = time.process_time()
    finish = forward(waits, durations)
    passed = time.process_time()
    every_output(waits, durations, finish)
    done = time.process_time()
    work = SAMPLES * len(waits)
    print(f"numpy forward pass, samples x tasks a second\t{work / (passed - drawn)}")
    print(f"numpy sampling and forward pass, samples x tasks a second\t{work / (passed - begin)}")
    print(f"numpy every output, samples x tasks a second\t{work / (done - begin)}")
    print(f"numpy every output, seconds\t{done - begin}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: numpy_peer.py FOLDER")
    main(sys.argv[1])
