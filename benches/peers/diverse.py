"""Maximally diverse grouping: the package anti-clustering (exchange, annealing, tabu search) and `partition`."""

import glob
import os
import sys
import time

import numpy
from anti_clustering import (
    ExchangeHeuristicAntiClustering,
    SimulatedAnnealingHeuristicAntiClustering,
    TabuSearchHeuristicAntiClustering,
)
from common import data, ours, shipped, within

PEERS = {
    "exchange": lambda seed: ExchangeHeuristicAntiClustering(random_seed=seed, restarts=1),
    "annealing": lambda seed: SimulatedAnnealingHeuristicAntiClustering(random_seed=seed, restarts=1),
    "tabu search": lambda seed: TabuSearchHeuristicAntiClustering(random_seed=seed, restarts=1),
}


def read(path):
    """The matrix and the number of groups of an instance whose groups have one size."""
    with open(path) as file:
        head = file.readline().split()
        n, k = int(head[0]), int(head[1])
        if len(set(head[3 : 3 + 2 * k])) != 1:
            return None, k
        matrix = numpy.zeros((n, n))
        for line in file:
            i, j, weight = line.split()
            matrix[int(i), int(j)] = matrix[int(j), int(i)] = float(weight)
    return matrix, k


def repeat(make, matrix, k, seconds):
    """The best of as many runs as fit."""
    end, best, seed = time.perf_counter() + seconds, None, 0
    while time.perf_counter() < end or seed == 0:
        seed += 1
        together = make(seed)._solve(distance_matrix=matrix, num_groups=k)
        value = float((matrix * together).sum() / 2)
        best = value if best is None else max(best, value)
        if time.perf_counter() + (time.perf_counter() - end + seconds) / seed > end:
            break
    return best


def main(programs, seconds):
    folder = data("groups", "mdgplib")
    paths = [shipped("experiment", name) for name in ("whole-numbers-30.txt", "plane-36.txt")]
    if folder is None:
        print("SKIPPED: instances of the literature; set INTERVISION_DATA to the folder that holds data/groups/mdgplib")
    else:
        for n in (60, 120, 240):
            paths += sorted(glob.glob(os.path.join(folder, "*", f"*_n{n:03}_ss_01.txt")))[:3]
    print(f"weight inside groups, more is better; {seconds:g} s each, the peers' best of as many runs as fit, ours one run of a tenth of the time")
    for path in paths:
        matrix, k = read(path)
        if matrix is None:
            continue
        name = os.path.splitext(os.path.basename(path))[0]
        answer = ours(programs, "partition", path, "--seconds", seconds / 10)
        print(f"{name}: ours {answer['value']:.3f} in {answer['seconds']:.2f} s")
        for peer, make in PEERS.items():
            # Twice the time, before it is said that there is no answer: runs cannot be told to end.
            value, spent = within(2 * seconds, repeat, make, matrix, k, seconds)
            if value is None:
                print(f"  anti-clustering, {peer}: no answer in {spent:.0f} s")
            else:
                print(f"  anti-clustering, {peer}: {value:.3f} in {spent:.2f} s; ours is {answer['value'] / value:.5f} of it")


main(sys.argv[1], float(sys.argv[2]))
