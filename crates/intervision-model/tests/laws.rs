//! What holds for every input.

use intervision_core::{Roster, Value, contract};
use intervision_model::interchange::{read_id_sets, read_met, read_resources, read_roster};
use intervision_model::{AttributeKind, Cohort, MeetingHistory, Participant, RosterColumns};
use proptest::prelude::*;

/// People whose managers stand before them, so that there are no circles; in any order.
fn people() -> impl Strategy<Value = Vec<Participant>> {
    proptest::collection::vec((any::<prop::sample::Index>(), 0_u8..4, 0_u8..30), 1..40)
        .prop_map(|rows| {
            let mut people = Vec::new();
            for (index, (manager, job, years)) in rows.into_iter().enumerate() {
                let mut person = Participant::new(format!("m{index}"))
                    .with_attribute("years", Value::Number(f64::from(years)));
                if job > 0 {
                    person = person.with_attribute("job", Value::category(format!("job {job}")));
                }
                if index > 0 {
                    person = person.with_manager(format!("m{}", manager.index(index)));
                }
                people.push(person);
            }
            people
        })
        .prop_shuffle()
}

/// A cell that may hold anything that makes tables hard to read.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-c]{1,2}", "[0-9]{1,3}", "[ -~é\n]{0,6}"]
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn a_cohort_keeps_the_laws_of_a_roster(people in people()) {
        let cohort = Cohort::new(people).unwrap();
        prop_assert!(contract::roster(&cohort).is_ok());
        let lines = cohort.reporting_lines();
        for member in 0..cohort.len() {
            let Some(manager) = cohort.manager(member) else { continue };
            prop_assert!(lines.is_above(manager, member) && !lines.is_above(member, manager));
            prop_assert_eq!(lines.distance(member, manager), Some(1));
            prop_assert!(lines.reports(manager).contains(&member));
        }
    }

    #[test]
    fn the_order_of_the_list_changes_nothing(people in people()) {
        let mut sorted = people.clone();
        sorted.sort_by(|a, b| b.id().cmp(a.id()));
        let (one, two) = (Cohort::new(people).unwrap(), Cohort::new(sorted).unwrap());
        for member in 0..one.len() {
            prop_assert_eq!(one.id(member), two.id(member));
            prop_assert_eq!(one.manager(member), two.manager(member));
            prop_assert_eq!(one.attribute(member, "job"), two.attribute(member, "job"));
        }
    }

    #[test]
    fn a_circle_is_always_found(people in people(), from in any::<prop::sample::Index>()) {
        // Whoever leads the line of somebody gets that somebody as manager.
        let cohort = Cohort::new(people.clone()).unwrap();
        let low = from.index(cohort.len());
        let mut top = low;
        while let Some(manager) = cohort.manager(top) {
            top = manager;
        }
        let (low, top) = (cohort.id(low).into_owned(), cohort.id(top).into_owned());
        let people = people.into_iter().map(|person| {
            if person.id().as_str() == top { person.with_manager(low.as_str()) } else { person }
        });
        let problems = Cohort::new(people).unwrap_err();
        prop_assert_eq!(problems.len(), 1);
        let message = problems.to_string();
        prop_assert!(message.contains(&low) && message.contains(&top), "{}", message);
    }

    #[test]
    fn meetings_keep_the_laws_of_a_pair_weight(pairs in proptest::collection::vec((0_usize..12, 0_usize..12, 0_u8..5), 0..60)) {
        let mut met = MeetingHistory::new(10);
        for (a, b, times) in pairs {
            met.add(a, b, f64::from(times));
        }
        prop_assert!(contract::pair_weight(&met).is_ok());
    }

    #[test]
    fn every_separator_and_quoting_gives_the_same_roster(
        rows in proptest::collection::vec((cell(), cell()), 1..12),
        crlf in any::<bool>(),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let write = |separator: char| {
            let header = format!("id{separator}x{separator}y{end}");
            let row = |(index, (x, y)): (usize, &(String, String))| {
                format!("m{index}{separator}{}{separator}{}{end}", quoted(x), quoted(y))
            };
            header + &rows.iter().enumerate().map(row).collect::<String>()
        };
        // As categories: beside semicolons a number may have a decimal comma.
        let columns = RosterColumns::default()
            .with_kind("x", AttributeKind::Category)
            .with_kind("y", AttributeKind::Category);
        let commas = read_roster(write(',').as_bytes(), &columns).unwrap();
        prop_assert_eq!(commas.len(), rows.len());
        prop_assert_eq!(read_roster(write(';').as_bytes(), &columns).unwrap(), commas);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a-c,;\"\n\r|]{0,80}") {
        let roster = intervision_core::Table::new(["a", "b", "c"]).unwrap();
        for bytes in [&bytes[..], text.as_bytes()] {
            let _ = read_roster(bytes, &RosterColumns::default().with_manager("b"));
            let _ = read_id_sets(bytes, &roster);
            let _ = read_met(bytes, &roster);
            let _ = read_resources(bytes);
        }
    }
}
