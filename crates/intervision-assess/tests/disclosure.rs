//! What a cohort report gives away, checked by code that knows nothing of how cells are chosen.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use intervision_assess::survey::{Cell, Figure, Frequencies, disclose};
use intervision_assess::{CohortSummary, Floor, NeedsAnalysis, TargetProfile};
use intervision_core::{Table, Value};
use proptest::prelude::*;

/// A reader knows the total and what is shown, and that hidden parts are there. Hidden people who follow from that:
/// everyone hidden together; one part alone if it is the only one.
fn leaks(parts: &[usize], hidden: &[bool], floor: usize) -> bool {
    let of = |wanted: bool| parts.iter().zip(hidden).filter(move |&(_, &hidden)| hidden == wanted);
    if of(false).any(|(&part, _)| part > 0 && part < floor) {
        return true;
    }
    let (count, people) = (of(true).count(), of(true).map(|(part, _)| part).sum::<usize>());
    count > 0 && (people < floor || (count == 1 && people > 0))
}

fn people_hidden(parts: &[usize], hidden: &[bool]) -> usize {
    parts.iter().zip(hidden).filter(|&(_, &hidden)| hidden).map(|(&part, _)| part).sum()
}

proptest! {
    #[test]
    fn no_small_part_follows_and_nothing_more_is_hidden(
        parts in prop::collection::vec(prop_oneof![0..8_usize, 0..40_usize], 1..9), k in 2..7_usize,
    ) {
        let floor = Floor::new(k).unwrap();
        let cells = disclose(&parts, floor);
        for (&part, cell) in parts.iter().zip(&cells) {
            match cell {
                Cell::Shown(count) => prop_assert_eq!(*count, part),
                Cell::Below(below) => prop_assert!(*below == k && (1..k).contains(&part)),
                Cell::Withheld => prop_assert!(part >= k),
            }
        }
        let hidden: Vec<bool> = cells.iter().map(|cell| cell.count().is_none()).collect();
        // Brute force over every choice that hides at least the small parts.
        let choices = (0..1_u32 << parts.len())
            .map(|bits| (0..parts.len()).map(|bit| bits >> bit & 1 == 1).collect::<Vec<bool>>());
        let best = choices.filter(|choice| !leaks(&parts, choice, k)).map(|choice| people_hidden(&parts, &choice)).min();
        if let Some(best) = best {
            prop_assert!(!leaks(&parts, &hidden, k), "{:?} {:?}", parts, cells);
            prop_assert_eq!(people_hidden(&parts, &hidden), best);
        } else {
            // Fewer people than the floor altogether: then the total is not shown either.
            let named: Vec<(&str, usize)> = parts.iter().map(|&part| ("x", part)).collect();
            prop_assert!(Frequencies::partition(&named, floor).total.count().is_none());
        }
    }
}

#[test]
fn two_small_cells_guard_each_other_only_when_together_they_are_enough() {
    let shown = |parts: &[usize]| -> Vec<String> {
        disclose(parts, Floor::default()).iter().map(ToString::to_string).collect()
    };
    assert_eq!(shown(&[40, 3, 2]), ["40", "<5", "<5"]);
    assert_eq!(shown(&[40, 20, 1, 2]), ["40", "withheld", "<5", "<5"]);
    assert_eq!(shown(&[40, 0, 20]), ["40", "0", "20"]);
}

/// 163 of 200, in units of 100, 97 and 3 (of whom all three answered).
fn roster() -> Table {
    let unit = |member: usize| match member {
        0..100 => "north",
        100..197 => "south",
        _ => "staff",
    };
    Table::new((0..200).map(|member| format!("m{member:03}")))
        .unwrap()
        .with_column("unit", (0..200).map(|member| Value::category(unit(member))))
        .unwrap()
}

#[test]
fn h1_x1_a_cohort_report_withholds_the_small_group_and_one_more() {
    let measured = TargetProfile::new(200, [("influence", 2.5)]);
    let target = TargetProfile::new(200, [("influence", 3.0)]);
    let needs = NeedsAnalysis::new().find(&measured, &target).unwrap();
    let responded: Vec<bool> = (0..200).map(|member| !(80..117).contains(&member)).collect();
    let summary = CohortSummary::new(&needs, &responded).unwrap().by(&roster(), "unit").unwrap();
    let report = summary.disclose(Floor::default());
    assert_eq!(report.participation.answered, Cell::Shown(163));
    assert_eq!(report.participation.rate, Some(0.815));
    let groups = report.breakdown.unwrap().groups;
    let answered: Vec<String> = groups.iter().map(|group| group.answered.to_string()).collect();
    assert_eq!(answered, ["withheld", "80", "<5"]);
    assert_eq!(groups[1].levels[0], Figure::Complementary);
    assert_eq!(groups[2].levels[0], Figure::BelowFloor);
    assert_eq!(groups[0].levels[0].value(), Some(2.5));
    assert_eq!(report.competencies[0].gap.value(), Some(0.5));
}

#[test]
fn a_cohort_below_the_floor_shows_no_figure_at_all() {
    let measured = TargetProfile::new(4, [("influence", 2.5)]);
    let needs = NeedsAnalysis::new().find(&measured, &measured).unwrap();
    let report = CohortSummary::new(&needs, &[true; 4]).unwrap().disclose(Floor::default());
    assert_eq!(report.participation.answered, Cell::Below(5));
    assert_eq!(report.participation.rate, None);
    let competency = &report.competencies[0];
    assert_eq!((competency.level, competency.gap), (Figure::BelowFloor, Figure::BelowFloor));
    assert_eq!(competency.verdicts.met, Cell::Below(5));
}

#[test]
fn lists_of_another_length_are_refused() {
    let measured = TargetProfile::new(4, [("influence", 2.5)]);
    let needs = NeedsAnalysis::new().find(&measured, &measured).unwrap();
    let error = CohortSummary::new(&needs, &[true; 3]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the list of who responded is about 3 members and the measurement about 4; give one row per member in both"
    );
    assert_eq!(Floor::new(1).unwrap_err().to_string(), "floor is 1; it must be at least 2");
}

#[cfg(feature = "serde")]
#[test]
fn a_report_writes_what_it_shows_and_why_it_does_not() {
    let measured = TargetProfile::new(200, [("influence", 2.5)]);
    let target = TargetProfile::new(200, [("influence", 3.0)]);
    let needs = NeedsAnalysis::new().find(&measured, &target).unwrap();
    let summary = CohortSummary::new(&needs, &[true; 200]).unwrap().by(&roster(), "unit").unwrap();
    let report = serde_json::to_string_pretty(&summary.disclose(Floor::default())).unwrap();
    assert_eq!(report.trim(), include_str!("golden/cohort_report.json").trim());
}
