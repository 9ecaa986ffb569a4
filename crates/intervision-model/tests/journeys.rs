//! Everything that has a course takes only the stages that follow, and a refusal says what is missing.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::{Days, NaiveDate};
use intervision_core::{Approved, Groups};
use intervision_model::design::PhasePartition;
use intervision_model::journey::{
    CoachingStage, FieldVisit, Gate, GoalStage, Journey, Media, ProgrammeStage, SessionStage,
    Stage, Step, TopicStage, VisitStatus, Ways,
};
use intervision_model::learning::ActionPlan;
use intervision_model::{Problem, Problems};
use proptest::prelude::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, day).unwrap()
}

fn first_of_2024() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 8).unwrap()
}

fn approved<T>(value: T) -> Approved<T> {
    Approved::new(value, "office", day(4).and_hms_opt(9, 0, 0).unwrap())
}

#[test]
fn m1_the_whole_way_is_open_with_and_without_coaching() {
    use Step::{
        Assessed, Closed, Coached, Evaluated, KickedOff, PeersConsulted, PlanDrafted, PlanShared,
        Trained,
    };
    let way =
        [KickedOff, Assessed, PlanDrafted, PlanShared, Trained, PeersConsulted, Closed, Evaluated];
    for coached in [false, true] {
        let mut journey = Journey::<Step>::new("a07");
        for (step, on) in way.into_iter().zip(1..) {
            if coached && step == PeersConsulted {
                journey.take(Coached, day(on)).unwrap();
            }
            journey.take(step, day(on)).unwrap();
        }
        assert!(journey.next().is_empty());
        let late = journey.take(Evaluated, day(20)).unwrap_err();
        assert_eq!(
            late.to_string(),
            "\"a07\" cannot go from evaluated to evaluated; the journey is over"
        );
    }
}

#[test]
fn m1_a_plan_before_the_assessment_is_refused() {
    let mut journey = Journey::<Step>::new("a07");
    let problem = journey.take(Step::PlanDrafted, day(1)).unwrap_err();
    assert!(
        matches!(&problem, Problem::InvalidTransition { from, to, .. } if from == "invited" && to == "plan drafted"),
        "{problem}"
    );
    assert!(journey.taken().is_empty());
    journey.take(Step::KickedOff, day(9)).unwrap();
    assert_eq!(
        journey.take(Step::Assessed, day(8)).unwrap_err().to_string(),
        "journey of \"a07\": runs from 2027-01-09 to 2027-01-08; the last day must not come before the first"
    );
}

#[test]
fn every_design_has_ways_that_lead_to_its_end() {
    let ends = [
        (Ways::intervision_track(), Some(Step::Evaluated)),
        (Ways::retreat(), Some(Step::Evaluated)),
        (Ways::pit_stop(), Some(Step::Evaluated)),
        (Ways::talent(), Some(Step::Evaluated)),
        // A community does not end for those who stay.
        (Ways::community(), None),
    ];
    for (ways, end) in ends {
        let mut journey = Journey::on(ways, "a07");
        for _ in 0..20 {
            let Some(&next) = journey.next().last() else { break };
            journey.take(next, day(1)).unwrap();
        }
        assert_eq!(journey.next().is_empty().then(|| journey.at()), end);
        let json = serde_json::to_string(&journey).unwrap();
        assert_eq!(serde_json::from_str::<Journey>(&json).unwrap(), journey);
    }
}

#[test]
fn r3_a_visit_without_sound_is_incomplete_and_not_shared() {
    let mut visit = FieldVisit::new("team north");
    visit.deliver(Media::Image, "the market");
    visit.deliver(Media::Image, "the square");
    assert_eq!(visit.status(), VisitStatus::Incomplete { missing: vec![Media::Audio] });
    let mut journey = Journey::on(Ways::retreat(), "a07");
    let refused = journey.share(&visit, day(2)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "\"a07\" cannot go from invited to field visited yet; missing: an item of kind audio"
    );
    visit.deliver(Media::Audio, "the bell");
    journey.share(&visit, day(2)).unwrap();
    assert_eq!(journey.at(), Step::FieldVisited);
    let json = serde_json::to_string(&visit).unwrap();
    assert_eq!(serde_json::from_str::<FieldVisit>(&json).unwrap(), visit);
}

