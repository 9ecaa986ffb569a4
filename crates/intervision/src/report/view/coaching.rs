use std::collections::BTreeMap;

use serde::Serialize;

use super::bars::Bars;
use super::px;
use crate::report::text::{Text, fill};
use crate::report::{Coaching, NoCoach, NotEligible};

/// Coaching in numbers.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    verdict: String,
    coaches: Vec<Coach>,
    free: Option<String>,
    waiting: Option<Waiting>,
    barred: Option<Barred>,
    rounds: Vec<Round>,
    held: Option<Bars>,
}

#[derive(Debug, Serialize)]
struct Coach {
    id: String,
    taken: String,
    /// Per cent of the largest number of seats.
    people: String,
    seats: String,
}

/// People who wait, by reason.
#[derive(Debug, Serialize)]
struct Waiting {
    heading: String,
    reasons: Vec<(&'static str, Vec<String>)>,
}

#[derive(Debug, Serialize)]
struct Barred {
    heading: String,
    coaches: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct Round {
    title: String,
    phase: String,
    days: String,
    placed: String,
}

impl Chapter {
    pub(super) fn of(coaching: &Coaching, text: &Text) -> Self {
        let (words, language) = (text.coaching, text.language);
        let most = coaching.coaches().iter().map(|(_, _, seats)| *seats).max().unwrap_or(0).max(1);
        let share = |n: usize| px(100.0 * n as f64 / most as f64);
        let of = |n: usize, all: usize| {
            fill(words.of_seats, &[("taken", &n.to_string()), ("seats", &all.to_string())])
        };
        let coaches = coaching.coaches().iter().map(|(id, taken, seats)| Coach {
            id: id.clone(),
            taken: of(*taken, *seats),
            people: share(*taken),
            seats: share(*seats),
        });
        let rounds = coaching.rounds().iter().map(|round| Round {
            title: round.title.clone(),
            phase: round.phase.clone(),
            days: round.days.map_or("–".to_owned(), |(first, last)| language.days(first, last)),
            placed: of(round.placed, round.asked),
        });
        let free = coaching.free();
        let held = coaching.held().iter().enumerate();
        Chapter {
            verdict: verdict(coaching, text),
            coaches: coaches.collect(),
            free: (free > 0).then(|| words.free.of(free, language)),
            waiting: waiting(coaching, text),
            barred: barred(coaching, text),
            rounds: rounds.collect(),
            held: (!coaching.held().is_empty()).then(|| {
                Bars::of(held.map(|(n, &pairs)| (words.conversations.of(n, language), pairs)), text)
            }),
        }
    }
}

/// How many have a coach.
pub(super) fn verdict(coaching: &Coaching, text: &Text) -> String {
    if coaching.waiting().is_empty() {
        return text.coaching.all.to_owned();
    }
    let coached = coaching.coached();
    let all = text.language.number((coached + coaching.waiting().len()) as f64, 0);
    fill(&text.coaching.verdict.of(coached, text.language), &[("all", &all)])
}

fn waiting(coaching: &Coaching, text: &Text) -> Option<Waiting> {
    let mut by_reason: BTreeMap<NoCoach, Vec<String>> = BTreeMap::new();
    for (id, why) in coaching.waiting() {
        by_reason.entry(*why).or_default().push(id.clone());
    }
    let words = text.coaching;
    let said = |why| match why {
        NoCoach::NoSeat => words.no_seat,
        NoCoach::NobodyCoaches => words.nobody_coaches,
        NoCoach::NoneFits => words.none_fits,
    };
    (!by_reason.is_empty()).then(|| Waiting {
        heading: words.waiting.of(coaching.waiting().len(), text.language),
        reasons: by_reason.into_iter().map(|(why, ids)| (said(why), ids)).collect(),
    })
}

fn barred(coaching: &Coaching, text: &Text) -> Option<Barred> {
    let words = text.coaching;
    let said = |why: &NotEligible| match why {
        NotEligible::Without(certificate) => fill(words.without, &[("certificate", certificate)]),
        NotEligible::Begins(certificate, on) => {
            let day = text.language.long_day(*on);
            fill(words.begins, &[("certificate", certificate), ("day", &day)])
        }
        NotEligible::Ended(certificate, on) => {
            let day = text.language.long_day(*on);
            fill(words.ended, &[("certificate", certificate), ("day", &day)])
        }
    };
    let all = coaching.barred();
    (!all.is_empty()).then(|| Barred {
        heading: words.barred.of(all.len(), text.language),
        coaches: all.iter().map(|(id, why)| (id.clone(), said(why))).collect(),
    })
}
