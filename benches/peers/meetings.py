"""Meetings in rooms and quarters of an hour: Timefold, CP-SAT of OR-Tools, and `meetings`, in the same time on the same case.

Levels as in Timefold's own example: hard (who must come is in two places, a room twice or too small, past the end or over midnight),
medium (who is welcome is in two places), soft (early, short gaps, few at once, small rooms, few changes of room). Every plan is
scored here, by a function that none of the three uses.
"""

import glob
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations

from common import data, ours


@dataclass
class Case:
    days: list = field(default_factory=list)
    rooms: list = field(default_factory=list)
    meetings: list = field(default_factory=list)


def read(path):
    """Days of the quarters, seats of the rooms, and (quarters, required, preferred) of the meetings."""
    case = Case()
    people = lambda text: frozenset() if text == "-" else frozenset(map(int, text.split(",")))
    with open(path) as file:
        for line in file:
            kind, *rest = line.split()
            if kind == "G":
                case.days.append(int(rest[1]))
            elif kind == "R":
                case.rooms.append(int(rest[1]))
            elif kind == "M":
                case.meetings.append((int(rest[1]), people(rest[2]), people(rest[3])))
    return case


def score(case, plan):
    """Points lost at the three levels; `plan` holds the first quarter and the room of each meeting."""
    lost = Counter()
    for (length, required, preferred), (start, room) in zip(case.meetings, plan):
        last = start + length - 1
        if last >= len(case.days):
            lost["hard"] += last
        elif case.days[last] != case.days[start]:
            lost["hard"] += 1
        lost["hard"] += max(0, len(required) + len(preferred) - case.rooms[room])
        lost["soft"] += last + sum(max(0, other - case.rooms[room]) for other in case.rooms)
    for (one, (start, room)), (two, (later, other)) in combinations(zip(case.meetings, plan), 2):
        (length, required, preferred), (its_length, its_required, its_preferred) = one, two
        both = max(0, min(start + length, later + its_length) - max(start, later))
        lost["hard"] += both * (len(required & its_required) + (room == other))
        welcome = len(required & its_preferred) + len(preferred & its_required) + len(preferred & its_preferred)
        lost["medium"] += both * welcome
        lost["soft"] += 10 * both
        lost["soft"] += 100 * ((start + length == later) + (later + its_length == start))
        gap = later - start - length if start < later else start - later - its_length
        if start != later and room != other and gap <= 2:
            lost["soft"] += len((required | preferred) & (its_required | its_preferred))
    return lost["hard"], lost["medium"], lost["soft"]


def timefold(case, seconds):
    from peer_timefold import plan

    return plan(case, seconds)


def cp_sat(case, seconds):
    """Hard and medium rules, and the soft ones for early ends and small rooms; the other soft rules would need a variable a pair."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    quarters = len(case.days)
    starts, spans, seats, cost = [], [], [], []
    for length, required, preferred in case.meetings:
        within = [q for q in range(quarters - length + 1) if case.days[q] == case.days[q + length - 1]]
        start = model.new_int_var_from_domain(cp_model.Domain.from_values(within), "")
        fits = [room for room, capacity in enumerate(case.rooms) if capacity >= len(required) + len(preferred)]
        chosen = {room: model.new_bool_var("") for room in fits}
        model.add_exactly_one(chosen.values())
        starts.append(start)
        spans.append(model.new_fixed_size_interval_var(start, length, ""))
        seats.append({
            room: (is_in, model.new_optional_fixed_size_interval_var(start, length, is_in, ""))
            for room, is_in in chosen.items()
        })
        cost.append(start)
        for room, is_in in chosen.items():
            cost.append(sum(max(0, other - case.rooms[room]) for other in case.rooms) * is_in)
    for room in range(len(case.rooms)):
        model.add_no_overlap([of[room][1] for of in seats if room in of])
    for person in set().union(*(required for _, required, _ in case.meetings)):
        model.add_no_overlap([span for span, (_, required, _) in zip(spans, case.meetings) if person in required])
    for one, two in combinations(range(len(starts)), 2):
        (length, required, preferred), (its_length, its_required, its_preferred) = case.meetings[one], case.meetings[two]
        welcome = len(required & its_preferred) + len(preferred & its_required) + len(preferred & its_preferred)
        if welcome == 0 or required & its_required:
            continue
        both = model.new_int_var(0, min(length, its_length), "")
        first, second = model.new_bool_var(""), model.new_bool_var("")
        model.add(both >= starts[one] + length - starts[two]).only_enforce_if(first)
        model.add(both >= starts[two] + its_length - starts[one]).only_enforce_if(second)
        whole = model.new_bool_var("")
        model.add(both >= min(length, its_length)).only_enforce_if(whole)
        model.add_bool_or(first, second, whole)
        cost.append(100_000 * welcome * both)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    room = lambda of: next(room for room, (is_in, _) in of.items() if solver.boolean_value(is_in))
    return [(solver.value(start), room(of)) for start, of in zip(starts, seats)]


def intervision(programs, path, seconds):
    with tempfile.TemporaryDirectory() as folder:
        solution = os.path.join(folder, "plan.txt")
        ours(programs, "meetings", path, "--seconds", seconds, "--seed", 1, "--solution", solution)
        with open(solution) as file:
            lines = sorted(tuple(map(int, line.split())) for line in file)
    return [(start, room) for _, start, room in lines]


def main(programs, seconds, peers):
    folder = data("schedule", "meetings")
    if folder is None:
        print("SKIPPED: meetings; set INTERVISION_DATA to the folder that holds data/schedule/meetings")
        return
    print(f"meetings: points lost (hard, medium, soft), {seconds:g} s each, one core")
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        case = read(path)
        print(f"  {len(case.meetings)} meetings")
        print(f"    intervision  {score(case, intervision(programs, path, seconds))}")
        for name, solve in (("timefold", timefold), ("ortools", cp_sat)):
            if name in peers:
                # A process of its own: a virtual machine for Java is started once in each.
                argv = [sys.executable, __file__, "--one", name, path, str(seconds)]
                ran = subprocess.run(argv, capture_output=True, text=True)
                told = ran.stdout.strip().splitlines()[-1:] or ran.stderr.strip().splitlines()[-1:]
                print(f"    {name:<11}  {''.join(told) or 'no answer'}")


def one(name, path, seconds):
    case = read(path)
    plan = {"timefold": timefold, "ortools": cp_sat}[name](case, seconds)
    print("no plan" if plan is None else score(case, plan))


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        one(sys.argv[2], sys.argv[3], float(sys.argv[4]))
    else:
        main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
