//! What hosts keep and send of a season reads back as it was written, and an id that stands twice is refused.

#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, reason = "a strategy that is refused what should work has failed")]

#[path = "../../../docs/schemas/reads_back.rs"]
mod reads_back;

use chrono::{Days, NaiveDate, TimeDelta};
use intervision_core::{Party, Span};
use intervision_schedule::calendar::{BusyTimes, DayOff, Holiday, HolidayPolicy};
use intervision_schedule::change::{Issued, Snapshot, Standing};
use intervision_schedule::electives::{Choice, Workshop};
use intervision_schedule::methods::{Lead, Method, Step};
use intervision_schedule::poll::Answer;
use intervision_schedule::why_not::{self, Asked, Blocked, Certificate, Proof, Whom};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use reads_back::{every, ids, number, text};

fn day() -> impl Strategy<Value = NaiveDate> {
    // Years of four digits, which is what a document has.
    let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(9999, 12, 30).unwrap();
    (0..=(last - first).num_days() as u64).prop_map(move |days| first + Days::new(days))
}

fn span() -> impl Strategy<Value = Span> {
    // To the nanosecond, as far as a calendar never goes.
    (day(), 0..86_400_u32, prop_oneof![Just(0), 0..1_000_000_000_u32], 1..100_000_i64).prop_map(
        |(day, second, nanosecond, length)| {
            let start = day.and_hms_opt(0, 0, 0).unwrap()
                + TimeDelta::seconds(second.into())
                + TimeDelta::nanoseconds(nanosecond.into());
            let end = start.checked_add_signed(TimeDelta::seconds(length)).unwrap();
            Span::new(start, end).unwrap()
        },
    )
}

prop_compose! {
    fn standing()(
        title in text(),
        span in span(),
        people in vec(text(), 0..4),
        places in vec(text(), 0..3),
        resources in vec(text(), 0..3),
    ) -> Standing {
        Standing { title, span, people: people.into_iter().collect(), places, resources }
    }
}

fn snapshot() -> impl Strategy<Value = Snapshot> {
    ids(5).prop_flat_map(|ids| {
        let standings = vec(standing(), ids.len());
        standings.prop_map(move |standings| ids.iter().cloned().zip(standings).collect())
    })
}

/// Whatever was sent in turn: sessions that come, move, go and come back.
fn issued() -> impl Strategy<Value = Issued> {
    (option::of(text()), vec(snapshot(), 0..4)).prop_map(|(sender, plans)| {
        let mut issued = sender.map_or_else(Issued::none, Issued::by);
        for plan in &plans {
            issued.issue(plan);
        }
        issued
    })
}

fn place() -> impl Strategy<Value = usize> {
    prop_oneof![0..9_usize, Just(usize::MAX)]
}

fn asked() -> impl Strategy<Value = Asked> {
    prop_oneof![
        place().prop_map(|session| Asked::Window { session }),
        (place(), place()).prop_map(|(session, member)| Asked::Attends { session, member }),
        place().prop_map(|member| Asked::Calendar { party: Party::Member(member) }),
        place().prop_map(|resource| Asked::Calendar { party: Party::Resource(resource) }),
        place().prop_map(|relation| Asked::Relation { relation }),
        (place(), place()).prop_map(|(session, need)| Asked::Need { session, need }),
        place().prop_map(|resource| Asked::Load { resource }),
    ]
}

fn limit() -> impl Strategy<Value = why_not::Step> {
    prop_oneof![
        (place(), day()).prop_map(|(session, day)| why_not::Step::From { session, day }),
        (place(), day()).prop_map(|(session, day)| why_not::Step::By { session, day }),
        place().prop_map(|relation| why_not::Step::AtLeast { relation }),
        place().prop_map(|relation| why_not::Step::AtMost { relation }),
    ]
}

fn proof() -> impl Strategy<Value = Proof> {
    let blocked = (asked(), any::<u32>()).prop_map(|(by, starts)| Blocked { by, starts });
    let whom = prop_oneof![place().prop_map(Whom::Member), vec(place(), 0..3).prop_map(Whom::Pool)];
    prop_oneof![
        (place(), place(), any::<u32>(), any::<u32>()).prop_map(
            |(session, need, needed, available)| Proof::Lacking {
                session,
                need,
                needed,
                available
            }
        ),
        (place(), any::<u32>(), vec(blocked, 0..3))
            .prop_map(|(session, starts, blocked)| Proof::NoStart { session, starts, blocked }),
        vec(limit(), 0..4).prop_map(|steps| Proof::Circle { steps }),
        (whom, vec(place(), 0..4), day(), day(), any::<u32>(), any::<u32>()).prop_map(
            |(whom, sessions, first, last, needed, available)| Proof::Crowd {
                whom,
                sessions,
                first,
                last,
                needed,
                available
            }
        ),
        vec(place(), 0..4).prop_map(|sessions| Proof::Order { sessions }),
        vec(place(), 0..4).prop_map(|branches| Proof::Tree { branches }),
    ]
}

