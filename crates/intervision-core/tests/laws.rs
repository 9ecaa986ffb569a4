//! Our own implementations keep the laws, and broken ones are found out.
#![cfg(feature = "contract")]
#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test stops where something is wrong, and these figures are exact"
)]

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};
use intervision_core::{
    AlwaysFree, Availability, Demands, Groups, GroupsError, Lag, MatrixError, PairMatrix,
    PairWeight, Party, Presence, Rating, Ratings, Relation, Resource, Roster, Session, Span, Table,
    TableError, Value, contract,
};

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn span(day: u32, from: u32, to: u32) -> Span {
    Span::new(at(day, from), at(day, to)).unwrap()
}

#[test]
fn a_table_keeps_the_laws_of_a_roster() {
    let table = Table::new(["c", "a", "b"])
        .unwrap()
        .with_column("function", [Value::category("x"), Value::category(""), Value::Unknown])
        .unwrap()
        .with_column("years", [Value::Number(1.0), Value::Number(f64::INFINITY), Value::Level(2)])
        .unwrap()
        .with_manager("a", "b")
        .unwrap()
        .with_manager("b", "c")
        .unwrap();
    assert_eq!(contract::roster(&table), Ok(()));
    assert_eq!(contract::roster(&&Box::new(table)), Ok(()));
}

#[test]
fn a_table_says_what_is_wrong_and_where() {
    let message = |error: TableError| error.to_string();
    assert_eq!(
        Table::new(["a", "b", "a"]).map_err(message),
        Err("id \"a\" stands on rows 1 and 3; every member needs an id of their own".to_owned())
    );
    assert_eq!(
        Table::new(["a", " "]).map_err(message),
        Err("row 2 has an empty id; give every member an opaque, stable id".to_owned())
    );
    let table = || Table::new(["a", "b", "c"]).unwrap();
    assert_eq!(
        table().with_column("f", [Value::Unknown]).map_err(message),
        Err("column \"f\" has 1 values for 3 members; give one value per member, unknown ones too"
            .to_owned())
    );
    let chain = table().with_manager("a", "b").unwrap().with_manager("b", "c").unwrap();
    assert_eq!(
        chain.with_manager("c", "a").map_err(message),
        Err("the reporting line runs in a circle: c → a → b → c".to_owned())
    );
    assert_eq!(
        table().with_manager("a", "a").map_err(message),
        Err("the reporting line runs in a circle: a → a".to_owned())
    );
    assert_eq!(
        table().with_manager("a", "z").map_err(message),
        Err("\"z\" is not in the table".to_owned())
    );
}

struct Circle;
impl Roster for Circle {
    fn len(&self) -> usize {
        2
    }
    fn id(&self, _member: usize) -> Cow<'_, str> {
        "same".into()
    }
    fn keys(&self) -> Vec<Cow<'_, str>> {
        vec!["x".into()]
    }
    fn attribute(&self, _member: usize, _key: &str) -> Value<'_> {
        Value::Number(f64::NAN)
    }
    fn manager(&self, member: usize) -> Option<usize> {
        Some(1 - member.min(1))
    }
}

#[test]
fn a_broken_roster_is_found_out() {
    let broken = contract::roster(&Circle).unwrap_err();
    let all = broken.to_string();
    for law in [
        "share the id \"same\"",
        "say Unknown instead",
        "runs in a circle",
        "there are only 2 members",
    ] {
        assert!(all.contains(law), "{law:?} is missing from:\n{all}");
    }
}

#[test]
fn a_matrix_keeps_the_laws_of_pair_weights() {
    let mut matrix = PairMatrix::from_pairs(5, [(0, 4, 1.5), (3, 1, -2.0), (0, 4, 0.5)]).unwrap();
    assert_eq!(matrix.weight(4, 0), 2.0);
    assert_eq!(contract::pair_weight(&matrix), Ok(()));
    assert_eq!(matrix.add(2, 2, 1.0), Err(MatrixError::SamePerson { member: 2 }));
    assert_eq!(matrix.add(2, 5, 1.0), Err(MatrixError::OutOfRange { a: 2, b: 5, len: 5 }));
    assert!(matches!(matrix.add(0, 1, f64::NAN), Err(MatrixError::NotFinite { a: 0, b: 1, .. })));
    assert_eq!(matrix.weight(0, 1), 0.0);
    assert_eq!(contract::pair_weight(&PairMatrix::zeros(0)), Ok(()));
}

