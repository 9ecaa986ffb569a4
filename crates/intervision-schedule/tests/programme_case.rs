//! The programme case of 200 people in 25 groups with a quorum of six, read from `../shared` beside the repository or from
//! the folder that `INTERVISION_DATA` names; skipped where it is absent. Its optimum is one absence and 282 days.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop at what must not happen")]

mod common;

use std::path::PathBuf;

use intervision_schedule::Checker;

#[test]
fn one_absence_and_every_session_placed() {
    let folder = std::env::var_os("INTERVISION_DATA").map_or_else(
        || concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into(),
        PathBuf::from,
    );
    let path = folder.join("data/schedule/programme/p200x25x6_s1.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!(
            "SKIPPED: no {}; set INTERVISION_DATA to the folder that holds data/",
            path.display()
        );
        return;
    };
    let case = common::programme::read(&text).unwrap();
    let outcome =
        common::solve(&case.planner, &case.demand, &case.calendars, 1, Some(2_000)).unwrap();
    let checker = Checker::new().allowing_absences(case.may_miss);
    assert_eq!(checker.check(&case.demand, &case.calendars, &outcome.timetable), []);
    assert_eq!(outcome.timetable.placements.len(), 150);
    assert_eq!(outcome.score.medium, 1);
    assert!(outcome.score.soft <= 300.0, "{:?}", outcome.score);
}