#[test]
fn x2_a_programme_runs_with_approved_groups_and_closes_after_its_sessions() {
    let mut programme = Journey::<ProgrammeStage>::new("track");
    programme.take(ProgrammeStage::Open, day(1)).unwrap();
    let none = programme.run(&approved(Groups::default()), day(2)).unwrap_err();
    assert_eq!(
        none.to_string(),
        "\"track\" cannot go from open to running yet; missing: approved groups"
    );
    programme.run(&approved(Groups::new(2, vec![vec![0, 1]]).unwrap()), day(2)).unwrap();

    let mut sessions = ["intake", "closing"].map(Journey::<SessionStage>::new);
    for session in &mut sessions {
        session.plan(&approved(day(20))).unwrap();
    }
    sessions[0].take(SessionStage::Held, day(20)).unwrap();
    let open = programme.close(&sessions, day(21)).unwrap_err();
    assert_eq!(
        open.to_string(),
        "\"track\" cannot go from running to closed yet; missing: session \"closing\" held or cancelled"
    );
    sessions[1].take(SessionStage::Cancelled, day(21)).unwrap();
    programme.close(&sessions, day(21)).unwrap();
    let unplanned = Journey::<SessionStage>::new("x").take(SessionStage::Held, day(1)).unwrap_err();
    assert_eq!(
        unplanned.to_string(),
        "\"x\" cannot go from proposed to held; next is planned or cancelled"
    );
}

#[test]
fn t1_a_hundred_days_in_four_phases_end_on_16_april() {
    let names = ["look", "choose", "do", "keep"];
    let phases = PhasePartition::even(first_of_2024(), 100, names).unwrap();
    assert_eq!(phases.lengths(), [25; 4]);
    assert_eq!(Some(phases.end()), NaiveDate::from_ymd_opt(2024, 4, 16));
    let wrong = PhasePartition::new(first_of_2024(), 100, names.map(|name| (name, 24)));
    assert_eq!(
        wrong.unwrap_err().to_string(),
        "phases: the phases take 96 days and the programme 100; make them the same"
    );
    let message = |made: Result<PhasePartition, Problems>| made.unwrap_err().to_string();
    assert_eq!(
        message(PhasePartition::new(first_of_2024(), 1, [("a", 1), ("a", 0)])),
        "2 problems:\n- phase \"a\" stands 2 times; rename or remove all but one\n- phases.a.days: 0 is not at least 1"
    );
    let none: [(&str, u32); 0] = [];
    assert_eq!(
        message(PhasePartition::new(first_of_2024(), 1, none)),
        "phases: a phase is missing; give the programme at least one"
    );
    assert!(PhasePartition::even(first_of_2024(), u32::MAX, ["a"]).is_err());
}

