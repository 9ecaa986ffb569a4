"""The meetings as Timefold is told them: one entity a meeting, with a first quarter and a room."""

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import ConstraintFactory, HardMediumSoftScore, constraint_provider


@dataclass
class Quarter:
    number: int
    day: int


@dataclass
class Room:
    number: int
    seats: int
    # Seats of larger rooms beyond its own.
    wasted: int


@planning_entity
@dataclass
class Meeting:
    number: Annotated[int, PlanningId]
    length: int
    people: int
    # Days of all quarters, and by number of the other meeting: who must be in both, who is welcome in one, who is in both.
    days: list[int]
    must: list[int]
    may: list[int]
    all: list[int]
    start: Annotated[Quarter | None, PlanningVariable] = field(default=None)
    room: Annotated[Room | None, PlanningVariable] = field(default=None)

    def first(self) -> int:
        return self.start.number

    def end(self) -> int:
        return self.start.number + self.length

    def shared(self, other: "Meeting") -> int:
        return max(0, min(self.end(), other.end()) - max(self.first(), other.first()))


@planning_solution
@dataclass
class Plan:
    quarters: Annotated[list[Quarter], ProblemFactCollectionProperty, ValueRangeProvider]
    rooms: Annotated[list[Room], ProblemFactCollectionProperty, ValueRangeProvider]
    meetings: Annotated[list[Meeting], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


def past_the_end(meeting: Meeting) -> int:
    last = meeting.end() - 1
    if last >= len(meeting.days):
        return last
    return 0 if meeting.days[last] == meeting.days[meeting.first()] else 1


@constraint_provider
def rules(factory: ConstraintFactory):
    hard, medium, soft = HardMediumSoftScore.ONE_HARD, HardMediumSoftScore.ONE_MEDIUM, HardMediumSoftScore.ONE_SOFT
    each = lambda: factory.for_each(Meeting)
    pair = lambda: factory.for_each_unique_pair(Meeting)
    meet = lambda: pair().filter(lambda a, b: a.shared(b) > 0)
    return [
        each().filter(lambda a: past_the_end(a) > 0).penalize(hard, past_the_end).as_constraint("end"),
        each()
        .filter(lambda a: a.people > a.room.seats)
        .penalize(hard, lambda a: a.people - a.room.seats)
        .as_constraint("seats"),
        meet()
        .filter(lambda a, b: a.room.number == b.room.number)
        .penalize(hard, lambda a, b: a.shared(b))
        .as_constraint("room twice"),
        meet()
        .filter(lambda a, b: a.must[b.number] > 0)
        .penalize(hard, lambda a, b: a.shared(b) * a.must[b.number])
        .as_constraint("required twice"),
        meet()
        .filter(lambda a, b: a.may[b.number] > 0)
        .penalize(medium, lambda a, b: a.shared(b) * a.may[b.number])
        .as_constraint("preferred twice"),
        meet().penalize(soft, lambda a, b: 10 * a.shared(b)).as_constraint("at once"),
        pair()
        .filter(lambda a, b: a.end() == b.first() or b.end() == a.first())
        .penalize(soft, lambda a, b: 100)
        .as_constraint("no break"),
        pair()
        .filter(
            lambda a, b: a.all[b.number] > 0
            and a.room.number != b.room.number
            and a.first() != b.first()
            and (b.first() - a.end() if a.first() < b.first() else a.first() - b.end()) <= 2
        )
        .penalize(soft, lambda a, b: a.all[b.number])
        .as_constraint("other room"),
        each().penalize(soft, lambda a: a.end() - 1 + a.room.wasted).as_constraint("early, small"),
    ]


def plan(case, seconds):
    """The best plan that Timefold finds in so many seconds; None where not every meeting has a place by then."""
    quarters = [Quarter(number, day) for number, day in enumerate(case.days)]
    wasted = lambda seats: sum(max(0, other - seats) for other in case.rooms)
    rooms = [Room(number, seats, wasted(seats)) for number, seats in enumerate(case.rooms)]
    meetings = []
    for number, (length, required, preferred) in enumerate(case.meetings):
        must = [len(required & q) for _, q, _ in case.meetings]
        may = [len(required & p) + len(preferred & q) + len(preferred & p) for _, q, p in case.meetings]
        everyone = [len((required | preferred) & (q | p)) for _, q, p in case.meetings]
        meetings.append(Meeting(number, length, len(required) + len(preferred), case.days, must, may, everyone))
    config = SolverConfig(
        solution_class=Plan,
        entity_class_list=[Meeting],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=int(seconds * 1000))),
    )
    solved = SolverFactory.create(config).build_solver().solve(Plan(quarters, rooms, meetings))
    if any(meeting.start is None or meeting.room is None for meeting in solved.meetings):
        return None
    return [(meeting.start.number, meeting.room.number) for meeting in solved.meetings]
