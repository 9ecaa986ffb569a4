//! The programme case of 200 people in 25 groups with a quorum of six, read from the file that the environment variable
//! `INTERVISION_PROGRAMME_CASE` names; skipped where it names none. Its optimum is one absence and 282 days.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop at what must not happen")]

mod common;

use intervision_schedule::Checker;

#[test]
#[expect(clippy::disallowed_methods, reason = "the file is not part of the repository")]
fn one_absence_and_every_session_placed() {
    let Ok(path) = std::env::var("INTERVISION_PROGRAMME_CASE") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let case = common::programme::read(&text).unwrap();
    let outcome =
        common::solve(&case.planner, &case.demand, &case.calendars, 1, Some(2_000)).unwrap();
    let checker = Checker::new().allowing_absences(case.may_miss);
    assert_eq!(checker.check(&case.demand, &case.calendars, &outcome.timetable), []);
    assert_eq!(outcome.timetable.placements.len(), 150);
    assert_eq!(outcome.score.medium, 1);
    assert!(outcome.score.soft <= 300.0, "{:?}", outcome.score);
}
