"""Two hundred people in teams of eight, two attributes spread: the package team-formation (CP-SAT) and `form-groups`."""

import csv
import sys
from collections import Counter

import pandas
from common import ours, shipped, within
from team_formation.team_assignment import TeamAssignment

ATTRIBUTES = ["function", "directorate"]


def alike(people, teams):
    """Pairs of one category in one team, summed over the attributes."""
    pairs = 0
    for attribute in ATTRIBUTES:
        for count in Counter((teams[p["id"]], p[attribute]) for p in people).values():
            pairs += count * (count - 1) // 2
    return pairs


def assign(people, seconds):
    frame = pandas.DataFrame(people)[["id", *ATTRIBUTES]]
    wishes = pandas.DataFrame({"attribute": ATTRIBUTES, "type": ["diversify"] * 2, "weight": [1, 1]})
    teams = TeamAssignment(frame, wishes, 8)
    teams.solve(max_time_in_seconds=seconds)
    if not teams.solution_found:
        return None
    return dict(zip(teams.participants["id"], teams.participants["team_num"].astype(int)))


def main(programs, seconds):
    path = shipped("pit-stop", "roster.csv")
    with open(path, newline="") as file:
        people = list(csv.DictReader(file))
    wishes = [part for attribute in ATTRIBUTES for part in ("--mix", attribute)]
    answer = ours(programs, "form-groups", "--roster", path, "--size", 8, *wishes)
    own = {person: at for at, group in enumerate(answer["groups"]) for person in group}
    least = sum(term["bound"] for term in answer["terms"])
    print("pairs alike in function or directorate inside teams, fewer is better")
    print(f"{len(people)} people: ours {alike(people, own)} in {answer['seconds']:.3f} s, {answer['status']}; no grouping has fewer than {least:g}")
    # In less than a minute it seldom has any answer.
    seconds = max(seconds, 60)
    teams, spent = within(3 * seconds, assign, people, seconds)
    if teams is None:
        print(f"  team-formation: no answer in {spent:.0f} s")
    else:
        theirs = alike(people, teams)
        print(f"  team-formation: {theirs} in {spent:.2f} s; ours is {alike(people, own) / max(theirs, 1):.4f} of it")


main(sys.argv[1], float(sys.argv[2]))
