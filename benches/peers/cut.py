"""Balanced graph partition: KaHIP and METIS through their packages, and `partition`, on seeded geometric graphs."""

import math
import os
import random
import sys
import tempfile

from common import ours, within

try:
    import kahip
except ImportError:
    kahip = None
try:
    import pymetis
except ImportError:
    pymetis = None


def graph(n, near, seed):
    """Neighbours of points in the unit square that are closer than `near`."""
    rng = random.Random(seed)
    points = [(rng.random(), rng.random()) for _ in range(n)]
    close = lambda a, b: a != b and math.dist(points[a], points[b]) < near
    return [[b for b in range(n) if close(a, b)] for a in range(n)]


def cut(neighbours, part):
    return sum(part[a] != part[b] for a in range(len(part)) for b in neighbours[a]) // 2


def by_kahip(neighbours, k):
    ends = [0]
    for others in neighbours:
        ends.append(ends[-1] + len(others))
    flat = [b for others in neighbours for b in others]
    answer = kahip.kaffpa([1] * len(neighbours), ends, [1] * len(flat), flat, k, 0.0, True, 1, 2)
    return list(answer[1])


def by_metis(neighbours, k):
    return list(pymetis.part_graph(k, adjacency=neighbours)[1])


def main(programs, seconds):
    print(f"edges cut, fewer is better; as equal in size as can be; ours for {seconds:g} s, the others until they end")
    for n, k, near in ((240, 8, 0.13), (960, 24, 0.07)):
        neighbours = graph(n, near, n)
        edges = sum(map(len, neighbours)) // 2
        with tempfile.NamedTemporaryFile("w", suffix=".graph", delete=False) as file:
            file.write(f"{n} {edges}\n")
            file.writelines(" ".join(str(b + 1) for b in others) + "\n" for others in neighbours)
        answer = ours(programs, "partition", file.name, "--groups", k, "--seconds", seconds)
        os.unlink(file.name)
        own = edges - round(answer["value"])
        print(f"{n} vertices, {edges} edges, {k} parts: ours cuts {own} in {answer['seconds']:.2f} s")
        peers = [("KaHIP, strong", by_kahip, kahip), ("METIS", by_metis, pymetis)]
        for name, work, there in peers:
            if there is None:
                print(f"  SKIPPED: {name} is not installed")
                continue
            part, spent = within(10 * seconds, work, neighbours, k)
            if part is None:
                print(f"  {name}: no answer in {spent:.0f} s")
                continue
            sizes = [part.count(g) for g in range(k)]
            fits = "" if max(sizes) <= -(-n // k) else f", parts of {min(sizes)} to {max(sizes)}"
            theirs = cut(neighbours, part)
            print(f"  {name}: cuts {theirs} in {spent:.2f} s{fits}; ours is {own / max(theirs, 1):.4f} of it")


main(sys.argv[1], float(sys.argv[2]))
