//! Reports about several people: which figures, over whom, and every mistake with its message.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use intervision_assess::multirater::{
    Disclosure, DropSelf, EqualGroups, Feedback, FeedbackReport, History, RaterGroup,
    RaterWeighted, TeamReport,
};
use intervision_assess::survey::Figure;
use intervision_assess::{Answer, Floor, Instrument, Item, ResponseFormat, Responses, Scale};
use proptest::prelude::*;

fn instrument(scales: usize) -> Instrument {
    let id = |number: usize| format!("q{number}");
    let mut builder = Instrument::builder("short")
        .with_format("often", ResponseFormat::new(1, 5))
        .with_items((0..scales).map(|number| Item::new(id(number), "often")));
    for number in 0..scales {
        builder = builder.with_scale(Scale::new(format!("s{number}")).with_item(id(number)));
    }
    builder.build().unwrap()
}

/// The report of somebody whose raters, by group, all answer so on every scale; 0 is no answer.
fn report(
    subject: &str,
    scales: usize,
    answers: &[(RaterGroup, &[i32])],
    disclosure: &Disclosure,
) -> FeedbackReport {
    let instrument = instrument(scales);
    let (mut rows, mut raters) = (Responses::builder(&instrument), Vec::new());
    for (group, answers) in answers {
        for (number, &answer) in answers.iter().enumerate() {
            let rater = format!("{group}{number}");
            let given = if answer == 0 { Answer::Missing } else { Answer::Given(answer) };
            let items: Vec<String> = instrument.items().map(|it| it.id().to_owned()).collect();
            rows = rows.with_row(&rater, items.iter().map(|item| (item.as_str(), given)));
            raters.push((rater, group.clone()));
        }
    }
    let feedback = Feedback::new(&instrument, &rows.build().unwrap(), subject, raters).unwrap();
    disclosure.report(&feedback, &History::new(subject)).unwrap().report
}

fn three() -> Floor {
    Floor::new(3).unwrap()
}

#[test]
fn figures_are_means_over_the_same_people() {
    let plain = Disclosure::new();
    let peers = |answers: &'static [i32]| (RaterGroup::Peers, answers);
    let reports: [&'static [i32]; 3] = [&[2, 2, 2], &[3, 3, 3], &[4, 4, 4, 4]];
    let subject = ["a", "b", "c"];
    let mut all: Vec<FeedbackReport> = subject
        .iter()
        .zip(reports)
        .map(|(subject, answers)| {
            let reports = (RaterGroup::DirectReports, &[1, 2, 3][..]);
            report(subject, 1, &[peers(answers), reports], &plain)
        })
        .collect();
    let team = TeamReport::new(&all, three()).unwrap();
    assert_eq!((team.people, team.of, team.groups.len()), (3, 3, 2));
    let place = team.groups.iter().position(|name| name == "peers").unwrap();
    let Figure::Shown { value, standard_error, n } = team.scales[0].groups[place] else {
        panic!("{team:?}")
    };
    // Deviations -1, 0, 1: a variance of 1.
    assert!((value - 3.0).abs() < 1e-12 && (standard_error - (1.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    assert_eq!(n, 3);
    // Overall: the mean of peers and of reports.
    assert!((team.scales[0].overall.value().unwrap() - 2.5).abs() < 1e-12);

    // One without direct reports would be found by subtraction: the group goes, or the person does.
    all.push(report("d", 1, &[peers(&[5, 5, 5])], &plain));
    let team = TeamReport::new(&all, three()).unwrap();
    let reports = team.groups.iter().position(|name| name == "direct_reports").unwrap();
    assert_eq!((team.people, team.of), (4, 3));
    assert!((team.scales[0].groups[place].value().unwrap() - 3.0).abs() < 1e-12);
    assert!(team.scales[0].groups[reports].value().is_some());
    // The order of reports does not matter.
    all.reverse();
    let turned = TeamReport::new(&all, three()).unwrap();
    let mean = |team: &TeamReport| team.scales[0].overall.value();
    assert_eq!(mean(&turned), mean(&team));
    // Below the floor nothing is said.
    let few = TeamReport::new(&all[..2], three()).unwrap();
    assert_eq!((few.of, few.scales[0].overall), (0, Figure::BelowFloor));
    assert_eq!(TeamReport::new(&[], three()).unwrap().scales.len(), 0);
}

#[test]
fn mistakes_in_teams() {
    let disclosure = |weighted: bool| {
        if weighted {
            Disclosure::new().with_aggregator(DropSelf(RaterWeighted))
        } else {
            Disclosure::new().with_aggregator(DropSelf(EqualGroups))
        }
    };
    let peers = [(RaterGroup::Peers, &[3, 4, 5][..])];
    let of = |subject, scales, weighted| report(subject, scales, &peers, &disclosure(weighted));
    let wrong = |second: FeedbackReport| {
        TeamReport::new(&[of("a", 1, false), second], three()).unwrap_err().to_string()
    };
    assert_eq!(
        wrong(of("a", 1, false)),
        "there are two reports about \"a\"; give one of each person"
    );
    assert_eq!(
        wrong(of("b", 2, false)),
        "the report about \"b\" has other scales than that about \"a\"; put together what was asked with one instrument"
    );
    assert_eq!(
        wrong(of("b", 1, true)),
        "the report about \"b\" says \"others only, every rater counts alike\" and that about \"a\" \"others only, every group \
         counts alike\"; make both in one way"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_is_alone_in_a_team(
        people in prop::collection::vec(
            (prop::collection::vec(0..6_i32, 0..5), prop::collection::vec(0..6_i32, 0..5)), 1..9),
        floor in 2..5_usize,
    ) {
        let plain = Disclosure::new();
        let reports: Vec<FeedbackReport> = people
            .iter()
            .enumerate()
            .map(|(number, (peers, direct))| {
                let groups =
                    [(RaterGroup::Peers, peers.as_slice()), (RaterGroup::DirectReports, direct.as_slice())];
                report(&format!("p{number}"), 2, &groups, &plain)
            })
            .collect();
        let team = TeamReport::new(&reports, Floor::new(floor).unwrap()).unwrap();
        prop_assert!(team.of == 0 || team.of >= floor);
        for scale in &team.scales {
            for figure in scale.groups.iter().chain([&scale.overall]) {
                match *figure {
                    Figure::Shown { value, standard_error, n } => {
                        prop_assert_eq!(n, team.of);
                        prop_assert!((1.0..=5.0).contains(&value) && standard_error.is_finite());
                    }
                    Figure::BelowFloor | Figure::Complementary | Figure::Nobody => {}
                    _ => prop_assert!(false, "{:?}", figure),
                }
            }
        }
    }
}
