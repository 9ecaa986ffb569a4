//! The two example assessments that the repository ships, scored as a programme would.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use std::path::PathBuf;

use intervision_assess::needs::{Offer, Proficiency, Progress, Unclear};
use intervision_assess::reliability::MissingPairs;
use intervision_assess::{
    Coaching, Electives, Instrument, NeedsAnalysis, Responses, Scorer, Scores, TargetProfile,
};
use intervision_core::{Ratings, Roster, Table, contract};

/// A file of the examples; `None`, and says so, where the crate stands alone.
fn example(file: &str) -> Option<Vec<u8>> {
    let path =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data")).join(file);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("SKIPPED: no examples/data/{file} beside this crate");
    }
    bytes
}

fn score(programme: &str, responses: &str, roster: &Table) -> Option<Scores> {
    let instrument = String::from_utf8(example(&format!("{programme}/instrument.json"))?).unwrap();
    let instrument = Instrument::from_json(&instrument).unwrap();
    let responses =
        Responses::from_csv(&instrument, &example(&format!("{programme}/{responses}"))?).unwrap();
    Some(Scorer::new(instrument, responses).unwrap().scores(roster).unwrap())
}

#[test]
fn h1_the_pit_stop_survey_scores() {
    let roster = Table::new((1..=200).map(|number| format!("m{number:03}"))).unwrap();
    let Some(scores) = score("pit-stop", "responses.csv", &roster) else { return };
    assert_eq!(scores.competencies(), ["collaboration", "connecting", "awareness", "decisiveness"]);
    assert_eq!(scores.respondents().iter().filter(|&&responded| responded).count(), 163);
    assert_eq!(contract::ratings(&scores), Ok(()));
    for scale in scores.scales() {
        let alpha = scale.alpha(MissingPairs::Pairwise).unwrap();
        assert!((0.6..0.95).contains(&alpha.value), "{} {}", scale.id(), alpha.value);
    }
}

#[test]
fn the_track_has_a_few_who_are_proficient_and_stand_still() {
    let roster = Table::new((1..=24).map(|number| format!("a{number:02}"))).unwrap();
    let Some(first) = score("intervision-track", "responses-1.csv", &roster) else { return };
    let Some(second) = score("intervision-track", "responses-2.csv", &roster) else { return };
    let Some(now) = score("intervision-track", "responses.csv", &roster) else { return };
    assert_eq!(now.outstanding().len(), 3);
    let names: Vec<String> = now.competencies().iter().map(ToString::to_string).collect();
    let target = TargetProfile::new(24, names.iter().map(|name| (name.as_str(), 3.5)));
    let series: [(f64, &dyn Ratings); 3] = [(1.0, &first), (2.0, &second), (3.0, &now)];
    let progress = Coaching::new().progress(&series, &target).unwrap();
    let stagnating: Vec<_> = (0..24)
        .filter(|&member| matches!(progress[member], Progress::Stagnating(_)))
        .map(|member| roster.id(member).into_owned())
        .collect();
    assert_eq!(stagnating, ["a05", "a14", "a22"]);
    // Whose slope lies within its error of the border cannot be told yet.
    assert!(matches!(progress[8], Progress::CannotTell(Unclear::TooClose { .. })));
    // The rule of the programme that ships: its six places are not filled with people who may well be growing.
    let own = Coaching::new().with_proficiency(Proficiency::Level(3.0)).with_max_slope(0.1);
    let sure = |progress: &&Progress| matches!(progress, Progress::Stagnating(_));
    assert_eq!(own.progress(&series, &target).unwrap().iter().filter(sure).count(), 4);
    let needs = NeedsAnalysis::new().find(&now, &target).unwrap();
    let offers = [Offer::new("workshop", "process-management", 12)];
    let electives = Electives::assign(&needs, &roster, &offers);
    assert_eq!(electives.seated("workshop").len(), 12);
    assert!(!electives.waiting("workshop").is_empty());
}