struct Forgetful;
impl PairWeight for Forgetful {
    fn len(&self) -> usize {
        3
    }
    fn weight(&self, a: usize, b: usize) -> f64 {
        if a < 3 && b < 3 { 1.0 } else { 0.0 }
    }
    fn for_each_pair(&self, visit: &mut dyn FnMut(usize, usize, f64)) {
        visit(0, 1, 2.0);
        visit(2, 1, 1.0);
    }
}

#[test]
fn pairs_that_are_left_out_are_found() {
    let all = contract::pair_weight(&Forgetful).unwrap_err().to_string();
    for law in ["gives 2 for (0, 1)", "wrong order", "leaves out (0, 2)", "leaves out (1, 2)"] {
        assert!(all.contains(law), "{law:?} is missing from:\n{all}");
    }
}

#[test]
fn groups_hold_everyone_at_most_once() {
    let groups = Groups::new(5, vec![vec![3, 1], vec![], vec![0]]).unwrap();
    assert_eq!(contract::grouping(&groups), Ok(()));
    assert_eq!(groups.group_of(1), Some(0));
    assert_eq!(groups.group_of(2), None);
    assert_eq!(groups.sizes(), [2, 0, 1]);
    assert_eq!(Groups::copy_of(5, &groups), Ok(groups.clone()));
    assert_eq!(
        Groups::new(5, vec![vec![3], vec![1, 3]]),
        Err(GroupsError::Twice { member: 3, first: 1, second: 2 })
    );
    assert_eq!(
        Groups::new(2, vec![vec![2]]),
        Err(GroupsError::OutOfRange { member: 2, group: 1, len: 2 })
    );
}

struct Levels(f64, Option<f64>);
impl Ratings for Levels {
    fn len(&self) -> usize {
        2
    }
    fn competencies(&self) -> Vec<Cow<'_, str>> {
        vec!["influence".into()]
    }
    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        (member < 2 && competency == "influence")
            .then_some(Rating { level: self.0, standard_error: self.1 })
    }
}

#[test]
fn ratings_are_finite() {
    assert_eq!(contract::ratings(&Levels(3.0, None)), Ok(()));
    assert_eq!(contract::ratings(&Levels(3.0, Some(f64::NAN))).unwrap_err().count(), 4);
    assert!(contract::ratings(&Levels(f64::NAN, None)).is_err());
}

struct LongOnly;
impl Availability for LongOnly {
    fn presence(&self, _party: Party, span: Span) -> Presence<'_> {
        if span.minutes() > 60 { Presence::FREE } else { Presence::busy("short") }
    }
}

#[test]
fn busy_stays_busy_in_a_longer_span() {
    let spans = [span(1, 9, 10), span(1, 10, 11), span(2, 9, 12)];
    let parties = [Party::Member(0), Party::Resource(0)];
    assert_eq!(contract::availability(&AlwaysFree, &parties, &spans), Ok(()));
    assert!(contract::availability(&LongOnly, &parties, &spans).is_err());
    let both = (AlwaysFree, &LongOnly);
    assert!(!both.presence(parties[0], spans[0]).is_free());
    assert!(both.presence(parties[0], spans[2]).is_free());
}

#[test]
fn a_demand_names_what_is_there() {
    let mut demand = Demands::default();
    demand.resources.push(Resource::new("blue", "room"));
    demand.sessions.push(Session::new("a", "A", 60, vec![0, 1]));
    demand.sessions.push(Session::new("b", "B", 60, vec![1]));
    demand.relations.push(Relation::Lag { earlier: 0, later: 1, lag: Lag::at_least(1) });
    assert_eq!(contract::session_demand(&demand, 2), Ok(()));

    demand.sessions[1].id = "a".to_owned();
    demand.sessions[1].attendees = vec![1, 1, 2];
    demand.resources.push(Resource::new("blue", "room"));
    demand.relations.push(Relation::SameDay { a: 1, b: 1 });
    demand.relations.push(Relation::DifferentDay { a: 1, b: 2 });
    let all = contract::session_demand(&demand, 2).unwrap_err().to_string();
    for law in [
        "share the id \"a\"",
        "an attendee twice",
        "member 2, outside 0..2",
        "\"blue\"",
        "one session twice",
        "outside 0..2",
    ] {
        assert!(all.contains(law), "{law:?} is missing from:\n{all}");
    }
}
