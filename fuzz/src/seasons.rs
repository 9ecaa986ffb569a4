//! Certificates of strangers, for two seasons that stand fast.

use chrono::NaiveDate;
use intervision_core::{
    AlwaysFree, DateWindow, Demands, Lag, Need, Relation, Resource, Run, Session, Status,
};
use intervision_schedule::why_not::Certificate;
use intervision_schedule::{Grid, Planner};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).expect("a day")
}

fn planner() -> Planner {
    Planner::new(Grid::half_days(day(1), day(3), &|_| true).expect("three days"))
}

/// Four meetings in three days, of which all can be placed.
fn possible() -> Demands {
    let mut demand = Demands::default();
    for number in 0..4 {
        let mut session = Session::new(format!("m{number}"), "Meeting", 240, vec![number / 2, 2]);
        session.needs.push(Need::one("room").with_seats(2));
        session.window = DateWindow::between(day(1), day(3));
        demand.sessions.push(session);
    }
    demand.resources = vec![Resource::new("blue", "room").with_seats(2).with_max_per_week(5)];
    demand.relations = vec![
        Relation::Lag { earlier: 0, later: 1, lag: Lag::between(1, 2) },
        Relation::Apart { a: 1, b: 2, minutes: 60 },
        Relation::DifferentDay { a: 2, b: 3 },
    ];
    demand
}

/// The same with one more day between two of them than there is.
fn impossible() -> Demands {
    let mut demand = possible();
    demand.relations.push(Relation::Lag { earlier: 2, later: 3, lag: Lag::at_least(3) });
    demand
}

/// Nothing holds for the season that can be planned; what holds for the other one, it says in words.
pub(crate) fn verify_or_refuse(certificate: &Certificate) {
    let planner = planner();
    for demand in [possible(), impossible()] {
        assert!(!certificate.words(&planner, &demand).is_empty());
        for rule in &certificate.rules {
            rule.words(&planner, &demand);
        }
    }
    let error =
        certificate.verify(&planner, &possible(), &AlwaysFree).expect_err("it can be planned");
    assert!(!error.to_string().is_empty());
    if certificate.verify(&planner, &impossible(), &AlwaysFree).is_ok() {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let mut nobody = ();
        let mut run = Run::new(&mut rng, &mut nobody).with_steps(1_000);
        let helps = planner.relaxations(certificate, &impossible(), &AlwaysFree, &mut run);
        assert!(helps.is_ok());
    }
}

/// A certificate that holds for the season that cannot be planned.
#[must_use]
pub fn certificate() -> Certificate {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody);
    let verdict = planner().why_not(&impossible(), &AlwaysFree, &mut run).expect("an answer");
    assert_eq!(verdict.status, Status::Infeasible);
    verdict.certificate.expect("a certificate")
}
