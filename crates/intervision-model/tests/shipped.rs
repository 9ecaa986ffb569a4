//! The programmes that ship with the repository are read, fit together and expand into what they promise.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use intervision_core::{Approved, Groups, Relation, Roster, SessionDemand, contract};
use intervision_model::competency::{Framework, Targets};
use intervision_model::design::{Audiences, Demand, Design, Whose, demand};
use intervision_model::interchange::{read_id_sets, read_met, read_resources, read_roster};
use intervision_model::{Cohort, GroupList};

fn file(programme: &str, name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/data");
    fs::read(folder.join(programme).join(name)).unwrap()
}

fn text(programme: &str, name: &str) -> String {
    String::from_utf8(file(programme, name)).unwrap()
}

fn load(programme: &str) -> (Design, Cohort) {
    let design = Design::from_toml(&text(programme, "programme.toml")).unwrap();
    let cohort = read_roster(&file(programme, "roster.csv"), design.roster()).unwrap();
    (design, cohort)
}

/// Dealt out like cards: enough to expand a design.
fn dealt(cohort: &Cohort, count: usize) -> Approved<GroupList> {
    let groups = (0..count).map(|group| {
        let members = (group..cohort.len()).step_by(count);
        ("", members.map(|member| cohort.id(member).into_owned()).collect::<Vec<_>>())
    });
    let at = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap().and_hms_opt(9, 0, 0).unwrap();
    Approved::new(GroupList::new(cohort, groups).unwrap(), "office", at)
}

fn count(demand: &Demand, design: &Design, rule: &str) -> usize {
    let rule = design.sessions().iter().position(|session| session.id == rule);
    (0..demand.len()).filter(|&session| demand.origin(session).map(|o| o.rule) == rule).count()
}

#[test]
fn pit_stop_is_178_sessions() {
    let (design, cohort) = load("pit-stop");
    assert_eq!(cohort.len(), 200);
    contract::roster(&cohort).unwrap();
    let asked: Vec<&str> = design.groups().unwrap().attributes().collect();
    cohort.require(asked, "the group rules").unwrap();
    let resources = read_resources(&file("pit-stop", "resources.csv")).unwrap();
    let groups = dealt(&cohort, 25);
    let demand = demand(&design, &cohort, &groups, &Audiences::new(), resources).unwrap();
    contract::session_demand(&demand, cohort.len()).unwrap();
    assert_eq!(demand.len(), 178);
    assert_eq!(count(&demand, &design, "intake"), 25);
    assert_eq!(count(&demand, &design, "pit-stop"), 150);
    assert_eq!(count(&demand, &design, "theme-day"), 3);
    // 25 from intake to first pit stop, 25 x 5 between pit stops, 2 between theme days.
    assert_eq!(demand.relations().len(), 25 + 125 + 2);
    let theme_day = demand.sessions().last().unwrap();
    assert_eq!((theme_day.id.as_str(), theme_day.needs[0].seats), ("theme-day/3", 200));
    assert_eq!(demand.sessions()[0].series, demand.sessions()[25].series);
}

#[test]
fn the_track_has_trainings_workshops_coaching_and_intervision() {
    let (design, cohort) = load("intervision-track");
    assert_eq!(cohort.len(), 24);
    contract::roster(&cohort).unwrap();
    let resources = read_resources(&file("intervision-track", "resources.csv")).unwrap();
    let audiences = Audiences::new()
        .with_elective("workshop-own-emotions", vec![(0..12).collect(), vec![14, 20]])
        .with_elective("workshop-process-management", vec![vec![1, 2, 3, 4]])
        .with_individuals("coaching", vec![5, 17]);
    let groups = dealt(&cohort, 3);
    let demand = demand(&design, &cohort, &groups, &audiences, resources).unwrap();
    contract::session_demand(&demand, cohort.len()).unwrap();
    assert_eq!(count(&demand, &design, "intervision"), 18);
    assert_eq!(count(&demand, &design, "coaching"), 8);
    assert_eq!(count(&demand, &design, "workshop-own-emotions"), 2);
    let trainings = design.sessions().iter().filter(|rule| rule.id.starts_with("training-"));
    assert_eq!(trainings.count(), 5);
    // Two general sessions, five days, three runs, eight conversations, 18 meetings, the closing.
    assert_eq!(demand.len(), 2 + 5 + 3 + 8 + 18 + 1);
    let closing = demand.len() - 1;
    let before = |r: &&Relation| matches!(r, Relation::Lag { later, .. } if *later == closing);
    assert_eq!(demand.relations().iter().filter(before).count(), 3 + 1);
    assert!(demand.sessions().iter().any(|session| session.id == "coaching/a18/4"));
    assert_eq!(demand.origin(closing).unwrap().whose, Whose::Everyone);
}

#[test]
fn every_session_of_both_serves_a_competency_that_its_framework_has() {
    for programme in ["pit-stop", "intervision-track"] {
        let (design, cohort) = load(programme);
        let framework = Framework::from_toml(&text(programme, "framework.toml")).unwrap();
        let targets = Targets::from_toml(&text(programme, "profile.toml"), &framework).unwrap();
        let developed = design.sessions().iter().flat_map(|session| &session.develops);
        for competency in developed {
            assert!(framework.competency(competency).is_some(), "{programme}: {competency}");
        }
        let targets = targets.of(&cohort, cohort.function_key());
        contract::ratings(&targets).unwrap();
        for member in 0..cohort.len() {
            for competency in framework.competencies() {
                use intervision_core::Ratings;
                assert!(targets.rating(member, &competency.id).is_some());
            }
        }
    }
}

#[test]
fn pairs_and_sets_are_read() {
    for programme in ["pit-stop", "intervision-track"] {
        let (_, cohort) = load(programme);
        let met = read_met(&file(programme, "met.csv"), &cohort).unwrap();
        contract::pair_weight(&met).unwrap();
        assert!(met.pairs() > 0);
        for name in ["apart.csv", "together.csv"] {
            let sets = read_id_sets(&file(programme, name), &cohort).unwrap();
            assert!(sets.iter().all(|set| set.len() == 2), "{programme}/{name}");
        }
    }
}

#[test]
fn designs_survive_toml_and_json() {
    for programme in ["pit-stop", "intervision-track"] {
        let (design, _) = load(programme);
        assert_eq!(Design::from_toml(&design.to_toml().unwrap()).unwrap(), design);
        assert_eq!(Design::from_json(&design.to_json().unwrap()).unwrap(), design);
    }
}

#[test]
fn x2_nobody_is_planned_without_groups() {
    let (design, cohort) = load("pit-stop");
    let at = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let none = Approved::new(Groups::default(), "office", at);
    let problems = demand(&design, &cohort, &none, &Audiences::new(), Vec::new()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "groups: an approved grouping is missing; form groups and have them approved before sessions are planned for them"
    );
}
