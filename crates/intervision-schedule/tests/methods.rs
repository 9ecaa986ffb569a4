//! The catalogue that ships, methods in the time at hand, and the agenda of a pit stop.

#![cfg(feature = "serde")]

use intervision_schedule::methods::{MethodCatalogue, OpenQuestion, PitStop};
use proptest::prelude::*;

#[test]
fn x5_the_incident_method_takes_65_minutes_in_seven_steps() {
    let catalogue = MethodCatalogue::shipped().unwrap();
    let incident = catalogue.get("incident").unwrap();
    let minutes: Vec<_> = incident.steps.iter().map(|step| step.minutes).collect();
    assert_eq!((minutes, incident.minutes()), (vec![5, 10, 5, 15, 10, 10, 10], 65));
    let ids: Vec<_> = catalogue.iter().map(|method| method.id.as_str()).collect();
    let expected = [
        "incident",
        "gossip",
        "five-step",
        "ten-step",
        "solution-focused",
        "balint",
        "clinic",
        "action-learning-set",
        "troika",
    ];
    assert_eq!(ids, expected);
    assert!(catalogue.get("troika").unwrap().suits(3) && !incident.suits(3));
    assert_eq!(
        catalogue.get("lecture").unwrap_err().to_string(),
        format!("there is no method \"lecture\"; the catalogue has {}", expected.join(", "))
    );
}

#[test]
fn steps_grow_and_shrink_together() {
    let catalogue = MethodCatalogue::shipped().unwrap();
    let lengths = |minutes| -> Vec<u32> {
        let steps = catalogue.get("incident").unwrap().steps_in(minutes).unwrap();
        steps.iter().map(|step| step.to - step.from).collect()
    };
    assert_eq!(lengths(65), [5, 10, 5, 15, 10, 10, 10]);
    assert_eq!(lengths(130), [10, 20, 10, 30, 20, 20, 20]);
    assert_eq!(lengths(45), [4, 7, 3, 10, 7, 7, 7]);
    let error = catalogue.get("incident").unwrap().steps_in(6).unwrap_err().to_string();
    assert_eq!(error, "6 minutes are too few for 7 parts; each takes a minute at least");
}

#[test]
fn what_is_wrong_with_a_catalogue_is_named() {
    let message = |text: &str| MethodCatalogue::from_toml(text).unwrap_err().to_string();
    let method = |id: &str, minutes: u32, most: usize| {
        format!(
            "[[methods]]\nid = \"{id}\"\nname = \"x\"\nfewest = 3\nmost = {most}\n\
             steps = [{{ title = \"talk\", minutes = {minutes}, lead = \"facilitator\" }}]\n"
        )
    };
    assert_eq!(
        message("version = 2"),
        "the catalogue of methods is of version 2; this reader knows version 1"
    );
    assert_eq!(
        message(&format!("version = 1\n{}{}", method("a", 5, 8), method("a", 5, 8))),
        "method \"a\" is listed twice; every method needs an id of its own"
    );
    assert_eq!(
        message(&format!("version = 1\n{}", method("a", 0, 8))),
        "method \"a\": \"talk\" takes 0 minutes; a step takes 1 to 1440"
    );
    assert_eq!(
        message(&format!("version = 1\n{}", method("a", 5, 2))),
        "method \"a\": it is for 3 to 2 people; write at least 1, the smaller number first"
    );
    let empty =
        "version = 1\n[[methods]]\nid = \"a\"\nname = \"x\"\nfewest = 3\nmost = 8\nsteps = []\n";
    assert_eq!(message(empty), "method \"a\": it has no steps; list at least one");
    assert!(
        message("version = 1\ncolour = 2").starts_with("the catalogue of methods cannot be read: ")
    );
}

fn question(id: &str, votes: u32) -> OpenQuestion {
    OpenQuestion { id: id.into(), votes }
}

#[test]
fn h6_a_pit_stop_of_four_hours() {
    let questions = [question("c", 1), question("a", 1), question("b", 4)];
    let agenda = PitStop::new(240).agenda(&questions).unwrap();
    assert_eq!((agenda.reflect.from, agenda.reflect.to), (0, 60));
    assert_eq!((agenda.look_ahead.from, agenda.look_ahead.to), (180, 240));
    let work: Vec<_> = agenda
        .to_work
        .iter()
        .map(|item| (item.question.as_deref().unwrap(), item.from, item.to))
        .collect();
    assert_eq!(work, [("b", 60, 100), ("a", 100, 140), ("c", 140, 180)]);
    assert!(agenda.parked.is_empty());
}

#[test]
fn h6_without_questions_there_is_still_time_to_work() {
    let agenda = PitStop::new(100).with_shares([1, 1, 2]).agenda(&[]).unwrap();
    assert_eq!((agenda.to_work.len(), agenda.to_work[0].question.as_deref()), (1, None));
    assert_eq!((agenda.to_work[0].from, agenda.to_work[0].to), (25, 50));
    assert!(PitStop::new(2).agenda(&[]).is_err());
}

proptest! {
    #[test]
    fn agendas_are_whole_and_votes_decide(
        minutes in 3_u32..500,
        votes in proptest::collection::vec(0_u32..6, 0..12),
        each in 0_u32..60,
    ) {
        let questions: Vec<_> = votes.iter().enumerate().map(|(n, votes)| question(&format!("q{n:02}"), *votes)).collect();
        let agenda = PitStop::new(minutes).with_minutes_per_question(each).agenda(&questions).unwrap();
        let mut now = 0;
        for item in std::iter::once(&agenda.reflect).chain(&agenda.to_work).chain([&agenda.look_ahead]) {
            prop_assert!(item.from == now && item.from < item.to);
            now = item.to;
        }
        prop_assert_eq!(now, minutes);
        let taken: Vec<_> = agenda.to_work.iter().filter_map(|item| item.question.clone()).collect();
        prop_assert_eq!(taken.len() + agenda.parked.len(), questions.len());
        let order: Vec<u32> = taken
            .iter()
            .chain(&agenda.parked)
            .map(|id| questions.iter().find(|question| question.id == *id).unwrap().votes)
            .collect();
        prop_assert!(order.is_sorted_by(|a, b| a >= b));
        if taken.len() > 1 {
            prop_assert!(agenda.to_work.iter().all(|item| item.to - item.from >= each));
        }
    }
}