fn certificate() -> impl Strategy<Value = Certificate> {
    (vec(asked(), 0..4), proof()).prop_map(|(rules, proof)| Certificate { rules, proof })
}

fn policy() -> impl Strategy<Value = HolidayPolicy> {
    let days_off = select(vec![DayOff::Always, DayOff::EveryFiveYears, DayOff::Never]);
    vec((select(Holiday::ALL.to_vec()), days_off), 0..12).prop_map(|said| {
        said.into_iter().fold(HolidayPolicy::default(), |policy, (on, off)| policy.with(on, off))
    })
}

fn method() -> impl Strategy<Value = Method> {
    let lead = select(vec![Lead::Facilitator, Lead::CaseOwner, Lead::Consultants]);
    let step = (text(), any::<u32>(), lead).prop_map(|(title, minutes, lead)| Step {
        title,
        minutes,
        lead,
    });
    (text(), text(), text(), place(), place(), vec(step, 0..4)).prop_map(
        |(id, name, purpose, fewest, most, steps)| Method {
            id,
            name,
            purpose,
            fewest,
            most,
            steps,
        },
    )
}

fn workshop() -> impl Strategy<Value = Workshop> {
    (text(), place(), place(), place(), ids(3))
        .prop_map(|(id, seats, runs, fewest, after)| Workshop { id, seats, runs, fewest, after })
}

fn choice() -> impl Strategy<Value = Choice> {
    (text(), place(), number()).prop_map(|(workshop, member, gap)| Choice { workshop, member, gap })
}

every! {
    timetables_read_back: Snapshot = snapshot();
    what_calendars_were_told_reads_back: Issued = issued();
    certificates_read_back: Certificate = certificate();
    busy_times_read_back: BusyTimes = vec(span(), 0..6).prop_map(BusyTimes::from_iter);
    policies_about_holidays_read_back: HolidayPolicy = policy();
    methods_read_back: Method = method();
    workshops_read_back: Workshop = workshop();
    choices_of_workshops_read_back: Choice = choice();
    answers_to_a_poll_read_back: Vec<Answer> = vec(select(vec![Answer::Yes, Answer::IfNeedBe, Answer::No]), 0..5);
}

proptest! {
    /// Nothing that is written of what was sent names somebody who was forgotten, and nobody else's calendar changes.
    #[test]
    fn what_calendars_were_told_forgets(plans in vec(snapshot(), 1..3), person in "[a-z]{3}7q", place in any::<prop::sample::Index>()) {
        let mut issued = Issued::none();
        for plan in &plans {
            let at = place.index(plan.len().max(1));
            let with = plan.iter().enumerate().map(|(n, (id, standing))| {
                let mut standing = standing.clone();
                standing.people.insert(person.clone());
                standing.people.insert(format!("{person}2"));
                let id = if n == at { format!("coaching/{person}/{id}") } else { id.to_owned() };
                (id, standing)
            });
            issued.issue(&with.collect());
        }
        let before = issued.snapshot();
        issued.forget(&person);
        let written = json(&issued);
        let mut words = written.split(|c: char| !c.is_alphanumeric());
        prop_assert!(words.all(|word| word != person), "{}", written);
        for (id, standing) in issued.snapshot().iter() {
            let people = before.get(id).map(|before| before.people.clone());
            let mut left = people.unwrap_or_default();
            left.remove(&person);
            prop_assert_eq!(&standing.people, &left);
        }
    }

    /// Of two sessions with one id a map would keep the last, and the other would be cancelled in every calendar.
    #[test]
    fn an_id_that_stands_twice_is_refused(plan in snapshot(), again in any::<prop::sample::Index>()) {
        prop_assume!(!plan.is_empty());
        let again = again.index(plan.len());
        let (id, _) = plan.iter().nth(again).unwrap();
        let refused = format!("session \"{id}\" is listed twice; every session needs an id of its own");
        let listed = |entry: fn(&Standing) -> String| {
            let entries = plan.iter().map(|(id, standing)| format!("{}:{}", json(&id), entry(standing)));
            let entries: Vec<String> = entries.collect();
            format!("{{{},{}}}", entries.join(","), entries[again])
        };
        let told = serde_json::from_str::<Snapshot>(&listed(json)).unwrap_err().to_string();
        prop_assert!(told.starts_with(&refused), "{}", told);
        let sessions = listed(|standing| format!("{{\"sequence\":0,\"standing\":{}}}", json(standing)));
        let sent = format!("{{\"version\":1,\"sessions\":{sessions}}}");
        let told = serde_json::from_str::<Issued>(&sent).unwrap_err().to_string();
        prop_assert!(told.starts_with(&refused), "{}", told);
    }
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}
