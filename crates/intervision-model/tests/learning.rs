//! From targets and measurements to needs and plans.

use chrono::NaiveDate;
use intervision_core::{Rating, Ratings, Table, contract};
use intervision_model::competency::{Framework, MeasuredProfiles, Measurement, Targets};
use intervision_model::design::Design;
use intervision_model::learning::{LearningPlan, PlanOptions, rank_needs};

const FRAMEWORK: &str = r#"
    version = 1
    id = "advice"
    title = "Advice"
    levels = [{ title = "1" }, { title = "2" }, { title = "3" }, { title = "4", description = "Does it under pressure." }]
    competencies = [{ id = "interests", title = "Interests" }, { id = "influence", title = "Influence" }]
"#;

const DESIGN: &str = r#"
    version = 1
    id = "track"
    title = "Track"
    season = { start = 2027-01-11, end = 2027-11-26 }
    phases = [{ id = "training", title = "Training" }]
    [[sessions]]
    id = "day-1"
    title = "Exerting influence"
    phase = "training"
    audience = "everyone"
    minutes = 480
    develops = ["influence"]
    [[sessions]]
    id = "day-2"
    title = "Recognising interests"
    phase = "training"
    audience = "everyone"
    minutes = 480
    develops = ["interests"]
"#;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap_or_default()
}

fn measured(competency: &str, level: f64, on: NaiveDate, source: &str) -> Measurement {
    let rating = Rating::measured(level, 0.25);
    Measurement {
        competency: competency.into(),
        rating,
        on,
        source: source.into(),
        instrument: None,
    }
}

/// M4 of the capabilities: target {influence 4, interests 3} against {2, 3} gives one goal, served by its training day.
#[test]
fn m4_a_gap_becomes_a_goal_with_its_training_day() {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let roster = Table::new(["a07"]).unwrap();
    let targets = "version = 1\nframework = \"advice\"\nprofiles = [{ levels = { influence = 4, interests = 3 } }]";
    let targets = Targets::from_toml(targets, &framework).unwrap();
    let targets = targets.of(&roster, None);
    let mut profiles = MeasuredProfiles::new(&framework, &roster);
    profiles.record(0, measured("influence", 2.0, day(2, 1), "self")).unwrap();
    profiles.record(0, measured("interests", 3.0, day(2, 1), "self")).unwrap();

    let needs = rank_needs(0, &targets, &profiles, &|competency| targets.importance(0, competency));
    assert_eq!(needs.len(), 1);
    assert_eq!((needs[0].competency.as_str(), needs[0].gap()), ("influence", Some(2.0)));

    let design = Design::from_toml(DESIGN).unwrap();
    let options = PlanOptions::default();
    let plan = LearningPlan::draft("a07", &needs, &framework, &design, day(3, 1), options);
    let [goal] = &plan.goals[..] else { panic!("one goal, not {}", plan.goals.len()) };
    assert_eq!(goal.goal, "Influence: from level 2 to level 4");
    assert_eq!(goal.evidence, "Does it under pressure.");
    assert_eq!(goal.activities[0].title, "Exerting influence");
    assert_eq!(goal.due, day(11, 26));
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<LearningPlan>(&json).unwrap(), plan);
}

#[test]
fn importance_decides_between_gaps_and_the_plan_keeps_to_its_limit() {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let roster = Table::new(["a07"]).unwrap();
    let targets = "version = 1\nframework = \"advice\"\n[[profiles]]\nlevels = { influence = 4, interests = 3.5 }\nimportance = { interests = 2 }";
    let targets = Targets::from_toml(targets, &framework).unwrap();
    let targets = targets.of(&roster, None);
    let mut profiles = MeasuredProfiles::new(&framework, &roster);
    profiles.record(0, measured("influence", 2.5, day(2, 1), "self")).unwrap();
    profiles.record(0, measured("interests", 2.5, day(2, 1), "self")).unwrap();
    let needs = rank_needs(0, &targets, &profiles, &|competency| targets.importance(0, competency));
    // 1.0 x 2 before 1.5 x 1.
    assert_eq!(
        needs.iter().map(|n| n.competency.as_str()).collect::<Vec<_>>(),
        ["interests", "influence"]
    );
    let design = Design::from_toml(DESIGN).unwrap();
    let options = PlanOptions::default().with_max_goals(1).with_due(day(6, 1));
    let plan = LearningPlan::draft("a07", &needs, &framework, &design, day(3, 1), options);
    assert_eq!(plan.goals.len(), 1);
    assert_eq!((plan.goals[0].competency.as_str(), plan.goals[0].due), ("interests", day(6, 1)));
}

#[test]
fn every_measurement_is_kept_and_the_latest_counts() {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let roster = Table::new(["a07", "a08"]).unwrap();
    let mut profiles = MeasuredProfiles::new(&framework, &roster);
    for (on, level, source) in
        [(day(6, 1), 3.0, "assessment"), (day(2, 1), 2.0, "self"), (day(6, 1), 2.5, "peers")]
    {
        profiles.record(0, measured("influence", level, on, source)).unwrap();
    }
    contract::ratings(&profiles).unwrap();
    let sources: Vec<&str> =
        profiles.history(0, "influence").iter().map(|m| m.source.as_str()).collect();
    assert_eq!(sources, ["self", "assessment", "peers"]);
    assert_eq!(profiles.rating(0, "influence"), Some(Rating::measured(2.5, 0.25)));
    assert_eq!(profiles.rating(1, "influence"), None);

    let earlier = profiles.clone();
    let mut later = MeasuredProfiles::new(&framework, &roster);
    later.record_all(&earlier, day(9, 1), "copy").unwrap();
    assert_eq!(later.history(0, "influence")[0].on, day(9, 1));
}

#[test]
fn a_measurement_that_does_not_fit_is_refused_whole() {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let mut profiles = MeasuredProfiles::new(&framework, &Table::new(["a07"]).unwrap());
    let problems = profiles.record(3, measured("listening", 4.5, day(2, 1), "self")).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "3 problems:\n\
         - measurement of member 3 on \"listening\": 3 is not a member's number, which runs from 0 to below 1\n\
         - measurement of member 3 on \"listening\": there is no competency \"listening\"; there are \"interests\", \"influence\"\n\
         - measurement of member 3 on \"listening\": 4.5 is not a level of the framework, 1 to 4"
    );
    assert!(profiles.history(0, "influence").is_empty());
}