#[test]
fn t2_the_second_phase_opens_on_day_26_with_the_assignments_of_the_first() {
    let phases =
        PhasePartition::even(first_of_2024(), 100, ["look", "choose", "do", "keep"]).unwrap();
    let gate = Gate::from_day(26).after("letter").after("interview");
    let number = phases.number(first_of_2024() + Days::new(25)).unwrap();
    assert_eq!((number, phases.at(number)), (26, Some("choose")));
    assert!(gate.is_open(number, ["letter", "interview"]));
    assert!(!gate.is_open(number - 1, ["letter", "interview"]));

    let mut goal = Journey::<GoalStage>::new("say no");
    let early = goal.take_with(GoalStage::Underway, day(2), gate.requirements(25, ["letter"]));
    assert_eq!(
        early.unwrap_err().to_string(),
        "\"say no\" cannot go from set to underway yet; missing: day 26 (this is day 25), \"interview\""
    );
    let either = gate.clone().either();
    assert!(either.is_open(26, []) && either.is_open(1, ["letter", "interview"]));
    assert!(!either.is_open(25, ["letter"]));
    assert!(Gate::default().is_open(1, []) && Gate::default().either().is_open(1, []));
    let json = serde_json::to_string(&gate).unwrap();
    assert_eq!(json, r#"{"from_day":26,"after":["interview","letter"]}"#);
    assert_eq!(serde_json::from_str::<Gate>(&json).unwrap(), gate);
}

#[test]
fn t4_a_step_three_days_late_is_overdue() {
    let steps = [("ask", "Ask two colleagues", day(10)), ("try", "Try it once", day(20))];
    let mut plan = ActionPlan::new("a07", steps).unwrap();
    assert!(plan.overdue(day(10)).is_empty());
    let overdue = plan.overdue(day(13));
    assert_eq!(overdue.len(), 1);
    assert_eq!((overdue[0].owner.as_str(), overdue[0].step.as_str()), ("a07", "ask"));
    assert_eq!(overdue[0].days, 3);
    plan.done("ask", day(14)).unwrap();
    // It was still overdue on the day before it was done.
    assert_eq!(plan.overdue(day(13)).len(), 1);
    assert!(plan.overdue(day(14)).is_empty() && !plan.is_done());
    assert_eq!(
        plan.done("run", day(14)).unwrap_err().to_string(),
        "action plan of \"a07\": there is no step \"run\"; there are \"ask\", \"try\""
    );
    let none: [(&str, &str, NaiveDate); 0] = [];
    assert_eq!(
        ActionPlan::new("a07", none).unwrap_err().to_string(),
        "action plan of \"a07\": a step is missing; write at least one, with the day by which it is done"
    );
}

#[test]
fn a_journey_that_could_not_happen_is_not_read() {
    let text = r#"{"of":"a07","taken":[{"step":"plan_drafted","on":"2027-01-09"}]}"#;
    let error = serde_json::from_str::<Journey>(text).unwrap_err();
    assert!(error.to_string().contains("cannot go from invited to plan drafted"), "{error}");
    let good = r#"{"of":"a07","taken":[{"step":"kicked_off","on":"2027-01-09"}]}"#;
    let journey: Journey = serde_json::from_str(good).unwrap();
    assert_eq!(serde_json::to_string(&journey).unwrap(), good);
}

/// Takes stages by their place among those that are open, and compares with what the stages say.
fn walk<S: Stage>(picks: &[u8]) -> Result<(), TestCaseError> {
    let mut journey = Journey::<S>::new("x");
    for (pick, on) in picks.iter().zip(1..) {
        let open = journey.next().to_vec();
        prop_assert_eq!(&open, &journey.at().next());
        let Some(&to) = open.get(usize::from(*pick) % open.len().max(1)) else { break };
        prop_assert!(journey.take(to, day(on)).is_ok());
        prop_assert_eq!((journey.at(), journey.since()), (to, Some(day(on))));
        // What does not follow changes nothing.
        if !to.next().contains(&S::START) {
            let before = journey.clone();
            prop_assert!(journey.take(S::START, day(on)).is_err());
            prop_assert_eq!(&journey, &before);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn only_what_follows_is_taken(picks in proptest::collection::vec(any::<u8>(), 0..20)) {
        walk::<Step>(&picks)?;
        walk::<ProgrammeStage>(&picks)?;
        walk::<SessionStage>(&picks)?;
        walk::<TopicStage>(&picks)?;
        walk::<CoachingStage>(&picks)?;
        walk::<GoalStage>(&picks)?;
    }

    #[test]
    fn phases_partition_the_programme(days in 1_u32..400, count in 1_usize..12, skip in 0_u32..420) {
        let names: Vec<String> = (0..count).map(|n| format!("phase-{n}")).collect();
        let made = PhasePartition::even(first_of_2024(), days, names.clone());
        prop_assert_eq!(made.is_ok(), count as u32 <= days);
        let Ok(phases) = made else { return Ok(()) };
        prop_assert_eq!(phases.lengths().iter().sum::<u32>(), days);
        let spans: Vec<_> = phases.phases().collect();
        prop_assert_eq!((spans[0].1, spans[count - 1].2), (phases.start(), phases.end()));
        for pair in spans.windows(2) {
            prop_assert_eq!(pair[0].2.succ_opt(), Some(pair[1].1));
        }
        let on = first_of_2024() + Days::new(u64::from(skip));
        let inside: Vec<&str> =
            spans.iter().filter(|(_, from, to)| *from <= on && on <= *to).map(|s| s.0).collect();
        let found: Vec<&str> = phases.number(on).and_then(|n| phases.at(n)).into_iter().collect();
        prop_assert_eq!(inside, found);
        prop_assert_eq!(phases.number(on).is_some(), skip < days);
    }
}
