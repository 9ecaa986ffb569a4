use intervision::report::{Audience, Composition, Mix, Report, ReportError, Season, Wish};
use intervision_core::{
    Demands, Groups, Placement, Resource, Session, Status, Stopped, Table, TermWorth, Timetable,
    Unplaced, Value, Worth,
};

use crate::figures::{date, small, span, text_of};

#[test]
fn the_small_report_is_the_golden_one() {
    let html = small().to_html().unwrap();
    let golden = include_str!("small.html");
    if html != golden {
        let found = concat!(env!("CARGO_TARGET_TMPDIR"), "/small.html");
        std::fs::write(found, &html).unwrap();
        let line = html.lines().zip(golden.lines()).position(|(a, b)| a != b);
        panic!(
            "the page differs from tests/report/small.html, first on line {:?}; look at {found}, and copy it over the golden file if it is right",
            line.map(|at| at + 1)
        );
    }
}

#[test]
fn equal_figures_give_equal_pages() {
    assert_eq!(small().to_html().unwrap(), small().to_html().unwrap());
}

#[test]
fn the_head_counts_what_the_chapters_hold() {
    let text = text_of(&small().to_html().unwrap());
    for fact in [
        "Participants 6",
        "Groups 2",
        "Sessions 5",
        "With a date 4",
        "Without a date 1",
        "Season 11 January – 26 February 2027",
        "Seed 7",
        "6 participants in 2 groups of 3.",
        "4 of 5 sessions have a date. Still without one: 1.",
        "3 things need your attention.",
    ] {
        assert!(text.contains(fact), "{fact} is missing");
    }
}

#[test]
fn a_proposal_says_so_until_it_is_approved() {
    let proposal = text_of(&small().to_html().unwrap());
    assert!(proposal.contains("Proposal – not yet approved"));
    let approved = small().with_approval("programme-office", date(1, 4)).to_html().unwrap();
    let approved = text_of(&approved);
    assert!(approved.contains("Approved by programme-office on 4 January 2027"));
    assert!(!approved.contains("Proposal"));
}

#[test]
fn dates_come_in_the_order_of_the_groups() {
    let text = text_of(&small().to_html().unwrap());
    let dates = text.split("Dates per group").nth(1).unwrap();
    let place = |name: &str| dates.find(name).unwrap();
    assert!(place("Everyone") < place("Group 1 2 sessions"));
    assert!(place("Group 1 2 sessions") < place("Group 2 1 session"));
}

#[test]
fn what_found_no_date_says_why() {
    let text = text_of(&small().to_html().unwrap());
    assert!(
        text.contains(
            "Meeting 2 · Group 2 room-1 has no free half-day between 16 and 26 February."
        )
    );
}

#[test]
fn groups_of_a_roster_are_read_by_id() {
    let roster = Table::new(["b", "a"])
        .unwrap()
        .with_column("years", [Value::Number(2.0), Value::Number(1.0)])
        .unwrap();
    let groups = Groups::new(2, vec![vec![0, 1]]).unwrap();
    let composition = Composition::of(&roster, &groups);
    assert_eq!(composition.columns(), ["years"]);
    let members = composition.groups()[0].members();
    assert_eq!(members[0], ("a".to_owned(), vec![Value::Number(1.0)]));
    assert_eq!(members[1].0, "b");
}

#[test]
fn the_worth_of_a_run_becomes_a_mix() {
    let mut worth = Worth::new(Status::Feasible, Stopped::Steps, 5.0).with_bound(4.0);
    let term = TermWorth { name: "t".into(), value: 5.0, bound: Some(4.0), weight: 2.0 };
    worth.terms.push(term);
    let mix = Mix::from(&worth);
    assert_eq!((mix.status(), mix.value(), mix.bound()), (Status::Feasible, 5.0, Some(4.0)));
    let term = &mix.terms()[0];
    assert_eq!((term.wish(), term.attribute()), (Wish::Other, "t"));
    assert_eq!((term.value(), term.bound(), term.weight()), (5.0, Some(4.0), Some(2.0)));
}

#[test]
fn a_timetable_is_read_with_its_audiences() {
    let roster = Table::new(["a", "b", "c"]).unwrap();
    let groups = Groups::new(3, vec![vec![0, 1], vec![2]]).unwrap();
    let mut of_group = Session::new("g", "Intake", 240, vec![0, 1]);
    of_group.group = Some(0);
    let demand = Demands {
        sessions: vec![
            of_group,
            Session::new("e", "Kick-off", 240, vec![0, 1, 2]),
            Session::new("c", "Coaching", 60, vec![2]),
            Session::new("w", "Workshop", 240, vec![0, 2]),
        ],
        resources: vec![Resource::new("room-1", "room")],
        relations: Vec::new(),
    };
    let place = |session, day| Placement {
        session,
        span: span(date(1, day), (9, 0), (12, 0)),
        resources: vec![0],
    };
    let unplaced = Unplaced { session: 3, reasons: vec!["full".into()] };
    let mut timetable = Timetable {
        placements: vec![place(0, 12), place(1, 13), place(2, 14)],
        unplaced: vec![unplaced],
        worth: Worth::new(Status::Feasible, Stopped::Finished, 1.0),
    };
    let empty = Season::new(date(1, 11), date(1, 29)).unwrap();
    let season = empty.clone().with_timetable(&timetable, &demand, &roster, &groups).unwrap();
    let audiences: Vec<_> = season.meetings().iter().map(|m| m.audience().clone()).collect();
    let group = Audience::Group("1".into());
    assert_eq!(audiences, [group, Audience::Everyone, Audience::Some("c".into())]);
    assert_eq!(season.meetings()[0].resources(), ["room-1"]);
    assert_eq!(season.missing()[0].audience(), &Audience::Some("Workshop".into()));
    assert_eq!(season.missing()[0].reasons(), ["full"]);
    let text = text_of(&Report::new("t", 3).with_season(season).to_html().unwrap());
    assert!(text.contains("Group 1 1 session"));

    timetable.placements[0].session = 9;
    let error = empty.with_timetable(&timetable, &demand, &roster, &groups).unwrap_err();
    assert_eq!(error, ReportError::UnknownSession { session: 9, sessions: 4 });
}
