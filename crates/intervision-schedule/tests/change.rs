//! What a new timetable changes, by session and by calendar, and the messages that say so.

#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use intervision_core::Span;
use intervision_schedule::change::{
    ChangeKind, Changes, Effect, Holder, Issued, IssuedError, Snapshot, Standing,
};
use proptest::prelude::*;

fn span(day: u32, hour: u32, minutes: i64) -> Span {
    let start = NaiveDate::from_ymd_opt(2027, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
    Span::new(start, start + TimeDelta::minutes(minutes)).unwrap()
}

fn standing(day: u32, people: &[&str], room: &str, coach: &str) -> Standing {
    Standing {
        title: "Meeting".into(),
        span: span(day, 9, 180),
        people: people.iter().map(ToString::to_string).collect(),
        places: vec![room.into()],
        resources: vec![coach.into()],
    }
}

fn plan(sessions: &[(&str, Standing)]) -> Snapshot {
    sessions.iter().map(|(id, standing)| ((*id).to_owned(), standing.clone())).collect()
}

fn before() -> Snapshot {
    plan(&[
        ("a", standing(1, &["p1", "p2"], "blue", "c1")),
        ("b", standing(2, &["p1", "p2"], "blue", "c1")),
        ("c", standing(3, &["p1", "p3"], "blue", "c1")),
        ("d", standing(4, &["p4"], "blue", "c1")),
        ("e", standing(5, &["p4"], "blue", "c1")),
        ("f", standing(8, &["p4"], "blue", "c1")),
        ("h", standing(10, &["p5"], "blue", "c1")),
    ])
}

fn after() -> Snapshot {
    plan(&[
        ("a", standing(1, &["p1", "p2"], "blue", "c1")),
        ("b", standing(9, &["p1", "p2"], "blue", "c1")),
        ("c", standing(3, &["p1", "p4"], "blue", "c1")),
        ("d", standing(4, &["p4"], "red", "c1")),
        ("e", Standing { title: "Other".into(), ..standing(5, &["p4"], "blue", "c1") }),
        ("g", standing(11, &["p1"], "red", "c2")),
        ("h", Standing { span: span(10, 9, 240), ..standing(10, &["p5"], "blue", "c1") }),
    ])
}

#[test]
fn x2_every_kind_of_change_is_told() {
    let changes = Changes::between(&before(), &after());
    let expected = "\
        b moves from 2027-03-02 09:00 to 2027-03-09 09:00\n\
        c on 2027-03-03 09:00: 1 join, 1 leave\n\
        d on 2027-03-04 09:00 has red, c1 instead of blue, c1\n\
        e on 2027-03-05 09:00 has a new title\n\
        f of 2027-03-08 09:00 is cancelled\n\
        g is added on 2027-03-11 09:00\n\
        h on 2027-03-10 09:00 lasts differently\n";
    assert_eq!(changes.to_string(), expected);
    assert_eq!(changes.of_kind(ChangeKind::Moved).count(), 2);
    assert!(changes.iter().filter(|change| !change.is_significant()).all(|c| c.session == "e"));
}

#[test]
fn calendars_hear_of_their_own_sessions_only() {
    let changes = Changes::between(&before(), &after());
    let calendars = changes.by_calendar();
    let told = |holder: &Holder| -> Vec<(&str, Effect)> {
        calendars
            .get(holder)
            .into_iter()
            .flatten()
            .map(|(change, effect)| (change.session.as_str(), *effect))
            .collect()
    };
    let person = |id: &str| Holder::Person(id.into());
    let resource = |id: &str| Holder::Resource(id.into());
    // p1 stays in c, and who else comes is not shown.
    assert_eq!(told(&person("p1")), [("b", Effect::Update), ("g", Effect::Take)]);
    assert_eq!(told(&person("p2")), [("b", Effect::Update)]);
    assert_eq!(told(&person("p3")), [("c", Effect::Leave)]);
    let p4 =
        [("c", Effect::Take), ("d", Effect::Update), ("e", Effect::Update), ("f", Effect::Cancel)];
    assert_eq!(told(&person("p4")), p4);
    assert_eq!(told(&resource("red")), [("d", Effect::Take), ("g", Effect::Take)]);
    assert!(told(&resource("blue")).contains(&("d", Effect::Leave)));
    assert_eq!(changes.touched(), calendars.len());
}

#[cfg(feature = "serde")]
#[test]
fn what_was_issued_survives_as_a_document() {
    let mut issued = Issued::none();
    issued.issue(&before());
    issued.issue(&after());
    let text = serde_json::to_string(&issued).unwrap();
    assert_eq!(serde_json::from_str::<Issued>(&text).unwrap(), issued);
    let newer = text.replacen("\"version\":1", "\"version\":9", 1);
    let error = serde_json::from_str::<Issued>(&newer).unwrap_err().to_string();
    assert_eq!(error, "what was issued is of version 9; this reader knows version 1");
    let odd = text.replacen("\"version\":1", "\"version\":1,\"colour\":2", 1);
    assert!(serde_json::from_str::<Issued>(&odd).is_err());
}

/// Plans of up to six sessions, each there or not.
fn plans() -> impl Strategy<Value = Snapshot> {
    let session =
        (1_u32..4, proptest::collection::btree_set(0..4_usize, 0..3), 0..2_usize, 0..2_usize);
    proptest::collection::vec(proptest::option::of(session), 0..6).prop_map(|list| {
        let sessions = list.into_iter().enumerate().filter_map(|(index, session)| {
            let (day, people, room, title) = session?;
            let people: BTreeSet<String> = people.iter().map(|p| format!("p{p}")).collect();
            let standing = Standing {
                title: format!("t{title}"),
                span: span(day, 9, 60),
                people,
                places: vec![format!("r{room}")],
                resources: vec![],
            };
            Some((format!("s{index}"), standing))
        });
        sessions.collect()
    })
}

/// What calendars hold: per holder and session what is shown of it.
type Diaries = BTreeMap<(Holder, String), (String, Span, Vec<String>)>;

fn diaries(plan: &Snapshot) -> Diaries {
    let entry = |(id, s): (&str, &Standing)| {
        let shown = (s.title.clone(), s.span, s.places.clone());
        let id = id.to_owned();
        s.holders().into_iter().map(move |holder| ((holder, id.clone()), shown.clone())).collect()
    };
    plan.iter().flat_map(|session| -> Vec<_> { entry(session) }).collect()
}

#[cfg(feature = "serde")]
#[test]
fn documents_of_what_was_issued_are_read_back_or_refused() {
    let mut issued = Issued::by("pit-stop");
    issued.issue(&before());
    issued.issue(&after());
    let text = serde_json::to_string(&issued).unwrap();
    assert_eq!(serde_json::from_str::<Issued>(&text).unwrap(), issued);
    let refused = |from: &str, to: &str| {
        let wrong = text.replacen(from, to, 1);
        assert_ne!(wrong, text, "{from}");
        serde_json::from_str::<Issued>(&wrong).unwrap_err().to_string()
    };
    let cases = [
        (
            "\"version\":1",
            "\"version\":2",
            "what was issued is of version 2; this reader knows version 1",
        ),
        (
            "\"a\":",
            "\"\":",
            "a session was issued without an id; calendars know sessions by their ids",
        ),
        ("\"b\":", "\"a\":", "session \"a\" is listed twice; every session needs an id of its own"),
        (
            "\"sequence\":1",
            "\"sequence\":2147483647",
            "session \"b\" was issued with sequence number 2147483647, and calendars count to 2147483646; give the session \
             another id",
        ),
        ("\"sender\"", "\"from\"", "unknown field `from`"),
        ("T09:00:00", "T19:00:00", "the end must come after the start"),
    ];
    for (from, to, message) in cases {
        let said = refused(from, to);
        assert!(said.contains(message), "{said}");
    }
}

#[test]
fn nobody_goes_on_from_what_others_issued() {
    let other = Issued::by("pit-stop").continued_by("retreat").unwrap_err();
    let (found, expected) = ("pit-stop".to_owned(), "retreat".to_owned());
    assert_eq!(other, IssuedError::Sender { found, expected });
    assert_eq!(
        other.to_string(),
        "this was issued by \"pit-stop\" and not by \"retreat\", and all its sessions would be cancelled; read what \
         \"retreat\" issued"
    );
    assert_eq!(Issued::none().continued_by("retreat").unwrap().sender(), Some("retreat"));
}

#[test]
fn what_stands_beside_is_put_together_and_taken_apart() {
    let beside = plan(&[("z", standing(12, &["p9"], "blue", "c1"))]);
    let all = before().with(beside.clone());
    assert_eq!(all.len(), before().len() + 1);
    let session = intervision_core::Session::new("z", "Meeting", 180, vec![]);
    let demand = intervision_core::Demands { sessions: vec![session], ..Default::default() };
    assert_eq!(all.asked_by(&demand), beside);
}

proptest! {
    #[test]
    fn following_the_effects_leads_to_the_new_plan(before in plans(), after in plans()) {
        let changes = Changes::between(&before, &after);
        let mut held = diaries(&before);
        let target = diaries(&after);
        for (holder, list) in changes.by_calendar() {
            for (change, effect) in list {
                let key = (holder.clone(), change.session.clone());
                match effect {
                    Effect::Take => prop_assert!(held.insert(key.clone(), target[&key].clone()).is_none()),
                    Effect::Update => {
                        let old = held.insert(key.clone(), target[&key].clone());
                        prop_assert!(old.is_some_and(|old| old != target[&key]), "nothing to update");
                    }
                    Effect::Leave => {
                        prop_assert!(after.get(&change.session).is_some());
                        prop_assert!(held.remove(&key).is_some());
                    }
                    Effect::Cancel => {
                        prop_assert!(after.get(&change.session).is_none());
                        prop_assert!(held.remove(&key).is_some());
                    }
                }
            }
        }
        prop_assert_eq!(held, target);
        prop_assert!(Changes::between(&after, &after).is_empty());
    }

    #[test]
    fn numbers_never_go_back(plans in proptest::collection::vec(plans(), 1..6)) {
        let mut issued = Issued::none();
        let mut seen = BTreeMap::new();
        for plan in &plans {
            let changes = issued.issue(plan);
            prop_assert_eq!(&issued.snapshot(), plan);
            for change in changes.iter() {
                let number = issued.sequence(&change.session).unwrap();
                if let Some(last) = seen.insert(change.session.clone(), number) {
                    prop_assert_eq!(number, last + u32::from(change.is_significant()));
                } else {
                    prop_assert_eq!(number, 0);
                }
            }
        }
    }
}
